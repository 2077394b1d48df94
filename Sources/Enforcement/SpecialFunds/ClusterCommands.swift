import Basics
import EnforcementLaw

/// The commands on clusters.
public enum ClusterCommands {
  public static let all: [any Command.Type] = [
    CreateCluster.self, AddToCluster.self, DraftDivision.self, ApproveDivision.self, ReturnDivision.self, MatchCluster.self,
    UndoClusterMatch.self, ProposeClusterMisplaced.self,
  ]
}

/// What commands on clusters have in common.
enum ClusterSteps {
  static let field = Field("cluster", Phrase("集中案款账户", "Cluster"), .text(max: 20))
  /// Cases in one cluster at most: their shares are one group of the ledger.
  static let membersMax = 5_000

  static let numbersField = Field("numbers", Phrase("案号（每行一个）", "Case numbers, one a line"), .longText(max: 200_000))

  /// Case numbers as people write a list of them, each once.
  static func numbers(_ input: inout Input) -> [String] {
    let lines = input.text("numbers", max: 200_000).split { $0.isNewline || $0 == "、" || $0 == "," || $0 == "，" }
    var found: [String] = []
    var seen: Set<String> = []
    for line in lines {
      let text = CaseNumberText.plain(String(line))
      guard !text.isEmpty else { continue }
      do throws(LawRefusal) {
        if case .number(let number) = try CaseReference.read(text), seen.insert(number.description).inserted {
          found.append(number.description)
        }
      } catch {
        input.fault("numbers", error)
        break
      }
    }
    return found
  }
  /// The cases of these numbers, each open, in no cluster, and against a debtor whom all of them share with `shared`.
  static func members(
    _ numbers: [String], with shared: Set<ID<Person>>?, _ situation: Situation
  ) throws(Refusal) -> [ID<CaseFile>] {
    var shared = shared
    var members: [ID<CaseFile>] = []
    for number in numbers {
      guard let id = situation.findings.caseNumbers[number] else { throw .notThere(number) }
      let file = situation.caseFile(id)
      guard file.isOpen else { throw .clusterCaseOver(number) }
      guard file.cluster == nil else { throw .clusteredAlready(number) }
      let debtors = Set(file.debtors.map(\.person))
      let common = shared.map { $0.intersection(debtors) } ?? debtors
      guard !common.isEmpty else { throw .clusterDebtor(number) }
      shared = common
      members.append(id)
    }
    return members
  }

  static func find(_ id: ID<Cluster>, _ situation: Situation) throws(Refusal) -> Cluster {
    let cluster: Cluster = situation.state(.cluster(id))
    guard cluster.exists else { throw .noSuchCluster }
    return cluster
  }
  /// Refuses whoever is on none of these cases.
  static func onOne(of members: [ID<CaseFile>], as roles: Set<Role>, _ situation: Situation) throws(Refusal) {
    guard members.contains(where: { Authority.isOnCase(as: roles, in: situation, situation.caseFile($0)) }) else {
      throw .notOnCase(roles)
    }
  }
}

/// Groups cases against the same debtor, with a sub-account of their own.
public struct CreateCluster: Command {
  public static let name = "cluster.create"
  public static let title = Phrase("设立集中案款账户", "Set up a cluster account")
  public static let roles: Set<Role> = [.officer, .judge, .bureauChief]
  public static let fields = [
    Field("title", Phrase("名称", "Name"), .text(max: 80)),
    ClusterSteps.numbersField,
  ]
  let title: String
  let numbers: [String]
  public init(_ input: inout Input) {
    title = input.text("title", max: 80)
    numbers = ClusterSteps.numbers(&input)
    if numbers.count < 2 { input.fault("numbers", "tooFew", Phrase("至少两个案件", "Two cases at least")) }
    if numbers.count > ClusterSteps.membersMax {
      input.fault("numbers", "tooMany", Phrase("至多 \(ClusterSteps.membersMax) 个案件", "At most \(ClusterSteps.membersMax)"))
    }
  }
  public var reads: [StreamID] { [] }
  public var needs: Set<Need> { [.caseNumbers(numbers)] }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    numbers.compactMap { situation.findings.caseNumbers[$0] }.map { .caseFile($0) }
  }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let members = try ClusterSteps.members(numbers, with: nil, situation)
    try ClusterSteps.onOne(of: members, as: CreateCluster.roles, situation)
    let id = situation.ids.next(Cluster.self)
    let created = ClusterCreated(
      cluster: id, title: situation.depository.deposit(VaultContent("text", ["text": title])), members: members)
    return [situation.append(.cluster(id), [created])]
      + members.map { situation.append(.caseFile($0), [ClusterJoined(cluster: id)]) }
  }
}

/// Later cases against the same debtor join; a division drafted before is sent back first, for it does not count them.
public struct AddToCluster: Command {
  public static let name = "cluster.addCases"
  public static let title = Phrase("纳入后立案件", "Let later cases join")
  public static let roles = CreateCluster.roles
  public static let fields = [ClusterSteps.field, ClusterSteps.numbersField]
  let cluster: ID<Cluster>
  let numbers: [String]
  public init(_ input: inout Input) {
    cluster = input.id("cluster")
    numbers = ClusterSteps.numbers(&input)
    if numbers.isEmpty { input.fault("numbers", "tooFew", Phrase("至少一个案件", "One case at least")) }
  }
  public var reads: [StreamID] { [.cluster(cluster)] }
  public var needs: Set<Need> { [.caseNumbers(numbers)] }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    let known = (situation.state(.cluster(cluster)) as Cluster).members
    return (known + numbers.compactMap { situation.findings.caseNumbers[$0] }).map { .caseFile($0) }
  }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = try ClusterSteps.find(cluster, situation)
    if state.draft != nil { throw .divisionWaits }
    try ClusterSteps.onOne(of: state.members, as: AddToCluster.roles, situation)
    guard state.members.count + numbers.count <= ClusterSteps.membersMax else { throw .clusterFull }
    var shared: Set<ID<Person>>?
    for member in state.members {
      let debtors = Set(situation.caseFile(member).debtors.map(\.person))
      shared = shared.map { $0.intersection(debtors) } ?? debtors
    }
    let joining = try ClusterSteps.members(numbers, with: shared, situation)
    return [situation.append(.cluster(cluster), joining.map { ClusterCaseAdded(member: $0) })]
      + joining.map { situation.append(.caseFile($0), [ClusterJoined(cluster: cluster)]) }
  }
}

/// Divides what the account has among the cases of the cluster: in full where it is enough; else by what each is owed, where the law
/// lets creditors share.
public struct DraftDivision: Command {
  public static let name = "cluster.draftDivision"
  public static let title = Phrase("拟定集中案款分配", "Draft the division of a cluster")
  public static let roles: Set<Role> = [.officer, .judge]
  public static let fields = [
    ClusterSteps.field,
    Field(
      "agreed", Phrase("不足清偿时，全部申请执行人书面同意按比例受偿", "All applicants agree in writing to share pro rata"), .flag, required: false),
  ]
  let cluster: ID<Cluster>
  let agreed: Bool
  public init(_ input: inout Input) {
    cluster = input.id("cluster")
    agreed = input.flag("agreed")
  }
  public var reads: [StreamID] { [.cluster(cluster)] }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    (situation.state(.cluster(cluster)) as Cluster).members.flatMap { [.caseFile($0), .caseAccount($0)] }
  }
  public func restsOn(_ situation: Situation) -> [StreamID] { alsoReads(situation) }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = try ClusterSteps.find(cluster, situation)
    guard state.balance > .zero else { throw .clusterEmpty }
    try ClusterSteps.onOne(of: state.members, as: DraftDivision.roles, situation)
    var owed: [(member: ID<CaseFile>, sum: Money)] = []
    var isCompany = false
    for member in state.members {
      let file = situation.caseFile(member)
      guard file.isOpen else { continue }
      let sum: Money
      do throws(LawRefusal) {
        // What settles the case today, with the fee that this costs and what was advanced.
        sum = try CaseDebt.division(file, situation.account(member), on: situation.today, law: situation.law).owed.value.total
      } catch {
        throw .law(error)
      }
      guard sum > .zero else { continue }
      owed.append((member, sum))
      if file.debtors.allSatisfy({ $0.kind == .enterprise }) { isCompany = true }
    }
    let total = owed.map(\.sum).boundedSum
    guard total > .zero else { throw .clusterOwesNothing }
    let isEnough = state.balance >= total
    // A company's ordinary creditors do not share by their claims (解释 514), unless they agree.
    if !isEnough, isCompany, !agreed { throw .clusterShort(state.balance, total) }
    let pool = min(state.balance, total)
    let shares = ProRata.shares(of: pool, over: owed.map(\.sum), first: Array(owed.indices))
    let parts = zip(owed, shares).filter { $0.1 > .zero }.map {
      ClusterDivisionDrafted.Part(member: $0.0.member, owed: $0.0.sum, amount: $0.1)
    }
    let how =
      isEnough
      ? Phrase("足额分配", "Each in full")
      : agreed ? Phrase("申请执行人同意按比例", "Pro rata, as the applicants agreed") : Phrase("按比例分配", "Pro rata")
    let reasons = Reasons(
      "R6.8",
      inputs: [
        .init(Phrase("集中案款余额", "On the cluster account"), state.balance.grouped),
        .init(Phrase("各案应受偿合计", "Owed in all cases"), total.grouped),
      ],
      steps: [
        .init(how, pool.grouped), .init(Phrase("案件数", "Cases"), "\(parts.count)"),
        .init(Phrase("账户余下", "Left on the account"), (state.balance - pool).grouped),
      ], citations: [.enforcementRules("55")] + (isEnough ? [] : [.procedureInterpretation("514")]))
    let number = state.divisions.filter { $0.stage != .draft }.count + 1
    return [situation.append(.cluster(cluster), [ClusterDivisionDrafted(number: number, parts: parts, reasons: reasons)])]
  }
}

/// A second person approves; each case has its part at once, to be paid out through the gates.
public struct ApproveDivision: Command {
  public static let name = "cluster.approveDivision"
  public static let title = Phrase("审批集中案款分配", "Approve the division of a cluster")
  public static let roles: Set<Role> = [.bureauChief, .vicePresident, .president]
  public static let fields = [ClusterSteps.field]
  let cluster: ID<Cluster>
  public init(_ input: inout Input) { cluster = input.id("cluster") }
  public var reads: [StreamID] { [.cluster(cluster)] }
  public func alsoReads(_ situation: Situation) -> [StreamID] {
    ((situation.state(.cluster(cluster)) as Cluster).draft?.parts ?? []).flatMap {
      [.caseFile($0.member), .caseAccount($0.member)]
    }
  }
  /// No case that ended meanwhile gets a part.
  public func restsOn(_ situation: Situation) -> [StreamID] { alsoReads(situation) }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = try ClusterSteps.find(cluster, situation)
    guard let draft = state.draft else { throw .noDivision }
    try Authority.otherThan(draft.draftedBy, situation.actor)
    // What is owed grows by the day.
    guard draft.draftedOn == situation.today else { throw .divisionOld(draft.draftedOn) }
    guard draft.total <= state.balance else { throw .clusterEmpty }
    guard let bank = situation.units.first(where: { $0.kind == .courtBank }) else { throw .noCourtBank }
    let payBy = EnforcementLaw.Payout.dueBy(notice: situation.today, calendar: situation.law.calendar)
    var parts = [situation.append(.cluster(cluster), [ClusterDivided(number: draft.number, parts: draft.parts)])]
    for part in draft.parts {
      guard situation.caseFile(part.member).isOpen else { throw .clusterCaseOver(situation.caseFile(part.member).number) }
      let share = ClusterShareReceived(
        booked: situation.ids.next(), amount: part.amount, cluster: cluster, payBy: payBy.value, reasons: payBy.reasons)
      parts.append(situation.append(.caseAccount(part.member), [share]))
      // The bank moves it from the cluster's sub-account: the case itself is where it goes. Its own notice books nothing.
      let moved = PartnerRequested(
        caseID: part.member, unit: bank.key, action: .pay, person: nil, otherCase: part.member, amount: part.amount,
        payoutLine: nil, vault: [], deadline: situation.now.adding(hours: 24))
      parts.append(situation.append(.partnerRequest(situation.ids.next(PartnerRequest.self)), [moved]))
    }
    return parts
  }
}

/// Sends a drafted division back with a reason; refused where none waits. Nothing leaves the cluster's account.
public struct ReturnDivision: Command {
  public static let name = "cluster.returnDivision"
  public static let title = Phrase("退回集中案款分配", "Send the division back")
  public static let roles = ApproveDivision.roles
  public static let fields = [ClusterSteps.field, Field("reason", Phrase("理由", "Reason"), .longText(max: 1000))]
  let cluster: ID<Cluster>
  let reason: String
  public init(_ input: inout Input) {
    cluster = input.id("cluster")
    reason = input.text("reason", max: 1000)
  }
  public var reads: [StreamID] { [.cluster(cluster)] }
  public func decide(in situation: Situation) throws(Refusal) -> [StreamEvents] {
    let state = try ClusterSteps.find(cluster, situation)
    guard let draft = state.draft else { throw .noDivision }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [situation.append(.cluster(cluster), [ClusterDivisionReturned(number: draft.number, reason: words)])]
  }
}

extension CaseFile {
  /// The sub-account out of which the bank pays for this case: that of its cluster where a share moves to the case itself.
  public func payingSubAccount(of request: PartnerRequested, _ account: CaseAccount) -> String {
    if request.action == .pay, request.payoutLine == nil, request.otherCase == id, let cluster {
      return SubAccount.number(of: cluster)
    }
    return account.payingSubAccount(of: request.payoutLine)
  }
}
