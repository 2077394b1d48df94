import Basics
import EnforcementLaw

/// A case of the earlier system as the tables give it, checked field by field.
public struct TakenCase: Sendable {
  let ref: String
  let number: String
  let numbers: [String]
  let application: Application
  let receivedOn: Day
  let filedOn: Day
  let lane: Lane
  let handler: ID<StaffMember>
  let judge: ID<StaffMember>
  let assignedOn: Day
  let done: StepsDone
  let endedOn: Day?
  let periods: [Period]
  let extensions: [Extension]
  let measures: [Measure]
  let held: [Held]
  let past: [Past]
  let restrictions: [Restriction]
  let listings: [Listing]
  let papers: [Paper]

  struct Period: Sendable {
    let kind: Deduction.Kind
    let first: Day
    let last: Day?
    let paper: String
    let approver: String
  }
  struct Extension: Sendable {
    let months: Int
    let on: Day
    let paper: String
    let approver: String
    let filedWithHighCourt: Bool
  }
  struct Measure: Sendable {
    /// Place of the debtor among the parties, from 0.
    let party: Int
    let item: FoundItem
    let requested: Money
    let held: Money
    let rank: Int
    let from: Day
    let until: Day
    let ruling: String
  }
  /// Money that the court holds.
  struct Held: Sendable {
    let on: Day
    let amount: Money
    let source: ReceiptSource
    let bankLine: String
    var identity: IdentityKey? { bankLine.isEmpty ? nil : IdentityKey("bankLine", bankLine) }
  }
  /// Money that came in and was paid on.
  struct Past: Sendable {
    enum Kind: String, CaseIterable { case received, applicant, fee, surplus }
    let kind: Kind
    let on: Day
    let amount: Money
  }
  struct Restriction: Sendable {
    let party: Int
    let on: Day
    let paper: String
  }
  struct Listing: Sendable {
    let party: Int
    let on: Day
    let ground: ListingGround
    let until: Day?
    let paper: String
  }
  struct Paper: Sendable {
    let file: VaultRef
    let title: String
    let bytes: Int
  }

  public init(_ input: inout Input) {
    ref = input.text("ref", max: 60)
    number = input.text("number", max: 60)
    numbers = input.list("numbers")
    application = Application(&input)
    let filed = input.day("filedOn") ?? Day(number: 0)
    filedOn = filed
    receivedOn = application.receivedOn ?? filed
    lane = input.choice("lane") ?? .ordinary
    handler = input.id("handler")
    judge = input.id("judge")
    assignedOn = input.day("assignedOn", required: false) ?? filed
    done = StepsDone(
      notice: input.day("noticeOn", required: false), reportOrder: input.day("reportOrderOn", required: false),
      search: input.day("searchedOn", required: false), investigation: input.day("investigatedOn", required: false))
    endedOn = input.day("endedOn", required: false)
    periods = input.group("periods", max: TakenCase.partsMax, required: false) { part in
      Period(
        kind: part.choice("kind") ?? .stay, first: part.day("from") ?? Day(number: 0), last: part.day("to", required: false),
        paper: part.text("paper", required: false, max: 60), approver: part.text("approver", required: false, max: 40))
    }
    extensions = input.group("extensions", max: TakenCase.partsMax, required: false) { part in
      Extension(
        months: part.number("months", in: 1...60) ?? CaseLimit.extensionMonths, on: part.day("on") ?? Day(number: 0),
        paper: part.text("paper", required: false, max: 60), approver: part.text("approver", required: false, max: 40),
        filedWithHighCourt: part.flag("filedWithHighCourt"))
    }
    measures = input.group("measures", max: TakenCase.partsMax, required: false) { TakenCase.measure(&$0) }
    held = input.group("held", max: TakenCase.partsMax, required: false) { part in
      Held(
        on: part.day("on") ?? Day(number: 0), amount: part.money("amount"), source: part.choice("source") ?? .debtor,
        bankLine: part.text("bankLine", required: false, max: 80))
    }
    past = input.group("past", max: TakenCase.partsMax * 2, required: false) { part in
      Past(kind: part.choice("kind") ?? .received, on: part.day("on") ?? Day(number: 0), amount: part.money("amount"))
    }
    restrictions = input.group("restrictions", max: TakenCase.partsMax, required: false) { part in
      Restriction(
        party: part.number("party", in: 0...199) ?? 0, on: part.day("on") ?? Day(number: 0),
        paper: part.text("paper", required: false, max: 60))
    }
    listings = input.group("listings", max: TakenCase.partsMax, required: false) { part in
      Listing(
        party: part.number("party", in: 0...199) ?? 0, on: part.day("on") ?? Day(number: 0),
        ground: part.number("ground", in: 1...6).flatMap(ListingGround.init) ?? .ableButRefuses,
        until: part.day("until", required: false), paper: part.text("paper", required: false, max: 60))
    }
    papers = input.group("papers", max: TakenCase.partsMax, required: false) { part in
      let file = VaultRef(id: part.id("file"), version: 1, digest: part.text("digest", max: 64))
      return Paper(file: file, title: part.text("title", max: 200), bytes: part.number("bytes", in: 0...Int(Int32.max)) ?? 0)
    }
  }

  private static func measure(_ input: inout Input) -> Measure {
    let unit = input.text("unit", max: 40)
    return Measure(
      party: input.number("party", in: 0...199) ?? 0, item: FoundItem(&input, unit: unit),
      requested: input.money("requested", allowZero: true), held: input.money("value", allowZero: true),
      rank: input.number("rank", in: 1...99) ?? 1, from: input.day("from") ?? Day(number: 0),
      until: input.day("until") ?? Day(number: 0), ruling: input.text("ruling", required: false, max: 60))
  }

  /// Parts of one kind that a case may have.
  static let partsMax = 200

  var identities: [IdentityKey] {
    application.parties.compactMap(\.identity) + measures.map(\.item.key) + held.compactMap(\.identity)
  }
  /// Nil where the number is of an older form, or another court's.
  func ownNumber(_ court: CourtCode) -> CaseNumber? {
    guard let own = try? CaseNumber.parse(number), own.court == court.text, own.suffix == nil else { return nil }
    return own
  }

  static let fields: [Field] =
    [
      Field("ref", Phrase("案件编号", "Reference"), .text(max: 60)), Field("number", Phrase("案号", "Number"), .text(max: 60)),
      Field("numbers", Phrase("其他案号", "Other numbers"), .text(max: 200), required: false),
      Field("filedOn", Phrase("立案日", "Filed on"), .day),
      Field("lane", Phrase("繁简类型", "Lane"), .choice(Lane.allCases.map { Field.Choice($0.rawValue, $0.name) })),
      Field("handler", Phrase("承办人", "Handler"), .pick(.handler)), Field("judge", Phrase("法官", "Judge"), .pick(.staff)),
      Field("assignedOn", Phrase("承办日", "Assigned on"), .day, required: false),
      Field("noticeOn", Phrase("执行通知发出日", "Notice issued on"), .day, required: false),
      Field("reportOrderOn", Phrase("报告财产令发出日", "Report order issued on"), .day, required: false),
      Field("searchedOn", Phrase("网络查控日", "Searched on"), .day, required: false),
      Field("investigatedOn", Phrase("调查结果告知日", "Investigation reported on"), .day, required: false),
      Field("endedOn", Phrase("终本日", "Ended on"), .day, required: false),
    ] + Application.fields
}
