import Basics

/// One line of a payee list that may be paid.
public struct Payee: Hashable, Sendable {
  /// Physical line of the file (of a sheet: the row).
  public let line: Int
  public let name: String
  /// Digits.
  public let account: String
  /// Name of the bank; empty where the code is given.
  public let bankName: String
  /// Twelve digits; empty where only the name is given.
  public let bankCode: String
  public let amount: Money
  /// The court's own mark of the line, unique in the file.
  public let reference: String
  /// Identity number or credit code; may be empty.
  public let idNumber: String
  /// May be empty.
  public let phone: String
}

/// Columns of a payee list, in the order of the error file.
public enum PayeeColumn: Int, Sendable, Hashable, CaseIterable {
  case reference, name, idNumber, account, bankName, bankCode, amount, phone

  /// The header in both languages, as the error file writes it.
  public var title: Phrase {
    switch self {
    case .reference: Phrase("编号", "reference")
    case .name: Phrase("收款人", "name")
    case .idNumber: Phrase("证件号码", "id_number")
    case .account: Phrase("账号", "account")
    case .bankName: Phrase("开户行", "bank")
    case .bankCode: Phrase("开户行行号", "bank_code")
    case .amount: Phrase("金额", "amount")
    case .phone: Phrase("联系电话", "phone")
    }
  }

  /// All headers by which the column is known; blanks, case and what stands in brackets do not matter.
  public var headers: [String] {
    switch self {
    case .reference: ["编号", "业务编号", "参考号", "业务参考号", "案件编号", "户号", "reference", "ref"]
    case .name: ["收款人", "收款人姓名", "收款人名称", "收款人户名", "姓名", "户名", "账户名", "账户名称", "name", "payee", "payeename"]
    case .idNumber: ["证件号码", "身份证号", "身份证号码", "公民身份号码", "统一社会信用代码", "idnumber", "id"]
    case .account: ["账号", "帐号", "收款账号", "收款帐号", "收款人账号", "收款人帐号", "银行账号", "银行卡号", "卡号", "account", "accountnumber"]
    case .bankName: ["开户行", "开户银行", "开户行名称", "收款行", "收款银行", "银行", "bank", "bankname"]
    case .bankCode: ["开户行行号", "行号", "联行号", "支付行号", "大额行号", "收款行行号", "bankcode", "cnaps"]
    case .amount: ["金额", "发放金额", "付款金额", "支付金额", "应付金额", "实发金额", "amount"]
    case .phone: ["联系电话", "电话", "手机", "手机号", "手机号码", "phone", "mobile"]
    }
  }

  static let byHeader: [String: PayeeColumn] = {
    var known: [String: PayeeColumn] = [:]
    for column in allCases { for header in column.headers { known[header] = column } }
    return known
  }()

  /// Columns that are passed over: serial numbers, and the two of an earlier error file.
  static let passed: Set<String> = ["序号", "no", "错误", "改正", "fault", "correction"]
}

/// Bounds of a payee list.
public struct PayeeLimits: Sendable, Hashable {
  public var files: BankFileLimits
  /// The largest single sum.
  public var amountMax: Money
  public var linesMax: Int
  /// Errors beyond it refuse the file: something is wrong with all of it. Warnings beyond it are only counted.
  public var faultsMax: Int

  public init(
    files: BankFileLimits = BankFileLimits(), amountMax: Money = .yuan(1_000_000_000), linesMax: Int = 500_000,
    faultsMax: Int = 50_000
  ) {
    self.files = files
    self.amountMax = amountMax
    self.linesMax = linesMax
    self.faultsMax = faultsMax
  }
}

/// A number of lines and their sum, known from elsewhere.
public struct ControlTotals: Hashable, Sendable {
  public let count: Int
  public let sum: Money
  public init(count: Int, sum: Money) {
    self.count = count
    self.sum = sum
  }
}

/// What a payee list says: the lines that may be paid, and every fault with its line.
public struct PayeeReading: Sendable {
  /// A line that is not paid, by columns as the file writes it.
  struct Held: Sendable {
    let line: Int
    let values: [String]
  }
  /// `UTF-8`, `GB18030` or `XLSX`.
  public internal(set) var kind = ""
  /// In the order of the file.
  public internal(set) var payees: [Payee] = []
  /// By line.
  public internal(set) var faults: [BankFileFault] = []
  /// Warnings beyond ``PayeeLimits/faultsMax``.
  public internal(set) var unkeptWarnings = 0
  /// Lines read, good and bad.
  public internal(set) var lineCount = 0
  /// Sum of ``payees``.
  public internal(set) var total = Money.zero
  var held: [Held] = []

  /// Holds back payees for a reason that the file alone does not show: errors take their lines out, warnings only stand beside them.
  public mutating func take(_ found: [BankFileFault]) {
    guard !found.isEmpty else { return }
    let bad = Set(found.filter { $0.severity == .error }.map(\.line))
    held += payees.filter { bad.contains($0.line) }.map { payee in
      Held(line: payee.line, values: PayeeColumn.allCases.map { payee.text($0) })
    }
    held.sort { $0.line < $1.line }
    payees.removeAll { bad.contains($0.line) }
    total = payees.reduce(.zero) { $0 + $1.amount }
    faults = (faults + found).enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
  }

  public var errorCount: Int { faults.count { $0.severity == .error } }
  public var warningCount: Int { faults.count - errorCount + unkeptWarnings }
  public var heldCount: Int { held.count }
  /// True where every line may be paid and the totals agree.
  public var isAccepted: Bool { errorCount == 0 }
}
