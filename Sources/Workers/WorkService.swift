import Casework
import Logging
import ServiceLifecycle

/// Runs the workroom until the program stops; imported cases' work leaves at the court's pace.
public struct WorkService: Service {
  private let room: Workroom
  private let pacePerMinute: Int
  private let log = Logger(label: "zhixing.workers")
  /// Few enough to be done within their lease.
  private static let batch = 64

  public init(room: Workroom, pacePerMinute: Int) {
    self.room = room
    self.pacePerMinute = pacePerMinute
  }

  /// Units and gateways answer in their own time: what waits for them runs beside what does not.
  public func run() async throws {
    await withTaskGroup(of: Void.self) { group in
      for kinds in [[WorkItem.Kind.command, .timer, .seal, .cancel], [.send], [.message]] as [Set<WorkItem.Kind>] {
        group.addTask { await run(kinds) }
      }
    }
  }

  private func run(_ kinds: Set<WorkItem.Kind>) async {
    var allowance = Allowance(perMinute: pacePerMinute)
    while !Task.isShuttingDownGracefully && !Task.isCancelled {
      do {
        let outcome = try await room.runDue(
          limit: WorkService.batch, pacedLimit: allowance.take(atMost: WorkService.batch), only: kinds)
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

  mutating func take(atMost most: Int) -> Int {
    let now = ContinuousClock.now
    let elapsed = now - last
    last = now
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    let rate = Double(perMinute) / 60
    tokens = min(max(1, rate * 2), tokens + seconds * rate)
    let whole = min(Int(tokens), most)
    tokens -= Double(whole)
    return whole
  }
}
