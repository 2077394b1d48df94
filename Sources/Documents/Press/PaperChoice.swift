import Basics
import Casework
import Enforcement
import EnforcementLaw
import Wording

/// The paper's own content, by kind.
extension CaseSheet {
  var draft: any PaperDraft {
    switch paper.kind {
    case .acceptanceNotice: acceptanceNotice
    case .enforcementNotice: enforcementNotice
    case .propertyReportOrder: PropertyReportOrder(to: subject, reportDays: books.law.settings.reportDays)
    case .controlRuling: controlRuling
    case .assistFreezeNotice: freezeNotice
    case .assistSealNotice: sealNotice
    case .renewalRuling: renewalRuling
    case .releaseRuling: releaseRuling
    case .assistReleaseNotice: releaseNotice
    case .transferRuling: transferRuling
    case .assistTransferNotice: transferNotice
    case .consumptionRestriction: restriction
    case .consumptionLift: lift
    case .listingDecision: listing
    case .listingRemoval: removal
    case .interviewMinutes: minutes
    case .terminationRuling: termination
    case .closingNotice: closingNotice
    case .closingCertificate: closingCertificate
    case .resumptionNotice: resumption
    case .distributionPlan: distributionPlan
    case .lodgementNotice: lodgementNotice
    case .aidDecision: aidDecision
    case .suspensionRuling: suspension
    case .stayDecision: stay
    case .continuationNotice: continuation
    case .usePermitRuling: usePermit
    case .publicNotice: publicNotice
    case .correctingRuling: correctingRuling
    case .reviewRuling: reviewRuling
    case .finalTerminationRuling: finalTermination
    }
  }

  private var acceptanceNotice: AcceptanceNotice {
    let law = books.law
    let limit = try? CaseLimit.dates(filed: filed, settings: law.settings, calendar: law.calendar)
    let handler = file.triage.handler.flatMap { staff[$0] }.map { PaperSigner("承办人", $0) }
    return AcceptanceNotice(handler: handler, limit: limit?.value.caseLimit ?? filed.adding(months: CaseLimit.months))
  }

  private var enforcementNotice: EnforcementNotice {
    let base = file.filing.claims.filter { $0.kind != .interest && $0.kind != .costs }.reduce(Money.zero) { $0 + $1.amount }
    let delay: EnforcementNotice.Delay
    if let from = delayFrom, base > .zero { delay = .interest(base: base, from: from) } else { delay = .none }
    return EnforcementNotice(to: subject, within: .days(books.law.settings.performanceDays), delay: delay, fee: nil)
  }

  // MARK: Credit measures

  private var concerned: [ID<Person>] { file.sanctions.drafts[paper.id]?.persons ?? subjects }

  private var restriction: ConsumptionRestriction {
    let heads = concerned.compactMap { party($0).representative }
    let isListed = concerned.contains { file.sanctions.listings[$0]?.isLive ?? false }
    return ConsumptionRestriction(
      together(concerned), ground: isListed ? .listed : .notPerformed, alsoCovered: heads, reportPhone: phone)
  }

  private var lift: ConsumptionLift {
    let orders = concerned.compactMap { file.sanctions.restricted[$0]?.paper }
    var numbers: [String] = []
    for order in orders where !numbers.contains(number(order)) { numbers.append(number(order)) }
    let ground: ConsumptionLift.Ground
    if let said = file.sanctions.drafts[paper.id]?.ground {
      ground =
        switch said {
        case .performed: .performed
        case .security: .securityGiven
        case .applicantConsents: .applicantConsents
        case .enforcementEnded: .other("本院已裁定终结执行")
        }
    } else if file.closing.performedOn != nil {
      ground = .performed
    } else if file.closing.closed?.way == .finallyTerminated {
      ground = .other("本院已裁定终结执行")
    } else {
      ground = .other("解除限制消费措施的条件已经具备")
    }
    return ConsumptionLift(
      persons: concerned.map(name), order: numbers.isEmpty ? number(nil) : numbers.joined(separator: "、"), ground: ground)
  }

  private var listing: ListingDecision {
    let proposed = events.lazy.compactMap { $0 as? ListingProposed }.first { $0.paper == paper.id }
    let person = proposed?.person ?? concerned.first
    let ground = proposed?.ground ?? .ableButRefuses
    let all = Wording.ListingGround.allCases
    let words = all.indices.contains(ground.rawValue - 1) ? all[ground.rawValue - 1] : .ableButRefuses
    let decided = events.lazy.compactMap { $0 as? DebtorListed }.first { $0.paper == paper.id }
    let years = DishonestList.termMonths / 12 + (file.sanctions.extraYears[paper.id] ?? 0)
    let term: ListingDecision.Term =
      ground == .ableButRefuses
      ? .untilPerformed : .until(years: years, last: decided?.ends ?? date.adding(months: years * 12))
    let findings = proposed.flatMap { self.words[$0.evidence]?.fields["text"] } ?? addedText
    return ListingDecision(
      person.map(party) ?? subject, ground: words, findings: known(findings), term: term, onApplication: false)
  }

  private var removal: ListingRemoval {
    let ended = events.lazy.compactMap { $0 as? ListingGroundEnded }.last { concerned.contains($0.person) }
    let ground: ListingRemoval.Ground =
      switch ended?.ground {
      case "termOver": .termExpired
      case "applicantRequest": .applicantAsks
      case "settled": .settlementPerformed
      case "enforcementEnded": .enforcementEnded
      default: .performed
      }
    let decision = concerned.lazy.compactMap { file.sanctions.listings[$0]?.paper }.first
    return ListingRemoval(together(concerned), decision: number(decision), ground: ground)
  }
}
