import Basics
import Dispatch
import Synchronization
import Wording

/// Lays a paper out on A4 as the courts' format rules ask (margins 37/35/28/26 mm, 22 lines of 28 characters) and writes it as
/// PDF with embedded font subsets and extractable text.
///
/// Any thread may render at any time; one paper is drawn at a time in a process (some 30 ms). The same content and instant give
/// the same bytes with the same fonts and libraries.
public struct PaperRenderer: Sendable {
  /// What to do with characters that no installed font can draw.
  public enum MissingGlyphs: Sendable {
    /// Refuse, naming them: a paper must not misspell a name.
    case refuse
    /// Print the code point in a box.
    case box
  }
  public var missingGlyphs: MissingGlyphs

  public init(missingGlyphs: MissingGlyphs = .refuse) { self.missingGlyphs = missingGlyphs }

  /// The one map of installed fonts, opened by the first paper. Its lock is also the lock of cairo, which has state of its own:
  /// cairo 1.16 promises thread safety but locks its font caches in two orders, and eight threads that draw at once stand still
  /// within a minute.
  private static let installedFonts = Mutex<InstalledFonts?>(nil)

  /// The PDF of a paper. `created` goes into its metadata and nowhere else; the date on the page is the content's.
  public func render(_ content: PaperContent, created: Instant) throws(PaperRenderError) -> [UInt8] {
    try draw(content, created: created).bytes
  }

  /// The PDF with the number of its pages.
  func draw(_ content: PaperContent, created: Instant) throws(PaperRenderError) -> DrawnPaper {
    try draw([content], isDuplex: false, created: created)
  }

  /// Many papers in one file, each numbered for itself; with `isDuplex` each begins on the front of a sheet. The file bears the names of
  /// the first.
  func draw(_ contents: [PaperContent], isDuplex: Bool, created: Instant) throws(PaperRenderError) -> DrawnPaper {
    try Self.installedFonts.withLock { fonts throws(PaperRenderError) -> DrawnPaper in
      let opened: InstalledFonts
      if let fonts { opened = fonts } else { opened = try InstalledFonts() }
      fonts = opened
      return try render(contents, isDuplex, created, opened)
    }
  }

  /// Papers are drawn one at a time; a long one holds up other papers, and no request that waits for none.
  private static let queue = DispatchQueue(label: "typesetting")

  /// As ``draw(_:isDuplex:created:)``, away from the threads that answer requests.
  func drawn(_ contents: [PaperContent], isDuplex: Bool = false, created: Instant) async throws -> DrawnPaper {
    try await withCheckedThrowingContinuation { continuation in
      Self.queue.async {
        continuation.resume(with: Result { try draw(contents, isDuplex: isDuplex, created: created) })
      }
    }
  }

  private func render(
    _ contents: [PaperContent], _ isDuplex: Bool, _ created: Instant, _ installed: InstalledFonts
  ) throws(PaperRenderError) -> DrawnPaper {
    let typesetter = try Typesetter(installed)
    var framed: [[Mark]] = []
    for (place, content) in contents.enumerated() {
      if isDuplex, place > 0, framed.count % 2 == 1 { framed.append([]) }
      framed += try pages(content, typesetter)
    }
    guard let first = contents.first else { throw .drawing("nothing to draw") }
    let fonts = try EmbeddedFonts(framed.joined().lazy.compactMap(\.line))
    let canvas = try PDFCanvas(first, fonts: fonts, created: created)
    for page in framed { try canvas.draw(page, typesetter) }
    return DrawnPaper(bytes: try canvas.finish(), pages: framed.count)
  }

  private func pages(_ content: PaperContent, _ typesetter: Typesetter) throws(PaperRenderError) -> [[Mark]] {
    let pages = try PageFlow(typesetter, content).pages()
    if missingGlyphs == .refuse, let missing = typesetter.missing(in: content.everyText) { throw .missingGlyphs(missing) }
    var framed: [[Mark]] = []
    for (index, page) in pages.enumerated() {
      let frame = PageFrame(content, number: index + 1, of: pages.count)
      framed.append(try frame.head(typesetter) + page + frame.foot(typesetter))
    }
    return framed
  }
}

/// A paper as drawn.
struct DrawnPaper: Sendable {
  let bytes: [UInt8]
  let pages: Int
}

/// Why a paper could not be rendered.
public enum PaperRenderError: Error, Hashable, Sendable {
  /// No installed font has these characters.
  case missingGlyphs([Character])
  /// The content runs beyond ``PageFlow/pagesMax`` pages.
  case tooLong(pages: Int)
  /// The drawing library failed; its own words.
  case drawing(String)
}

extension PaperContent {
  /// All text that will stand on the pages, to be checked against the fonts.
  var everyText: [String] {
    [court, title, caseNumber, contact ?? "", verification?.text ?? "", signature.clerk ?? ""]
      + signature.signers.flatMap { [$0.title, $0.name] } + (blocks + annexes.flatMap(\.blocks)).flatMap(\.texts)
      + annexes.map(\.title)
  }
}

extension PaperBlock {
  fileprivate var texts: [String] {
    switch self {
    case .heading(let text), .addressee(let text), .paragraph(let text), .remedy(let text), .operative(let text): [text]
    case .party(let role, let text), .dialogue(let role, let text): [role, text]
    case .items(let items, _), .signHere(let items): items
    case .signed(let hands): hands.flatMap { [$0.label, $0.at] }
    case .facts(let caption, let rows): [caption ?? ""] + rows.flatMap { [$0.label, $0.value] }
    case .table(let table): [table.caption ?? "", table.note ?? ""] + table.columns.map(\.title) + table.rows.flatMap { $0 }
    }
  }
}
