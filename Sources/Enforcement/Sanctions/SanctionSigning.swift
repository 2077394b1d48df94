import Basics

/// Effects of the president's signature on an order, a listing, or its lifting.
enum SanctionSigning {
  static func signed(_ paper: Papers.PaperState, in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let draft = file.sanctions.drafts[paper.id] else { return [] }
    let events: [any Event] = draft.persons.compactMap { person -> (any Event)? in
      switch draft.kind {
      case .consumptionRestriction: ConsumptionRestricted(person: person, paper: paper.id)
      case .consumptionLift: ConsumptionLifted(person: person, paper: paper.id)
      case .listingRemoval: ListingRemoved(person: person, paper: paper.id)
      case .listingDecision: listed(person, paper.id, file, situation)
      default: nil
      }
    }
    return [situation.append(.caseFile(file.id), events)]
  }

  /// Ground 1 has no fixed term; the others two years and what the decision adds (R7.1).
  private static func listed(_ person: ID<Person>, _ paper: ID<Paper>, _ file: CaseFile, _ situation: Situation) -> DebtorListed {
    let ground = file.sanctions.listings[person]?.ground ?? .ableButRefuses
    let years = listingYears + (file.sanctions.extraYears[paper] ?? 0)
    let ends = ground == .ableButRefuses ? nil : situation.today.adding(months: years * 12)
    return DebtorListed(person: person, paper: paper, decidedOn: situation.today, ends: ends)
  }
  /// 失信规定 2.
  static let listingYears = 2
}
