import Foundation
import Testing

/// What independent readers (poppler's tools) make of a file.
struct PDFReader {
  let file: URL

  init(_ bytes: [UInt8], name: String = "paper") throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("papers-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    file = folder.appendingPathComponent(name + ".pdf")
    try Data(bytes).write(to: file)
  }
  func discard() { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }

  /// Text as a reader copies it, page by page.
  func pages() throws -> [String] {
    let text = String(decoding: try run("pdftotext", ["-enc", "UTF-8", file.path, "-"]), as: UTF8.self)
    return text.split(separator: "\u{0C}", omittingEmptySubsequences: true).map(String.init)
  }
  func text() throws -> String { try pages().joined() }
  /// Text in the order in which it was written into the file, without white space and without the feet of pages.
  func written(verification: String) throws -> String {
    let text = String(decoding: try run("pdftotext", ["-raw", "-enc", "UTF-8", file.path, "-"]), as: UTF8.self)
    let foot = verification.filter { !$0.isWhitespace }
    return text.filter { !$0.isWhitespace }.replacing(/第\d+页共\d+页/, with: "").replacingOccurrences(of: foot, with: "")
  }
  /// All text without any white space.
  func compact() throws -> String { try text().filter { !$0.isWhitespace } }

  /// `pdfinfo` by key.
  func info() throws -> [String: String] {
    let lines = String(decoding: try run("pdfinfo", ["-isodates", file.path]), as: UTF8.self).split(separator: "\n")
    return lines.reduce(into: [:]) { found, line in
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2 { found[String(parts[0])] = parts[1].trimmingCharacters(in: .whitespaces) }
    }
  }
  /// Lines of `pdffonts` without its head.
  func fonts() throws -> [String] {
    String(decoding: try run("pdffonts", [file.path]), as: UTF8.self).split(separator: "\n").dropFirst(2).map(String.init)
  }

  /// One page as pixels, 72 to the inch.
  func pixels(page: Int) throws -> Pixels {
    let number = String(page)
    return try Pixels(try run("pdftoppm", ["-r", "72", "-f", number, "-l", number, file.path]))
  }

  private func run(_ tool: String, _ arguments: [String]) throws -> Data {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [tool] + arguments
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(tool) failed; poppler-utils must be installed")
    return data
  }
}

/// A page as `pdftoppm` paints it.
struct Pixels {
  let width: Int
  let height: Int
  private let bytes: [UInt8]

  init(_ ppm: Data) throws {
    let head = ppm.prefix(40).split(whereSeparator: { $0 == 10 || $0 == 32 }).prefix(4).map {
      String(decoding: $0, as: UTF8.self)
    }
    try #require(head.count == 4 && head[0] == "P6" && head[3] == "255")
    width = try #require(Int(head[1]))
    height = try #require(Int(head[2]))
    bytes = Array(ppm.suffix(width * height * 3))
    try #require(bytes.count == width * height * 3)
  }

  /// The smallest rectangle around what `matches`; nil where nothing does.
  func bounds(_ matches: (_ red: Int, _ green: Int, _ blue: Int) -> Bool) -> (left: Int, top: Int, right: Int, bottom: Int)? {
    var found: (left: Int, top: Int, right: Int, bottom: Int)?
    for y in 0..<height {
      for x in 0..<width {
        let at = (y * width + x) * 3
        guard matches(Int(bytes[at]), Int(bytes[at + 1]), Int(bytes[at + 2])) else { continue }
        let box = found ?? (x, y, x, y)
        found = (min(box.left, x), min(box.top, y), max(box.right, x), max(box.bottom, y))
      }
    }
    return found
  }
  /// How many pixels of a rectangle match.
  func count(
    in box: (left: Int, top: Int, right: Int, bottom: Int), where matches: (_ red: Int, _ green: Int, _ blue: Int) -> Bool
  ) -> Int {
    (box.top...box.bottom).reduce(0) { total, y in
      total
        + (box.left...box.right).count { x in
          let at = (y * width + x) * 3
          return matches(Int(bytes[at]), Int(bytes[at + 1]), Int(bytes[at + 2]))
        }
    }
  }
  /// Around saturated red, which only a seal has.
  var seal: (left: Int, top: Int, right: Int, bottom: Int)? { bounds { $0 > 200 && $1 < 110 && $2 < 110 } }
}
