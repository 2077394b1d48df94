import Enforcement
import Foundation
import Storage
import Testing

/// Each event as it was first stored stands in `golden/<name>.json`, and a wider shape in `golden/<name>.2.json` and so on. Such a
/// file is never changed: it stands for rows in courts' logs. Missing ones are written by `ZHIXING_WRITE_GOLDEN=1 swift test`.
struct GoldenEventTests {
  private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("golden")
  private let codec = EventCodec()

  @Test func everyEventHasAGoldenFileForEachFieldItEverHad() throws {
    for type in eventCatalogue {
      let sample = try codec.encode(sample(type))
      let known = try golden(type.name).reduce(into: Set<String>()) { try $0.formUnion(paths(of: $1.bytes)) }
      let missing = try paths(of: sample).subtracting(known)
      guard !missing.isEmpty else { continue }
      if ProcessInfo.processInfo.environment["ZHIXING_WRITE_GOLDEN"] == "1" {
        let number = try golden(type.name).count + 1
        let file = number == 1 ? "\(type.name).json" : "\(type.name).\(number).json"
        try (Data(sample) + Data("\n".utf8)).write(to: folder.appendingPathComponent(file), options: .withoutOverwriting)
      } else {
        Issue.record("\(type.name) has fields without a golden file: \(missing.sorted().joined(separator: ", "))")
      }
    }
  }

  @Test func aStoredEventIsReadAndWrittenAgainAsTheSameBytes() throws {
    var count = 0
    for type in eventCatalogue {
      for file in try golden(type.name) {
        let event = try codec.decode(type.name, file.bytes, position: 1)
        let again = try codec.encode(event)
        #expect(again == file.bytes, "\(file.name) became \(String(decoding: again, as: UTF8.self))")
        count += 1
      }
    }
    #expect(count >= eventCatalogue.count)
  }

  /// Cases of enums are stored by their raw values: `golden/words.txt` lists each that was ever written.
  @Test func wordsOnceStoredAreStillRead() throws {
    let source = SampleDecoder.Source()
    func open<Sampled: Event>(_ type: Sampled.Type) throws { _ = try SampleDecoder.sample(type, source) }
    for type in eventCatalogue { try open(type) }
    let file = folder.appendingPathComponent("words.txt")
    let now = Set(source.words.flatMap { type, words in words.map { "\(type) \($0)" } })
    let known = Set((try? String(contentsOf: file, encoding: .utf8))?.split(separator: "\n").map(String.init) ?? [])
    #expect(now.count > 50)
    #expect(known.subtracting(now).sorted() == [], "courts may hold these words, and nothing reads them")
    if ProcessInfo.processInfo.environment["ZHIXING_WRITE_GOLDEN"] == "1" {
      let all = now.union(known).sorted().joined(separator: "\n") + "\n"
      try all.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(now.subtracting(known).sorted() == [], "words that no golden file lists")
    }
  }

  @Test func noEventWhoseFileStandsHereHasLeftTheCatalogue() throws {
    let names = Set(eventCatalogue.map { $0.name })
    #expect(names.count == eventCatalogue.count, "two event types share a name")
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) where file.hasSuffix(".json") {
      let stem = file.dropLast(".json".count)
      let known = names.contains(String(stem)) || names.contains(stem.split(separator: ".").dropLast().joined(separator: "."))
      #expect(known, "\(file): courts may hold such rows, and nothing reads them")
    }
  }

  @Test func everyEventDeclaredInTheSourcesIsInTheCatalogue() throws {
    let sources = folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/Enforcement")
    let listed = Set(eventCatalogue.map { "\($0)" })
    var declared: Set<String> = []
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      for match in try String(contentsOf: file, encoding: .utf8).matches(of: /struct (\w+): Event\b/) {
        declared.insert(String(match.1))
      }
    }
    #expect(declared.count > 50)
    #expect(declared == listed)
  }

  @Test func namesCarryTheirVersion() {
    for type in eventCatalogue {
      #expect(type.name.wholeMatch(of: /[a-z][A-Za-z]*\.[a-z][A-Za-z]*\.v[0-9]+/) != nil, "\(type.name)")
    }
  }

  @Test func anOldNameIsReadThroughItsUpcaster() throws {
    let codec = EventCodec(upcasters: [
      "person.changed.v0": { payload in
        let text = String(decoding: payload, as: UTF8.self).replacingOccurrences(of: "\"fields\"", with: "\"changed\"")
        return (PersonUpdated.name, Array(text.utf8))
      }
    ])
    let old = Array(#"{"fields":["phone"],"vault":{"digest":"00","id":"17","version":2}}"#.utf8)
    let event = try codec.decode("person.changed.v0", old, position: 5)
    #expect((event as? PersonUpdated)?.changed == ["phone"])
  }

  @Test func anUnknownNameIsAnErrorThatNamesTheRow() {
    #expect(throws: EventCodec.Failure.unknownName("person.renamed.v9", position: 77)) {
      try codec.decode("person.renamed.v9", Array("{}".utf8), position: 77)
    }
  }

  @Test func aTornPayloadIsAnErrorThatNamesTheRow() {
    let error = #expect(throws: EventCodec.Failure.self) {
      try codec.decode(PersonUpdated.name, Array("{\"chan".utf8), position: 78)
    }
    #expect(error?.description.contains("event 78 (person.updated.v1)") == true)
  }

  // MARK: Files and fields

  private func golden(_ name: String) throws -> [(name: String, bytes: [UInt8])] {
    let names = ["\(name).json"] + (2...20).map { "\(name).\($0).json" }
    return names.compactMap { file in
      guard let data = try? Data(contentsOf: folder.appendingPathComponent(file)) else { return nil }
      return (file, [UInt8](data.last == 10 ? data.dropLast() : data))
    }
  }

  private func sample(_ type: any Event.Type) throws -> any Event {
    func open<Sampled: Event>(_ type: Sampled.Type) throws -> any Event { try SampleDecoder.sample(type) }
    return try open(type)
  }

  /// `lines[].payee`: the fields of a payload, at any depth.
  private func paths(of payload: [UInt8]) throws -> Set<String> {
    var paths: Set<String> = []
    func walk(_ value: Any, _ path: String) {
      if let object = value as? [String: Any] {
        for (key, inner) in object { walk(inner, path.isEmpty ? key : "\(path).\(key)") }
      } else if let list = value as? [Any] {
        for inner in list { walk(inner, path + "[]") }
      } else {
        paths.insert(path)
      }
    }
    walk(try JSONSerialization.jsonObject(with: Data(payload)), "")
    return paths
  }
}
