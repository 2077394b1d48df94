import Basics
import EnforcementLaw

/// Changes the phone to which a party's one-time codes go, after the person was identified at the counter or by the handler. No
/// application can: whoever types a number into one would otherwise read the case on it.
public struct ConfirmPhone: CaseCommand {
  public static let name = "persons.confirmPhone"
  public static let title = Phrase("核实并更改当事人手机号", "Confirm a party's phone")
  public static let roles: Set<Role> = [.reception, .filingJudge, .officer, .judge, .clerk]
  public static let fields = [
    Field("case", Phrase("案件", "Case"), .text(max: 20)),
    Field("party", Phrase("当事人", "Party"), .pick(.party)),
    Field(
      "phone", Phrase("核实的手机号", "Phone confirmed"), .text(max: 20),
      hint: Phrase("登录验证码只发到这个号码", "One-time codes go to this number only")),
    Field(
      "reason", Phrase("身份核对情况和更改理由", "How the person was identified, and why it changes"), .longText(max: 500)),
  ]
  public let caseID: ID<CaseFile>
  let party: ID<Person>
  let phone: String
  let reason: String

  public init(_ input: inout Input) {
    caseID = input.id("case")
    party = input.id("party")
    phone = input.text("phone", max: 20)
    reason = input.text("reason", max: 500)
    if !phone.isEmpty {
      do throws(LawRefusal) { _ = try Phone.check(phone) } catch { input.fault("phone", error) }
    }
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    situation.caseFile(caseID).filing.party(party).map { [.person($0.person)] } ?? []
  }
  public func opens(_ situation: Situation) -> [VaultRef] { situation.person(party).vault.map { [$0] } ?? [] }

  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {}
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.filing.party(party) != nil, let entry = situation.person(party).vault else { throw .noSuchParty }
    let known = Particulars(situation.depository.content(entry)?.fields ?? [:])
    let now = known.confirming(phone)
    if now == known { throw .phoneConfirmedAlready }
    let vault = situation.depository.deposit(VaultContent(Person.vaultKind, now.fields), newVersionOf: entry)
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [
      situation.append(.person(party), [PersonUpdated(changed: now.changed(since: known), vault: vault)]),
      situation.append(.caseFile(caseID), [PhoneConfirmed(person: party, reason: words)]),
    ]
  }
}

/// A party's phone was confirmed by staff; the number stands in the vault.
public struct PhoneConfirmed: Event {
  public static let name = "persons.phoneConfirmed.v1"
  public let person: ID<Person>
  /// How the person was identified, and why: kind `text`.
  public let reason: VaultRef
  public init(person: ID<Person>, reason: VaultRef) {
    self.person = person
    self.reason = reason
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {}
}

extension Refusal {
  static var noSuchParty: Refusal { Refusal("noSuchParty", field: "party", Phrase("本案没有这名当事人", "The case has no such party")) }
  static var phoneConfirmedAlready: Refusal {
    Refusal("phoneConfirmedAlready", field: "phone", Phrase("登记的就是这个号码", "This is the number on file"))
  }
}
