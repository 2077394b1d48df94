import Basics
import Casework
import Enforcement
import EnforcementLaw
import Wording

/// What a party sees of his case: where it is, what comes next and when, what he can do, money, papers, what happened. Of the other
/// side only the name.
struct PartyView: Sendable {
  let file: CaseFile
  let account: CaseAccount
  let situation: Situation
  let history: [RecordedEvent]
  let people: People
  let person: ID<Person>
  /// Distributions that concern him, led by this case or by another.
  var shared: [(view: DistributionView, matter: DistributionMatter)] = []

  var isDebtor: Bool { file.filing.party(person)?.role == .debtor }

  func html(_ reader: Reader) -> HTML {
    """
    <p><a \(href("/party"))>← \(reader("我的案件", "My cases"))</a></p>
    <h1>\(file.number.isEmpty ? reader("正在审查的申请", "An application being examined") : file.number)</h1>
    \(section("now", reader("现在到哪一步", "Where it stands"), now(reader)))
    \(section("todo", reader("您现在可以做的", "What you can do now"), todo(reader)))
    \(direct(reader))\(section("money", reader("钱款", "Money"), money(reader)))
    \(when(!shared.isEmpty, section("distribution", reader("分配", "Distribution"), "\(shared.map { $0.view.html($0.matter, whole: false, reader) })")))
    \(section("papers", reader("送达给您的文书", "Papers served on you"), papers(reader)))
    \(section("happened", reader("办理经过", "What happened"), happened(reader)))
    """
  }

  private func now(_ reader: Reader) -> HTML {
    if let closed = file.closing.closed {
      return "<p>\(reader("本案已于 \(closed.on) 结案：", "The case was closed on \(closed.on): "))\(reader(closed.way.name))</p>"
    }
    guard let next = file.process.nearest else {
      return "<p>\(reader("正在审查，决定作出后通知您。", "Being examined; you will be told of the decision."))</p>"
    }
    let counted = history.lazy.compactMap { $0.event as? NodeOpened }.first { $0.node == next.id }?.reasons
    let by: HTML = when(next.due) { due -> HTML in "\(lamp(due, reader)) \(day(due.day, counted: counted, reader))" }
    return facts(
      [
        Fact(Phrase("正在办理", "Now"), "\(reader(people.node(next.key)))", wide: true), Fact(Phrase("最迟", "By"), by),
        Fact(Phrase("承办人", "Handler"), "\(people.member(file.triage.handler))"),
      ], reader)
  }

  private func todo(_ reader: Reader) -> HTML {
    let lines: [Phrase] =
      if file.isClosed {
        [Phrase("需要结案证明的，可到执行接待窗口当场出具。", "If you need a closing certificate, the counter issues it at once.")]
      } else if isDebtor {
        [
          Phrase("尽快履行：把款项交到法院为本案开立的账户，并写明案号。", "Pay: into the account the court opened for this case, naming the case number."),
          Phrase(
            "如实报告财产；逾期不报或者虚假报告，要承担法律责任。", "Report your property truthfully; not reporting or a false report has consequences."),
          Phrase("对执行行为有异议的，可以书面提出。", "You may object to an act of enforcement in writing."),
        ]
      } else {
        [
          Phrase("知道对方财产线索的，告诉承办人。", "If you know of property of the debtor, tell the handler."),
          Phrase("电话、地址、收款账户有变化的，尽快告诉法院。", "Tell the court when your phone, address or account changes."),
        ]
      }
    return "<ul>\(lines.map { line -> HTML in "<li>\(reader(line))</li>" })</ul>"
  }

  private func money(_ reader: Reader) -> HTML {
    let paid = account.paidOut + account.paidBefore
    var lines = [
      Fact(Phrase("申请标的（元）", "Claimed (CNY)"), sum(file.filing.claimed)),
      Fact(Phrase("法院已收到（元）", "Received by the court (CNY)"), sum(account.allReceived)),
      Fact(Phrase("已发放（元）", "Paid out (CNY)"), sum(paid)),
    ]
    if isDebtor, !account.subAccount.isEmpty {
      lines.append(Fact(Phrase("本案收款账户", "Account of this case"), "\(account.subAccount)"))
    }
    guard file.isOpen, let owed = try? CaseDebt.division(file, account, on: situation.today, law: situation.law).owed.value else {
      return facts(lines, reader)
    }
    let reasons = owed.lines.map { line -> HTML in
      "<div><dt>\(reader(line.kind.name))</dt><dd>\(sum(line.amount, explained: [line.reasons], reader))</dd></div>"
    }
    let opened = why(sum(owed.total), "<div class=\"explain\"><dl class=\"steps\">\(reasons)</dl></div>")
    lines.append(Fact(Phrase("截至今日尚欠（元）", "Still owed today (CNY)"), opened, wide: true))
    let more: HTML = "<a \(href("/party/cases/\(file.id)/owed"))>\(reader("看每一项怎样算出、任一天要付多少", "See each line, and any day"))</a>"
    lines.append(Fact(Phrase("怎样算出", "How it is counted"), more, wide: true))
    return facts(lines, reader)
  }

  private func papers(_ reader: Reader) -> HTML {
    let served = file.papers.order.compactMap { file.papers.all[$0] }.compactMap { paper -> HTML? in
      guard let service = paper.served.first(where: { $0.to == "\(person)" }) else { return nil }
      return """
        <li><a class="paper" \(href("/party/cases/\(file.id)/papers/\(paper.id)"))>\(reader(paper.kind.title))</a> \
        <span class="note">\(reader(service.way.name)) \(service.on)</span></li>
        """
    }
    return when(served.isEmpty, empty(Phrase("还没有送达的文书。", "None yet."), reader), else: "<ul>\(served)</ul>")
  }

  /// What a party is told of; inner steps of the court are not.
  static let told: Set<String> = [
    ApplicationReceived.name, CaseFiled.name, HandlerAssigned.name, PaperServed.name, MeasureTookEffect.name, ReceiptBooked.name,
    PayoutSettled.name, PerformanceCompleted.name, CaseClosed.name, CaseResumed.name, ConsumptionRestricted.name,
    DebtorListed.name, ConsumptionLifted.name, ListingRemoved.name, MeasureReleased.name, MeasureLapsed.name, ResearchDone.name,
    ApplicationRefused.name, TransferDone.name, DirectPaymentReported.name, DirectPaymentConfirmed.name, DirectPaymentDenied.name,
    SettlementRecorded.name, InstalmentPaid.name, InstalmentMissed.name, SettlementFulfilled.name, SettlementResumed.name,
    EnforcementPaused.name, EnforcementContinued.name,
  ]

  private func happened(_ reader: Reader) -> HTML {
    let entries = history.reversed().compactMap { recorded -> TimelineEntry? in
      guard PartyView.told.contains(type(of: recorded.event).name),
        let sentence = EventSentence.of(recorded.event, people.speaker)
      else { return nil }
      return TimelineEntry(at: recorded.meta.at, sentence: reader(sentence), by: "")
    }
    return timeline(entries, reader)
  }
}
