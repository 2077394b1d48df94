import Basics

/// Periods of the review line (执行审查): objection, reconsideration, suit, supervision (R2.1 N26 to N35), and what holds the
/// disposal meanwhile.
public enum ReviewTerms {
  /// Members of a panel at least: an uneven number.
  public static let panelMin = 3
  /// Days from the enforcement notice to object to the court's jurisdiction (R1.7).
  public static let jurisdictionDays = 10
  /// Days to let go of a thing once nobody may sue any more after its enforcement was stopped.
  public static let releaseDays = 7
  /// Days for the court above to decide on a change of parties.
  public static let changeReconsiderationDays = 60

  // MARK: Articles

  /// Whoever carried out the enforcement takes no part in its review; a new review has a new panel.
  public static let ownPanel = Citation.objectionRules("11")
  public static let acceptance = Citation.objectionRules("2")
  /// The ruling names the remedy and its days.
  public static let rulingTells = Citation.objectionRules("16")
  /// The court above sends a matter back once at most.
  public static let oneRemand = Citation.objectionRules("23")
  public static let conduct = Citation.procedure2023("236")
  public static let thirdParty = Citation.procedure2023("238")
  /// Review and reconsideration do not stop the enforcement; security may.
  public static let goesOn = Citation.enforcementProcedure("9")
  /// While a third party's objection is examined its object is not disposed of; security of the applicant lets it go on.
  public static let noDisposal = Citation.enforcementProcedure("15")
  /// Nor in the fifteen days after it was refused.
  public static let noDisposalAfterRefusal = Citation.procedureInterpretation("463")
  /// Nor while the suit runs.
  public static let noDisposalInSuit = Citation.procedureInterpretation("313")
  public static let releaseAfterStop = Citation.procedureInterpretation("314")
  /// While the court above reconsiders, what is contested is not disposed of.
  public static let noDisposalInReconsideration = Citation.partyChange("31.2")
  /// Nor while the suit over a change of parties runs.
  public static let noDisposalInChangeSuit = Citation.partyChange("33.2")
  public static let changeReconsideration = Citation.partyChange("30")
  public static let changeSuit = Citation.partyChange("32")
  /// Reconsideration of a refusal to accept an objection, or of its dismissal.
  public static let acceptanceReconsideration = Citation.objectionRules("2.3")
  public static let jurisdictionReconsideration = Citation.enforcementProcedure("3.2")
  public static let changeList = Citation.partyChange("1")
  public static let supervision = Citation.supervisionOpinion
  public static let terminationObjection = Citation.terminationObjection

  // MARK: Periods

  /// The last day for filing or refusing (N26).
  public static func fileBy(received: Day, _ settings: CourtSettings, _ calendar: CourtCalendar) -> Explained<Day> {
    due("N26", received, .days(3), settings, calendar)
  }
  /// The last day for the ruling on an objection (N27).
  public static func ruleBy(received: Day, _ settings: CourtSettings, _ calendar: CourtCalendar) -> Explained<Day> {
    due("N27", received, .days(15), settings, calendar)
  }
  /// The last day for the ruling on a change of parties (N31).
  public static func changeBy(received: Day, _ settings: CourtSettings, _ calendar: CourtCalendar) -> Explained<Day> {
    due("N31", received, .days(PartyChange.rulingDays), settings, calendar)
  }
  /// The last day to ask the court above to reconsider (N28), by the article that opens it for this ruling.
  public static func reconsiderBy(
    served: Day, by article: Citation = conduct, _ settings: CourtSettings, _ calendar: CourtCalendar
  ) -> Explained<Day> {
    due("N28", served, .days(PartyChange.reconsiderationDays), settings, calendar).resting(on: article, insteadOf: conduct)
  }
  /// The last day to sue (N30), by the article that opens it for this ruling.
  public static func sueBy(
    served: Day, by article: Citation = thirdParty, _ settings: CourtSettings, _ calendar: CourtCalendar
  ) -> Explained<Day> {
    due("N30", served, .days(PartyChange.suitDays), settings, calendar).resting(on: article, insteadOf: thirdParty)
  }
  /// The last day for the court above (N29); sixty days on a change of parties.
  public static func decideAbove(
    received: Day, isChange: Bool, _ settings: CourtSettings, _ calendar: CourtCalendar
  ) -> Explained<Day> {
    guard isChange else { return due("N29", received, .days(30), settings, calendar) }
    let end = Periods.deadline(from: received, .days(changeReconsiderationDays), calendar: calendar)
    return Explained(end.value, end.reasons.under("R1.5", citations: [.partyChange("31.1")]))
  }
  /// The last day to ask for supervision of the enforcement (N34).
  public static func superviseBy(effective: Day, _ settings: CourtSettings, _ calendar: CourtCalendar) -> Explained<Day> {
    due("N34", effective, .months(6), settings, calendar)
  }
  /// The last day to object to the termination of the enforcement (N35).
  public static func objectToEndingBy(served: Day, _ settings: CourtSettings, _ calendar: CourtCalendar) -> Explained<Day> {
    due("N35", served, .days(60), settings, calendar)
  }
  /// The last day to object to the jurisdiction (R1.7).
  public static func objectToJurisdictionBy(noticeServed: Day, calendar: CourtCalendar) -> Explained<Day> {
    let end = Periods.deadline(from: noticeServed, .days(jurisdictionDays), calendar: calendar)
    return Explained(end.value, end.reasons.under("R1.7", citations: [.enforcementProcedure("3")]))
  }
  /// The last day to let go of what was stopped for good.
  public static func releaseBy(final: Day, calendar: CourtCalendar) -> Explained<Day> {
    let end = Periods.deadline(from: final, .days(releaseDays), calendar: calendar)
    return Explained(end.value, end.reasons.under("R2.1 N30", citations: [releaseAfterStop]))
  }

  /// By the table of node limits; the plain period where the table has no such key.
  private static func due(
    _ key: String, _ from: Day, _ length: Periods.Length, _ settings: CourtSettings, _ calendar: CourtCalendar
  ) -> Explained<Day> {
    (try? NodeLimits.due(key, from: from, settings: settings, calendar: calendar))
      ?? Periods.deadline(from: from, length, calendar: calendar)
  }
}

extension Explained {
  /// The same value with another article in the place of one that does not fit the case.
  fileprivate func resting(on article: Citation, insteadOf other: Citation) -> Explained {
    guard article != other else { return self }
    var reasons = reasons
    reasons.citations = [article] + reasons.citations.filter { $0 != other && $0 != article }
    return Explained(value, reasons)
  }
}
