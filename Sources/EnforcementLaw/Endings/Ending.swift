import Basics

/// The ways in which a case ends (结案方式), R8.1.
public enum Ending: String, Sendable, Hashable, Codable, CaseIterable {
  /// 执行完毕.
  case fullyEnforced
  /// 终结本次执行程序.
  case roundTerminated
  /// 终结执行.
  case finallyTerminated
  /// 销案.
  case withdrawn
  /// 不予执行.
  case refused
  /// 驳回申请.
  case dismissed
  /// 保全完毕, 部分保全, 无标的物可实施保全.
  case preserved, preservedInPart, nothingToPreserve
  /// Of objections and reconsiderations: 准予撤回, 驳回, 撤销, 变更, 成立, 发回.
  case reviewWithdrawn, reviewRejected, reviewQuashed, reviewChanged, reviewUpheld, reviewReturned

  public var name: Phrase {
    switch self {
    case .fullyEnforced: Phrase("执行完毕", "Fully enforced")
    case .roundTerminated: Phrase("终结本次执行程序", "Termination of this round")
    case .finallyTerminated: Phrase("终结执行", "Final termination")
    case .withdrawn: Phrase("销案", "Case withdrawn from the docket")
    case .refused: Phrase("不予执行", "Enforcement refused")
    case .dismissed: Phrase("驳回申请", "Application dismissed")
    case .preserved: Phrase("保全完毕", "Preserved")
    case .preservedInPart: Phrase("部分保全", "Preserved in part")
    case .nothingToPreserve: Phrase("无标的物可实施保全", "Nothing to preserve")
    case .reviewWithdrawn: Phrase("准予撤回异议（复议）", "Withdrawal allowed")
    case .reviewRejected: Phrase("驳回异议（复议）", "Rejected")
    case .reviewQuashed: Phrase("撤销", "Quashed")
    case .reviewChanged: Phrase("变更", "Changed")
    case .reviewUpheld: Phrase("异议成立", "Upheld")
    case .reviewReturned: Phrase("发回", "Returned")
    }
  }

  /// The paper that closes the case; nil: none is needed.
  public enum Paper: String, Sendable, Hashable, Codable, CaseIterable { case closingNotice, ruling, approval }

  /// How a case of a type may end (法发〔2014〕26号 14–24).
  public static func allowed(_ type: CaseType) -> Explained<[Ending]> {
    let endings: [Ending] =
      switch type {
      case .first: [.fullyEnforced, .roundTerminated, .finallyTerminated, .withdrawn, .refused, .dismissed]
      case .resumed: [.fullyEnforced, .roundTerminated, .finallyTerminated]
      case .preservation: [.preserved, .preservedInPart, .nothingToPreserve]
      case .objection: [.reviewWithdrawn, .reviewRejected, .reviewQuashed, .reviewChanged, .reviewUpheld]
      case .reconsideration, .supervision:
        [.reviewWithdrawn, .reviewRejected, .reviewQuashed, .reviewChanged, .reviewUpheld, .reviewReturned]
      case .coordination, .other: [.reviewWithdrawn, .reviewRejected, .reviewChanged, .reviewUpheld]
      }
    return Explained(
      endings,
      Reasons(
        "R8.1", inputs: [.init(type.name, type.rawValue)], steps: endings.map { .init($0.name, "✓") },
        citations: [.enforcementRules("64"), .docketOpinion("14")]))
  }

  /// Why a case stands still without being closed.
  public enum Pending: String, Sendable, Hashable, Codable, CaseIterable { case suspended, stayed, settlementRunning }

  /// What decides whether a case may end in a way.
  public struct Facts: Hashable, Sendable, Codable {
    public var type: CaseType
    public var pending: Pending?
    /// All duties were performed, voluntarily or by compulsion.
    public var performed: Bool
    public var settlementPerformed: Bool
    /// Both parties confirm full performance in writing or minutes.
    public var bothConfirm: Bool
    public var finalGround: FinalGround?
    /// Returned once already (异议复议 23).
    public var returnedBefore: Bool
    public init(
      type: CaseType, pending: Pending? = nil, performed: Bool = false, settlementPerformed: Bool = false,
      bothConfirm: Bool = false,
      finalGround: FinalGround? = nil, returnedBefore: Bool = false
    ) {
      self.type = type
      self.pending = pending
      self.performed = performed
      self.settlementPerformed = settlementPerformed
      self.bothConfirm = bothConfirm
      self.finalGround = finalGround
      self.returnedBefore = returnedBefore
    }
  }

  /// Whether a case may end in this way, and by which paper. Termination of a round has its own list, see ``RoundTermination``.
  /// Errors: `endingNotOfThisType`, `stillPending`, `notPerformed`, `noGround`, `returnedTwice`.
  public func check(_ facts: Facts) throws(LawRefusal) -> Explained<Paper?> {
    let allowed = Ending.allowed(facts.type)
    guard allowed.value.contains(self) else {
      throw LawRefusal(
        field: "ending", code: "endingNotOfThisType",
        Phrase("\(facts.type.name.zh)案件不能以“\(name.zh)”结案", "a case of \(facts.type.name.en) cannot end as \(name.en)"),
        citations: allowed.reasons.citations)
    }
    let long = facts.finalGround == .longPerformance && self == .finallyTerminated
    if let pending = facts.pending, !(pending == .settlementRunning && long) {
      throw LawRefusal(
        "pending", "stillPending", "中止、暂缓或者和解未履行完毕的，不得结案", "suspended, stayed or settled but unperformed: it cannot be closed",
        .docketOpinion("23"))
    }
    let paper = try paper(facts)
    return Explained(
      paper,
      Reasons(
        "R8.1", inputs: [.init(facts.type.name, facts.type.rawValue)],
        steps: [.init(name, paper?.rawValue ?? "–")],
        citations: allowed.reasons.citations + (facts.finalGround.map { [$0.citation] } ?? [])))
  }

  private func paper(_ facts: Facts) throws(LawRefusal) -> Paper? {
    switch self {
    case .fullyEnforced:
      guard facts.performed || facts.settlementPerformed else {
        throw LawRefusal(
          "performed", "notPerformed", "生效法律文书确定的内容尚未全部执行完毕", "not everything has been performed", .enforcementRules("64"))
      }
      return facts.bothConfirm ? nil : .closingNotice
    case .finallyTerminated:
      guard let ground = facts.finalGround else {
        throw LawRefusal("finalGround", "noGround", "没有终结执行的法定情形", "no ground for final termination", .procedure2023("268"))
      }
      return ground.byRuling ? .ruling : .approval
    case .reviewReturned:
      guard !facts.returnedBefore else {
        throw LawRefusal("returnedBefore", "returnedTwice", "只能发回一次", "a case is returned once only", .objectionRules("23"))
      }
      return .ruling
    case .withdrawn: return .approval
    case .preserved, .preservedInPart, .nothingToPreserve: return .closingNotice
    case .roundTerminated, .refused, .dismissed, .reviewWithdrawn, .reviewRejected, .reviewQuashed, .reviewChanged, .reviewUpheld:
      return .ruling
    }
  }
}

/// Why enforcement ends for good (终结执行, 民事诉讼法 268 and beyond).
public enum FinalGround: String, Sendable, Hashable, Codable, CaseIterable {
  /// The applicant withdraws; he may apply again within the limitation.
  case withdrawnByApplicant
  case instrumentRevoked
  /// The debtor died without estate or one bound in his place.
  case debtorDead
  /// The holder of a claim to support died.
  case supportHolderDead
  /// Too poor to repay a loan, without income and unable to work.
  case debtorDestitute
  /// Declared bankrupt (解释 513).
  case bankrupt
  /// Raised to, or assigned to, another court, or entrusted wholly to it.
  case raised, designated, entrusted
  /// A settlement of long performance (法〔2018〕141号): measures need not be lifted.
  case longPerformance
  case other

  /// The transfer of a case to another court needs no ruling.
  public var byRuling: Bool { !isTransfer }
  public var isTransfer: Bool { self == .raised || self == .designated || self == .entrusted }
  /// A plain withdrawal lifts seizures; a settlement of long performance need not.
  public var liftsMeasures: Bool { !isTransfer && self != .longPerformance }
  public var citation: Citation {
    switch self {
    case .withdrawnByApplicant, .instrumentRevoked, .debtorDead, .supportHolderDead, .debtorDestitute, .other:
      .procedure2023("268")
    case .bankrupt: .procedureInterpretation("513")
    case .raised, .designated, .entrusted: .docketOpinion("17")
    case .longPerformance: .longSettlement
    }
  }
}

extension Citation {
  /// 关于进一步规范近期执行工作相关问题的通知: settlements of long performance. Which of its points is not confirmed.
  static let longSettlement = Citation("关于进一步规范近期执行工作相关问题的通知", document: "法〔2018〕141号", version: "2018", article: "")
}

/// Suspension (中止) and stay (暂缓), R8.2.
public enum Pause {
  /// A stay on security: one year at most (担保规定 10).
  public static let securedStayMonthsMax = 12
  /// The guarantor's period where none was agreed: one year after the stay (担保规定 12).
  public static let guaranteeMonths = 12
  /// A superior court's stay: three months, which may be extended (执行规定 77).
  public static let superiorStayMonths = 3

  /// Why enforcement is suspended (民事诉讼法 267).
  public enum SuspensionGround: String, Sendable, Hashable, Codable, CaseIterable {
    case applicantAgrees, thirdPartyObjectionFounded, heirsAwaited, successorAwaited, retrial, bankruptcy, other
    /// The parties settled and both brought the settlement to the court (和解规定 2).
    case settlement

    public var name: Phrase {
      switch self {
      case .applicantAgrees: Phrase("申请执行人表示可以延期执行", "The applicant agrees to a delay")
      case .thirdPartyObjectionFounded: Phrase("案外人异议确有理由", "A third party's objection is well founded")
      case .heirsAwaited: Phrase("当事人死亡，等待继承人", "A party died; heirs are awaited")
      case .successorAwaited: Phrase("当事人终止，尚未确定承受人", "A party ended; its successor is not known yet")
      case .retrial: Phrase("执行依据正在再审", "The instrument is being retried")
      case .bankruptcy: Phrase("人民法院已受理破产申请", "A bankruptcy petition was accepted")
      case .other: Phrase("人民法院认为应当中止的其他情形", "Another case in which the court finds it due")
      case .settlement: Phrase("达成执行和解协议", "The parties settled")
      }
    }
    public var citations: [Citation] {
      switch self {
      case .settlement: [.settlementRules("2")]
      case .bankruptcy: [.procedure2023("267"), .bankruptcyLaw("19")]
      case .applicantAgrees, .thirdPartyObjectionFounded, .heirsAwaited, .successorAwaited, .retrial, .other:
        [.procedure2023("267")]
      }
    }
    /// Stops the doubled part of the delay interest too (法释〔2014〕8号 3.3).
    public var stopsDoubledInterest: Bool { self == .retrial || self == .thirdPartyObjectionFounded }
  }

  /// The last day of a secured stay. Error: `stayTooLong`.
  public static func securedStay(from: Day, months: Int) throws(LawRefusal) -> Explained<Day> {
    guard (1...securedStayMonthsMax).contains(months) else {
      throw LawRefusal("months", "stayTooLong", "暂缓执行的期限不得超过一年", "a secured stay is one year at most", .guarantee("10"))
    }
    return ends(from, months, .guarantee("10"))
  }
  /// The last day of the guarantor's liability after a stay.
  public static func guaranteeThrough(stayEnds: Day, agreedMonths: Int? = nil) -> Explained<Day> {
    ends(stayEnds, agreedMonths ?? guaranteeMonths, .guarantee("12"))
  }
  /// The last day of a superior court's stay. Error: `stayTooLong`.
  public static func superiorStay(from: Day, months: Int = superiorStayMonths) throws(LawRefusal) -> Explained<Day> {
    guard (1...superiorStayMonths).contains(months) else {
      throw LawRefusal(
        "months", "stayTooLong", "暂缓执行的期限一般不得超过三个月，可以延长", "a stay is three months, extended by a new decision",
        .enforcementRules("77"))
    }
    return ends(from, months, .enforcementRules("77"))
  }

  private static func ends(_ from: Day, _ months: Int, _ citation: Citation) -> Explained<Day> {
    let end = from.adding(months: months)
    return Explained(
      end,
      Reasons(
        "R8.2", inputs: [.init("起算日", "From", from)], steps: [.init("期限（月）", "Months", months), .init("届满日", "Ends", end)],
        citations: [citation]))
  }
}

extension Citation {
  /// 关于执行担保若干问题的规定, as amended in 2020.
  static func guarantee(_ article: String) -> Citation {
    Citation("关于执行担保若干问题的规定", document: "法释〔2020〕21号", version: "2020", article: article)
  }
}
