import Basics
import EnforcementLaw

/// The migration capability's commands: the moving of a court from its earlier system.
public enum MigrationCommands {
  public static let all: [any Command.Type] = [SignTakeover.self, TakeOverCases.self, ContinueNumbers.self, FinishTakeover.self]
  static let digestField = Field("digest", Phrase("数据摘要", "Digest of the tables"), .text(max: 64))
}

/// Signs the report on tables that were checked: nothing is taken over without.
public struct SignTakeover: Command {
  public static let name = "migration.sign"
  public static let title = Phrase("签署接收报告", "Sign the takeover report")
  public static let roles: Set<Role> = [.bureauChief, .president, .vicePresident, .machine]
  public static let fields = [
    MigrationCommands.digestField, Field("cases", Phrase("可接收案件数", "Cases that can be taken over"), .number(0...1_000_000)),
    Field("claimed", Phrase("标的额合计（元）", "Sum of claims (yuan)"), .money),
    Field("balance", Phrase("在账案款合计（元）", "Case money held (yuan)"), .money),
    Field("signer", Phrase("签署人", "Signed by"), .pick(.staff), required: false),
  ]
  private static let signers: Set<Role> = [.bureauChief, .president, .vicePresident]
  let digest: String
  let cases: Int
  let claimed: Money
  let balance: Money
  let signer: ID<StaffMember>?
  public init(_ input: inout Input) {
    digest = input.text("digest", max: 64)
    cases = input.number("cases", in: 0...1_000_000) ?? 0
    claimed = input.money("claimed", allowZero: true)
    balance = input.money("balance", allowZero: true)
    signer = input.optionalID("signer")
  }
  public var reads: [StreamID] { [] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    guard digest.utf8.count == 64, digest.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
      throw .noSuchTables
    }
    if situation.organisation.takeovers[digest] != nil { return [] }
    guard let staff = situation.actor.staff ?? signer, let member = situation.organisation.staff[staff], member.active,
      !member.roles.isDisjoint(with: SignTakeover.signers)
    else { throw .reportNeedsChief }
    let signed = TakeoverSigned(digest: digest, staff: staff, cases: cases, claimed: claimed, balance: balance)
    return [situation.append(.organisation(situation.court), [signed])]
  }
}

/// Takes over cases of signed tables, each whole or not at all. One that is here already changes nothing.
public struct TakeOverCases: Command {
  public static let name = "migration.takeOver"
  public static let title = Phrase("接收在办案件", "Take over cases")
  public static let roles: Set<Role> = [.machine]
  /// Cases of one transaction.
  public static let casesMax = 200
  public static let fields = [
    MigrationCommands.digestField, Field("cases", Phrase("案件", "Cases"), .group(TakenCase.fields, max: casesMax)),
  ]
  let digest: String
  let cases: [TakenCase]
  public init(_ input: inout Input) {
    digest = input.text("digest", max: 64)
    cases = input.group("cases", max: TakeOverCases.casesMax) { TakenCase(&$0) }
  }
  public var reads: [StreamID] { [] }
  public var identities: [IdentityKey] { cases.flatMap(\.identities) }
  public var needs: Set<Need> { [.caseNumbers(cases.map(\.number) + cases.compactMap(\.application.earlierCase))] }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    let properties = Set(cases.flatMap(\.measures).compactMap { situation.identities[$0.item.key]?.id })
    let numbers = Set(
      cases.compactMap { taken in
        taken.ownNumber(situation.court).map { StreamID.caseNumbers(situation.court, taken.application.type, year: $0.year) }
      })
    return Intake.persons(cases.map(\.application), situation) + Intake.earlier(cases.map(\.application), situation)
      + situation.findings.caseNumbers.values.sorted().map { .caseFile($0) }
      + properties.sorted().map { .property(ID(raw: $0)) } + numbers.sorted { $0.key < $1.key }
  }
  public func opens(_ situation: Situation) -> [VaultRef] { Intake.particulars(cases.map(\.application), situation) }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    guard situation.organisation.takeovers[digest] != nil else { throw .reportNotSigned }
    var draft = Draft(situation)
    var seen: Set<String> = []
    for taken in cases {
      if let known = situation.findings.caseNumbers[taken.number] {
        let file = situation.caseFile(known)
        guard file.takenOver?.ref == taken.ref else { throw .numberTaken(taken.number) }
        continue
      }
      guard seen.insert(taken.number).inserted else { throw .numberTaken(taken.number) }
      try Takeover.take(taken, &draft)
    }
    return draft.appended
  }
}

/// Lets the numbers of a type and year go on after the earlier system's last.
public struct ContinueNumbers: Command {
  public static let name = "migration.continueNumbers"
  public static let title = Phrase("接续案号", "Continue the numbers")
  public static let roles: Set<Role> = [.machine]
  public static let fields = [
    MigrationCommands.digestField,
    Field("type", Phrase("案件类型", "Case type"), .choice(CaseTypeCode.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("year", Phrase("年度", "Year"), .number(1990...2199)),
    Field("last", Phrase("末号", "Last number"), .number(0...9_999_999)),
  ]
  let digest: String
  let type: CaseTypeCode
  let year: Int
  let last: Int
  public init(_ input: inout Input) {
    digest = input.text("digest", max: 64)
    type = input.choice("type") ?? .first
    year = input.number("year", in: 1990...2199) ?? 0
    last = input.number("last", in: 0...9_999_999) ?? 0
  }
  public var reads: [StreamID] { [] }
  public func alsoReads(_ situation: Situation) -> [StreamID] { [.caseNumbers(situation.court, type, year: year)] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    guard situation.organisation.takeovers[digest] != nil else { throw .reportNotSigned }
    let stream = StreamID.caseNumbers(situation.court, type, year: year)
    let numbers: CaseNumbers = situation.state(stream)
    if numbers.missing != nil && last <= numbers.last { return [] }
    let highest = max(last, numbers.last)
    guard highest > 0 else { return [] }
    return [
      situation.append(stream, [NumbersContinued(last: highest, missing: max(0, highest - numbers.takenOver))])
    ]
  }
}

/// Records that a takeover is through, and how many values differ from the tables.
public struct FinishTakeover: Command {
  public static let name = "migration.finish"
  public static let title = Phrase("接收完成", "Finish the takeover")
  public static let roles: Set<Role> = [.machine]
  public static let fields = [
    MigrationCommands.digestField, Field("cases", Phrase("案件数", "Cases"), .number(0...1_000_000)),
    Field("differences", Phrase("差异数", "Differences"), .number(0...100_000_000)),
  ]
  let digest: String
  let cases: Int
  let differences: Int
  public init(_ input: inout Input) {
    digest = input.text("digest", max: 64)
    cases = input.number("cases", in: 0...1_000_000) ?? 0
    differences = input.number("differences", in: 0...100_000_000) ?? 0
  }
  public var reads: [StreamID] { [] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    guard let takeover = situation.organisation.takeovers[digest] else { throw .reportNotSigned }
    if takeover.finishedOn != nil && takeover.differences == differences { return [] }
    return [
      situation.append(
        .organisation(situation.court), [TakeoverFinished(digest: digest, cases: cases, differences: differences)])
    ]
  }
}

extension Refusal {
  static var noSuchTables: Refusal {
    Refusal("noSuchTables", field: "digest", Phrase("没有这批接收数据", "There are no such tables"))
  }
  static var reportNeedsChief: Refusal {
    Refusal(
      "reportNeedsChief", field: "signer", Phrase("接收报告由执行局长或院领导签署", "A bureau chief or the president signs the report"))
  }
  static var reportNotSigned: Refusal {
    Refusal(
      "reportNotSigned", Phrase("接收报告尚未签署", "The takeover report is not signed"),
      remedy: Phrase("由执行局长核对并签署", "The bureau chief checks and signs it"))
  }
  static func numberTaken(_ number: String) -> Refusal {
    Refusal("numberTaken", field: "number", Phrase("案号 \(number) 已属另一案件", "\(number) belongs to another case"))
  }
  static func bankLineTaken(_ number: String) -> Refusal {
    Refusal("bankLineTaken", Phrase("\(number)的银行流水已登记在另一笔到账", "A bank line of \(number) is booked already"))
  }
  static func partyMissing(_ number: String) -> Refusal {
    Refusal("partyMissing", Phrase("\(number)的措施所指被执行人不在当事人中", "\(number): a measure names nobody among the debtors"))
  }
  static func handlerMissing(_ number: String) -> Refusal {
    Refusal(
      "handlerMissing", field: "handler", Phrase("\(number)的承办人或法官不在岗", "\(number): handler or judge is not at work here"))
  }
}
