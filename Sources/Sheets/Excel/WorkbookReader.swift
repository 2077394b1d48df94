import Basics
import XMLText

/// Reads a sheet of an .xlsx workbook (ISO/IEC 29500) row by row. Formulas are not computed, macros and links not looked at.
public struct WorkbookReader {
  /// Names of the sheets, in order.
  public var sheetNames: [String] { sheets.map(\.name) }

  private let archive: ZipArchive
  private let limits: SheetLimits
  private let sheets: [(name: String, part: String)]
  private let sharedPart: String?
  private let stylesPart: String?
  private let startsIn1904: Bool

  /// Opens a workbook that is in memory. Throws ``SheetFault``.
  public init(_ bytes: [UInt8], limits: SheetLimits = SheetLimits()) throws {
    self.limits = limits
    archive = try ZipArchive(bytes, limits: limits)
    let parts = WorkbookParts(archive: archive, limits: limits)
    guard let book = try parts.relations(of: "").first(where: { $0.kind == "officeDocument" }) else {
      throw SheetFault(
        .notWorkbook, Phrase("压缩包里没有工作簿", "The archive holds no workbook"), instead: SheetFault.saveAgain)
    }
    let relations = try parts.relations(of: book.target)
    let listing = try parts.listing(of: book.target, relations)
    sheets = listing.sheets
    startsIn1904 = listing.startsIn1904
    sharedPart = relations.first { $0.kind == "sharedStrings" }?.target
    stylesPart = relations.first { $0.kind == "styles" }?.target
    guard !sheets.isEmpty else {
      throw SheetFault(.part, at: book.target, Phrase("工作簿里没有工作表", "The workbook has no sheet"), instead: SheetFault.saveAgain)
    }
  }

  /// Gives the rows of the named sheet, or of the first, in order. Throws ``SheetFault``, or what `body` throws.
  public func rows(of name: String? = nil, _ body: (SheetRow) throws -> Void) throws {
    guard let sheet = name == nil ? sheets.first : sheets.first(where: { $0.name == name }) else {
      let known = sheetNames.joined(separator: "、")
      throw SheetFault(
        .sheet, Phrase("没有名为“\(name ?? "")”的工作表", "There is no sheet named “\(name ?? "")”"),
        instead: Phrase("工作表有：\(known)", "The sheets are: \(known)"))
    }
    let parts = WorkbookParts(archive: archive, limits: limits)
    let shared = try sharedPart.map { try parts.sharedStrings($0) } ?? []
    let styles = try stylesPart.map { try parts.styles($0) } ?? []
    var reader = SheetReader(name: sheet.name, shared: shared, styles: styles, startsIn1904: startsIn1904, limits: limits)
    try parts.reading(sheet.part) { try reader.read(&$0, body) }
  }

  /// All rows of the named sheet, or of the first.
  public func rows(of name: String? = nil) throws -> [SheetRow] {
    var all: [SheetRow] = []
    try rows(of: name) { all.append($0) }
    return all
  }
}

/// The parts around the sheets: relations, the list of sheets, shared strings, styles.
struct WorkbookParts {
  let archive: ZipArchive
  let limits: SheetLimits

  struct Relation {
    let id: String
    /// The last word of the relation's type: `worksheet`, `styles`.
    let kind: String
    let target: String
  }

  /// Reads one part; its XML faults become faults of the workbook.
  func reading(_ part: String, _ body: (inout XMLReader) throws -> Void) throws {
    let xmlLimits = XMLLimits(bytesMax: limits.unpackedBytesMax, elementsMax: 60_000_000, textBytesMax: 140_000)
    var xml = XMLReader(limits: xmlLimits, source: try archive.pieces(of: part))
    do {
      _ = try xml.root()
      try body(&xml)
      try xml.finish()
    } catch let fault as XMLFault {
      throw SheetFault(fault, part: part)
    }
  }

  /// The relations of a part; of the whole archive where `part` is empty. None where there is no such list.
  func relations(of part: String) throws -> [Relation] {
    let slash = part.lastIndex(of: "/").map { part.index(after: $0) } ?? part.startIndex
    let folder = String(part[..<slash])
    let list = folder + "_rels/" + part[slash...] + ".rels"
    guard archive.holds(list) else { return [] }
    var relations: [Relation] = []
    try reading(list) { xml in
      while try xml.child() != nil {
        let type = try xml.attribute("Type") ?? ""
        let target = try xml.attribute("Target") ?? ""
        let isOutside = try xml.attribute("TargetMode") == "External"
        let id = try xml.attribute("Id") ?? ""
        try xml.skip()
        guard !isOutside, relations.count < limits.partsMax else { continue }
        let kind = type.split(separator: "/").last.map(String.init) ?? ""
        relations.append(Relation(id: id, kind: kind, target: WorkbookParts.path(target, from: folder)))
      }
    }
    return relations
  }

  /// `../a.xml` seen from `xl/worksheets/` is `xl/a.xml`; `/xl/a.xml` is itself.
  static func path(_ target: String, from folder: String) -> String {
    guard !target.hasPrefix("/") else { return String(target.dropFirst()) }
    var parts = folder.split(separator: "/")
    for part in target.split(separator: "/") {
      if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }

  func listing(
    of part: String, _ relations: [Relation]
  ) throws -> (sheets: [(name: String, part: String)], startsIn1904: Bool) {
    var sheets: [(name: String, part: String)] = []
    var startsIn1904 = false
    try reading(part) { xml in
      while let name = try xml.child() {
        if name == "workbookPr" { startsIn1904 = ["1", "true"].contains(try xml.attribute("date1904") ?? "") }
        guard name == "sheets" else {
          try xml.skip()
          continue
        }
        while try xml.child() != nil {
          let (name, id) = (try xml.attribute("name") ?? "", try xml.attribute("id") ?? "")
          try xml.skip()
          guard let relation = relations.first(where: { $0.id == id && $0.kind == "worksheet" }) else { continue }
          sheets.append((name, relation.target))
        }
      }
    }
    return (sheets, startsIn1904)
  }

  func sharedStrings(_ part: String) throws -> [String] {
    guard archive.holds(part) else { return [] }
    var strings: [String] = []
    var bytes = 0
    try reading(part) { xml in
      while try xml.child() != nil {
        let string = try richText(&xml)
        bytes += string.utf8.count + 16
        guard bytes <= limits.sharedBytesMax else {
          throw SheetFault(
            .limit, at: part,
            Phrase("文字共超过 \(limits.sharedBytesMax) 字节", "The texts together have more than \(limits.sharedBytesMax) bytes"),
            instead: Phrase("分成几个文件", "Split the file"))
        }
        strings.append(string)
      }
    }
    return strings
  }

  /// What each cell style makes of a number.
  func styles(_ part: String) throws -> [NumberStyle] {
    guard archive.holds(part) else { return [] }
    var codes: [Int: String] = [:]
    var styles: [NumberStyle] = []
    try reading(part) { xml in
      while let name = try xml.child() {
        guard name == "numFmts" || name == "cellXfs" else {
          try xml.skip()
          continue
        }
        while try xml.child() != nil {
          let id = try xml.attribute("numFmtId").flatMap { Int($0) } ?? 0
          let code = try xml.attribute("formatCode")
          try xml.skip()
          if name == "numFmts" { codes[id] = code } else { styles.append(NumberStyle(id: id, code: codes[id])) }
        }
      }
    }
    return styles
  }
}

/// The text of `<si>` or `<is>`: one `<t>`, or several in runs; phonetic hints are left out. Closes the element.
func richText(_ xml: inout XMLReader) throws -> String {
  var string = ""
  while let name = try xml.child() {
    switch name {
    case "t": string += try xml.wholeText()
    case "r":
      while let inner = try xml.child() {
        if inner == "t" { string += try xml.wholeText() } else { try xml.skip() }
      }
    default: try xml.skip()
    }
  }
  return SheetText.unescaped(string)
}
