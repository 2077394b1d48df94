import Basics

/// Why a credit is perhaps known, and a person has to say whether it is.
public enum HoldGround: String, Sendable, Hashable, Codable, CaseIterable {
  /// One of two papers has no number: day and sum are the same.
  case otherPaper
  /// Two papers give two numbers: day, sum and the payer's account are the same.
  case otherNumber
  /// Number and sum of a credit of another payer.
  case otherPayer
  /// Number and sum of a credit of another day.
  case usedBefore
  /// Its text says that a payment of ours came back, and not which: the bank's answer may tell the same money.
  case ourReturn
  /// A collective entry of this sum, or its parts, are in the books in part or perhaps.
  case collective
  public var name: Phrase {
    switch self {
    case .otherPaper:
      Phrase("同日同金额的一笔已由另一份文件入账，其中一份没有流水号", "One of this day and sum is booked from another file; one of the two has no number")
    case .otherNumber:
      Phrase(
        "同日同金额、同一付款账户的一笔已由另一份文件入账，流水号不同",
        "One of this day, sum and payer's account is booked from another file under another number")
    case .otherPayer: Phrase("流水号和金额与另一付款人的一笔相同", "It has number and sum of a credit of another payer")
    case .usedBefore: Phrase("流水号和金额与另一日的一笔相同", "It has number and sum of a credit of another day")
    case .ourReturn:
      Phrase(
        "附言写明退汇，未写明是哪一笔付款；回执可能另行告知同一笔款",
        "Its text says that a payment came back, not which; the bank's answer may tell the same money")
    case .collective: Phrase("可能是汇总入账与其明细重复", "A collective entry and its parts may be the same money")
    }
  }
}

/// The digests under which a line may be known.
struct LineDigests: Sendable {
  let line: String
  let seen: String
  /// The same number, another payer.
  let other: String
  /// The same number, another day.
  let dated: String
  let whole: String?
  let payer: String?
  let payerName: String?
  let isLineKnown: Bool
  let isSeenKnown: Bool
  let isOtherKnown: Bool
  let isDatedKnown: Bool

  init?(_ line: TakenLine, _ identities: [IdentityKey: KnownIdentity]) {
    guard let key = identities[line.key] else { return nil }
    self.line = key.digest
    isLineKnown = key.id != nil || line.older.contains { identities[$0]?.id != nil }
    seen = identities[line.seenKey]?.digest ?? ""
    isSeenKnown = identities[line.seenKey]?.id != nil
    other = identities[line.otherKey]?.digest ?? ""
    isOtherKnown = identities[line.otherKey]?.id != nil
    dated = identities[line.datedKey]?.digest ?? ""
    isDatedKnown = identities[line.datedKey]?.id != nil
    whole = line.wholeKey.flatMap { identities[$0]?.digest }
    payer = line.payerKey.flatMap { identities[$0]?.digest }
    payerName = line.payerNameKey.flatMap { identities[$0]?.digest }
  }

  /// Nothing says that another paid. Without accounts the names must not differ.
  func fits(_ credit: NotedCredit) -> Bool {
    if let payer, let theirs = credit.payer { return payer == theirs }
    if let payerName, let theirs = credit.payerName { return payerName == theirs }
    return true
  }
  /// As ``fits(_:)``, by account alone: papers write names differently.
  func mayFit(_ credit: NotedCredit) -> Bool {
    guard let payer, let theirs = credit.payer else { return true }
    return payer == theirs
  }
}

/// Decides whether a credit is new: never booked twice, never passed over without a word.
struct CreditJudge {
  enum Verdict {
    /// New: booked under this digest.
    case book(String)
    /// It stands in the register already.
    case known(NotedCredit)
    /// Known, but not from a line of the bank.
    case knownElsewhere
    /// The parts of it, or what it is a part of, are booked.
    case collective([NotedCredit])
    case hold(String, HoldGround, [NotedCredit])
  }
  let registers: [CreditRegister]
  let file: String
  /// Lines before this one in the same command.
  var now = CreditRegister()
  /// Stands on the same paper under its own number.
  let isStated: (String) -> Bool

  private func find(_ digest: String) -> NotedCredit? {
    now.credit(digest) ?? registers.lazy.compactMap { $0.credit(digest) }.first
  }
  private func isOwn(_ credit: NotedCredit) -> Bool {
    now.credit(credit.digest) != nil || (!file.isEmpty && credit.file == file)
  }
  private func foreign(_ credits: [NotedCredit]) -> [NotedCredit] { credits.filter { !isOwn($0) } }
  private func isMet(_ credit: NotedCredit) -> Bool { registers.contains { $0.isMet(credit.digest) } }

  func verdict(_ line: TakenLine, _ digests: LineDigests) -> Verdict {
    if let found = numbered(digests) { return found }
    if let found = collective(line, digests) { return found }
    let alike = foreign(registers.flatMap { $0.credits(of: line.amount) }).filter { credit in
      credit.mayBeBooked && !(credit.isNumbered && line.isNumbered) && digests.mayFit(credit) && !isMet(credit)
        && !isStated(credit.digest)
    }
    if !alike.isEmpty { return .hold(digests.line, .otherPaper, alike) }
    // A bank prints one number on its exports and another in its messages. What stands twice on one paper is two credits.
    let renumbered = foreign(registers.first?.credits(of: line.amount) ?? []).filter { credit in
      credit.mayBeBooked && credit.isNumbered && line.isNumbered && digests.fits(credit)
        && !isMet(credit) && !isStated(credit.digest)
    }
    if !renumbered.isEmpty { return .hold(digests.line, .otherNumber, renumbered) }
    return line.cameBackUnnamed ? .hold(digests.line, .ourReturn, []) : .book(digests.line)
  }

  /// By the bank's number, or the whole line where it has none.
  private func numbered(_ digests: LineDigests) -> Verdict? {
    if let own = find(digests.line) {
      if digests.fits(own) { return .known(own) }
      if let other = find(digests.other) { return .known(other) }
      if digests.isOtherKnown { return .knownElsewhere }
      return isOwn(own) ? .book(digests.other) : .hold(digests.other, .otherPayer, [own])
    }
    guard digests.isLineKnown else { return nil }
    guard digests.isSeenKnown else { return .knownElsewhere }
    if let dated = find(digests.dated) { return .known(dated) }
    return digests.isDatedKnown ? .knownElsewhere : .hold(digests.dated, .usedBefore, [])
  }

  /// A collective entry and its parts on two papers.
  private func collective(_ line: TakenLine, _ digests: LineDigests) -> Verdict? {
    let isPart = line.amount < line.whole
    if let whole = digests.whole {
      let kin = foreign(registers.flatMap { $0.credits(in: whole) })
      let all = kin.first { !$0.isPart }
      let parts = kin.filter(\.isPart)
      if isPart, let all { return all.fate == .held ? .hold(digests.line, .collective, [all]) : .collective([all]) }
      if isPart, !parts.isEmpty { return .hold(digests.line, .collective, parts) }
      if !isPart, !parts.isEmpty {
        let isWhole = parts.reduce(Money.zero) { $0 + $1.amount } == line.amount && parts.allSatisfy { $0.fate != .held }
        return isWhole ? .collective(parts) : .hold(digests.line, .collective, parts)
      }
    }
    let perhaps = foreign(registers.flatMap { $0.credits(inEntriesOf: line.whole) }).filter {
      $0.mayBeBooked && ($0.whole == nil || digests.whole == nil) && $0.isPart != isPart && !isStated($0.digest)
    }
    return perhaps.isEmpty ? nil : .hold(digests.line, .collective, perhaps)
  }
}
