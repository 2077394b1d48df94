import Basics

/// The columns of a docket (收案清单). ``key`` is the English header and ``zh`` the Chinese one. The order is the one in which
/// ``DocketWriter`` writes them. The list is fixed and stands in `docs/docket-format.md`.
public enum DocketColumn: Int, CaseIterable, Sendable, Hashable {
  case docketRef, row, court, type, earlierCase, receivedOn, cause, livelihood
  case instrumentNumber, instrumentCourt, instrumentKind, instrumentDate, lastPerformanceDay
  case partyRole, partyKind, partyName, partyIDKind, partyID, partyPhone, partyAddress, partyRepresentative
  case partyElectronicService, payeeAccount, payeeBank, agent, agentPhone
  case claimKind, claimAmount, claimInterest

  /// The English header.
  public var key: String { DocketColumn.names[rawValue][0] }
  /// The Chinese header.
  public var zh: String { DocketColumn.names[rawValue][1] }
  /// Other headers that mean the same.
  public var aliases: [String] { Array(DocketColumn.names[rawValue].dropFirst(2)) }
  /// Both headers, for messages.
  public var name: Phrase { Phrase(zh, key) }

  private static let names: [[String]] = allCases.map(\.spelled)
  /// The English header, the Chinese one, then what else courts call it.
  private var spelled: [String] {
    switch self {
    case .docketRef: ["docket_ref", "收案编号", "编号", "批次编号", "ref"]
    case .row: ["row", "行别", "行类型", "row_kind"]
    case .court: ["court", "法院代字", "执行法院", "法院", "court_code"]
    case .type: ["type", "案件类型", "类型代字", "case_type"]
    case .earlierCase: ["earlier_case", "原执行案号", "原案号"]
    case .receivedOn: ["received_on", "收到申请日", "收到日期", "收案日期"]
    case .cause: ["cause", "案由"]
    case .livelihood: ["livelihood", "涉民生"]
    case .instrumentNumber: ["instrument_number", "执行依据文号", "文书案号", "执行依据案号"]
    case .instrumentCourt: ["instrument_court", "作出机关", "作出法院", "文书作出机关", "instrument_issuer"]
    case .instrumentKind: ["instrument_kind", "文书种类", "执行依据种类"]
    case .instrumentDate: ["instrument_date", "文书日期", "作出日期"]
    case .lastPerformanceDay: ["last_performance_day", "履行期限届满日", "履行期最后一日"]
    case .partyRole: ["party_role", "诉讼地位", "当事人地位", "role"]
    case .partyKind: ["party_kind", "当事人类别", "当事人类型"]
    case .partyName: ["party_name", "姓名或名称", "姓名名称", "姓名", "名称", "当事人", "name"]
    case .partyIDKind: ["party_id_kind", "证件种类", "证件类型", "id_kind"]
    case .partyID: ["party_id", "证件号码", "证件号", "身份证号", "身份证号码", "id_number"]
    case .partyPhone: ["party_phone", "联系电话", "电话", "手机号", "phone"]
    case .partyAddress: ["party_address", "地址", "住址", "住所地", "address"]
    case .partyRepresentative: ["party_representative", "法定代表人", "负责人", "representative"]
    case .partyElectronicService: ["party_electronic_service", "同意电子送达", "electronic_service"]
    case .payeeAccount: ["payee_account", "收款账号", "银行账号", "account"]
    case .payeeBank: ["payee_bank", "开户行", "开户银行", "bank"]
    case .agent: ["agent", "代理人", "委托代理人"]
    case .agentPhone: ["agent_phone", "代理人电话"]
    case .claimKind: ["claim_kind", "债权种类", "请求种类", "债权项目"]
    case .claimAmount: ["claim_amount", "金额", "金额（元）", "债权金额", "amount"]
    case .claimInterest: ["claim_interest", "利息约定", "利息", "interest"]
    }
  }

  /// What a line is about: the case, a party or a claim item.
  public enum Part: Sendable { case `case`, party, claim }
  public var part: Part {
    switch self {
    case .docketRef, .row, .court, .type, .earlierCase, .receivedOn, .cause, .livelihood, .instrumentNumber, .instrumentCourt,
      .instrumentKind, .instrumentDate, .lastPerformanceDay:
      .case
    case .partyRole, .partyKind, .partyName, .partyIDKind, .partyID, .partyPhone, .partyAddress, .partyRepresentative,
      .partyElectronicService, .payeeAccount, .payeeBank, .agent, .agentPhone:
      .party
    case .claimKind, .claimAmount, .claimInterest: .claim
    }
  }

  /// Columns without which a file is no docket.
  public var isRequired: Bool {
    switch self {
    case .docketRef, .type, .instrumentNumber, .instrumentCourt, .instrumentKind, .instrumentDate, .partyRole, .partyName,
      .partyID, .claimKind,
      .claimAmount:
      true
    case .row, .court, .earlierCase, .receivedOn, .cause, .livelihood, .lastPerformanceDay,
      .partyKind, .partyIDKind, .partyPhone, .partyAddress, .partyRepresentative, .partyElectronicService, .payeeAccount,
      .payeeBank, .agent, .agentPhone, .claimInterest:
      false
    }
  }

  /// The columns that say the same on every line of a case.
  static let ofCase: [DocketColumn] = allCases.filter { $0.part == .case && $0 != .docketRef && $0 != .row && $0 != .court }

  /// The column's place in ``allCases``.
  var index: Int { rawValue }

  /// The three columns that a correction file puts in front; read over when it is fed back.
  public static let reportHeaders: [Phrase] = [Phrase("错误", "error"), Phrase("规则", "rule"), Phrase("应填", "instead")]
}

/// The header of one file: which of its columns is which.
public struct DocketHeader: Sendable {
  /// One column as it stands in the file.
  public struct Entry: Sendable {
    /// As written, trimmed.
    public let text: String
    public let column: DocketColumn
    /// Place in the file, from 0.
    public let place: Int
  }
  /// The docket's columns in the file's order, without those of a report.
  public let entries: [Entry]
  /// How many columns the file has, those of a report included.
  public let width: Int
  private let places: [Int?]

  /// Reads the fields of the first record.
  init(_ texts: [String], hasDefaultCourt: Bool, line: Int) throws(DocketUnreadable) {
    var faults: [DocketFault] = []
    var entries: [Entry] = []
    var places = [Int?](repeating: nil, count: DocketColumn.allCases.count)
    let kept = texts.reversed().drop { $0.isEmpty }.reversed()
    for (place, text) in kept.enumerated() where !DocketHeader.isOfReport(text) {
      guard let column = DocketHeader.byText[DocketHeader.folded(text)] else {
        faults.append(DocketHeader.unknown(text, place: place, line: line))
        continue
      }
      if let earlier = places[column.index] {
        faults.append(DocketHeader.doubled(text, column, places: (earlier, place), line: line))
      }
      places[column.index] = place
      entries.append(Entry(text: text, column: column, place: place))
    }
    let missing = DocketColumn.allCases.filter { places[$0.index] == nil && ($0.isRequired || $0 == .court && !hasDefaultCourt) }
    if let separator = DocketHeader.foreignSeparator(in: texts) {
      faults = [DocketHeader.badSeparator(separator, line: line)]
    } else if missing.count == DocketColumn.allCases.count(where: { $0.isRequired || $0 == .court && !hasDefaultCourt }) {
      faults = [DocketHeader.noHeader(line: line)]
    } else {
      faults += missing.map { DocketHeader.missing($0, line: line) }
    }
    guard faults.isEmpty else { throw DocketUnreadable(faults: faults) }
    self.entries = entries
    self.places = places
    self.width = kept.count
  }

  /// Where `column` stands in a record, or nil.
  func place(of column: DocketColumn) -> Int? { places[column.index] }
  /// The column's header as the file writes it, else its Chinese name.
  func text(of column: DocketColumn) -> String { entries.first { $0.column == column }?.text ?? column.zh }

  private static let byText: [String: DocketColumn] = {
    var columns: [String: DocketColumn] = [:]
    for column in DocketColumn.allCases {
      for text in [column.key, column.zh] + column.aliases { columns[folded(text)] = column }
    }
    return columns
  }()

  private static func isOfReport(_ text: String) -> Bool {
    DocketColumn.reportHeaders.contains { $0.zh == text || $0.en == text.lowercased() }
  }

  /// Case, spaces and the width of brackets don't matter in a header.
  private static func folded(_ text: String) -> String {
    var folded = ""
    for character in text.lowercased() where !character.isWhitespace {
      switch character {
      case "(": folded.append("（")
      case ")": folded.append("）")
      case "-": folded.append("_")
      default: folded.append(character)
      }
    }
    return folded
  }

  private static func foreignSeparator(in texts: [String]) -> String? {
    guard let only = texts.first, texts.count == 1 else { return nil }
    return ["，", ";", "；", "\t", "|"].first { only.contains($0) }
  }
}

extension DocketHeader {
  private static func unknown(_ text: String, place: Int, line: Int) -> DocketFault {
    let shown =
      text.isEmpty
      ? Phrase("第 \(place + 1) 列没有表头", "Column \(place + 1) has no header")
      : Phrase("不认识的表头“\(text)”", "Unknown header “\(text)”")
    return DocketFault(
      line: line, header: text, rule: .header, shown,
      instead: Phrase("删去该列，或改用格式说明中的表头", "Delete the column, or use a header from the format description"))
  }
  private static func doubled(_ text: String, _ column: DocketColumn, places: (Int, Int), line: Int) -> DocketFault {
    DocketFault(
      line: line, header: text, rule: .header,
      Phrase(
        "第 \(places.0 + 1) 列与第 \(places.1 + 1) 列都是“\(column.zh)”",
        "Columns \(places.0 + 1) and \(places.1 + 1) are both “\(column.key)”"),
      instead: Phrase("只保留其中一列", "Keep one of them"))
  }
  private static func missing(_ column: DocketColumn, line: Int) -> DocketFault {
    DocketFault(
      line: line, header: column.zh, rule: .header, Phrase("缺少“\(column.zh)”列", "The column “\(column.key)” is missing"),
      instead: Phrase("增加表头“\(column.zh)”或“\(column.key)”", "Add a header “\(column.zh)” or “\(column.key)”"))
  }
  private static func noHeader(line: Int) -> DocketFault {
    DocketFault(
      line: line, header: "", rule: .header, Phrase("这一行不是收案清单的表头", "This line is not the header of a docket"),
      instead: Phrase("第一行写表头，如：收案编号,法院代字,案件类型,…", "Begin with the header: docket_ref,court,type,…"))
  }
  private static func badSeparator(_ separator: String, line: Int) -> DocketFault {
    let shown = separator == "\t" ? Phrase("制表符", "tabs") : Phrase("“\(separator)”", "“\(separator)”")
    return DocketFault(
      line: line, header: "", rule: .header, Phrase("各列之间用的是", "Columns are separated by ") + shown,
      instead: Phrase("改用半角逗号“,”分隔，另存为 CSV", "Save as CSV with the comma “,” between columns"))
  }
}
