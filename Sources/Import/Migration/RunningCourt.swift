import Basics
import Enforcement

/// What a court that takes over already knows: its code, staff, units, law, and the numbers of cases that are here.
public struct RunningCourt: Sendable {
  /// A member of the staff, by the name under which the tables know him.
  public struct Member: Sendable, Hashable {
    public let id: ID<StaffMember>
    public let name: String
    public let roles: Set<Role>
    public init(id: ID<StaffMember>, name: String, roles: Set<Role>) {
      self.id = id
      self.name = name
      self.roles = roles
    }
  }
  public let court: CourtCode
  public let today: Day
  public let law: LawBooks
  public let triage: TriageRules
  public let units: [PartnerUnit]
  /// Staff at work.
  public let staff: [Member]

  public init(
    court: CourtCode, today: Day, law: LawBooks, triage: TriageRules, units: [PartnerUnit], staff: [Member]
  ) {
    self.court = court
    self.today = today
    self.law = law
    self.triage = triage
    self.units = units
    self.staff = staff
  }

  func members(named name: String) -> [Member] { staff.filter { $0.name == name || "\($0.id)" == name } }
  /// The name, or the id where the court does not know him.
  public func name(of id: ID<StaffMember>) -> String { staff.first { $0.id == id }?.name ?? "\(id)" }
  /// The name, or the id where two people have it.
  func written(_ id: ID<StaffMember>) -> String {
    let name = name(of: id)
    return members(named: name).count == 1 ? name : "\(id)"
  }
  func unit(_ text: String) -> PartnerUnit? {
    units.first { $0.key.lowercased() == text.lowercased() || $0.name.zh == text || $0.name.en.lowercased() == text.lowercased() }
  }
}

/// What the tables hold, checked: cases that can be taken over, those that wait, and why.
public struct RunningReading: Sendable {
  public let digest: String
  public let court: RunningCourt
  public let accepted: [RunningCase]
  /// References of cases with any fault.
  public let held: [String]
  public let faults: [RunningFault]
  public let lastNumbers: [LastNumber]
  /// Lines of each table, the header not counted.
  public let lines: [RunningTable: Int]
  /// Rows that come back: every row of a case that is held, and rows that fit none.
  let returned: [(header: RunningHeader, rows: [SheetRowReturned])]
  /// Accepted cases that were taken over from such tables before: they are only compared.
  public internal(set) var here = 0

  /// The earlier system's last number of a type and year.
  public struct LastNumber: Sendable, Hashable {
    public let type: CaseTypeCode
    public let year: Int
    public let last: Int
  }
  public var errorCount: Int { faults.count { $0.severity == .error } }
  public var warningCount: Int { faults.count { $0.severity == .warning } }
}

/// A row that comes back, with what is wrong with it.
struct SheetRowReturned: Sendable {
  let line: Int
  let cells: [String]
}
