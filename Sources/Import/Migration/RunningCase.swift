import Basics
import Enforcement
import EnforcementLaw

/// A running or ended case of the tables, read and checked.
public struct RunningCase: Sendable {
  public var docket: DocketCase
  public var number: String
  public var otherNumbers: [String] = []
  public var filedOn: Day
  public var handler: ID<StaffMember>
  public var judge: ID<StaffMember>
  public var lane: Lane
  public var assignedOn: Day?
  public var done = StepsDone()
  public var endedOn: Day?
  public var periods: [Deduction] = []
  public var extensions: [Extension] = []
  public var measures: [Measure] = []
  public var movements: [Movement] = []
  public var restrictions: [Restriction] = []
  public var listings: [Listing] = []
  public var papers: [RunningSource.Paper] = []
  /// Its line in the table of cases.
  public var line = 0

  /// An extension of the case's limit that the earlier system records, in whole months.
  public struct Extension: Sendable, Hashable {
    public var months: Int
    public var on: Day
    public var paper: String
    public var approver: String
    public var filedWithHighCourt: Bool
  }
  /// A freeze or seal in force under the earlier system.
  public struct Measure: Sendable, Hashable {
    /// Place among the parties.
    public var party: Int
    public var kind: Property.Kind
    public var unit: String
    public var object: String
    public var requested: Money
    public var held: Money
    public var rank: Int
    public var from: Day
    public var until: Day
    public var ruling: String
    public var identity: IdentityKey {
      switch kind {
      case .deposit: IdentityKey("account@\(unit)", object)
      case .realEstate: IdentityKey("certificate", object)
      case .vehicle: IdentityKey("plate", object)
      case .policy: IdentityKey("policy@\(unit)", object)
      case .security: IdentityKey("security@\(unit)", object)
      case .goods: IdentityKey("goods", object)
      }
    }
  }
  /// Money that came in or went out.
  public struct Movement: Sendable, Hashable {
    var word: MoneyWord
    public var on: Day
    public var amount: Money
    public var bankLine: String
  }
  /// A consumption restriction in force under the earlier system.
  public struct Restriction: Sendable, Hashable {
    public var party: Int
    public var on: Day
    public var paper: String
  }
  /// An entry in the list of dishonest debtors that is live; `until` is nil where it has no term (R7.1).
  public struct Listing: Sendable, Hashable {
    public var party: Int
    public var on: Day
    public var ground: ListingGround
    public var until: Day?
    public var paper: String
  }

  public var ref: String { docket.identity.ref }
  public var receivedOn: Day { docket.receivedOn ?? filedOn }
  public var isRunning: Bool { endedOn == nil }
  public var received: Money { movements.filter(\.word.isIncoming).map(\.amount).boundedSum }
  public var paid: Money { movements.filter { !$0.word.isIncoming }.map(\.amount).boundedSum }
  public var balance: Money { received - paid }
  public var frozen: Money { measures.filter { $0.kind.isDivisible && $0.rank == 1 }.map(\.held).boundedSum }

  /// What came in first was paid first: what of each receipt was paid on, and what the court still holds, each with its day.
  var divided: (past: [Movement], held: [Movement]) {
    var left = paid
    var past: [Movement] = []
    var held: [Movement] = []
    for movement in movements.filter(\.word.isIncoming).sorted(by: { $0.on < $1.on }) {
      let gone = min(left, movement.amount)
      left -= gone
      if gone > .zero { past.append(part(of: movement, gone)) }
      if gone < movement.amount { held.append(part(of: movement, movement.amount - gone)) }
    }
    return (past, held)
  }
  private func part(of movement: Movement, _ amount: Money) -> Movement {
    var part = movement
    part.amount = amount
    return part
  }

  /// The fields of one case of `migration.takeOver`; `kept` are its papers as they are kept now.
  func fields(kept: [KeptPaper]) -> [String: InputValue] {
    var fields = docket.application
    fields["via"] = nil
    fields["docketRef"] = nil
    fields["ref"] = .text(ref)
    fields["number"] = .text(number)
    fields["numbers"] = .list(otherNumbers.map { .text($0) })
    fields["filedOn"] = .text("\(filedOn)")
    fields["receivedOn"] = .text("\(receivedOn)")
    fields["lane"] = .text(lane.rawValue)
    fields["handler"] = .text("\(handler)")
    fields["judge"] = .text("\(judge)")
    let days: [(String, Day?)] = [
      ("assignedOn", assignedOn), ("noticeOn", done.notice), ("reportOrderOn", done.reportOrder), ("searchedOn", done.search),
      ("investigatedOn", done.investigation), ("endedOn", endedOn),
    ]
    for (name, day) in days { if let day { fields[name] = .text("\(day)") } }
    fields["periods"] = objects(periods) {
      ["kind": $0.kind.rawValue, "from": "\($0.first)", "to": $0.last?.description, "paper": $0.paper, "approver": $0.approver]
    }
    fields["extensions"] = objects(extensions) {
      [
        "months": "\($0.months)", "on": "\($0.on)", "paper": $0.paper, "approver": $0.approver,
        "filedWithHighCourt": $0.filedWithHighCourt ? "true" : nil,
      ]
    }
    fields["measures"] = objects(measures) {
      [
        "party": "\($0.party)", "kind": $0.kind.rawValue, "unit": $0.unit, "identity": $0.object, "requested": "\($0.requested)",
        "value": "\($0.held)", "rank": "\($0.rank)", "from": "\($0.from)", "until": "\($0.until)", "ruling": $0.ruling,
      ]
    }
    let (past, held) = divided
    fields["past"] = objects(past + movements.filter { !$0.word.isIncoming }) {
      ["kind": $0.word.isIncoming ? "received" : "\($0.word)", "on": "\($0.on)", "amount": "\($0.amount)"]
    }
    fields["held"] = objects(held) {
      ["on": "\($0.on)", "amount": "\($0.amount)", "source": $0.word.source.rawValue, "bankLine": $0.bankLine]
    }
    fields["restrictions"] = objects(restrictions) { ["party": "\($0.party)", "on": "\($0.on)", "paper": $0.paper] }
    fields["listings"] = objects(listings) {
      [
        "party": "\($0.party)", "on": "\($0.on)", "ground": "\($0.ground.rawValue)", "until": $0.until?.description,
        "paper": $0.paper,
      ]
    }
    fields["papers"] = objects(kept) {
      ["file": "\($0.file.id)", "digest": $0.file.digest, "title": $0.title, "bytes": "\($0.bytes)"]
    }
    return fields
  }

  private func objects<Part>(_ parts: [Part], _ texts: (Part) -> [String: String?]) -> InputValue {
    .list(parts.map { .object(texts($0).compactMapValues { $0 }.filter { !$0.value.isEmpty }.mapValues { .text($0) }) })
  }
}

/// A paper of the earlier system that is kept here already.
struct KeptPaper: Sendable {
  let file: VaultRef
  let title: String
  let bytes: Int
}
