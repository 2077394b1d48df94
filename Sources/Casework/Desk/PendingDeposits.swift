import Basics
import Enforcement
import Synchronization

/// Collects the private content of one decision until it is appended with its events.
final class PendingDeposits: Depository {
  private let ids: IDSource
  private let hasher: any IdentityHasher
  private let deposits = Mutex<[Deposit]>([])
  private let opened = Mutex<[VaultRef: VaultContent]>([:])

  init(ids: IDSource, hasher: any IdentityHasher) {
    self.ids = ids
    self.hasher = hasher
  }

  func deposit(_ content: VaultContent, newVersionOf entry: VaultRef?) -> VaultRef {
    let id = entry?.id ?? ids.next()
    let version = (entry?.version ?? 0) + 1
    let ref = VaultRef(id: id, version: version, digest: hasher.seal(content, id: id, version: version))
    deposits.withLock { $0.append(Deposit(ref: ref, content: content)) }
    return ref
  }

  /// Content that a command asked for.
  func know(_ contents: [VaultRef: VaultContent]) { opened.withLock { $0.merge(contents) { first, _ in first } } }

  func content(_ ref: VaultRef) -> VaultContent? {
    deposits.withLock { $0.last { $0.ref == ref } }?.content ?? opened.withLock { $0[ref] }
  }

  var taken: [Deposit] { deposits.withLock { $0 } }
}
