import Basics

/// A party was known by the number, and another name was typed with it: the known one stands in every case until somebody corrects it.
public struct NameKept: Event {
  public static let name = "filing.nameKept.v1"
  public let person: ID<Person>
  /// The name that was typed: kind `text`.
  public let typed: VaultRef
  public init(person: ID<Person>, typed: VaultRef) {
    self.person = person
    self.typed = typed
  }
  public var words: [VaultRef] { [typed] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.filing.namesKept[person] = typed }

  /// Of the parties of an application, those who were known before it by another name.
  static func of(
    _ application: Application, _ parties: [CaseParty], known before: Situation, _ after: Situation
  ) -> [NameKept] {
    zip(application.parties, parties).compactMap { typed, party in
      guard let name = typed.vault["name"], !name.isEmpty, typed.identity != nil,
        let entry = before.person(party.person).vault,
        let known = before.depository.content(entry)?.fields["name"], !known.isEmpty, known != name
      else { return nil }
      return NameKept(
        person: party.person, typed: after.depository.deposit(VaultContent("text", ["text": name])))
    }
  }
}
