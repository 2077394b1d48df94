import Basics
import Casework
import Enforcement

/// Files checked cases in transactions of many: each is durable before the next, so that a stop in the middle loses nothing.
public struct DocketFiling: Sendable {
  /// Why a docket could not be filed to its end; what was filed before stays.
  public struct Failure: Error, Sendable, CustomStringConvertible {
    public let text: Phrase
    public var description: String { "\(text.zh) / \(text.en)" }
  }
  /// Cases in one transaction.
  public static let batch = 100
  private static let conflictsMax = 100
  private let desk: CaseDesk
  private let court: CourtCode

  public init(desk: CaseDesk, court: CourtCode) {
    self.desk = desk
    self.court = court
  }

  /// Files the cases; `progress` is told how many are done and how many of these are new. Gives the number newly filed.
  @discardableResult
  public func file(_ dockets: [DocketCase], by actor: Actor, progress: @Sendable (_ done: Int, _ filed: Int) async -> Void)
    async throws -> Int
  {
    var (done, filed, conflicts) = (0, 0, 0)
    while done < dockets.count {
      let part = dockets[done..<min(done + DocketFiling.batch, dockets.count)]
      let fields: [String: InputValue] = ["cases": .list(part.map { .object($0.application) })]
      do {
        let receipt = try await desk.attempt(CommandCall("filing.import", fields), by: actor, court: court)
        filed += receipt.appended.flatMap(\.events).count { $0 is CaseFiled }
      } catch CaseDesk.Failure.faults(let faults) {
        throw Failure(
          text: Phrase(
            faults.prefix(20).map { "\($0.field)：\($0.message.zh)" }.joined(separator: "；"),
            faults.prefix(20).map { "\($0.field): \($0.message.en)" }.joined(separator: "; ")))
      } catch CaseDesk.Failure.refused(let refusal) {
        throw Failure(text: refusal.message)
      } catch CaseDesk.Failure.conflict(let stream) where conflicts < DocketFiling.conflictsMax {
        // Others file at the same moment; the batch is decided anew.
        conflicts += 1
        if conflicts == DocketFiling.conflictsMax {
          throw Failure(
            text: Phrase(
              "立案序列一直被占用（\(stream)），已立的不受影响，请重新提交", "Others kept changing \(stream); what was filed stays, hand it in again"))
        }
        continue
      }
      done += part.count
      await progress(done, filed)
    }
    return filed
  }
}
