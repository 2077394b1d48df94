/// Measures of the page in points. Sources: 人民法院民事裁判文书制作规范 (2016) part 5: A4, margins of 37, 35, 28 and 26 mm,
/// names of court and paper in size 2 (22 pt), body in size 3 (16 pt), 22 lines of 28 characters.
enum Geometry {
  static func mm(_ length: Double) -> Double { length * 72 / 25.4 }

  static let pageWidth = mm(210)
  static let pageHeight = mm(297)
  static let top = mm(37)
  static let bottom = mm(35)
  static let left = mm(28)
  static let right = mm(26)
  static let textWidth = pageWidth - left - right
  static let textHeight = pageHeight - top - bottom

  /// 28 characters fill the 156 mm between the margins.
  static let bodySize = 15.75
  static let bodyLine = 28.0
  static let titleSize = 22.0
  static let titleLine = 36.0
  static let annexTitleSize = 18.0
  static let tableSize = 12.0
  static let tableLine = 18.0
  static let tablePadding = 4.0
  static let smallSize = 12.0
  static let smallLine = 19.0
  static let footSize = 9.0
  static let footLine = 13.0

  /// Court seals measure 42 mm.
  static let sealRadius = mm(21)
}
