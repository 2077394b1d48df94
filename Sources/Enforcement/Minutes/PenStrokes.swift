/// A signature as drawn: strokes of points on a field of 1000 by 400, the origin at its upper left corner. As text
/// `120,340 124,338;300,80 …`: a stroke after each semicolon. Kept as strokes, it prints sharp at any size and no picture has to be
/// decoded.
public struct PenStrokes: Sendable, Hashable {
  /// A place on the field: `x` from 0 to ``width`` rightwards, `y` from 0 to ``height`` downwards.
  public struct Point: Sendable, Hashable {
    public let x: Int
    public let y: Int
  }
  public static let width = 1000
  public static let height = 400
  static let pointsMax = 6000
  static let strokesMax = 300
  /// Less than this is a slip of the finger.
  static let pointsMin = 8
  public let strokes: [[Point]]

  /// Why a text is no signature.
  public enum Fault: Error, Sendable { case malformed, empty, tooLong }

  /// Reads the text form. Error `empty` where too few points, or points on too narrow a place, are drawn.
  public init(_ text: String) throws(Fault) {
    var strokes: [[Point]] = []
    var points = 0
    for part in text.split(separator: ";") {
      var stroke: [Point] = []
      for pair in part.split(separator: " ") {
        let halves = pair.split(separator: ",", omittingEmptySubsequences: false)
        guard halves.count == 2, let x = Int(halves[0]), let y = Int(halves[1]), (0...PenStrokes.width).contains(x),
          (0...PenStrokes.height).contains(y)
        else { throw .malformed }
        stroke.append(Point(x: x, y: y))
        points += 1
        guard points <= PenStrokes.pointsMax else { throw .tooLong }
      }
      if !stroke.isEmpty { strokes.append(stroke) }
      guard strokes.count <= PenStrokes.strokesMax else { throw .tooLong }
    }
    let all = strokes.joined()
    guard points >= PenStrokes.pointsMin, let left = all.map(\.x).min(), let right = all.map(\.x).max(), right - left >= 40 else {
      throw .empty
    }
    self.strokes = strokes
  }

  /// The path of an SVG.
  public var path: String {
    strokes.map { stroke in
      stroke.enumerated().map { "\($0.offset == 0 ? "M" : "L")\($0.element.x) \($0.element.y)" }.joined()
    }.joined()
  }
}
