import Basics
import EnforcementLaw

/// Says at filing that property was preserved in the trial, so that its last days are not missed.
public struct TellPreservation: CaseCommand {
  public static let name = "filing.tellPreservation"
  public static let title = Phrase("登记诉讼保全", "Record preservation of the trial")
  public static let roles = IntakeCommands.clerks
  public static let fields = [
    IntakeCommands.caseField,
    Field("number", Phrase("保全裁定或保全案号", "Number of the preservation"), .text(max: 60)),
    Field("note", Phrase("保全的财产、期限", "What is preserved, until when"), .longText(max: 1000), required: false),
  ]
  public let caseID: ID<CaseFile>
  let number: String
  let note: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    number = input.text("number", max: 60)
    note = input.text("note", required: false, max: 1000)
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try IntakeCommands.undecided(file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let told = PreservationTold(number: number, note: IntakeCommands.words(note, situation))
    return [situation.append(.caseFile(caseID), [told])]
  }
}

/// Takes the measures of the trial over as measures of enforcement (保全措施转为执行措施, R3.1): rank, first and last day as they stand.
public struct ConvertPreservation: CaseCommand {
  public static let name = "filing.convertPreservation"
  public static let title = Phrase("保全措施转为执行措施", "Take over the measures of the trial")
  public static let roles: Set<Role> = [.filingClerk, .filingJudge, .officer, .judge, .searchOfficer]
  private static let measuresMax = 40
  private static let measureFields: [Field] =
    [
      Field("debtor", Phrase("被执行人", "Debtor"), .pick(.debtor)),
      Field("unit", Phrase("协助单位", "Unit"), .text(max: 40), hint: Phrase("银行、登记机构的代码或名称", "Key or name of bank or registry")),
    ] + FoundItem.fields.filter { $0.name != "exempt" && $0.name != "value" } + [
      Field("value", Phrase("控制金额或估值（元）", "Held or worth (yuan)"), .money),
      Field("rank", Phrase("顺位", "Rank"), .number(1...99), hint: Phrase("首封为 1", "1 for the first seizure")),
      Field("from", Phrase("起始日", "From"), .day), Field("until", Phrase("届满日", "Through"), .day),
    ]
  public static let fields = [
    IntakeCommands.caseField, Field("number", Phrase("保全裁定文号", "Number of the ruling"), .text(max: 60)),
    Field("measures", Phrase("保全措施", "Measures"), .group(measureFields, max: measuresMax)),
  ]
  private struct Brought: Sendable {
    let debtor: ID<Person>
    let item: FoundItem
    let rank: Int
    let from: Day
    let until: Day
  }
  public let caseID: ID<CaseFile>
  let number: String
  private let measures: [Brought]

  public init(_ input: inout Input) {
    caseID = input.id("case")
    number = input.text("number", max: 60)
    measures = input.group("measures", max: ConvertPreservation.measuresMax) { part in
      let unit = part.text("unit", max: 40)
      let read = Brought(
        debtor: part.id("debtor"), item: FoundItem(&part, unit: unit), rank: part.number("rank", in: 1...99) ?? 1,
        from: part.day("from") ?? Day(number: 0), until: part.day("until") ?? Day(number: 0))
      if read.until < read.from { part.fault("until", "endsBeforeStart", Phrase("届满日早于起始日", "It ends before it begins")) }
      return read
    }
  }
  public var identities: [IdentityKey] { measures.map(\.item.key) }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    measures.compactMap { situation.identities[$0.item.key]?.id }.map { .property(ID(raw: $0)) }
  }
  public func opens(_ situation: Situation) -> [VaultRef] { [] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    var draft = Draft(situation)
    var brought: [MeasuresBrought.Brought] = []
    for measure in measures {
      guard file.filing.party(measure.debtor)?.role == .debtor else { throw .notAParty }
      guard measure.from <= situation.today else { throw .preservationLater(measure.from) }
      guard measure.until >= situation.today else { throw .preservationLapsed(measure.until) }
      try measure.item.check(situation)
      let (property, vault) = measure.item.record(&draft)
      if file.seizure.live.contains(where: { $0.property == property }) { throw .preservedAlready(measure.item.kind) }
      let state = MeasuresBrought.Brought(
        measure: situation.ids.next(), property: property, kind: measure.item.kind, unit: measure.item.unit,
        debtor: measure.debtor, number: number, ruling: situation.ids.next(), months: months(measure),
        requested: measure.item.value, amount: measure.item.value, status: measure.rank == 1 ? .effective : .queued,
        rank: measure.rank, from: measure.from, until: measure.until, vault: vault)
      brought.append(state)
      draft.add(.property(property), [RankTaken(measure: state.measure, caseID: caseID, rank: measure.rank)])
    }
    draft.add(
      .caseFile(caseID),
      [MeasuresBrought(measures: brought), PreservationConverted(number: number, measures: brought.map(\.measure))])
    // The trial may have preserved more than is owed by now (R3.4).
    Excess.note(caseID, &draft)
    return draft.appended
  }
  /// The whole months that the ruling ordered (R3.2).
  private func months(_ measure: Brought) -> Int {
    (1...36).first { measure.from.adding(months: $0) > measure.until } ?? 36
  }
}

extension Refusal {
  static func preservationLater(_ day: Day) -> Refusal {
    Refusal("preservationLater", field: "measures", Phrase("起始日 \(day) 晚于今天", "It begins on \(day), after today"))
  }
  static func preservationLapsed(_ day: Day) -> Refusal {
    Refusal(
      "preservationLapsed", field: "measures", Phrase("该保全措施已于 \(day) 届满失效", "The measure lapsed at the end of \(day)"),
      citations: [Citation.seizureRules("27").text],
      remedy: Phrase("请在执行中重新采取控制措施", "Take a measure of enforcement instead"))
  }
  static func preservedAlready(_ kind: Property.Kind) -> Refusal {
    Refusal(
      "preservedAlready", field: "measures",
      Phrase("该\(kind.name.zh)在本案中已有控制措施", "The case has a measure on this \(kind.name.en.lowercased()) already"))
  }
}
