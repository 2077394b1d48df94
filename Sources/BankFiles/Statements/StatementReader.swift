import Basics
import XMLText

/// Reads bank statements and notices: camt.053 and camt.054 (ISO 20022, versions 02 and later; elements are known by name,
/// whatever their namespace). Entries are handed over as they are read; whether the file may be booked shows at its end.
public struct StatementReader: Sendable {
  public let limits: BankFileLimits
  public init(limits: BankFileLimits = BankFileLimits()) { self.limits = limits }

  /// Reads a file that is in memory, entries included. Throws where nothing of it can be used.
  public func read(_ bytes: [UInt8]) throws(BankFileFault) -> StatementFile {
    var entries: [BankEntry] = []
    var perStatement: [[BankEntry]] = []
    var file = try readingWhole {
      try read(from: MessageReader.once(bytes)) { _, entry in
        if let entry { return entries.append(entry) }
        perStatement.append(entries)
        entries = []
      }
    }
    for (index, list) in perStatement.enumerated() where file.statements.indices.contains(index) {
      file.statements[index].entries = list
    }
    return file
  }

  /// Reads a file piece by piece (an empty piece ends it) and hands over each entry with the head of its statement; nil as the
  /// entry says that the statement is complete. What was handed over counts only once the file turns out to be accepted.
  /// Throws ``BankFileFault`` where nothing of the file can be used, and whatever `source` and `take` throw.
  public func read(
    from source: @escaping () throws -> [UInt8], _ take: (BankStatement, BankEntry?) throws -> Void
  ) throws -> StatementFile {
    try readingPieces {
      var reading = StatementReading(message: try MessageReader(limits: limits, source: source), limits: limits)
      do {
        try reading.read(take)
      } catch is FaultList.TooMany {
        return reading.finished
      }
      return reading.finished
    }
  }
}

/// A file while it is read.
struct StatementReading {
  var message: MessageReader
  let limits: BankFileLimits
  var file = StatementFile()
  var statement = BankStatement(kind: .statement, line: 0)
  var checks = StatementChecks()
  /// Payments of the entry at hand that say their own direction and amount.
  var detailsWithSide: Set<Int> = []
  var detailsWithAmount: Set<Int> = []
  /// Of the entry at hand in its statement, from 1.
  var ordinal = 0
  private var statementIDs: Set<String> = []
  private var entriesRead = 0

  init(message: MessageReader, limits: BankFileLimits) {
    self.message = message
    self.limits = limits
  }

  var finished: StatementFile {
    var file = file
    file.version = message.version
    file.faults = message.faults.sorted
    return file
  }

  mutating func read(_ take: (BankStatement, BankEntry?) throws -> Void) throws {
    let name = try message.open(["BkToCstmrStmt", "BkToCstmrDbtCdtNtfctn"], kinds: "camt.053 / camt.054")
    let kind: BankStatement.Kind = name == "BkToCstmrStmt" ? .statement : .notice
    while let element = try message.xml.child() {
      switch element {
      case "GrpHdr": try readGroupHeader()
      case "Stmt" where kind == .statement, "Ntfctn" where kind == .notice:
        try readStatement(kind, take)
      default: try message.xml.skip()
      }
    }
    if file.statements.isEmpty { try message.missing(kind == .statement ? "Stmt" : "Ntfctn") }
    try message.xml.finish()
  }

  private mutating func readGroupHeader() throws {
    while let element = try message.xml.child() {
      if element == "MsgId" { file.messageID = try message.text(max: 35) ?? "" } else { try message.xml.skip() }
    }
    if file.messageID.isEmpty { try message.missing("MsgId") }
  }

  private mutating func readStatement(_ kind: BankStatement.Kind, _ take: (BankStatement, BankEntry?) throws -> Void) throws {
    statement = BankStatement(kind: kind, line: message.xml.tagLine)
    checks = StatementChecks()
    ordinal = 0
    let before = message.faults.errorCount
    while let element = try message.xml.child() {
      switch element {
      case "Id": try readID()
      case "FrToDt": try readPeriod()
      case "CpyDplctInd":
        _ = try message.xml.trimmedText()
        statement.isCopy = true
      case "Acct": try readAccount()
      case "Bal": try readBalance()
      case "TxsSummry": try readSummary()
      case "Ntry":
        entriesRead += 1
        guard entriesRead <= limits.entriesMax else { throw tooMany }
        if let entry = try readEntry() { try take(statement, entry) }
      default: try message.xml.skip()
      }
    }
    if statement.id.isEmpty { try message.missing("Id") }
    if statement.account.isEmpty { try message.missing("Acct/Id") }
    let place = message.xml.closed
    let faults = checks.finish(&statement, at: place)
    // Where an entry is at fault, its sums say nothing new.
    if message.faults.errorCount == before { for fault in faults { try message.faults.add(fault) } }
    file.statements.append(statement)
    try take(statement, nil)
  }

  private var tooMany: BankFileFault {
    BankFileFault(
      line: message.xml.tagLine, place: message.xml.here.path, .limit,
      Phrase("超过 \(limits.entriesMax) 笔", "More than \(limits.entriesMax) entries"), instead: Phrase("分成几个文件", "Split the file"))
  }

  private mutating func readID() throws {
    guard let id = try message.text(max: 35) else { return }
    statement.id = id
    guard !statementIDs.insert(id).inserted else { return }
    try message.fault(
      .doubled, Phrase("对账单号“\(id)”在文件中出现两次", "The statement \(id) stands in the file twice"),
      instead: Phrase("每份对账单只放一次", "Put each statement in once"))
  }

  private mutating func readPeriod() throws {
    while let element = try message.xml.child() {
      switch element {
      case "FrDtTm", "FrDt": statement.from = try message.day()
      case "ToDtTm", "ToDt": statement.to = try message.day()
      default: try message.xml.skip()
      }
    }
    if let from = statement.from, let to = statement.to, from > to {
      try message.fault(
        .period, Phrase("期间的起日 \(from) 晚于止日 \(to)", "The period begins on \(from), after its end on \(to)"),
        instead: Phrase("起日写在 FrDtTm，止日写在 ToDtTm", "FrDtTm is the beginning, ToDtTm the end"))
      statement.from = nil
    }
  }

  private mutating func readAccount() throws {
    while let element = try message.xml.child() {
      switch element {
      case "Id": statement.account = try message.accountNumber()
      case "Ccy":
        let currency = try message.xml.trimmedText()
        if currency != "CNY" {
          try message.fault(
            .currency,
            Phrase("账户币种是“\(currency.prefix(8))”，不是人民币", "The account is kept in “\(currency.prefix(8))”, not in renminbi"),
            instead: Phrase("外币账户另行处理", "Accounts in other currencies are handled apart"))
        }
      case "Nm": statement.accountName = try message.description(max: 140)
      case "Ownr":
        let name = try message.partyName()
        if statement.accountName.isEmpty { statement.accountName = name }
      case "Svcr":
        var party = EntryDetail.Party()
        try message.agent(of: &party)
        statement.bankCode = party.bankCode
      default: try message.xml.skip()
      }
    }
  }

  private mutating func readBalance() throws {
    var (code, amount, side, day): (String?, Money?, EntrySide?, Day?)
    while let element = try message.xml.child() {
      switch element {
      case "Tp":
        while let inner = try message.xml.child() {
          if inner == "CdOrPrtry" { code = try message.code() } else { try message.xml.skip() }
        }
      case "Amt": amount = try message.amount()
      case "CdtDbtInd": side = try message.side()
      case "Dt": day = try message.dayChoice()
      default: try message.xml.skip()
      }
    }
    let place = message.xml.closed
    guard let code else { return try message.missing("Tp/CdOrPrtry/Cd") }
    guard let amount, let side else { return }
    let balance = BankStatement.Balance(amount: side == .credit ? amount : -amount, day: day)
    if let fault = checks.take(balance, code: code, at: place, of: &statement) { try message.faults.add(fault) }
  }

  private mutating func readSummary() throws {
    while let element = try message.xml.child() {
      switch element {
      case "TtlNtries": checks.statedAll = try readStated()
      case "TtlCdtNtries": checks.statedCredits = try readStated()
      case "TtlDbtNtries": checks.statedDebits = try readStated()
      default: try message.xml.skip()
      }
    }
  }

  private mutating func readStated() throws -> StatementChecks.Stated {
    var stated = StatementChecks.Stated()
    while let element = try message.xml.child() {
      switch element {
      case "NbOfNtries":
        stated.count = try message.count()
        stated.countPlace = message.xml.closed
      case "Sum":
        stated.sum = try message.plainSum()
        stated.sumPlace = message.xml.closed
      default: try message.xml.skip()
      }
    }
    return stated
  }
}
