import Foundation
import Testing

/// The house keeps its own rules: what imports what, what no source may hold, how long a file gets.
@Suite struct TidyTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private struct Source {
    let path: String
    let bytes: Data
    var lines: [Substring] { String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) }
  }
  private static func sources(_ folder: String) throws -> [Source] {
    let base = root.appending(path: folder)
    let files = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
    return try files.filter { $0.pathExtension == "swift" }.sorted { $0.path < $1.path }.map { url in
      Source(path: String(url.path.dropFirst(root.path.count + 1)), bytes: try Data(contentsOf: url))
    }
  }
  private static func code(_ line: Substring) -> Substring {
    line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
  }
  /// Places whose code holds one of the words; what stands in a comment counts only where asked.
  private static func places(_ folders: [String], _ words: [String], comments: Bool = false) throws -> [String] {
    try folders.flatMap(sources).filter { source in words.contains { source.bytes.range(of: Data($0.utf8)) != nil } }
      .flatMap { source in
        source.lines.enumerated().filter { line in
          let text = comments ? line.element : code(line.element)
          return words.contains { text.contains($0) }
        }.map { "\(source.path):\($0.offset + 1)" }
      }
  }

  @Test("The law, the ledger and the domain import no Foundation, read no clock and use no floating point")
  func pure() throws {
    let folders = ["Basics", "EnforcementLaw", "Ledger", "Enforcement"].map { "Sources/\($0)" }
    let found = try Self.places(
      folders,
      [
        "import Foundation", "Double(", ": Double", "<Double", "Float(", ": Float", "Date()", "UUID()", "FileManager",
        "ProcessInfo",
      ])
    #expect(found.isEmpty, "\(found)")
  }

  @Test("Imports point down: a layer imports only what stands below it")
  func layers() throws {
    let own: Set<String> = [
      "Basics", "EnforcementLaw", "Ledger", "Enforcement", "Wording", "Casework", "Settings", "Storage", "StorageSQLite",
      "Documents",
      "PartnerAPI", "Partners", "Workers", "Import", "Web", "City", "XMLText", "Sheets", "BankFiles",
    ]
    let below: [String: Set<String>] = [
      "Basics": [], "EnforcementLaw": ["Basics"], "Ledger": ["Basics"], "Enforcement": ["Basics", "EnforcementLaw", "Ledger"],
      "Wording": ["Basics", "EnforcementLaw", "Enforcement"],
      "Casework": ["Basics", "EnforcementLaw", "Ledger", "Enforcement"],
      "Settings": ["Basics", "EnforcementLaw", "Enforcement", "Casework"],
      "Storage": ["Basics", "EnforcementLaw", "Ledger", "Enforcement", "Casework"],
      "StorageSQLite": ["Basics", "Enforcement", "Casework", "Storage"],
      "Documents": ["Basics", "EnforcementLaw", "Enforcement", "Wording", "Casework"], "PartnerAPI": ["Basics"],
      "Partners": ["Basics", "Enforcement", "Casework", "PartnerAPI"],
      "Workers": ["Basics", "Enforcement", "Wording", "Casework"],
      "XMLText": ["Basics"], "Sheets": ["Basics", "XMLText"], "BankFiles": ["Basics", "XMLText", "Sheets"],
      "Import": ["Basics", "EnforcementLaw", "Enforcement", "Ledger", "Wording", "Casework", "Sheets", "BankFiles"],
      "Web": ["Basics", "EnforcementLaw", "Enforcement", "Ledger", "Wording", "Casework", "Import", "Sheets", "BankFiles"],
      "City": ["XMLText", "Basics", "EnforcementLaw", "PartnerAPI"],
    ]
    for (layer, allowed) in below {
      for source in try Self.sources("Sources/\(layer)") {
        for line in source.lines where line.hasPrefix("import ") {
          let name = String(line.dropFirst(7))
          #expect(!own.contains(name) || allowed.contains(name), "\(source.path) imports \(name)")
        }
      }
    }
  }

  @Test("No source forces, traps on purpose, or waits to be written")
  func forces() throws {
    let forced = try Self.places(["Sources"], ["try!", "as!", "fatalError(", "@unchecked", "preconditionFailure("])
    #expect(forced.isEmpty, "\(forced)")
    let open = try Self.places(["Sources"], ["TO" + "DO", "FIX" + "ME", "XX" + "X:"], comments: true)
    #expect(open.isEmpty, "\(open)")
  }

  @Test("Files stay readable: about three hundred lines")
  func length() throws {
    let linesMax = 340
    for source in try Self.sources("Sources") + Self.sources("Tests") {
      #expect(source.lines.count <= linesMax, "\(source.path) has \(source.lines.count) lines")
    }
  }

  @Test(
    "Every node of the line has a key of its own, in one word of small and capital letters, and those that the court's list of nodes lacks are named at its head"
  )
  func nodes() throws {
    let text = try String(contentsOf: Self.root.appending(path: "config/process.yaml"), encoding: .utf8)
    let keys = text.matches(of: /- \{key: ([^,]+),/).map { String($0.1) }
    #expect(keys.count > 100 && Set(keys).count == keys.count)
    #expect(keys.filter { $0.wholeMatch(of: /[a-z]+([A-Z0-9][a-z0-9]*)*/) == nil }.isEmpty)
    let own =
      text.split(separator: "\n").first { $0.hasPrefix("# ours: ") }?.dropFirst(8).split(separator: " ").map(String.init) ?? []
    #expect(!own.isEmpty && Set(own).isSubset(of: keys), "\(Set(own).subtracting(keys))")
  }

  @Test("No drawers: files and folders are named after what they hold")
  func drawers() throws {
    let found = try Self.sources("Sources").map(\.path).filter { path in
      path.contains(/(Utils|Util|Helpers|Helper|Extensions|Common|Manager|Misc)(\/|\.swift)/)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test("No text names a path of a machine it was written on, nor a folder that everybody shares")
  func paths() throws {
    let found = try Self.places(
      ["Sources", "Tests"], ["/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/", "/wo" + "rk/", "/t" + "mp/"], comments: true)
    #expect(found.isEmpty, "\(found)")
  }

  @Test("Every capability of the domain that has pages or words keeps its name: no folder differs by case or plural")
  func names() throws {
    let folders = { (layer: String) -> Set<String> in
      Set(
        (try? FileManager.default.contentsOfDirectory(
          at: Self.root.appending(path: "Sources/\(layer)"), includingPropertiesForKeys: [.isDirectoryKey]))?
          .filter { $0.hasDirectoryPath }.map(\.lastPathComponent) ?? [])
    }
    let domain = folders("Enforcement")
    #expect(domain.contains("Seizure"))
    for layer in ["EnforcementLaw", "Wording", "Casework", "Web"] {
      for folder in folders(layer) {
        let twin = domain.first {
          $0 != folder && ($0.lowercased() == folder.lowercased() || $0 + "s" == folder || folder + "s" == $0)
        }
        #expect(twin == nil, "\(layer)/\(folder) beside Enforcement/\(twin ?? "")")
      }
    }
  }
}
