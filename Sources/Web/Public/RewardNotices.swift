import Basics
import Casework
import Enforcement
import Hummingbird

/// Reward notices for anyone (悬赏公告, 财产调查规定 21–24): what is offered, for what, until when, and how to report. The debtor is named,
/// as the law publishes him; the applicant, the informants, numbers and addresses are not.
struct RewardNotices: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.get("/notices") { request, context in
      Response.html(try await list(Pages.reader(request, context, services)))
    }
    router.get("/notices/:id") { request, context in
      Response.html(
        try await notice(context.parameters.get("id").flatMap { Int64($0) }, Pages.reader(request, context, services)))
    }
  }

  struct Notice: Sendable {
    let offer: RewardOffer
    let number: String
    let debtors: String
    let asks: String
    /// Whether information still counts.
    let isOpen: Bool
  }

  private func load(_ item: FundItem, _ reader: Reader) async throws -> Notice? {
    let situation = try await services.desk.look(at: item.caseID, actor: .machine, court: services.court)
    let (file, account) = (situation.caseFile(item.caseID), situation.account(item.caseID))
    guard let offer = account.rewards[ID(raw: item.id)], offer.publishedOn != nil else { return nil }
    let people = try await People.load(file.debtors.map(\.person), services, masked: false)
    let asks = try await services.vault.open([offer.notice].compactMap { $0 })
    return Notice(
      offer: offer, number: file.number, debtors: people.persons(file.debtors.map(\.person)),
      asks: offer.notice.flatMap { asks[$0]?.fields["text"] }
        ?? reader(
          "被执行人可供执行、本院尚未掌握的财产线索", "Property of the debtor that can be enforced against and that the court does not know of"),
      isOpen: offer.status == .published && file.isOpen && offer.until.map { $0 >= reader.now.day } ?? true)
  }

  private func items() async throws -> [FundItem] {
    try await services.reads.fundItems(.reward, court: services.court, limit: RewardPages.rowsMax)
  }

  private func list(_ reader: Reader) async throws -> HTML {
    var open: [Notice] = []
    for item in try await items() where item.status == RewardOffer.Status.published.rawValue {
      if let notice = try await load(item, reader), notice.isOpen { open.append(notice) }
    }
    let rows = Table(
      Phrase("正在征集线索的，最新在前", "Open notices, the newest first"),
      [
        Column(Phrase("案号", "Case"), heads: true) { "<a \(href("/notices/\($0.offer.id)"))>\($0.number)</a>" },
        Column(Phrase("被执行人", "Debtor")) { "\($0.debtors)" },
        Column(Phrase("公告日", "Published")) { "\($0.offer.publishedOn?.description ?? "")" },
        Column(Phrase("截止", "Until")) { "\(RewardNotices.end($0, reader))" },
        Column(Phrase("悬赏金（元）", "Reward (CNY)"), align: .number) { sum($0.offer.promised) },
      ] as [Column<Notice>], rows: open.reversed(), empty: Phrase("现在没有悬赏公告。", "There is no notice now."))
    let title = reader("悬赏公告", "Reward notices")
    return Layout(title: title, kind: .publicPage).page(reader, "<h1>\(title)</h1><section>\(table(rows, reader))</section>")
  }

  private static func end(_ notice: Notice, _ reader: Reader) -> String {
    notice.offer.until?.description ?? reader("本案执行终结时", "When the enforcement ends")
  }

  private func notice(_ id: Int64?, _ reader: Reader) async throws -> HTML {
    guard let item = try await items().first(where: { $0.id == id }), let notice = try await load(item, reader) else {
      throw PageProblem(404, "noSuchNotice", Phrase("没有这份悬赏公告", "There is no such notice"))
    }
    let title = reader("执行悬赏公告", "Notice of a reward")
    let over: HTML = when(
      !notice.isOpen,
      banner(.warn, Phrase("本公告已截止，之后提供的线索不计悬赏。", "This notice has ended; information given later earns no reward."), reader))
    let phone = services.phone
    let place = phone.isEmpty ? services.courtName : "\(services.courtName)（\(reader("电话", "telephone")) \(phone)）"
    return Layout(title: title, kind: .publicPage, printed: notice.number).page(
      reader,
      """
      <p>← <a \(href("/notices"))>\(reader("悬赏公告", "Reward notices"))</a></p><h1>\(title)</h1>\(over)<section>
      \(facts(
        [
          Fact(Phrase("法院", "Court"), "\(services.courtName)"), Fact(Phrase("案号", "Case"), "\(notice.number)"),
          Fact(Phrase("被执行人", "Debtor"), "\(notice.debtors)"), Fact(Phrase("悬赏金（元）", "Reward (CNY)"), sum(notice.offer.promised)),
          Fact(Phrase("公告日", "Published"), "\(notice.offer.publishedOn?.description ?? "")"),
          Fact(Phrase("截止", "Until"), "\(RewardNotices.end(notice, reader))"),
          Fact(Phrase("征集的线索", "What is asked for"), "\(notice.asks)", wide: true),
          Fact(Phrase("怎样提供", "How to report"), "\(reader("向\(place)执行局当面或者电话提供，说明线索内容和您的身份、联系方式", "To the enforcement bureau of \(place), in person or by telephone, saying what you know, who you are and how to reach you"))", wide: true),
        ], reader))
      <ul><li>\(reader("申请执行人承诺：提供本院尚未掌握的财产线索，使其债权全部或者部分实现的，支付悬赏金；部分实现的按实际到位计算，不超过悬赏金。", "The applicant promises to pay the reward for property unknown to the court that brings in all or part of the claim; of a part no more than came in, and never more than the reward."))</li>
      <li>\(reader("几个人提供同一线索的，按提供的先后确定。", "Where several give the same information, the first has it."))</li>
      <li>\(reader("申请执行人的代理人、有义务向本院提供线索的人，不领取悬赏金。", "The applicant's agents and those bound to tell the court have no reward."))</li>
      <li>\(reader("提供人的身份由本院保密。", "The court keeps to itself who gave information."))</li></ul>
      <p class="hint">\(reader("法释〔2017〕8号（财产调查规定）第21至24条", "法释〔2017〕8号 articles 21 to 24"))</p></section>
      """)
  }
}
