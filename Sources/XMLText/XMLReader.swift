import Basics

/// Reads XML 1.0 one element at a time from UTF-8 that arrives in pieces, and holds no more of it than the element at hand.
///
/// The caller walks down: ``child()`` opens the next element inside the current one, ``text()`` takes a leaf's text and closes
/// it, ``skip()`` closes whatever is left. Names are local names, whatever their prefix. There are no entities but XML's own
/// five, no document types, nothing is fetched; what breaks a rule or a limit is thrown as ``XMLFault`` with its line and path.
public struct XMLReader {
  public let limits: XMLLimits
  /// Line on which the tag read last begins.
  public internal(set) var tagLine = 1

  let source: () throws -> [UInt8]
  var chunk: [UInt8] = []
  var position = 0
  var bytesTaken = 0
  var line = 1
  var elements = 0
  var text: [UInt8] = []
  var nameBytes: [UInt8] = []
  var names = XMLNames()
  var attributes: [Attribute] = []
  var attributeBytes: [UInt8] = []
  var isSourceAtEnd = false
  private(set) var stack: [Element] = []
  private var lastClosed: Element?
  private var isEmptyTag = false
  /// The `<` of a child is taken already.
  private var isChildOpening = false
  private var isRootClosed = false

  /// An element that is open. Names are places in ``names``.
  struct Element {
    let name: Int
    let line: Int
    /// Its place among neighbours of the same name, from 1.
    let ordinal: Int
    var childName = -1
    var childCount = 0
  }
  struct Attribute {
    let name: Int
    let value: Range<Int>
  }
  enum Tag { case start, end, finish }
  /// What becomes of text before the next tag.
  enum TextUse { case keep, refuse, drop }

  /// Reads pieces from `source` until it gives an empty one.
  public init(limits: XMLLimits = XMLLimits(), source: @escaping () throws -> [UInt8]) {
    self.limits = limits
    self.source = source
  }

  /// Reads bytes that are in memory.
  public init(_ bytes: [UInt8], limits: XMLLimits = XMLLimits()) {
    var isGiven = false
    self.init(limits: limits) {
      defer { isGiven = true }
      return isGiven ? [] : bytes
    }
  }

  /// Opens the document's element and returns its local name.
  public mutating func root() throws -> String {
    try takeProlog()
    switch try nextTag(.refuse) {
    case .start: return try open()
    case .end: throw fault(.form, Phrase("结束标签没有开始标签", "An end tag without a start tag"), balanced)
    case .finish: throw fault(.form, Phrase("文件里没有任何元素", "The file holds no element"), whole)
    }
  }

  /// Opens the next element inside the current one and returns its local name; nil where the current one ends, which closes it.
  public mutating func child() throws -> String? {
    if stack.isEmpty || closesEmpty() { return nil }
    if isChildOpening { return try open() }
    switch try nextTag(.refuse) {
    case .start: return try open()
    case .end:
      close()
      return nil
    case .finish: throw unfinished
    }
  }

  /// The text of the current element, without blanks around it, and closes it. Refuses elements inside.
  public mutating func trimmedText() throws -> String {
    try takeText()
    return try trimmed()
  }

  private func trimmed() throws -> String {
    var range = text[...]
    while let first = range.first, isBlank(first) { range = range.dropFirst() }
    while let last = range.last, isBlank(last) { range = range.dropLast() }
    return try string(range)
  }

  /// The text of the current element as it stands, and closes it. Refuses elements inside.
  public mutating func wholeText() throws -> String {
    try takeText()
    return try string(text[...])
  }

  /// The text of the current element, without blanks around it, and closes it; nil where it holds elements, which stay to be read.
  public mutating func leafText() throws -> String? {
    text.removeAll(keepingCapacity: true)
    if stack.isEmpty || closesEmpty() { return "" }
    switch try nextTag(.keep) {
    case .start:
      guard text.allSatisfy(isBlank) else { throw stray }
      isChildOpening = true
      return nil
    case .end: close()
    case .finish: throw unfinished
    }
    return try trimmed()
  }

  /// Closes the current element, whatever it still holds.
  public mutating func skip() throws {
    let depth = stack.count
    guard depth > 0, !closesEmpty() else { return }
    while true {
      switch isChildOpening ? .start : try nextTag(.drop) {
      case .start:
        _ = try open()
        _ = closesEmpty()
      case .end:
        close()
        if stack.count < depth { return }
      case .finish:
        throw unfinished
      }
    }
  }

  /// Reads what follows the document's element: nothing but comments may.
  public mutating func finish() throws {
    while try child() != nil { try skip() }
    guard try nextTag(.refuse) == .finish else {
      throw fault(.form, Phrase("根元素之后还有内容", "There is content after the root element"), whole)
    }
  }

  /// An attribute of the element opened last, by its local name.
  public func attribute(_ name: String) throws -> String? {
    for attribute in attributes where names[attribute.name].local == name { return try string(attributeBytes[attribute.value]) }
    return nil
  }

  /// The namespace that the element opened last declares for itself or, failing that, the first that it declares at all.
  public func declaredNamespace() throws -> String? {
    for attribute in attributes where names[attribute.name].isNamespace {
      return try string(attributeBytes[attribute.value])
    }
    return nil
  }

  /// The innermost open element.
  public var here: XMLPlace { XMLPlace(line: stack.last?.line ?? tagLine, path: path(to: stack)) }
  /// The element closed last: what ``trimmedText()`` has read, or what ``child()`` has come to the end of.
  public var closed: XMLPlace {
    guard let element = lastClosed else { return here }
    return XMLPlace(line: element.line, path: path(to: stack + [element]))
  }

  private func path(to elements: [Element]) -> String {
    elements.map { $0.ordinal > 1 ? "\(names[$0.name].local)[\($0.ordinal)]" : names[$0.name].local }.joined(separator: "/")
  }

  private mutating func takeText() throws {
    text.removeAll(keepingCapacity: true)
    if stack.isEmpty || closesEmpty() { return }
    switch try nextTag(.keep) {
    case .start:
      throw fault(.form, Phrase("应是文字的地方有元素", "There is an element where text belongs"), Phrase("只写文字", "Write text only"))
    case .end: close()
    case .finish: throw unfinished
    }
  }

  private mutating func open() throws -> String {
    if isRootClosed { throw fault(.form, Phrase("有两个根元素", "There are two root elements"), whole) }
    isChildOpening = false
    let tag = try takeStartTag()
    isEmptyTag = tag.isEmpty
    elements += 1
    guard elements <= limits.elementsMax else {
      throw fault(
        .limit, Phrase("元素超过 \(limits.elementsMax) 个", "More than \(limits.elementsMax) elements"),
        Phrase("分成几个文件", "Split the file"))
    }
    guard stack.count < limits.depthMax else {
      throw fault(
        .limit, Phrase("元素嵌套超过 \(limits.depthMax) 层", "Elements nested more than \(limits.depthMax) deep"),
        Phrase("按报文标准的结构编写", "Follow the structure of the message standard"))
    }
    var ordinal = 1
    if !stack.isEmpty {
      let last = stack.count - 1
      if stack[last].childName == tag.name {
        stack[last].childCount += 1
        ordinal = stack[last].childCount
      } else {
        stack[last].childName = tag.name
        stack[last].childCount = 1
      }
    }
    stack.append(Element(name: tag.name, line: tagLine, ordinal: ordinal))
    return names[tag.name].local
  }

  /// Closes an element that was written `<a/>`.
  private mutating func closesEmpty() -> Bool {
    guard isEmptyTag else { return false }
    isEmptyTag = false
    close()
    return true
  }

  private mutating func close() {
    lastClosed = stack.popLast()
    isRootClosed = stack.isEmpty
  }

  private var unfinished: XMLFault {
    guard let element = stack.last else { return fault(.form, Phrase("文件在标记中间中断", "The file breaks off inside a tag"), whole) }
    return fault(
      .form,
      Phrase(
        "文件在“\(names[element.name].local)”（第 \(element.line) 行）结束之前中断",
        "The file breaks off before the end of \(names[element.name].local), which opens on line \(element.line)"), whole)
  }
}
