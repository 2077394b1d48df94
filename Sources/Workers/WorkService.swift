import Logging
import ServiceLifecycle

/// Runs the workroom until the program stops; imported cases' work leaves at the court's pace.
public struct WorkService: Service {
  private let room: Workroom
  private let pacePerMinute: Int
  private let log = Logger(label: "zhixing.workers")

  public init(room: Workroom, pacePerMinute: Int) {
    self.room = room
    self.pacePerMinute = pacePerMinute
  }

  public func run() async throws {
    var allowance = Allowance(perMinute: pacePerMinute)
    while !Task.isShuttingDownGracefully && !Task.isCancelled {
      do {
        let outcome = try await room.runDue(pacedLimit: allowance.take())
        if outcome.done + outcome.refused > 0 { continue }
      } catch is CancellationError {
        return
      } catch {
        log.error("\(error)")
      }
      try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .milliseconds(250)) }
    }
  }
}

/// How many paced items may leave now: a bucket that fills evenly over the minute and holds two seconds' worth.
struct Allowance {
  private let perMinute: Int
  private var last = ContinuousClock.now
  private var tokens = 1.0

  init(perMinute: Int) { self.perMinute = perMinute }

  mutating func take() -> Int {
    let now = ContinuousClock.now
    let elapsed = now - last
    last = now
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    let rate = Double(perMinute) / 60
    tokens = min(max(1, rate * 2), tokens + seconds * rate)
    let whole = Int(tokens)
    tokens -= Double(whole)
    return whole
  }
}
