import Basics

/// Whether an application is to be filed (受理条件, R1.6).
public enum Acceptance {
  /// Days to file, or to rule that the application is not accepted (执行规定 16).
  public static let decisionDays = 7
  public static let article = Citation.enforcementRules("16")
  /// Proof of identity of whoever applies.
  public static let proofOfIdentity = Citation.enforcementRules("18")
  /// Whoever lacks capacity acts through a statutory agent.
  public static let capacity = Citation.procedure2023("60")
  /// Sixteen and living of one's own work: full capacity.
  public static let capacityByWork = Citation.civilCode("18")
  /// Organisations act through their legal representatives.
  public static let representation = Citation.procedure2023("51")

  /// What must hold.
  public enum Condition: String, Sendable, Hashable, CaseIterable, Codable {
    case instrumentEffective, applicantEntitled, contentPayable, objectAndDebtorDefinite, notPerformedInTime, courtCompetent
    public var phrase: Phrase {
      switch self {
      case .instrumentEffective: Phrase("法律文书已经生效", "the instrument is in force")
      case .applicantEntitled: Phrase("申请人是权利人或其继承人、权利承受人", "the applicant holds the right or succeeds to it")
      case .contentPayable: Phrase("有给付内容", "it orders performance")
      case .objectAndDebtorDefinite: Phrase("执行标的和被执行人明确", "object and debtor are definite")
      case .notPerformedInTime: Phrase("义务人在确定的期限内未履行", "it was not performed in time")
      case .courtCompetent: Phrase("属于受申请法院管辖", "this court has jurisdiction")
      }
    }
    var citation: Citation {
      switch self {
      case .contentPayable, .objectAndDebtorDefinite: .procedureInterpretation("461")
      case .instrumentEffective, .applicantEntitled, .notPerformedInTime, .courtCompetent: Acceptance.article
      }
    }
  }

  /// What the applicant hands in (执行规定 18–20).
  public enum Document: String, Sendable, Hashable, CaseIterable, Codable {
    case application, instrument, identity, successionProof, authority, specialAuthority
    public var phrase: Phrase {
      switch self {
      case .application: Phrase("申请执行书", "application")
      case .instrument: Phrase("生效法律文书副本", "copy of the instrument")
      case .identity: Phrase("申请执行人身份证明", "proof of identity")
      case .successionProof: Phrase("继承或承受权利的证明", "proof of succession")
      case .authority: Phrase("授权委托书", "power of attorney")
      case .specialAuthority: Phrase("特别授权（放弃、变更权利，和解，代收款）", "special authority (waive, settle, collect)")
      }
    }
    var citation: Citation {
      switch self {
      case .authority, .specialAuthority: .enforcementRules("20")
      case .application, .instrument, .identity, .successionProof: .enforcementRules("18")
      }
    }
  }

  /// Who applies, as far as it decides which documents are needed.
  public struct Applicant: Sendable, Hashable {
    public var isSuccessor: Bool
    public var hasAgent: Bool
    /// The agent is to waive or change claims, settle or collect money.
    public var agentMaySettle: Bool
    public init(isSuccessor: Bool = false, hasAgent: Bool = false, agentMaySettle: Bool = false) {
      self.isSuccessor = isSuccessor
      self.hasAgent = hasAgent
      self.agentMaySettle = agentMaySettle
    }
  }

  /// What to do with an application.
  public enum Outcome: String, Sendable, Hashable, Codable {
    case file
    /// Papers are missing: tell the applicant once, completely.
    case askForPapers
    /// A ruling that the application is not accepted.
    case refuse
    /// After filing: a ruling that dismisses the application.
    case dismiss
  }
  /// What is to be done with the application, and all that it lacks: he is told once, completely.
  public struct Finding: Sendable, Hashable {
    public let outcome: Outcome
    public let missingConditions: [Condition]
    public let missingDocuments: [Document]
  }

  /// Which documents an applicant needs.
  public static func documents(for applicant: Applicant) -> [Document] {
    var needed: [Document] = [.application, .instrument, .identity]
    if applicant.isSuccessor { needed.append(.successionProof) }
    if applicant.hasAgent { needed.append(.authority) }
    if applicant.hasAgent && applicant.agentMaySettle { needed.append(.specialAuthority) }
    return needed
  }

  /// Compares what holds and what was handed in with what is needed.
  public static func review(
    met: Set<Condition>, handedIn: Set<Document>, applicant: Applicant = Applicant(), alreadyFiled: Bool = false
  ) -> Explained<Finding> {
    let conditions = Condition.allCases.filter { !met.contains($0) }
    let papers = documents(for: applicant).filter { !handedIn.contains($0) }
    let outcome: Outcome =
      if !conditions.isEmpty { alreadyFiled ? .dismiss : .refuse } else if !papers.isEmpty && !alreadyFiled { .askForPapers } else
      { .file }
    let missing =
      conditions.map { Reasons.Step(Phrase("不符合：", "not met: ") + $0.phrase, $0.rawValue) }
      + papers.map { Reasons.Step(Phrase("缺少：", "missing: ") + $0.phrase, $0.rawValue) }
    return Explained(
      Finding(outcome: outcome, missingConditions: conditions, missingDocuments: papers),
      Reasons(
        "R1.6", steps: missing,
        citations: ([article] + conditions.map(\.citation) + papers.map(\.citation)).uniqued))
  }

  /// The last day to file or to refuse.
  public static func deadline(received: Day, calendar: CourtCalendar) -> Explained<Day> {
    let end = Periods.deadline(from: received, .days(decisionDays), calendar: calendar)
    return Explained(end.value, end.reasons.under("R1.6", citations: [article]))
  }
}
