import Basics
import EnforcementLaw

/// An application as it comes from a form, a docket or the API, checked field by field and by ``ApplicationRules``.
public struct Application: Sendable {
  /// A party as the application names it, before it is known as a person of this court.
  public struct Party: Sendable {
    public let role: CaseParty.Role
    public let kind: Person.Kind
    public let idKind: IDKind
    public let idNumber: String
    public let confirmedAddress: Bool
    /// What goes to the vault, keys as in ``Person/vaultKind``.
    public let vault: [String: String]
    /// Known from a resident's number.
    public let birth: Day?
    var adultOn: Day? { birth.map { $0.adding(months: DishonestList.adultYears * 12) } }
    var identity: IdentityKey? { idNumber.isEmpty ? nil : IdentityKey(idKind.rawValue, idNumber) }
  }
  /// What a person's number is. Raw values are stored, and part of the keyed digest by which a person is found again.
  public enum IDKind: String, Sendable, CaseIterable, Codable {
    case residentID, creditCode, passport, permit, other
    public var name: Phrase {
      switch self {
      case .residentID: Phrase("居民身份证", "Resident ID")
      case .creditCode: Phrase("统一社会信用代码", "Credit code")
      case .passport: Phrase("护照", "Passport")
      case .permit: Phrase("港澳台居民证件", "Hong Kong, Macao or Taiwan permit")
      case .other: Phrase("其他", "Other")
      }
    }
  }
  /// How an application came in; a word of the log.
  enum Way: String, CaseIterable { case counter, docket, portal, resumption }
  public let type: CaseTypeCode
  public let receivedOn: Day?
  public let via: String
  public let docketRef: String?
  public let instrument: Instrument
  public let parties: [Party]
  public let claims: [ClaimItem]
  public let livelihood: Bool
  /// What the dispute is about (案由); empty where nobody says.
  public let cause: String
  /// Number of the case that a resumption resumes (R1.3), in the form in which case numbers are stored.
  public let earlierCase: String?
  /// For a resumption: what its sums are; nil where nobody says.
  public let claimBasis: ClaimBasis?

  public init(_ input: inout Input) {
    type = (input.list("type").isEmpty ? .first : input.choice("type")) ?? .first
    receivedOn = input.day("receivedOn", required: false)
    via = (input.list("via").isEmpty ? .counter : input.choice("via", Way.self) ?? .counter).rawValue
    let ref = input.text("docketRef", required: false, max: 60)
    docketRef = ref.isEmpty ? nil : ref
    let number = input.text("instrumentNumber", max: 60)
    let maker: Instrument.Kind? = input.choice("instrumentKind")
    instrument = Instrument(
      number: ApplicationRules.number(number, of: maker, on: nil).text ?? number, court: input.text("instrumentCourt", max: 60),
      kind: maker ?? .judgment, on: input.day("instrumentDate") ?? Day(number: 0),
      lastPerformanceDay: input.day("lastPerformanceDay", required: false))
    parties = input.group("parties", max: 200) { Application.party(&$0) }
    claims = input.group("claims", max: 100) { part in
      ClaimItem(
        kind: part.choice("kind") ?? .principal, amount: part.money("amount"),
        interest: Application.interest(&part))
    }
    cause = input.text("cause", required: false, max: 60)
    earlierCase = Application.earlierCase(&input, type)
    let basis = input.list("claimBasis").isEmpty ? nil : input.choice("claimBasis", ClaimBasis.self)
    claimBasis = type == .resumed ? basis : nil
    livelihood = input.flag("livelihood") || claims.contains { $0.kind.livelihood != nil }
    if let today = input.today { input.add(faults(on: today)) }
  }

  /// What does not hold, each beside its field, where the application comes in on `today`.
  func faults(on today: Day) -> [Input.Fault] {
    let received = receivedOn ?? today
    func fault(_ field: String, _ finding: ApplicationRules.Finding?) -> Input.Fault? {
      guard let finding, finding.severity == .error else { return nil }
      let words = finding.message + Phrase("；", "; ") + finding.instead
      return Input.Fault(field, finding.code, words, citations: finding.citations)
    }
    let dated = instrument.on == Day(number: 0) ? nil : instrument.on
    let number = instrument.number.isEmpty ? nil : ApplicationRules.number(instrument.number, of: instrument.kind, on: dated)
    let days = [
      received > today ? Application.inFuture(received, today) : nil,
      fault("receivedOn", ApplicationRules.tooEarly(received)),
      fault("instrumentDate", ApplicationRules.tooEarly(instrument.on)),
      fault("lastPerformanceDay", ApplicationRules.tooEarly(instrument.lastPerformanceDay)),
      fault("instrumentNumber", number?.number), fault("instrumentDate", number?.date),
      fault("instrumentDate", ApplicationRules.beforeInstrument(instrument, received: received)),
      fault("lastPerformanceDay", ApplicationRules.endsBeforeInstrument(instrument)),
      fault("lastPerformanceDay", ApplicationRules.periodRuns(type, instrument, received: received)),
    ].compactMap { $0 }
    let sides = parties.isEmpty ? [] : ApplicationRules.missingSides(parties.map(\.role)).compactMap { fault("parties", $0) }
    let twice = ApplicationRules.repetitions(parties.map { ($0.identity, $0.role) }).compactMap { repetition in
      let first = parties[repetition.first].role.name
      let words = Phrase("第 \(repetition.first + 1) 名当事人（\(first.zh)）", "party \(repetition.first + 1), \(first.en)")
      return fault("parties[\(repetition.place)].idNumber", ApplicationRules.finding(repetition, words))
    }
    let people = parties.enumerated().flatMap { place, party in
      [
        fault("parties[\(place)].idNumber", ApplicationRules.document(of: party.role, hasNumber: !party.idNumber.isEmpty)),
        fault("parties[\(place)].idNumber", ApplicationRules.number(party.idNumber, of: party.idKind)),
        party.birth.flatMap {
          fault("parties[\(place)].agent", ApplicationRules.capacity(born: $0, hasAgent: party.vault["agent"] != nil, on: today))
        },
        fault(
          "parties[\(place)].legalRepresentative",
          ApplicationRules.representative(of: party.kind, named: party.vault["legalRepresentative"] != nil)),
      ].compactMap { $0 }
    }
    let total = ClaimItem.total(claims) == nil ? [Application.sumTooLarge] : []
    return days + sides + twice + people + total
  }

  private static let sumTooLarge = Input.Fault(
    "claims", "sumTooLarge", Phrase("各项债权合计超出上限", "The claim items add up beyond the limit"))
  private static func inFuture(_ received: Day, _ today: Day) -> Input.Fault {
    Input.Fault(
      "receivedOn", "receivedInFuture",
      Phrase("收到申请日 \(received) 晚于今天 \(today)", "Received on \(received), which is after today, \(today)"))
  }

  /// A resumption names the case that it resumes; nothing else does.
  private static func earlierCase(_ input: inout Input, _ type: CaseTypeCode) -> String? {
    let text = input.text("earlierCase", required: false, max: 40)
    guard type == .resumed else {
      if !text.isEmpty {
        input.fault("earlierCase", "notAResumption", Phrase("只有恢复执行案件才填写原执行案号", "Only a resumption has an earlier case"))
      }
      return nil
    }
    guard !text.isEmpty else {
      input.fault("earlierCase", "missing", Phrase("恢复执行须写明原执行案号", "A resumption names the case that it resumes"))
      return nil
    }
    do throws(LawRefusal) {
      if let number = try ApplicationRules.resumed(text) { return number }
      input.fault(
        "earlierCase", "notEnforcement", Phrase("“\(text)”不是首次执行或恢复执行的案号", "“\(text)” is not the number of an enforcement case"))
    } catch {
      input.fault("earlierCase", error)
    }
    return nil
  }

  private static func party(_ input: inout Input) -> Party { party(&input, as: input.choice("role") ?? .debtor) }
  /// A person who is to be recorded, in a given role.
  static func party(_ input: inout Input, as role: CaseParty.Role) -> Party {
    let kind: Person.Kind = input.choice("kind") ?? .natural
    let idNumber = input.text("idNumber", required: false, max: 40)
    let idKind: IDKind =
      input.list("idKind").isEmpty ? (kind == .natural ? .residentID : .creditCode) : input.choice("idKind") ?? .other
    if !ApplicationRules.fits(idKind, kind) {
      input.fault(
        "idKind", "otherDocument",
        Phrase("\(kind.name.zh)的证件不会是\(idKind.name.zh)", "“\(kind.name.en)” does not go with “\(idKind.name.en)”"))
    }
    let checked = idNumber.isEmpty ? (text: "", birth: nil) : identity(idNumber, idKind, &input)
    let phone = input.text("phone", required: false, max: 20)
    if !phone.isEmpty {
      do throws(LawRefusal) { _ = try Phone.check(phone) } catch { input.fault("phone", error) }
    }
    var vault: [String: String] = [
      "name": input.text("name", max: 80), "idKind": idKind.rawValue, "idNumber": checked.text, "phone": phone,
    ]
    for (field, max) in [
      ("address", 200), ("legalRepresentative", 40), ("agent", 40), ("agentPhone", 20), ("payeeName", 80), ("payeeAccount", 40),
      ("payeeBank", 80),
    ] {
      let text = input.text(field, required: false, max: max)
      if !text.isEmpty { vault[field] = text }
    }
    checkReach(vault, &input)
    return Party(
      role: role, kind: kind, idKind: idKind, idNumber: checked.text,
      confirmedAddress: input.flag("confirmedAddress"), vault: vault, birth: checked.birth)
  }

  /// Name, account and the agent's telephone are what they are to be.
  private static func checkReach(_ vault: [String: String], _ input: inout Input) {
    if let name = vault["name"], !name.isEmpty, !name.unicodeScalars.contains(where: \.properties.isAlphabetic) {
      input.fault("name", "notAName", Phrase("“\(name)”不是姓名或名称", "“\(name)” is not a name"))
    }
    for field in ["legalRepresentative", "agent"] {
      guard let name = vault[field], !ApplicationRules.isPersonName(name) else { continue }
      input.fault(field, "notAName", Phrase("“\(name)”不是姓名", "“\(name)” is not a name"))
    }
    if let phone = vault["agentPhone"] {
      do throws(LawRefusal) { _ = try Phone.check(phone) } catch { input.fault("agentPhone", error) }
      if vault["agent"] == nil { input.fault("agent", "required", Phrase("填写代理人电话的，须填代理人", "A telephone needs its agent")) }
    }
    guard let account = vault["payeeAccount"] else {
      if vault["payeeBank"] != nil {
        input.fault("payeeAccount", "required", Phrase("填写开户行的，须填账号", "A bank needs its account"))
      }
      return
    }
    do throws(LawRefusal) { _ = try BankAccount.check(account) } catch { input.fault("payeeAccount", error) }
    if vault["payeeBank"] == nil { input.fault("payeeBank", "required", Phrase("填写账号的，须填开户行", "An account needs its bank")) }
  }

  /// The canonical number and, for a resident, the birth day.
  private static func identity(_ text: String, _ kind: IDKind, _ input: inout Input) -> (text: String, birth: Day?) {
    do throws(LawRefusal) {
      switch kind {
      case .residentID:
        let id = try ResidentID.check(text, today: input.today)
        return (id.number, id.birth)
      case .creditCode: return (try CreditCode.check(text).code, nil)
      case .permit:
        let permit = try TravelDocument.permit(text)
        return (permit.number, permit.birth)
      case .passport: return (try TravelDocument.passport(text).number, nil)
      case .other: return (ApplicationRules.otherDocument(text) ?? text.uppercased(), nil)
      }
    } catch {
      input.fault("idNumber", error)
      return (text, nil)
    }
  }

  private static func interest(_ input: inout Input) -> String {
    let text = input.text("interest", required: false, max: 200)
    do throws(LawRefusal) {
      let term = try InterestTerm.parse(text, start: Day(number: 0))
      if term.segments.contains(where: { if case .yearly(let rate) = $0.rate { rate > InterestTerm.yearlyMax } else { false } }) {
        input.fault("interest", "rateOutOfRange", Phrase("年利率不超过 100%", "At most 100% a year"))
      }
    } catch {
      input.fault("interest", error)
    }
    return text
  }

  /// The fields of an application, for forms, API description and import alike.
  public static let fields: [Field] = [
    Field(
      "type", Phrase("案件类型", "Case type"), .choice(CaseTypeCode.allCases.map { Field.Choice($0.rawValue, $0.name) }),
      required: false),
    Field(
      "earlierCase", Phrase("原执行案号", "Case to be resumed"), .text(max: 40), required: false,
      hint: Phrase("恢复执行须写，如 (2023)浙1099执12号", "For a resumption, e.g. (2023)浙1099执12号")),
    Field(
      "claimBasis", Phrase("恢复执行的标的口径", "What the sums of a resumption are"),
      .choice(ClaimBasis.allCases.map { Field.Choice($0.rawValue, $0.name) }), required: false,
      hint: Phrase("空白时与原案标的比较：相同为全额；不超过原案未付部分为余额", "If empty, compared with the ended round's claim")),
    Field(
      "cause", Phrase("案由", "Cause"), .text(max: 60), required: false,
      hint: Phrase("如 民间借贷纠纷；印在文书上", "As on the judgment, e.g. private loan; printed on papers")),
    Field("receivedOn", Phrase("收到申请日", "Received on"), .day, required: false, hint: Phrase("空白为今天", "Today if empty")),
    Field(
      "instrumentNumber", Phrase("执行依据文号", "Instrument number"), .text(max: 60),
      hint: Phrase("如 (2024)浙1003民初88号", "e.g. (2024)浙1003民初88号")),
    Field("instrumentCourt", Phrase("作出机关", "Issued by"), .text(max: 60)),
    Field("instrumentKind", Phrase("文书种类", "Kind"), .choice(Instrument.Kind.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("instrumentDate", Phrase("文书日期", "Date"), .day),
    Field(
      "lastPerformanceDay", Phrase("履行期限届满日", "Last day for performance"), .day, required: false,
      hint: Phrase("迟延履行利息与申请时效自此起算", "Delay interest and the limitation run from here")),
    Field("livelihood", Phrase("涉民生（工资、抚养、工伤等）", "Livelihood matter"), .flag, required: false),
    Field("docketRef", Phrase("来源编号", "Docket reference"), .text(max: 60), required: false),
    Field("parties", Phrase("当事人", "Parties"), .group(partyFields, max: 200)),
    Field("claims", Phrase("债权项目", "Claim items"), .group(claimFields, max: 100)),
  ]
  static let partyFields: [Field] = [
    Field("role", Phrase("诉讼地位", "Role"), .choice(CaseParty.Role.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("kind", Phrase("类别", "Kind"), .choice(Person.Kind.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("name", Phrase("姓名或名称", "Name"), .text(max: 80)),
    Field(
      "idKind", Phrase("证件种类", "ID kind"), .choice(IDKind.allCases.map { Field.Choice($0.rawValue, $0.name) }), required: false),
    Field(
      "idNumber", Phrase("证件号码", "ID number"), .text(max: 40), required: false,
      hint: Phrase("申请执行人必填；被执行人没有号码无法网络查控", "Needed of an applicant; without one a debtor cannot be searched for")),
    Field("phone", Phrase("电话", "Phone"), .text(max: 20), required: false),
    Field("address", Phrase("地址", "Address"), .text(max: 200), required: false),
    Field("confirmedAddress", Phrase("已确认电子送达", "Agreed to electronic service"), .flag, required: false),
    Field("legalRepresentative", Phrase("法定代表人", "Legal representative"), .text(max: 40), required: false),
    Field(
      "agent", Phrase("代理人", "Agent"), .text(max: 40), required: false,
      hint: Phrase("未成年人须写监护人", "For a minor, the guardian")),
    Field("agentPhone", Phrase("代理人电话", "Agent's phone"), .text(max: 20), required: false),
    Field("payeeName", Phrase("收款户名", "Payee name"), .text(max: 80), required: false),
    Field("payeeAccount", Phrase("收款账号", "Payee account"), .text(max: 40), required: false),
    Field("payeeBank", Phrase("开户行", "Payee bank"), .text(max: 80), required: false),
  ]
  static let claimFields: [Field] = [
    Field("kind", Phrase("种类", "Kind"), .choice(ClaimItem.Kind.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("amount", Phrase("金额（元）", "Amount (yuan)"), .money),
    Field(
      "interest", Phrase("利息条款", "Interest term"), .text(max: 200), required: false,
      hint: Phrase("如 12%、LPR1Y*4；无则留空", "e.g. 12%, LPR1Y*4; empty for none")),
  ]
}

extension Input {
  /// A law library's refusal as a fault of this field.
  public mutating func fault(_ field: String, _ refusal: LawRefusal) {
    fault(field, refusal.code, refusal.message, citations: refusal.citations.map(\.text))
  }
}
