import Basics

/// The tables of a court that moves: a folder of CSV files, or the sheets of one workbook. `docs/running-format.md` lists them.
public enum RunningTable: String, CaseIterable, Sendable, Hashable, Codable {
  case cases, parties, claims, clocks, measures, money, sanctions, numbers

  /// The sheet's or file's name without its ending: English first, then Chinese.
  public var names: [String] {
    switch self {
    case .cases: ["cases", "案件"]
    case .parties: ["parties", "当事人"]
    case .claims: ["claims", "债权"]
    case .clocks: ["clocks", "期限"]
    case .measures: ["measures", "控制措施"]
    case .money: ["money", "案款"]
    case .sanctions: ["sanctions", "惩戒"]
    case .numbers: ["numbers", "案号"]
    }
  }
  public var name: Phrase { Phrase(names[1], names[0]) }
  /// Without these a court cannot move.
  public var isRequired: Bool { self == .cases || self == .parties || self == .claims }

  static func named(_ text: String) -> RunningTable? {
    let folded = text.lowercased().filter { !$0.isWhitespace }
    return allCases.first { $0.names.contains(folded) }
  }

  /// In the order in which they are written.
  public var columns: [RunningColumn] {
    switch self {
    case .cases:
      [
        .caseRef, .number, .otherNumbers, .type, .earlierCase, .state, .endedOn, .receivedOn, .filedOn, .handler, .judge,
        .assignedOn, .lane, .cause, .livelihood, .instrumentNumber, .instrumentCourt, .instrumentKind, .instrumentDate,
        .lastPerformanceDay, .noticeOn, .reportOrderOn, .searchedOn, .investigatedOn, .balance,
      ]
    case .parties:
      [
        .caseRef, .partyRole, .partyKind, .partyName, .partyIDKind, .partyID, .partyPhone, .partyAddress, .partyRepresentative,
        .partyElectronicService, .payeeAccount, .payeeBank, .agent, .agentPhone,
      ]
    case .claims: [.caseRef, .claimKind, .claimAmount, .claimInterest]
    case .clocks: [.caseRef, .entry, .ground, .from, .to, .months, .highCourt, .paper, .approver]
    case .measures:
      [.caseRef, .debtor, .measureKind, .unit, .object, .requested, .held, .rank, .from, .until, .ruling]
    case .money: [.caseRef, .direction, .day, .amount, .moneyKind, .bankLine]
    case .sanctions: [.caseRef, .sanction, .debtor, .decidedOn, .ground, .until, .paper]
    case .numbers: [.type, .year, .last]
    }
  }

  /// Whether the table must have the column.
  public func isRequired(_ column: RunningColumn) -> Bool {
    switch (self, column) {
    case (_, .caseRef): true
    case (.cases, .number), (.cases, .type), (.cases, .filedOn), (.cases, .handler), (.cases, .instrumentNumber),
      (.cases, .instrumentCourt), (.cases, .instrumentKind), (.cases, .instrumentDate), (.cases, .state), (.cases, .balance):
      true
    case (.parties, .partyRole), (.parties, .partyName), (.parties, .partyID): true
    case (.claims, .claimKind), (.claims, .claimAmount): true
    case (.clocks, .entry), (.clocks, .from), (.clocks, .paper): true
    case (.measures, .measureKind), (.measures, .unit), (.measures, .object), (.measures, .requested), (.measures, .held),
      (.measures, .rank), (.measures, .from), (.measures, .until):
      true
    case (.money, .direction), (.money, .day), (.money, .amount), (.money, .moneyKind): true
    case (.sanctions, .sanction), (.sanctions, .debtor), (.sanctions, .decidedOn): true
    case (.numbers, _): true
    default: false
    }
  }
}

/// A column of the tables. The raw value is the English header.
public enum RunningColumn: String, CaseIterable, Sendable, Hashable, Codable {
  case caseRef = "case_ref"
  case number, otherNumbers = "other_numbers", type, earlierCase = "earlier_case", state, endedOn = "ended_on"
  case receivedOn = "received_on", filedOn = "filed_on", handler, judge, assignedOn = "assigned_on", lane, cause, livelihood
  case instrumentNumber = "instrument_number", instrumentCourt = "instrument_court", instrumentKind = "instrument_kind"
  case instrumentDate = "instrument_date", lastPerformanceDay = "last_performance_day", noticeOn = "notice_on"
  case reportOrderOn = "report_order_on", searchedOn = "searched_on", investigatedOn = "investigated_on", balance
  case partyRole = "party_role", partyKind = "party_kind", partyName = "party_name", partyIDKind = "party_id_kind"
  case partyID = "party_id", partyPhone = "party_phone", partyAddress = "party_address"
  case partyRepresentative = "party_representative", partyElectronicService = "party_electronic_service"
  case payeeAccount = "payee_account", payeeBank = "payee_bank", agent, agentPhone = "agent_phone"
  case claimKind = "claim_kind", claimAmount = "claim_amount", claimInterest = "claim_interest"
  case entry, ground, from, to, months, highCourt = "high_court", paper, approver
  case debtor, measureKind = "kind", unit, object, requested, held, rank, until, ruling
  case direction, day, amount, moneyKind = "money_kind", bankLine = "bank_line"
  case sanction, decidedOn = "decided_on", year, last

  /// The Chinese header, then what else courts call it.
  var chinese: [String] {
    if let docket { return [docket.zh] + docket.aliases }
    return switch self {
    case .caseRef: ["案件编号", "编号"]
    case .number: ["案号"]
    case .otherNumbers: ["其他案号", "旧案号", "曾用案号"]
    case .state: ["状态", "案件状态"]
    case .endedOn: ["终本日期", "终本日"]
    case .filedOn: ["立案日期", "立案日"]
    case .handler: ["承办人"]
    case .judge: ["承办法官", "法官"]
    case .assignedOn: ["承办日期", "分案日期"]
    case .lane: ["繁简类型", "繁简"]
    case .noticeOn: ["执行通知发出日", "执行通知日期"]
    case .reportOrderOn: ["报告财产令发出日", "报告财产令日期"]
    case .searchedOn: ["网络查控日", "查控日期"]
    case .investigatedOn: ["调查结果告知日", "财产调查完成日"]
    case .balance: ["在账案款", "案款余额"]
    case .entry: ["事项", "类别"]
    case .ground: ["事由", "情形"]
    case .from: ["起", "起日", "自"]
    case .to: ["止", "止日", "至"]
    case .months: ["月数", "延长月数"]
    case .highCourt: ["报高院备案", "高院备案"]
    case .paper: ["文书", "文书号", "决定书号"]
    case .approver: ["批准人", "审批人"]
    case .debtor: ["被执行人"]
    case .measureKind: ["财产种类", "种类"]
    case .unit: ["协助单位", "单位"]
    case .object: ["标的物", "账号或证号", "财产标识"]
    case .requested: ["控制限额", "限额"]
    case .held: ["已控制", "实际控制", "已冻结"]
    case .rank: ["顺位", "轮候顺位"]
    case .until: ["届满日", "到期日", "止期"]
    case .ruling: ["裁定书号", "裁定文号"]
    case .direction: ["收付", "方向"]
    case .day: ["日期"]
    case .amount: ["金额"]
    case .moneyKind: ["款项种类", "款项"]
    case .bankLine: ["银行流水号", "流水号"]
    case .sanction: ["措施", "惩戒种类"]
    case .decidedOn: ["决定日期", "决定日"]
    case .year: ["年度"]
    case .last: ["末号", "最后一号"]
    default: [rawValue]
    }
  }
  public var zh: String { chinese[0] }
  public var name: Phrase { Phrase(zh, rawValue) }

  /// The same column of a docket: read by the docket's checks.
  var docket: DocketColumn? {
    switch self {
    case .type: .type
    case .earlierCase: .earlierCase
    case .receivedOn: .receivedOn
    case .cause: .cause
    case .livelihood: .livelihood
    case .instrumentNumber: .instrumentNumber
    case .instrumentCourt: .instrumentCourt
    case .instrumentKind: .instrumentKind
    case .instrumentDate: .instrumentDate
    case .lastPerformanceDay: .lastPerformanceDay
    case .partyRole: .partyRole
    case .partyKind: .partyKind
    case .partyName: .partyName
    case .partyIDKind: .partyIDKind
    case .partyID: .partyID
    case .partyPhone: .partyPhone
    case .partyAddress: .partyAddress
    case .partyRepresentative: .partyRepresentative
    case .partyElectronicService: .partyElectronicService
    case .payeeAccount: .payeeAccount
    case .payeeBank: .payeeBank
    case .agent: .agent
    case .agentPhone: .agentPhone
    case .claimKind: .claimKind
    case .claimAmount: .claimAmount
    case .claimInterest: .claimInterest
    default: nil
    }
  }
  static let ofDocket: [DocketColumn: RunningColumn] = {
    var columns: [DocketColumn: RunningColumn] = [.docketRef: .caseRef]
    for column in allCases { if let docket = column.docket { columns[docket] = column } }
    return columns
  }()
}
