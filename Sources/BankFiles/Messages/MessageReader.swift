import Basics
import Sheets
import XMLText

/// What the readers of ISO 20022 messages share: leaves that become sums, days, codes and texts, each with its fault.
struct MessageReader {
  var xml: XMLReader
  var faults: FaultList
  /// `camt.053.001.08`, from the namespace; empty where there is none.
  private(set) var version = ""

  init(_ bytes: [UInt8], limits: BankFileLimits) throws {
    try self.init(limits: limits, source: MessageReader.once(bytes))
  }

  /// Reads pieces until an empty one. A file that declares GB18030 or GBK is read whole and decoded first.
  init(limits: BankFileLimits, source: @escaping () throws -> [UInt8]) throws {
    faults = FaultList(max: limits.faultsMax)
    let first = try source()
    if MessageReader.declaresGB(first) {
      var whole = first
      while case let piece = try source(), !piece.isEmpty {
        whole.append(contentsOf: piece)
        if whole.count > limits.xml.bytesMax { break }
      }
      do {
        let text = try DecodedText(whole, bytesMax: limits.xml.bytesMax)
        xml = XMLReader(text.bytes, limits: limits.xml)
      } catch {
        throw BankFileFault(error)
      }
      return
    }
    var isFirstGiven = false
    xml = XMLReader(limits: limits.xml) {
      if isFirstGiven { return try source() }
      isFirstGiven = true
      return first
    }
  }

  static func once(_ bytes: [UInt8]) -> () throws -> [UInt8] {
    var isGiven = false
    return {
      defer { isGiven = true }
      return isGiven ? [] : bytes
    }
  }

  /// True where the XML declaration names a Chinese encoding.
  private static func declaresGB(_ bytes: [UInt8]) -> Bool {
    let head = String(decoding: bytes.prefix(200), as: UTF8.self).lowercased()
    guard head.hasPrefix("<?xml"), let end = head.firstRange(of: "?>") else { return false }
    let declaration = head[..<end.lowerBound]
    return ["gb18030", "gbk", "gb2312"].contains {
      declaration.contains("encoding=\"\($0)\"") || declaration.contains("encoding='\($0)'")
    }
  }

  /// Opens `Document` and the message inside; its name must be one of `messages`. Some banks send the message without `Document`.
  mutating func open(_ messages: [String], kinds: String) throws -> String {
    let root = try xml.root()
    var namespace = try xml.declaredNamespace() ?? ""
    var name: String? = root
    if root == "Document" {
      name = try xml.child()
      if namespace.isEmpty { namespace = try xml.declaredNamespace() ?? "" }
    }
    guard let name, messages.contains(name) else {
      throw BankFileFault(
        line: xml.tagLine, place: xml.here.path, .message,
        Phrase("报文是“\(name ?? root)”，不是 \(kinds)", "The message is \(name ?? root), not \(kinds)"),
        instead: Phrase("选择 \(kinds) 报文", "Choose a file of kind \(kinds)"))
    }
    version = namespace.split(separator: ":").last.map(String.init) ?? ""
    return name
  }

  // MARK: Leaves. Each closes its element; nil means that it was at fault.

  mutating func text(max: Int) throws -> String? {
    let text = try xml.trimmedText()
    guard text.utf8.count > max || text.isEmpty else { return text }
    if text.isEmpty {
      try fault(.required, Phrase("内容为空", "It is empty"), instead: Phrase("填写内容，或删去该元素", "Fill it in, or leave the element out"))
      return nil
    }
    let count = text.unicodeScalars.count
    guard count > max else { return text }
    try fault(.text, Phrase("\(count) 字，超过 \(max) 字", "\(count) signs, more than \(max)"), instead: Phrase("缩短", "Shorten it"))
    return nil
  }

  mutating func amount() throws -> Money? {
    let currency = try xml.attribute("Ccy")
    let text = try xml.trimmedText()
    if currency != "CNY" {
      try fault(
        .currency,
        Phrase(
          "币种是“\(String((currency ?? "").prefix(8)))”，不是人民币",
          "The currency is “\(String((currency ?? "").prefix(8)))”, not renminbi"),
        instead: Phrase("Ccy=\"CNY\"；外币账户另行处理", "Ccy=\"CNY\"; accounts in other currencies are handled apart"))
      return nil
    }
    return try amount(of: text)
  }

  /// A sum without a currency of its own.
  mutating func plainSum() throws -> Money? { try amount(of: try xml.trimmedText()) }

  private mutating func amount(of text: String) throws -> Money? {
    switch AmountText.read(text, plain: true) {
    case .success(let money) where money.fen >= 0: return money
    case .success:
      try fault(
        .amount, Phrase("金额“\(text)”为负", "The amount “\(text)” is negative"),
        instead: Phrase("金额写正数，方向写在 CdtDbtInd", "Write it positive; CdtDbtInd says the direction"))
    case .failure(let reason):
      // XML takes no separators.
      let plain = Phrase("写元，不加千位分隔符，如 1234.56", "Write yuan without separators, like 1234.56")
      try fault(.amount, reason.message(text), instead: reason == .tooLarge || reason == .decimals ? reason.instead : plain)
    }
    return nil
  }

  mutating func count() throws -> Int? {
    let text = try xml.trimmedText()
    if let value = Int(text), value >= 0, text.utf8.count <= 15, text.utf8.first != UInt8(ascii: "+") { return value }
    try fault(
      .summary, Phrase("“\(text.prefix(40))”不是笔数", "“\(text.prefix(40))” is no count"),
      instead: Phrase("写至多 15 位数字", "Write digits, 15 at most"))
    return nil
  }

  /// A day or moment.
  mutating func day() throws -> Day? {
    let text = try xml.trimmedText()
    if let day = DayText.iso(text) { return day }
    try fault(
      .day, Phrase("“\(text.prefix(40))”不是日期", "“\(text.prefix(40))” is no day"),
      instead: Phrase("写 2024-05-06 或 2024-05-06T09:30:00+08:00", "Write 2024-05-06 or 2024-05-06T09:30:00+08:00"))
    return nil
  }

  /// An element that holds `Dt` or `DtTm`.
  mutating func dayChoice() throws -> Day? {
    var day: Day?
    while let name = try xml.child() {
      if name == "Dt" || name == "DtTm" { day = try self.day() } else { try xml.skip() }
    }
    return day
  }

  mutating func side() throws -> EntrySide? {
    let text = try xml.trimmedText()
    switch text {
    case "CRDT": return .credit
    case "DBIT": return .debit
    default:
      try fault(
        .list, Phrase("借贷标志“\(text.prefix(20))”无法识别", "The direction “\(text.prefix(20))” is not known"),
        instead: Phrase("收入写 CRDT，支出写 DBIT", "Write CRDT for money in, DBIT for money out"))
      return nil
    }
  }

  mutating func flag() throws -> Bool? {
    let text = try xml.trimmedText()
    switch text {
    case "true", "1": return true
    case "false", "0": return false
    default:
      try fault(
        .list, Phrase("“\(text.prefix(20))”不是 true 或 false", "“\(text.prefix(20))” is neither true nor false"),
        instead: Phrase("写 true 或 false", "Write true or false"))
      return nil
    }
  }

  /// An element that holds `Cd` or `Prtry`, or the code itself.
  mutating func code(max: Int = 35) throws -> String? {
    if let own = try xml.leafText() { return own.isEmpty ? nil : own }
    var code: String?
    while let name = try xml.child() {
      if name == "Cd" || name == "Prtry" { code = try text(max: max) } else { try xml.skip() }
    }
    return code
  }

  // MARK: Faults

  /// A fault of the element closed last.
  mutating func fault(_ rule: BankFileRule, _ message: Phrase, instead: Phrase) throws {
    try fault(at: xml.closed, rule, message, instead: instead)
  }
  mutating func fault(at place: XMLPlace, _ rule: BankFileRule, _ message: Phrase, instead: Phrase) throws {
    try faults.add(BankFileFault(line: place.line, place: place.path, rule, message, instead: instead))
  }
  /// Says that `element` is missing in the element closed last.
  mutating func missing(_ element: String) throws {
    try fault(.required, Phrase("缺少 \(element)", "\(element) is missing"), instead: Phrase("补上 \(element)", "Add \(element)"))
  }
}

/// Faults of XML and of workbooks become faults of the file; whatever else is thrown passes through.
func readingPieces<Result>(_ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let fault as XMLFault {
    throw BankFileFault(fault)
  } catch let fault as SheetFault {
    throw BankFileFault(fault)
  }
}

/// The same for a file in memory, of which nothing else can be thrown.
func readingWhole<Result>(_ body: () throws -> Result) throws(BankFileFault) -> Result {
  do {
    return try readingPieces(body)
  } catch let fault as BankFileFault {
    throw fault
  } catch {
    throw BankFileFault(
      line: 1, .file, Phrase("文件无法读取：\(error)", "The file cannot be read: \(error)"),
      instead: Phrase("重新取得文件", "Get the file again"))
  }
}
