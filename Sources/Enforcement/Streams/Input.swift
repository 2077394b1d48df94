import Basics

/// A value as it comes from outside, before it means anything: form text, JSON, a row.
public indirect enum InputValue: Sendable, Hashable {
  case text(String)
  case list([InputValue])
  case object([String: InputValue])
}

extension InputValue: Codable {
  public init(from decoder: any Decoder) throws {
    if let list = try? [InputValue](from: decoder) {
      self = .list(list)
    } else if let object = try? [String: InputValue](from: decoder) {
      self = .object(object)
    } else {
      let box = try decoder.singleValueContainer()
      if let text = try? box.decode(String.self) {
        self = .text(text)
      } else if let flag = try? box.decode(Bool.self) {
        self = .text(flag ? "true" : "false")
      } else if let number = try? box.decode(Int64.self) {
        self = .text(String(number))
      } else if box.decodeNil() {
        self = .text("")
      } else {
        throw DecodingError.dataCorruptedError(
          in: box, debugDescription: "a sum or rate is written as text (\"130000.00\"), not as a JSON fraction")
      }
    }
  }
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .text(let text):
      var box = encoder.singleValueContainer()
      try box.encode(text)
    case .list(let list): try list.encode(to: encoder)
    case .object(let object): try object.encode(to: encoder)
    }
  }
}
extension InputValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) { self = .text(value) }
}

/// What a field of a command is: drives forms, checks, OpenAPI and command-line help.
public struct Field: Sendable {
  /// The shape of a value, with its bounds; all values arrive as text or groups and are checked against it.
  public enum Kind: Sendable {
    /// One line of at most `max` characters.
    case text(max: Int)
    case longText(max: Int)
    case money
    case day
    case number(ClosedRange<Int>)
    case flag
    case choice([Choice])
    case choices([Choice])
    /// Something of the case, chosen from what is there now.
    case pick(Pick)
    /// Any number of them; none means all that fit.
    case picks(Pick)
    /// Repeated groups: parties, claim items.
    indirect case group([Field], max: Int)
  }
  /// One of a fixed list.
  public struct Choice: Sendable {
    public let key: String
    public let label: Phrase
    public init(_ key: String, _ label: Phrase) {
      self.key = key
      self.label = label
    }
  }
  /// What of the case (or court) a field picks from.
  public enum Pick: String, Sendable {
    case debtor, applicant, party, paper, paperToSign, measure, property, payout, payoutLine, delay, receipt, staff, handler, node
    /// Of the distribution that the case leads: a claim, a creditor or debtor who takes part, an objection.
    case claim, creditor, objection
    case lodgement, cost
    /// Of the clocks: a time that was proposed, a time that goes on.
    case exclusion, openPeriod
    /// A reward notice, and information given for one.
    case reward, tip
    case clue, exemption
    /// A direct payment that the applicant has not answered.
    case directPayment
    /// A duty other than money that has not ended; any that is recorded.
    case duty, anyDuty
    /// A direct payment that counts on the debt.
    case confirmedPayment
    /// A notice that counts as published, a part that was withdrawn, an entry by hand.
    case publishedNotice, withdrawnPart, handEntry
    /// A matter under review; a task of a correction.
    case remedy, undoTask
    /// A line of a payout that counts as paid.
    case paidLine
    /// Minutes not closed yet, a promise not kept yet, a file attached to the case.
    case minutes, promise, attachedFile
    /// A task out of the house that is not reported yet.
    case fieldTask
    /// Open cases of a handler.
    case openCase
  }
  public let name: String
  public let label: Phrase
  public let hint: Phrase?
  public let kind: Kind
  public let required: Bool
  public init(_ name: String, _ label: Phrase, _ kind: Kind, required: Bool = true, hint: Phrase? = nil) {
    self.name = name
    self.label = label
    self.kind = kind
    self.required = required
    self.hint = hint
  }
}

/// Reads a command's fields and collects every fault, so that a form can show them all at once.
public struct Input: Sendable {
  /// One fault: the path of the field (`parties[1].idNumber`), a code, the sentence, and the law behind it.
  public struct Fault: Error, Sendable, Hashable {
    public let field: String
    public let code: String
    public let message: Phrase
    public let citations: [String]
    public init(_ field: String, _ code: String, _ message: Phrase, citations: [String] = []) {
      self.field = field
      self.code = code
      self.message = message
      self.citations = citations
    }
  }

  private let values: [String: InputValue]
  private let path: String
  /// The day on which the command is attempted; nil where nobody says.
  public let today: Day?
  public private(set) var faults: [Fault] = []

  public init(_ values: [String: InputValue], path: String = "", today: Day? = nil) {
    self.values = values
    self.path = path
    self.today = today
  }

  /// Notes what is wrong with a field. A command with a fault is never decided.
  public mutating func fault(_ field: String, _ code: String, _ message: Phrase, citations: [String] = []) {
    faults.append(Fault(path + field, code, message, citations: citations))
  }

  /// Faults found over several fields; their paths begin here.
  public mutating func add(_ more: [Fault]) {
    for each in more { fault(each.field, each.code, each.message, citations: each.citations) }
  }

  /// Trimmed text; empty when absent and not required. Control characters other than line breaks are refused.
  public mutating func text(_ name: String, required: Bool = true, max: Int = 200) -> String {
    let text = trimmed(raw(name))
    if text.isEmpty {
      if required { fault(name, "required", Phrase("此项必填", "This field is required")) }
      return ""
    }
    // A sign may be put together of any number of others: what is stored and drawn is bounded by these as well.
    if text.utf8.count > max, text.count > max || text.unicodeScalars.count > 2 * max {
      fault(name, "tooLong", Phrase("不能超过 \(max) 个字", "At most \(max) characters"))
    }
    if text.unicodeScalars.contains(where: Input.isControl) {
      fault(name, "controlCharacter", Phrase("含有不可见的控制字符", "Contains control characters"))
    }
    return text
  }

  /// What is not seen and changes how the rest is read: controls, marks that turn the line round, blanks without width.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 9, 10, 13: false
    case 0..<32, 0x7F..<0xA0, 0x200B, 0x200E...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF: true
    default: false
    }
  }

  /// A sum from outside: positive, at most two places, at most 9,999,999,999,999.99.
  public mutating func money(_ name: String, required: Bool = true, allowZero: Bool = false) -> Money {
    let text = text(name, required: required, max: 40)
    guard !text.isEmpty else { return .zero }
    guard let money = Money(text) else {
      fault(name, "notMoney", Phrase("“\(text)”不是金额；请写成 130000.00", "“\(text)” is not a sum; write 130000.00"))
      return .zero
    }
    if money < .zero || (money == .zero && !allowZero) {
      fault(name, "notPositive", Phrase("金额须大于零", "The sum must be above zero"))
    }
    return money
  }

  /// A day written `2024-05-06`. Fault: `notADay`; nil with a fault, and where an optional one is left out.
  public mutating func day(_ name: String, required: Bool = true) -> Day? {
    let text = text(name, required: required, max: 10)
    guard !text.isEmpty else { return nil }
    guard let day = Day(text) else {
      fault(name, "notADay", Phrase("“\(text)”不是日期；请写成 2024-05-06", "“\(text)” is not a day; write 2024-05-06"))
      return nil
    }
    return day
  }

  /// A whole number. Fault: `notInRange`; nil with a fault, and where an optional one is left out.
  public mutating func number(_ name: String, in range: ClosedRange<Int>, required: Bool = true) -> Int? {
    let text = text(name, required: required, max: 12)
    guard !text.isEmpty else { return nil }
    guard let number = Int(text), range.contains(number) else {
      let limits = "\(range.lowerBound)–\(range.upperBound)"
      fault(name, "notInRange", Phrase("须为 \(limits) 的整数", "Must be a whole number, \(limits)"))
      return nil
    }
    return number
  }

  /// A tick, or a word for yes or no; nothing is no.
  public mutating func flag(_ name: String) -> Bool {
    let text = trimmed(raw(name))
    if ["true", "on", "1", "yes", "是"].contains(text) { return true }
    if !["", "false", "off", "0", "no", "否"].contains(text) {
      fault(name, "notAFlag", Phrase("“\(text)”既不是“是”也不是“否”", "“\(text)” is neither true nor false"))
    }
    return false
  }

  /// An id in decimal. Fault: `notAnID`; then, and where it is missing, the id 0, which nothing has.
  public mutating func id<Of>(_ name: String, _ type: Of.Type = Of.self) -> ID<Of> {
    let text = text(name, max: 20)
    if let id = ID<Of>(text) { return id }
    if !text.isEmpty { fault(name, "notAnID", Phrase("“\(text)”不是有效的编号", "“\(text)” is not an id")) }
    return ID(raw: 0)
  }
  /// As ``id(_:_:)``, nil where it is left out.
  public mutating func optionalID<Of>(_ name: String, _ type: Of.Type = Of.self) -> ID<Of>? {
    trimmed(raw(name)).isEmpty ? nil : id(name, type)
  }

  /// One of an enum's stored names.
  public mutating func choice<Value: RawRepresentable & CaseIterable>(_ name: String, _ type: Value.Type = Value.self) -> Value?
  where Value.RawValue == String {
    let text = text(name, max: 60)
    guard !text.isEmpty else { return nil }
    if let value = Value(rawValue: text) { return value }
    let allowed = Value.allCases.map(\.rawValue).joined(separator: ", ")
    fault(name, "notAChoice", Phrase("“\(text)”不在可选范围：\(allowed)", "“\(text)” is not one of: \(allowed)"))
    return nil
  }
  /// At least one of an enum's stored names; `allowed` where not all of them may be chosen here.
  public mutating func choices<Value: RawRepresentable & CaseIterable & Equatable>(
    _ name: String, _ type: Value.Type = Value.self, among allowed: [Value] = Array(Value.allCases)
  ) -> [Value] where Value.RawValue == String {
    let texts = list(name)
    let values = texts.compactMap(Value.init(rawValue:)).filter { allowed.contains($0) }
    if values.isEmpty || values.count != texts.count {
      let allowed = allowed.map(\.rawValue).joined(separator: ", ")
      fault(name, "notAChoice", Phrase("至少选一项，可选：\(allowed)", "Choose at least one of: \(allowed)"))
    }
    return values
  }

  /// Ids of a list; texts that are none are faults.
  public mutating func ids<Of>(_ name: String, _ type: Of.Type = Of.self) -> [ID<Of>] {
    let texts = list(name)
    let ids = texts.compactMap { ID<Of>($0) }
    if ids.count != texts.count { fault(name, "notAnID", Phrase("含有无效的编号", "Contains something that is not an id")) }
    return ids
  }

  /// Whether the field was sent at all, be it empty.
  public func has(_ name: String) -> Bool { values[name] != nil }

  /// Texts of a list; a single text counts as a list of one.
  public func list(_ name: String) -> [String] {
    switch values[name] {
    case .list(let list): list.compactMap { if case .text(let text) = $0 { trimmed(text) } else { nil } }
    case .text(let text): trimmed(text).isEmpty ? [] : [trimmed(text)]
    case .object, nil: []
    }
  }

  /// Reads each object of a list with its own path.
  public mutating func group<Value>(_ name: String, max: Int, required: Bool = true, _ read: (inout Input) -> Value) -> [Value] {
    var objects: [[String: InputValue]] = []
    switch values[name] {
    case .list(let list):
      for (index, value) in list.enumerated() {
        if case .object(let object) = value { objects.append(object) } else { notAnObject("\(name)[\(index)]") }
      }
    case .object(let object): objects = [object]
    case .text(let text): if !trimmed(text).isEmpty { notAnObject(name) }
    case nil: break
    }
    if objects.isEmpty && required { fault(name, "required", Phrase("至少填写一项", "At least one is required")) }
    if objects.count > max {
      fault(name, "tooMany", Phrase("不能超过 \(max) 项", "At most \(max)"))
      objects = Array(objects.prefix(max))
    }
    return objects.enumerated().map { index, object in
      var part = Input(object, path: "\(path)\(name)[\(index)].", today: today)
      let value = read(&part)
      faults += part.faults
      return value
    }
  }

  private mutating func notAnObject(_ field: String) {
    fault(field, "notAnObject", Phrase("应为一组字段", "Must be an object"))
  }

  /// A form may send a field twice (a box and its empty twin): the last counts.
  private mutating func raw(_ name: String) -> String {
    switch values[name] {
    case .text(let text): return text
    case .list(let list):
      guard let last = list.last else { return "" }
      if case .text(let text) = last { return text }
    case .object: break
    case nil: return ""
    }
    fault(name, "notAText", Phrase("应为文本", "Must be a text"))
    return ""
  }

  private func trimmed(_ text: String) -> String {
    var slice = text[...]
    while let first = slice.first, first.isWhitespace { slice = slice.dropFirst() }
    while let last = slice.last, last.isWhitespace { slice = slice.dropLast() }
    return String(slice)
  }
}
