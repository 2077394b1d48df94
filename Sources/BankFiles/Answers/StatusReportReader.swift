import Basics
import XMLText

/// Reads pain.002 (CustomerPaymentStatusReport, versions 03 and later): status of the file, of its parts and of payments.
public struct StatusReportReader: Sendable {
  public let limits: BankFileLimits
  public init(limits: BankFileLimits = BankFileLimits()) { self.limits = limits }

  /// Reads a report that is in memory. Throws where nothing of it can be used.
  public func read(_ bytes: [UInt8]) throws(BankFileFault) -> StatusReport {
    var answers: [PaymentAnswer] = []
    var report = try readingWhole { try read(from: MessageReader.once(bytes)) { answers.append($0) } }
    report.answers = answers
    return report
  }

  /// Reads a report piece by piece (an empty piece ends it) and hands over each payment's answer. What was handed over counts only
  /// once the report turns out to be accepted. Throws ``BankFileFault``, and whatever `source` and `take` throw.
  public func read(
    from source: @escaping () throws -> [UInt8], _ take: (PaymentAnswer) throws -> Void
  ) throws -> StatusReport {
    try readingPieces {
      var reading = StatusReading(message: try MessageReader(limits: limits, source: source), limits: limits)
      do {
        try reading.read(take)
      } catch is FaultList.TooMany {
        return reading.finished
      }
      return reading.finished
    }
  }
}

/// A report while it is read.
private struct StatusReading {
  var message: MessageReader
  let limits: BankFileLimits
  var report = StatusReport()
  private var seen: [String: Int] = [:]
  private var counts: [PaymentStatus: Int] = [:]
  /// What `NbOfTxsPerSts` states, with its place.
  private var stated: [(status: PaymentStatus, count: Int, place: XMLPlace)] = []

  init(message: MessageReader, limits: BankFileLimits) {
    self.message = message
    self.limits = limits
  }

  var finished: StatusReport {
    var report = report
    report.version = message.version
    report.faults = message.faults.sorted
    return report
  }

  mutating func read(_ take: (PaymentAnswer) throws -> Void) throws {
    _ = try message.open(["CstmrPmtStsRpt"], kinds: "pain.002")
    var hasOriginal = false
    while let element = try message.xml.child() {
      switch element {
      case "GrpHdr":
        while let inner = try message.xml.child() {
          if inner == "MsgId" { report.messageID = try message.text(max: 35) ?? "" } else { try message.xml.skip() }
        }
        if report.messageID.isEmpty { try message.missing("MsgId") }
      case "OrgnlGrpInfAndSts":
        hasOriginal = true
        try readGroup()
      case "OrgnlPmtInfAndSts": try readPart(take)
      default: try message.xml.skip()
      }
    }
    if !hasOriginal { try message.missing("OrgnlGrpInfAndSts") }
    try checkGroup()
    try message.xml.finish()
  }

  private mutating func readGroup() throws {
    let line = message.xml.tagLine
    var original = ""
    var group = StatusNotice(line: line)
    while let element = try message.xml.child() {
      switch element {
      case "OrgnlMsgId": report.originalMessageID = try message.text(max: 35) ?? ""
      case "OrgnlMsgNmId": original = try message.text(max: 35) ?? ""
      case "GrpSts": group.status = try status()
      case "StsRsnInf": try readReason(into: &group)
      case "NbOfTxsPerSts": try readStated()
      default: try message.xml.skip()
      }
    }
    report.group = group
    let place = message.xml.closed
    if report.originalMessageID.isEmpty {
      try message.fault(
        at: place, .original, Phrase("没有写明答复哪个文件", "It does not say which file is answered"),
        instead: Phrase("补上 OrgnlMsgId", "Add OrgnlMsgId"))
    }
    if !original.isEmpty, !original.hasPrefix("pain.001") {
      try message.fault(
        at: place, .message, Phrase("答复的是“\(original)”，不是付款文件", "It answers \(original), not a file of payments"),
        instead: Phrase("选择对 pain.001 的答复", "Choose the answer to a pain.001"))
    }
  }

  private mutating func readPart(_ take: (PaymentAnswer) throws -> Void) throws {
    var part = PaymentPartAnswer(notice: StatusNotice(line: message.xml.tagLine))
    var paid = 0
    var failed = 0
    while let element = try message.xml.child() {
      switch element {
      case "OrgnlPmtInfId": part.paymentInfoID = try message.text(max: 35) ?? ""
      case "PmtInfSts": part.notice.status = try status()
      case "StsRsnInf": try readReason(into: &part.notice)
      case "NbOfTxsPerSts": try readStated()
      case "TxInfAndSts":
        guard let answer = try readAnswer(of: part) else { continue }
        switch answer.notice.status?.outcome {
        case .paid: paid += 1
        case .failed: failed += 1
        case .underway, .mixed, nil: break
        }
        try take(answer)
      default: try message.xml.skip()
      }
    }
    if part.paymentInfoID.isEmpty { try message.missing("OrgnlPmtInfId") }
    try checkContradiction(part.notice.status, paid: paid, failed: failed, at: message.xml.closed)
    report.parts.append(part)
  }

  private mutating func readAnswer(of part: PaymentPartAnswer) throws -> PaymentAnswer? {
    report.answerCount += 1
    guard report.answerCount <= limits.entriesMax else {
      throw BankFileFault(
        line: message.xml.tagLine, place: message.xml.here.path, .limit,
        Phrase("超过 \(limits.entriesMax) 笔", "More than \(limits.entriesMax) payments"),
        instead: Phrase("分成几个文件", "Split the file"))
    }
    var answer = PaymentAnswer(notice: StatusNotice(line: message.xml.tagLine))
    answer.paymentInfoID = part.paymentInfoID
    var hasStatus = false
    while let element = try message.xml.child() {
      switch element {
      case "OrgnlInstrId": answer.instructionID = try message.text(max: 35) ?? ""
      case "OrgnlEndToEndId": answer.endToEndID = try message.text(max: 35) ?? ""
      case "TxSts":
        hasStatus = true
        answer.notice.status = try status()
      case "StsRsnInf": try readReason(into: &answer.notice)
      case "AcctSvcrRef": answer.bankReference = try message.text(max: 35) ?? ""
      case "OrgnlTxRef": answer.amount = try readOriginalAmount()
      default: try message.xml.skip()
      }
    }
    return try check(answer, hasStatus: hasStatus, at: message.xml.closed) ? answer : nil
  }

  private mutating func check(_ answer: PaymentAnswer, hasStatus: Bool, at place: XMLPlace) throws -> Bool {
    let before = message.faults.errorCount
    if !hasStatus { try message.missing("TxSts") }
    if answer.endToEndID.isEmpty, answer.instructionID.isEmpty {
      try message.fault(
        at: place, .original, Phrase("没有写明是哪一笔付款", "It does not say which payment is answered"),
        instead: Phrase("补上 OrgnlEndToEndId", "Add OrgnlEndToEndId"))
    }
    if let status = answer.notice.status {
      counts[status, default: 0] += 1
      if status == .partly {
        try message.fault(
          at: place, .list, Phrase("单笔付款不能是 PART", "A single payment cannot be PART"),
          instead: Phrase("写这一笔的状态", "Write the status of this payment"))
      }
    }
    let key = answer.endToEndID.isEmpty ? answer.paymentInfoID + " " + answer.instructionID : answer.endToEndID
    if key != " ", let earlier = seen.updateValue(answer.notice.line, forKey: key) {
      try message.fault(
        at: place, .doubled, Phrase("与第 \(earlier) 行答复的是同一笔", "It answers the payment of line \(earlier) again"),
        instead: Phrase("每笔只答复一次", "Answer each payment once"))
    }
    return message.faults.errorCount == before && answer.notice.status != nil
  }

  private mutating func status() throws -> PaymentStatus? {
    let text = try message.xml.trimmedText()
    if let status = PaymentStatus(rawValue: text) { return status }
    try message.fault(
      .list, Phrase("状态“\(text.prefix(20))”无法识别", "The status “\(text.prefix(20))” is not known"),
      instead: Phrase(
        "写 \(PaymentStatus.allCases.map(\.rawValue).joined(separator: "、")) 之一",
        "Write one of \(PaymentStatus.allCases.map(\.rawValue).joined(separator: ", "))"))
    return nil
  }

  private mutating func readReason(into notice: inout StatusNotice) throws {
    while let element = try message.xml.child() {
      switch element {
      case "Rsn":
        let code = try message.code() ?? ""
        if notice.reason.isEmpty { notice.reason = code }
      case "AddtlInf":
        let text = try message.description(max: 105)
        if notice.text.utf8.count < 1_000 { notice.text += text }
      default: try message.xml.skip()
      }
    }
  }

  private mutating func readStated() throws {
    var (number, stateOf): (Int?, PaymentStatus?)
    while let element = try message.xml.child() {
      switch element {
      case "DtldNbOfTxs": number = try message.count()
      case "DtldSts": stateOf = try status()
      default: try message.xml.skip()
      }
    }
    if let number, let stateOf, stated.count < 1_000 { stated.append((stateOf, number, message.xml.closed)) }
  }

  /// `OrgnlTxRef/Amt/InstdAmt`.
  private mutating func readOriginalAmount() throws -> Money? {
    var amount: Money?
    while let element = try message.xml.child() {
      guard element == "Amt" else {
        try message.xml.skip()
        continue
      }
      while let inner = try message.xml.child() {
        if inner == "InstdAmt" { amount = try message.amount() } else { try message.xml.skip() }
      }
    }
    return amount
  }

  /// A file or part cannot be refused while a payment of it is paid, nor paid while one is refused.
  private mutating func checkContradiction(_ whole: PaymentStatus?, paid: Int, failed: Int, at place: XMLPlace) throws {
    let isWrong = whole?.outcome == .failed && paid > 0 || whole?.outcome == .paid && failed > 0
    guard isWrong, let whole else { return }
    try message.fault(
      at: place, .contradiction,
      Phrase(
        "整体为 \(whole.rawValue)，其中却有 \(paid) 笔已付、\(failed) 笔失败",
        "The whole is \(whole.rawValue), yet \(paid) payments are paid and \(failed) failed"),
      instead: Phrase("请银行更正；部分成功的整体写 PART", "Ask the bank to correct it; a whole of both kinds is PART"))
  }

  private mutating func checkGroup() throws {
    let paid = counts.reduce(0) { $0 + ($1.key.outcome == .paid ? $1.value : 0) }
    let failed = counts.reduce(0) { $0 + ($1.key.outcome == .failed ? $1.value : 0) }
    try checkContradiction(
      report.group.status, paid: paid, failed: failed,
      at: XMLPlace(line: report.group.line, path: "Document/CstmrPmtStsRpt/OrgnlGrpInfAndSts"))
    // Banks list refused payments always, others often not.
    for (status, places) in Dictionary(grouping: stated, by: \.status) {
      let sum = places.reduce(0) { $0 &+ min($1.count, 1_000_000_000) }
      let listed = counts[status] ?? 0
      guard let place = places.first?.place, listed > sum || (status == .rejected && listed > 0 && listed != sum) else {
        continue
      }
      try message.fault(
        at: place, .summary,
        Phrase(
          "写明 \(status.rawValue) \(sum) 笔，列出 \(listed) 笔",
          "\(sum) payments are stated as \(status.rawValue), \(listed) are listed"),
        instead: Phrase("请银行重发完整的答复", "Ask the bank for the whole answer"))
    }
  }
}
