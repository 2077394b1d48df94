import Basics

// Stored names of the blocks and standings, written by hand: a draft kept today is read by every later version.

extension PaperStanding: Codable {
  private enum Key: String, CodingKey { case stage, court }

  public init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: Key.self)
    switch try box.decode(String.self, forKey: .stage) {
    case "draft": self = .draft
    case "signed": self = .signed
    case "printed": self = .printed
    case "sealed": self = .sealed(court: try box.decode(String.self, forKey: .court))
    case let stage: throw DecodingError.dataCorruptedError(forKey: .stage, in: box, debugDescription: "unknown stage \(stage)")
    }
  }
  public func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: Key.self)
    switch self {
    case .draft: try box.encode("draft", forKey: .stage)
    case .signed: try box.encode("signed", forKey: .stage)
    case .printed: try box.encode("printed", forKey: .stage)
    case .sealed(let court):
      try box.encode("sealed", forKey: .stage)
      try box.encode(court, forKey: .court)
    }
  }
}

extension PaperBlock: Codable {
  private enum Key: String, CodingKey { case block, text, role, items, numbering, caption, rows, table, hands }

  public init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: Key.self)
    func text() throws -> String { try box.decode(String.self, forKey: .text) }
    switch try box.decode(String.self, forKey: .block) {
    case "heading": self = .heading(try text())
    case "addressee": self = .addressee(try text())
    case "paragraph": self = .paragraph(try text())
    case "party": self = .party(role: try box.decode(String.self, forKey: .role), text: try text())
    case "items":
      self = .items(try box.decode([String].self, forKey: .items), try box.decode(PaperNumbering.self, forKey: .numbering))
    case "facts":
      let caption = try box.decodeIfPresent(String.self, forKey: .caption)
      self = .facts(caption: caption, rows: try box.decode([PaperFact].self, forKey: .rows))
    case "table": self = .table(try box.decode(PaperTable.self, forKey: .table))
    case "remedy": self = .remedy(try text())
    case "operative": self = .operative(try text())
    case "dialogue": self = .dialogue(speaker: try box.decode(String.self, forKey: .role), text: try text())
    case "signHere": self = .signHere(try box.decode([String].self, forKey: .items))
    case "signed": self = .signed(try box.decode([PaperHand].self, forKey: .hands))
    case let block: throw DecodingError.dataCorruptedError(forKey: .block, in: box, debugDescription: "unknown block \(block)")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: Key.self)
    func put(_ block: String, _ text: String? = nil, role: String? = nil) throws {
      try box.encode(block, forKey: .block)
      try box.encodeIfPresent(role, forKey: .role)
      try box.encodeIfPresent(text, forKey: .text)
    }
    switch self {
    case .heading(let text): try put("heading", text)
    case .addressee(let text): try put("addressee", text)
    case .paragraph(let text): try put("paragraph", text)
    case .party(let role, let text): try put("party", text, role: role)
    case .items(let items, let numbering):
      try put("items")
      try box.encode(items, forKey: .items)
      try box.encode(numbering, forKey: .numbering)
    case .facts(let caption, let rows):
      try put("facts")
      try box.encodeIfPresent(caption, forKey: .caption)
      try box.encode(rows, forKey: .rows)
    case .table(let table):
      try put("table")
      try box.encode(table, forKey: .table)
    case .remedy(let text): try put("remedy", text)
    case .operative(let text): try put("operative", text)
    case .dialogue(let speaker, let text): try put("dialogue", text, role: speaker)
    case .signHere(let labels):
      try put("signHere")
      try box.encode(labels, forKey: .items)
    case .signed(let hands):
      try put("signed")
      try box.encode(hands, forKey: .hands)
    }
  }
}
