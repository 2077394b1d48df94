import Basics

/// Bounds of what an XML file may contain, so that a hostile or broken one costs a known amount of memory and time.
public struct XMLLimits: Sendable, Hashable {
  /// Bytes of the whole file.
  public var bytesMax: Int
  /// Elements inside one another.
  public var depthMax: Int
  /// Elements of the whole file.
  public var elementsMax: Int
  /// Bytes of one element's text or one attribute's value.
  public var textBytesMax: Int
  /// Bytes of an element's or attribute's name.
  public var nameBytesMax: Int
  /// Attributes of one element.
  public var attributesMax: Int

  public init(
    bytesMax: Int = 256 * 1024 * 1024, depthMax: Int = 48, elementsMax: Int = 40_000_000, textBytesMax: Int = 16 * 1024,
    nameBytesMax: Int = 100, attributesMax: Int = 48
  ) {
    self.bytesMax = bytesMax
    self.depthMax = depthMax
    self.elementsMax = elementsMax
    self.textBytesMax = textBytesMax
    self.nameBytesMax = nameBytesMax
    self.attributesMax = attributesMax
  }
}

/// Where something stands in an XML file: its physical line, and the elements around it (`Document/Stmt/Ntry[3]/Amt`; a number
/// stands where an element is not the first of its name).
public struct XMLPlace: Hashable, Sendable {
  public let line: Int
  public let path: String
  public init(line: Int, path: String) {
    self.line = line
    self.path = path
  }
}

/// Why a file is not XML that is read here. Reading stops at the first.
public struct XMLFault: Error, Hashable, Sendable {
  /// What it is that is not read here.
  public enum Kind: String, Sendable, Hashable {
    /// Not well-formed (XML 1.0).
    case form
    /// Not UTF-8, or cut in the middle of a character.
    case encoding
    /// A document type declaration, which could define entities or fetch files.
    case documentType
    /// An entity that is not one of the five of XML.
    case entity
    /// Beyond ``XMLLimits``.
    case limit
  }
  public let kind: Kind
  public let place: XMLPlace
  /// What is wrong, as a statement of fact.
  public let message: Phrase
  /// What to write instead.
  public let instead: Phrase

  public init(_ kind: Kind, at place: XMLPlace, _ message: Phrase, instead: Phrase) {
    self.kind = kind
    self.place = place
    self.message = message
    self.instead = instead
  }
}
