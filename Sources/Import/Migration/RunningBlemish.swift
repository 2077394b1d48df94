import Basics
import Enforcement
import EnforcementLaw

/// A fault that generated tables can have: it spoils the lines of one case and says where, and by which rule, it must be found. The
/// case has an applicant and at least two debtors, measures, money, clocks and sanctions.
struct RunningBlemish: Sendable {
  /// The line among the case's own in the table, from 0; no column where the whole line is at fault.
  typealias Place = (row: Int, column: RunningColumn?)
  let table: RunningTable
  let rule: String
  let spoil: @Sendable (inout RunningRows, _ running: RunningCase, _ court: RunningCourt) -> Place

  init(_ table: RunningTable, _ rule: String, spoil: @escaping @Sendable (inout RunningRows, RunningCase, RunningCourt) -> Place)
  {
    self.table = table
    self.rule = rule
    self.spoil = spoil
  }
  /// One value of one line.
  init(_ table: RunningTable, _ rule: RunningRule, _ column: RunningColumn, row: Int = 0, _ text: String) {
    self.init(table, rule.rawValue, column, row: row, text)
  }
  init(_ table: RunningTable, _ rule: String, _ column: RunningColumn, row: Int = 0, _ text: String) {
    self.init(table, rule) { rows, _, _ in
      rows[table]?[row][column] = text
      return (row, column)
    }
  }
  /// One value that the case decides.
  init(
    _ table: RunningTable, _ rule: RunningRule, _ column: RunningColumn, row: Int = 0,
    _ text: @escaping @Sendable (RunningCase, RunningCourt) -> String
  ) {
    self.init(table, rule.rawValue) { rows, running, court in
      rows[table]?[row][column] = text(running, court)
      return (row, column)
    }
  }

  static let all: [RunningBlemish] = ofCases + ofParties + ofClocks + ofMeasures + ofMoney + ofSanctions

  private static let ofCases: [RunningBlemish] = [
    RunningBlemish(.cases, .required, .number, ""),
    RunningBlemish(.cases, .number, .number, "(2025)浙9执0012号"),
    RunningBlemish(.cases, .number, .number, "(2025)京0101执12号"),
    RunningBlemish(.cases, .number, .number) { running, _ in running.number + "之一" },
    RunningBlemish(.cases, .number, .filedOn) { running, _ in "\(running.filedOn.year - 1)-12-31" },
    RunningBlemish(.cases, .required, .filedOn, ""),
    RunningBlemish(.cases, .day, .filedOn, "2025-02-30"),
    RunningBlemish(.cases, .day, .filedOn) { _, court in "\(court.today + 1)" },
    RunningBlemish(.cases, .required, .handler, ""),
    RunningBlemish(.cases, .staff, .handler, "查无此人"),
    RunningBlemish(.cases, .staff, .handler) { _, court in
      court.staff.first { $0.roles.isDisjoint(with: [.officer, .judge]) }?.name ?? "查无此人"
    },
    RunningBlemish(.cases, .staff, .judge, "查无此人"),
    RunningBlemish(.cases, .list, .lane, "快办"),
    RunningBlemish(.cases, .list, .state, "执行中止"),
    RunningBlemish(.cases, .state, .endedOn) { _, court in "\(court.today)" },
    RunningBlemish(.cases, RunningRule.state.rawValue) { rows, _, _ in
      rows[.cases]?[0][.state] = RunningState.ended.written.zh
      return (0, .endedOn)
    },
    RunningBlemish(.cases, .day, .noticeOn) { running, _ in "\(running.filedOn - 1)" },
    RunningBlemish(.cases, .day, .searchedOn, "昨天"),
    RunningBlemish(.cases, .day, .assignedOn) { running, _ in "\(running.filedOn - 2)" },
    RunningBlemish(.cases, .day, .investigatedOn) { _, court in "\(court.today + 3)" },
    RunningBlemish(.cases, .day, .receivedOn) { running, _ in "\(running.filedOn + 1)" },
    RunningBlemish(.cases, .money, .balance, "三万元"),
    RunningBlemish(.cases, .balance, .balance) { running, _ in "\(running.balance + Money(fen: 1))" },
    RunningBlemish(.cases, DocketRule.list.rawValue, .type, "执字"),
    RunningBlemish(.cases, DocketRule.required.rawValue, .instrumentNumber, ""),
    RunningBlemish(.cases, DocketRule.day.rawValue, .instrumentDate, "2023-02-30"),
    RunningBlemish(.cases, .required, .caseRef, ""),
  ]

  private static let ofParties: [RunningBlemish] = [
    RunningBlemish(.parties, DocketRule.list.rawValue, .partyRole, row: 1, "债务人甲"),
    RunningBlemish(.parties, DocketRule.phone.rawValue, .partyPhone, row: 1, "1380000"),
    RunningBlemish(.parties, DocketRule.text.rawValue, .partyName, row: 1, "林\u{200B}安"),
    RunningBlemish(.parties, DocketRule.required.rawValue, .partyID, ""),
    RunningBlemish(.parties, DocketRule.residentID.rawValue) { rows, _, court in
      rows[.parties]?[1][.partyKind] = Person.Kind.natural.written.zh
      rows[.parties]?[1][.partyIDKind] = Application.IDKind.residentID.written.zh
      rows[.parties]?[1][.partyRepresentative] = nil
      rows[.parties]?[1][.partyID] = "33000019850230001X"
      return (1, .partyID)
    },
    RunningBlemish(.parties, DocketRule.text.rawValue) { rows, _, _ in
      rows[.parties]?[1][.partyKind] = Person.Kind.natural.written.zh
      rows[.parties]?[1][.partyIDKind] = "港澳居民来往内地通行证"
      rows[.parties]?[1][.partyRepresentative] = nil
      rows[.parties]?[1][.partyID] = "X1234567"
      return (1, .partyID)
    },
    RunningBlemish(.parties, RunningRule.reference.rawValue) { rows, _, _ in
      let last = (rows[.parties]?.count ?? 1) - 1
      rows[.parties]?[last][.caseRef] = "没有这案"
      return (last, .caseRef)
    },
    RunningBlemish(.claims, DocketRule.money.rawValue, .claimAmount, "100.005"),
    RunningBlemish(.claims, DocketRule.list.rawValue, .claimKind, "钱"),
    RunningBlemish(.claims, DocketRule.interest.rawValue, .claimInterest, "12"),
  ]

  private static let ofClocks: [RunningBlemish] = [
    RunningBlemish(.clocks, .list, .entry, "暂停"),
    RunningBlemish(.clocks, .list, .ground, "出差"),
    RunningBlemish(.clocks, .required, .from, ""),
    RunningBlemish(.clocks, .required, .paper, ""),
    RunningBlemish(.clocks, .excluded, .to) { running, _ in "\(running.periods[0].first - 1)" },
    RunningBlemish(.clocks, .excluded, .from) { running, _ in "\(running.filedOn - 10)" },
    RunningBlemish(.clocks, RunningRule.caseLimit.rawValue) { rows, running, _ in
      rows[.clocks]?[running.periods.count][.months] = "4"
      return (running.periods.count, .months)
    },
    RunningBlemish(.clocks, RunningRule.caseLimit.rawValue) { rows, running, court in
      let row = running.periods.count
      rows[.clocks]?[row][.months] = "\(3 * (court.law.settings.maxExtensions + 1))"
      return (row, .highCourt)
    },
  ]

  private static let ofMeasures: [RunningBlemish] = [
    RunningBlemish(.measures, .list, .measureKind, "古董"),
    RunningBlemish(.measures, .object, .unit, "月球银行"),
    RunningBlemish(.measures, .object, .unit) { _, court in court.units.first { $0.kind == .vehicle }?.key ?? "月球银行" },
    RunningBlemish(.measures, .required, .object, ""),
    RunningBlemish(.measures, .object, .object, "12-34"),
    RunningBlemish(.measures, .text, .object, "6.22E+18"),
    RunningBlemish(.measures, .person, .debtor, "查无此人"),
    RunningBlemish(.measures, .person, .debtor, ""),
    RunningBlemish(.measures, .money, .requested, "-5"),
    RunningBlemish(.measures, .money, .held) { running, _ in "\(running.measures[0].requested + Money(fen: 1))" },
    RunningBlemish(.measures, .list, .rank, "首封"),
    RunningBlemish(.measures, .required, .from, ""),
    RunningBlemish(.measures, .term, .until) { running, _ in "\(running.measures[0].from - 1)" },
    RunningBlemish(.measures, .term, .until) { running, _ in "\(running.measures[0].from.adding(months: 13))" },
    RunningBlemish(.measures, RunningRule.object.rawValue) { rows, _, _ in
      if let first = rows[.measures]?.first { rows[.measures]?.insert(first, at: 1) }
      return (1, .object)
    },
  ]

  private static let ofMoney: [RunningBlemish] = [
    RunningBlemish(.money, .list, .direction, "转"),
    RunningBlemish(.money, .day, .day) { _, court in "\(court.today + 2)" },
    RunningBlemish(.money, .money, .amount, "0"),
    RunningBlemish(.money, .list, .moneyKind, "捐款"),
    RunningBlemish(.money, .list, .moneyKind, "执行费"),
    RunningBlemish(.money, RunningRule.reference.rawValue) { rows, _, _ in
      rows[.money]?[0][.caseRef] = "没有这案"
      return (0, .caseRef)
    },
  ]

  private static let ofSanctions: [RunningBlemish] = [
    RunningBlemish(.sanctions, .list, .sanction, "罚站"),
    RunningBlemish(.sanctions, .person, .debtor, "查无此人"),
    RunningBlemish(.sanctions, .required, .decidedOn, ""),
    RunningBlemish(.sanctions, RunningRule.list.rawValue) { rows, running, _ in
      rows[.sanctions]?[running.restrictions.count][.ground] = "第九项"
      return (running.restrictions.count, .ground)
    },
    RunningBlemish(.sanctions, RunningRule.listing.rawValue) { rows, running, _ in
      rows[.sanctions]?[running.restrictions.count][.ground] = "1"
      return (running.restrictions.count, .until)
    },
    RunningBlemish(.sanctions, RunningRule.listing.rawValue) { rows, running, _ in
      rows[.sanctions]?[running.restrictions.count][.until] = "\(running.listings[0].on + 30)"
      return (running.restrictions.count, .until)
    },
    RunningBlemish(.sanctions, RunningRule.listing.rawValue) { rows, running, _ in
      rows[.sanctions]?[running.restrictions.count][.until] = nil
      return (running.restrictions.count, .until)
    },
    RunningBlemish(.sanctions, RunningRule.person.rawValue) { rows, _, _ in
      if let first = rows[.sanctions]?.first { rows[.sanctions]?.insert(first, at: 1) }
      return (1, .debtor)
    },
  ]
}
