import Basics
import EnforcementLaw

/// Records where a party wants papers sent (送达地址确认书): by post, and electronically where that was agreed. Each confirmation is a new
/// version of the person's entry in the vault.
public struct ConfirmAddress: CaseCommand {
  public static let name = "service.confirmAddress"
  public static let title = Phrase("登记送达地址确认书", "Record a confirmed address")
  public static let roles: Set<Role> = [
    .clerk, .assistant, .officer, .judge, .reception, .filingClerk, .filingJudge, .bailiff,
  ]
  public static let fields = [
    PaperCommands.caseField, Field("party", Phrase("当事人", "Party"), .pick(.party)),
    Field(
      "by", Phrase("确认人", "Confirmed by"), .choice(ConfirmedBy.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("on", Phrase("确认日期", "Confirmed on"), .day),
    Field("address", Phrase("送达地址", "Address"), .text(max: 200)),
    Field(
      "recipient", Phrase("收件人", "Recipient"), .text(max: 80), required: false,
      hint: Phrase("空白为当事人本人", "Left empty, the party itself")),
    Field("phone", Phrase("联系电话", "Phone"), .text(max: 20), required: false),
    Field("electronic", Phrase("同意电子送达", "Agrees to electronic service"), .flag, required: false),
    Field(
      "electronicAddress", Phrase("电子送达地址", "Electronic address"), .text(max: 120), required: false,
      hint: Phrase("手机号、电子邮箱或者送达平台账号；同意电子送达的必填", "Phone, mail or platform account; needed where electronic service is agreed")),
  ]
  public let caseID: ID<CaseFile>
  let party: ID<Person>
  let by: ConfirmedBy
  let on: Day
  let electronic: Bool
  let given: [String: String]
  public init(_ input: inout Input) {
    caseID = input.id("case")
    party = input.id("party")
    by = input.choice("by") ?? .party
    on = input.day("on") ?? Day(number: 0)
    electronic = input.flag("electronic")
    let phone = input.text("phone", required: false, max: 20)
    if !phone.isEmpty {
      do throws(LawRefusal) { _ = try Phone.check(phone) } catch { input.fault("phone", error) }
    }
    let place = input.text("electronicAddress", required: false, max: 120)
    if electronic && place.isEmpty {
      input.fault(
        "electronicAddress", "required", Phrase("同意电子送达的，须写明电子送达地址", "Electronic service needs an electronic address"),
        citations: ["《民事诉讼法》（2023）第90条"])
    }
    given = [
      "serviceAddress": input.text("address"), "serviceRecipient": input.text("recipient", required: false, max: 80),
      "servicePhone": phone, "electronicAddress": place,
    ]
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    situation.caseFile(caseID).filing.parties.map { .person($0.person) }
  }
  public func opens(_ situation: Situation) -> [VaultRef] { situation.person(party).vault.map { [$0] } ?? [] }

  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {}
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.filing.party(party) != nil else { throw .notAParty }
    guard on <= situation.today else { throw .servedInFuture(on) }
    var draft = Draft(situation)
    if let entry = situation.person(party).vault {
      let known = Particulars(situation.depository.content(entry)?.fields ?? [:])
      let now = known.adding(given)
      if now != known {
        let vault = situation.depository.deposit(VaultContent(Person.vaultKind, now.fields), newVersionOf: entry)
        draft.add(.person(party), [PersonUpdated(changed: now.changed(since: known), vault: vault)])
      }
    }
    draft.add(.caseFile(caseID), [AddressConfirmed(person: party, confirmedBy: by, electronic: electronic, on: on)])
    draft.add(.caseFile(caseID), ApplicantsReachable.after(draft, caseID))
    return draft.appended
  }
}
