import Basics
import EnforcementLaw

/// The sanctions capability's commands.
public enum SanctionCommands {
  public static let all: [any Command.Type] = [
    DraftRestriction.self, DraftLift.self, ProposeListing.self, DraftRemoval.self, EndListingTerm.self,
  ]
  static let caseField = Field("case", Phrase("案件", "Case"), .text(max: 20))
}

/// Drafts the consumption-restriction order (限制消费令) for debtors who did not perform in the notice's time; the president signs.
public struct DraftRestriction: CaseCommand {
  public static let name = "sanctions.draftRestriction"
  public static let title = Phrase("拟制限制消费令", "Draft the consumption restriction")
  public static let roles: Set<Role> = [.officer, .judge, .assistant]
  public static let fields = [
    SanctionCommands.caseField, Field("debtors", Phrase("被执行人", "Debtors"), .picks(.debtor), required: false),
  ]
  public let caseID: ID<CaseFile>
  let debtors: [ID<Person>]
  public init(_ input: inout Input) {
    caseID = input.id("case")
    debtors = input.ids("debtors")
  }
  static func candidates(_ file: CaseFile) -> [ID<Person>] {
    let live = Set(file.sanctions.liveRestrictions)
    let drafted = Set(
      file.papers.unsigned.filter { $0.kind == .consumptionRestriction }.flatMap { file.sanctions.drafts[$0.id]?.persons ?? [] })
    return file.debtors.map(\.person).filter { !live.contains($0) && !drafted.contains($0) }
  }
  /// Candidates who were given the notice's time; a resumed case rests on the notice of the round before it.
  static func noticed(_ file: CaseFile) -> [ID<Person>] {
    candidates(file).filter { file.filing.type != .first || file.papers.isServed(.enforcementNotice, on: $0) }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    try Authority.handler(of: file, or: [.assistant], situation.actor)
    if candidates(file).isEmpty { throw .allRestricted }
    if file.closing.performedOn != nil { throw .performed }
    if noticed(file).isEmpty { throw .noticeNotServed }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    let open = DraftRestriction.noticed(file)
    if debtors.contains(where: { DraftRestriction.candidates(file).contains($0) && !open.contains($0) }) {
      throw .noticeNotServed
    }
    let chosen = debtors.isEmpty ? open : open.filter { debtors.contains($0) }
    guard !chosen.isEmpty else { throw .allRestricted }
    return [situation.append(.caseFile(caseID), SanctionDrafts.events(.consumptionRestriction, chosen, situation))]
  }
}

/// Drafts the lifting of every live restriction once the debt is performed; or on security or the applicant's consent, of which the
/// handler states the facts and names the attached file that shows them (限消规定 9).
public struct DraftLift: CaseCommand {
  public static let name = "sanctions.draftLift"
  public static let title = Phrase("拟制解除限制消费决定", "Draft the lifting of the restriction")
  public static let roles: Set<Role> = [.officer, .judge, .assistant, .machine]
  public static let fields = [
    SanctionCommands.caseField,
    Field(
      "ground", Phrase("解除理由", "Ground"), .choice(LiftGround.allCases.map { Field.Choice($0.rawValue, $0.name) }),
      required: false, hint: Phrase("不填为已履行完毕", "Performed if empty")),
    Field(
      "facts", Phrase("担保或者申请执行人同意的具体情况", "The security or the consent, in detail"), .longText(max: 2000), required: false,
      hint: Phrase("因提供担保或者申请执行人同意解除的必填", "Required for security or consent")),
    Field(
      "evidence", Phrase("担保书、同意书等附件", "The attached file that shows it"), .pick(.attachedFile), required: false,
      hint: Phrase("因提供担保或者申请执行人同意解除的必填，先在“附件”中上传", "Required for security or consent; attach it first")),
  ]
  public let caseID: ID<CaseFile>
  let ground: LiftGround
  let facts: String
  let evidence: ID<AttachedFile>?
  public init(_ input: inout Input) {
    caseID = input.id("case")
    ground = (input.list("ground").isEmpty ? .performed : input.choice("ground")) ?? .performed
    facts = input.text("facts", required: false, max: 2000)
    evidence = input.optionalID("evidence")
    if ground.needsEvidence, facts.isEmpty {
      input.fault(
        "facts", "factsMissing", Phrase("写明担保或者同意的具体情况", "State the security or the consent"),
        citations: ["法释〔2015〕17号第9条"])
    }
    if ground.needsEvidence, evidence == nil {
      input.fault(
        "evidence", "evidenceMissing", Phrase("选择证明担保或者同意的附件", "Choose the attached file that shows it"),
        citations: ["法释〔2015〕17号第9条"])
    }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Authority.handler(of: file, or: [.assistant], situation.actor)
    if file.sanctions.liveRestrictions.isEmpty { throw .notRestricted }
    if file.papers.unsigned.contains(where: { $0.kind == .consumptionLift }) { throw .liftWaits }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    if ground == .performed && file.closing.performedOn == nil && !situation.actor.has(.machine) { throw .notFullyPerformed }
    if ground == .enforcementEnded && !file.mayBeAppliedForAgain { throw .enforcementNotEnded }
    if ground.needsEvidence {
      try Authority.handler(of: file, situation.actor)
      guard let evidence, file.files.kept.contains(where: { $0.id == evidence }) else { throw .noSuchEvidence }
    }
    let words = facts.isEmpty ? nil : situation.depository.deposit(VaultContent("text", ["text": facts]))
    return [
      situation.append(
        .caseFile(caseID),
        SanctionDrafts.events(
          .consumptionLift, file.sanctions.liveRestrictions, situation, ground: ground, facts: words, evidence: evidence))
    ]
  }
}

/// Proposes listing (纳入失信名单) on one of the six grounds, with evidence; the president signs (R7.1).
public struct ProposeListing: CaseCommand {
  public static let name = "sanctions.proposeListing"
  public static let title = Phrase("提请纳入失信名单", "Propose listing")
  public static let roles: Set<Role> = [.officer, .judge]
  public static let fields = [
    SanctionCommands.caseField, Field("debtor", Phrase("被执行人", "Debtor"), .pick(.debtor)),
    Field("ground", Phrase("法定情形", "Ground"), .choice(ListingGround.allCases.map { Field.Choice("\($0.rawValue)", $0.name) })),
    Field("evidence", Phrase("事实和证据", "Facts and evidence"), .longText(max: 5000)),
    Field(
      "extraYears", Phrase("情节严重或多项行为加期（年）", "Years added for grave or repeated acts"),
      .number(0...DishonestList.extraYears.upperBound), required: false),
  ]
  public let caseID: ID<CaseFile>
  let debtor: ID<Person>
  let ground: ListingGround
  let evidence: String
  let extraYears: Int
  public init(_ input: inout Input) {
    caseID = input.id("case")
    debtor = input.id("debtor")
    let number = input.number("ground", in: 1...6) ?? 1
    ground = ListingGround(rawValue: number) ?? .ableButRefuses
    evidence = input.text("evidence", max: 5000)
    extraYears = input.number("extraYears", in: 0...DishonestList.extraYears.upperBound, required: false) ?? 0
  }
  public func alsoReads(_ situation: Situation) -> [StreamID] { [.person(debtor)] }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    try Authority.handler(of: file, situation.actor)
    if file.closing.performedOn != nil { throw .performed }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard file.filing.party(debtor)?.role == .debtor else { throw .notADebtor }
    if file.sanctions.listings[debtor]?.isLive ?? false { throw .alreadyListed }
    if file.filing.type == .first, !file.papers.isServed(.enforcementNotice, on: debtor) { throw .noticeNotServed }
    try Refusal.unlessRunning(file)
    if let adult = situation.person(debtor).adultOn, adult > situation.today { throw .minorNeverListed }
    if ground == .breaksReporting && !file.search.defaulted.contains(debtor) { throw .groundWithoutFact(ground) }
    if ground == .breaksRestriction && file.sanctions.restricted[debtor] == nil { throw .groundWithoutFact(ground) }
    if ground == .ableButRefuses && extraYears > 0 { throw .noTermToExtend }
    let allowed = try mayBeListed(file, situation)
    let paper = situation.ids.next(Paper.self)
    let words = situation.depository.deposit(VaultContent("text", ["text": evidence]))
    return [
      situation.append(
        .caseFile(caseID),
        [
          PaperDrafted(paper: paper, kind: .listingDecision, about: ["\(debtor)"], text: words),
          RestrictionDrafted(paper: paper, kind: .listingDecision, persons: [debtor]),
          ListingProposed(
            paper: paper, person: debtor, ground: ground, evidence: words, extraYears: extraYears, reasons: allowed.reasons),
        ])
    ]
  }

  /// What the law asks before a debtor is listed (失信规定 1, 3, 4), from what the case shows.
  private func mayBeListed(_ file: CaseFile, _ situation: Situation) throws(Refusal) -> Explained<DishonestList.Ground> {
    let covered = file.seizure.secured >= situation.stillOwed(caseID).total
    do throws(LawRefusal) {
      return try DishonestList.check(
        DishonestList.Facts(
          unperformed: file.closing.performedOn == nil, ground: ground.law, evidence: [evidence],
          bars: covered ? [.seizedCovers] : []), today: situation.today, settings: situation.settings)
    } catch {
      throw .law(error)
    }
  }
}

/// Drafts the removal of listings whose ground has ended.
public struct DraftRemoval: CaseCommand {
  public static let name = "sanctions.draftRemoval"
  public static let title = Phrase("拟制删除失信信息决定", "Draft the removal from the list")
  public static let roles: Set<Role> = [.officer, .judge, .assistant, .machine]
  public static let fields = [SanctionCommands.caseField]
  public let caseID: ID<CaseFile>
  public init(_ input: inout Input) { caseID = input.id("case") }
  /// Whose entries are to be removed.
  public static func due(_ file: CaseFile) -> [ID<Person>] { removable(file) }
  static func removable(_ file: CaseFile) -> [ID<Person>] {
    file.sanctions.liveListings.filter { file.sanctions.listings[$0]?.removeBy != nil }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    if removable(file).isEmpty { throw .nothingToRemove }
    if file.papers.unsigned.contains(where: { $0.kind == .listingRemoval }) { throw .removalWaits }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    [situation.append(.caseFile(caseID), SanctionDrafts.events(.listingRemoval, DraftRemoval.removable(file), situation))]
  }
}

/// A fixed term ran out: three working days to remove (R7.1).
public struct EndListingTerm: CaseCommand {
  public static let name = "sanctions.endListingTerm"
  public static let title = Phrase("失信期限届满", "A listing's term is over")
  public static let roles: Set<Role> = [.machine]
  public static let fields = [SanctionCommands.caseField, Field("debtor", Phrase("被执行人", "Debtor"), .pick(.debtor))]
  public let caseID: ID<CaseFile>
  let debtor: ID<Person>
  public init(_ input: inout Input) {
    caseID = input.id("case")
    debtor = input.id("debtor")
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {}
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let listing = file.sanctions.listings[debtor], listing.isLive, let ends = listing.ends, ends <= situation.today else {
      return []
    }
    return [situation.append(.caseFile(caseID), [try Delisting.event(debtor, .termEnded, listing, situation)])]
  }
}

enum SanctionDrafts {
  static func events(
    _ kind: PaperKind, _ persons: [ID<Person>], _ situation: Situation, ground: LiftGround? = nil, facts: VaultRef? = nil,
    evidence: ID<AttachedFile>? = nil
  ) -> [any Event] {
    let paper = situation.ids.next(Paper.self)
    return [
      PaperDrafted(paper: paper, kind: kind, about: persons.map { "\($0)" }, text: facts),
      RestrictionDrafted(paper: paper, kind: kind, persons: persons, ground: ground, evidence: evidence),
    ]
  }
}

/// When a ground for removal from the list arises (R7.1): three working days run. A listing with a fixed term stays until the term ends.
enum Delisting {
  /// The debt is performed: of every listing without a fixed term.
  static func performed(_ file: CaseFile, _ situation: Situation) throws(Refusal) -> [ListingGroundEnded] {
    var ended: [ListingGroundEnded] = []
    for person in file.sanctions.liveListings {
      guard let listing = file.sanctions.listings[person], listing.ends == nil, listing.removeBy == nil else { continue }
      ended.append(try event(person, .performed, listing, situation))
    }
    return ended
  }

  /// After an ended round: two searches without a find, and no clue that holds.
  static func roundEnded(_ file: CaseFile, _ situation: Situation) -> [ListingGroundEnded] {
    guard file.closing.closed?.way == .terminatedRound, file.closing.resumedBy == nil else { return [] }
    let searches = file.search.rounds.count { $0.reason == .research && $0.completedOn != nil && $0.failed.isEmpty }
    let clue = file.clues.list.contains { $0.outcome != .disproved }
    guard file.disposable.isEmpty, file.closing.resumptionProposed.isEmpty else { return [] }
    return file.sanctions.liveListings.compactMap { person in
      guard let listing = file.sanctions.listings[person], listing.ends == nil, listing.removeBy == nil else { return nil }
      return try? event(person, .roundTerminated(queriesWithoutFind: searches, clue: clue), listing, situation)
    }
  }

  static func event(
    _ person: ID<Person>, _ removal: DishonestList.Removal, _ listing: Sanctions.Listing, _ situation: Situation
  ) throws(Refusal) -> ListingGroundEnded {
    do throws(LawRefusal) {
      // A listing without an end is one without a fixed term, whatever its ground was called.
      let due = try DishonestList.removeBy(
        removal, on: situation.today, listedFor: listing.ends == nil ? .ableButRefuses : listing.ground.law,
        termEnds: listing.ends, calendar: situation.law.calendar)
      return ListingGroundEnded(person: person, ground: word(removal), removeBy: due.value, reasons: due.reasons)
    } catch {
      throw .law(error)
    }
  }

  /// The stored word of a ground.
  private static func word(_ removal: DishonestList.Removal) -> String {
    switch removal {
    case .performed, .settlementPerformed: "performed"
    case .termEnded: "termOver"
    case .applicantRequest: "applicantRequest"
    case .roundTerminated, .suspended, .enforcementRefused, .finallyTerminated, .earlyDecision: "enforcementEnded"
    }
  }
}

extension Refusal {
  static var allRestricted: Refusal {
    Refusal("allRestricted", Phrase("被执行人均已限制消费或待签发", "Every debtor is restricted or waits for signature"))
  }
  static var performed: Refusal { Refusal("performed", Phrase("债务已履行", "The debt is performed")) }
  static var noticeNotServed: Refusal {
    Refusal(
      "noticeNotServed", Phrase("执行通知书尚未送达", "The enforcement notice is not served"), citations: ["法释〔2015〕17号第1条"],
      remedy: Phrase("先登记送达", "Record its service first"))
  }
  static var enforcementNotEnded: Refusal {
    Refusal("enforcementNotEnded", field: "ground", Phrase("尚未裁定终结执行", "No ruling has ended the enforcement"))
  }
  static var notRestricted: Refusal { Refusal("notRestricted", Phrase("没有有效的限制消费令", "No restriction is in force")) }
  static var noSuchEvidence: Refusal {
    Refusal(
      "noSuchEvidence", field: "evidence", Phrase("本案没有这份附件", "The case has no such file"), citations: ["法释〔2015〕17号第9条"])
  }
  static var liftWaits: Refusal { Refusal("liftWaits", Phrase("解除决定待签发", "The lifting waits for signature")) }
  static var alreadyListed: Refusal { Refusal("alreadyListed", field: "debtor", Phrase("已在失信名单", "Already listed")) }
  static var minorNeverListed: Refusal {
    Refusal("minorNeverListed", field: "debtor", Phrase("未成年人不得纳入失信名单", "A minor is never listed"), citations: ["法释〔2017〕7号第4条"])
  }
  static func groundWithoutFact(_ ground: ListingGround) -> Refusal {
    Refusal(
      "groundWithoutFact", field: "ground",
      Phrase("案件中没有“\(ground.name.zh)”的记录", "Nothing on record supports “\(ground.name.en)”"), citations: ["法释〔2017〕7号第1条"])
  }
  static var noTermToExtend: Refusal {
    Refusal(
      "noTermToExtend", field: "extraYears", Phrase("第一种情形没有固定期限，不能加期", "Ground 1 has no fixed term to extend"),
      citations: ["法释〔2017〕7号第2条"])
  }
  static var nothingToRemove: Refusal { Refusal("nothingToRemove", Phrase("没有应删除的失信信息", "No listing is to be removed")) }
  static var removalWaits: Refusal { Refusal("removalWaits", Phrase("删除决定待签发", "The removal waits for signature")) }
}
