import Basics
import Casework
import Enforcement
import Foundation

/// Many drafts that one person signs together: checked, signed and left to be sealed one after another, each answered for itself. A round
/// goes on after a restart.
public struct SigningRound: Sendable, Hashable, Codable, Identifiable {
  /// One draft of the round, and what became of it.
  public struct Line: Sendable, Hashable, Codable {
    public let caseID: ID<CaseFile>
    public let paper: ID<Paper>
    public let number: String
    public let kind: PaperKind
    public var state = State.waiting
    /// Why it was not signed.
    public var refusal: Phrase?
    public var articles: [String] = []
    public init(caseID: ID<CaseFile>, paper: ID<Paper>, number: String, kind: PaperKind) {
      self.caseID = caseID
      self.paper = paper
      self.number = number
      self.kind = kind
    }
  }
  /// Whether a draft waits for its turn, was signed, or was refused by the rules. Raw values are stored.
  public enum State: String, Sendable, Codable { case waiting, signed, refused }
  public let id: ID<SigningRound>
  public let by: ID<StaffMember>
  public let at: Instant
  public var lines: [Line]
  public var isRunning: Bool { lines.contains { $0.state == .waiting } }
  public func count(_ state: State) -> Int { lines.filter { $0.state == state }.count }
}

/// Keeps rounds of signatures as files, each written before its next line is attempted.
public actor SigningRounds {
  public static let linesMax = 1000
  /// Reads a draft and records what its check found.
  public typealias Check = @Sendable (ID<Paper>, ID<CaseFile>) async throws -> Void

  private let desk: CaseDesk
  private let court: CourtCode
  private let folder: URL
  private let check: Check
  private var rounds: [ID<SigningRound>: SigningRound] = [:]

  /// Takes up rounds left in `folder`. Throws where the folder cannot be made or read.
  public init(desk: CaseDesk, court: CourtCode, folder: URL, check: @escaping Check) throws {
    self.desk = desk
    self.court = court
    self.folder = folder
    self.check = check
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for url in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    where url.pathExtension == "json" {
      let round = try JSONDecoder().decode(SigningRound.self, from: Data(contentsOf: url))
      rounds[round.id] = round
    }
  }

  public func round(_ id: ID<SigningRound>) -> SigningRound? { rounds[id] }
  /// Newest first, of one member.
  public func of(_ staff: ID<StaffMember>) -> [SigningRound] { rounds.values.filter { $0.by == staff }.sorted { $0.id > $1.id } }
  /// Takes up what a stop had interrupted.
  public func resume() { for round in rounds.values where round.isRunning { Task { await run(round.id) } } }

  /// Keeps the round and starts on it; of more than ``linesMax`` lines only the first are taken.
  public func begin(_ lines: [SigningRound.Line], by staff: ID<StaffMember>) throws -> SigningRound {
    let round = SigningRound(
      id: desk.ids.next(), by: staff, at: desk.clock.now, lines: Array(lines.prefix(SigningRounds.linesMax)))
    try save(round)
    Task { await run(round.id) }
    return round
  }

  private func save(_ round: SigningRound) throws {
    try JSONEncoder().encode(round).write(to: folder.appending(path: "\(round.id).json"), options: .atomic)
    rounds[round.id] = round
  }

  private func run(_ id: ID<SigningRound>) async {
    while var round = rounds[id], let place = round.lines.firstIndex(where: { $0.state == .waiting }) {
      round.lines[place] = await attempt(round.lines[place], by: round.by)
      do { try save(round) } catch { return }
    }
  }

  /// With the rights that the signer has at this moment. What is signed already counts as done, so that a repeated line does nothing.
  private func attempt(_ line: SigningRound.Line, by staff: ID<StaffMember>) async -> SigningRound.Line {
    var line = line
    do {
      let member = try await desk.organisation(court).staff[staff]
      let actor = Actor(.staff(staff), roles: member?.active == true ? member?.roles ?? [] : [])
      let file = try await desk.look(at: line.caseID, actor: actor, court: court).caseFile(line.caseID)
      let state = file.papers.all[line.paper]
      if let state, state.stage != .draft, state.signedBy == actor.ref {
        line.state = .signed
        return line
      }
      if state?.stage == .draft { try await check(line.paper, line.caseID) }
      let checked = try await desk.look(at: line.caseID, actor: actor, court: court).caseFile(line.caseID)
      if let faults = checked.papers.all[line.paper]?.life.check?.faults, faults > 0 {
        line.state = .refused
        line.refusal = Phrase("检查出 \(faults) 处错误，未签发", "The check found \(faults) faults; not signed")
        return line
      }
      try await desk.attempt(
        CommandCall(SignPaper.name, ["case": "\(line.caseID)", "paper": "\(line.paper)"]), by: actor, court: court)
      line.state = .signed
    } catch CaseDesk.Failure.refused(let refusal) {
      line.state = .refused
      line.refusal = refusal.message
      line.articles = refusal.citations
    } catch {
      line.state = .refused
      line.refusal = Phrase("未能签发，请单独办理", "It could not be signed; do it on its own")
    }
    return line
  }
}
