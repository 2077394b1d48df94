import CPango

/// How a piece of text looks.
struct TextStyle: Hashable {
  enum Alignment { case justified, left, centre, right }
  var size: Double
  var bold = false
  var alignment = Alignment.justified
  /// Indent of the first line, in characters.
  var indent = 0.0

  static let body = TextStyle(size: Geometry.bodySize, indent: 2)
}

/// One line of set text, ready to be drawn at a baseline. Holds its layout alive.
struct TextLine {
  let layout: TextLayout
  let index: Int
  /// Distance from the left edge of the box.
  let offset: Double
  let width: Double
  let size: Double
  fileprivate let justified: Bool

  /// The line in stretches of one font each, from left to right.
  var runs: [GlyphRun] {
    let source = justified ? layout.justified : layout.plain
    guard let line = pango_layout_get_line_readonly(source, Int32(index)), let text = pango_layout_get_text(source)
    else { return [] }
    var runs: [GlyphRun] = []
    var next = line.pointee.runs
    while let node = next {
      if let item = node.pointee.data { runs.append(GlyphRun(item.assumingMemoryBound(to: PangoGlyphItem.self), in: text)) }
      next = node.pointee.next
    }
    return runs
  }
}

/// A paragraph set twice with the same breaks: once as it falls, once spread to the full width.
final class TextLayout {
  fileprivate let plain: OpaquePointer
  fileprivate let justified: OpaquePointer

  fileprivate init?(_ context: OpaquePointer) {
    guard let plain = pango_layout_new(context) else { return nil }
    guard let justified = pango_layout_new(context) else {
      g_object_unref(UnsafeMutableRawPointer(plain))
      return nil
    }
    self.plain = plain
    self.justified = justified
  }
  deinit {
    g_object_unref(UnsafeMutableRawPointer(plain))
    g_object_unref(UnsafeMutableRawPointer(justified))
  }
}

/// Pango's view of the fonts on this machine; keeps those in use open from paper to paper.
final class InstalledFonts {
  fileprivate let map: UnsafeMutablePointer<PangoFontMap>

  init() throws(PaperRenderError) {
    guard let map = pango_cairo_font_map_new() else { throw .drawing("pango gives no font map") }
    self.map = map
  }
  deinit { g_object_unref(map) }
}

/// Sets text in lines. Lives and dies inside one call.
final class Typesetter {
  /// 宋体 of the fonts that Debian ships. One face and its bold only: each further one adds to every file.
  private static let family = "Noto Serif CJK SC"

  private let context: OpaquePointer
  private var fonts: [TextStyle: OpaquePointer] = [:]
  private let attributes: OpaquePointer

  init(_ fonts: InstalledFonts) throws(PaperRenderError) {
    guard let context = pango_font_map_create_context(fonts.map), let attributes = pango_attr_list_new()
    else { throw .drawing("pango gives no context") }
    self.context = context
    self.attributes = attributes
    pango_cairo_context_set_resolution(context, 72)
    pango_context_set_round_glyph_positions(context, 0)
    pango_context_set_language(context, pango_language_from_string("zh-cn"))
    // Hinted metrics depend on the device; a paper's line breaks must not.
    if let options = cairo_font_options_create() {
      cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
      cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
      pango_cairo_context_set_font_options(context, options)
      cairo_font_options_destroy(options)
    }
    // Without this pango hyphenates numbers and addresses that it must break.
    pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(0))
  }
  deinit {
    for font in fonts.values { pango_font_description_free(font) }
    pango_attr_list_unref(attributes)
    g_object_unref(UnsafeMutableRawPointer(context))
  }

  /// Breaks `text` into lines of `width`; line feeds begin a new paragraph. At least one line.
  func lines(_ text: String, _ style: TextStyle, width: Double) throws(PaperRenderError) -> [TextLine] {
    var lines: [TextLine] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      lines += try setParagraph(printable(paragraph), style, width)
    }
    return lines
  }

  private func setParagraph(_ text: String, _ style: TextStyle, _ width: Double) throws(PaperRenderError) -> [TextLine] {
    guard let layout = TextLayout(context) else { throw .drawing("pango gives no layout") }
    for target in [layout.plain, layout.justified] {
      pango_layout_set_font_description(target, font(style))
      pango_layout_set_attributes(target, attributes)
      pango_layout_set_width(target, Int32(width * Double(PANGO_SCALE)))
      pango_layout_set_wrap(target, PANGO_WRAP_WORD_CHAR)
      pango_layout_set_indent(target, Int32(style.indent * style.size * Double(PANGO_SCALE)))
      pango_layout_set_text(target, text, -1)
    }
    pango_layout_set_justify(layout.justified, 1)
    let count = Int(pango_layout_get_line_count(layout.plain))
    let spreads = style.alignment == .justified && count == Int(pango_layout_get_line_count(layout.justified))
    return (0..<count).compactMap { index in
      guard let line = pango_layout_get_line_readonly(layout.plain, Int32(index)) else { return nil }
      var logical = PangoRectangle()
      pango_layout_line_get_extents(line, nil, &logical)
      let natural = points(logical.width)
      let indent = index == 0 ? style.indent * style.size : 0
      let slack = width - indent - natural
      let offset =
        switch style.alignment {
        case .justified, .left: indent
        case .centre: max(0, slack / 2)
        case .right: max(0, slack)
        }
      // A line left short by a long number stays short: spread out, it would read, and extract, as single characters.
      let spread = spreads && index < count - 1 && slack > 0 && slack <= style.size * 2
      return TextLine(layout: layout, index: index, offset: offset, width: natural, size: style.size, justified: spread)
    }
  }

  /// Follows the outlines of one character, without setting text: they do not extract. Leaves the path at the origin, centred on
  /// its width; returns that width.
  func outline(_ character: Character, _ style: TextStyle, _ cairo: OpaquePointer) throws(PaperRenderError) -> Double {
    guard let layout = TextLayout(context) else { throw .drawing("pango gives no layout") }
    pango_layout_set_font_description(layout.plain, font(style))
    pango_layout_set_text(layout.plain, String(character), -1)
    guard let line = pango_layout_get_line_readonly(layout.plain, 0) else { return 0 }
    var logical = PangoRectangle()
    pango_layout_line_get_extents(line, nil, &logical)
    let width = points(logical.width)
    cairo_move_to(cairo, -width / 2, 0)
    pango_cairo_layout_line_path(cairo, line)
    return width
  }

  /// The characters that no installed font has, in order, at most 20; nil where all can be drawn.
  func missing(in texts: [String]) -> [Character]? {
    guard let layout = TextLayout(context) else { return nil }
    pango_layout_set_font_description(layout.plain, font(.body))
    func cannotDraw(_ text: String) -> Bool {
      pango_layout_set_text(layout.plain, printable(text), -1)
      return pango_layout_get_unknown_glyphs_count(layout.plain) > 0
    }
    var known: Set<Character> = []
    var fresh: [Character] = []
    for text in texts {
      for character in text where known.insert(character).inserted { fresh.append(character) }
    }
    guard cannotDraw(String(fresh)) else { return nil }
    return Array(fresh.lazy.filter { cannotDraw(String($0)) }.prefix(20))
  }

  private func font(_ style: TextStyle) -> OpaquePointer? {
    if let font = fonts[style] { return font }
    guard let font = pango_font_description_new() else { return nil }
    pango_font_description_set_family(font, Self.family)
    pango_font_description_set_weight(font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
    pango_font_description_set_absolute_size(font, style.size * Double(PANGO_SCALE))
    fonts[style] = font
    return font
  }

  /// Without control characters, and without those that reorder or hide text: what is read must be what was meant.
  private func printable(_ text: some StringProtocol) -> String {
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09: clean.append(" ")
      case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: continue
      default: clean.append(scalar)
      }
    }
    return String(clean)
  }
}
