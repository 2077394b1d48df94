import Basics
import Casework
import Enforcement
import Wording

/// Minutes, endings, closings and resumption.
extension CaseSheet {
  var minutes: InterviewMinutes {
    if let sheet = file.minutes.all[paper.id] { return minutes(sheet) }
    let person = subjects.first
    let role = person.flatMap { file.filing.party($0)?.role.name.zh }
    let interviewee = person.map { "\(name($0))（\(role ?? "")）" } ?? CaseSheet.unknown
    return InterviewMinutes(
      subject: "执行约谈", begins: paper.draftedAt, ends: max(paper.draftedAt, paper.signedAt ?? paper.draftedAt),
      place: "\(courtName)执行局",
      interviewer: PaperSigner("承办人", member(file.triage.handler)), recorder: member(paper.draftedBy) ?? CaseSheet.unknown,
      interviewee: interviewee, turns: CaseSheet.turns(addedText ?? ""))
  }

  /// A sheet that was typed while talking: its head, its turns, and who signed on the screen.
  private func minutes(_ sheet: Minutes.Sheet) -> InterviewMinutes {
    let kept = words[sheet.text]?.fields ?? [:]
    let other = kept["withWhom"].map { $0.isEmpty ? "" : $0 } ?? ""
    let party = sheet.person.map { "\(name($0))（\(file.filing.party($0)?.role.name.zh ?? "")）" }
    let heard = [party, other.isEmpty ? nil : other].compactMap { $0 }.joined(separator: "；")
    let recorder = member(sheet.recordedBy) ?? CaseSheet.unknown
    let handler = file.triage.handler.map { PaperSigner("承办人", member($0)) } ?? PaperSigner("", recorder)
    var minutes = InterviewMinutes(
      subject: sheet.template.name.zh, begins: sheet.begins, ends: sheet.ends, place: known(kept["place"]), interviewer: handler,
      recorder: recorder, interviewee: heard.isEmpty ? CaseSheet.unknown : heard, turns: CaseSheet.turns(kept["text"] ?? ""))
    minutes.title = sheet.template.name.zh
    minutes.present = kept["present"] ?? ""
    minutes.unsigned = closing(sheet).map { "被询问人未签名：\($0)" } ?? ""
    minutes.hands = hands(sheet, present: !minutes.present.isEmpty)
    return minutes
  }

  private func closing(_ sheet: Minutes.Sheet) -> String? {
    let closed = events.lazy.compactMap { $0 as? MinutesClosed }.last { $0.paper == sheet.paper }
    return closed?.unsigned.flatMap { words[$0]?.fields["text"] }
  }

  /// Nobody drew a signature: blanks for pens. Otherwise a line each, the missing ones blank.
  private func hands(_ sheet: Minutes.Sheet, present: Bool) -> [PaperHand] {
    guard sheet.signatures.contains(where: { $0.strokes != nil }) else { return [] }
    return MinutesSigner.allCases.flatMap { signer -> [PaperHand] in
      let own = sheet.signatures.filter { $0.signer == signer && $0.strokes != nil }
      guard !own.isEmpty else { return signer == .present && !present ? [] : [PaperHand(signer.name.zh)] }
      return own.map { signature in
        let strokes = signature.strokes.flatMap { words[$0]?.fields["strokes"] } ?? ""
        return PaperHand(signer.name.zh, strokes: strokes, at: signature.at.minuteText)
      }
    }
  }

  /// Lines that begin with 问 or 答 are turns; other lines go on with the turn before, or tell what was said.
  static func turns(_ text: String) -> [InterviewMinutes.Turn] {
    var turns: [InterviewMinutes.Turn] = []
    for line in text.split(whereSeparator: \.isNewline).map(String.init) {
      let words = String(line.dropFirst(2))
      if line.hasPrefix("问：") || line.hasPrefix("问:") {
        turns.append(.init(question: words))
      } else if line.hasPrefix("答：") || line.hasPrefix("答:") {
        turns.append(.init(answer: words))
      } else if turns.isEmpty {
        turns.append(.init(answer: line))
      } else {
        turns[turns.count - 1].text += line
      }
    }
    return turns
  }

  // MARK: Termination of the round

  var termination: TerminationRuling {
    let debtors = file.debtors.map(\.person)
    let ending = file.closing.ending
    let told = ending?.interviewedOn ?? date
    let served = file.papers.order.compactMap { file.papers.all[$0] }.filter { $0.kind == .enforcementNotice }
      .flatMap(\.served).map(\.on).max()
    return TerminationRuling(
      searches: searches, properties: finds, otherSteps: steps, noticeServed: served,
      restricted: debtors.compactMap { file.sanctions.restricted[$0]?.since }.min(),
      listed: debtors.compactMap { file.sanctions.listings[$0]?.decidedOn }.min(), recovered: recovered, remaining: remaining,
      consent: ending?.applicantSigned == true ? .applicantSigned(told) : .panelAndPresident(told: told))
  }

  private var searches: [TerminationRuling.Search] {
    file.search.rounds.map { round in
      let done = events.lazy.compactMap { $0 as? SearchCompleted }.first { $0.round == round.number }
      let failed = round.failed.isEmpty ? "" : "，未能反馈\(round.failed.count)项"
      let found = done.map { "，查到财产\($0.found)项" } ?? ""
      return TerminationRuling.Search(
        "网络执行查控系统第\(ChineseNumeral.counting(round.number))轮查询", day: round.completedOn ?? round.startedOn,
        result: "反馈\(round.answered)项\(failed)\(found)")
    }
  }

  private var finds: [TerminationRuling.Property] {
    file.search.foundList.map { found in
      let measures = file.seizure.order.compactMap { file.seizure.measures[$0] }.filter { $0.property == found.property }
      let verb = found.kind.controlled.verb
      let measure = measures.last.map { "\($0.status.words)\(verb)" } ?? "未采取控制措施"
      let ids = Set(measures.map(\.id))
      let taken = file.disposal.transfers.values.filter { ids.contains($0.measure) }.reduce(Money.zero) { $0 + $1.done }
      let outcome: String
      if taken > .zero {
        outcome = "已扣划\(taken.grouped)元"
      } else if found.value <= found.exempt {
        outcome = "无可供执行的价值"
      } else {
        outcome = "未处置"
      }
      return TerminationRuling.Property("\(name(found.debtor))：\(thing(found))", measure: measure, outcome: outcome)
    }
  }

  /// What else was done, as the checklist recorded it.
  private var steps: [String] {
    let proposed = events.lazy.compactMap { $0 as? EndingProposed }.last { $0.paper == paper.id }
    let told = [
      "reportVerified", "clues", "network.deposits", "network.securities", "audit", "reward", "debtorLookedFor",
      "investigationReported",
      // As older cases called them.
      "reportSettled", "debtorSought", "searchExhausted",
    ]
    return (proposed?.checks ?? []).filter { told.contains($0.key) && $0.passed }.map { "经核查，\($0.evidence.zh)。" }
  }

  // MARK: End by ruling

  var finalTermination: FinalTerminationRuling {
    let proposed = events.lazy.compactMap { $0 as? FinalEndingProposed }.last { $0.paper == paper.id }
    let agreed = file.performance.settlements.last { $0.status != .struck }
    let ground: FinalTerminationRuling.Ground
    if proposed?.cause == .longSettlement, let agreed {
      ground = .longSettlement(agreed: agreed.on, last: agreed.lastDue)
    } else {
      let by = proposed.map(\.by) ?? []
      ground = .withdrawn(
        by: (by.isEmpty ? file.applicants.map(\.person) : by).map { name($0) }, on: proposed?.appliedOn ?? date)
    }
    return FinalTerminationRuling(ground: ground, findings: known(addedText), recovered: recovered)
  }

  // MARK: Closing

  private var way: PaperClosingWay {
    account.receipts.values.contains { $0.source == .transfer } ? .compulsory : .voluntary
  }
  private var closedOn: Day { file.closing.closed?.on ?? date }

  var closingNotice: ClosingNotice {
    let lines: [(String, Money)] = [
      ("发还申请执行人", account.paid(.applicant)), ("申请执行费", account.paid(.fee)), ("余款退还", account.paid(.surplus)),
    ]
    var performed = lines.filter { $0.1 > .zero }.map { PaperClaimItem($0.0, $0.1) }
    if performed.isEmpty { performed = [PaperClaimItem("已收案款", account.received)] }
    return ClosingNotice(way: way, performed: performed, closed: closedOn)
  }

  var closingCertificate: Wording.ClosingCertificate {
    let ending: Wording.ClosingCertificate.Ending =
      switch file.closing.closed?.way {
      case .terminatedRound: .roundTerminated
      case .finallyTerminated:
        .finalTermination(because: file.closing.final?.cause.name.zh ?? "出现法律规定的终结执行情形")
      case .fullyEnforced, nil: .performed(way)
      }
    return Wording.ClosingCertificate(ending: ending, performed: recovered, closed: closedOn, creditStatus: creditStatus)
  }

  private var creditStatus: String {
    file.debtors.map { debtor in
      let restriction = file.sanctions.restricted[debtor.person]
      let listing = file.sanctions.listings[debtor.person]
      let consumption =
        restriction.map { held in held.liftedOn.map { "限制消费措施已于\($0.chinese)解除" } ?? "限制消费措施尚未解除" } ?? "未被采取限制消费措施"
      let list: String
      if let removed = listing?.removedOn {
        list = "失信信息已于\(removed.chinese)删除"
      } else {
        list = listing?.isLive == true ? "失信信息尚未删除" : "未被纳入失信被执行人名单"
      }
      return "\(name(debtor.person))：\(consumption)；\(list)"
    }.joined(separator: "。")
  }

  // MARK: Resumption

  var resumption: ResumptionNotice {
    let found = file.search.foundList.map { "\(name($0.debtor))：\(thing($0))" }
    return ResumptionNotice(
      earlierCase: earlierNumber ?? known(file.filing.related.first),
      ground: found.isEmpty ? .other("申请执行人申请恢复执行") : .propertyFound(found.joined(separator: "、")), remaining: remaining)
  }
}

extension Seizure.Status {
  fileprivate var words: String {
    switch self {
    case .requested: "已送请"
    case .effective: "已"
    case .queued: "轮候"
    case .failed: "未能"
    case .releasing: "正在解除"
    case .released: "已解除"
    case .lapsed: "期限届满，已失效的"
    case .handedOver: "已转入恢复执行案件的"
    }
  }
}
