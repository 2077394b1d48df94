import Basics
import PartnerAPI

/// Limit freezes at banks, and the transfer of what they hold.
extension City {
  /// Longest term of a deposit freeze and of each renewal, in months (民诉法解释 485, R3.1).
  static let depositMonthsMax = 12

  mutating func freeze(
    _ body: PartnerRequestBody.Freeze, _ key: CaseKey, _ requestID: String, _ unit: CityUnit
  ) -> CityFinding {
    guard accounts[body.account]?.bank == unit.key else { return .rejected(.accountUnknown) }
    guard body.limit > .zero, body.limit <= Money.outsideMax else { return .rejected(.amountInvalid) }
    if let fault = termFault(from: body.from, to: body.to, months: City.depositMonthsMax) { return .rejected(fault) }
    if let index = accounts[body.account]?.index(of: key), let standing = accounts[body.account]?.freezes[index],
      standing.limit > .zero
    {
      // The same freeze ordered again under another id (the court gave the first up): tell how it stands.
      guard standing.limit == body.limit, standing.from == body.from, standing.to == body.to else {
        return .rejected(.alreadyFrozen)
      }
      return finding(standing, .alreadyFrozen)
    }
    lapsed.remove(LapsedMeasure(number: body.account, key: key))
    accounts[body.account]?.freezes.removeAll { $0.key == key }
    accounts[body.account]?.freezes.append(
      AccountFreeze(key: key, requestID: requestID, limit: body.limit, from: body.from, to: body.to))
    settleFreezes(body.account, except: requestID)
    guard let made = accounts[body.account]?.freezes.last else { return .failed(.systemError) }
    if made.rank == 1 { agenda.add(.lapseFreeze(account: body.account, requestID: requestID), at: Instant(made.to + 1)) }
    return finding(made, nil)
  }

  private func finding(_ freeze: AccountFreeze, _ remark: PartnerReason?) -> CityFinding {
    let body = PartnerAnswerBody.frozen(
      PartnerAnswerBody.Frozen(
        amount: freeze.held, limit: freeze.limit, rank: freeze.rank, from: freeze.from, to: freeze.to))
    if freeze.rank > 1 { return .partial(.waitingInLine, body) }
    return freeze.held == freeze.limit ? .done(body, remark) : .partial(remark ?? .balanceBelowLimit, body)
  }

  /// What is wrong with a term, if anything: it must not be over, nor longer than the law allows.
  func termFault(from: Day, to: Day, months: Int) -> PartnerReason? {
    guard from <= to, to >= now.day else { return .termInvalid }
    return to > from.adding(months: months) ? .termTooLong : nil
  }

  mutating func renewFreeze(_ body: PartnerRequestBody.RenewFreeze, _ key: CaseKey, _ unit: CityUnit) -> CityFinding {
    guard let account = accounts[body.account], account.bank == unit.key else { return .rejected(.accountUnknown) }
    guard let index = account.index(of: key) else { return .rejected(none(body.account, key)) }
    let old = account.freezes[index]
    guard body.to > old.to else { return .rejected(.termInvalid) }
    // Counted from the old end or from today, whichever is later, so that both of the courts' habits pass (R4.5).
    guard body.to <= max(old.to, now.day).adding(months: City.depositMonthsMax) else { return .rejected(.termTooLong) }
    accounts[body.account]?.freezes[index].to = body.to
    if old.rank == 1 { agenda.add(.lapseFreeze(account: body.account, requestID: old.requestID), at: Instant(body.to + 1)) }
    guard let renewed = accounts[body.account]?.freezes[index] else { return .failed(.systemError) }
    return .done(
      .frozen(
        PartnerAnswerBody.Frozen(
          amount: renewed.held, limit: renewed.limit, rank: renewed.rank, from: renewed.from, to: renewed.to)))
  }

  mutating func releaseFreeze(_ body: PartnerRequestBody.ReleaseFreeze, _ key: CaseKey, _ unit: CityUnit) -> CityFinding {
    guard let account = accounts[body.account], account.bank == unit.key else { return .rejected(.accountUnknown) }
    guard let index = account.index(of: key) else { return .rejected(none(body.account, key)) }
    let old = account.freezes[index]
    guard body.keep >= .zero, body.keep <= old.limit else { return .rejected(.amountInvalid) }
    if body.keep == .zero {
      accounts[body.account]?.freezes.remove(at: index)
    } else {
      accounts[body.account]?.freezes[index].limit = body.keep
      accounts[body.account]?.freezes[index].held = min(old.held, body.keep)
    }
    settleFreezes(body.account)
    return .done(.released(PartnerAnswerBody.Released(kept: min(old.held, body.keep))))
  }

  /// At most what this case has frozen there; the freeze's limit falls by what was taken. One that is used up stays on record until
  /// it is released or lapses.
  mutating func transfer(_ body: PartnerRequestBody.Transfer, _ key: CaseKey, _ unit: CityUnit) -> CityFinding {
    guard let account = accounts[body.account], account.bank == unit.key else { return .rejected(.accountUnknown) }
    guard City.isSubAccount(body.caseSubAccount) else { return .rejected(.subAccountInvalid) }
    guard let index = account.index(of: key) else { return .rejected(none(body.account, key)) }
    guard body.amount > .zero else { return .rejected(.amountInvalid) }
    let freeze = account.freezes[index]
    guard body.amount <= freeze.held else { return .rejected(.exceedsFrozen) }
    accounts[body.account]?.balance -= body.amount
    accounts[body.account]?.freezes[index].held -= body.amount
    accounts[body.account]?.freezes[index].limit -= body.amount
    settleFreezes(body.account)
    let line = nextLine(unit)
    creditCourt(
      PartnerNotice.Credit(
        caseSubAccount: body.caseSubAccount, amount: body.amount, payerName: people[account.holder]?.name ?? "",
        payerAccount: account.number, bankLine: line, text: "扣划 \(key.caseNumber)"))
    return .done(.transferred(PartnerAnswerBody.Transferred(amount: body.amount, bankLine: line)))
  }

  /// At the end of its last day a freeze in effect lapses; those behind it move up.
  mutating func lapseFreeze(_ number: String, _ requestID: String) {
    guard let index = accounts[number]?.freezes.firstIndex(where: { $0.requestID == requestID }),
      let freeze = accounts[number]?.freezes[index], freeze.rank == 1, freeze.to < now.day
    else { return }
    accounts[number]?.freezes.remove(at: index)
    lapsed.insert(LapsedMeasure(number: number, key: freeze.key))
    settleFreezes(number)
  }

  private func none(_ account: String, _ key: CaseKey) -> PartnerReason {
    lapsed.contains(LapsedMeasure(number: account, key: key)) ? .lapsed : .notFrozen
  }
}
