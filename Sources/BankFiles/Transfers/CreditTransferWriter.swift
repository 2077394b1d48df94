import Basics

/// Writes pain.001.001.09 (CustomerCreditTransferInitiation): a payout in files of at most so many payments and bytes. The bytes
/// of one file are held until its sums are known; nothing else grows with the payout.
///
/// The same order, debtors and transfers give the same bytes. A transfer at fault is refused with its field and does not go in;
/// the writer stays as it was.
public struct CreditTransferWriter {
  public let order: TransferOrder
  public let debtors: [DebtorAccount]
  /// What was written so far.
  public private(set) var files: [TransferFile] = []

  private let hand: (TransferFile, [UInt8]) throws -> Void
  /// What each sub-account's part begins with, after its sums.
  private let heads: [[UInt8]]
  private let initiator: [UInt8]
  private var chunk: Int
  /// The payments of the file at hand, one after another.
  private var body: [UInt8] = []
  private var lines: [Line] = []
  private var open: [Int: Part] = [:]
  /// Bytes of the file at hand, beginning and end of its parts included.
  private var size = 0
  private var total = Money.zero
  private var firstLine = 0
  private var lastLine = 0
  private var piece: [UInt8] = []
  private var idHead: [UInt8] = []

  private struct Line {
    let debtor: Int32
    let end: Int
  }
  /// The payments of one sub-account in the file at hand.
  private struct Part {
    let ordinal: Int
    var count = 0
    var total = Money.zero
  }

  /// `debtors` are the sub-accounts; a transfer names one by its index. `hand` takes each finished file.
  public init(
    _ order: TransferOrder, debtors: [DebtorAccount], _ hand: @escaping (TransferFile, [UInt8]) throws -> Void
  ) throws(BankFileFault) {
    guard PaymentID.isPayout(order.payout), (1...PaymentID.chunkMax).contains(order.firstChunk) else {
      throw BankFileFault(
        line: 0, place: "payout", .text,
        Phrase("批次号“\(order.payout)”或文件号不合格", "The payout “\(order.payout)” or its first file number is not allowed"),
        instead: Phrase("1 至 19 个字母或数字；文件号自 1 起", "1 to 19 letters or digits; files are numbered from 1"))
    }
    guard order.linesMax > 0, order.bytesMax >= CreditTransferWriter.bytesMin else {
      throw BankFileFault(
        line: 0, place: "limits", .limit, Phrase("每文件的笔数或字节数过小", "A file may hold too few payments or bytes"),
        instead: Phrase(
          "至少 1 笔、\(CreditTransferWriter.bytesMin) 字节", "At least 1 payment and \(CreditTransferWriter.bytesMin) bytes"))
    }
    self.order = order
    self.debtors = debtors
    self.hand = hand
    chunk = order.firstChunk
    initiator = try TransferText.escaped(order.initiator, field: "initiator", line: 0, max: 140)
    heads = try debtors.map { debtor throws(BankFileFault) in
      try CreditTransferWriter.head(of: debtor, on: order.executionDay)
    }
    startFile()
  }

  /// A control sum has 18 digits (ISO 20022 DecimalNumber).
  private static let sumFenMax: Int64 = 999_999_999_999_999_999
  /// A file with one payment of the longest fields fits.
  static let bytesMin = 16_384

  /// Adds one payment from the sub-account `debtor`. Lines ascend. Throws ``BankFileFault``, or what the receiver of a file throws.
  public mutating func add(_ transfer: CreditTransfer, from debtor: Int = 0) throws {
    guard debtors.indices.contains(debtor) else {
      throw BankFileFault(
        line: transfer.line, place: "debtor", .account, Phrase("没有第 \(debtor) 个付款账户", "There is no paying account \(debtor)"),
        instead: Phrase("从给出的子账户中选", "Choose one of the sub-accounts given"))
    }
    try writePiece(of: transfer)
    let opening = open[debtor] == nil ? heads[debtor].count + CreditTransferWriter.partRoom : 0
    if !lines.isEmpty, lines.count >= order.linesMax || size + piece.count + idRoom + opening > order.bytesMax { try closeFile() }
    guard chunk <= PaymentID.chunkMax, let sum = total.adding(transfer.amount), sum.fen <= CreditTransferWriter.sumFenMax
    else {
      throw BankFileFault(
        line: transfer.line, .limit, Phrase("文件过多，或总额过大", "Too many files, or too large a sum"),
        instead: Phrase("分成几批", "Use several payouts"))
    }
    var part = open[debtor] ?? Part(ordinal: open.count + 1)
    if part.count == 0 { size += heads[debtor].count + CreditTransferWriter.partRoom }
    part.count += 1
    part.total += transfer.amount
    open[debtor] = part
    total = sum
    let start = body.count
    body.append(contentsOf: paymentOpening)
    body.append(contentsOf: idHead)
    body.append(decimal: transfer.line)
    body.append(contentsOf: idClosing)
    body.append(contentsOf: piece)
    size += body.count - start
    lastLine = transfer.line
    if lines.isEmpty { firstLine = transfer.line }
    lines.append(Line(debtor: Int32(debtor), end: body.count))
  }

  /// Writes the last file and tells what was written.
  @discardableResult
  public mutating func finish() throws -> [TransferFile] {
    if !lines.isEmpty { try closeFile() }
    return files
  }

  private var idRoom: Int { paymentOpening.count + idHead.count + 8 + idClosing.count }
  /// Room for counts, sums and ids of a part, and its end.
  private static let partRoom = 220

  private mutating func startFile() {
    body.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    open.removeAll(keepingCapacity: true)
    total = .zero
    size = 700 + initiator.count
    idHead = Array("\(order.payout)-\(chunk)-".utf8)
  }

  /// All of a payment but its id, which names the file.
  private mutating func writePiece(of transfer: CreditTransfer) throws(BankFileFault) {
    let line = transfer.line
    guard line > lastLine, line <= PaymentID.lineMax else {
      throw BankFileFault(
        line: line, place: "line", .doubled, Phrase("行号 \(line) 没有递增", "The line \(line) does not ascend"),
        instead: Phrase("行号自 1 起逐笔递增", "Lines count up from 1"))
    }
    guard transfer.amount.fen > 0, transfer.amount <= Money.outsideMax else {
      throw BankFileFault(
        line: line, place: "amount", .amount,
        Phrase(
          "金额 \(transfer.amount.grouped) 不在 0.01 至 \(Money.outsideMax.grouped) 之间",
          "The amount \(transfer.amount.grouped) is not within 0.01 and \(Money.outsideMax.grouped)"),
        instead: Phrase("核对金额", "Check the amount"))
    }
    piece.removeAll(keepingCapacity: true)
    piece.append("<Amt><InstdAmt Ccy=\"CNY\">")
    piece.append(amount: transfer.amount)
    piece.append("</InstdAmt></Amt>")
    if transfer.bank != nil || !transfer.bankName.isEmpty {
      piece.append("<CdtrAgt><FinInstnId>")
      if let bank = transfer.bank { piece.append(bank) }
      if !transfer.bankName.isEmpty {
        piece.append("<Nm>")
        try TransferText.append(transfer.bankName, to: &piece, field: "bankName", line: line, max: 140)
        piece.append("</Nm>")
      }
      piece.append("</FinInstnId></CdtrAgt>")
    }
    piece.append("<Cdtr><Nm>")
    try TransferText.append(transfer.name, to: &piece, field: "name", line: line, max: 140)
    piece.append("</Nm></Cdtr><CdtrAcct><Id><Othr><Id>")
    try TransferText.appendAccount(transfer.account, to: &piece, field: "account", line: line)
    piece.append("</Id></Othr></Id></CdtrAcct>")
    if !transfer.remittance.isEmpty {
      piece.append("<RmtInf><Ustrd>")
      try TransferText.append(transfer.remittance, to: &piece, field: "remittance", line: line, max: 140)
      piece.append("</Ustrd></RmtInf>")
    }
    piece.append("</CdtTrfTxInf>\n")
  }

  private mutating func closeFile() throws {
    let messageID = "\(order.payout)-\(chunk)"
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    bytes.append(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\"><CstmrCdtTrfInitn>\n<GrpHdr><MsgId>"
    )
    bytes.append(contentsOf: messageID.utf8)
    bytes.append("</MsgId><CreDtTm>")
    bytes.append(contentsOf: order.created.description.utf8)
    bytes.append("</CreDtTm>")
    bytes.append(count: lines.count, sum: total)
    bytes.append("<InitgPty><Nm>")
    bytes.append(contentsOf: initiator)
    bytes.append("</Nm></InitgPty></GrpHdr>\n")
    let places = open.count == 1 ? [] : lines.indices.sorted { (lines[$0].debtor, $0) < (lines[$1].debtor, $1) }
    for (debtor, part) in open.sorted(by: { $0.value.ordinal < $1.value.ordinal }) {
      bytes.append("<PmtInf><PmtInfId>")
      bytes.append(contentsOf: messageID.utf8)
      bytes.append("-P")
      bytes.append(decimal: part.ordinal)
      bytes.append("</PmtInfId><PmtMtd>TRF</PmtMtd>")
      bytes.append(count: part.count, sum: part.total)
      bytes.append(contentsOf: heads[debtor])
      if open.count == 1 { bytes.append(contentsOf: body) } else { appendLines(of: debtor, at: places, to: &bytes) }
      bytes.append("</PmtInf>\n")
    }
    bytes.append("</CstmrCdtTrfInitn></Document>\n")
    let file = TransferFile(
      chunk: chunk, messageID: messageID, lineCount: lines.count, total: total, debtorCount: open.count, byteCount: bytes.count,
      lines: firstLine...max(firstLine, lastLine))
    try hand(file, bytes)
    files.append(file)
    chunk += 1
    startFile()
  }

  /// The payments of one sub-account, which stand together in `places`.
  private func appendLines(of debtor: Int, at places: [Int], to bytes: inout [UInt8]) {
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if Int(lines[places[middle]].debtor) < debtor { low = middle + 1 } else { high = middle }
    }
    while low < places.count, Int(lines[places[low]].debtor) == debtor {
      let index = places[low]
      bytes.append(contentsOf: body[(index == 0 ? 0 : lines[index - 1].end)..<lines[index].end])
      low += 1
    }
  }

  private static func head(of debtor: DebtorAccount, on day: Day) throws(BankFileFault) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append("<ReqdExctnDt><Dt>")
    bytes.append(contentsOf: day.description.utf8)
    bytes.append("</Dt></ReqdExctnDt><Dbtr><Nm>")
    try TransferText.append(debtor.name, to: &bytes, field: "debtor.name", line: 0, max: 140)
    bytes.append("</Nm></Dbtr><DbtrAcct><Id><Othr><Id>")
    try TransferText.appendAccount(debtor.account, to: &bytes, field: "debtor.account", line: 0)
    bytes.append("</Id></Othr></Id><Ccy>CNY</Ccy></DbtrAcct><DbtrAgt><FinInstnId>")
    bytes.append(debtor.bank)
    bytes.append("</FinInstnId></DbtrAgt>\n")
    return bytes
  }
}

private let paymentOpening = Array("<CdtTrfTxInf><PmtId><EndToEndId>".utf8)
private let idClosing = Array("</EndToEndId></PmtId>".utf8)
