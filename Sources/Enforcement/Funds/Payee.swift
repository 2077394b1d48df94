import Basics

/// Where a person's money goes: holder, account and bank, as the person stated them. Nothing is paid to a person without.
public enum Payee {
  /// Vault fields of kind `payee`: `payeeName`, `payeeAccount`, `payeeBank`.
  public static let vaultKind = "payee"

  /// Adds the account that a party of an application gave, if one was given.
  static func record(_ fields: [String: String], of person: ID<Person>, _ draft: inout Draft) {
    guard let account = fields["payeeAccount"], !account.isEmpty else { return }
    let content = VaultContent(
      vaultKind,
      [
        "payeeName": fields["payeeName"] ?? fields["name"] ?? "", "payeeAccount": account, "payeeBank": fields["payeeBank"] ?? "",
      ])
    draft.add(.person(person), [PayeeRecorded(vault: draft.situation.depository.deposit(content))])
  }
}

/// A person's account for payments became known, or another one took its place.
public struct PayeeRecorded: Event {
  public static let name = "person.payeeRecorded.v1"
  /// Kind ``Payee/vaultKind``.
  public let vault: VaultRef
  public init(vault: VaultRef) { self.vault = vault }
  public func apply(to person: inout Person, _ meta: EventMeta) { person.payee = vault }
}

/// Records the account of a party to which case money is paid, from the party's own statement.
public struct RecordPayee: CaseCommand {
  public static let name = "funds.recordPayee"
  public static let title = Phrase("登记收款账户", "Record a payee account")
  public static let roles: Set<Role> = [.officer, .judge, .assistant, .clerk, .reception, .filingClerk]
  public static let fields = [
    FundsCommands.caseField, Field("person", Phrase("当事人", "Party"), .pick(.party)),
    Field("payeeName", Phrase("户名", "Account holder"), .text(max: 80)),
    Field("payeeAccount", Phrase("账号", "Account number"), .text(max: 40)),
    Field("payeeBank", Phrase("开户行", "Bank"), .text(max: 80)),
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
    account = [
      "payeeName": input.text("payeeName", max: 80), "payeeAccount": number, "payeeBank": input.text("payeeBank", max: 80),
    ]
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { [.person(person)] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Authority.check(Self.self, situation.actor)
    guard file.isFiled else { throw .notFiled }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.filing.party(person) != nil else { throw .notAParty }
    var draft = Draft(situation)
    Payee.record(account, of: person, &draft)
    return draft.appended
  }
}

extension Refusal {
  static func noPayee(_ count: Int) -> Refusal {
    Refusal(
      "noPayee", Phrase("\(count) 名收款人没有登记收款账户", "No account is recorded for \(count) of the payees"),
      citations: ["法发〔2017〕6号"], remedy: Phrase("先登记收款账户", "Record the account first"))
  }
}
