import Basics
import Casework
import Enforcement
import PartnerAPI

/// Takes in what units send: verified, idempotent, attempted as a command.
public struct PartnerInbox: Sendable {
  private let desk: CaseDesk
  private let court: CourtCode
  public init(desk: CaseDesk, court: CourtCode) {
    self.desk = desk
    self.court = court
  }
  /// The signature was checked before. The same answer twice changes nothing.
  public func receive(_ answer: PartnerAnswerMessage) async throws {
    try await attempt(WireMapping.command(answer), unit: answer.unit)
  }
  /// The signature was checked before. A notice that means no command here is dropped.
  public func receive(_ notice: PartnerNoticeMessage) async throws {
    guard let call = WireMapping.command(notice) else { return }
    try await attempt(call, unit: notice.unit)
  }
  /// A refusal is final for the sender: asking again would not change it, so only conflicts and failures are passed on.
  private func attempt(_ call: CommandCall, unit: String) async throws {
    try await desk.attempt(call, by: Actor(.partner(unit), roles: [.partner]), court: court)
  }
}
