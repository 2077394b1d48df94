import Basics
import Casework
import Enforcement
import EnforcementLaw

/// The tab on performance: settlements with their instalments, and what was paid past the account.
extension CaseView {
  func performed(_ reader: Reader) -> (tab: Tab, body: HTML)? {
    let performance = file.performance
    let count = performance.directOrder.count + performance.settlements.count + performance.duties.count
    guard count > 0 || file.debtors.count > 1 || !performance.withdrawn.isEmpty else { return nil }
    return (
      Tab("performance", Phrase("履行", "Performance"), count: count),
      "\(performance.settlements.map { settlement($0, reader) }.joined())\(direct(reader))\(duties(reader))\(debtors(reader))\(withdrawn(reader))"
    )
  }

  private func settlement(_ agreement: SettlementAgreement, _ reader: Reader) -> HTML {
    let recorded = history.lazy.compactMap { $0.event as? SettlementRecorded }.first { $0.settlement == agreement.id }
    let standing = agreement.standing(SettlementBooks.sums(account))
    let rows = standing.enumerated().map { (place: $0.offset + 1, part: $0.element) }
    let status = agreement.isBreached && agreement.status == .running ? Phrase("违约", "Breached") : agreement.status.name
    let list = Table(
      Phrase("\(agreement.on) 和解（\(status.zh)）", "Settlement of \(agreement.on) (\(status.en))"),
      [
        Column(Phrase("期", "No."), heads: true) { "\($0.place)" },
        Column(Phrase("履行日", "Due")) { "\($0.part.instalment.due)" },
        Column(Phrase("状态", "State")) { row in instalment(row.part, agreement, reader) },
        Column(Phrase("已付（元）", "Paid (CNY)"), align: .number) { sum($0.part.paid) },
        Column(Phrase("应付（元）", "To pay (CNY)"), align: .number) { sum($0.part.instalment.amount) },
      ] as [Column<(place: Int, part: (instalment: SettlementAgreement.Instalment, paid: Money, whole: Day?))>], rows: rows,
      empty: Phrase("没有分期。", "No instalments."),
      totals: [
        "\(reader("合计", "In all"))", "", "", sum(standing.map(\.paid).boundedSum), sum(agreement.total),
      ])
    let behind: HTML = when(recorded) { event in
      why("\(reader("协议内容和依据", "Terms and law"))", "\(words.html(event, reader))\(explain(event.reasons, reader))")
    }
    return "\(table(list, reader))<p class=\"note\">\(reader(agreement.form.name))</p>\(fee(agreement, reader))\(behind)"
  }

  /// Who bears the fee, and where the court has still to say so the way there.
  private func fee(_ agreement: SettlementAgreement, _ reader: Reader) -> HTML {
    guard let asked = agreement.fee else { return .empty }
    let decided = agreement.feeDecided.map { Phrase("；法院决定：", "; decided: ") + $0.name } ?? Phrase("", "")
    let act: HTML = when(
      agreement.isFeeOpen && agreement.status != .resumed && agreement.status != .struck && asOf == nil,
      " <a \(href("\(path)/do/settlement.decideFee"))>\(reader("决定", "Decide"))</a>")
    return "<p class=\"note\">\(reader(Phrase("执行费：", "Enforcement fee: ") + asked.name + decided))\(act)</p>"
  }

  private func instalment(
    _ part: (instalment: SettlementAgreement.Instalment, paid: Money, whole: Day?), _ agreement: SettlementAgreement,
    _ reader: Reader
  ) -> HTML {
    if let on = agreement.paid[part.instalment.id] {
      let late = on > situation.law.calendar.rolled(part.instalment.due)
      return lamp(.well, reader(late ? Phrase("\(on) 付清（逾期）", "paid on \(on), late") : Phrase("\(on) 付清", "paid on \(on)")))
    }
    if agreement.missed.contains(part.instalment.id) { return lamp(.over, reader("逾期未付", "not paid in time")) }
    guard agreement.status == .running else { return lamp(.none, reader("不再履行", "not performed any more")) }
    return lamp(Instant.end(of: situation.law.calendar.rolled(part.instalment.due)), reader)
  }

  private func direct(_ reader: Reader) -> HTML {
    let list = file.performance.directList
    guard !list.isEmpty else { return .empty }
    let written = Dictionary(history.compactMap { ($0.event as? DirectPaymentReported).map { ($0.payment, $0) } }) { $1 }
    return table(
      Table(
        Phrase("直接履行（未经法院账户）", "Paid directly, past the court's account"),
        [
          Column(Phrase("履行日", "On"), heads: true) { "\($0.on)" },
          Column(Phrase("付款人 → 收款人", "From → to")) { "\(people.person($0.by)) → \(people.person($0.to))" },
          Column(Phrase("陈述", "Said by")) { payment in
            "\(reader(payment.side.name)) \(when(written[payment.id]) { words.html($0, reader) })"
          },
          Column(Phrase("申请执行人答复", "The applicant's answer")) { payment in answer(payment, reader) },
          Column(Phrase("金额（元）", "Amount (CNY)"), align: .number) { sum($0.amount) },
        ] as [Column<DirectPayment>], rows: list, empty: Phrase("没有。", "None.")), reader)
  }

  private func answer(_ payment: DirectPayment, _ reader: Reader) -> HTML {
    let state: LampState = payment.status == .confirmed ? .well : payment.status == .reported ? .soon : .over
    let act: HTML = when(
      payment.status == .reported && asOf == nil,
      " <a \(href("\(path)/do/performance.answerDirect?payment=\(payment.id)"))>\(reader("登记答复", "Record the answer"))</a>")
    return "\(lamp(state, reader(payment.status.name)))\(act)"
  }
}

extension CaseAnswer {
  static let directPayment = Shape<Of<DirectPayment>>.object([
    .id("id") { $0.it.id }, .id("payer") { $0.it.by }, .id("payee") { $0.it.to }, .sum("amount") { $0.it.amount },
    .day("on") { $0.it.on }, .word("side") { $0.it.side }, .word("status") { $0.it.status },
  ])
  private struct Part: Sendable {
    let instalment: SettlementAgreement.Instalment
    let paid: Money
    let missed: Bool
    let whole: Day?
  }
  static let settlement = Shape<Of<SettlementAgreement>>.object([
    .id("id") { $0.it.id }, .day("on") { $0.it.on }, .word("form") { $0.it.form }, .word("status") { $0.it.status },
    .flag("breached") { $0.it.isBreached }, .sum("total") { $0.it.total },
    .word("fee") { $0.it.fee }, .word("feeDecided") { $0.it.feeDecided },
    .list(
      "instalments",
      Shape<Part>.object([
        .id("id") { $0.instalment.id }, .day("due") { $0.instalment.due }, .sum("amount") { $0.instalment.amount },
        .sum("paid") { $0.paid }, .flag("missed") { $0.missed }, .day("paidOn") { $0.whole },
      ])
    ) { row in
      row.it.standing(SettlementBooks.sums(row.by.account)).map {
        Part(
          instalment: $0.instalment, paid: $0.paid, missed: row.it.missed.contains($0.instalment.id),
          whole: row.it.paid[$0.instalment.id])
      }
    },
  ])
}
