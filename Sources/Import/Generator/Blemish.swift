import Basics
import Enforcement

/// A fault that a generated docket can have: it spoils the rows of one case and says where, and by which rule, it must be found.
/// The first row of a case is the applicant, the second a debtor, the last a claim item.
struct Blemish: Sendable {
  typealias Rows = [DocketWriter.Row]
  /// The row of the case, from 0, and the column; no column where the whole line is at fault.
  typealias Place = (row: Int, column: DocketColumn?)

  let rule: DocketRule
  let spoil: @Sendable (inout Rows, _ docket: DocketCase, _ today: Day) -> Place

  static let all: [Blemish] = ofText + ofNumbers + ofDays + ofLines

  /// A value that is wrong by itself, in one column of one row.
  private static let ofText: [Blemish] = [
    Blemish(.phone, .partyPhone, of: .debtor, "1380000"),
    Blemish(.text, .partyName, of: .debtor, "林\u{200B}安"),
    Blemish(.list, .partyRole, of: .applicant, "债主"),
    Blemish(.money, .claimAmount, of: .claim, "100.005"),
    Blemish(.money, .claimAmount, of: .claim, "0.00"),
    Blemish(.money, .claimAmount, of: .claim, "-5"),
    Blemish(.money, .claimAmount, of: .claim, "十三万元"),
    Blemish(.list, .claimKind, of: .claim, "钱"),
    Blemish(.interest, .claimInterest, of: .claim, "12"),
    Blemish(.publishedRate, .claimInterest, of: .claim, "LPR*4 2019-08-19.."),
    Blemish(.required, .instrumentNumber, of: .applicant, ""),
    Blemish(.caseNumber, .instrumentNumber, of: .applicant, "(2023)浙1004民初0012号"),
    Blemish(.caseNumber, .court, of: .applicant, "路桥法院"),
    Blemish(.caseType, .type, of: .applicant, "执异"),
    Blemish(.list, .type, of: .applicant, "执字"),
    Blemish(.agreement, .cause, of: .debtor, "另一案由"),
  ]

  /// Identity numbers and sums.
  private static let ofNumbers: [Blemish] = [
    Blemish(.residentID) { rows, _, today in
      debtor(.natural, .residentID, wrong(FictionalPeople.resident(birth: today - 12_000, order: 0)), in: &rows)
      return (1, .partyID)
    },
    Blemish(.creditCode) { rows, _, _ in
      debtor(.enterprise, .creditCode, wrong(FictionalPeople.creditCode(serial: 1)), in: &rows)
      return (1, .partyID)
    },
    Blemish(.guardian) { rows, _, today in
      debtor(.natural, .residentID, FictionalPeople.resident(birth: today.adding(months: -120), order: 1), in: &rows)
      return (1, .agent)
    },
    Blemish(.acceptance) { rows, _, _ in
      for column in [DocketColumn.partyKind, .partyIDKind, .partyID, .partyRepresentative] { rows[1][column] = rows[0][column] }
      return (1, .partyID)
    },
    Blemish(.money) { rows, _, _ in
      rows.append(rows[rows.count - 1].merging([.claimAmount: Money.outsideMax.description]) { $1 })
      return (rows.count - 1, .claimAmount)
    },
  ]

  /// Days that are not, or do not follow one another.
  private static let ofDays: [Blemish] = [
    Blemish(.day, .instrumentDate, of: .applicant, "2023-02-30"),
    Blemish(.day) { rows, _, today in
      rows[0][.instrumentDate] = (today + 1).description
      return (0, .instrumentDate)
    },
    Blemish(.day) { rows, docket, _ in
      rows[0][.lastPerformanceDay] = (docket.instrument.on - 1).description
      return (0, .lastPerformanceDay)
    },
    Blemish(.acceptance) { rows, _, today in
      rows[0][.type] = CaseTypeCode.first.rawValue
      rows[0][.earlierCase] = nil
      rows[0][.lastPerformanceDay] = (today + 30).description
      return (0, .lastPerformanceDay)
    },
  ]

  /// Lines that are not what a line or a case must be.
  private static let ofLines: [Blemish] = [
    Blemish(.resumption) { rows, _, _ in
      rows[0][.earlierCase] = nil
      rows[0][.type] = CaseTypeCode.resumed.rawValue
      return (0, .earlierCase)
    },
    Blemish(.line) { rows, _, _ in
      let last = rows.count - 1
      for column in DocketColumn.allCases where column.part == .claim || column == .row { rows[last][column] = nil }
      return (last, nil)
    },
    Blemish(.line) { rows, _, _ in
      rows[1][.row] = nil
      rows[1][.claimAmount] = "5"
      return (1, nil)
    },
    Blemish(.acceptance) { rows, _, _ in
      rows[0][.partyRole] = CaseParty.Role.debtor.written.en
      return (0, .partyRole)
    },
  ]

  private enum Target { case applicant, debtor, claim }

  private init(_ rule: DocketRule, _ spoil: @escaping @Sendable (inout Rows, DocketCase, Day) -> Place) {
    self.rule = rule
    self.spoil = spoil
  }

  private init(_ rule: DocketRule, _ column: DocketColumn, of target: Target, _ text: String) {
    self.init(rule) { rows, _, _ in
      let row =
        switch target {
        case .applicant: 0
        case .debtor: 1
        case .claim: rows.count - 1
        }
      rows[row][column] = text
      return (row, column)
    }
  }

  /// Makes the debtor a person or company with this number.
  private static func debtor(_ kind: Person.Kind, _ idKind: Application.IDKind, _ number: String, in rows: inout Rows) {
    rows[1][.partyKind] = kind.written.en
    rows[1][.partyIDKind] = idKind.written.en
    rows[1][.partyID] = number
    rows[1][.partyRepresentative] = nil
  }

  /// The number with another check character.
  private static func wrong(_ number: String) -> String { String(number.dropLast()) + (number.hasSuffix("1") ? "2" : "1") }
}
