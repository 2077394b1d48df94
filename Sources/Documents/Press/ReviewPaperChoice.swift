import Basics
import Enforcement
import EnforcementLaw
import Wording

/// Rulings of the review line, drawn from the matter.
extension CaseSheet {
  var reviewRuling: ReviewRuling {
    let matter = file.remedies.matter(of: paper.id)
    let ruling = matter?.rulings.first { $0.paper == paper.id }
    let outcome = ruling?.outcome ?? .rejected
    return ReviewRuling(
      number: reviewNumber(matter), matter: kind(matter?.kind), by: matter.map { party($0.by) } ?? subject,
      received: matter?.receivedOn ?? date, request: known(matter.flatMap { words[$0.text]?.fields["text"] }),
      findings: known(ruling.flatMap { words[$0.text]?.fields["text"] }), orders: orders(outcome, matter),
      ground: matter?.change.map { ground($0.ground) }, remedy: remedy(outcome, matter),
      end: end(outcome), panel: panel(matter))
  }

  /// Under the matter's own number, later rulings with their suffix.
  private func reviewNumber(_ matter: Remedy?) -> String {
    guard let matter, let number = matter.number else { return "" }
    let place = matter.rulings.filter { $0.signedOn != nil || $0.paper == paper.id }.firstIndex { $0.paper == paper.id } ?? 0
    return place > 0 ? number + "之" + ChineseNumeral.counting(place) : number
  }

  private func ground(_ ground: PartyChange.Ground) -> String {
    let parts = ground.rawValue.split(separator: ".")
    return "第\(parts[0])条" + (parts.count > 1 ? "第\(parts[1])款" : "")
  }

  private func kind(_ kind: RemedyKind?) -> ReviewRuling.Matter {
    switch kind {
    case .jurisdiction: .jurisdiction
    case .thirdParty: .thirdParty
    case .partyChange: .partyChange
    case .conduct, nil: .conduct
    }
  }

  private func panel(_ matter: Remedy?) -> [PaperSigner] {
    guard let matter, !matter.panel.isEmpty else { return member(paper.signedBy).map { [PaperSigner("审判员", $0)] } ?? [] }
    return matter.panel.enumerated().map { place, judge in PaperSigner(place == 0 ? "审判长" : "审判员", member(judge)) }
  }

  private func remedy(_ outcome: RemedyOutcome, _ matter: Remedy?) -> ReviewRuling.Remedy {
    guard let matter, outcome != .withdrawn else { return .none }
    if outcome == .notAccepted || outcome == .dismissed { return .reconsideration }
    switch matter.kind {
    case .conduct, .jurisdiction: return .reconsideration
    case .thirdParty: return .suit
    case .partyChange:
      return matter.change.map { PartyChange.remedy($0.ground).value } == .suit ? .suit : .reconsideration
    }
  }

  private func end(_ outcome: RemedyOutcome) -> ReviewRuling.End {
    switch outcome {
    case .notAccepted: .notAccepted
    case .dismissed: .dismissed
    case .withdrawn: .withdrawn
    case .rejected, .revoked, .changed, .founded, .stopped, .granted: .decided
    }
  }

  private func orders(_ outcome: RemedyOutcome, _ matter: Remedy?) -> [String] {
    let who = matter.map { name($0.by) } ?? CaseSheet.unknown
    let things = matter.map { target($0) } ?? ""
    switch outcome {
    case .notAccepted: return ["对\(who)的申请，本院不予受理。"]
    case .dismissed: return ["驳回\(who)的申请。"]
    case .withdrawn: return ["准许\(who)撤回申请。"]
    case .rejected: return [matter?.kind == .partyChange ? "驳回\(who)变更、追加当事人的申请。" : "驳回\(who)的异议请求。"]
    case .revoked: return ["撤销\(things.isEmpty ? "所异议的执行行为" : things)。"]
    case .changed: return ["变更\(things.isEmpty ? "所异议的执行行为" : things)，按本裁定认定的内容办理。"]
    case .founded: return ["\(who)的异议成立。"]
    case .stopped: return ["中止对\(things.isEmpty ? "异议标的" : things)的执行。"]
    case .granted: return granted(matter)
    }
  }

  private func granted(_ matter: Remedy?) -> [String] {
    guard let change = matter?.change else { return [] }
    let role = change.party.role == .applicant ? "申请执行人" : "被执行人"
    let party = name(change.party.person)
    guard let replaced = change.replaces else { return ["追加\(party)为本案\(role)。"] }
    return ["变更\(party)为本案\(role)，\(name(replaced))不再作为本案\(role)。"]
  }

  /// The paper complained of by its number, things by kind and unit.
  private func target(_ matter: Remedy) -> String {
    var parts: [String] = []
    if let act = matter.target.paper, let found = file.papers.all[act] {
      parts.append("本院\(number(act))《\(found.kind.title.zh)》")
    }
    parts += matter.target.measures.compactMap { file.seizure.measures[$0] }.map { measure in
      "\(name(measure.debtor))在\(unit(measure.unit))的\(measure.kind.name.zh)"
    }
    let money = matter.target.receipts.compactMap { account.receipts[$0]?.amount }.boundedSum
    if money > .zero { parts.append("已到本院账户的\(money.grouped)元") }
    return parts.joined(separator: "、")
  }
}

extension Remedies {
  /// What a ruling says in people's words.
  func vaults(for paper: ID<Paper>) -> [VaultRef] {
    guard let matter = matter(of: paper) else { return [] }
    return [matter.text] + matter.rulings.filter { $0.paper == paper }.map(\.text)
  }
}
