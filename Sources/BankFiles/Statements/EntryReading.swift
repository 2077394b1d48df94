import Basics
import XMLText

/// Entries of statements and notices.
extension StatementReading {
  /// Reads an `Ntry`; nil where what matters of it is at fault.
  mutating func readEntry() throws -> BankEntry? {
    ordinal += 1
    var entry = BankEntry(line: message.xml.tagLine, ordinal: ordinal)
    var (amount, side, status): (Money?, EntrySide?, EntryStatus?)
    var missing = ["Amt", "CdtDbtInd", "Sts", "BookgDt"]
    detailsWithSide.removeAll(keepingCapacity: true)
    detailsWithAmount.removeAll(keepingCapacity: true)
    let before = message.faults.errorCount
    while let element = try message.xml.child() {
      if missing.first == element { missing.removeFirst() } else { missing.removeAll { $0 == element } }
      switch element {
      case "NtryRef": entry.entryReference = try message.text(max: 35) ?? ""
      case "Amt": amount = try message.amount()
      case "CdtDbtInd": side = try message.side()
      case "RvslInd": entry.isReversal = try message.flag() ?? false
      case "Sts": status = try readStatus()
      case "BookgDt": entry.bookingDay = try readBookingDay()
      case "ValDt": entry.valueDay = try message.dayChoice()
      case "AcctSvcrRef": entry.bankReference = try message.text(max: 35) ?? ""
      case "BkTxCd": entry.transactionCode = try readTransactionCode()
      case "NtryDtls": try readDetails(into: &entry)
      case "AddtlNtryInf": entry.information = try message.description(max: 500)
      default: try message.xml.skip()
      }
    }
    for required in missing where required != "BookgDt" || status == .booked { try message.missing(required) }
    if let status { entry.status = status }
    guard let amount, let side, status != nil else { return nil }
    entry.amount = amount
    entry.side = side
    try check(&entry, at: message.xml.closed)
    return message.faults.errorCount == before ? entry : nil
  }

  private mutating func check(_ entry: inout BankEntry, at place: XMLPlace) throws {
    if entry.amount.fen == 0 {
      try message.fault(
        at: place, .amount, Phrase("金额为零", "The amount is zero"),
        instead: Phrase("删去该笔，或填写金额", "Leave the entry out, or write its amount"))
    }
    if let day = entry.bookingDay {
      let tooEarly = statement.from.map { day < $0 } ?? false
      let tooLate = statement.to.map { day > $0 } ?? false
      if tooEarly || tooLate {
        let period = "\(statement.from?.description ?? "…") – \(statement.to?.description ?? "…")"
        try message.fault(
          at: place, .period, Phrase("入账日 \(day) 不在对账期间 \(period)", "The booking day \(day) lies outside the period \(period)"),
          instead: Phrase("放进所属期间的对账单", "Put it into the statement of its period"))
      }
    }
    try checkParts(&entry, at: place)
    let reference = entry.bankReference.isEmpty ? entry.entryReference : entry.bankReference
    if let fault = checks.take(entry, reference: reference, at: place) { try message.faults.add(fault) }
  }

  /// The payments inside an entry make up its amount.
  private mutating func checkParts(_ entry: inout BankEntry, at place: XMLPlace) throws {
    if entry.details.isEmpty { entry.details = [EntryDetail(line: entry.line)] }
    for index in entry.details.indices where !detailsWithSide.contains(index) { entry.details[index].side = entry.side }
    if entry.details.count == 1, !detailsWithAmount.contains(0) { entry.details[0].amount = entry.amount }
    guard entry.details.count == 1 || detailsWithAmount.count == entry.details.count else {
      return try message.fault(
        at: place, .batch,
        Phrase(
          "\(entry.details.count) 笔明细中有 \(entry.details.count - detailsWithAmount.count) 笔没有金额",
          "Of \(entry.details.count) payments \(entry.details.count - detailsWithAmount.count) have no amount"),
        instead: Phrase("每笔明细写 Amt 或 AmtDtls/TxAmt", "Write Amt or AmtDtls/TxAmt in each"))
    }
    var sum: Money? = Money.zero
    for detail in entry.details { sum = sum?.adding(detail.side == entry.side ? detail.amount : -detail.amount) }
    guard sum != entry.amount else { return }
    try message.fault(
      at: place, .batch,
      Phrase(
        "明细合计 \(sum?.grouped ?? "?")，该笔写 \(entry.amount.grouped)",
        "The payments make \(sum?.grouped ?? "?"), the entry says \(entry.amount.grouped)"),
      instead: Phrase("请银行重发明细", "Ask the bank for the details again"))
  }

  private mutating func readStatus() throws -> EntryStatus? {
    let code = try message.code()
    switch code {
    case "BOOK": return .booked
    case "PDNG": return .pending
    case "INFO": return .information
    case "FUTR": return .future
    default:
      try message.fault(
        .list, Phrase("入账状态“\((code ?? "").prefix(20))”无法识别", "The status “\((code ?? "").prefix(20))” is not known"),
        instead: Phrase("BOOK（已入账）、PDNG（待入账）、INFO 或 FUTR", "BOOK (booked), PDNG (pending), INFO or FUTR"))
      return nil
    }
  }

  private mutating func readBookingDay() throws -> Day? {
    let errors = message.faults.errorCount
    let day = try message.dayChoice()
    if day == nil, message.faults.errorCount == errors { try message.missing("Dt") }
    return day
  }

  private mutating func readTransactionCode() throws -> String {
    var (parts, own): ([String], String) = ([], "")
    while let element = try message.xml.child() {
      switch element {
      case "Domn":
        while let inner = try message.xml.child() {
          switch inner {
          case "Cd": parts.insert(try message.description(max: 4), at: 0)
          case "Fmly":
            while let code = try message.xml.child() {
              if code == "Cd" || code == "SubFmlyCd" {
                parts.append(try message.description(max: 4))
              } else {
                try message.xml.skip()
              }
            }
          default: try message.xml.skip()
          }
        }
      case "Prtry":
        while let inner = try message.xml.child() {
          if inner == "Cd" { own = try message.description(max: 35) } else { try message.xml.skip() }
        }
      default: try message.xml.skip()
      }
    }
    return parts.isEmpty ? own : parts.joined(separator: "/")
  }

  /// `NtryDtls`: a batch's head and its payments.
  private mutating func readDetails(into entry: inout BankEntry) throws {
    let first = entry.details.count
    var (count, total): (Int?, Money?)
    var batchMessage = ""
    var batchPayment = ""
    while let element = try message.xml.child() {
      switch element {
      case "Btch":
        while let inner = try message.xml.child() {
          switch inner {
          case "MsgId": batchMessage = try message.text(max: 35) ?? ""
          case "PmtInfId": batchPayment = try message.text(max: 35) ?? ""
          case "NbOfTxs": count = try message.count()
          case "TtlAmt": total = try message.amount()
          default: try message.xml.skip()
          }
        }
      case "TxDtls":
        guard entry.details.count < limits.entriesMax else { return try message.xml.skip() }
        try readDetail(into: &entry)
      default: try message.xml.skip()
      }
    }
    for index in first..<entry.details.count {
      if entry.details[index].messageID.isEmpty { entry.details[index].messageID = batchMessage }
      if entry.details[index].paymentInfoID.isEmpty { entry.details[index].paymentInfoID = batchPayment }
    }
    let given = entry.details.count - first
    if let count, given > 0, count != given {
      try message.fault(
        .batch, Phrase("批次写明 \(count) 笔，列出 \(given) 笔", "The batch states \(count) payments and lists \(given)"),
        instead: Phrase("请银行重发完整的明细", "Ask the bank for all of them"))
    }
    guard let total, (first..<entry.details.count).allSatisfy({ detailsWithAmount.contains($0) }), given > 0 else { return }
    var sum: Money? = .zero
    for detail in entry.details[first...] { sum = sum?.adding(detail.amount) }
    if sum != total {
      try message.fault(
        .batch,
        Phrase(
          "批次写明合计 \(total.grouped)，明细合计 \(sum?.grouped ?? "?")",
          "The batch states \(total.grouped), its payments make \(sum?.grouped ?? "?")"),
        instead: Phrase("请银行重发完整的明细", "Ask the bank for all of them"))
    }
  }
}
