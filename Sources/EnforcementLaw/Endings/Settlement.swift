import Basics

/// Settlement in enforcement (执行和解), R8.5.
public enum Settlement {
  /// Months in which the applicant may ask to restore, from the last day agreed (民事诉讼法 250, 解释 466, 和解规定 10).
  public static let restoreMonths = 24

  /// How a settlement is brought to the court.
  public enum Form: Hashable, Sendable, Codable {
    /// A written agreement that both submit, or one submits and the other acknowledges.
    case written(bothSubmit: Bool)
    /// An oral one in minutes that both signed.
    case minutes(bothSigned: Bool)
  }
  /// Whether the court may suspend on a settlement (和解规定 2). Errors: `notJoint`, `minutesUnsigned`, `noSpecialAuthority`.
  public static func maySuspend(_ form: Form, byAgent: Bool, specialAuthority: Bool) throws(LawRefusal) -> Explained<Bool> {
    switch form {
    case .written(let both) where !both:
      throw LawRefusal(
        "form", "notJoint", "和解协议应由各方当事人共同提交或者认可", "both parties must submit or acknowledge it", .settlementRules("2"))
    case .minutes(let signed) where !signed:
      throw LawRefusal(
        "form", "minutesUnsigned", "口头和解应记入笔录并由各方签名", "an oral settlement needs signed minutes", .settlementRules("2"))
    case .written, .minutes: break
    }
    guard !byAgent || specialAuthority else {
      throw LawRefusal(
        "specialAuthority", "noSpecialAuthority", "代理人和解须有特别授权", "an agent needs special authority", .settlementRules("4"))
    }
    return Explained(
      true,
      Reasons("R8.5", steps: [.init("可以裁定中止执行", "May suspend", true)], citations: [.settlementRules("2"), .settlementRules("4")]))
  }

  /// The last day to ask for restoration.
  public static func restoreBy(lastAgreedDay: Day, calendar: CourtCalendar) -> Explained<Day> {
    let by = Periods.due("R8.5", from: lastAgreedDay, .months(restoreMonths), .settlementRules("10"), calendar: calendar)
    return Explained(by.value, by.reasons.citing(.procedureInterpretation("466")).citing(.procedure2023("250")))
  }

  /// How a settlement stands when restoration is asked for.
  public enum State: String, Sendable, Hashable, Codable, CaseIterable {
    /// Wholly performed; late but taken is performed too.
    case performed
    /// The day has not come, and nothing shows that he will not perform.
    case notYetDue
    /// Being performed as agreed.
    case beingPerformed
    case breached
    /// The day has not come, but the debtor says or shows that he will not perform (民法典 578).
    case anticipatoryBreach
    /// The applicant was cheated or forced into it.
    case fraudOrDuress
  }
  /// Whether the original instrument is enforced again (和解规定 11); the applicant may sue on the settlement instead (9).
  /// Errors: `settlementPerformed`, `settlementNotDue`, `settlementBeingPerformed`.
  public static func checkRestore(_ state: State) throws(LawRefusal) -> Explained<State> {
    switch state {
    case .performed:
      throw LawRefusal("state", "settlementPerformed", "执行和解协议已履行完毕", "the settlement has been performed", .settlementRules("11"))
    case .notYetDue:
      throw LawRefusal("state", "settlementNotDue", "履行期限尚未届至或者条件尚未成就", "performance is not yet due", .settlementRules("11"))
    case .beingPerformed:
      throw LawRefusal(
        "state", "settlementBeingPerformed", "被执行人正在按照和解协议履行", "the debtor performs as agreed", .settlementRules("11"))
    case .breached, .anticipatoryBreach, .fraudOrDuress:
      return Explained(
        state,
        Reasons(
          "R8.5", steps: [.init("可以恢复执行", "May be restored", true)], citations: [.settlementRules("9"), .settlementRules("11")]))
    }
  }

  /// What is enforced after restoration: the instrument's sum less what was paid under the settlement (和解规定 17, 解释 465).
  public static func left(instrument: Money, paid: Money) throws(LawRefusal) -> Explained<Money> {
    try instrument.checked("instrument", [.procedureInterpretation("465")])
    try paid.checked("paid", [.procedureInterpretation("465")])
    let left = max(.zero, instrument - paid)
    return Explained(
      left,
      Reasons(
        "R8.5", inputs: [.init("原法律文书金额", "By the instrument", instrument), .init("已履行", "Paid", paid)],
        steps: [.init("恢复执行金额", "To enforce", left)],
        citations: [.settlementRules("17"), .procedureInterpretation("465")]))
  }
  /// Whether a guarantor of the settlement is enforced against directly: he promised it to the court (和解规定 18).
  public static func guarantorEnforced(promisedToCourt: Bool) -> Explained<Bool> {
    Explained(
      promisedToCourt,
      Reasons(
        "R8.5", steps: [.init("向法院承诺直接接受强制执行", "Promised to the court", promisedToCourt)], citations: [.settlementRules("18")]))
  }

  /// Whether a settlement is of long performance, so that the case may be closed as final termination and measures stay.
  public static func isLongPerformance(agreed: Day, lastAgreedDay: Day, settings: CourtSettings) -> Explained<Bool> {
    let from = agreed.adding(months: settings.longPerformanceMonths)
    let long = lastAgreedDay >= from
    return Explained(
      long,
      Reasons(
        "R8.5", inputs: [.init("和解日", "Agreed", agreed), .init("约定最后履行日", "Last day agreed", lastAgreedDay)],
        steps: [.init("长期履行起点", "Long from", from), .init("长期履行", "Long performance", long)], citations: [.longSettlement],
        settings: [settings.used("longPerformanceMonths", settings.longPerformanceMonths)]))
  }
}

/// The certificate that a case is closed (结案证明), R8.6. No statute: issued on request.
public enum ClosingCertificate {
  /// What the certificate says.
  public enum Field: String, Sendable, Hashable, Codable, CaseIterable {
    case parties, caseNumber, instrument, sumPerformed, endingAndDay, creditStatus
  }
  /// Whether it may be issued: the case ended fully enforced, or finally terminated with the duty fulfilled.
  /// Errors: `caseOpen`, `dutyNotFulfilled`.
  public static func check(ending: Ending?, dutyFulfilled: Bool) throws(LawRefusal) -> Explained<[Field]> {
    guard let ending else { throw LawRefusal("ending", "caseOpen", "案件尚未结案", "the case is not closed", .enforcementRules("64")) }
    guard ending == .fullyEnforced || (ending == .finallyTerminated && dutyFulfilled) else {
      throw LawRefusal(
        "ending", "dutyNotFulfilled", "义务尚未履行完毕，不出具结案证明", "the duty has not been fulfilled", .enforcementRules("64"))
    }
    return Explained(Field.allCases, Reasons("R8.6", steps: [.init(ending.name, "✓")], citations: [.enforcementRules("64")]))
  }
}
