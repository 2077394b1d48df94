import Basics
import Sheets

/// Checks one line of a payee list: pure, and on bytes.
struct PayeeCheck {
  let row: SheetRow
  let header: PayeeHeader
  let amountMax: Money
  private(set) var faults: [BankFileFault] = []
  private(set) var hasError = false
  /// The sum, where it is one.
  private(set) var amount: Money?

  static let nameMax = 140
  static let referenceMax = 64
  static let accountLengths = 6...32

  init(row: SheetRow, header: PayeeHeader, amountMax: Money) {
    self.row = row
    self.header = header
    self.amountMax = amountMax
  }

  mutating func add(_ fault: BankFileFault) {
    faults.append(fault)
    if fault.severity == .error { hasError = true }
  }

  /// The payee, or nil where a field that is needed is at fault.
  mutating func payee() -> Payee? {
    let reference = reference()
    let name = name()
    let account = account()
    let (bankName, bankCode) = bank()
    let idNumber = idNumber()
    let phone = phone()
    amount = sum()
    if row.cells.count > header.titles.count, row.cells[header.titles.count...].contains(where: { !$0.isEmpty }) {
      add(
        BankFileFault(
          line: row.number, .columns,
          Phrase(
            "有 \(row.cells.count) 列，表头只有 \(header.titles.count) 列",
            "It has \(row.cells.count) columns, the header \(header.titles.count)"),
          instead: Phrase("内容中的半角逗号用引号括起", "Enclose fields that hold a comma in quotes")))
    }
    guard !hasError, let reference, let name, let account, let amount else { return nil }
    return Payee(
      line: row.number, name: name, account: account, bankName: bankName, bankCode: bankCode, amount: amount,
      reference: reference,
      idNumber: idNumber, phone: phone)
  }

  private mutating func fault(
    _ column: PayeeColumn, _ rule: BankFileRule, severity: BankFileFault.Severity = .error, _ message: Phrase, instead: Phrase
  ) {
    add(BankFileFault(line: row.number, place: header.title(column), rule, severity: severity, message, instead: instead))
  }

  private mutating func reference() -> String? {
    let text = header.value(.reference, of: row)
    guard !text.isEmpty else {
      fault(
        .reference, .payeeReference, Phrase("编号为空", "The reference is blank"),
        instead: Phrase("每行一个不重复的编号，如户号", "Give each line a reference of its own, such as the household's"))
      return nil
    }
    return isText(text, .reference, .payeeReference, max: PayeeCheck.referenceMax) ? text : nil
  }

  private mutating func name() -> String? {
    let text = header.value(.name, of: row)
    guard !text.isEmpty else {
      fault(.name, .payeeName, Phrase("收款人为空", "The payee is blank"), instead: Phrase("写账户的户名", "Write the name of the account"))
      return nil
    }
    guard text.utf8.contains(where: { !(48...57).contains($0) }) else {
      fault(
        .name, .payeeName, Phrase("“\(text.prefix(40))”不是姓名或名称", "“\(text.prefix(40))” is no name"),
        instead: Phrase("核对各列是否错位", "Look for shifted columns"))
      return nil
    }
    return isText(text, .name, .payeeName, max: PayeeCheck.nameMax) ? text : nil
  }

  private mutating func isText(_ text: String, _ column: PayeeColumn, _ rule: BankFileRule, max: Int) -> Bool {
    let bytes = text.utf8
    if bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
      fault(
        column, rule, Phrase("含有换行等控制字符", "Holds a line break or another control character"), instead: Phrase("删去", "Remove it"))
      return false
    }
    guard bytes.count > max else { return true }
    let signs = text.unicodeScalars.count
    guard signs > max else { return true }
    fault(column, rule, Phrase("\(signs) 字，超过 \(max) 字", "\(signs) signs, more than \(max)"), instead: Phrase("缩短", "Shorten it"))
    return false
  }

  private mutating func account() -> String? {
    let written = header.value(.account, of: row)
    guard !written.isEmpty else {
      fault(.account, .payeeAccount, Phrase("账号为空", "The account is blank"), instead: Phrase("写收款账号", "Write the account"))
      return nil
    }
    if let place = header.places[PayeeColumn.account.rawValue], row.lossy.contains(place) || PayeeCheck.isScientific(written) {
      fault(
        .account, .payeeAccount, Phrase("账号按数值保存，末几位已丢失", "The account is kept as a number and has lost its last digits"),
        instead: Phrase("该列设为文本格式，重新填写账号", "Format the column as text and enter the accounts again"))
      return nil
    }
    let text = PayeeCheck.digits(written)
    guard text.utf8.allSatisfy({ (48...57).contains($0) }) else {
      fault(
        .account, .payeeAccount,
        Phrase("“\(written.prefix(40))”含有不是数字的字符", "“\(written.prefix(40))” has signs that are no digits"),
        instead: Phrase("账号只写数字", "Write digits only"))
      return nil
    }
    guard PayeeCheck.accountLengths.contains(text.utf8.count) else {
      fault(
        .account, .payeeAccount,
        Phrase("账号 \(text.utf8.count) 位，应为 6 至 32 位", "The account has \(text.utf8.count) digits, 6 to 32 are expected"),
        instead: Phrase("核对账号", "Check the account"))
      return nil
    }
    if (16...19).contains(text.utf8.count), !PayeeCheck.passesLuhn(text) {
      fault(
        .account, .bankCard, severity: .warning, Phrase("如为银行卡号，则校验位不符", "If this is a card number, its check digit is wrong"),
        instead: Phrase("核对；对公账号没有校验位，可不理会", "Check it; accounts that are no cards have no check digit"))
    }
    return text
  }

  /// Without blanks and dashes, full-width digits as ASCII.
  private static func digits(_ text: String) -> String {
    if text.utf8.allSatisfy({ (48...57).contains($0) }) { return text }
    let narrow = CellText.narrowed(text)
    return narrow.utf8.contains(UInt8(ascii: "-")) ? narrow.filter { $0 != "-" } : narrow
  }

  /// `6.22202E+18`.
  private static func isScientific(_ text: String) -> Bool {
    text.utf8.contains(UInt8(ascii: "E")) && text.utf8.contains(UInt8(ascii: "+"))
      && text.utf8.allSatisfy { (43...57).contains($0) || $0 == UInt8(ascii: "E") }
  }

  /// ISO/IEC 7812-1, appendix B.
  static func passesLuhn(_ digits: String) -> Bool {
    var sum = 0
    var doubles = false
    for byte in digits.utf8.reversed() {
      var value = Int(byte) - 48
      if doubles { value = value * 2 > 9 ? value * 2 - 9 : value * 2 }
      sum += value
      doubles.toggle()
    }
    return sum % 10 == 0
  }

  private mutating func bank() -> (name: String, code: String) {
    var name = header.value(.bankName, of: row)
    var code = header.value(.bankCode, of: row)
    if !code.isEmpty { code = CellText.narrowed(code) }
    if code.isEmpty, name.utf8.count >= 8, name.utf8.allSatisfy({ (48...57).contains($0) }) { (code, name) = (name, "") }
    guard !code.isEmpty || !name.isEmpty else {
      let column: PayeeColumn = header.places[PayeeColumn.bankCode.rawValue] == nil ? .bankName : .bankCode
      fault(
        column, .payeeBank, Phrase("开户行和行号都是空的", "Neither bank nor bank code is given"),
        instead: Phrase("写开户行名称或 12 位行号", "Write the bank's name or its twelve-digit code"))
      return ("", "")
    }
    if !code.isEmpty, code.utf8.count != 12 || !code.utf8.allSatisfy({ (48...57).contains($0) }) {
      let column: PayeeColumn = header.value(.bankCode, of: row).isEmpty ? .bankName : .bankCode
      fault(
        column, .payeeBank, Phrase("行号“\(code.prefix(40))”不是 12 位数字", "The bank code “\(code.prefix(40))” is not twelve digits"),
        instead: Phrase("写 12 位支付系统行号", "Write the twelve-digit code of the clearing system"))
    }
    if !name.isEmpty, !isText(name, .bankName, .payeeBank, max: PayeeCheck.nameMax) { name = "" }
    return (name, code)
  }

  private mutating func sum() -> Money? {
    let text = header.value(.amount, of: row)
    switch AmountText.read(text) {
    case .failure(let reason):
      fault(.amount, .payeeAmount, reason.message(text), instead: reason.instead)
      return nil
    case .success(let money):
      if money.fen <= 0 {
        fault(
          .amount, .payeeAmount, Phrase("金额 \(money.grouped) 不大于零", "The amount \(money.grouped) is not more than zero"),
          instead: Phrase("写大于零的金额，或删去该行", "Write more than zero, or leave the line out"))
      } else if money > amountMax {
        fault(
          .amount, .payeeAmount,
          Phrase(
            "金额 \(money.grouped) 超过单笔上限 \(amountMax.grouped)",
            "The amount \(money.grouped) is above the limit of \(amountMax.grouped) a payment"),
          instead: Phrase("核对金额；确实超出的另行办理", "Check it; larger payments go another way"))
      }
      return money
    }
  }

  private mutating func idNumber() -> String {
    let text = header.value(.idNumber, of: row)
    guard !text.isEmpty else { return "" }
    let number = CellText.narrowed(text).uppercased()
    if !PayeeCheck.isIdentity(number) {
      fault(
        .idNumber, .residentID, severity: .warning,
        Phrase("证件号码的位数或校验码不符", "The identity number's length or check digit is wrong"),
        instead: Phrase("核对 18 位公民身份号码或统一社会信用代码", "Check the 18 signs of the identity number or credit code"))
    }
    return number
  }

  /// A resident number of 18 signs by its check digit (GB 11643-1999), one of 15 digits, or 18 signs of a credit code.
  static func isIdentity(_ number: String) -> Bool {
    let bytes = Array(number.utf8)
    if bytes.count == 15 { return bytes.allSatisfy { (48...57).contains($0) } }
    guard bytes.count == 18 else { return false }
    guard bytes[..<17].allSatisfy({ (48...57).contains($0) }) else {
      return bytes.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
    }
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    var sum = 0
    for (index, weight) in weights.enumerated() { sum += (Int(bytes[index]) - 48) * weight }
    return bytes[17] == Array("10X98765432".utf8)[sum % 11]
  }

  private mutating func phone() -> String {
    let text = header.value(.phone, of: row)
    guard !text.isEmpty else { return "" }
    let number = CellText.narrowed(text)
    if !PayeeCheck.isPhone(number) {
      fault(
        .phone, .phone, severity: .warning,
        Phrase("电话“\(number.prefix(40))”无法识别", "The phone number “\(number.prefix(40))” is not known"),
        instead: Phrase("写 11 位手机号，或区号加座机号", "Write eleven digits, or a fixed line with its area code"))
    }
    return number
  }

  /// R10.5: a mobile number, or a fixed line with its area code.
  static func isPhone(_ text: String) -> Bool {
    let bytes = Array(text.utf8.prefix(20))
    if bytes.count == 11, bytes[0] == 49, (51...57).contains(bytes[1]) { return bytes.allSatisfy { (48...57).contains($0) } }
    guard bytes.first == 48 else { return false }
    if let dash = bytes.firstIndex(of: UInt8(ascii: "-")) {
      let (area, line) = (bytes[..<dash], bytes[(dash + 1)...])
      return (3...4).contains(area.count) && (7...8).contains(line.count) && (area + line).allSatisfy { (48...57).contains($0) }
    }
    return (10...12).contains(bytes.count) && bytes.allSatisfy { (48...57).contains($0) }
  }
}
