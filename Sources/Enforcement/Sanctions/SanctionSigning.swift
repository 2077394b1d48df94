import Basics
import EnforcementLaw

/// Effects of the president's signature on an order, a listing, or its lifting.
enum SanctionSigning {
  static func signed(_ paper: Papers.PaperState, in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let draft = file.sanctions.drafts[paper.id] else { return [] }
    // A draft that outlived its case restricts nobody any more.
    if draft.kind == .consumptionRestriction || draft.kind == .listingDecision { try Refusal.unlessOpen(file) }
    var events: [any Event] = []
    for person in draft.persons {
      switch draft.kind {
      case .consumptionRestriction: events.append(ConsumptionRestricted(person: person, paper: paper.id))
      case .consumptionLift: events.append(ConsumptionLifted(person: person, paper: paper.id))
      case .listingRemoval: events.append(ListingRemoved(person: person, paper: paper.id))
      case .listingDecision: events.append(try listed(person, paper.id, file, situation))
      default: break
      }
    }
    return [situation.append(.caseFile(file.id), events)]
  }

  /// Ground 1 has no fixed term; the others two years and what the decision adds (R7.1).
  private static func listed(
    _ person: ID<Person>, _ paper: ID<Paper>, _ file: CaseFile, _ situation: Situation
  ) throws(Refusal) -> DebtorListed {
    let ground = file.sanctions.listings[person]?.ground ?? .ableButRefuses
    let added = file.sanctions.extraYears[paper] ?? 0
    do throws(LawRefusal) {
      let term = try DishonestList.term(
        ground.law, decided: situation.today, graveOrSeveral: added > 0, addedYears: ground.law.hasTerm ? added : 0)
      return DebtorListed(
        person: person, paper: paper, decidedOn: situation.today, ends: term.value, reasons: term.reasons)
    } catch {
      throw .law(error)
    }
  }
}
