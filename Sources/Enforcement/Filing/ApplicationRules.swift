import Basics
import EnforcementLaw

/// What must hold of an application before it is taken in (R1.6; 民事诉讼法 60). Form, API and docket ask here; each says in its own way
/// where the answer stands.
public enum ApplicationRules {
  /// One thing that does not hold: what, what to write instead, and the articles behind it.
  public struct Finding: Sendable, Hashable {
    /// Whether the application fails by it.
    public enum Severity: Sendable, Hashable {
      /// The application is not taken in like this.
      case error
      /// It is taken in; a person should look.
      case warning
    }
    public let code: String
    public let severity: Severity
    public let message: Phrase
    public let instead: Phrase
    public let citations: [String]
    init(_ code: String, _ message: Phrase, instead: Phrase, _ citations: [Citation] = [], severity: Severity = .error) {
      self.code = code
      self.severity = severity
      self.message = message
      self.instead = instead
      self.citations = citations.map(\.text)
    }
  }

  /// Full capacity begins at eighteen (民法典 17); whoever is sixteen and lives of his own work has it too (民法典 18).
  static let capacityYears = 18
  static let capacityByWorkYears = 16

  // MARK: Days

  /// No instrument that a court enforces now is older: a day before it is a slip of the pen.
  static let earliestYear = 1980
  /// A day that cannot be meant.
  static func tooEarly(_ day: Day?) -> Finding? {
    guard let day, day.year < earliestYear else { return nil }
    return Finding(
      "tooEarly", Phrase("日期 \(day) 早于 \(earliestYear) 年", "\(day) is before \(earliestYear)"),
      instead: Phrase("核对年份", "Check the year"))
  }

  /// An application made before the instrument.
  public static func beforeInstrument(_ instrument: Instrument, received: Day) -> Finding? {
    guard received < instrument.on else { return nil }
    return Finding(
      "instrumentInFuture",
      Phrase("收到申请日 \(received) 早于文书日期 \(instrument.on)", "Received on \(received), before the instrument of \(instrument.on)"),
      instead: Phrase("核对两个日期", "Check both days"), [Acceptance.article])
  }

  /// A performance period that ends before the instrument.
  public static func endsBeforeInstrument(_ instrument: Instrument) -> Finding? {
    guard let last = instrument.lastPerformanceDay, last < instrument.on else { return nil }
    return Finding(
      "beforeInstrument",
      Phrase("履行期限届满日早于文书日期 \(instrument.on)", "The performance period ends before the instrument of \(instrument.on)"),
      instead: Phrase("核对两个日期", "Check both days"), [Acceptance.article])
  }

  /// A performance period that had not ended when the application came (R1.6); a preservation waits for none.
  public static func periodRuns(_ type: CaseTypeCode, _ instrument: Instrument, received: Day) -> Finding? {
    guard type != .preservation, let last = instrument.lastPerformanceDay, last >= received else { return nil }
    return Finding(
      "periodRuns",
      Phrase(
        "履行期限到 \(last) 才届满，收到申请时尚未届满", "The performance period runs to \(last) and had not ended when the application came"),
      instead: Phrase(
        "届满后再申请；分期履行的填写已到期一期的届满日", "Apply afterwards; for instalments write the day of the one that is due"),
      [Acceptance.article])
  }

  // MARK: Parties

  /// Sides that nobody is on.
  public static func missingSides(_ roles: [CaseParty.Role]) -> [Finding] {
    var findings: [Finding] = []
    if !roles.contains(.applicant) {
      findings.append(
        Finding(
          "noApplicant", Phrase("至少有一名申请执行人", "At least one applicant is needed"),
          instead: Phrase("增加申请执行人", "Add the applicant"), [Acceptance.article]))
    }
    if !roles.contains(.debtor) {
      findings.append(
        Finding(
          "noDebtor", Phrase("至少有一名被执行人", "At least one judgment debtor is needed"),
          instead: Phrase("增加被执行人", "Add the debtor"), [Acceptance.article]))
    }
    return findings
  }

  /// A person who stands twice among the parties.
  public struct Repetition: Sendable, Hashable {
    /// Places in the list: of the second mention, and of the first.
    public let place: Int
    public let first: Int
    /// Both mentions are on one side.
    public let sameSide: Bool
  }
  /// Documents that stand twice. `Document` is what tells persons apart; nil where nothing is known.
  public static func repetitions<Document: Hashable>(_ parties: [(document: Document?, role: CaseParty.Role)]) -> [Repetition] {
    var seen: [Document: Int] = [:]
    var found: [Repetition] = []
    for (place, party) in parties.enumerated() {
      guard let document = party.document else { continue }
      if let first = seen[document] {
        found.append(Repetition(place: place, first: first, sameSide: parties[first].role == party.role))
      } else {
        seen[document] = place
      }
    }
    return found
  }
  /// One who is on both sides, or twice on one; `first` says where the first mention stands.
  public static func finding(_ repetition: Repetition, _ first: Phrase) -> Finding {
    repetition.sameSide
      ? Finding(
        "samePerson", Phrase("与", "The same person as ") + first + Phrase("是同一人", ""),
        instead: Phrase("删去重复的一项", "Delete one of the two"))
      : Finding(
        "bothSides", Phrase("与", "The same person as ") + first + Phrase("是同一人", ""),
        instead: Phrase("核对诉讼地位与证件号码", "Check role and number"), [Acceptance.article])
  }

  /// Whoever applies shows who he is (执行规定 18); of a debtor a number is wanted, for nothing is found without one.
  public static func document(of role: CaseParty.Role, hasNumber: Bool) -> Finding? {
    guard !hasNumber else { return nil }
    switch role {
    case .applicant:
      return Finding(
        "noDocument", Phrase("申请执行人须有证件号码", "An applicant is known by the number of an identity document"),
        instead: Phrase("按身份证明填写证件种类和号码", "Kind and number as on the document"), [Acceptance.proofOfIdentity])
    case .debtor, .thirdParty:
      return Finding(
        "noDocument", Phrase("没有证件号码，无法网络查控", "Without a number there is no network search"),
        instead: Phrase("补填证件号码", "Add the number of the identity document"), severity: .warning)
    }
  }

  /// People have documents of people, others a credit code; what is none of the usual ones goes with both.
  public static func fits(_ document: Application.IDKind, _ kind: Person.Kind) -> Bool {
    document == .other || (kind == .natural) != (document == .creditCode)
  }

  /// What a number of a document of another kind is to be like; the usual kinds are checked where they are read.
  static func number(_ text: String, of document: Application.IDKind) -> Finding? {
    guard document == .other, !text.isEmpty, otherDocument(text) == nil else { return nil }
    return Finding(
      "notADocument", Phrase("“\(text)”不是证件号码", "“\(text)” is not a number of a document"),
      instead: Phrase("写 5 至 30 位字母和数字", "5 to 30 letters and digits"))
  }
  /// A number of a document of another kind: 5 to 30 letters and digits, blanks taken out; nil where it is none.
  public static func otherDocument(_ text: String) -> String? {
    let upper = text.filter { !$0.isWhitespace }.uppercased()
    let fits = (5...30).contains(upper.utf8.count) && upper.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
    return fits ? upper : nil
  }

  /// Names of people have no digits.
  public static func isPersonName(_ name: String) -> Bool {
    !name.unicodeScalars.contains { (48...57).contains($0.value) }
  }

  /// A minor acts through a statutory agent, whom the agent's field names.
  public static func capacity(born birth: Day, hasAgent: Bool, on day: Day) -> Finding? {
    guard !hasAgent, birth.adding(months: capacityYears * 12) > day else { return nil }
    let isChild = birth.adding(months: capacityByWorkYears * 12) > day
    return Finding(
      "noGuardian", Phrase("未成年人须由法定代理人代为参加", "A minor acts through a statutory agent"),
      instead: Phrase("在“代理人”填写监护人姓名", "Name the guardian under “agent”"),
      [Acceptance.capacity] + (isChild ? [] : [Acceptance.capacityByWork]), severity: isChild ? .error : .warning)
  }

  /// Organisations have legal representatives, people have agents.
  public static func representative(of kind: Person.Kind, named: Bool) -> Finding? {
    guard kind == .natural, named else { return nil }
    return Finding(
      "noRepresentative", Phrase("自然人没有法定代表人", "A natural person has no legal representative"),
      instead: Phrase("留空；监护人写在“代理人”", "Leave blank; a guardian goes under “agent”"), [Acceptance.representation])
  }
}

extension ClaimItem {
  /// The items together; nil beyond the largest sum accepted from outside.
  public static func total(_ items: some Sequence<ClaimItem>) -> Money? {
    var total = Money.zero
    for item in items {
      guard let next = total.adding(item.amount), next <= .outsideMax else { return nil }
      total = next
    }
    return total
  }
}
