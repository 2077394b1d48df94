import CPango

/// The fonts of one paper, cut down to its glyphs before cairo sees them.
///
/// Left to itself cairo embeds all 26,000 subroutines of Noto Serif CJK as soon as one glyph calls a nested one in a way that it
/// cannot follow: 600 KB a paper. HarfBuzz follows them, and writes them out in place: 80 KB, and a quarter less time.
final class EmbeddedFonts {
  private struct Font {
    let face: OpaquePointer
    /// Glyph in the installed font → glyph in the cut font.
    let glyphs: OpaquePointer
  }
  private var fonts: [OpaquePointer: Font] = [:]

  /// Cuts every font that `lines` use.
  init(_ lines: some Sequence<TextLine>) throws(PaperRenderError) {
    var used: [OpaquePointer: OpaquePointer] = [:]
    defer { for set in used.values { hb_set_destroy(set) } }
    for line in lines {
      for run in line.runs where run.isPlain {
        guard let face = run.face else { continue }
        let set = used[face] ?? hb_set_create()
        used[face] = set
        for glyph in run.glyphs { hb_set_add(set, glyph.glyph) }
      }
    }
    for (face, glyphs) in used { fonts[face] = try Self.cut(face, to: glyphs) }
  }
  deinit {
    for font in fonts.values {
      cairo_font_face_destroy(font.face)
      hb_map_destroy(font.glyphs)
    }
  }

  private static func cut(_ face: OpaquePointer, to glyphs: OpaquePointer) throws(PaperRenderError) -> Font {
    let failure = PaperRenderError.drawing("the font cannot be subset")
    guard let input = hb_subset_input_create_or_fail() else { throw failure }
    defer { hb_subset_input_destroy(input) }
    hb_set_union(hb_subset_input_glyph_set(input), glyphs)
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_DESUBROUTINIZE.rawValue)
    // Glyphs are chosen and placed already: no layout tables, whose alternatives would come along.
    let dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG)
    for tag in ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx"] { hb_set_add(dropped, hb_tag_from_string(tag, 4)) }
    guard let plan = hb_subset_plan_create_or_fail(face, input) else { throw failure }
    defer { hb_subset_plan_destroy(plan) }
    guard let cut = hb_subset_plan_execute_or_fail(plan) else { throw failure }
    defer { hb_face_destroy(cut) }
    guard let blob = hb_face_reference_blob(cut), let memoryFace = zx_memory_font_face(blob),
      let mapping = hb_map_reference(hb_subset_plan_old_to_new_glyph_mapping(plan))
    else { throw failure }
    return Font(face: memoryFace, glyphs: mapping)
  }

  /// Draws a line with its left end at `x` on the baseline `y`.
  func show(_ line: TextLine, _ cairo: OpaquePointer, x: Double, y: Double) {
    var x = x
    for run in line.runs {
      if let face = run.face, let font = fonts[face], run.isPlain {
        show(run, font, line.size, cairo, x: x, y: y)
      } else {
        // Boxes for missing characters, and scripts that run from right to left, are pango's to draw.
        cairo_move_to(cairo, x, y)
        run.showByPango(cairo)
      }
      x += run.width
    }
  }

  private func show(_ run: GlyphRun, _ font: Font, _ size: Double, _ cairo: OpaquePointer, x: Double, y: Double) {
    cairo_set_font_face(cairo, font.face)
    cairo_set_font_size(cairo, size)
    var x = x + run.startOffset
    var glyphs: [cairo_glyph_t] = []
    var clusters: [cairo_text_cluster_t] = []
    var clusterStart: Int32 = -1
    let starts = run.clusterStarts
    for (index, info) in run.glyphs.enumerated() {
      if starts[index] != clusterStart {
        clusterStart = starts[index]
        let next = starts[(index + 1)...].first { $0 != clusterStart } ?? Int32(run.byteCount)
        clusters.append(cairo_text_cluster_t(num_bytes: next - clusterStart, num_glyphs: 0))
      }
      let glyph = hb_map_get(font.glyphs, info.glyph)
      glyphs.append(
        cairo_glyph_t(
          index: UInt(glyph), x: x + points(info.geometry.x_offset), y: y + points(info.geometry.y_offset)))
      clusters[clusters.count - 1].num_glyphs += 1
      x += points(info.geometry.width)
    }
    // The clusters are what makes the text extract: each glyph carries the characters that it stands for.
    cairo_show_text_glyphs(
      cairo, run.text, Int32(run.byteCount), glyphs, Int32(glyphs.count), clusters, Int32(clusters.count),
      cairo_text_cluster_flags_t(rawValue: 0))
  }
}

/// Pango's units in points.
func points(_ units: Int32) -> Double { Double(units) / Double(PANGO_SCALE) }
