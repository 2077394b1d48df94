import Basics
import Casework
import Enforcement
import Foundation
import Logging

/// Sends what was let go, again and again until it is out; taken up after any stop, since the log says how far it is.
public struct PayoutRunner: Sendable {
  private let office: PayoutOffice
  private let court: CourtCode
  private let carrier: any PaymentCarrier
  /// Files whose answers are missing are handed to the bank again after this many seconds: it sends its answers once more.
  private let askAgainSeconds: Int64
  private let log = Logger(label: "zhixing.payouts")

  public init(office: PayoutOffice, court: CourtCode, carrier: any PaymentCarrier, askAgainSeconds: Int64 = 600) {
    self.office = office
    self.court = court
    self.carrier = carrier
    self.askAgainSeconds = askAgainSeconds
  }

  /// One round over the batches that are being paid; true where something was sent.
  public func round() async throws -> Bool {
    var sent = false
    for batch in try await office.reads.sending(court: court) {
      let state = try await office.state(batch)
      guard !state.waiting(limit: 1).isEmpty || !state.unhanded.isEmpty else { continue }
      do {
        try await office.send(batch, by: carrier)
        sent = true
      } catch {
        log.warning("batch \(batch): \(error)")
      }
    }
    return sent
  }

  /// Hands files again to the bank whose payments it has not answered for good. It has them by their names and pays nothing twice.
  public func askAgain() async throws {
    guard carrier.way == .bank else { return }
    for batch in try await office.reads.sending(court: court) {
      let state = try await office.state(batch)
      let open = state.chunks.values.filter { chunk in
        chunk.handed
          && chunk.ranges.contains {
            $0.contains { state.chunk(of: $0) == chunk.number && state.status(of: $0)?.isUnderway == true }
          }
      }
      for chunk in open.sorted(by: { $0.number < $1.number }) {
        do {
          if let file = try await office.file(state, chunk: chunk.number) { try await carrier.carry(file) }
        } catch { log.warning("batch \(batch), file \(chunk.number): \(error)") }
      }
    }
  }

  /// Until the program stops.
  public func run(isOver: @Sendable () -> Bool) async {
    var asked = ContinuousClock.now
    while !isOver(), !Task.isCancelled {
      do {
        if try await round() { continue }
        if ContinuousClock.now - asked > .seconds(askAgainSeconds) {
          asked = .now
          try await askAgain()
        }
      } catch { log.error("\(error)") }
      try? await Task.sleep(for: .milliseconds(500))
    }
  }
}
