import Basics
import Enforcement
import EnforcementLaw

/// Checks the lines of one case together, then all cases against each other.
struct RunningChecks {
  let court: RunningCourt
  let headers: [RunningTable: RunningHeader]
  /// The docket's own checks see canonical headers; faults get the file's own back.
  private let docketHeader: DocketHeader?

  init(court: RunningCourt, headers: [RunningTable: RunningHeader]) {
    self.court = court
    self.headers = headers
    docketHeader = try? DocketHeader(DocketColumn.allCases.map(\.zh), hasDefaultCourt: true, line: 1)
  }

  /// Lines of different tables get numbers that stay apart.
  private static let shift = [RunningTable.parties: 0, .claims: 710_000_000_000, .cases: 720_000_000_000]
  private static let shiftUnit = 10_000_000_000

  func check(_ gathered: RunningImport.Gathered) throws -> (running: RunningCase?, faults: [RunningFault]) {
    guard let docketHeader, let caseHeader = headers[.cases], let line = gathered.lines[.cases]?.first else { return (nil, []) }
    var faults: [RunningFault] = []
    let docket = docketCase(gathered, line, docketHeader, &faults)
    var reader = RunningReader(line, caseHeader, ref: gathered.ref, today: court.today)
    var running = head(&reader, docket)
    faults += reader.faults
    // The other tables are checked even where the head is at fault, against what of the parties could be read.
    let parties = docket?.parties ?? []
    let filed = running?.filedOn
    let clocks = clocks(gathered, filed: filed, ended: reader.line[.endedOn], &faults)
    let measures = measures(gathered, parties, &faults)
    let movements = movements(gathered, &reader, &faults)
    let sanctions = sanctions(gathered, parties, &faults)
    faults += papers(gathered)
    running?.periods = clocks.periods
    running?.extensions = clocks.extensions
    running?.measures = measures
    running?.movements = movements
    running?.restrictions = sanctions.restrictions
    running?.listings = sanctions.listings
    running?.papers = gathered.papers
    running?.line = line.line
    if let running, !faults.contains(where: { $0.severity == .error }) { faults += together(running, line, caseHeader) }
    return (faults.contains { $0.severity == .error } ? nil : running, faults)
  }

  // MARK: What a docket checks

  private func docketCase(
    _ gathered: RunningImport.Gathered, _ line: RunningLine, _ header: DocketHeader, _ faults: inout [RunningFault]
  ) -> DocketCase? {
    var draft = CaseDraft(ref: gathered.ref, court: court.court)
    for table in [RunningTable.parties, .claims] {
      for line in gathered.lines[table] ?? [] {
        let shifted = line.line + (RunningChecks.shift[table] ?? 0)
        draft.take(LineReader(line.docket(numbered: shifted, ref: gathered.ref), header: header, today: court.today))
      }
    }
    draft.take(
      caseLine: line.docket(numbered: line.line + (RunningChecks.shift[.cases] ?? 0), ref: gathered.ref))
    let docket = CaseCheck(header: header, today: court.today, calendar: court.law.calendar).check(&draft)
    faults += draft.faults.map { told($0, gathered.ref) }
    return docket
  }

  private func told(_ fault: DocketFault, _ ref: String) -> RunningFault {
    let table = RunningChecks.shift.first { $0.value / RunningChecks.shiftUnit == fault.line / RunningChecks.shiftUnit }?.key
    let column = fault.column.flatMap { RunningColumn.ofDocket[$0] }
    let header = table.flatMap { headers[$0] }
    return RunningFault(
      source: header?.source ?? "", table: table, line: fault.line % RunningChecks.shiftUnit, column: column,
      header: column.map { header?.text(of: $0) ?? $0.zh } ?? "", rule: fault.rule.rawValue, severity: fault.severity,
      message: fault.message.unshifted, instead: fault.instead.unshifted, ref: ref)
  }

  // MARK: The case's own columns

  private func head(_ reader: inout RunningReader, _ docket: DocketCase?) -> RunningCase? {
    let filed = reader.day(.filedOn, required: true)
    let number = number(&reader, docket?.type, filed)
    let others = reader.text(.otherNumbers, max: 200).split { "；;、".contains($0) }.map { PaperNumber.canonical(String($0)) }
    let handler = member(.handler, [.officer, .judge], &reader)
    let judge = reader.line[.judge].isEmpty ? judge(beside: handler, &reader) : member(.judge, [.judge], &reader)
    let lane = reader.word(.lane, Lane.self)
    let assigned = reader.day(.assignedOn)
    let done = StepsDone(
      notice: reader.day(.noticeOn), reportOrder: reader.day(.reportOrderOn), search: reader.day(.searchedOn),
      investigation: reader.day(.investigatedOn))
    let state = reader.word(.state, RunningState.self, required: true)
    let ended = endedOn(&reader, state, filed)
    days(&reader, filed: filed, assigned: assigned, done: done, docket: docket)
    guard let docket, let filed, let number, let handler, let judge, state != nil, !reader.hasError else { return nil }
    var running = RunningCase(
      docket: docket, number: number, filedOn: filed, handler: handler.id, judge: judge.id, lane: lane ?? self.lane(docket))
    running.otherNumbers = others.filter { !$0.isEmpty }
    running.assignedOn = assigned
    running.done = done
    running.endedOn = ended
    return running
  }

  /// The number is this court's own in the present form, or an older one that is kept as text.
  private func number(_ reader: inout RunningReader, _ type: CaseTypeCode?, _ filed: Day?) -> String? {
    let text = PaperNumber.canonical(reader.text(.number, max: 60, required: true))
    guard !text.isEmpty else { return nil }
    let example = Phrase("如 (2024)\(court.court)执123号；2016 年以前的按原样填写", "As (2024)\(court.court)执123号; before 2016 as it was")
    do throws(LawRefusal) {
      guard case .number(let number) = try CaseReference.read(text) else { return text }
      guard number.court == court.court.text else {
        reader.fault(
          .number, .number, Phrase("案号属于另一法院（\(number.court)）", "The number is another court's (\(number.court))"), example)
        return nil
      }
      guard number.suffix == nil, number.special.isEmpty else {
        reader.fault(.number, .number, Phrase("案号后有“之几”等附加", "The number has a suffix"), Phrase("只填主案号", "Write the main number"))
        return nil
      }
      if let type, number.typeCode != type.rawValue {
        reader.fault(
          .number, .number,
          Phrase("案号类型“\(number.typeCode)”与案件类型“\(type.rawValue)”不一致", "The number's type differs from the case's"),
          Phrase("核对案号与案件类型", "Check number and type"))
      }
      if let filed, number.year != filed.year {
        reader.fault(
          .filedOn, .number,
          Phrase("立案日 \(filed) 不在案号年度 \(number.year)", "Filed on \(filed), outside the number's year \(number.year)"),
          Phrase("核对立案日与案号", "Check the day and the number"))
      }
      return number.description
    } catch {
      reader.fault(.number, .number, error.message, example)
      return nil
    }
  }

  private func member(_ column: RunningColumn, _ roles: Set<Role>, _ reader: inout RunningReader) -> RunningCourt.Member? {
    let name = reader.text(column, max: 40, required: true)
    guard !name.isEmpty else { return nil }
    let found = court.members(named: name)
    let allowed = found.filter { !$0.roles.isDisjoint(with: roles) }
    let who = roles.sorted { $0.rawValue < $1.rawValue }
    switch (found.count, allowed.count) {
    case (0, _):
      reader.fault(
        column, .staff, Phrase("本院没有在岗的“\(name)”", "Nobody called “\(name)” is at work here"),
        Phrase("先登记该人员，或改为现承办人", "Add the person first, or name who has the case now"))
    case (_, 0):
      reader.fault(
        column, .staff,
        Phrase(
          "“\(name)”不是\(who.map(\.title.zh).joined(separator: "或"))",
          "“\(name)” is no \(who.map(\.title.en).joined(separator: " or "))"),
        Phrase("填写有此角色的人员", "Name somebody who is"))
    case (_, 1): return allowed[0]
    default:
      reader.fault(
        column, .staff, Phrase("“\(name)”有 \(allowed.count) 人", "\(allowed.count) people are called “\(name)”"),
        Phrase("填写人员编号", "Write the person's id"))
    }
    return nil
  }

  /// Without a column the handler where he is a judge, else the court's first judge.
  private func judge(beside handler: RunningCourt.Member?, _ reader: inout RunningReader) -> RunningCourt.Member? {
    guard let handler else { return nil }
    if handler.roles.contains(.judge) { return handler }
    if let judge = court.staff.filter({ $0.roles.contains(.judge) }).min(by: { $0.id < $1.id }) { return judge }
    reader.fault(.judge, .staff, Phrase("本院没有员额法官", "The court has no judge"), Phrase("先登记法官", "Add a judge first"))
    return nil
  }

  private func lane(_ docket: DocketCase) -> Lane {
    let debtors = docket.parties.count { $0.role == .debtor }
    let claimed = docket.claimed ?? .zero
    if debtors > court.triage.debtorsMax || claimed >= court.triage.specialMin { return .special }
    return claimed <= court.triage.simpleMax ? .simple : .ordinary
  }

  private func endedOn(_ reader: inout RunningReader, _ state: RunningState?, _ filed: Day?) -> Day? {
    let ended = reader.day(.endedOn)
    switch state {
    case .running?:
      if !reader.line[.endedOn].isEmpty {
        reader.fault(
          .endedOn, .state, Phrase("在办案件没有终本日期", "A running case has no day of ending"),
          Phrase("留空，或把状态改为终本", "Leave blank, or write “ended”"))
      }
      return nil
    case .ended?:
      guard let ended else {
        if reader.line[.endedOn].isEmpty {
          reader.fault(
            .endedOn, .state, Phrase("终本案件须写终本日期", "An ended case names the day"), Phrase("填写终本裁定日期", "Write the ruling's day"))
        }
        return nil
      }
      if let filed, ended < RoundTermination.earliest(filed: filed).value {
        reader.fault(
          .endedOn, .ending, as: ended < filed ? .error : .warning,
          Phrase("终本日期 \(ended) 距立案 \(filed) 不足三个月", "Ended on \(ended), less than three months after filing on \(filed)"),
          Phrase("核对两个日期", "Check both days"))
      }
      return ended
    case nil: return nil
    }
  }

  private func days(
    _ reader: inout RunningReader, filed: Day?, assigned: Day?, done: StepsDone, docket: DocketCase?
  ) {
    guard let filed else { return }
    let after = Phrase("核对两个日期", "Check both days")
    if let received = docket?.receivedOn, received > filed {
      reader.fault(
        .receivedOn, .day, Phrase("收到申请日 \(received) 晚于立案日 \(filed)", "Received on \(received), after filing on \(filed)"), after)
    }
    if let instrument = docket?.instrument, instrument.on > filed {
      reader.fault(
        .instrumentDate, .day,
        Phrase("文书日期 \(instrument.on) 晚于立案日 \(filed)", "The instrument of \(instrument.on) is later than filing"), after)
    }
    let steps: [(RunningColumn, Day?)] = [
      (.assignedOn, assigned), (.noticeOn, done.notice), (.reportOrderOn, done.reportOrder), (.searchedOn, done.search),
      (.investigatedOn, done.investigation),
    ]
    for (column, day) in steps {
      if let day, day < filed {
        reader.fault(column, .day, Phrase("\(day) 早于立案日 \(filed)", "\(day) is before filing on \(filed)"), after)
      }
    }
  }
}

extension Phrase {
  /// With line numbers of a docket's checks brought back to those of their tables.
  fileprivate var unshifted: Phrase { Phrase(Phrase.unshifted(zh), Phrase.unshifted(en)) }
  private static func unshifted(_ text: String) -> String {
    guard text.contains("710") || text.contains("720") else { return text }
    var result = ""
    var digits = ""
    func plain() -> String {
      guard digits.count == 12, digits.hasPrefix("7100") || digits.hasPrefix("7200"), let number = Int(digits) else {
        return digits
      }
      return String(number % 10_000_000_000)
    }
    for character in text {
      if character.isASCII && character.isNumber {
        digits.append(character)
      } else {
        result += plain()
        digits = ""
        result.append(character)
      }
    }
    return result + plain()
  }
}
