import Basics

/// Commands about money that came in.
public enum ReceiptCommands {
  public static let all: [any Command.Type] = [
    TakeBankLines.self, MatchReceipt.self, UndoMatch.self, ProposeRefund.self, ApproveRefund.self, DeclineRefund.self,
    ConfirmMatch.self, DeclineMatch.self, JudgeHeld.self, ConfirmHeld.self, DoubtHeld.self, MissClaim.self, MissRefundAnswer.self,
    KeepDeposit.self, ReleaseDeposit.self, ProposeMisplaced.self, ConfirmMisplaced.self, DeclineMisplaced.self,
    BookBankLine.self, PairBankItems.self, ExplainBankItem.self, ReconcileBankDay.self, ReverseCredit.self, RecoverReversed.self,
  ]
  static let receiptField = Field("receipt", Phrase("款项", "Money"), .text(max: 20))
}

/// Gives money in suspense to its case, or to several: one credit may pay for many.
public struct MatchReceipt: Command {
  public static let name = "receipts.match"
  public static let title = Phrase("认领到案", "Match with a case")
  public static let roles: Set<Role> = [.cashier]
  public static let partsMax = 20
  public static let fields = [
    ReceiptCommands.receiptField,
    Field(
      "parts", Phrase("归属", "Parts"),
      .group(
        [
          Field("case", Phrase("案号", "Case"), .text(max: 40), hint: Phrase("案号或案件编号", "Its number or id")),
          Field(
            "amount", Phrase("金额（元）", "Amount (yuan)"), .money, required: false,
            hint: Phrase("只有一案时可不填，即全部余额", "May be left out for a single case: all that is left")),
        ], max: partsMax)),
    Field("source", Phrase("来源", "Source"), .choice(ReceiptSource.allCases.map { .init($0.rawValue, $0.name) }), required: false),
    Field("note", Phrase("认领依据", "Why it is this case's"), .longText(max: 500), required: false),
  ]
  struct Part: Sendable {
    let text: String
    let amount: Money?
    var id: ID<CaseFile>? { text.utf8.allSatisfy { (48...57).contains($0) } ? ID(text) : nil }
  }
  let receipt: ID<BankReceipt>
  let parts: [Part]
  let source: ReceiptSource?
  let note: String
  public init(_ input: inout Input) {
    receipt = input.id("receipt")
    parts = input.group("parts", max: MatchReceipt.partsMax) { part in
      let text = part.text("case", max: 40)
      let amount = part.money("amount", required: false)
      return Part(text: CaseNumberText.plain(text), amount: amount == .zero ? nil : amount)
    }
    source = ReceiptSource(rawValue: input.text("source", required: false, max: 20))
    note = input.text("note", required: false, max: 500)
  }
  public var reads: [StreamID] {
    [.bankReceipt(receipt)] + parts.compactMap(\.id).flatMap { [.caseFile($0), .caseAccount($0)] }
  }
  public var needs: Set<Need> {
    let numbers = parts.filter { $0.id == nil && !$0.text.isEmpty }.map(\.text)
    return numbers.isEmpty ? [] : [.caseNumbers(numbers)]
  }
  private func caseID(_ part: Part, _ situation: Situation) -> ID<CaseFile>? {
    part.id ?? situation.findings.caseNumbers[part.text]
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    parts.compactMap { caseID($0, situation) }.flatMap {
      [.caseFile($0), .caseAccount($0)] + CaseReceipts.reads($0, situation)
    }
  }
  /// Open, ended or resumed: the case file decides beside the account.
  public func restsOn(_ situation: Situation) -> [StreamID] { alsoReads(situation) }

  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = situation.bankReceipt(receipt)
    guard let taken = state.taken else { throw .noSuchReceipt(receipt) }
    guard state.open > .zero else { throw .nothingOpen }
    guard state.pendingMatch == nil else { throw .matchWaits }
    let words = note.isEmpty ? nil : situation.depository.deposit(VaultContent("text", ["text": note]))
    let shares = try shares(of: state.open, situation)
    let isEnded = shares.contains { part in
      let file = situation.caseFile(part.caseID)
      return !file.isOpen || file.closing.resumedBy != nil
    }
    if isEnded {
      // Nobody looks after an ended case any more: a wrong match there would be seen by no one.
      guard let words else { throw .endedNeedsReason }
      return [
        situation.append(
          .bankReceipt(receipt), [BankReceiptMatchProposed(parts: shares, source: source ?? .debtor, note: words)])
      ]
    }
    var draft = Draft(situation)
    try MatchReceipt.book(shares, source ?? .debtor, note: words, receipt, taken, &draft)
    return draft.appended
  }

  private func shares(of open: Money, _ situation: Situation) throws(Refusal) -> [BankReceiptMatchProposed.Part] {
    var left = open
    var shares: [BankReceiptMatchProposed.Part] = []
    for (index, part) in parts.enumerated() {
      let field = "parts[\(index)]"
      guard let id = caseID(part, situation), situation.caseFile(id).isFiled else { throw .noSuchCaseNumber(field, part.text) }
      guard let amount = part.amount ?? (parts.count == 1 ? left : nil) else { throw .partWithoutAmount(field) }
      guard amount <= left else { throw .beyondOpen(field, amount, left: left) }
      left -= amount
      shares.append(.init(caseID: id, amount: amount))
    }
    return shares
  }

  static func book(
    _ shares: [BankReceiptMatchProposed.Part], _ source: ReceiptSource, note: VaultRef?, _ receipt: ID<BankReceipt>,
    _ taken: BankReceiptTaken, _ draft: inout Draft
  ) throws(Refusal) {
    for share in shares {
      let booked = try CaseReceipts.book(
        .init(amount: share.amount, on: taken.on, source: source, digest: "", vault: taken.vault, from: receipt), share.caseID,
        &draft)
      draft.add(
        .bankReceipt(receipt),
        [BankReceiptMatched(receipt: booked, caseID: share.caseID, amount: share.amount, note: note)])
    }
  }
}

/// Takes a wrong match back, while nothing of the money has been spoken for in the case.
public struct UndoMatch: Command {
  public static let name = "receipts.undoMatch"
  public static let title = Phrase("撤回认领", "Take a match back")
  public static let roles: Set<Role> = [.moneySupervisor]
  public static let fields = [
    ReceiptCommands.receiptField, Field("match", Phrase("认领", "Match"), .text(max: 20)),
    Field("reason", Phrase("理由", "Reason"), .longText(max: 500)),
  ]
  let receipt: ID<BankReceipt>
  let match: ID<Receipt>
  let reason: String
  public init(_ input: inout Input) {
    receipt = input.id("receipt")
    match = input.id("match")
    reason = input.text("reason", max: 500)
  }
  public var reads: [StreamID] { [.bankReceipt(receipt)] }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    situation.bankReceipt(receipt).matches.filter { $0.receipt == match }.flatMap {
      [.caseFile($0.caseID), .caseAccount($0.caseID)]
    }
  }
  /// Open, ended or resumed: the case file decides beside the account.
  public func restsOn(_ situation: Situation) -> [StreamID] { alsoReads(situation) }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = situation.bankReceipt(receipt)
    guard state.taken != nil else { throw .noSuchReceipt(receipt) }
    guard let found = state.matches.first(where: { $0.receipt == match && !$0.undone && !$0.isReversed }) else {
      throw .noSuchMatch
    }
    let file = situation.caseFile(found.caseID)
    // The round that goes on in another counts there: what it received is not its own any more.
    guard file.closing.resumedBy == nil else { throw .caseEndedSince }
    let account = situation.account(found.caseID)
    // What the case has no longer, it cannot give back.
    guard account.receipts[match]?.from == receipt else { throw .noSuchMatch }
    guard account.available >= found.amount else { throw .spokenFor(found.amount, available: account.available) }
    try file.keepHeld(account, found.amount, of: account.available)
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    var draft = Draft(situation)
    CaseReceipts.withdraw(match, found.amount, reason: words, found.caseID, &draft)
    // A case that ended as performed by this very money is no longer so: that is a judge's to undo.
    let rests = file.closing.performedOn != nil && draft.situation.caseFile(found.caseID).closing.performedOn == nil
    guard file.isOpen || !rests else { throw .caseEndedSince }
    draft.add(
      .bankReceipt(receipt),
      [BankReceiptUnmatched(receipt: match, caseID: found.caseID, amount: found.amount, reason: words)])
    return draft.appended
  }
}

/// A case number as people type it: half-width brackets, no blanks.
enum CaseNumberText {
  static func plain(_ text: String) -> String {
    var plain = ""
    for character in text where !character.isWhitespace {
      switch character {
      case "（", "〔", "[": plain.append("(")
      case "）", "〕", "]": plain.append(")")
      default: plain.append(character)
      }
    }
    return plain
  }
}
