import Basics
import Enforcement
import EnforcementLaw

/// The tabs on property, claim and people.
extension CaseView {
  func property(_ reader: Reader) -> HTML {
    let live = asOf == nil ? "data-live=\"\(path)\" data-every=\"5\"" as HTML : .empty
    return """
      <div id="live-property" \(live)>\(file.search.rounds.map { round($0, reader) })\
      \(waitingRequests(reader))\(handResults(reader))\(table(found(reader), reader))\(table(measures(reader), reader))</div>
      """
  }

  private func round(_ round: Search.Round, _ reader: Reader) -> HTML {
    let done = round.answered + round.failed.count
    return progress(
      ProgressState(
        id: "round-\(round.number)", label: Phrase("第 \(round.number) 轮网络查询", "Search round \(round.number)"), done: done,
        failed: round.failed.count, total: done + round.waiting.count, failures: path + "?kind=search#timeline"), reader)
  }

  private func found(_ reader: Reader) -> Table<Search.Found> {
    let searched = !file.search.rounds.isEmpty
    return Table(
      Phrase("查到的财产", "Property found"),
      [
        Column(Phrase("种类", "Kind"), heads: true) { "\(reader($0.kind.name))" },
        Column(Phrase("标识", "Identity")) { identity($0.property, reader) },
        Column(Phrase("被执行人", "Debtor")) { "\(people.person($0.debtor))" },
        Column(Phrase("单位", "Unit")) { "\(reader(people.unit($0.unit)))" },
        Column(Phrase("价值（元）", "Value (CNY)"), align: .number) { found in
          sumOf(found.value) { ($0 as? PropertyFound)?.property == found.property }
        },
        Column(Phrase("豁免（元）", "Exempt (CNY)"), align: .number) { sum($0.exempt) },
        Column(Phrase("查到", "Found")) { eventLink($0.on.description, of: $0.property) },
        Column(Phrase("来源", "Source")) { origin($0.origin, reader) },
      ], rows: file.search.foundList,
      empty: searched
        ? Phrase("未查到财产。", "Nothing found.") : Phrase("尚未查询；发起网络查询后显示结果。", "Not searched yet; start a search to fill this."))
  }

  private func measures(_ reader: Reader) -> Table<Seizure.MeasureState> {
    Table(
      Phrase("控制措施", "Measures"),
      [
        Column(Phrase("种类", "Kind"), heads: true) { "\(reader($0.kind.name))" },
        Column(Phrase("标识", "Identity")) { identity($0.property, reader) },
        Column(Phrase("被执行人", "Debtor")) { "\(people.person($0.debtor))" },
        Column(Phrase("单位", "Unit")) { "\(reader(people.unit($0.unit)))" },
        Column(Phrase("控制数额（元）", "Held (CNY)"), align: .number) { measure in
          sumOf(measure.amount) { holds($0, measure.id) }
        },
        Column(Phrase("裁定", "Ruling")) { measure in
          when(
            file.papers.all[measure.ruling] != nil,
            "<a class=\"paper\" \(href("\(path)/papers/\(measure.ruling)"))>\(reader("裁定书", "ruling"))</a>", else: "—")
        },
        Column(Phrase("顺位", "Rank"), align: .middle) { "\($0.rank)" },
        Column(Phrase("届满", "Through")) { until($0, reader) },
        Column(Phrase("状态", "Status")) { measure in
          "\(reader(CaseWords.measure(measure.status)))\(when(measure.toldBy.flatMap { file.hand.entries[$0] }) { " \(handBadge($0, reader))" as HTML })"
        },
      ], rows: file.seizure.order.compactMap { file.seizure.measures[$0] },
      empty: Phrase("没有控制措施；签发控制裁定后由系统在裁定范围内采取。", "No measures; after a control ruling is signed the system acts within it."))
  }

  private func origin(_ origin: Search.Origin, _ reader: Reader) -> HTML {
    switch origin {
    case .unit: "\(reader("单位反馈", "unit's answer"))"
    case .hand(let entry): when(file.hand.entries[entry]) { handBadge($0, reader) }
    case .known: "<span class=\"tag hand\">\(reader("人工录入", "by hand"))</span>"
    }
  }

  private func until(_ measure: Seizure.MeasureState, _ reader: Reader) -> HTML {
    guard measure.status.isLive, measure.status != .requested else { return "—" }
    let renewal = file.process.open.values.first { $0.key == "renewMeasure" && $0.subject == "\(measure.id)" }
    return """
      \(day(measure.until, counted: renewal.flatMap { counted[$0.id] }, reader)) \
      \(lamp(Instant.end(of: measure.until), soonDays: 30, reader))
      """
  }

  /// What tells a thing from others, masked; the page behind it asks why somebody wants to see it in full.
  private func identity(_ property: ID<Property>, _ reader: Reader) -> HTML {
    let mayUnmask = !reader.actor.roles.isDisjoint(with: Reader.mayUnmask) && asOf == nil && file.search.found[property] != nil
    let asks: HTML = when(
      mayUnmask, "<a class=\"note\" \(href("\(path)/property/\(property)"))>\(reader("显示全部", "show in full"))</a>")
    return "\(reader(things.name(property))) \(asks)"
  }

  /// The day an event about a thing happened, opening that event.
  private func eventLink(_ text: String, of property: ID<Property>) -> HTML {
    let event = history.first { ($0.event as? PropertyFound)?.property == property }
    guard let event else { return "\(text)" }
    return "<a class=\"opens\" \(href("\(path)/events/\(event.position)"))>\(text)</a>"
  }

  // MARK: Claim

  func claim(_ reader: Reader) -> HTML {
    let items = Table(
      Phrase("申请执行的债权", "Items claimed"),
      [
        Column(Phrase("种类", "Kind"), heads: true) { "\(reader($0.kind.name))" },
        Column(Phrase("金额（元）", "Amount (CNY)"), align: .number) { sumOf($0.amount) { $0 is ApplicationReceived } },
        Column(Phrase("利息条款", "Interest")) { "\($0.interest.isEmpty ? "—" : $0.interest)" },
      ] as [Column<ClaimItem>], rows: file.filing.claims, empty: Phrase("没有债权项目。", "No items."),
      totals: ["\(reader("合计", "In all"))", sum(file.filing.claimed), ""])
    guard file.isFiled else { return table(items, reader) }
    do throws(LawRefusal) {
      return
        "\(table(items, reader))\(owed(try CaseDebt.division(file, account, on: countedOn, law: situation.law).owed.value, reader))"
    } catch {
      return "\(table(items, reader))\(banner(.warn, error.message, articles: error.citations.map(\.text), reader))"
    }
  }

  private func owed(_ owed: Owed, _ reader: Reader) -> HTML {
    let through = CaseDebt.countsInterestThrough(file, on: countedOn, law: situation.law)
    let partial = when(through) { day in
      banner(
        .warn,
        Phrase(
          "浮动利息只计至 \(day)：此后的贷款市场报价利率尚未导入",
          "Floating interest is counted through \(day) only: later loan prime rates are not imported"), reader)
    }
    let lines = Table(
      Phrase("截至 \(countedOn) 的应执行数额：点数字看算法和法条", "As of \(countedOn): open a figure for its calculation"),
      [
        Column(Phrase("项目", "Item"), heads: true) { "\(reader($0.kind.name))" },
        Column(Phrase("尚欠（元）", "Still owed (CNY)"), align: .number) { sum($0.amount, explained: [$0.reasons], reader) },
      ] as [Column<Owed.Line>], rows: owed.lines, empty: Phrase("已经全部清偿。", "All is paid."),
      totals: ["\(reader("合计", "In all"))", sum(owed.total)])
    let more: HTML =
      "<p><a class=\"button quiet\" \(href("\(path)/owed?on=\(countedOn)"))>\(reader("任一天的应执行数额、每笔款项清偿了什么", "Any day, and what each payment paid off"))</a></p>"
    return "\(partial)\(table(lines, reader))\(more)"
  }

  // MARK: People

  func parties(_ reader: Reader) -> HTML {
    let settings = situation.law.settings
    let mayUnmask = !reader.actor.roles.isDisjoint(with: Reader.mayUnmask)
    let list = Table(
      Phrase("证件、电话、地址默认遮盖，查看留痕", "Masked by default; each look is recorded"),
      [
        Column(Phrase("姓名或名称", "Name"), heads: true) { party in
          person(
            PersonName(
              shown: people.person(party.person), unmask: mayUnmask && asOf == nil ? "\(path)/parties/\(party.person)" : nil),
            reader)
        },
        Column(Phrase("地位", "Role")) { "\(reader($0.role.name))" },
        Column(Phrase("类别", "Kind")) { "\(reader($0.kind.name))" },
        Column(Phrase("证件", "ID")) { "\(hidden(.residentID, "idNumber", $0, settings))" },
        Column(Phrase("电话", "Phone")) { "\(hidden(.phone, "phone", $0, settings))" },
        Column(Phrase("地址", "Address")) { "\(hidden(.address, "address", $0, settings))" },
        Column(Phrase("惩戒", "Sanctions")) { sanctions($0.person, reader) },
      ] as [Column<CaseParty>], rows: file.filing.parties, empty: Phrase("没有当事人。", "No parties."))
    return
      "\(table(list, reader))\(when(!mayUnmask, "<p class=\"hint\">\(reader("您的岗位只能看到遮盖后的信息。", "Your role sees masked data only."))</p>"))"
  }

  private func hidden(_ kind: Masking.Kind, _ field: String, _ party: CaseParty, _ settings: CourtSettings) -> String {
    let text = particulars[party.vault]?.fields[field] ?? ""
    return text.isEmpty ? "—" : Masking.mask(kind, text, settings: settings).value
  }

  private func sanctions(_ person: ID<Person>, _ reader: Reader) -> HTML {
    var marks: [HTML] = []
    if file.sanctions.liveRestrictions.contains(person) {
      marks.append(lamp(.over, reader("限制消费", "consumption restricted")))
    }
    if let listing = file.sanctions.listings[person], listing.isLive {
      let ends = listing.ends.map { reader("，至 \($0)", ", through \($0)") } ?? ""
      marks.append(lamp(.over, reader("失信", "listed") + ends))
    }
    return marks.isEmpty ? "—" : marks.joined(separator: " ")
  }
}
