import Basics
import Enforcement

/// Aid, lodgements, advanced costs and rewards of a case, below its money.
extension CaseView {
  func specialFunds(_ reader: Reader) -> HTML {
    "\(reversed(reader))\(aid(reader))\(costs(reader))\(lodgements(reader))\(rewards(reader))"
  }

  /// What the bank took back after it was paid out.
  private func reversed(_ reader: Reader) -> HTML {
    account.openReversals.map { receipt, state -> HTML in
      banner(
        .warn,
        Phrase(
          "\(state.on) 银行冲回到账 \(state.amount.grouped) 元，其中 \(state.open.grouped) 元已经发放，尚待追回",
          "On \(state.on) the bank took back \(state.amount.grouped); \(state.open.grouped) of it had been paid out and is to be recovered"
        ),
        next:
          "<p><a \(href("\(path)/do/receipts.recoverReversed"))>\(reader("以新到款项弥补", "Make it good from what came in"))</a> · <a \(href("/ledger/costs:reversed-\(receipt)"))>\(reader("分录", "Entries"))</a></p>",
        reader)
    }.joined()
  }

  private func aid(_ reader: Reader) -> HTML {
    guard let aid = file.aid else { return .empty }
    let state: Phrase =
      if let granted = aid.granted {
        account.paid(.aid) >= granted ? Phrase("已发放", "paid") : Phrase("已决定，待发放", "granted, to be paid")
      } else {
        aid.refused ? Phrase("未给予", "refused") : Phrase("待决定", "to be decided")
      }
    return facts(
      [
        Fact(Phrase("司法救助", "Judicial aid"), "\(people.person(aid.person)) · \(reader(state))"),
        Fact(Phrase("申请（元）", "Asked (CNY)"), sumOf(aid.asked) { $0 is AidApplied }),
        Fact(Phrase("上限（元）", "At most (CNY)"), sumOf(aid.most) { $0 is AidApplied }),
        Fact(Phrase("给予（元）", "Granted (CNY)"), when(aid.granted) { sum($0, opens: "/aid?q=\(Address.encoded(file.number))") }),
      ], reader)
  }

  private func costs(_ reader: Reader) -> HTML {
    guard !account.costOrder.isEmpty else { return .empty }
    return table(
      Table(
        Phrase("垫付费用，从到位款项中先行归还", "Advanced costs, returned first"),
        [
          Column(Phrase("发生日", "On"), heads: true) { "\($0.on)" },
          Column(Phrase("种类", "Kind")) { "\(reader(AdvanceCost.name(of: $0.kind)))" },
          Column(Phrase("垫付人", "By")) { "\($0.borneBy.map(people.person) ?? reader("法院", "The court"))" },
          Column(Phrase("登记人", "Recorded by")) { "\(reader(people.actor($0.recordedBy)))" },
          Column(Phrase("金额（元）", "Amount (CNY)"), align: .number) { sum($0.amount) },
        ] as [Column<AdvancedCost>], rows: account.costList, empty: Phrase("没有垫付费用。", "None."),
        totals: ["\(reader("合计", "In all"))", "", "", "", sum(account.costsAdvanced)]), reader)
  }

  private func lodgements(_ reader: Reader) -> HTML {
    guard !account.lodgementOrder.isEmpty else { return .empty }
    return table(
      Table(
        Phrase("提存", "Lodged"),
        [
          Column(Phrase("债权人", "Creditor"), heads: true) { "\(people.person($0.person))" },
          Column(Phrase("事由", "Ground")) { "\(reader(Lodgement.name(of: $0.ground)))" },
          Column(Phrase("提存日", "Lodged on")) { "\($0.lodgedOn?.description ?? "—")" },
          Column(Phrase("可领至", "Claim by")) { "\($0.until?.description ?? "—")" },
          Column(Phrase("状态", "State")) { "\(reader($0.status.name))" },
          Column(Phrase("金额（元）", "Amount (CNY)"), align: .number) { lodgement in
            lodgement.lodgedOn == nil ? sum(lodgement.amount) : sum(lodgement.amount, opens: "/ledger/lodged:\(lodgement.id)")
          },
        ] as [Column<Lodgement>], rows: account.lodgementList, empty: Phrase("没有提存。", "None.")), reader)
  }

  /// Who gave the information stays with those who work on it: the page names no informant.
  private func rewards(_ reader: Reader) -> HTML {
    guard !account.rewardOrder.isEmpty else { return .empty }
    return table(
      Table(
        Phrase("悬赏", "Rewards"),
        [
          Column(Phrase("申请执行人", "Applicant"), heads: true) { "\(people.person($0.person))" },
          Column(Phrase("申请日", "Asked on")) { "\($0.appliedOn)" },
          Column(Phrase("线索", "Information"), align: .number) { "\($0.tips.count)" },
          Column(Phrase("状态", "State")) { offer in
            let notice: HTML = when(
              offer.publishedOn != nil, " <a class=\"note\" \(href("/notices/\(offer.id)"))>\(reader("公告", "Notice"))</a>")
            return "\(reader(offer.status.name))\(notice)"
          },
          Column(Phrase("悬赏（元）", "Promised (CNY)"), align: .number) { sum($0.promised) },
          Column(Phrase("奖金（元）", "Reward (CNY)"), align: .number) { offer in
            when(offer.award) { award in sumOf(award.amount) { ($0 as? RewardProposed)?.reward == offer.id } }
          },
        ] as [Column<RewardOffer>], rows: account.rewardList, empty: Phrase("没有悬赏。", "None.")), reader)
  }
}
