import Basics
import PartnerAPI

/// Money moves between accounts, case sub-accounts and the outside; none is made or lost.
extension City {
  /// All money there is, always zero: what the city holds, and what is outside.
  public var moneyTotal: Money {
    accounts.values.reduce(.zero) { $0 + $1.balance } + subAccounts.values.reduce(.zero) { $0 + $1 } + outside
  }

  /// Somebody pays into a person's account from outside: wages, a refund, a sale. Without `account` the first account is meant.
  @discardableResult public mutating func credit(
    _ order: CreditOrder, at instant: Instant
  ) throws(CityRefusal) -> String {
    run(until: instant)
    guard let person = people[order.person] else { throw .personUnknown(order.person) }
    let number = order.account ?? person.accounts.first ?? ""
    guard let account = accounts[number], account.holder == person.idNumber, let unit = CityUnit.named(account.bank) else {
      throw .accountUnknown(number)
    }
    guard order.amount > .zero, bring(order.amount, to: number) else { throw .amountInvalid }
    return nextLine(unit)
  }

  /// Somebody pays into a case's sub-account at the court's bank, from an account of the city as far as it can be drawn, or in the
  /// name of `payerName` from outside. Gives the bank line; the court is told of the credit.
  @discardableResult public mutating func payCourt(
    _ order: PayCourtOrder, at instant: Instant
  ) throws(CityRefusal) -> String {
    run(until: instant)
    guard order.amount > .zero, order.amount <= Money.outsideMax, outside.fen > -City.outsideMax else { throw .amountInvalid }
    guard City.isSubAccount(order.caseSubAccount) else { throw .subAccountInvalid }
    let payer: String
    if let number = order.account {
      guard let account = accounts[number] else { throw .accountUnknown(number) }
      guard account.available >= order.amount else { throw .insufficient(available: account.available) }
      payer = order.payerName ?? people[account.holder]?.name ?? ""
      accounts[number]?.balance -= order.amount
    } else {
      guard let name = order.payerName, !name.isEmpty else { throw .payerMissing }
      payer = name
      outside -= order.amount
    }
    let line = nextLine(CityUnit.named(CityUnit.courtBankKey) ?? CityUnit.all[0])
    creditCourt(
      PartnerNotice.Credit(
        caseSubAccount: order.caseSubAccount, amount: order.amount, payerName: payer, payerAccount: order.account ?? "",
        bankLine: line, text: order.text))
    return line
  }

  /// Six to thirty-two digits and nothing else.
  static func isSubAccount(_ text: String) -> Bool {
    (6...32).contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) }
  }
  /// Most fen that the outside may owe the city: sums stay far inside their range.
  static let outsideMax: Int64 = 4_000_000_000_000_000_000

  /// Books money that has left another place on a case's sub-account, and tells the court.
  mutating func creditCourt(_ credit: PartnerNotice.Credit) {
    subAccounts[credit.caseSubAccount, default: .zero] += credit.amount
    tell(CityUnit.courtBankKey, .credit(credit))
  }

  /// Money from outside comes to an account, and the freezes there take their part. False where no sum can hold it.
  mutating func bring(_ amount: Money, to number: String) -> Bool {
    guard amount <= Money.outsideMax, outside.fen > -City.outsideMax, let balance = accounts[number]?.balance else {
      return false
    }
    accounts[number]?.balance = balance + amount
    outside -= amount
    settleFreezes(number)
    return true
  }

  /// Freezes take what is there for them; each case that gained is told.
  mutating func settleFreezes(_ number: String, except requestID: String? = nil) {
    guard let bank = accounts[number]?.bank, let changes = accounts[number]?.settle(on: now.day) else { return }
    for change in changes {
      let freeze = change.freeze
      if change.promoted { agenda.add(.lapseFreeze(account: number, requestID: freeze.requestID), at: Instant(freeze.to + 1)) }
      guard freeze.requestID != requestID else { continue }
      if change.caught > .zero {
        tell(
          bank,
          .inflowFrozen(
            PartnerNotice.InflowFrozen(
              court: freeze.key.court, caseNumber: freeze.key.caseNumber, requestId: freeze.requestID, account: number,
              amount: change.caught, totalFrozen: freeze.held, limit: freeze.limit, rank: freeze.rank, from: freeze.from,
              to: freeze.to)))
      } else {
        tell(
          bank,
          .promoted(
            PartnerNotice.Promoted(
              court: freeze.key.court, caseNumber: freeze.key.caseNumber, requestId: freeze.requestID, registration: number,
              from: freeze.from, to: freeze.to)))
      }
    }
  }

  // MARK: Every month

  mutating func payWage(_ number: String) {
    guard let wage = accounts[number]?.wage else { return }
    _ = bring(wage.amount, to: number)
    agenda.add(.wage(number), at: City.next(wage.day, hour: 9, after: now))
  }

  mutating func spend(_ number: String) {
    guard let account = accounts[number], let spending = account.spending else { return }
    let drawn = min(spending.amount, account.available)
    accounts[number]?.balance -= drawn
    outside += drawn
    agenda.add(.spend(number), at: City.next(spending.day, hour: 12, after: now))
  }

  /// The next moment at `hour` on that day of a month, or on the month's last day where it is shorter.
  static func next(_ dayOfMonth: Int, hour: Int, after instant: Instant) -> Instant {
    let (year, month, _) = instant.day.parts
    for step in 0...2 {
      let (y, m) = month + step > 12 ? (year + 1, month + step - 12) : (year, month + step)
      guard let day = Day(y, m, min(dayOfMonth, Day.length(y, m))) else { continue }
      let moment = Instant(day, hour: hour)
      if moment > instant { return moment }
    }
    return Instant(instant.day + 31, hour: hour)
  }
}

/// An order to pay somebody: `POST /people/{id}/credit`.
public struct CreditOrder: Hashable, Sendable, Codable {
  /// ID number or credit code.
  public var person: String
  public var account: String?
  @YuanText public var amount: Money
  public var text: String
  public init(person: String, account: String? = nil, amount: Money, text: String = "") {
    self.person = person
    self.account = account
    self.amount = amount
    self.text = text
  }
}

/// An order to pay the court: `POST /pay-court`.
public struct PayCourtOrder: Hashable, Sendable, Codable {
  /// The paying account; nil pays from outside the city in the name of `payerName`.
  public var account: String?
  public var payerName: String?
  public var caseSubAccount: String
  @YuanText public var amount: Money
  public var text: String
  public init(account: String? = nil, payerName: String? = nil, caseSubAccount: String, amount: Money, text: String = "") {
    self.account = account
    self.payerName = payerName
    self.caseSubAccount = caseSubAccount
    self.amount = amount
    self.text = text
  }
}
