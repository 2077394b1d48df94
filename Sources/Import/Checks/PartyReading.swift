import Basics
import Enforcement
import EnforcementLaw

/// Reads a line that is a party.
extension LineReader {
  /// The party; nil where the line has an error.
  mutating func party() -> DocketParty? {
    let before = faults.count { $0.severity == .error }
    refuseForeignColumns(.party)
    let role = word(.partyRole, CaseParty.Role.self, required: true)
    let name = partyName()
    var kind = word(.partyKind, Person.Kind.self)
    let identity = identityDocument(role: role, kind: &kind, name: name)
    if let kind, let finding = ApplicationRules.representative(of: kind, named: !line[.partyRepresentative].isEmpty) {
      fault(.partyRepresentative, .line, finding.message, instead: finding.instead)
    }
    let party = DocketParty(
      role: role ?? .applicant, kind: kind ?? .natural, name: name, document: identity?.document,
      phone: phone(.partyPhone), address: text(.partyAddress, max: 200),
      representative: personName(.partyRepresentative),
      agreesToElectronicService: word(.partyElectronicService, DocketAnswer.self) == .yes, payee: payee(), agent: agent())
    if party.kind == .natural { checkCapacity(of: party, birth: identity?.birth) }
    if role == .applicant, line[.partyPhone].isEmpty, line[.agentPhone].isEmpty {
      fault(
        .partyPhone, .required, as: .warning, Phrase("申请执行人没有联系电话，无法收到节点短信", "An applicant without a telephone gets no messages"),
        instead: Phrase("补填申请执行人或代理人的电话", "Add a telephone of the applicant or the agent"))
    }
    return faults.count { $0.severity == .error } == before ? party : nil
  }

  /// Values in columns that belong to the other kind of line are not dropped in silence.
  mutating func refuseForeignColumns(_ part: DocketColumn.Part) {
    for column in DocketColumn.allCases where column.part != .case && column.part != part && !line[column].isEmpty {
      fault(
        column, .line,
        part == .party
          ? Phrase("当事人行填写了债权栏目", "A party line has a value in a claim column")
          : Phrase("债权行填写了当事人栏目", "A claim line has a value in a party column"),
        instead: Phrase("一行只写一名当事人或一项债权，另起一行", "One line is one party or one claim item; use another line"))
    }
  }

  private mutating func partyName() -> String {
    let name = text(.partyName, required: true, max: 80)
    guard !name.isEmpty else { return "" }
    if !name.unicodeScalars.contains(where: { isHan($0) || $0.properties.isAlphabetic }) {
      fault(
        .partyName, .text, Phrase("“\(name)”不是姓名或名称", "“\(name)” is not a name"),
        instead: Phrase("按证件填写全名", "Write the full name as on the document"))
    }
    return name
  }

  private mutating func personName(_ column: DocketColumn) -> String {
    let name = text(column, max: 40)
    if !ApplicationRules.isPersonName(name) {
      fault(column, .text, Phrase("“\(name)”不是姓名", "“\(name)” is not a name"), instead: Phrase("只写姓名", "Write the name only"))
    }
    return name
  }

  private mutating func phone(_ column: DocketColumn) -> String {
    let value = text(column, max: 20)
    guard !value.isEmpty else { return "" }
    do throws(LawRefusal) {
      return try Phone.check(value).number
    } catch {
      fault(
        column, .phone, isRounded(value) ? roundedBySpreadsheet(value) : error.message,
        instead: Phrase("手机写 11 位数字，固定电话写 0576-88880000", "Eleven digits for a mobile; 0576-88880000 for a fixed line"))
      return ""
    }
  }

  private mutating func payee() -> DocketParty.Payee? {
    let value = text(.payeeAccount, max: 60)
    let bank = text(.payeeBank, max: 80)
    guard !value.isEmpty else {
      if !bank.isEmpty { missing(.payeeAccount) }
      return nil
    }
    let account: String
    do throws(LawRefusal) {
      account = try BankAccount.check(value).number
    } catch {
      fault(
        .payeeAccount, .account, isRounded(value) ? roundedBySpreadsheet(value) : error.message,
        instead: Phrase("写 6 至 32 位数字，单元格设为文本", "6 to 32 digits, in a cell formatted as text"))
      return nil
    }
    if bank.isEmpty { missing(.payeeBank) }
    return DocketParty.Payee(account: account, bank: bank)
  }

  private mutating func agent() -> DocketParty.Agent? {
    let name = personName(.agent)
    let phone = phone(.agentPhone)
    guard !name.isEmpty else {
      if line[.agent].isEmpty, !line[.agentPhone].isEmpty { missing(.agent) }
      return nil
    }
    return DocketParty.Agent(name: name, phone: phone)
  }

  private mutating func checkCapacity(of party: DocketParty, birth: Day?) {
    let hasAgent = party.agent != nil || !line[.agent].isEmpty
    guard let birth, let finding = ApplicationRules.capacity(born: birth, hasAgent: hasAgent, on: today) else { return }
    let articles = finding.citations.joined(separator: "、")
    fault(
      .agent, .guardian, as: finding.severity == .error ? .error : .warning,
      finding.message + Phrase("（\(articles)）", " (\(articles))"), instead: finding.instead)
  }
}

/// Identity documents.
extension LineReader {
  typealias Identity = (document: DocketParty.IdentityDocument, birth: Day?)

  /// The document; nil where there is none or it is at fault. Deduces the party's kind where the line does not state it.
  private mutating func identityDocument(role: CaseParty.Role?, kind: inout Person.Kind?, name: String) -> Identity? {
    let number = text(.partyID, max: 40)
    let stated = word(.partyIDKind, Application.IDKind.self)
    if kind == nil, line[.partyKind].isEmpty { kind = deducedKind(stated, number, name: name) }
    guard !number.isEmpty else {
      if line[.partyID].isEmpty { missingDocument(role) }
      return nil
    }
    let idKind = stated ?? (kind == .natural ? .residentID : .creditCode)
    if let kind, !ApplicationRules.fits(idKind, kind) {
      fault(
        .partyIDKind, .list,
        Phrase(
          "\(kind.written.zh)的证件不会是\(idKind.written.zh)", "“\(kind.written.en)” does not go with “\(idKind.written.en)”"),
        instead: Phrase("核对当事人类别与证件种类", "Check the kinds of party and document"))
      return nil
    }
    switch idKind {
    case .residentID, .creditCode: return checkedDocument(idKind, number)
    case .permit, .passport: return travelDocument(idKind, number)
    case .other: return otherDocument(idKind, number).map { ($0, nil) }
    }
  }

  private func deducedKind(_ stated: Application.IDKind?, _ number: String, name: String) -> Person.Kind {
    if let stated, stated != .creditCode, stated != .other { return .natural }
    if let code = try? CreditCode.check(number).code { return code.hasPrefix("91") ? .enterprise : .organisation }
    if (try? ResidentID.check(number)) != nil { return .natural }
    if name.hasSuffix("公司") || name.hasSuffix("银行") { return .enterprise }
    return stated == .creditCode || LineReader.organisationEndings.contains(where: name.hasSuffix) ? .organisation : .natural
  }
  private static let organisationEndings = [
    "厂", "社", "局", "所", "院", "店", "行", "中心", "委员会", "学校", "协会", "基金会", "经营部", "分公司",
  ]

  private mutating func missingDocument(_ role: CaseParty.Role?) {
    guard let finding = ApplicationRules.document(of: role ?? .debtor, hasNumber: false) else { return }
    guard finding.severity == .warning else { return missing(.partyID) }
    fault(.partyID, .required, as: .warning, finding.message, instead: finding.instead)
  }

  private mutating func checkedDocument(_ kind: Application.IDKind, _ number: String) -> Identity? {
    do throws(LawRefusal) {
      if kind == .creditCode {
        return (DocketParty.IdentityDocument(kind: kind, number: try CreditCode.check(number).code), nil)
      }
      let resident = try ResidentID.check(number, today: today)
      return (DocketParty.IdentityDocument(kind: kind, number: resident.number), resident.birth)
    } catch {
      numberFault(kind == .creditCode ? .creditCode : .residentID, number, error)
      return nil
    }
  }

  /// A spreadsheet program keeps fifteen digits of a number and writes zeros for the rest.
  private mutating func numberFault(_ rule: DocketRule, _ number: String, _ refusal: LawRefusal) {
    if isRounded(number) || number.count == 18 && number.hasSuffix("000") && refusal.code == "checkDigit" {
      fault(
        .partyID, rule, roundedBySpreadsheet(number),
        instead: Phrase("单元格设为文本后按证件重新填写", "Format the cell as text and type the number again from the document"))
    } else {
      fault(.partyID, rule, refusal.message, instead: Phrase("按证件核对并重新填写", "Check against the document and type it again"))
    }
  }

  /// Permits of residents of Hong Kong, Macao and Taiwan, and passports.
  private mutating func travelDocument(_ kind: Application.IDKind, _ number: String) -> Identity? {
    do throws(LawRefusal) {
      let document = kind == .permit ? try TravelDocument.permit(number) : try TravelDocument.passport(number)
      return (DocketParty.IdentityDocument(kind: kind, number: document.number), document.birth)
    } catch {
      fault(.partyID, .text, error.message, instead: Phrase("按证件核对并重新填写", "Check against the document and type it again"))
      return nil
    }
  }

  private mutating func otherDocument(_ kind: Application.IDKind, _ number: String) -> DocketParty.IdentityDocument? {
    guard let upper = ApplicationRules.otherDocument(number) else {
      fault(
        .partyID, .text, Phrase("“\(number)”不是\(kind.written.zh)号码", "“\(number)” is not a number of this document"),
        instead: Phrase("写 5 至 30 位字母和数字", "5 to 30 letters and digits"))
      return nil
    }
    return DocketParty.IdentityDocument(kind: kind, number: upper)
  }
}

/// Reads a line that is a claim item.
extension LineReader {
  mutating func claim() -> ClaimItem? {
    let before = faults.count
    refuseForeignColumns(.claim)
    let kind = word(.claimKind, ClaimItem.Kind.self, required: true)
    let amount = money(.claimAmount)
    let interest = interest(.claimInterest)
    guard faults.count == before, let kind, let amount else { return nil }
    if InterestText.isUndated(interest) {
      fault(
        .claimInterest, .interest, as: .warning,
        Phrase("利息没有起算日，按履行期限届满次日起算", "The interest has no first day and runs from the day after the performance period"),
        instead: Phrase("写成 \(interest) 2022-01-01..", "Write \(interest) 2022-01-01.."))
    }
    return ClaimItem(kind: kind, amount: amount, interest: interest)
  }

  /// What the line is; nil where it is both, neither, or says one and is the other.
  mutating func kind() -> DocketRowKind? {
    let hasParty = DocketColumn.allCases.contains { $0.part == .party && !line[$0].isEmpty }
    let hasClaim = DocketColumn.allCases.contains { $0.part == .claim && !line[$0].isEmpty }
    if !line[.row].isEmpty { return word(.row, DocketRowKind.self) }
    switch (hasParty, hasClaim) {
    case (true, false): return .party
    case (false, true): return .claim
    case (true, true):
      fault(
        nil, .line, Phrase("一行里既有当事人又有债权", "The line is both a party and a claim item"),
        instead: Phrase("分成两行，或用“行别”注明", "Make it two lines"))
    case (false, false):
      fault(
        nil, .line, Phrase("这一行既没有当事人也没有债权", "The line is neither a party nor a claim item"),
        instead: Phrase("填写当事人或债权栏目，或删去该行", "Fill in a party or a claim item, or delete the line"))
    }
    return nil
  }
}
