import Basics
import Enforcement
import EnforcementLaw

/// Clocks and measures of one case.
extension RunningChecks {
  func readers(_ table: RunningTable, _ gathered: RunningImport.Gathered) -> [RunningReader] {
    guard let header = headers[table] else { return [] }
    return (gathered.lines[table] ?? []).map { RunningReader($0, header, ref: gathered.ref, today: court.today) }
  }

  /// A case has so many lines of one table at most.
  static let linesMax = 200
  func bound(_ readers: inout [RunningReader], _ faults: inout [RunningFault]) {
    guard readers.count > RunningChecks.linesMax else { return }
    readers[RunningChecks.linesMax].fault(
      .caseRef, .file, Phrase("本案行数超过 \(RunningChecks.linesMax)", "More than \(RunningChecks.linesMax) lines of one case"),
      Phrase("合并同类行", "Join lines"))
    faults += readers[RunningChecks.linesMax].faults
    readers.removeLast(readers.count - RunningChecks.linesMax)
  }

  // MARK: Clocks

  func clocks(
    _ gathered: RunningImport.Gathered, filed: Day?, ended: String, _ faults: inout [RunningFault]
  ) -> (periods: [Deduction], extensions: [RunningCase.Extension]) {
    var periods: [Deduction] = []
    var extensions: [RunningCase.Extension] = []
    var all = readers(.clocks, gathered)
    bound(&all, &faults)
    for var reader in all {
      let entry = reader.word(.entry, ClockEntry.self, required: true)
      let paper = reader.text(.paper, max: 60, required: true)
      let approver = reader.text(.approver, max: 40)
      switch entry {
      case .excluded:
        let kind = reader.word(.ground, Deduction.Kind.self, required: true)
        let first = reader.day(.from, required: true)
        let last = reader.day(.to)
        refuse([.months, .highCourt], &reader, Phrase("扣除期间不填月数", "An excluded period has no months"))
        if let first, let last, last < first {
          reader.fault(
            .to, .excluded, Phrase("止日 \(last) 早于起日 \(first)", "Ends on \(last), before it begins on \(first)"),
            Phrase("核对起止日期", "Check both days"))
        }
        if let first, let filed, first < filed {
          reader.fault(
            .from, .excluded, Phrase("扣除自 \(first) 起，早于立案日 \(filed)", "Begins on \(first), before filing on \(filed)"),
            Phrase("只计立案以后的部分", "Count the part after filing"))
        }
        if first != nil, last == nil, reader.line[.to].isEmpty {
          reader.fault(
            .to, .excluded, as: .warning, Phrase("扣除期间没有止日，一直不计入期限", "The period has no end and the limit stands still"),
            Phrase("事由已消失的填写止日", "Where the ground is gone, write the day"))
        }
        if let kind, let first, !reader.hasError {
          periods.append(Deduction(kind, first: first, last: last, paper: paper, approver: approver))
        }
      case .extended:
        let months = reader.number(.months, 1...60)
        let on = reader.day(.from, required: true)
        let highCourt = reader.word(.highCourt, DocketAnswer.self) == .yes
        refuse([.ground, .to], &reader, Phrase("延长只填批准日和月数", "An extension has a day and months only"))
        if let months, months % CaseLimit.extensionMonths != 0 {
          reader.fault(
            .months, .caseLimit, Phrase("每次延长三个月，不能为 \(months) 个月", "An extension is three months, not \(months)"),
            Phrase("填写 3（几次延长分行填写）", "Write 3; one line for each extension"))
        }
        if let on, let filed, on < filed {
          reader.fault(
            .from, .caseLimit, Phrase("批准日 \(on) 早于立案日 \(filed)", "Approved on \(on), before filing on \(filed)"),
            Phrase("核对批准日", "Check the day"))
        }
        if let months, let on, !reader.hasError {
          extensions.append(
            RunningCase.Extension(months: months, on: on, paper: paper, approver: approver, filedWithHighCourt: highCourt))
          let count = extensions.reduce(0) { $0 + $1.months / CaseLimit.extensionMonths }
          let most = court.law.settings.maxExtensions
          if count > most, !extensions.contains(where: \.filedWithHighCourt) {
            reader.fault(
              .highCourt, .caseLimit,
              Phrase("延长超过 \(most) 次，须报高级人民法院备案", "More than \(most) extensions are told to the high court"),
              Phrase("已备案的填“是”", "Write “yes” where it was told"))
          }
        }
      case nil: break
      }
      faults += reader.faults
    }
    return (periods, extensions)
  }

  func refuse(_ columns: [RunningColumn], _ reader: inout RunningReader, _ message: Phrase) {
    for column in columns where !reader.line[column].isEmpty {
      reader.fault(column, .list, message, Phrase("留空", "Leave it blank"))
    }
  }

  // MARK: Measures

  /// Place of the debtor whom a line names by name or ID number; the only one where the line names nobody.
  func debtor(_ reader: inout RunningReader, _ parties: [DocketParty]) -> Int? {
    guard !parties.isEmpty else { return nil }
    let text = reader.text(.debtor, max: 80)
    let debtors = parties.indices.filter { parties[$0].role == .debtor }
    if text.isEmpty {
      if reader.line[.debtor].isEmpty, debtors.count == 1 { return debtors[0] }
      if reader.line[.debtor].isEmpty {
        reader.fault(
          .debtor, .person, Phrase("本案有 \(debtors.count) 名被执行人，须写明是谁", "The case has \(debtors.count) debtors: say whom"),
          Phrase("填写姓名或证件号码", "Write the name or the ID number"))
      }
      return nil
    }
    let found = debtors.filter { parties[$0].name == text || parties[$0].document?.number == text.uppercased() }
    if found.count == 1 { return found[0] }
    reader.fault(
      .debtor, .person,
      found.isEmpty
        ? Phrase("“\(text)”不是本案被执行人", "“\(text)” is no debtor of this case")
        : Phrase("本案有 \(found.count) 名被执行人叫“\(text)”", "\(found.count) debtors are called “\(text)”"),
      Phrase("填写当事人表中的姓名或证件号码", "Write the name or ID number of the table of parties"))
    return nil
  }

  func measures(
    _ gathered: RunningImport.Gathered, _ parties: [DocketParty], _ faults: inout [RunningFault]
  ) -> [RunningCase.Measure] {
    var measures: [RunningCase.Measure] = []
    var seen: [IdentityKey: Int] = [:]
    var all = readers(.measures, gathered)
    bound(&all, &faults)
    for var reader in all {
      let party = debtor(&reader, parties)
      let kind = reader.word(.measureKind, Property.Kind.self, required: true)
      let unit = unit(&reader, kind)
      let object = object(&reader, kind)
      let requested = reader.money(.requested)
      let held = reader.money(.held, allowZero: true)
      let rank = reader.number(.rank, 1...99)
      let from = reader.day(.from, required: true)
      let until = reader.day(.until, required: true, mayLieAhead: true)
      if let requested, let held, held > requested {
        reader.fault(
          .held, .money,
          Phrase(
            "已控制 \(held.grouped) 元超过限额 \(requested.grouped) 元", "\(held.grouped) held exceed the limit of \(requested.grouped)"),
          Phrase("核对限额与已控制金额", "Check both sums"))
      }
      if let rank, rank > 1, let held, held > .zero, kind == .deposit {
        reader.fault(
          .held, .rank, Phrase("轮候冻结尚未生效，已控制应为 0", "One that waits holds nothing yet"), Phrase("填写 0", "Write 0"))
      }
      if let kind, let from, let until { term(kind, from, until, rank ?? 1, &reader) }
      let ruling = reader.text(.ruling, max: 60)
      if let party, let kind, let unit, let object, let requested, let held, let rank, let from, let until, !reader.hasError {
        let measure = RunningCase.Measure(
          party: party, kind: kind, unit: unit.key, object: object, requested: requested, held: held, rank: rank, from: from,
          until: until, ruling: ruling)
        if let first = seen[measure.identity] {
          reader.fault(
            .object, .object, Phrase("与第 \(first) 行是同一财产", "The same thing as on line \(first)"), Phrase("只保留一行", "Keep one line")
          )
        }
        seen[measure.identity] = reader.line.line
        measures.append(measure)
      }
      faults += reader.faults
    }
    return measures
  }

  private func unit(_ reader: inout RunningReader, _ kind: Property.Kind?) -> PartnerUnit? {
    let text = reader.text(.unit, max: 60, required: true)
    guard !text.isEmpty else { return nil }
    guard let unit = court.unit(text) else {
      reader.fault(
        .unit, .object, Phrase("没有接通“\(text)”", "“\(text)” is no unit of this court"),
        Phrase(
          "填写：\(court.units.map(\.name.zh).joined(separator: "、"))", "One of: \(court.units.map(\.key).joined(separator: ", "))"))
      return nil
    }
    let keeper: PartnerUnit.Kind? =
      switch kind {
      case .deposit: .bank
      case .realEstate: .realEstate
      case .vehicle: .vehicle
      case .policy: .insurer
      case .security: .securities
      case .goods: .site
      case nil: nil
      }
    if let keeper, let kind, unit.kind != keeper {
      reader.fault(
        .unit, .object, Phrase("“\(text)”不管\(kind.name.zh)", "“\(text)” keeps no \(kind.name.en.lowercased())"),
        Phrase("核对财产种类与协助单位", "Check kind and unit"))
      return nil
    }
    return unit
  }

  private func object(_ reader: inout RunningReader, _ kind: Property.Kind?) -> String? {
    let text = reader.text(.object, max: 60, required: true)
    guard !text.isEmpty, let kind else { return nil }
    do throws(LawRefusal) {
      switch kind {
      case .deposit: return try BankAccount.check(text).number
      case .vehicle: return try Plate.check(text, specialForms: true).number
      case .realEstate, .policy, .security, .goods: return text
      }
    } catch {
      reader.fault(.object, .object, error.message, Phrase("按协助执行回执填写", "Write it as on the unit's receipt"))
      return nil
    }
  }

  /// R3.1: no term is longer than the law allows; R3.2: what was not renewed in time has lapsed.
  private func term(_ kind: Property.Kind, _ from: Day, _ until: Day, _ rank: Int, _ reader: inout RunningReader) {
    if until < from {
      return reader.fault(
        .until, .term, Phrase("届满日 \(until) 早于起日 \(from)", "Ends on \(until), before it begins on \(from)"),
        Phrase("核对两个日期", "Check both days"))
    }
    let most = SeizureTerm.monthsMax(kind.term, settings: court.law.settings).value
    if until > from.adding(months: most) {
      return reader.fault(
        .until, .term,
        Phrase(
          "\(kind.name.zh)控制期限最长 \(most) 个月，\(from) 至 \(until) 过长",
          "\(kind.name.en): at most \(most) months, not \(from) to \(until)"),
        Phrase("“起”填写最近一次续行的起日", "Write the first day of the latest renewal under “from”"))
    }
    if rank == 1, until < court.today {
      reader.fault(
        .until, .lapse, as: .warning, Phrase("已于 \(until) 届满失效，按失效接收", "It lapsed on \(until) and is taken over as lapsed"),
        Phrase("已续行的填写新的届满日", "Where it was renewed, write the new last day"))
    }
  }
}
