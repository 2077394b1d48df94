import Basics
import Casework
import Import
import ServiceLifecycle

/// Pays released batches while the server runs.
struct PayoutService: Service {
  let runner: PayoutRunner
  func run() async throws {
    await cancelWhenGracefulShutdown { await runner.run { Task.isShuttingDownGracefully } }
  }
}
