import Basics
import Enforcement

/// What somebody typed into a long form and has not sent yet. Kept for that person only, encrypted, and thrown away when it was sent.
public struct KeptDraft: Sendable, Hashable {
  /// The form's place: `/cases/17382/minutes/new`.
  public let place: String
  public let values: [Pair]
  public let at: Instant
  /// A field of the form, by its name, as typed.
  public struct Pair: Sendable, Hashable, Codable {
    public let name: String
    public let value: String
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }
  public init(place: String, values: [Pair], at: Instant) {
    self.place = place
    self.values = values
    self.at = at
  }
}

/// A draft as a list names it.
public struct DraftPlace: Sendable, Hashable {
  public let place: String
  public let at: Instant
  public init(place: String, at: Instant) {
    self.place = place
    self.at = at
  }
}

/// Drafts of forms: state of the pages, outside the log.
public protocol Drafts: Sendable {
  /// Replaces what was kept at this place. The oldest of one person's drafts go beyond ``KeptDraft/most``, and all after ``KeptDraft/days``.
  func keep(_ draft: KeptDraft, of actor: Actor.Ref) async throws
  func draft(at place: String, of actor: Actor.Ref) async throws -> KeptDraft?
  /// The latest first.
  func drafts(of actor: Actor.Ref) async throws -> [DraftPlace]
  func discardDraft(at place: String, of actor: Actor.Ref) async throws
}

extension KeptDraft {
  /// Drafts of one person.
  public static let most = 50
  /// Days after which nobody is thought to come back to one.
  public static let days = 30
}
