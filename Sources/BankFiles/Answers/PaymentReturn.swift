import Basics
import XMLText

/// Money that was sent and came back.
public struct PaymentReturn: Hashable, Sendable {
  public var line: Int
  /// The bank's number of the return.
  public var returnID = ""
  public var originalEndToEndID = ""
  public var originalInstructionID = ""
  public var originalMessageID = ""
  public var amount = Money.zero
  public var day: Day?
  /// `AC01` and the like.
  public var reason = ""
  public var text = ""
  /// Whom it was sent to.
  public var creditor = EntryDetail.Party()
  /// The payment, where the id is one of ours.
  public var payment: PaymentID? { PaymentID(originalEndToEndID) }

  public init(line: Int) { self.line = line }
}

extension BankEntry {
  /// The returned payments of a booking: money in, which the bank marks as returned. Empty for any other booking.
  public var returns: [PaymentReturn] {
    guard side == .credit, status == .booked, isReturn else { return [] }
    return details.map { detail in
      var back = PaymentReturn(line: detail.line)
      back.returnID = detail.transactionID.isEmpty ? bankReference : detail.transactionID
      back.originalEndToEndID = detail.endToEndID
      back.originalInstructionID = detail.instructionID
      back.originalMessageID = detail.messageID
      back.amount = detail.amount
      back.day = bookingDay
      back.reason = detail.returnReason
      back.text = detail.returnText.isEmpty ? detail.information : detail.returnText
      back.creditor = detail.creditor
      return back
    }
  }
}

/// A pacs.004: payments that a bank gives back.
public struct ReturnFile: Sendable {
  public internal(set) var version = ""
  public internal(set) var messageID = ""
  public internal(set) var returns: [PaymentReturn] = []
  public internal(set) var total = Money.zero
  /// By line. A file with an error must not be used, not even in part.
  public internal(set) var faults: [BankFileFault] = []
  public var isAccepted: Bool { !faults.contains { $0.severity == .error } }
}

/// Reads pacs.004 (PaymentReturn, versions 02 and later).
public struct ReturnReader: Sendable {
  public let limits: BankFileLimits
  public init(limits: BankFileLimits = BankFileLimits()) { self.limits = limits }

  /// Reads a file that is in memory. Throws where nothing of it can be used.
  public func read(_ bytes: [UInt8]) throws(BankFileFault) -> ReturnFile {
    try readingWhole { try read(from: MessageReader.once(bytes)) }
  }

  /// Reads a file piece by piece; an empty piece ends it.
  public func read(from source: @escaping () throws -> [UInt8]) throws -> ReturnFile {
    try readingPieces {
      var reading = ReturnReading(message: try MessageReader(limits: limits, source: source), limits: limits)
      do {
        try reading.read()
      } catch is FaultList.TooMany {
        return reading.finished
      }
      return reading.finished
    }
  }
}

private struct ReturnReading {
  var message: MessageReader
  let limits: BankFileLimits
  var file = ReturnFile()
  private var tally = Tally()
  private var seen: [String: Int] = [:]
  private var stated: (count: Int?, countPlace: XMLPlace?, sum: Money?, sumPlace: XMLPlace?)
  private var groupMessageID = ""

  init(message: MessageReader, limits: BankFileLimits) {
    self.message = message
    self.limits = limits
  }

  var finished: ReturnFile {
    var file = file
    file.version = message.version
    file.faults = message.faults.sorted
    return file
  }

  mutating func read() throws {
    _ = try message.open(["PmtRtr"], kinds: "pacs.004")
    while let element = try message.xml.child() {
      switch element {
      case "GrpHdr": try readHeader()
      case "OrgnlGrpInf": groupMessageID = try readOriginalMessage()
      case "TxInf":
        guard file.returns.count < limits.entriesMax else { return try message.xml.skip() }
        if let back = try readReturn() { file.returns.append(back) }
      default: try message.xml.skip()
      }
    }
    file.total = tally.sum
    if file.returns.isEmpty, message.faults.errorCount == 0 { try message.missing("TxInf") }
    if message.faults.errorCount == 0 { try checkTotals() }
    try message.xml.finish()
  }

  private mutating func readHeader() throws {
    while let element = try message.xml.child() {
      switch element {
      case "MsgId": file.messageID = try message.text(max: 35) ?? ""
      case "NbOfTxs":
        stated.count = try message.count()
        stated.countPlace = message.xml.closed
      case "TtlRtrdIntrBkSttlmAmt":
        stated.sum = try message.amount()
        stated.sumPlace = message.xml.closed
      case "CtrlSum" where stated.sum == nil:
        stated.sum = try message.plainSum()
        stated.sumPlace = message.xml.closed
      default: try message.xml.skip()
      }
    }
    if file.messageID.isEmpty { try message.missing("MsgId") }
  }

  private mutating func readOriginalMessage() throws -> String {
    var id = ""
    while let element = try message.xml.child() {
      if element == "OrgnlMsgId" { id = try message.text(max: 35) ?? "" } else { try message.xml.skip() }
    }
    return id
  }

  private mutating func readReturn() throws -> PaymentReturn? {
    var back = PaymentReturn(line: message.xml.tagLine)
    back.originalMessageID = groupMessageID
    let before = message.faults.errorCount
    var (returned, sent): (Money?, Money?)
    var hasAmount = false
    while let element = try message.xml.child() {
      switch element {
      case "RtrId": back.returnID = try message.text(max: 35) ?? ""
      case "OrgnlGrpInf": back.originalMessageID = try readOriginalMessage()
      case "OrgnlInstrId": back.originalInstructionID = try message.text(max: 35) ?? ""
      case "OrgnlEndToEndId": back.originalEndToEndID = try message.text(max: 35) ?? ""
      case "OrgnlIntrBkSttlmAmt": sent = try message.amount()
      case "RtrdIntrBkSttlmAmt":
        hasAmount = true
        returned = try message.amount()
      case "IntrBkSttlmDt": back.day = try message.day()
      case "RtrRsnInf": try readReason(into: &back)
      case "OrgnlTxRef": try readOriginal(into: &back)
      default: try message.xml.skip()
      }
    }
    let place = message.xml.closed
    if !hasAmount { try message.missing("RtrdIntrBkSttlmAmt") }
    if back.originalEndToEndID.isEmpty, back.originalInstructionID.isEmpty {
      try message.fault(
        at: place, .original, Phrase("没有写明退回哪一笔付款", "It does not say which payment comes back"),
        instead: Phrase("补上 OrgnlEndToEndId", "Add OrgnlEndToEndId"))
    }
    if back.reason.isEmpty, message.faults.errorCount == before { try message.missing("RtrRsnInf/Rsn/Cd") }
    if let returned, let sent, returned > sent {
      try message.fault(
        at: place, .amount,
        Phrase("退回 \(returned.grouped)，多于原付 \(sent.grouped)", "\(returned.grouped) comes back, of \(sent.grouped) that was sent"),
        instead: Phrase("请银行更正", "Ask the bank to correct it"))
    }
    let key = back.originalEndToEndID + " " + back.originalInstructionID
    if key != " ", let earlier = seen.updateValue(back.line, forKey: key) {
      try message.fault(
        at: place, .doubled, Phrase("与第 \(earlier) 行退回的是同一笔", "It returns the payment of line \(earlier) again"),
        instead: Phrase("每笔只退一次", "Return each payment once"))
    }
    guard let returned, message.faults.errorCount == before else { return nil }
    back.amount = returned
    tally.add(returned)
    return back
  }

  private mutating func readReason(into back: inout PaymentReturn) throws {
    while let element = try message.xml.child() {
      switch element {
      case "Rsn": back.reason = try message.code() ?? ""
      case "AddtlInf":
        let text = try message.description(max: 105)
        if back.text.utf8.count < 1_000 { back.text += text }
      default: try message.xml.skip()
      }
    }
  }

  private mutating func readOriginal(into back: inout PaymentReturn) throws {
    while let element = try message.xml.child() {
      switch element {
      case "Cdtr": back.creditor.name = try message.partyName()
      case "CdtrAcct": back.creditor.account = try message.account()
      case "CdtrAgt": try message.agent(of: &back.creditor)
      default: try message.xml.skip()
      }
    }
  }

  private mutating func checkTotals() throws {
    if let count = stated.count, count != tally.count, let place = stated.countPlace {
      try message.fault(
        at: place, .summary, Phrase("写明 \(count) 笔，实有 \(tally.count) 笔", "\(count) returns are stated, there are \(tally.count)"),
        instead: Phrase("重新取得完整的文件", "Get the whole file again"))
    }
    if let sum = stated.sum, sum != tally.sum || tally.isTooLarge, let place = stated.sumPlace {
      try message.fault(
        at: place, .summary,
        Phrase(
          "写明合计 \(sum.grouped)，实为 \(tally.sum.grouped)", "The stated sum is \(sum.grouped), the returns make \(tally.sum.grouped)"
        ),
        instead: Phrase("重新取得完整的文件", "Get the whole file again"))
    }
  }
}
