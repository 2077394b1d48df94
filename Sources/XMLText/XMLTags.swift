import Basics

/// Tags, attributes and names.
extension XMLReader {
  /// The start tag after its `<`.
  mutating func takeStartTag() throws -> (name: Int, isEmpty: Bool) {
    attributes.removeAll(keepingCapacity: true)
    attributeBytes.removeAll(keepingCapacity: true)
    let name = try takeName()
    while true {
      try skipBlanks()
      switch try peek() {
      case greater:
        position += 1
        return (name, false)
      case slash:
        position += 1
        guard try take() == greater else { throw fault(.form, Phrase("“/”之后应是“>”", "A slash must be followed by >"), balanced) }
        return (name, true)
      default: try takeAttribute()
      }
    }
  }

  mutating func takeEndTag() throws {
    let name = try takeName()
    try skipBlanks()
    guard try take() == greater else { throw fault(.form, Phrase("结束标签没有闭合", "An end tag is not closed"), balanced) }
    guard let open = stack.last else { throw fault(.form, Phrase("结束标签没有开始标签", "An end tag without a start tag"), balanced) }
    guard open.name == name else {
      let (opened, closed) = (names[open.name].qualified, names[name].qualified)
      throw fault(
        .form,
        Phrase("“\(opened)”（第 \(open.line) 行）以“\(closed)”结束", "\(opened), opened on line \(open.line), is closed by \(closed)"),
        Phrase("写 </\(opened)>", "Write </\(opened)>"))
    }
  }

  private mutating func takeAttribute() throws {
    let place = try takeName()
    try skipBlanks()
    guard try take() == UInt8(ascii: "=") else {
      throw fault(of: place, .form, Phrase("没有值", "has no value"), balanced)
    }
    try skipBlanks()
    let quote = try take()
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      throw fault(of: place, .form, Phrase("的值没有引号", "has a value without quotes"), Phrase("用双引号括起", "Put it in double quotes"))
    }
    let start = attributeBytes.count
    while true {
      let byte = try take()
      if byte == quote { break }
      if byte == less || (byte < 0x20 && !isBlank(byte)) { throw illegal(UInt32(byte)) }
      if byte == ampersand {
        attributeBytes.append(contentsOf: String(try takeReference()).utf8)
      } else {
        attributeBytes.append(byte)
      }
      guard attributeBytes.count - start <= limits.textBytesMax else {
        throw fault(of: place, .limit, Phrase("过长", "is too long"), Phrase("缩短内容", "Shorten it"))
      }
    }
    guard attributes.count < limits.attributesMax else {
      throw fault(.limit, Phrase("属性过多", "Too many attributes"), Phrase("删去多余的属性", "Remove attributes"))
    }
    for attribute in attributes where attribute.name == place {
      throw fault(of: place, .form, Phrase("写了两次", "stands twice"), Phrase("只写一次", "Write it once"))
    }
    attributes.append(Attribute(name: place, value: start..<attributeBytes.count))
  }

  private func fault(of attribute: Int, _ kind: XMLFault.Kind, _ message: Phrase, _ instead: Phrase) -> XMLFault {
    let name = names[attribute].qualified
    return fault(kind, Phrase("属性“\(name)”\(message.zh)", "The attribute \(name) \(message.en)"), instead)
  }

  /// The place of the next name in ``XMLNames``.
  private mutating func takeName() throws -> Int {
    // Mostly the whole name stands in the piece at hand.
    var end = position
    while end < chunk.count, isNameByte(chunk[end]) { end += 1 }
    if end < chunk.count {
      let range = position..<end
      position = end
      return try place(of: range, in: chunk)
    }
    nameBytes.removeAll(keepingCapacity: true)
    while let byte = try peek(), isNameByte(byte), nameBytes.count <= limits.nameBytesMax {
      nameBytes.append(byte)
      position += 1
    }
    return try place(of: nameBytes.indices, in: nameBytes)
  }

  private mutating func place(of range: Range<Int>, in bytes: [UInt8]) throws -> Int {
    guard range.count <= limits.nameBytesMax else {
      throw fault(.limit, Phrase("名称过长", "A name is too long"), Phrase("使用报文标准的元素名", "Use the names of the message standard"))
    }
    guard let first = bytes[range].first, isNameStart(first) else {
      throw fault(
        .form, Phrase("“<”之后或标签之内不是名称", "A name is missing after < or inside a tag"),
        Phrase("文字中的“<”写作 &lt;", "Write < in text as &lt;"))
    }
    let place = bytes.withUnsafeBufferPointer { names.place(of: UnsafeBufferPointer(rebasing: $0[range])) }
    if let place { return place }
    guard names.names.count < XMLNames.countMax else {
      throw fault(
        .limit, Phrase("元素和属性的名称超过 \(XMLNames.countMax) 种", "More than \(XMLNames.countMax) different names"),
        Phrase("使用报文标准的元素名", "Use the names of the message standard"))
    }
    throw notUTF8
  }

  private mutating func skipBlanks() throws {
    while let byte = try peek(), isBlank(byte) { _ = try take() }
  }
}

@inline(__always)
private func isNameStart(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), 0x80...0xFF: true
  default: false
  }
}

@inline(__always)
private func isNameByte(_ byte: UInt8) -> Bool {
  if isNameStart(byte) { return true }
  return (48...58).contains(byte) || byte == hyphen || byte == UInt8(ascii: ".")
}
