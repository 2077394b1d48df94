import Basics
import Casework
import Enforcement

/// What the lines of a file became.
public struct BankFileOutcome: Sendable, Hashable, Codable {
  public var done = 0
  public var toCases = 0
  public var toCasesSum = Money.zero
  public var toSuspense = 0
  public var toSuspenseSum = Money.zero
  /// Lines that stand beside the books for the first time.
  public var stated = 0
  public init() {}

  mutating func add(_ events: [any Event], lines: Int) {
    done += lines
    for event in events {
      switch event {
      case let event as ReceiptBooked:
        toCases += 1
        toCasesSum += event.amount
      case let event as BankReceiptTaken:
        toSuspense += 1
        toSuspenseSum += event.amount
      case let event as BankLinesStated: stated += event.lines.count
      default: break
      }
    }
  }
}

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

  @discardableResult
  public func take(
    _ reading: BankFileReading, file: String, by actor: Actor, progress: @Sendable (BankFileOutcome) async -> Void
  ) async throws -> BankFileOutcome {
    var outcome = BankFileOutcome()
    for part in reading.parts {
      var start = 0
      repeat {
        let lines = Array(part.lines[start..<min(start + TakeBankLines.linesMax, part.lines.count)])
        let events = try await attempt(fields(part, lines, file), by: actor)
        outcome.add(events, lines: lines.count)
        start += lines.count
        await progress(outcome)
      } while start < part.lines.count
    }
    return outcome
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
