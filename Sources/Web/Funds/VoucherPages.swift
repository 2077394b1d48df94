import Basics
import Casework
import Enforcement
import Hummingbird
import Wording

/// Vouchers to print: the approval form of a payout (支付审批表) with whoever let it through each gate, the receipt (收据) for money
/// taken, and the voucher for a fee paid to the treasury (缴款凭证). Each is made from the events it speaks of.
struct VoucherPages: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.get("/cases/:id/payouts/:payout/voucher") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let sheet = try await VoucherSheet.load(context, services, reader)
        let payout = try sheet.payout(context.parameters.get("payout"))
        // The accounts as signed for and paid, not as they stand today.
        let accounts = try await PaidAccounts.load(payout, sheet.history, services)
        return Response.html(
          sheet.page(reader("执行案款支付审批表", "Approval of a payout"), sheet.approval(payout, accounts, reader), reader))
      }
    }
    router.get("/cases/:id/payouts/:payout/fee") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let sheet = try await VoucherSheet.load(context, services, reader)
        let payout = try sheet.payout(context.parameters.get("payout"))
        guard let line = payout.lines.first(where: { $0.kind == .fee }) else {
          throw PageProblem(404, "noFee", Phrase("这笔发放没有执行申请费", "This payout has no enforcement fee"))
        }
        return Response.html(sheet.page(reader("执行申请费缴款凭证", "Fee paid to the treasury"), sheet.fee(line, payout, reader), reader))
      }
    }
    router.get("/cases/:id/receipts/:receipt/voucher") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let sheet = try await VoucherSheet.load(context, services, reader)
        return Response.html(
          sheet.page(reader("执行款收据", "Receipt"), try await sheet.receipt(context.parameters.get("receipt"), reader), reader))
      }
    }
  }
}

/// What a voucher is made from.
struct VoucherSheet: Sendable {
  let file: CaseFile
  let account: CaseAccount
  let history: [RecordedEvent]
  let people: People
  let services: CourtServices

  static func load(_ context: PageContext, _ services: CourtServices, _ reader: Reader) async throws -> VoucherSheet {
    let id = try Pages.caseID(context)
    let situation = try await services.desk.lookAtParties(of: id, actor: reader.actor, court: services.court)
    let file = situation.caseFile(id)
    guard file.exists else { throw PageProblem.noSuchCase }
    let people = try await People.load(file.filing.parties.map(\.person), services, for: reader)
    return VoucherSheet(
      file: file, account: situation.account(id), history: try await services.reads.history(id), people: people,
      services: services)
  }

  func payout(_ text: String?) throws -> CaseAccount.PayoutState {
    guard let found = text.flatMap({ ID<Enforcement.Payout>($0) }).flatMap({ account.payouts[$0] }) else {
      throw PageProblem(404, "noSuchPayout", Phrase("本案没有这笔发放", "This case has no such payout"))
    }
    return found
  }

  func page(_ title: String, _ body: HTML, _ reader: Reader) -> HTML {
    Layout(title: title, kind: .staff, printed: file.number).page(
      reader,
      """
      <p class="actions"><a \(href("/cases/\(file.id)#money"))>← \(file.number)</a></p>
      <h1>\(services.courtName)</h1><h2>\(title)</h2><section>\(body)</section>
      <p class="hint">\(reader("按案卷记录生成，打印有效；账号默认遮盖。", "Made from the record of the case; accounts are masked."))</p>
      """)
  }

  private func money(_ sum: Money) -> HTML { "\(sum.onPaper)" }
  private var names: (applicants: String, debtors: String) {
    (people.persons(file.applicants.map(\.person)), people.persons(file.debtors.map(\.person)))
  }

  // MARK: The approval form

  func approval(_ payout: CaseAccount.PayoutState, _ accounts: PaidAccounts, _ reader: Reader) -> HTML {
    let receipts = account.receiptOrder.compactMap { account.receipts[$0] }.filter { $0.on <= payout.proposedAt.day }
    let received = receipts.reduce(Money.zero) { $0 + $1.amount }
    let before = account.payoutOrder.prefix { $0 != payout.id }.compactMap { account.payouts[$0] }
      .filter { $0.status != .returned }.reduce(Money.zero) { $0 + $1.total }
    let head = facts(
      [
        Fact(Phrase("案号", "Case"), "\(file.number)"), Fact(Phrase("案由", "Cause"), "\(file.filing.cause)"),
        Fact(Phrase("申请执行人", "Applicant"), "\(names.applicants)"), Fact(Phrase("被执行人", "Debtor"), "\(names.debtors)"),
        Fact(Phrase("到账合计", "Received"), money(received), wide: true),
        Fact(Phrase("此前已发放", "Paid out before"), money(before), wide: true),
        Fact(Phrase("本次支付", "This payout"), money(payout.total), wide: true),
        Fact(Phrase("支付后余额", "Left after it"), money(received - before - payout.total), wide: true),
        Fact(
          Phrase("最早到账、应发放的最后日期", "First arrival, last day to pay"),
          "\(receipts.map(\.on).min()?.description ?? "—")，\(receipts.map(\.payBy).min()?.description ?? "—")", wide: true),
      ], reader)
    let lines = Table(
      Phrase("支付明细", "Lines"),
      [
        Column(Phrase("用途", "Purpose"), heads: true) { "\(reader($0.kind.name))" },
        Column(Phrase("收款人", "Payee")) { "\($0.payee.map(people.person) ?? reader("国库", "Treasury"))" },
        Column(Phrase("开户行及账号", "Bank and account")) { accounts.html($0, reader) },
        Column(Phrase("金额（元）", "Amount (CNY)"), align: .number) { sum($0.amount) },
      ] as [Column<PayoutLine>], rows: payout.lines, empty: Phrase("没有款项。", "No lines."),
      totals: ["\(reader("合计", "In all"))", "", "", sum(payout.total)])
    return "\(head)\(table(lines, reader))\(table(GateOpinions(history: history, people: people).table(payout, reader), reader))"
  }

  // MARK: Fee and receipt

  func fee(_ line: PayoutLine, _ payout: CaseAccount.PayoutState, _ reader: Reader) -> HTML {
    let paid = history.first { ($0.event as? PayoutLineSettled)?.line == line.id }
    return facts(
      [
        Fact(Phrase("缴款凭证号", "Voucher"), "\(line.id)"), Fact(Phrase("案号", "Case"), "\(file.number)"),
        Fact(Phrase("缴费义务人", "Borne by"), "\(names.debtors)"), Fact(Phrase("收款", "To"), "\(reader("国库", "The treasury"))"),
        Fact(Phrase("费目", "For"), "\(reader("执行申请费（诉讼费用交纳办法第14条）", "Enforcement fee"))", wide: true),
        Fact(Phrase("金额", "Sum"), money(line.amount), wide: true),
        Fact(
          Phrase("付讫", "Paid"),
          "\(paid?.meta.at.minuteText ?? reader("银行尚未付讫", "not yet paid by the bank"))"),
      ], reader)
  }

  func receipt(_ text: String?, _ reader: Reader) async throws -> HTML {
    guard let id = text.flatMap({ ID<Receipt>($0) }),
      let recorded = history.first(where: { ($0.event as? ReceiptBooked)?.receipt == id }),
      let booked = recorded.event as? ReceiptBooked
    else { throw PageProblem(404, "noSuchReceipt", Phrase("本案没有这笔到账", "This case has no such receipt")) }
    let line = try await services.vault.open([booked.vault])[booked.vault]?.fields ?? [:]
    let payer = line["payerName"].flatMap { $0.isEmpty ? nil : $0 } ?? "—"
    let gone: HTML = when(
      account.receipts[id] == nil,
      banner(.warn, Phrase("这笔到账已转出或者被银行冲回，本收据作废", "This money was taken back: the receipt is void"), reader))
    let particulars = facts(
      [
        Fact(Phrase("收据号", "Receipt"), "\(id)"), Fact(Phrase("案号", "Case"), "\(file.number)"),
        Fact(
          Phrase("交款人", "Received from"), "\(people.masked ? People.mask(payer, people.books.law.settings) : payer)"),
        Fact(Phrase("被执行人", "Debtor"), "\(names.debtors)"),
        Fact(
          Phrase("今收到", "Received"),
          "\(reader("本案执行款", "money of this case")) \(money(account.receipts[id]?.amount ?? booked.amount))", wide: true),
        Fact(Phrase("收款日期", "On"), "\(booked.on ?? recorded.meta.day)"),
        Fact(Phrase("来源", "By"), "\(reader(booked.source.name))"),
        Fact(Phrase("入账账户", "Account"), "\(account.subAccount)"), Fact(Phrase("银行流水", "Bank line"), "\(line["bankLine"] ?? "")"),
        Fact(Phrase("登记", "Booked by"), "\(reader(people.actor(recorded.meta.actor))) \(recorded.meta.at.minuteText)"),
      ], reader)
    return "\(gone)\(particulars)"
  }
}
