import Basics
import Enforcement
import EnforcementLaw

/// What concerns the case as a whole, several cases, or the numbers.
extension RunningChecks {
  /// What only shows with all tables read: the limit as the law library counts it.
  func together(_ running: RunningCase, _ line: RunningLine, _ header: RunningHeader) -> [RunningFault] {
    var reader = RunningReader(line, header, ref: running.ref, today: court.today)
    do throws(LawRefusal) {
      _ = try running.limit(court)
    } catch {
      reader.fault(.filedOn, .caseLimit, error.message, Phrase("核对期限表", "Check the table of clocks"))
    }
    return reader.faults
  }

  /// Each number, bank line and first rank belongs to one case.
  func compare(
    _ cases: [RunningCase], besides foreign: RunningImport.Foreign
  ) -> (faults: [RunningFault], held: Set<String>) {
    var faults: [RunningFault] = []
    var held: Set<String> = []
    var numbers: [String: RunningCase] = [:]
    var lines: [String: RunningCase] = [:]
    var ranks: [String: RunningCase] = [:]
    var names: [DocketParty.IdentityDocument: (name: String, running: RunningCase)] = [:]
    func note(
      _ running: RunningCase, _ first: RunningCase, _ column: RunningColumn?, _ rule: RunningRule, _ message: Phrase,
      _ instead: Phrase, _ severity: DocketFault.Severity = .error
    ) {
      guard let header = headers[.cases] else { return }
      faults.append(
        RunningFault(
          source: header.source, table: .cases, line: running.line, column: column,
          header: column.map { header.text(of: $0) } ?? "",
          rule: rule.rawValue, severity: severity, message: message, instead: instead, ref: running.ref))
      guard severity == .error else { return }
      held.insert(running.ref)
      held.insert(first.ref)
    }
    for running in cases {
      if foreign.numbers.contains(running.number) {
        note(
          running, running, .number, .number, Phrase("案号已属本系统的另一案件", "The number belongs to another case of this system"),
          Phrase("核对案号", "Check the number"))
      }
      for movement in running.movements where foreign.bankLines.contains(movement.bankLine) {
        note(
          running, running, nil, .bankLine,
          Phrase("银行流水“\(movement.bankLine)”已登记在本系统的另一案件", "The bank line “\(movement.bankLine)” is booked in another case here"),
          Phrase("一笔流水只属一案一行", "A bank line belongs to one line of one case"))
      }
      if let first = numbers[running.number] {
        note(
          running, first, .number, .number,
          Phrase("案号与第 \(first.line) 行（\(first.ref)）相同", "The same number as on line \(first.line) (\(first.ref))"),
          Phrase("核对案号", "Check the number"))
      }
      numbers[running.number] = running
      for movement in running.movements where movement.word.isIncoming && !movement.bankLine.isEmpty {
        if let first = lines[movement.bankLine] {
          note(
            running, first, nil, .bankLine,
            Phrase(
              "银行流水“\(movement.bankLine)”在 \(first.ref) 已登记", "The bank line “\(movement.bankLine)” is booked in \(first.ref)"),
            Phrase("一笔流水只属一案一行", "A bank line belongs to one line of one case"))
        }
        lines[movement.bankLine] = running
      }
      for party in running.docket.parties {
        guard let document = party.document else { continue }
        let first = names[document] ?? (party.name, running)
        if first.name != party.name {
          note(
            running, first.running, nil, .identity,
            Phrase(
              "“\(party.name)”的证件号码在 \(first.running.ref) 属于“\(first.name)”",
              "The number of identity of “\(party.name)” is “\(first.name)”'s in \(first.running.ref)"),
            Phrase("核对姓名与号码；不改的，按先登记的姓名接收", "Check name and number; left as it is, the first name stands"), .warning)
        }
        names[document] = first
      }
      for measure in running.measures where measure.rank == 1 && measure.until >= court.today {
        let key = "\(measure.identity.kind)|\(measure.identity.text)"
        if let first = ranks[key], first.ref != running.ref {
          note(
            running, first, nil, .rank,
            Phrase("财产“\(measure.object)”的首封已属 \(first.ref)", "“\(measure.object)” has its first rank in \(first.ref)"),
            Phrase("核对顺位；轮候的填 2 以上", "Check the rank; one that waits has 2 or more"))
        }
        ranks[key] = running
      }
    }
    return (faults, held)
  }

  /// The last numbers that the court states are no less than the highest of its cases.
  func lastNumbers(
    _ lines: [(line: RunningLine, header: RunningHeader)], _ cases: [RunningCase]
  ) -> (last: [RunningReading.LastNumber], faults: [RunningFault]) {
    var highest: [String: RunningReading.LastNumber] = [:]
    for running in cases {
      guard let own = try? CaseNumber.parse(running.number), own.court == court.court.text else { continue }
      let type = running.docket.type
      let key = "\(type.rawValue)/\(own.year)"
      if own.serial > highest[key]?.last ?? 0 {
        highest[key] = RunningReading.LastNumber(type: type, year: own.year, last: own.serial)
      }
    }
    var faults: [RunningFault] = []
    for (line, header) in lines {
      var reader = RunningReader(line, header, ref: "", today: court.today)
      let type = reader.word(.type, CaseTypeCode.self, required: true)
      let year = reader.number(.year, 1990...(court.today.year))
      let last = reader.number(.last, 0...9_999_999)
      if let type, let year, let last {
        let key = "\(type.rawValue)/\(year)"
        if last < highest[key]?.last ?? 0 {
          reader.fault(
            .last, .lastNumber,
            Phrase(
              "末号 \(last) 小于在办案件的 \(highest[key]?.last ?? 0) 号", "\(last) is less than \(highest[key]?.last ?? 0) of a case"),
            Phrase("核对末号", "Check the last number"))
        } else if !reader.hasError {
          highest[key] = RunningReading.LastNumber(type: type, year: year, last: last)
        }
      }
      faults += reader.faults
    }
    return (highest.values.sorted { ($0.type.rawValue, $0.year) < ($1.type.rawValue, $1.year) }, faults)
  }
}

extension RunningCase {
  /// The case's limit as the law library counts it.
  func limit(_ court: RunningCourt) throws(LawRefusal) -> Explained<CaseLimit.Dates> {
    try CaseLimit.dates(
      filed: filedOn, deductions: periods,
      extensions: CaseLimit.Extensions(
        extensions.reduce(0) { $0 + $1.months / CaseLimit.extensionMonths },
        filedWithHighCourt: extensions.contains(where: \.filedWithHighCourt)),
      today: court.today, settings: court.law.settings, calendar: court.law.calendar)
  }
}
