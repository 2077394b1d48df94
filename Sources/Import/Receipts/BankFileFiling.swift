import Basics
import Casework
import Enforcement

/// Takes a file's lines in transactions of some hundred: each is durable before the next, and a line is taken once however often a file
/// is fed.
public struct BankFileFiling: Sendable {
  /// Why a file could not be taken to its end; what was taken before stays.
  public struct Failure: Error, Sendable, CustomStringConvertible {
    public let text: Phrase
    public var description: String { "\(text.zh) / \(text.en)" }
  }
  private let desk: CaseDesk
  private let court: CourtCode
  public init(desk: CaseDesk, court: CourtCode) {
    self.desk = desk
    self.court = court
  }

  /// Takes line after line as the machine's reading of a kept file. Taking it again books nothing twice. Throws ``Failure``.
  @discardableResult
  public func take(
    _ reading: BankFileReading, file: String, by actor: Actor, progress: @Sendable (BankFileOutcome) async -> Void
  ) async throws -> BankFileOutcome {
    var outcome = BankFileOutcome(reading.passed)
    // Whoever hands a file in types none of its lines: what stands in it is the machine's reading.
    let reader = Actor(actor.ref, roles: [.machine])
    for part in reading.parts {
      var start = 0
      repeat {
        let lines = Array(part.lines[start..<min(start + TakeBankLines.linesMax, part.lines.count)])
        let fields = fields(part, lines, file)
        let events = try await attempt(fields, by: reader)
        outcome.add(events, lines: lines.count)
        outcome.pass(over: try await fates(fields, part.day), lines: lines, part, from: start, events, file: file)
        start += lines.count
        await progress(outcome)
      } while start < part.lines.count
    }
    return outcome
  }

  /// What became of each line that is a credit.
  private func fates(_ fields: [String: InputValue], _ day: Day) async throws -> [NotedCredit?] {
    var registers: [CreditRegister] = []
    for stream in StreamID.creditRegisters(court, around: day) {
      let state: BankDay = try await desk.state(stream)
      registers.append(state.register)
    }
    return TakeBankLines.fates(fields, today: desk.clock.now.day, in: registers) { desk.hasher.digest($0) }
  }

  private func fields(_ part: BankFileReading.Part, _ lines: [InputValue], _ file: String) -> [String: InputValue] {
    [
      "account": .text(part.account), "day": .text("\(part.day)"), "paper": .text(part.paper.rawValue),
      "statement": .text(part.statement), "file": .text(file), "opening": .text(part.opening.map { "\($0)" } ?? ""),
      "closing": .text(part.closing.map { "\($0)" } ?? ""), "count": .text("\(part.lines.count)"), "lines": .list(lines),
    ]
  }

  private func attempt(_ fields: [String: InputValue], by actor: Actor) async throws -> [any Event] {
    for turn in 0... {
      do {
        return try await desk.attempt(CommandCall(TakeBankLines.name, fields), by: actor, court: court).appended.flatMap(\.events)
      } catch CaseDesk.Failure.conflict where turn < 20 {
        try await Task.sleep(for: .milliseconds(20))
      } catch CaseDesk.Failure.faults(let faults) {
        throw Failure(
          text: Phrase(
            faults.prefix(20).map { "\($0.field)：\($0.message.zh)" }.joined(separator: "；"),
            faults.prefix(20).map { "\($0.field): \($0.message.en)" }.joined(separator: "; ")))
      } catch CaseDesk.Failure.refused(let refusal) {
        throw Failure(text: refusal.message)
      }
    }
    return []
  }
}
