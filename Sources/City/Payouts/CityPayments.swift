import Basics
import PartnerAPI

/// The court's bank: it pays what a file orders, once, whatever the file's name is sent again.
extension City {
  /// A file as received, and what the bank says of it.
  public struct PaymentRecord: Sendable, Hashable {
    let order: PaymentOrder
    let file: PaymentOrderFile
    /// In the order sent; empty until the bank has acted.
    var answers: [CityBankFile] = []
    /// Payments carried out, and their sum.
    public internal(set) var paid = 0
    public internal(set) var total = Money.zero
  }

  /// Takes a file in. True where the bank has had it before: then its answers are sent again.
  public mutating func take(_ order: PaymentOrder, at instant: Instant) throws(CityRefusal) -> Bool {
    guard order.unit == CityUnit.courtBankKey else { throw .unitUnknown(order.unit) }
    run(until: instant)
    guard let file = PaymentOrderFile(order.file) else { throw .fileUnreadable }
    if let known = payments[file.messageID] {
      guard known.file == file else { throw .idConflict(file.messageID) }
      for answer in known.answers { agenda.add(.deliver(.bankFile(answer)), at: now) }
      return true
    }
    let faults = faults(of: order.unit)
    var random = SplitMix64(seed: seed, for: "payments/\(file.messageID)")
    payments[file.messageID] = PaymentRecord(order: order, file: file)
    let delay = Int64.random(in: faults.delayMsMin...faults.delayMsMax, using: &random)
    agenda.add(.pay(file.messageID), at: Instant(milliseconds: now.milliseconds + delay))
    return false
  }

  mutating func pay(_ messageID: String) {
    guard let record = payments[messageID], record.answers.isEmpty, let unit = CityUnit.named(record.order.unit) else { return }
    let faults = faults(of: unit.key)
    var random = SplitMix64(seed: seed, for: "pay/\(messageID)")
    var decided: [BankAnswers.Decided] = []
    var answers: [CityBankFile] = []
    var (count, total) = (0, Money.zero)
    for part in record.file.parts {
      var done: [(payment: PaymentOrderFile.Payment, line: String)] = []
      for payment in part.payments {
        let refusal = random.hits(faults.failPercent) ? "AC04" : carry(payment, from: part.debtor)
        decided.append((payment, refusal))
        if refusal == nil { done.append((payment, nextLine(unit))) }
      }
      guard !done.isEmpty else { continue }
      count += done.count
      total += done.reduce(.zero) { $0 + $1.payment.amount }
      let id = "N\(messageID)-\(answers.count + 1)"
      answers.append(
        CityBankFile(
          id: id, unit: unit.key,
          file: BankAnswers.debits(done, from: part.debtor, message: messageID, id: id, at: now)))
    }
    let id = "S\(messageID)"
    let status = BankAnswers.status(record.file, decided, id: id, at: now)
    answers.insert(CityBankFile(id: id, unit: unit.key, file: status), at: 0)
    payments[messageID]?.answers = answers
    payments[messageID]?.paid = count
    payments[messageID]?.total = total
    for answer in answers { deliver(answer, faults, &random) }
  }

  /// Moves one payment; the bank's code where it cannot be.
  private mutating func carry(_ payment: PaymentOrderFile.Payment, from debtor: String) -> String? {
    guard let balance = subAccounts[debtor], balance >= payment.amount else { return "AM04" }
    if let account = accounts[payment.account], let holder = people[account.holder], holder.name != payment.name { return "AC01" }
    subAccounts[debtor] = balance - payment.amount
    outside += payment.amount
    if accounts[payment.account] != nil { _ = bring(payment.amount, to: payment.account) }
    return nil
  }

  /// An answer gets lost, comes three times, or is held up, as the unit's faults say.
  private mutating func deliver(_ answer: CityBankFile, _ faults: UnitFaults, _ random: inout SplitMix64) {
    let (lost, repeated, held) = (
      random.hits(faults.losePercent), random.hits(faults.repeatPercent), random.hits(faults.reorderPercent)
    )
    guard !lost else { return }
    let leaves = held ? now.adding(seconds: Int64.random(in: 1...120, using: &random)) : now
    agenda.add(.deliver(.bankFile(answer)), at: leaves)
    guard repeated else { return }
    agenda.add(.deliver(.bankFile(answer)), at: leaves)
    agenda.add(.deliver(.bankFile(answer)), at: leaves.adding(seconds: Int64.random(in: 60...600, using: &random)))
  }
}
