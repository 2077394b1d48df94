import Basics

/// Whose a surplus is: what came in last was too much, and goes back to whom that money was from.
enum Surplus {
  /// The lines of the bank that say who paid, the last one last.
  static func lines(_ account: CaseAccount) -> [VaultRef] { account.receiptOrder.compactMap { account.receipts[$0]?.vault } }

  /// Each payer's part, the last payer first; nil where nobody knows who paid.
  static func owners(
    of surplus: Money, _ file: CaseFile, _ account: CaseAccount, _ situation: Situation
  ) -> [(person: ID<Person>, amount: Money)]? {
    var left = surplus
    var owners: [(person: ID<Person>, amount: Money)] = []
    func give(_ person: ID<Person>, _ amount: Money) {
      left -= amount
      guard let place = owners.firstIndex(where: { $0.person == person }) else { return owners.append((person, amount)) }
      owners[place].amount += amount
    }
    for id in account.receiptOrder.reversed() where left > .zero {
      guard let receipt = account.receipts[id] else { continue }
      guard let person = payer(of: receipt, file, situation) else { return nil }
      give(person, min(left, receipt.amount))
    }
    // What is left came in before this round.
    guard left > .zero else { return owners }
    guard file.debtors.count == 1, let only = file.debtors.first else { return nil }
    give(only.person, left)
    return owners
  }

  /// As somebody recorded it; else the one party of that name on the bank's line; else the only debtor, unless he is said to have paid
  /// himself and the bank names another.
  private static func payer(of receipt: CaseAccount.ReceiptState, _ file: CaseFile, _ situation: Situation) -> ID<Person>? {
    let able = file.filing.parties.filter { $0.role != .applicant }.map(\.person)
    if let told = file.performance.payers[receipt.id], able.contains(told) { return told }
    let name = receipt.vault.flatMap { situation.depository.content($0) }?.fields["payerName"].map(BankLineKey.plain) ?? ""
    if !name.isEmpty {
      let named = able.filter { person in
        let known = situation.person(person).vault.flatMap { situation.depository.content($0) }?.fields["name"] ?? ""
        return BankLineKey.plain(known) == name
      }
      // A namesake who is no debtor does not make a debtor's own payment doubtful.
      let own = named.filter { file.filing.party($0)?.role == .debtor }
      if let only = (own.isEmpty ? named : own).first, own.count == 1 || named.count == 1 { return only }
    }
    guard file.debtors.count == 1, let only = file.debtors.first else { return nil }
    return receipt.source == .debtor && !name.isEmpty ? nil : only.person
  }
}

extension Refusal {
  static func surplusOwnerUnknown(_ sum: Money) -> Refusal {
    Refusal(
      "surplusOwnerUnknown",
      Phrase(
        "余款 \(sum.grouped) 元应退还付款人，而最后到账的款项是谁付的不明",
        "The surplus of \(sum.grouped) goes back to who paid it, and it is not known who paid what came in last"),
      remedy: Phrase("先登记到账付款人（被执行人或者代为履行的案外人）", "Record whose money the receipt was: a debtor's, or a third person's"))
  }
}
