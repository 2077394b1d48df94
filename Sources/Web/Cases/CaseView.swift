import Basics
import Casework
import Enforcement
import EnforcementLaw

/// What the case page shows: the head, the step line and the actions first, then a tab for each part.
struct CaseView: Sendable {
  let file: CaseFile
  let account: CaseAccount
  /// As the reader finds the case now; with ``asOf`` only law and process map are taken from it.
  let situation: Situation
  let history: [RecordedEvent]
  let people: People
  let particulars: [VaultRef: VaultContent]
  let words: OpenedWords
  let things: Things
  let related: [RelatedCase]
  let payees: PayeePanel
  /// The account that the case shares with others, as it stands now.
  let cluster: Cluster?
  let done: Phrase?
  /// False where nothing had to be done for it.
  let changed: Bool
  /// The day at whose end the case is shown; nil for now.
  let asOf: Day?

  var path: String { "/cases/\(file.id)" }
  var countedOn: Day { asOf ?? situation.today }

  private func doneBanner(_ done: Phrase, _ reader: Reader) -> HTML {
    guard !changed else { return banner(.done, done, reader) }
    let nothing = Phrase("：无须办理，案件没有变化。", ": nothing had to be done; the case is as it was.")
    return banner(.info, done + nothing, reader)
  }

  func html(_ reader: Reader) -> HTML {
    let ending = history.last { $0.event is EndingProposed }
    let sections: [(tab: Tab, body: HTML)?] = [
      (Tab("property", Phrase("财产与措施", "Property"), count: file.search.foundOrder.count), property(reader)),
      (Tab("claim", Phrase("债权", "Claim")), claim(reader)),
      (Tab("money", Phrase("案款", "Money"), count: account.receiptOrder.count), money(reader)),
      performed(reader), shares(reader), reviews(reader), undoing(reader),
      (
        Tab(
          "papers", Phrase("文书", "Papers"), count: file.papers.order.count + file.attachments.count + file.files.kept.count),
        "\(papers(reader))\(deliveries(reader))\(attachments(reader))\(attachedFiles(reader))"
      ),
      (
        Tab("talks", Phrase("笔录与电话", "Minutes and calls"), count: file.minutes.kept.count + file.reception.calls.count),
        talks(reader)
      ),
      (Tab("clocks", Phrase("期限与任务", "Clocks and tasks"), count: file.process.open.count), clocks(reader)),
      (Tab("parties", Phrase("当事人", "People"), count: file.filing.parties.count), parties(reader)),
      ending.map { (Tab("ending", Phrase("终本核对", "Ending")), endingPart($0, reader)) },
      (Tab("timeline", Phrase("经过", "Timeline")), timelinePart(reader)),
    ]
    let shown = sections.compactMap { $0 }
    return """
      \(when(done) { done in doneBanner(done, reader) })\(when(asOf) { day in past(day, reader) })\(pausedBanner(reader))\(namesKept(reader))
      <h1>\(file.number.isEmpty ? reader("待立案申请", "Application") : file.number)\
      \(livelihoodTag(file.filing.livelihoodGrounds, reader)) \(nearest(reader))</h1>
      \(when(!file.isFiled, relatedWarning(related, reader)))<section>\(head(reader))</section>
      \(section("course", reader("流水线", "The line"), stepLine(stations(reader), reader)))
      \(when(asOf == nil, CaseActions(file: file, situation: situation, path: path).html(reader)))
      \(tabs(shown.map(\.tab), reader))
      \(shown.map { section($0.tab.id, reader($0.tab.title), $0.body) })
      """
  }

  /// The distribution that the case leads, or those in which it takes part.
  private func shares(_ reader: Reader) -> (tab: Tab, body: HTML)? {
    let docket = situation.distributions(file.id)
    guard !docket.order.isEmpty || !file.sharesIn.isEmpty else { return nil }
    let led = docket.all.map { matter -> HTML in
      let share = matter.plan?.lines.first { matter.entries[$0.entry]?.source == .ownCase }?.paid
      let own: HTML = when(share) { share in "，\(reader("本案分得", "own share")) \(sum(share))" }
      return """
        <li><a \(href("\(path)/distribution"))>\(reader("分配 ", "Distribution of "))\(matter.sum.grouped)</a>\
        （\(reader("\(matter.order.count) 笔债权", "\(matter.order.count) claims"))\(own)）</li>
        """
    }
    let others = file.sharesIn.map { lead -> HTML in
      "<li><a \(href("/cases/\(lead)/distribution"))>\(reader("参与另案主持的分配", "Takes part in a distribution that another case leads"))</a></li>"
    }
    return (Tab("distribution", Phrase("分配", "Distribution"), count: docket.order.count), "<ul>\(led)\(others)</ul>")
  }

  /// Matters under review, with how they stand.
  private func reviews(_ reader: Reader) -> (tab: Tab, body: HTML)? {
    guard !file.remedies.order.isEmpty else { return nil }
    let items = file.remedies.list.map { matter -> HTML in
      let state = matter.result.map { reader($0.name) } ?? reader(matter.stage.name)
      return """
        <li><a \(href("\(path)/remedies#remedy-\(matter.id)"))>\(matter.number ?? reader("待立案", "To be filed"))</a> \
        \(reader(matter.kind.name)) \(people.person(matter.by)) \(state) \(lamp(matter.due.map { Instant.end(of: $0) }, reader))</li>
        """
    }
    return (Tab("remedies", Phrase("执行审查", "Review"), count: file.remedies.list.count { !$0.isOver }), "<ul>\(items)</ul>")
  }

  /// What has to be undone.
  private func undoing(_ reader: Reader) -> (tab: Tab, body: HTML)? {
    guard !file.undoing.order.isEmpty else { return nil }
    let items = file.undoing.open.map { task -> HTML in
      "<li>\(reader(task.kind.name)) \(task.person.map { people.person($0) } ?? "") \(lamp(Instant.end(of: task.dueBy), reader))</li>"
    }
    let all: HTML = "<p><a \(href("\(path)/corrections"))>\(reader("全部纠错任务", "All tasks"))（\(file.undoing.order.count)）</a></p>"
    return (Tab("corrections", Phrase("纠错", "Putting right"), count: file.undoing.open.count), "<ul>\(items)</ul>\(all)")
  }

  private func past(_ day: Day, _ reader: Reader) -> HTML {
    banner(
      .info, Phrase("这是 \(day) 结束时的案件，只供查看", "The case as it stood at the end of \(day), for reading only"),
      next: "<p><a \(href(path))>\(reader("回到现在", "Back to now"))</a></p>", reader)
  }

  private func nearest(_ reader: Reader) -> HTML {
    guard let node = file.process.nearest else { return .empty }
    return clock(
      CaseClock(node: people.node(node.key), due: node.due, owner: reader(node.owner.title), counted: counted[node.id]),
      reader)
  }

  // MARK: Head

  private func head(_ reader: Reader) -> HTML {
    let handler: HTML = when(
      file.triage.handler != nil,
      "<a \(href("/cases?handler=\(file.triage.handler.map { "\($0)" } ?? "")"))>\(people.member(file.triage.handler))</a>",
      else: "\(reader("待分案", "Not assigned yet"))")
    let lane: HTML = when(file.triage.lane) { lane in
      let reasons = file.triage.laneReasons.map { reason -> HTML in "<li>\(reader(reason))</li>" }
      return why("\(reader(lane.name))", "<ul class=\"explain\">\(reasons)</ul>")
    }
    let before = account.earlier.map {
      Fact(
        $0.counts
          ? Phrase("前案到账（元）", "Received in earlier rounds (CNY)")
          : Phrase("前案到账（元，标的已扣除）", "Received in earlier rounds (CNY, left out of the claim)"),
        sum($0.received, opens: "/cases/\($0.from)#money"))
    }
    let others = related.isEmpty ? nil : Fact(Phrase("同一执行依据", "Same instrument"), relatedCases(related, reader), wide: true)
    return facts(
      [
        Fact(Phrase("申请执行人", "Applicant"), link(people.persons(file.applicants.map(\.person)), "#parties")),
        Fact(Phrase("被执行人", "Debtor"), link(people.persons(file.debtors.map(\.person)), "#parties")),
        Fact(Phrase("申请标的（元）", "Claimed (CNY)"), sum(file.filing.claimed, opens: "#claim")),
        Fact(Phrase("尚欠（元）", "Still owed (CNY)"), owedInAll(reader)),
        Fact(Phrase("已控制（元）", "Secured (CNY)"), sum(file.seizure.secured, opens: "#property")),
        Fact(Phrase("到账（元）", "Received (CNY)"), sum(account.received, opens: "#money")),
        Fact(Phrase("账户余额（元）", "On the account (CNY)"), sum(account.onAccount, opens: "#money")),
        Fact(Phrase("其中另在途（元）", "Besides, on its way (CNY)"), sum(account.onTheWay, opens: "#money")),
        Fact(Phrase("承办人", "Handler"), handler), Fact(Phrase("繁简", "Lane"), lane),
        Fact(Phrase("立案", "Filed"), opening(file.filing.filedOn?.description ?? "", CaseFiled.self)),
        Fact(Phrase("执行依据", "Instrument"), opening(file.filing.instrument?.number ?? "", ApplicationReceived.self)),
        Fact(Phrase("状态", "Status"), status(reader)),
      ] + [before, others].compactMap { $0 } + takenOverFacts(reader), reader)
  }

  private func link(_ text: String, _ path: String) -> HTML { "<a class=\"plain\" \(href(path))>\(text)</a>" }

  /// A text that opens the latest event of a kind.
  func opening<Kind: Event>(_ text: String, _ kind: Kind.Type) -> HTML {
    guard !text.isEmpty else { return .empty }
    guard let recorded = history.last(where: { $0.event is Kind }) else { return "\(text)" }
    return "<a class=\"opens\" \(href("\(path)/events/\(recorded.position)"))>\(text)</a>"
  }

  private func status(_ reader: Reader) -> HTML {
    if let closed = file.closing.closed { return opening(reader(closed.way.name) + " \(closed.on)", CaseClosed.self) }
    if file.filing.refused { return opening(reader(CaseStatus.refused.name), ApplicationRefused.self) }
    return file.isFiled ? opening(reader(CaseStatus.open.name), CaseFiled.self) : "\(reader(CaseStatus.received.name))"
  }

  private func owedInAll(_ reader: Reader) -> HTML {
    guard file.isFiled else { return .empty }
    if file.performance.isSettledInFull {
      return sum(CaseDebt.stillOwed(file, account, on: countedOn, law: situation.law).total, opens: "#performance")
    }
    do throws(LawRefusal) {
      // The fee comes out of what came in, before a payout charges it.
      let owed = try CaseDebt.division(file, account, on: countedOn, law: situation.law).owed.value
      return sum(owed.total, opens: "#claim")
    } catch {
      return "\(reader("见债权", "see Claim"))"
    }
  }

  // MARK: The line

  /// How each node's clock was counted, when it opened or last.
  var counted: [ID<ProcessNode>: Reasons] { CountedClocks.of(history) }

  private func stations(_ reader: Reader) -> [Station] {
    let open = Dictionary(grouping: file.process.open.values, by: \.key)
    let closed = Dictionary(history.compactMap { recorded in (recorded.event as? NodeClosed).map { ($0.key, recorded) } }) { $1 }
    return situation.process.modules.map { module in
      Station(
        title: module.name,
        stops: module.nodes.map { key in
          if let node = open[key]?.min(by: { ($0.due ?? .latest) < ($1.due ?? .latest) }) {
            return Stop(
              title: people.node(key), state: .now(due: node.pausedAt == nil ? node.due : nil, owner: reader(node.owner.title)),
              path: "#clocks")
          }
          if let recorded = closed[key] {
            return Stop(
              title: people.node(key), state: .done(recorded.meta.day), path: "\(path)/events/\(recorded.position)")
          }
          let never = file.isClosed && situation.process.nodes[key]?.afterClosing != true
          return Stop(title: people.node(key), state: never ? .skipped(Phrase("本案没有发生", "it did not arise")) : .next)
        })
    }
  }
}

extension Instant {
  /// Later than any clock.
  static let latest = Instant(milliseconds: .max)
}
