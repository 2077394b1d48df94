import Basics
import Casework
import Crypto
import Enforcement
import Foundation
import Storage
import StorageSQLite
import TestSupport
import Testing

@Suite("Files that events name")
struct KeptFileTests {
  @Test("Every event that stores a file of the paper store names it, so that whoever verifies the court looks at it")
  func complete() throws {
    var keeping = 0
    for type in eventCatalogue {
      let event = try sample(type)
      let stored = try JSONSerialization.jsonObject(with: Data(EventCodec().encode(event)))
      let files = Self.filesStored(stored)
      let named = (event as? any KeepsFiles)?.keptFiles.map(\.file.id.description) ?? []
      #expect(Set(named).isSuperset(of: files), "\(type.name) stores \(files)")
      keeping += named.isEmpty ? 0 : 1
    }
    #expect(keeping == 7)
  }

  /// Ids of references that stand beside a SHA-256, but for titles and words.
  private static func filesStored(_ value: Any) -> Set<String> {
    if let list = value as? [Any] { return list.reduce(into: []) { $0.formUnion(filesStored($1)) } }
    guard let object = value as? [String: Any] else { return [] }
    var found = object.values.reduce(into: Set<String>()) { $0.formUnion(filesStored($1)) }
    guard object["sha256"] is String else { return found }
    for (name, inner) in object where !["title", "purpose", "ground", "told"].contains(name) {
      if let ref = inner as? [String: Any], ref["digest"] is String, let id = ref["id"] as? String { found.insert(id) }
    }
    return found
  }

  private func sample(_ type: any Event.Type) throws -> any Event {
    func open<Sampled: Event>(_ type: Sampled.Type) throws -> any Event { try SampleDecoder.sample(type) }
    return try open(type)
  }

  private let folder: TestFolder
  private let store: SQLiteStore
  private let samples = StoreSamples()
  private let papers: FolderPaperStore
  init() throws {
    folder = try TestFolder()
    store = try folder.store()
    papers = try FolderPaperStore(folder: folder.file("papers"), keys: folder.keys)
  }

  @Test(
    "Attached files of every kind are opened: one that is gone and one that is another's are told with case and name, and none counts as erased"
  )
  func attached() async throws {
    let file = samples.ids.next(CaseFile.self)
    var events: [any Event] = [samples.application(file)]
    var refs: [VaultRef] = []
    func keep(_ text: String, sealed kind: String?) async throws -> (ref: VaultRef, sha256: String) {
      let bytes = Array(text.utf8)
      let sha256 = VaultKeys.hex(SHA256.hash(data: Data(bytes)))
      let id = samples.ids.next(VaultContent.self)
      let digest = kind.map { folder.keys.seal(VaultContent($0, ["sha256": sha256]), id: id, version: 1) } ?? sha256
      let ref = VaultRef(id: id, version: 1, digest: digest)
      try await papers.keep(bytes, as: ref)
      refs.append(ref)
      return (ref, sha256)
    }
    var titles: [Deposit] = []
    func title(_ text: String) -> VaultRef {
      let content = VaultContent("text", ["text": text])
      let id = samples.ids.next(VaultContent.self)
      let ref = VaultRef(id: id, version: 1, digest: folder.keys.seal(content, id: id, version: 1))
      titles.append(Deposit(ref: ref, content: content))
      return ref
    }
    for text in ["旧裁定书", "旧送达回证"] {
      let kept = try await keep(text, sealed: nil)
      events.append(
        PapersAttached(papers: [Enforcement.Attachment(file: kept.ref, title: title(text), sha256: kept.sha256, bytes: 12)]))
    }
    let photograph = try await keep("照片", sealed: FileAttached.fileKind)
    events.append(
      FileAttached(
        attached: samples.ids.next(), kind: .photograph, media: .jpeg, title: title("现场照片"), file: photograph.ref,
        sha256: photograph.sha256, bytes: 6, sheet: nil))
    let receipt = try await keep("回证", sealed: PaperSealed.fileKind)
    events.append(
      ServiceReceiptAttached(
        paper: samples.ids.next(), kind: .enforcementNotice, to: samples.ids.next(),
        attachment: Enforcement.Attachment(file: receipt.ref, title: title("邮寄回执"), sha256: receipt.sha256, bytes: 6)))
    let outcome = try await store.append(
      samples.transaction([StreamEvents(stream: .caseFile(file), expected: 0, events: events)], deposits: titles))
    guard case .stored = outcome else { throw StoreConformance.Broken(description: "\(outcome)") }
    let whole = try await store.verifyFiles(papers)
    #expect(whole.attached.matching == 4 && whole.isWhole && whole.faults == [])
    #expect(try await store.verifyVault().erased == 0, "a file is no erased entry")

    try FileManager.default.removeItem(at: path(refs[0]))
    try await papers.keep(Array("另一张照片".utf8), as: refs[2])
    let hurt = try await store.verifyFiles(papers)
    #expect(hurt.attached.matching == 2 && hurt.attached.missing == 1 && hurt.attached.changed == 1 && !hurt.isWhole)
    #expect(hurt.faults.map(\.title) == ["旧裁定书", "现场照片"] && hurt.faults.map(\.isMissing) == [true, false])
    #expect(hurt.faults.allSatisfy { $0.place.contains("\(file)") || $0.place.hasPrefix("(") })
    #expect(try await store.verifyVault().erased == 0)
  }

  private func path(_ ref: VaultRef) -> URL {
    let name = "\(ref.id)-\(ref.version)"
    return folder.file("papers").appendingPathComponent(String(name.suffix(4))).appendingPathComponent(name)
  }
}
