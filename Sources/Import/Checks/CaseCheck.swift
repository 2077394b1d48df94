import Basics
import Enforcement
import EnforcementLaw

/// Checks the lines of one case together.
struct CaseCheck {
  let header: DocketHeader
  let today: Day
  let calendar: CourtCalendar

  /// The case, or nil where any line of it is at fault. Faults are added to the draft.
  func check(_ draft: inout CaseDraft) -> DocketCase? {
    let (line, lines) = draft.merged
    var reader = LineReader(line, header: header, today: today, lines: lines)
    if draft.court == nil && !draft.hasError { reader.missing(.court) }
    let type = reader.caseType()
    let earlier = reader.earlierCase(type)
    let received = reader.day(.receivedOn)
    let cause = reader.text(.cause, max: 60)
    let livelihood = reader.word(.livelihood, DocketAnswer.self)
    let instrument = reader.instrument()
    if let instrument { reader.checkDays(of: instrument, type: type, received: received ?? today, calendar: calendar) }
    draft.note(reader.faults)
    checkSize(&draft)
    checkParties(&draft)
    checkClaims(&draft)
    if draft.isHeld && !draft.hasError { draft.note([waits(draft.firstLine)]) }
    guard !draft.hasError, !draft.isHeld, let court = draft.court, let type, let instrument else { return nil }
    let claims = draft.claims.map(\.item)
    return DocketCase(
      identity: DocketCase.Identity(court: court, ref: draft.ref), type: type, earlierCase: earlier, receivedOn: received,
      cause: cause, livelihood: livelihood.map { $0 == .yes } ?? claims.contains { $0.kind.isLivelihood },
      instrument: instrument, parties: draft.parties.map(\.party), claims: claims)
  }

  /// What one application may hold, as the form for it says.
  private static let partiesMax = 200
  private static let claimsMax = 100

  private func checkSize(_ draft: inout CaseDraft) {
    if draft.parties.count > CaseCheck.partiesMax {
      draft.note([
        fault(
          draft.parties[CaseCheck.partiesMax].line, .partyName, .file,
          Phrase("本案当事人超过 \(CaseCheck.partiesMax) 名", "More than \(CaseCheck.partiesMax) parties in one case"),
          Phrase("债权各自独立的，分别立案", "File independent claims as cases of their own"))
      ])
    }
    if draft.claims.count > CaseCheck.claimsMax {
      draft.note([
        fault(
          draft.claims[CaseCheck.claimsMax].line, .claimKind, .file,
          Phrase("本案债权超过 \(CaseCheck.claimsMax) 项", "More than \(CaseCheck.claimsMax) claim items in one case"),
          Phrase("同种债权合并为一项", "Join items of one kind"))
      ])
    }
  }

  /// R1.6: who asks, of whom, and nobody on both sides.
  private func checkParties(_ draft: inout CaseDraft) {
    // A party line at fault may be the one that is missed here.
    let isComplete = !draft.hasError
    if isComplete {
      draft.note(
        ApplicationRules.missingSides(draft.parties.map(\.party.role)).map {
          fault(draft.firstLine, .partyRole, .acceptance, $0.message, $0.instead)
        })
    }
    let twice = ApplicationRules.repetitions(draft.parties.map { ($0.party.document, $0.party.role) })
    draft.note(twice.map { self.twice($0, draft) })
    var names: [String: Int] = [:]
    for (line, party) in draft.parties {
      if party.document == nil, let first = names[party.name] {
        draft.note([
          fault(
            line, .partyName, .doubled, as: .warning,
            Phrase("与第 \(first) 行姓名相同，且没有证件号码可以区分", "The same name as line \(first), and no number to tell them apart"),
            Phrase("补填证件号码，或删去重复的一行", "Add the number, or delete the line"))
        ])
      }
      if names[party.name] == nil { names[party.name] = line }
    }
  }

  private func twice(_ repetition: ApplicationRules.Repetition, _ draft: CaseDraft) -> DocketFault {
    let first = draft.parties[repetition.first]
    let role = first.party.role.written
    let words =
      repetition.sameSide
      ? Phrase("第 \(first.line) 行", "the one on line \(first.line)")
      : Phrase("第 \(first.line) 行的\(role.zh)", "the \(role.en) on line \(first.line)")
    let finding = ApplicationRules.finding(repetition, words)
    return fault(
      draft.parties[repetition.place].line, .partyID, repetition.sameSide ? .doubled : .acceptance, finding.message,
      finding.instead)
  }

  /// R1.6: content that can be enforced; a total that the ledger can hold.
  private func checkClaims(_ draft: inout CaseDraft) {
    if draft.claims.isEmpty, !draft.hasError {
      draft.note([
        fault(
          draft.firstLine, .claimKind, .acceptance, Phrase("本案没有债权", "The case has no claim item"),
          Phrase("增加一行债权", "Add a line with a claim item"))
      ])
    }
    var total = Money.zero
    var seen: [ClaimItem: Int] = [:]
    for (line, item) in draft.claims {
      if let first = seen[item] {
        draft.note([
          fault(
            line, .claimAmount, .doubled, as: .warning, Phrase("与第 \(first) 行的债权完全相同", "The same claim item as on line \(first)"),
            Phrase("如系重复，删去一行", "If it is a repetition, delete one line"))
        ])
      } else {
        seen[item] = line
      }
      guard let next = total.adding(item.amount), next <= .outsideMax else {
        draft.note([
          fault(
            line, .claimAmount, .money,
            Phrase("本案金额合计超过 \(Money.outsideMax.grouped) 元", "The case's total exceeds \(Money.outsideMax.grouped) yuan"),
            Phrase("核对金额", "Check the amounts"))
        ])
        return
      }
      total = next
    }
  }

  private func waits(_ line: Int) -> DocketFault {
    fault(
      line, .docketRef, .reference, as: .warning,
      Phrase("旁边有一行不知属于哪一案，本案一并退回", "A line next to it fits no case, so this case waits with it"),
      Phrase("改正那一行后一起重新导入", "Correct that line and feed both back"))
  }

  private func fault(
    _ line: Int, _ column: DocketColumn, _ rule: DocketRule, as severity: DocketFault.Severity = .error, _ message: Phrase,
    _ instead: Phrase
  ) -> DocketFault {
    DocketFault(
      line: line, header: header.text(of: column), column: column, rule: rule, severity: severity, message, instead: instead)
  }
}

/// The columns that speak of the case.
extension LineReader {
  fileprivate mutating func caseType() -> CaseTypeCode? {
    let value = line[.type]
    let isReview = CaseType.allCases.contains { $0.branch == .review && ($0.rawValue == value || $0.name.zh == value) }
    guard isReview else { return word(.type, CaseTypeCode.self, required: true) }
    fault(
      .type, .caseType,
      Phrase("“\(value)”案件由在办案件产生，不从收案清单立案", "“\(value)” arises from a pending case and is not filed from a docket"),
      instead: Phrase("填写：", "One of: ") + CaseTypeCode.list)
    return nil
  }

  /// R1.3: a resumption names the first enforcement case, or the resumption before it.
  fileprivate mutating func earlierCase(_ type: CaseTypeCode?) -> String? {
    let value = text(.earlierCase, max: 60)
    let example = Phrase("填写原案号，如 (2022)浙1004执123号", "Write its number: (2022)浙1004执123号")
    guard !value.isEmpty else {
      if type == .resumed, line[.earlierCase].isEmpty {
        fault(
          .earlierCase, .resumption, Phrase("恢复执行须写明原执行案号", "A resumption names the case that it resumes"), instead: example)
      }
      return nil
    }
    if let type, type != .resumed {
      fault(
        .earlierCase, .resumption, Phrase("只有恢复执行案件才填写原执行案号", "Only a resumption has an earlier case"),
        instead: Phrase("留空，或把案件类型改为执恢", "Leave blank, or change the type to 执恢"))
    }
    do throws(LawRefusal) {
      if let number = try ApplicationRules.resumed(value) { return number }
      fault(
        .earlierCase, .resumption, Phrase("“\(value)”不是首次执行或恢复执行的案号", "“\(value)” is not the number of an enforcement case"),
        instead: example)
    } catch {
      fault(.earlierCase, .caseNumber, error.message, instead: example)
    }
    return nil
  }

  fileprivate mutating func instrument() -> Instrument? {
    let kind = word(.instrumentKind, Instrument.Kind.self, required: true)
    let maker = text(.instrumentCourt, required: true, max: 60)
    let date = day(.instrumentDate, required: true)
    let number = instrumentNumber(kind, date)
    let last = day(.lastPerformanceDay, mayLieAhead: true)
    guard let kind, let date, let number, !maker.isEmpty else { return nil }
    return Instrument(number: number, court: maker, kind: kind, on: date, lastPerformanceDay: last)
  }

  private mutating func instrumentNumber(_ kind: Instrument.Kind?, _ date: Day?) -> String? {
    let value = text(.instrumentNumber, required: true, max: 60)
    guard !value.isEmpty else { return nil }
    let reading = ApplicationRules.number(value, of: kind, on: date)
    if let finding = reading.date { fault(.instrumentDate, .caseNumber, finding.message, instead: finding.instead) }
    if let finding = reading.number {
      fault(
        .instrumentNumber, .caseNumber, as: finding.severity == .error ? .error : .warning, finding.message,
        instead: finding.instead)
    }
    return reading.text
  }

  /// The instrument's days against each other and against the application (R1.6, R1.8).
  fileprivate mutating func checkDays(
    of instrument: Instrument, type: CaseTypeCode?, received: Day, calendar: CourtCalendar
  ) {
    if let finding = ApplicationRules.beforeInstrument(instrument, received: received) {
      fault(line[.receivedOn].isEmpty ? .instrumentDate : .receivedOn, .day, finding.message, instead: finding.instead)
    }
    if let finding = ApplicationRules.endsBeforeInstrument(instrument) {
      fault(.lastPerformanceDay, .day, finding.message, instead: finding.instead)
    }
    guard let type, type != .preservation else { return }
    if let finding = ApplicationRules.periodRuns(type, instrument, received: received) {
      fault(.lastPerformanceDay, .acceptance, finding.message, instead: finding.instead)
    }
    if instrument.lastPerformanceDay == nil, line[.lastPerformanceDay].isEmpty {
      fault(
        .lastPerformanceDay, .required, as: .warning,
        Phrase("没有履行期限届满日，时效与迟延利息按文书日期起算", "Without it limitation and delay interest run from the instrument's date"),
        instead: Phrase("补填；文书未定期限的填生效日", "Add it; where the instrument sets no period, the day it took effect"))
    }
    if type == .first { warnOfLimitation(instrument, received: received, calendar: calendar) }
  }

  /// R1.8: noted, never a ground to refuse of the court's own motion.
  private mutating func warnOfLimitation(_ instrument: Instrument, received: Day, calendar: CourtCalendar) {
    let start = instrument.lastPerformanceDay ?? instrument.on
    let expiry = Periods.deadline(from: start, .months(24), calendar: calendar).value
    guard received > expiry else { return }
    fault(
      .lastPerformanceDay, .limitation, as: .warning,
      Phrase(
        "申请执行时效已于 \(expiry) 届满；照常立案，被执行人可以提出异议",
        "The limitation period ended on \(expiry); the case is filed, the debtor may object"),
      instead: Phrase("如有中止、中断事由，附上证据", "If it was suspended or interrupted, attach the proof"))
  }
}

func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
/// Chinese characters of the basic block and extension A, and the rarer ones beyond the basic plane.
func isHan(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x3FFFD, 0x3007: true
  default: false
  }
}
