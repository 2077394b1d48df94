import Basics
import Enforcement

/// What was paid past the account, agreed, withdrawn or done.
extension EventSentence {
  static func performance(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as DirectPaymentReported:
      return event.side.name
        + Phrase(
          "称\(say.person(event.payer))于 \(event.on) 直接向\(say.person(event.payee))履行 \(event.amount.grouped) 元",
          " says that \(say.person(event.payer)) paid \(say.person(event.payee)) \(event.amount.grouped) yuan directly on \(event.on)"
        )
    case let event as DirectPaymentConfirmed:
      return Phrase("申请执行人确认收到 \(event.amount.grouped) 元（", "The applicant confirms \(event.amount.grouped) yuan (")
        + event.way.name + Phrase("）", ")")
    case let event as DirectPaymentDenied:
      return Phrase("申请执行人否认收到（", "The applicant denies having been paid (") + event.way.name + Phrase("）", ")")
    case let event as DirectPaymentCounted:
      return Phrase(
        "直接履行的 \(event.sum.amount.grouped) 元计入清偿", "\(event.sum.amount.grouped) yuan paid directly count towards the debt")
    default: return settlement(event, say) ?? shares(event, say) ?? duties(event, say)
    }
  }

  private static func settlement(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as SettlementRecorded:
      let total = event.instalments.map(\.amount).boundedSum
      let last = event.instalments.map(\.due).max() ?? event.on
      return Phrase(
        "达成执行和解：\(event.instalments.count) 期共 \(total.grouped) 元，至 \(last)",
        "The parties settled: \(event.instalments.count) instalments of \(total.grouped) yuan in all, through \(last)")
        + (event.fee.map { Phrase("；执行费", "; enforcement fee: ") + $0.name } ?? Phrase("", ""))
    case let event as SettlementFeeDecided: return Phrase("决定和解案件执行费", "The fee of the settlement is decided: ") + event.fee.name
    case let event as InstalmentReminded:
      return Phrase("提醒和解第 \(event.place) 期（\(event.due)）", "Reminded of instalment \(event.place), due \(event.due)")
    case let event as InstalmentPaid:
      return Phrase(
        "和解第 \(event.place) 期 \(event.amount.grouped) 元已履行（\(event.on)）",
        "Instalment \(event.place) of \(event.amount.grouped) yuan is paid (\(event.on))")
    case let event as InstalmentMissed:
      return Phrase(
        "和解第 \(event.place) 期未按期履行，欠 \(event.open.grouped) 元（应于 \(event.due)）",
        "Instalment \(event.place), due \(event.due), was not paid in time; \(event.open.grouped) yuan are missing")
    case let event as SettlementRepudiated: return Phrase("登记：", "Recorded: ") + event.cause.name
    case let event as SettlementFulfilled:
      return Phrase(
        "和解协议履行完毕，共 \(event.total.grouped) 元", "The settlement is performed: \(event.total.grouped) yuan in all")
    case let event as InstalmentsReopened:
      return Phrase(
        "到账收回，和解 \(event.instalments.count) 期重新待付",
        "A receipt was taken back: \(event.instalments.count) instalments are due again")
    case let event as SettlementResumed:
      let late = event.appliedOn > event.restoreBy
      return Phrase("恢复执行原生效法律文书，已履行部分扣除", "The instrument is enforced again, less what was paid")
        + (late
          ? Phrase("；申请已过 \(event.restoreBy)，被执行人可提出时效抗辩", "; applied for after \(event.restoreBy), the debtor may object")
          : Phrase("", ""))
    default: return nil
    }
  }

  private static func shares(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as LiabilityRecorded:
      let liability = event.liability
      let cap = liability.cap.map { Phrase("，以 \($0.grouped) 元为限", ", at most \($0.grouped) yuan") } ?? Phrase("", "")
      let parts = liability.part.flatMap { part in liability.of.map { Phrase("，\(part)/\($0)", ", \(part)/\($0)") } }
      return Phrase("\(say.person(liability.person))承担", "\(say.person(liability.person)) answers: ") + liability.kind.name + cap
        + (parts ?? Phrase("", ""))
    case let event as CreditorPartsRecorded:
      let parts = event.parts.map { "\(say.person($0.person)) \($0.part)" }
      return Phrase(
        "申请执行人份额：\(parts.joined(separator: "，"))", "Shares of the applicants: \(parts.joined(separator: ", "))")
    case let event as ReceiptAttributed:
      return Phrase("一笔到账由\(say.person(event.payer))支付", "A receipt was \(say.person(event.payer))'s money")
    case let event as ClaimReduced:
      return Phrase(
        "撤回部分申请：第 \(event.item + 1) 项减少 \(event.amount.grouped) 元",
        "Part of the application is withdrawn: item \(event.item + 1) less \(event.amount.grouped) yuan")
    default: return nil
    }
  }

  private static func duties(_ event: any Event, _ say: Speaker) -> Phrase? {
    switch event {
    case let event as DutyRecorded:
      return Phrase("\(say.person(event.debtor))的义务：", "Duty of \(say.person(event.debtor)): ") + event.kind.name
        + Phrase("，\(event.due) 前履行", ", by \(event.due)")
    case let event as SubstitutionOrdered:
      return Phrase(
        "决定代履行，费用 \(event.cost.grouped) 元由被执行人负担",
        "Another is to do it at the debtor's cost of \(event.cost.grouped) yuan")
    case let event as DutyEnded:
      return Phrase("义务了结（\(event.on)）：", "The duty ended on \(event.on): ") + event.how.name
        + said(event.by ?? [], say)
    default: return nil
    }
  }

  private static func said(_ people: [ID<Person>], _ say: Speaker) -> Phrase {
    let names = people.map(say.person)
    return names.isEmpty
      ? Phrase("", "") : Phrase("（\(names.joined(separator: "、"))）", " (\(names.joined(separator: ", ")))")
  }
}
