import CPango

/// A stretch of one line in one font, as pango shaped it. Valid while its layout lives.
struct GlyphRun {
  private let item: UnsafeMutablePointer<PangoGlyphItem>
  private let layoutText: UnsafePointer<CChar>

  init(_ item: UnsafeMutablePointer<PangoGlyphItem>, in layoutText: UnsafePointer<CChar>) {
    self.item = item
    self.layoutText = layoutText
  }

  var glyphs: UnsafeBufferPointer<PangoGlyphInfo> {
    let string = item.pointee.glyphs.pointee
    return UnsafeBufferPointer(start: string.glyphs, count: Int(string.num_glyphs))
  }
  /// For each glyph, the byte of ``text`` at which its cluster starts.
  var clusterStarts: UnsafeBufferPointer<Int32> {
    let string = item.pointee.glyphs.pointee
    return UnsafeBufferPointer(start: string.log_clusters, count: Int(string.num_glyphs))
  }
  var text: UnsafePointer<CChar> { layoutText + Int(item.pointee.item.pointee.offset) }
  var byteCount: Int { Int(item.pointee.item.pointee.length) }
  var startOffset: Double { points(item.pointee.start_x_offset) }
  var width: Double {
    points(item.pointee.start_x_offset) + points(pango_glyph_string_get_width(item.pointee.glyphs))
      + points(item.pointee.end_x_offset)
  }

  /// HarfBuzz's face of the installed font, the same for all sizes.
  var face: OpaquePointer? {
    guard let font = item.pointee.item.pointee.analysis.font, let sized = pango_font_get_hb_font(font) else { return nil }
    return hb_font_get_face(sized)
  }

  /// From left to right, all glyphs in the font, none of them invisible.
  var isPlain: Bool {
    // PANGO_GLYPH_EMPTY and PANGO_GLYPH_UNKNOWN_FLAG both lie at and above this number.
    item.pointee.item.pointee.analysis.level % 2 == 0 && glyphs.allSatisfy { $0.glyph < 0x0FFF_FFFF }
  }

  /// Draws at the current point.
  func showByPango(_ cairo: OpaquePointer) { pango_cairo_show_glyph_item(cairo, layoutText, item) }
}
