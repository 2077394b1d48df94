import Basics
import EnforcementLaw

/// Records the account of a party to which case money is paid, from the party's own statement.
public struct RecordPayee: CaseCommand {
  public static let name = "funds.recordPayee"
  public static let title = Phrase("登记收款账户", "Record a payee account")
  public static let roles: Set<Role> = [.officer, .judge, .assistant, .clerk, .reception, .filingClerk]
  public static let fields = [
    FundsCommands.caseField, Field("person", Phrase("当事人", "Party"), .pick(.party)),
    Field(
      "payeeName", Phrase("户名", "Account holder"), .text(max: 80),
      hint: Phrase("与当事人不同的，须有授权，并经合议庭同意后才能支付", "Another holder needs authority and the panel's consent before anything is paid")),
    Field("payeeAccount", Phrase("账号", "Account number"), .text(max: 40)),
    Field("payeeBank", Phrase("开户行", "Bank"), .text(max: 80)),
    Field(
      "payeeBankCode", Phrase("支付系统行号", "Bank code"), .text(max: 20), required: false,
      hint: Phrase("12 位，可不填", "Twelve digits; may be left out")),
  ]
  public let caseID: ID<CaseFile>
  let person: ID<Person>
  let account: [String: String]
  public init(_ input: inout Input) {
    caseID = input.id("case")
    person = input.id("person")
    let number = input.text("payeeAccount", max: 40).filter { $0 != " " && $0 != "-" }
    if !number.isEmpty, !number.utf8.allSatisfy({ (48...57).contains($0) }) || !(6...32).contains(number.utf8.count) {
      input.fault("payeeAccount", "account", Phrase("账号为 6 至 32 位数字", "An account number has 6 to 32 digits"))
    }
    let code = input.text("payeeBankCode", required: false, max: 20).filter { $0 != " " && $0 != "-" }
    if !code.isEmpty {
      do throws(LawRefusal) { _ = try BankCode.check(code) } catch { input.fault("payeeBankCode", error) }
    }
    account = [
      "payeeName": input.text("payeeName", max: 80), "payeeAccount": number, "payeeBank": input.text("payeeBank", max: 80),
      "payeeBankCode": code,
    ]
  }
  private var number: String { account["payeeAccount"] ?? "" }
  public var identities: [IdentityKey] { [Payee.key(number)] }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    [.person(person)] + situation.caseFile(caseID).applicants.map { .person($0.person) }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.isFiled else { throw .notFiled }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let party = file.filing.party(person) else { throw .notAParty }
    if party.kind == .natural, PayeeAccountCheck.isCard(number) {
      do throws(LawRefusal) {
        _ = try BankCard.check(number)
      } catch {
        throw Refusal("cardNumber", field: "payeeAccount", error.message, citations: error.citations.map(\.text))
      }
    }
    var draft = Draft(situation)
    Payee.record(account, of: person, &draft)
    draft.add(.caseFile(caseID), ApplicantsReachable.after(draft, caseID))
    return draft.appended
  }
}

/// Calls the party on the number on file about a changed account. Whoever recorded the account does not make the call.
public struct ConfirmPayee: CaseCommand {
  public static let name = "funds.confirmPayee"
  public static let title = Phrase("回拨核实收款账户", "Call back about a payee account")
  public static let roles: Set<Role> = [.officer, .judge, .assistant, .clerk, .reception, .cashier, .moneySupervisor]
  public static let fields = [
    FundsCommands.caseField, Field("person", Phrase("当事人", "Party"), .pick(.party)),
    Field("result", Phrase("结果", "Result"), .choice(CallBackResult.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field(
      "note", Phrase("通话情况", "What was said"), .longText(max: 500),
      hint: Phrase("拨打案卷登记的号码，不拨对方来电提供的号码", "Call the number on file, never one given by whoever asked for the change")),
  ]
  public let caseID: ID<CaseFile>
  let person: ID<Person>
  let result: CallBackResult
  let note: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    person = input.id("person")
    result = input.choice("result") ?? .unreachable
    note = input.text("note", max: 500)
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    situation.caseFile(caseID).filing.parties.map { .person($0.person) }
  }
  public func opens(_ situation: Situation) -> [VaultRef] {
    [situation.person(person).vault, situation.person(person).payee?.vault].compactMap { $0 }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.isFiled else { throw .notFiled }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.filing.party(person) != nil else { throw .notAParty }
    guard let payee = situation.person(person).payee, payee.waitsForCall else { throw .noCallDue }
    try Authority.otherThan(payee.recordedBy, situation.actor)
    let known = situation.person(person).vault.flatMap { situation.depository.content($0) }?.fields ?? [:]
    let phone = [known["confirmedPhone"], known["phone"]].compactMap { $0 }.first { !$0.isEmpty } ?? ""
    guard !phone.isEmpty else { throw .noPhoneOnFile }
    let account = situation.depository.content(payee.vault)?.fields["payeeAccount"] ?? ""
    let words =
      "回拨登记电话\(Masking.mask(.phone, phone, settings: situation.settings).value)，核对尾号\(account.suffix(4))账户：\(result.name.zh)。\(note)"
    let text = situation.depository.deposit(VaultContent("text", ["text": words]))
    var draft = Draft(situation)
    switch result {
    case .confirmed: draft.add(.person(person), [PayeeConfirmed(vault: payee.vault)])
    case .denied: draft.add(.person(person), [PayeeDenied(vault: payee.vault)])
    case .unreachable: break
    }
    draft.add(.caseAccount(caseID), [PayeeCalledBack(person: person, result: result, note: text)])
    return draft.appended
  }
}

/// The collegial panel decides that a party's money may go to someone else's account (R6.9). A judge other than whoever recorded
/// the account writes the decision down.
public struct ConsentPayee: CaseCommand {
  public static let name = "funds.consentPayee"
  public static let title = Phrase("合议庭同意向他人账户支付", "The panel consents to another holder")
  public static let roles: Set<Role> = [.judge]
  public static let fields = [
    FundsCommands.caseField, Field("person", Phrase("当事人", "Party"), .pick(.party)),
    Field("decision", Phrase("合议庭意见和授权依据", "The panel's decision and the authority"), .longText(max: 1000)),
  ]
  public let caseID: ID<CaseFile>
  let person: ID<Person>
  let decision: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    person = input.id("person")
    decision = input.text("decision", max: 1000)
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { [.person(person)] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    guard file.isFiled else { throw .notFiled }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.filing.party(person) != nil else { throw .notAParty }
    guard let payee = situation.person(person).payee else { throw .noPayee(1) }
    try Authority.otherThan(payee.recordedBy, situation.actor)
    let words = situation.depository.deposit(VaultContent("text", ["text": decision]))
    return [
      situation.append(.caseAccount(caseID), [PayeeConsented(person: person, payee: payee.vault, decision: words)])
    ]
  }
}

extension Situation {
  /// The entries that ``payeeFindings(_:_:_:)`` looks at, to be opened before.
  func payeeEntries(_ persons: [ID<Person>]) -> [VaultRef] {
    persons.map { person($0) }.flatMap { [$0.vault, $0.payee?.vault] }.compactMap { $0 }
  }
  /// What stands against paying these persons, or is to be looked at: from what is on file about their accounts.
  func payeeFindings(_ persons: [ID<Person>], _ file: CaseFile, _ account: CaseAccount) -> [(ID<Person>, PayeeFinding)] {
    persons.flatMap { id -> [(ID<Person>, PayeeFinding)] in
      guard let payee = person(id).payee, let fields = depository.content(payee.vault)?.fields else { return [] }
      let known = person(id).vault.flatMap { depository.content($0) }?.fields["name"] ?? ""
      var found = PayeeAccountCheck.findings(
        fields, party: known, kind: file.filing.party(id)?.kind ?? .natural, consented: account.consented[id] == payee.vault)
      if payee.waitsForCall { found.append(.unconfirmed) }
      return found.map { (id, $0) }
    }
  }
}

extension PayeeFinding {
  public static let unconfirmed = PayeeFinding(
    kind: .unconfirmed, isBar: true,
    message: Phrase("账户有变更，未经另一人回拨登记电话核实", "The account was changed and nobody has called back on the number on file"))
  public static let shared = PayeeFinding(
    kind: .shared, isBar: false,
    message: Phrase("同一账号还登记在另一名当事人名下", "Another party has the same account on file"))
}

extension Refusal {
  static func noPayee(_ count: Int) -> Refusal {
    Refusal(
      "noPayee", Phrase("\(count) 名收款人没有登记收款账户", "No account is recorded for \(count) of the payees"),
      citations: ["法发〔2017〕6号"], remedy: Phrase("先登记收款账户", "Record the account first"))
  }
  static func payeeBarred(_ finding: PayeeFinding) -> Refusal {
    let remedy: Phrase =
      switch finding.kind {
      case .unconfirmed: Phrase("由另一人回拨核实收款账户", "Another person calls back about the account")
      case .otherHolder: Phrase("登记合议庭意见，或者更正户名", "Record the panel's consent, or correct the holder")
      case .noBank, .bankCode, .cardNumber, .shared: Phrase("更正收款账户", "Correct the account")
      }
    return Refusal("payee.\(finding.kind.rawValue)", finding.message, citations: ["法发〔2017〕6号"], remedy: remedy)
  }
  static var noCallDue: Refusal {
    Refusal("noCallDue", field: "person", Phrase("该当事人的收款账户没有待核实的变更", "No change of this party's account waits for a call"))
  }
  static var noPhoneOnFile: Refusal {
    Refusal(
      "noPhoneOnFile", field: "person", Phrase("案卷没有该当事人的电话", "No phone of the party is on file"),
      remedy: Phrase("先核实并登记手机号", "Confirm a phone first"))
  }
}
