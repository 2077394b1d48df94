import Basics
import EnforcementLaw

/// A credit of the bank is perhaps known: nothing is booked before two people have said whether it is.
public struct CreditHeld: Event {
  public static let name = "receipt.creditHeld.v1"
  public static let alikeMax = 20
  public let amount: Money
  /// The court's account on whose paper it stands.
  public let account: String
  /// The bank's day.
  public let on: Day
  /// Its line in the statement, where it stands in one.
  public let line: ID<BankLine>?
  public let lineDigest: String
  /// The line as the bank gave it: kind `bankLine`.
  public let vault: VaultRef
  public let ground: HoldGround
  /// What it may double.
  public let alike: [Alike]
  /// The case whose sub-account it names.
  public let caseID: ID<CaseFile>?
  public let source: ReceiptSource
  public let claimBy: Day
  public let reasons: Reasons
  /// A credit known before that this one may be.
  public struct Alike: Sendable, Hashable, Codable {
    public let digest: String
    /// The entry of the books.
    public let place: String
    public init(digest: String, place: String) {
      self.digest = digest
      self.place = place
    }
  }
  public init(
    amount: Money, account: String, on: Day, line: ID<BankLine>?, lineDigest: String, vault: VaultRef, ground: HoldGround,
    alike: [Alike], caseID: ID<CaseFile>?, source: ReceiptSource, claimBy: Day, reasons: Reasons
  ) {
    self.amount = amount
    self.account = account
    self.on = on
    self.line = line
    self.lineDigest = lineDigest
    self.vault = vault
    self.ground = ground
    self.alike = alike
    self.caseID = caseID
    self.source = source
    self.claimBy = claimBy
    self.reasons = reasons
  }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) { receipt.held = BankReceipt.HeldState(credit: self) }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] { [ClaimClock.timer(meta.stream.key, claimBy)] }
}

/// What a person says of a held credit.
public enum HeldWord: String, Sendable, Hashable, Codable, CaseIterable {
  case same, other
  public var name: Phrase {
    switch self {
    case .same: Phrase("是同一笔，不再入账", "The same money: not booked again")
    case .other: Phrase("是另一笔，应当入账", "Other money: to be booked")
    }
  }
}

/// The cashier said what it is; a second person decides.
public struct HeldJudged: Event {
  public static let name = "receipt.heldJudged.v1"
  public let word: HeldWord
  public let reason: VaultRef
  public init(word: HeldWord, reason: VaultRef) {
    self.word = word
    self.reason = reason
  }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) {
    receipt.held?.word = word
    receipt.held?.judgedBy = meta.actor
  }
}

/// The second person did not agree: it is to be looked into again.
public struct HeldDoubted: Event {
  public static let name = "receipt.heldDoubted.v1"
  public let reason: VaultRef
  public init(reason: VaultRef) { self.reason = reason }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) {
    receipt.held?.word = nil
    receipt.held?.judgedBy = nil
  }
}

/// Two people agree.
public struct HeldSettled: Event {
  public static let name = "receipt.heldSettled.v1"
  public let word: HeldWord
  public init(word: HeldWord) { self.word = word }
  public func apply(to receipt: inout BankReceipt, _ meta: EventMeta) { receipt.held?.isSettled = true }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    [.cancelTimer(name: ClaimClock.name, subject: meta.stream.key)]
  }
}

extension BankReceipt {
  /// A credit that is perhaps known, and how far people have come with it.
  public struct HeldState: Sendable, Hashable {
    public let credit: CreditHeld
    public internal(set) var word: HeldWord?
    public internal(set) var judgedBy: Actor.Ref?
    public internal(set) var isSettled = false
  }
}

/// The cashier says whether a held credit is known.
public struct JudgeHeld: Command {
  public static let name = "receipts.judgeHeld"
  public static let title = Phrase("判断是否同一笔", "Say whether it is known")
  public static let roles: Set<Role> = [.cashier]
  public static let fields = [
    ReceiptCommands.receiptField,
    Field("word", Phrase("结论", "Finding"), .choice(HeldWord.allCases.map { .init($0.rawValue, $0.name) })),
    Field("reason", Phrase("依据", "Why"), .longText(max: 500)),
  ]
  let receipt: ID<BankReceipt>
  let word: HeldWord
  let reason: String
  public init(_ input: inout Input) {
    receipt = input.id("receipt")
    word = input.choice("word") ?? .same
    reason = input.text("reason", max: 500)
  }
  public var reads: [StreamID] { [.bankReceipt(receipt)] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    guard let held = situation.bankReceipt(receipt).held else { throw .noSuchReceipt(receipt) }
    guard !held.isSettled else { throw .heldSettled }
    guard held.word == nil else { throw .heldJudged }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [situation.append(.bankReceipt(receipt), [HeldJudged(word: word, reason: words)])]
  }
}

/// A second person agrees: the credit is the one known, or it is booked.
public struct ConfirmHeld: Command {
  public static let name = "receipts.confirmHeld"
  public static let title = Phrase("同意出纳判断", "Agree with the cashier")
  public static let roles: Set<Role> = [.moneySupervisor, .bureauChief]
  public static let fields = [ReceiptCommands.receiptField]
  let receipt: ID<BankReceipt>
  public init(_ input: inout Input) { receipt = input.id("receipt") }
  public var reads: [StreamID] { [.bankReceipt(receipt)] }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    guard let credit = situation.bankReceipt(receipt).held?.credit else { return [] }
    let cases = credit.caseID.map { [.caseFile($0), .caseAccount($0)] + CaseReceipts.reads($0, situation) } ?? []
    return [.bankStatement(credit.account, credit.on), .creditRegister(situation.court, credit.on)] + cases
  }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    guard let held = situation.bankReceipt(receipt).held else { throw .noSuchReceipt(receipt) }
    guard !held.isSettled else { throw .heldSettled }
    guard let word = held.word else { throw .heldUndecided }
    try Authority.otherThan(held.judgedBy, situation.actor)
    var draft = Draft(situation)
    draft.add(.bankReceipt(receipt), [HeldSettled(word: word)])
    switch word {
    case .same: try same(held.credit, &draft)
    case .other: try other(held.credit, &draft)
    }
    return draft.appended
  }

  private func same(_ credit: CreditHeld, _ draft: inout Draft) throws(Refusal) {
    let day: BankDay = draft.situation.state(.bankStatement(credit.account, credit.on))
    // What one statement lists twice is twice at the bank.
    let others = credit.alike.filter { credit.line == nil || day.digests[$0.digest] == nil }
    guard credit.alike.isEmpty || !others.isEmpty else { throw .bothStated }
    let registers = draft.situation.creditRegisters(around: credit.on)
    guard let known = others.first(where: { alike in !registers.contains { $0.isMet(alike.digest) } }) else {
      guard others.isEmpty else { throw .alreadyMet }
      return
    }
    draft.add(.creditRegister(draft.situation.court, credit.on), [CreditMet(digest: known.digest)])
    guard let line = credit.line, day.lines[line]?.isPaired == false, !known.place.isEmpty, known.place.contains("#") else {
      return
    }
    draft.add(.bankStatement(credit.account, credit.on), [BankItemsPaired(lines: [line], entries: [known.place])])
  }

  private func other(_ credit: CreditHeld, _ draft: inout Draft) throws(Refusal) {
    if let caseID = credit.caseID, draft.situation.caseFile(caseID).isFiled {
      try CaseReceipts.book(
        .init(
          amount: credit.amount, on: credit.on, source: credit.source, digest: credit.lineDigest, vault: credit.vault, from: nil),
        caseID, &draft)
    } else {
      Suspense.take(receipt, credit.amount, on: credit.on, digest: credit.lineDigest, vault: credit.vault, &draft)
    }
  }
}

/// The second person does not agree.
public struct DoubtHeld: Command {
  public static let name = "receipts.doubtHeld"
  public static let title = Phrase("不同意，重新核实", "Disagree: look again")
  public static let roles: Set<Role> = [.moneySupervisor, .bureauChief]
  public static let fields = [ReceiptCommands.receiptField, Field("reason", Phrase("理由", "Reason"), .longText(max: 500))]
  let receipt: ID<BankReceipt>
  let reason: String
  public init(_ input: inout Input) {
    receipt = input.id("receipt")
    reason = input.text("reason", max: 500)
  }
  public var reads: [StreamID] { [.bankReceipt(receipt)] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    guard let held = situation.bankReceipt(receipt).held else { throw .noSuchReceipt(receipt) }
    guard !held.isSettled else { throw .heldSettled }
    guard held.word != nil else { throw .heldUndecided }
    try Authority.otherThan(held.judgedBy, situation.actor)
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [situation.append(.bankReceipt(receipt), [HeldDoubted(reason: words)])]
  }
}

extension Refusal {
  static var heldSettled: Refusal { Refusal("heldSettled", Phrase("这笔已处理完毕", "This is settled")) }
  static var heldJudged: Refusal {
    Refusal("heldJudged", Phrase("出纳已经作出判断，等待另一人同意", "The cashier has said what it is; another person decides"))
  }
  static var heldUndecided: Refusal {
    Refusal("heldUndecided", Phrase("出纳尚未判断是否同一笔", "The cashier has not said yet whether it is known"))
  }
  static var bothStated: Refusal {
    Refusal(
      "bothStated", Phrase("同一份对账单列明了两笔，不是同一笔", "The statement lists both: it is not the same money"),
      remedy: Phrase("判断为另一笔", "Say that it is other money"))
  }
  static var alreadyMet: Refusal {
    Refusal(
      "alreadyMet", Phrase("相似的款项均已与另外的流水核为同一笔", "What is alike was found to be other lines already"),
      remedy: Phrase("判断为另一笔", "Say that it is other money"))
  }
}
