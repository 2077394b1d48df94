import Basics
import CPango
import Enforcement
import Wording

/// Something drawn on a page. Co-ordinates are points from the page's upper left corner once placed, and from the box's before.
enum Mark {
  case text(TextLine, x: Double, baseline: Double, Ink)
  case stroke(x: Double, y: Double, toX: Double, toY: Double, width: Double)
  case shade(x: Double, y: Double, width: Double, height: Double)
  case seal(court: String, x: Double, y: Double)
  /// A signature as it was drawn, scaled to a width.
  case pen(PenStrokes, x: Double, y: Double, width: Double)

  enum Ink { case black, warning, pale }

  /// The same mark further down and to the right.
  func moved(x dx: Double, y dy: Double) -> Mark {
    switch self {
    case .text(let line, let x, let baseline, let ink): .text(line, x: x + dx, baseline: baseline + dy, ink)
    case .stroke(let x, let y, let toX, let toY, let width):
      .stroke(x: x + dx, y: y + dy, toX: toX + dx, toY: toY + dy, width: width)
    case .shade(let x, let y, let width, let height): .shade(x: x + dx, y: y + dy, width: width, height: height)
    case .seal(let court, let x, let y): .seal(court: court, x: x + dx, y: y + dy)
    case .pen(let strokes, let x, let y, let width): .pen(strokes, x: x + dx, y: y + dy, width: width)
    }
  }
  /// The line of text that it draws, if it does.
  var line: TextLine? {
    if case .text(let line, _, _, _) = self { line } else { nil }
  }
  /// Shades and seals lie under the text, so that it stays legible.
  fileprivate var layer: Int {
    switch self {
    case .shade: 0
    case .seal: 1
    case .stroke, .text, .pen: 2
    }
  }
}

/// A PDF being written into memory.
final class PDFCanvas {
  private final class Sink { var bytes: [UInt8] = [] }
  private let sink = Sink()
  private let surface: OpaquePointer
  private let cairo: OpaquePointer

  private let fonts: EmbeddedFonts

  init(_ content: PaperContent, fonts: EmbeddedFonts, created: Instant) throws(PaperRenderError) {
    let write: cairo_write_func_t = { closure, data, length in
      guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
      let sink = Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue()
      sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
      return CAIRO_STATUS_SUCCESS
    }
    let target = Unmanaged.passUnretained(sink).toOpaque()
    guard let surface = cairo_pdf_surface_create_for_stream(write, target, Geometry.pageWidth, Geometry.pageHeight)
    else { throw .drawing("no PDF surface") }
    guard let cairo = cairo_create(surface) else {
      cairo_surface_destroy(surface)
      throw .drawing("no drawing context")
    }
    self.fonts = fonts
    self.surface = surface
    self.cairo = cairo
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, content.fileTitle)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, content.court)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, content.caseNumber)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Zhixing")
    // Whole seconds: cairo reads no fraction and would fall back to the machine's clock.
    let second = Instant(milliseconds: created.milliseconds - created.milliseconds % 1000)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, second.description)
  }
  deinit {
    cairo_destroy(cairo)
    cairo_surface_destroy(surface)
  }

  /// One page.
  func draw(_ marks: [Mark], _ typesetter: Typesetter) throws(PaperRenderError) {
    for layer in 0...2 {
      for mark in marks where mark.layer == layer { try draw(mark, typesetter) }
    }
    cairo_show_page(cairo)
    try check()
  }

  private func draw(_ mark: Mark, _ typesetter: Typesetter) throws(PaperRenderError) {
    switch mark {
    case .text(let line, let x, let baseline, let ink):
      switch ink {
      case .black: cairo_set_source_rgb(cairo, 0, 0, 0)
      case .warning: cairo_set_source_rgb(cairo, 0.70, 0.25, 0.20)
      case .pale: cairo_set_source_rgb(cairo, 0.35, 0.35, 0.35)
      }
      fonts.show(line, cairo, x: x + line.offset, y: baseline)
    case .stroke(let x, let y, let toX, let toY, let width):
      cairo_set_source_rgb(cairo, 0, 0, 0)
      cairo_set_line_width(cairo, width)
      cairo_move_to(cairo, x, y)
      cairo_line_to(cairo, toX, toY)
      cairo_stroke(cairo)
    case .shade(let x, let y, let width, let height):
      cairo_set_source_rgb(cairo, 0.94, 0.94, 0.94)
      cairo_rectangle(cairo, x, y, width, height)
      cairo_fill(cairo)
    case .seal(let court, let x, let y): try Seal(court: court).draw(cairo, x: x, y: y, typesetter)
    case .pen(let strokes, let x, let y, let width): pen(strokes, x: x, y: y, width: width)
    }
  }

  private func pen(_ strokes: PenStrokes, x: Double, y: Double, width: Double) {
    let scale = width / Double(PenStrokes.width)
    cairo_set_source_rgb(cairo, 0.05, 0.08, 0.20)
    cairo_set_line_width(cairo, 1.4)
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND)
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND)
    for stroke in strokes.strokes {
      cairo_new_path(cairo)
      for point in stroke { cairo_line_to(cairo, x + Double(point.x) * scale, y + Double(point.y) * scale) }
      if let only = stroke.first, stroke.count == 1 {
        cairo_line_to(cairo, x + Double(only.x) * scale + 0.01, y + Double(only.y) * scale)
      }
      cairo_stroke(cairo)
    }
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_BUTT)
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_MITER)
  }

  /// The whole file.
  func finish() throws(PaperRenderError) -> [UInt8] {
    cairo_surface_finish(surface)
    let status = cairo_surface_status(surface)
    guard status == CAIRO_STATUS_SUCCESS else { throw .drawing(String(cString: cairo_status_to_string(status))) }
    return sink.bytes
  }

  private func check() throws(PaperRenderError) {
    let status = cairo_status(cairo)
    guard status == CAIRO_STATUS_SUCCESS else { throw .drawing(String(cString: cairo_status_to_string(status))) }
  }
}
