import Basics
import Casework
import Enforcement
import EnforcementLaw
import Wording

/// What the case page shows.
struct CaseView: Sendable {
  let file: CaseFile
  let account: CaseAccount
  let situation: Situation
  let history: [RecordedEvent]
  let people: People
  let particulars: [VaultRef: VaultContent]
  let done: Phrase?

  func html(_ reader: Reader) -> HTML {
    """
    \(when(done) { banner("done", reader("已完成：", "Done: ") + reader($0)) })
    <h1>\(file.number.isEmpty ? reader("待立案申请", "Application") : file.number) \(lamp(file.process.nearest?.due, reader))</h1>
    \(head(reader))\(line(reader))\(actions(reader))
    \(tabs([("parties", reader("当事人", "Parties")), ("claim", reader("债权", "Claim")), ("property", reader("财产与措施", "Property")), ("money", reader("案款", "Money")), ("papers", reader("文书", "Papers")), ("clocks", reader("期限", "Clocks")), ("timeline", reader("经过", "Timeline"))]))
    \(section("parties", reader("当事人", "Parties"), parties(reader)))
    \(section("claim", reader("债权与应执行数额", "Claim and what is owed"), claim(reader)))
    \(section("property", reader("财产与控制措施", "Property and measures"), property(reader)))
    \(section("money", reader("案款", "Money"), money(reader)))
    \(section("papers", reader("文书", "Papers"), papers(reader)))
    \(section("clocks", reader("进行中的节点", "Open nodes"), clocks(reader)))
    \(section("timeline", reader("办理经过", "Timeline"), timeline(reader)))
    """
  }

  private func head(_ reader: Reader) -> HTML {
    "<section>"
      + facts([
        (reader("申请执行人", "Applicant"), "\(people.persons(file.applicants.map(\.person)))"),
        (reader("被执行人", "Debtor"), "\(people.persons(file.debtors.map(\.person)))"),
        (reader("申请标的", "Claimed"), sum(file.filing.claimed)), (reader("到账", "Received"), sum(account.received)),
        (reader("账户余额", "On the account"), sum(account.balance)),
        (reader("承办人", "Handler"), "\(people.member(file.triage.handler))"),
        (reader("繁简", "Lane"), "\(file.triage.lane.map { reader($0.name) } ?? "—")"),
        (reader("立案", "Filed"), "\(file.filing.filedOn?.description ?? "—")"),
        (reader("执行依据", "Instrument"), "\(file.filing.instrument?.number ?? "")"),
        (reader("状态", "Status"), "\(status(reader))"),
      ]) + "</section>"
  }
  private func status(_ reader: Reader) -> String {
    if let closed = file.closing.closed { return reader(closed.way.name) + " \(closed.on)" }
    if file.filing.refused { return reader(CaseStatus.refused.name) }
    return reader(file.isFiled ? CaseStatus.open.name : CaseStatus.received.name)
  }

  /// Modules as stations: behind, here, ahead.
  private func line(_ reader: Reader) -> HTML {
    let open = Set(file.process.open.values.map(\.key))
    let items = situation.process.modules.map { module -> HTML in
      let now = module.nodes.contains { open.contains($0) }
      let been = module.nodes.contains { file.process.closed.contains($0) }
      let word = now ? reader("进行中", "now") : been ? reader("已办", "done") : reader("未到", "ahead")
      return
        "<li class=\"\(now ? "now" : been ? "done" : "ahead")\" title=\"\(word)\">\(now ? "▶ " : been ? "✓ " : "")\(reader(module.name))</li>"
    }
    return "<section><h2>\(reader("流水线", "The line"))</h2><ol class=\"line\">\(items)</ol></section>"
  }

  /// Commands allowed now, and for the others why not.
  private func actions(_ reader: Reader) -> HTML {
    let types = commandCatalogue.values.compactMap { $0 as? any CaseCommand.Type }
      .filter { !$0.roles.subtracting([.machine, .partner]).isEmpty }.sorted { $0.name < $1.name }
    var allowed: [HTML] = []
    var greyed: [HTML] = []
    for type in types {
      do throws(Refusal) {
        try Authority.check(type, situation.actor)
        try type.offered(in: situation, file)
        allowed.append("<li><a class=\"button\" \(href("/cases/\(file.id)/do/\(type.name)"))>\(reader(type.title))</a></li>")
      } catch {
        let law = error.citations.isEmpty ? "" : "（\(error.citations.joined(separator: "；"))）"
        let remedy = error.remedy.map { reader("；可行办法：", "; what would allow it: ") + reader($0) } ?? ""
        greyed.append(
          "<li><details><summary>\(reader(type.title))</summary>\(reader(error.message) + law + remedy)</details></li>")
      }
    }
    let now: HTML =
      allowed.isEmpty
      ? "<p class=\"empty\">\(reader("此刻没有您可办理的事项。", "Nothing for you to do here now."))</p>"
      : "<ul class=\"acts\">\(allowed)</ul>"
    return """
      <section id="actions"><h2>\(reader("可以办理", "You may now"))</h2>\(now)
      <details class="why"><summary>\(reader("不能办理的事项及理由", "What is not possible, and why"))（\(greyed.count)）</summary><ul class="acts">\(greyed)</ul></details></section>
      """
  }

  private func parties(_ reader: Reader) -> HTML {
    table(
      [reader("地位", "Role"), reader("姓名或名称", "Name"), reader("类别", "Kind"), reader("证件", "ID"), reader("电话", "Phone"), ""],
      file.filing.parties.map { party in
        let fields = particulars[party.vault]?.fields ?? [:]
        return [
          "\(reader(party.role.name))", "\(people.person(party.person))", "\(reader(party.kind.name))",
          "\(CaseView.mask(fields["idNumber"] ?? "", first: 4, last: 4))",
          "\(CaseView.mask(fields["phone"] ?? "", first: 3, last: 4))",
          "<a \(href("/cases/\(file.id)/parties/\(party.person)"))>\(reader("完整信息", "Full particulars"))</a>",
        ]
      }, caption: reader("证件与电话默认遮盖，查看留痕", "Masked by default; each look is recorded"), empty: "—")
  }
  static func mask(_ text: String, first: Int, last: Int) -> String {
    text.count <= first + last
      ? String(repeating: "*", count: text.count)
      : text.prefix(first) + String(repeating: "*", count: text.count - first - last) + text.suffix(last)
  }

  private func claim(_ reader: Reader) -> HTML {
    let items = table(
      [reader("种类", "Kind"), reader("金额（元）", "Amount"), reader("利息条款", "Interest")],
      file.filing.claims.map { ["\(reader($0.kind.name))", sum($0.amount), "\($0.interest.isEmpty ? "—" : $0.interest)"] },
      caption: reader("申请执行的债权", "Items claimed"), empty: "—")
    guard file.isFiled else { return items }
    do throws(LawRefusal) {
      let owed = try CaseDebt.owed(file, account, on: situation.today, law: situation.law).value
      let lines = table(
        [reader("项目", "Item"), reader("尚欠（元）", "Still owed")],
        owed.lines.map { ["\(reader($0.kind.name))", sum($0.amount, explained: [$0.reasons], reader)] },
        caption: reader("截至 \(situation.today) 的应执行数额：点数字看算法和法条", "As of \(situation.today): open a figure for its calculation"),
        empty: "—")
      let through = CaseDebt.countsInterestThrough(file, on: situation.today, law: situation.law)
      let partial = when(through) { day in
        banner(
          "warn",
          reader(
            "浮动利息只计至 \(day)：此后的贷款市场报价利率尚未导入",
            "Floating interest is counted through \(day) only: later loan prime rates are not imported"))
      }
      return
        "\(items)\(partial)\(lines)<p><strong>\(reader("合计", "In all"))：\(sum(owed.total)) \(reader("元", "yuan"))</strong></p>"
    } catch {
      return "\(items)\(banner("warn", reader(error.message)))"
    }
  }

  private func property(_ reader: Reader) -> HTML {
    let found = table(
      [
        reader("种类", "Kind"), reader("被执行人", "Debtor"), reader("单位", "Unit"), reader("价值（元）", "Value"), reader("豁免（元）", "Exempt"),
        reader("查到", "Found"),
      ],
      file.search.foundList.map {
        [
          "\(reader($0.kind.name))", "\(people.person($0.debtor))", "\(reader(people.unit($0.unit)))", sum($0.value),
          sum($0.exempt), "\($0.on)",
        ]
      }, caption: reader("查到的财产", "Property found"),
      empty: file.search.rounds.isEmpty ? reader("尚未查询。", "Not searched yet.") : reader("未查到财产。", "Nothing found."))
    let rounds = file.search.rounds.map { round -> HTML in
      let state =
        round.completedOn.map { reader("\($0) 完成", "complete \($0)") }
        ?? reader("等待 \(round.waiting.count) 项反馈", "waiting for \(round.waiting.count)")
      return
        "<li>\(reader("第 \(round.number) 轮", "Round \(round.number)"))：\(state)，\(reader("反馈 \(round.answered)，失败 \(round.failed.count)", "\(round.answered) answered, \(round.failed.count) failed"))</li>"
    }
    let measures = table(
      [
        reader("种类", "Kind"), reader("单位", "Unit"), reader("控制数额（元）", "Held"), reader("顺位", "Rank"), reader("届满", "Through"),
        reader("状态", "Status"),
      ],
      file.seizure.order.compactMap { file.seizure.measures[$0] }.map {
        [
          "\(reader($0.kind.name))", "\(reader(people.unit($0.unit)))", sum($0.amount), "\($0.rank)",
          "\($0.until) \(when($0.status == .effective, lamp(Instant.end(of: $0.until), reader)))",
          "\(reader(CaseView.status($0.status)))",
        ]
      }, caption: reader("控制措施", "Measures"),
      empty: reader("没有控制措施；签发控制裁定后由系统在裁定范围内采取。", "No measures; after a control ruling is signed the system acts within it."))
    return
      "<div id=\"live-property\" data-live=\"/cases/\(file.id.description)\" data-every=\"5\"><ul>\(rounds)</ul>\(found)\(measures)</div>"
  }
  static func status(_ status: Seizure.Status) -> Phrase {
    switch status {
    case .requested: Phrase("已请求", "Requested")
    case .effective: Phrase("生效", "In effect")
    case .queued: Phrase("轮候", "Waiting")
    case .failed: Phrase("未成功", "Failed")
    case .releasing: Phrase("解除中", "Being released")
    case .released: Phrase("已解除", "Released")
    case .lapsed: Phrase("已届满失效", "Lapsed")
    }
  }

  private func money(_ reader: Reader) -> HTML {
    let receipts = table(
      [reader("到账日", "On"), reader("金额（元）", "Amount"), reader("来源", "Source"), reader("发放期限", "Pay out by")],
      account.receiptOrder.compactMap { account.receipts[$0] }.map {
        ["\($0.on)", sum($0.amount), "\(reader($0.source.name))", "\($0.payBy)"]
      },
      caption: reader("子账户 \(account.subAccount)", "Sub-account \(account.subAccount)"),
      empty: reader("没有到账。", "Nothing has arrived."))
    let payouts = account.payoutOrder.compactMap { account.payouts[$0] }.map { payout -> HTML in
      table(
        [reader("款项", "Line"), reader("收款人", "Payee"), reader("金额（元）", "Amount"), reader("状态", "Status")],
        payout.lines.map {
          [
            "\(reader($0.kind.name))", "\($0.payee.map(people.person) ?? reader("国库", "Treasury"))", sum($0.amount),
            "\(reader(CaseView.line(payout.lineStatus[$0.id])))",
          ]
        },
        caption: reader("发放 \(payout.total.grouped) 元", "Payout of \(payout.total.grouped)")
          + "（\(reader(CaseView.payout(payout.status)))）", empty: "—")
    }
    return "\(receipts)\(payouts)"
  }
  static func line(_ status: CaseAccount.PayoutState.LineStatus?) -> Phrase {
    switch status {
    case .waiting, nil: Phrase("待支付", "Waiting")
    case .sent: Phrase("已送银行", "Sent")
    case .settled: Phrase("已到账", "Paid")
    case .bounced: Phrase("退回", "Returned")
    }
  }
  static func payout(_ status: CaseAccount.PayoutState.Status) -> Phrase {
    switch status {
    case .proposed: Phrase("待审批", "To be approved")
    case .returned: Phrase("已退回", "Returned")
    case .approved: Phrase("支付中", "Being paid")
    case .settled: Phrase("已发放", "Paid out")
    }
  }

  private func papers(_ reader: Reader) -> HTML {
    table(
      [reader("文书", "Paper"), reader("拟制", "Drafted"), reader("阶段", "Stage"), reader("送达", "Served"), reader("校验码", "Code")],
      file.papers.order.compactMap { file.papers.all[$0] }.map { paper in
        let served = paper.served.map { "\(ID<Person>($0.to).map(people.person) ?? reader(people.unit($0.to))) \($0.on)" }.joined(
          separator: "；")
        return [
          "<a \(href("/cases/\(file.id)/papers/\(paper.id)"))>\(reader(paper.kind.title))</a>", "\(paper.draftedAt.minuteText)",
          "\(reader(CaseView.stage(paper.stage)))", "\(served)",
          when(paper.sealed) { "<a \(href("/check?code=\($0.code)"))>\($0.code)</a>" },
        ]
      }, caption: reader("草稿 → 签发 → 用印 → 送达", "Draft → signed → sealed → served"), empty: reader("没有文书。", "No papers."))
  }
  static func stage(_ stage: Papers.Stage) -> Phrase {
    switch stage {
    case .draft: Phrase("草稿", "Draft")
    case .signed: Phrase("已签发", "Signed")
    case .sealed: Phrase("已用印", "Sealed")
    case .served: Phrase("已送达", "Served")
    case .withdrawn: Phrase("已撤回", "Withdrawn")
    }
  }

  private func clocks(_ reader: Reader) -> HTML {
    let opened = Dictionary(
      history.compactMap { ($0.event as? NodeOpened).map { ($0.node, $0) } }
    ) { first, _ in first }
    return table(
      [reader("期限", "Clock"), reader("节点", "Node"), reader("岗位", "For"), reader("到期", "Due"), reader("怎么算的", "How counted")],
      file.process.open.values.sorted {
        ($0.due ?? .init(milliseconds: .max), $0.id) < ($1.due ?? .init(milliseconds: .max), $1.id)
      }.map { node in
        [
          lamp(node.due, reader), "\(reader(people.node(node.key)))", "\(reader(node.owner.title))",
          "\(node.due?.minuteText ?? "—")",
          when(opened[node.id]?.reasons) {
            "<details class=\"why\"><summary>\($0.rule)</summary>\(explain($0, reader))</details>"
          },
        ]
      }, caption: reader("按期限先后", "By clock"), empty: reader("没有进行中的节点。", "No node is open."))
  }

  private func timeline(_ reader: Reader) -> HTML {
    let quiet: Set<String> = [NodeOpened.name, NodeClosed.name, PartnerAnswered.name, PartnerRequested.name, PayoutLineSent.name]
    let items = history.reversed().compactMap { recorded -> HTML? in
      guard !quiet.contains(type(of: recorded.event).name), let sentence = EventSentence.of(recorded.event, people.speaker) else {
        return nil
      }
      return
        "<li><time>\(recorded.meta.at.minuteText)</time>\(reader(sentence)) <span class=\"by\">\(people.actor(recorded.meta.actor))</span></li>"
    }
    return "<ol class=\"timeline\" reversed>\(items)</ol>"
  }
}
