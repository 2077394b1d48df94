/// Columns of the tables that Chinese banks export, under the headers that they use (docs/bank-files.md). Headers are compared
/// without blanks and without what stands in brackets: `借方发生额（支取）` is `借方发生额`.
public enum ExportColumn: String, Sendable, Hashable, CaseIterable {
  case bookingDay, day, time, valueDay
  case debit, credit, amount, side, type, balance, currency
  case counterpartyName, counterpartyAccount, counterpartyBank, counterpartyBankCode
  case payerName, payerAccount, payerBank, payerBankCode, payeeName, payeeAccount, payeeBank, payeeBankCode
  case summary, purpose, remark
  case reference, voucher, ownAccount, ownName

  /// The headers by which it is known.
  public var headers: [String] {
    switch self {
    case .bookingDay: ["记账日期", "入账日期", "账务日期", "记帐日期"]
    case .day: ["交易日期", "日期", "交易日"]
    case .time: ["交易时间", "交易日期时间", "交易时间戳", "时间"]
    case .valueDay: ["起息日期", "起息日"]
    case .debit: ["借方发生额", "借方发生额/元", "借方金额", "支出", "支出金额", "支出额", "借方", "转出金额"]
    case .credit: ["贷方发生额", "贷方发生额/元", "贷方金额", "收入", "收入金额", "收入额", "贷方", "转入金额"]
    case .amount: ["交易金额", "发生额", "金额"]
    case .side: ["借贷", "借/贷", "借贷标志", "借贷标识", "借贷方向", "收支方向", "收/支", "交易方向"]
    case .type: ["交易类型"]
    case .balance: ["余额", "账户余额", "本次余额", "交易后余额"]
    case .currency: ["币种", "交易货币", "货币"]
    case .counterpartyName: ["对方户名", "对方单位名称", "对方单位", "对方名称", "对方账户名称", "对方账户名", "收/付方名称"]
    case .counterpartyAccount: ["对方账号", "对方帐号", "对方账户", "对方卡号", "对方账号/卡号", "收/付方账号", "收/付方帐号"]
    case .counterpartyBank: ["对方开户行", "对方开户机构", "对方行名", "对方开户行名", "交易行名", "收/付方开户行名"]
    case .counterpartyBankCode: ["对方行号", "对方开户行行号", "对方联行号", "收/付方开户行行号"]
    case .payerName: ["付款人名称"]
    case .payerAccount: ["付款人账号", "付款人帐号"]
    case .payerBank: ["付款人开户行名"]
    case .payerBankCode: ["付款人开户行号", "付款人开户行行号"]
    case .payeeName: ["收款人名称"]
    case .payeeAccount: ["收款人账号", "收款人帐号"]
    case .payeeBank: ["收款人开户行名"]
    case .payeeBankCode: ["收款人开户行号", "收款人开户行行号"]
    case .summary: ["摘要", "交易摘要", "业务摘要"]
    case .purpose: ["用途", "交易用途"]
    case .remark: ["附言", "交易附言", "客户附言", "备注", "交易说明"]
    case .reference: ["流水号", "交易流水号", "账户明细编号交易流水号", "核心流水号", "银行流水号"]
    case .voucher: ["凭证号", "凭证号码"]
    case .ownAccount: ["本方账号", "本方帐号", "账号", "帐号"]
    case .ownName: ["本方户名", "户名", "账户名称"]
    }
  }

  /// Text that a payer may have written; a table may have several such columns.
  var isText: Bool { self == .summary || self == .purpose || self == .remark }

  static let byHeader: [String: ExportColumn] = {
    var known: [String: ExportColumn] = [:]
    for column in allCases { for header in column.headers { known[header] = column } }
    return known
  }()
}

/// Which column stands where.
struct ExportHeader: Sendable {
  /// The header as the file writes it, by place.
  let titles: [String]
  private(set) var places: [ExportColumn: Int] = [:]
  private(set) var texts: [Int] = []
  /// A column that stands twice.
  private(set) var doubled: String?

  /// The lines before the header hold no row with a day, an amount and two more known columns.
  init?(_ cells: [String]) {
    titles = cells
    for (place, cell) in cells.enumerated() {
      guard let column = ExportColumn.byHeader[CellText.header(cell)] else { continue }
      if column.isText {
        texts.append(place)
      } else if places[column] == nil {
        places[column] = place
      } else {
        doubled = cell
      }
    }
    let hasDay = [ExportColumn.bookingDay, .day, .time].contains { places[$0] != nil }
    let hasAmount = [ExportColumn.debit, .credit, .amount].contains { places[$0] != nil }
    guard hasDay, hasAmount, places.count + texts.count >= 4 else { return nil }
  }

  /// What is missing to know the direction of each sum.
  var missing: String? {
    if places[.debit] != nil || places[.credit] != nil {
      if places[.credit] == nil { return "贷方发生额 / 收入" }
      return places[.debit] == nil ? "借方发生额 / 支出" : nil
    }
    return places[.side] == nil && places[.type] == nil ? "借贷标志" : nil
  }

  func title(_ column: ExportColumn) -> String { places[column].map { titles[$0] } ?? "" }
}

/// A row by columns.
struct ExportRow {
  let line: Int
  let cells: [String]
  let header: ExportHeader
  subscript(column: ExportColumn) -> String {
    guard let place = header.places[column], place < cells.count else { return "" }
    return cells[place]
  }
  /// A number or code: narrow, without blanks.
  func code(_ column: ExportColumn) -> String { CellText.narrowed(self[column]) }
}
