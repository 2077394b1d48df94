import Basics
import Enforcement
import EnforcementLaw
import Wording

/// The tabs on money, papers, clocks and tasks.
extension CaseView {
  func money(_ reader: Reader) -> HTML {
    let booked = Dictionary(history.compactMap { ($0.event as? ReceiptBooked).map { ($0.receipt, $0.reasons) } }) { first, _ in
      first
    }
    let receipts = Table(
      Phrase("子账户 \(account.subAccount)", "Sub-account \(account.subAccount)"),
      [
        Column(Phrase("到账日", "On"), heads: true) { receipt in
          "\(receipt.on) <a class=\"note\" \(href("\(path)/receipts/\(receipt.id)/voucher"))>\(reader("收据", "Receipt"))</a>"
        },
        Column(Phrase("来源", "Source")) { "\(reader($0.source.name))" },
        Column(Phrase("发放期限", "Pay out by")) { day($0.payBy, counted: booked[$0.id], reader) },
        Column(Phrase("金额（元）", "Amount (CNY)"), align: .number) { receipt in
          sumOf(receipt.amount) { ($0 as? ReceiptBooked)?.receipt == receipt.id }
        },
      ] as [Column<CaseAccount.ReceiptState>], rows: account.receiptOrder.compactMap { account.receipts[$0] },
      empty: Phrase(
        "没有到账；扣划或被执行人交款到子账户 \(SubAccount.number(of: file.id)) 后显示在这里。",
        "Nothing has arrived; transfers and payments to sub-account \(SubAccount.number(of: file.id)) appear here."),
      totals: ["\(reader("合计", "In all"))", "", "", sum(account.received)])
    let payouts = account.payoutOrder.compactMap { account.payouts[$0] }.map { payout($0, reader) }
    let books: HTML = when(
      !account.receiptOrder.isEmpty,
      "<p><a \(href("/ledger/case:\(file.id)"))>\(reader("本案账户的全部分录", "All entries of this case's account"))</a></p>")
    return
      "\(contradictions(reader))\(shared(reader))\(table(receipts, reader))\(books)\(payouts)\(specialFunds(reader))\(payees.html(reader))"
  }

  /// The account that the case shares with others: what lies there, and what of it came to this case.
  private func shared(_ reader: Reader) -> HTML {
    guard let cluster else { return .empty }
    let draft: HTML = when(cluster.draft) { draft -> HTML in
      "，\(reader("一份分配待审批", "a division waits")) \(sum(draft.parts.filter { $0.member == file.id }.map(\.amount).boundedSum))"
    }
    return facts(
      [
        Fact(
          Phrase("集中案款账户", "Cluster"),
          "<a \(href("/clusters/\(cluster.id)"))>\(reader("\(cluster.members.count) 案共用", "shared by \(cluster.members.count) cases"))</a>\(draft)"
        ),
        Fact(Phrase("账户待分配（元）", "On it, not divided (CNY)"), sum(cluster.balance, opens: "/clusters/\(cluster.id)#receipts")),
        Fact(Phrase("本案分得（元）", "This case had of it (CNY)"), sum(cluster.divided(to: file.id))),
      ], reader)
  }

  /// Payments on which the bank contradicts itself, with both requests.
  private func contradictions(_ reader: Reader) -> HTML {
    let open = account.payouts.values.sorted { $0.id < $1.id }.flatMap { payout in
      payout.lines.compactMap { line in payout.contradictions[line.id].map { (line, $0) } }
    }
    let overpaid = account.payouts.values.flatMap { payout in payout.lines.filter { payout.overpaid.contains($0.id) } }
    let warned = open.map { line, contradiction -> HTML in
      let payee = line.payee.map(people.person) ?? reader("国库", "Treasury")
      let said = reader(EventSentence.outcome(contradiction.said))
      return banner(
        .warn,
        Phrase(
          "\(payee) \(line.amount.grouped) 元：银行对请求 \(contradiction.request) 改称“\(said)”（\(contradiction.at.minuteText)），最近一次由请求 \(contradiction.current) 支付；已停止支付，须向开户行查清",
          "\(payee) \(line.amount.grouped): the bank now calls request \(contradiction.request) “\(said)” (\(contradiction.at.minuteText)); the line was sent last by request \(contradiction.current). Nothing more is sent until the bank was asked"
        ),
        next:
          "<p><a \(href("\(path)/do/funds.clarifyPayment?line=\(line.id)"))>\(reader("登记查明结果", "Record what was found"))</a></p>",
        reader)
    }
    let astray = account.payouts.values.flatMap { payout in payout.lines.filter { payout.misdirected.contains($0.id) } }
    let misled = astray.map { line -> HTML in
      banner(
        .warn,
        Phrase("\(line.amount.grouped) 元付到错误账户，待追回", "\(line.amount.grouped) went to a wrong account and is to be recovered"),
        next:
          "<p><a \(href("\(path)/do/funds.recordRecovered?line=\(line.id)"))>\(reader("登记追回", "Record the recovery"))</a></p>",
        reader)
    }
    let twice = overpaid.map { line -> HTML in
      banner(
        .warn,
        Phrase("\(line.amount.grouped) 元付了两次，待追回一次", "\(line.amount.grouped) was paid twice; one payment is to be recovered"),
        next:
          "<p><a \(href("\(path)/do/funds.recordRecovered?line=\(line.id)"))>\(reader("登记追回", "Record the recovery"))</a></p>",
        reader)
    }
    return (warned + twice + misled).joined()
  }

  private func payout(_ payout: CaseAccount.PayoutState, _ reader: Reader) -> HTML {
    let proposed = history.lazy.compactMap { $0.event as? PayoutProposed }.first { $0.payout == payout.id }
    let reasons = proposed?.reasons ?? []
    let waiting = (proposed?.leftOut ?? []).map { person in
      "\(file.filing.party(person).map { reader($0.role.name) } ?? "") \(people.person(person))"
    }
    let without: HTML = when(
      !waiting.isEmpty,
      "<p class=\"note\">\(reader("未列入（没有登记收款账户）：", "Left out, no account on file: "))\(waiting.joined(separator: reader("、", ", ")))</p>"
    )
    let lines = Table(
      Phrase(
        "发放 \(payout.total.grouped) 元（\(CaseWords.payout(payout.status).zh)）",
        "Payout of \(payout.total.grouped) (\(CaseWords.payout(payout.status).en))"),
      [
        Column(Phrase("款项", "Line"), heads: true) { "\(reader($0.kind.name))" },
        Column(Phrase("收款人", "Payee")) { "\($0.payee.map(people.person) ?? reader("国库", "Treasury"))" },
        Column(Phrase("状态", "Status")) { "\(reader(CaseWords.line(payout.lineStatus[$0.id])))" },
        Column(Phrase("金额（元）", "Amount (CNY)"), align: .number) { line in
          sumOf(line.amount) { ($0 as? PayoutProposed)?.payout == payout.id }
        },
      ] as [Column<PayoutLine>], rows: payout.lines, empty: Phrase("没有款项。", "No lines."),
      totals: ["\(reader("合计", "In all"))", "", "", sum(payout.total, explained: reasons, reader)])
    let fee: HTML = when(
      payout.lines.contains { $0.kind == .fee },
      " <a \(href("\(path)/payouts/\(payout.id)/fee"))>\(reader("缴款凭证", "Fee voucher"))</a>")
    return """
      \(table(lines, reader))\(without)<p class="note"><a \(href("\(path)/payouts/\(payout.id)/voucher"))>\(reader("支付审批表", "Approval form"))</a>\(fee)</p>
      """
  }

  // MARK: Papers

  func papers(_ reader: Reader) -> HTML {
    table(
      Table(
        Phrase("草稿 → 签发 → 用印 → 送达", "Draft → signed → sealed → served"),
        [
          Column(Phrase("文书", "Paper"), heads: true) { paper in
            """
            <a class="paper" \(href("\(path)/papers/\(paper.id)"))>\(reader(paper.kind.title))</a> \
            <span class="note">\(CaseWords.about(paper.about, file, people, reader))</span> \
            <a \(href("\(path)/papers/\(paper.id)/text"))>\(reader("办理", "Open"))</a>
            """
          },
          Column(Phrase("拟制", "Drafted")) { "\($0.draftedAt)" },
          Column(Phrase("阶段", "Stage")) { stage($0, reader) },
          Column(Phrase("送达", "Served")) { "\(served($0, reader))" },
          Column(Phrase("校验码", "Code")) { paper in
            when(paper.sealed) { sealed -> HTML in
              when(
                sealed.code.isEmpty, "\(reader("手工用印", "sealed by hand"))",
                else: "<a \(href("/check?code=\(sealed.code)"))>\(sealed.code)</a>")
            }
          },
        ] as [Column<Papers.PaperState>], rows: file.papers.order.compactMap { file.papers.all[$0] },
        empty: Phrase("没有文书；拟制后显示在这里。", "No papers; drafts appear here.")), reader)
  }

  private func stage(_ paper: Papers.PaperState, _ reader: Reader) -> HTML {
    let words = reader(CaseWords.stage(paper.stage))
    guard paper.stage == .draft else { return "\(words)" }
    guard asOf == nil, !reader.actor.roles.isDisjoint(with: paper.kind.signers) else {
      let who = paper.kind.signers.subtracting([.machine]).sorted { $0.rawValue < $1.rawValue }.map { reader($0.title) }
      return
        "\(words) <span class=\"role\">\(reader("由\(who.joined(separator: "、"))签发", "for \(who.joined(separator: ", ")) to sign"))</span>"
    }
    return "\(words) <a \(href("\(path)/do/papers.sign?paper=\(paper.id)"))>\(reader("签发", "Sign"))</a>"
  }

  private func served(_ paper: Papers.PaperState, _ reader: Reader) -> String {
    paper.served.map { served in
      let to = ID<Person>(served.to).map(people.person) ?? reader(people.unit(served.to))
      return "\(to) \(reader(served.way.name)) \(served.on)"
    }.joined(separator: reader("；", "; "))
  }

  // MARK: Clocks and tasks

  func clocks(_ reader: Reader) -> HTML {
    let counted = counted
    let nodes = file.process.open.values.sorted { ($0.due ?? .latest, $0.id) < ($1.due ?? .latest, $1.id) }
    let list = Table(
      Phrase("进行中的节点，按期限先后", "Open nodes by clock"),
      [
        Column(Phrase("节点", "Node"), heads: true) { "\(reader(people.node($0.key)))" },
        Column(Phrase("期限", "Clock")) { lamp($0.due, stopped: $0.pausedAt != nil, reader) },
        Column(Phrase("到期", "Due")) { node in
          when(node.pausedAt == nil ? node.due : nil) { due -> HTML in
            "\(day(due.day, counted: counted[node.id], reader)) <span class=\"note\">\(due.clock.prefix(5))</span>"
          }
        },
        Column(Phrase("岗位", "For")) { "\(reader($0.owner.title))" },
        Column(Phrase("开启", "Opened")) { "\($0.openedAt)" },
      ] as [Column<ProcessLine.OpenNode>], rows: nodes,
      empty: Phrase("没有进行中的节点。", "No node is open."))
    return "\(limits(reader))\(table(list, reader))\(tasks(reader))"
  }

  private func tasks(_ reader: Reader) -> HTML {
    let orders = Dictionary(history.compactMap { ($0.event as? FieldTaskOpened).map { ($0.task, $0) } }) { first, _ in first }
    let reports = Dictionary(history.compactMap { ($0.event as? FieldTaskReported).map { ($0.task, $0) } }) { first, _ in first }
    let written = words
    let tasks = file.reception.tasks.values.sorted { $0.id < $1.id }
    return table(
      Table(
        Phrase("外勤任务", "Field work"),
        [
          Column(Phrase("任务", "Task"), heads: true) { "\(reader($0.kind.name))" },
          Column(Phrase("要办的事和地点", "What and where")) { task in when(orders[task.id]) { written.html($0, reader) } },
          Column(Phrase("派出", "Sent")) { "\($0.openedOn)" },
          Column(Phrase("结果", "Result")) { task in
            "\(when(reports[task.id]) { written.html($0, reader) })\(task.reportedOn.map { reader("\($0) 已回报", "reported \($0)") } ?? reader("未回报", "not reported yet"))"
          },
        ] as [Column<Reception.TaskState>], rows: tasks,
        empty: Phrase("没有外勤任务；派出后显示在这里。", "No field work; it appears when sent.")), reader)
  }
}
