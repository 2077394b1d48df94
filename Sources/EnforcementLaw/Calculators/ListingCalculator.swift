import Basics

extension Calculators {
  /// What may end a listing, by the words of the calculator.
  enum ListingEvent: String, CaseIterable {
    case performed, settlementPerformed, applicantRequest, roundTerminated, suspended, enforcementRefused, finallyTerminated
    case earlyDecision

    var removal: DishonestList.Removal {
      switch self {
      case .performed: .performed
      case .settlementPerformed: .settlementPerformed
      case .applicantRequest: .applicantRequest
      case .roundTerminated: .roundTerminated(queriesWithoutFind: DishonestList.queriesWithoutFindMin, clue: false)
      case .suspended: .suspended
      case .enforcementRefused: .enforcementRefused
      case .finallyTerminated: .finallyTerminated
      case .earlyDecision: .earlyDecision
      }
    }
  }

  static let listing = Calculator(
    "listing", Phrase("失信名单期限", "Term of a dishonest listing"), "R7.1",
    [
      CalcField("ground", "情形（1至6）", "ground (1 to 6)", .count(1...6)), CalcField("decided", "决定日", "decided", .day),
      CalcField("extraYears", "延长年数", "years added", .count(0...3), required: false),
      CalcField("birth", "出生日期", "born", .day, required: false),
      CalcField(
        "events", "事件", "events",
        .rows([
          CalcField("kind", "事件", "kind", .choice(ListingEvent.allCases.map(\.rawValue))), CalcField("on", "日期", "on", .day),
        ]), required: false),
    ]
  ) { input, books throws(LawRefusal) in
    let ground = DishonestList.Ground.allCases[try input.count("ground") - 1]
    let decided = try input.day("decided")
    if let birth = try input.dayIfAny("birth"), !DishonestList.isAdult(born: birth, on: decided) {
      throw LawRefusal("birth", "minor", "被执行人为未成年人的，不得纳入名单", "minors are never listed", .dishonestList("4"))
    }
    let extra = try input.countIfAny("extraYears") ?? 0
    let term = try input.naming("addedYears", as: "extraYears") { _ throws(LawRefusal) in
      try DishonestList.term(ground, decided: decided, graveOrSeveral: extra > 0, addedYears: extra)
    }
    var reasons = term.reasons
    let removal = try earliestRemoval(input, ground, decided, term.value, books, &reasons)
    return Explained(
      .object([
        .init("ends", term.value.map { .text($0.description) } ?? .null),
        .init("removeBy", removal.map { .text($0.description) } ?? .null),
      ]), reasons)
  }

  /// The earliest last day for removal that the events or the end of the term lead to; nil where nothing does yet.
  private static func earliestRemoval(
    _ input: CalcInput, _ ground: DishonestList.Ground, _ decided: Day, _ ends: Day?, _ books: CalcBooks, _ reasons: inout Reasons
  ) throws(LawRefusal) -> Day? {
    var found: [Explained<Day>] = []
    for row in try input.rows("events") {
      let event: ListingEvent = try row.choice("kind")
      let day = try row.day("on")
      guard day >= decided else { throw row.refusal("on", "beforeDecision", Phrase("早于决定日", "before the decision")) }
      do {
        found.append(
          try DishonestList.removeBy(event.removal, on: day, listedFor: ground, termEnds: ends, calendar: books.calendar))
      } catch  where error.code == "termFixed" {
        reasons.steps.append(.init(error.message, day.description))
      }
    }
    if let ends {
      found.append(
        try DishonestList.removeBy(.termEnded, on: ends, listedFor: ground, termEnds: ends, calendar: books.calendar))
    }
    guard let first = found.min(by: { $0.value < $1.value }) else { return nil }
    reasons.steps += first.reasons.steps
    for citation in first.reasons.citations { reasons = reasons.citing(citation) }
    reasons.provisional = reasons.provisional || first.reasons.provisional
    return first.value
  }
}
