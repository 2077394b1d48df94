import Basics

/// Commands about money that came in.
public enum ReceiptCommands {
  public static let all: [any Command.Type] = [
    TakeBankLines.self, MatchReceipt.self, UndoMatch.self, ProposeRefund.self, ApproveRefund.self, DeclineRefund.self,
    MissClaim.self, MissRefundAnswer.self, BookBankLine.self, PairBankItems.self, ExplainBankItem.self, ReconcileBankDay.self,
    ReverseCredit.self, RecoverReversed.self,
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

  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = situation.bankReceipt(receipt)
    guard let taken = state.taken else { throw .noSuchReceipt(receipt) }
    guard state.open > .zero else { throw .nothingOpen }
    var draft = Draft(situation)
    var left = state.open
    let words = note.isEmpty ? nil : situation.depository.deposit(VaultContent("text", ["text": note]))
    for (index, part) in parts.enumerated() {
      let field = "parts[\(index)]"
      guard let id = caseID(part, situation) else { throw .noSuchCaseNumber(field, part.text) }
      guard situation.caseFile(id).isFiled else { throw .noSuchCaseNumber(field, part.text) }
      guard let amount = part.amount ?? (parts.count == 1 ? left : nil) else { throw .partWithoutAmount(field) }
      guard amount <= left else { throw .beyondOpen(field, amount, left: left) }
      left -= amount
      let booked = try CaseReceipts.book(
        .init(amount: amount, on: taken.on, source: source ?? .debtor, digest: "", vault: taken.vault, from: receipt), id, &draft)
      draft.add(.bankReceipt(receipt), [BankReceiptMatched(receipt: booked, caseID: id, amount: amount, note: words)])
    }
    return draft.appended
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
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = situation.bankReceipt(receipt)
    guard state.taken != nil else { throw .noSuchReceipt(receipt) }
    guard let found = state.matches.first(where: { $0.receipt == match && !$0.undone }) else { throw .noSuchMatch }
    let file = situation.caseFile(found.caseID)
    guard file.isOpen, file.closing.resumedBy == nil else { throw .caseEndedSince }
    let account = situation.account(found.caseID)
    guard account.available >= found.amount else { throw .spokenFor(found.amount, available: account.available) }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    var draft = Draft(situation)
    CaseReceipts.withdraw(match, found.amount, reason: words, found.caseID, &draft)
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
