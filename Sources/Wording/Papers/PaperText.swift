import Basics

/// A paper as a person writes it: its words now, as the case gives them, and what of them comes from the case.
public struct PaperWriting: Sendable {
  /// As it would be signed now.
  public let content: PaperContent
  /// As drawn from the case alone.
  public let drawn: PaperContent
  public let data: [PaperDatum]
  /// Names of the parties.
  public let names: [String]
  /// The version of the edited text; 0 for none.
  public let version: Int
  /// Of `data` only those count that stand in the text as drawn.
  public init(content: PaperContent, drawn: PaperContent, data: [PaperDatum], names: [String], version: Int) {
    self.content = content
    self.drawn = drawn
    self.data = PaperDatum.all(data, in: drawn)
    self.names = names
    self.version = version
  }
}

/// A particular that a paper takes from the case.
public struct PaperDatum: Hashable, Sendable {
  public let label: Phrase
  public let value: String
  public init(_ label: Phrase, _ value: String) {
    self.label = label
    self.value = value
  }

  /// What the facts give, and every sum and day that the paper was drawn with; the longest first.
  static func all(_ known: [PaperDatum], in drawn: PaperContent) -> [PaperDatum] {
    let text = drawn.plainText
    var seen: Set<String> = []
    let sums = text.matches(of: /[0-9][0-9,]*\.[0-9]{2}元（大写：[^）]*）/).map { PaperDatum(Phrase("金额", "sum"), String($0.output)) }
    let days = text.matches(of: /[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日/).map { PaperDatum(Phrase("日期", "date"), String($0.output)) }
    return (known + sums + days).filter { $0.value.count > 1 && text.contains($0.value) && seen.insert($0.value).inserted }
      .sorted { ($1.value.count, $0.value) < ($0.value.count, $1.value) }
  }
}

/// A piece of text, with the particular it is where it is one.
public struct PaperSpan: Hashable, Sendable {
  public let text: String
  public let datum: PaperDatum?
}

extension PaperWriting {
  /// The text in pieces: what came from the case apart from what was written.
  public func spans(_ text: String) -> [PaperSpan] {
    var spans: [PaperSpan] = []
    var free = ""
    var rest = text[...]
    while let first = rest.first {
      guard let datum = data.first(where: { rest.hasPrefix($0.value) }) else {
        free.append(first)
        rest = rest.dropFirst()
        continue
      }
      if !free.isEmpty { spans.append(PaperSpan(text: free, datum: nil)) }
      free = ""
      spans.append(PaperSpan(text: datum.value, datum: datum))
      rest = rest.dropFirst(datum.value.count)
    }
    if !free.isEmpty { spans.append(PaperSpan(text: free, datum: nil)) }
    return spans
  }

  /// Particulars that these blocks hold less often than the paper as drawn.
  public func changed(in blocks: [PaperBlock]) -> [PaperDatum] {
    let before = drawn.plainText
    let after = blocks.plainText
    return data.filter { PaperText.count($0.value, in: after) < PaperText.count($0.value, in: before) }
  }
}

enum PaperText {
  static func count(_ part: String, in text: String) -> Int { part.isEmpty ? 0 : text.ranges(of: part).count }
}

/// A passage that a person edits.
public struct PaperPassage: Hashable, Sendable {
  /// What a passage is in the paper; who edits sees it set accordingly, and `fixed` ones may not be changed.
  public enum Kind: String, Hashable, Sendable { case heading, addressee, paragraph, party, item, remedy, dialogue, fixed }
  /// `3`, or `3.1` for the second item of the fourth block.
  public let place: String
  public let kind: Kind
  /// Stands before it on the page: a party's role, an item's mark.
  public let lead: String
  public let text: String
}

extension PaperContent {
  /// All that stands between title and signature, as lines.
  public var plainText: String { blocks.plainText }
  /// In order; tables and boxes are drawn from the case and stay as they are.
  public var passages: [PaperPassage] { blocks.enumerated().flatMap { $1.passages("\($0)") } }

  /// The blocks with passages replaced by place: a line break makes a paragraph of its own, nothing takes the passage away.
  public func replacing(_ texts: [String: String]) -> [PaperBlock] {
    blocks.enumerated().flatMap { place, block in block.replaced("\(place)", texts) }
  }
}

extension [PaperBlock] {
  var plainText: String { flatMap(\.lines).joined(separator: "\n") }
}

extension PaperBlock {
  fileprivate var lines: [String] {
    switch self {
    case .heading(let text), .addressee(let text), .paragraph(let text), .remedy(let text), .operative(let text): [text]
    case .party(let role, let text), .dialogue(let role, let text): ["\(role)：\(text)"]
    case .items(let items, let numbering): items.enumerated().map { numbering.mark($0) + $1 }
    case .facts(let caption, let rows): [caption].compactMap { $0 } + rows.map { "\($0.label)：\($0.value)" }
    case .table(let table): table.rows.map { $0.joined(separator: "　") }
    case .signHere(let labels): labels
    case .signed(let hands): hands.map(\.label)
    }
  }

  fileprivate func passages(_ place: String) -> [PaperPassage] {
    switch self {
    case .heading(let text): [PaperPassage(place: place, kind: .heading, lead: "", text: text)]
    case .addressee(let text): [PaperPassage(place: place, kind: .addressee, lead: "", text: text)]
    case .paragraph(let text): [PaperPassage(place: place, kind: .paragraph, lead: "", text: text)]
    case .remedy(let text): [PaperPassage(place: place, kind: .remedy, lead: "", text: text)]
    case .party(let role, let text): [PaperPassage(place: place, kind: .party, lead: role, text: text)]
    case .dialogue(let role, let text): [PaperPassage(place: place, kind: .dialogue, lead: role, text: text)]
    case .items(let items, let numbering):
      items.enumerated().map { PaperPassage(place: "\(place).\($0)", kind: .item, lead: numbering.mark($0), text: $1) }
    case .facts, .table, .signHere, .signed, .operative:
      [PaperPassage(place: place, kind: .fixed, lead: "", text: lines.joined(separator: "\n"))]
    }
  }

  fileprivate func replaced(_ place: String, _ texts: [String: String]) -> [PaperBlock] {
    func written(_ text: String, _ make: (String) -> PaperBlock) -> [PaperBlock] {
      guard let new = texts[place] else { return [make(text)] }
      let lines = new.split(whereSeparator: \.isNewline).map(trimmed).filter { !$0.isEmpty }
      return lines.enumerated().map { $0 == 0 ? make($1) : .paragraph($1) }
    }
    switch self {
    case .heading(let text): return written(text) { .heading($0) }
    case .addressee(let text): return written(text) { .addressee($0) }
    case .paragraph(let text): return written(text) { .paragraph($0) }
    case .remedy(let text): return written(text) { .remedy($0) }
    case .party(let role, let text): return written(text) { .party(role: role, text: $0) }
    case .dialogue(let role, let text): return written(text) { .dialogue(speaker: role, text: $0) }
    case .items(let items, let numbering):
      let kept = items.enumerated().flatMap { index, item in
        texts["\(place).\(index)"].map { $0.split(whereSeparator: \.isNewline).map(trimmed).filter { !$0.isEmpty } } ?? [item]
      }
      return kept.isEmpty ? [] : [.items(kept, numbering)]
    case .facts, .table, .signHere, .signed, .operative: return [self]
    }
  }
}

private func trimmed(_ text: Substring) -> String {
  var slice = text
  while slice.first?.isWhitespace == true { slice = slice.dropFirst() }
  while slice.last?.isWhitespace == true { slice = slice.dropLast() }
  return String(slice)
}

extension PaperFacts {
  /// What a paper takes from the case, with what it is.
  public var data: [PaperDatum] {
    let parties = applicants + debtors
    var data = parties.map { PaperDatum(Phrase("当事人", "party"), $0.name) }
    data += parties.map {
      PaperDatum($0.kind == .person ? Phrase("证件号码", "ID number") : Phrase("信用代码", "credit code"), $0.idNumber)
    }
    data += parties.map { PaperDatum(Phrase("地址", "address"), $0.address) }
    data += parties.compactMap(\.representative).map { PaperDatum(Phrase("负责人", "representative"), $0.name) }
    data += [
      PaperDatum(Phrase("案号", "case number"), numberWithSuffix), PaperDatum(Phrase("案号", "case number"), caseNumber),
      PaperDatum(Phrase("执行依据", "instrument"), instrument.number),
    ]
    data += claim.compactMap(\.amount).map { PaperDatum(Phrase("金额", "sum"), $0.grouped) }
    if let account { data.append(PaperDatum(Phrase("专户账号", "account"), account.number)) }
    return data.filter { $0.value != "——" }
  }
  public var names: [String] { (applicants + debtors).map(\.name).filter { $0 != "——" } }
}
