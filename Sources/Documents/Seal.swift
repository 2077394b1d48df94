import CPango

/// The round red seal: ring, star and the court's name along the upper arc, all as outlines, so that no reader takes the name
/// for text of the paper.
struct Seal {
  let court: String

  func draw(_ cairo: OpaquePointer, x: Double, y: Double, _ typesetter: Typesetter) throws(PaperRenderError) {
    let radius = Geometry.sealRadius
    cairo_save(cairo)
    cairo_translate(cairo, x, y)
    cairo_set_source_rgb(cairo, 0.86, 0.10, 0.09)
    cairo_set_line_width(cairo, 3)
    // A path left over would be joined to the ring by a line.
    cairo_new_path(cairo)
    cairo_arc(cairo, 0, 0, radius - 1.5, 0, 2 * Double.pi)
    cairo_stroke(cairo)
    star(cairo, radius: radius * 0.28)
    try name(cairo, radius: radius, typesetter)
    cairo_restore(cairo)
  }

  private func star(_ cairo: OpaquePointer, radius: Double) {
    cairo_new_path(cairo)
    cairo_save(cairo)
    for point in 0..<10 {
      cairo_save(cairo)
      cairo_rotate(cairo, Double(point) * Double.pi / 5)
      // Inner corners of a regular five-pointed star lie at 0.382 of its radius.
      cairo_line_to(cairo, 0, point % 2 == 0 ? -radius : -radius * 0.382)
      cairo_restore(cairo)
    }
    cairo_close_path(cairo)
    cairo_fill(cairo)
    cairo_restore(cairo)
  }

  private func name(_ cairo: OpaquePointer, radius: Double, _ typesetter: Typesetter) throws(PaperRenderError) {
    let letters = Array(court.prefix(40))
    let style = TextStyle(size: 15, alignment: .left)
    // Baseline of the letters, which stand with their feet towards the centre.
    let foot = radius - 7 - style.size * 0.86
    let degree = Double.pi / 180
    let step = min(22 * degree, 268 * degree / Double(max(1, letters.count - 1)))
    let squeeze = min(1, step * (foot + style.size * 0.3) / (style.size * 1.02))
    for (index, letter) in letters.enumerated() {
      cairo_save(cairo)
      cairo_rotate(cairo, (Double(index) - Double(letters.count - 1) / 2) * step)
      cairo_translate(cairo, 0, -foot)
      cairo_scale(cairo, squeeze, 1)
      cairo_new_path(cairo)
      _ = try typesetter.outline(letter, style, cairo)
      cairo_fill(cairo)
      cairo_restore(cairo)
    }
  }
}
