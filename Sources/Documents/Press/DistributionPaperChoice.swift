import Basics
import Enforcement
import Wording

/// Plans of a distribution, drawn from what was drafted.
extension CaseSheet {
  var distributionPlan: DistributionPlanPaper {
    guard let (matter, version) = distributions.version(of: paper.id) else {
      return DistributionPlanPaper(
        version: 1, sum: .zero, costs: .zero, left: .zero, lines: [], bySeizure: false, closedOn: nil, why: nil)
    }
    let lines = version.lines.compactMap { line -> DistributionPlanPaper.Line? in
      guard let entry = matter.entries[line.entry] else { return nil }
      let names = entry.creditors.map { known(words[$0.vault]?.fields["name"]) }.joined(separator: "、")
      return DistributionPlanPaper.Line(
        number: entry.number, creditor: names, source: source(entry), standing: line.standing.name.zh, claim: line.claim,
        share: line.paid, explanation: line.explanation.zh)
    }
    return DistributionPlanPaper(
      version: version.number, sum: matter.sum, costs: version.costs, left: version.left, lines: lines,
      bySeizure: matter.debtor == .enterprise && !matter.oneInstrument, closedOn: matter.closedToNew,
      why: version.why.flatMap { words[$0]?.fields["text"] })
  }

  private func source(_ entry: DistributionMatter.Entry) -> String {
    switch entry.source {
    case .ownCase: "本案申请执行人"
    case .otherCase: entry.caseID.flatMap { numbers[$0] } ?? entry.source.name.zh
    case .outside: entry.hasInstrument ? "另有执行依据" : "优先权人"
    }
  }
}

extension DistributionDocket {
  /// Whom a plan names, and why it changed.
  func vaults(for paper: ID<Paper>) -> [VaultRef] {
    guard let (matter, version) = version(of: paper) else { return [] }
    return matter.list.flatMap { $0.creditors.map(\.vault) } + [version.why].compactMap { $0 }
  }
  /// Other cases that a plan names.
  func cases(for paper: ID<Paper>) -> [ID<CaseFile>] {
    version(of: paper)?.matter.list.filter { $0.source == .otherCase }.compactMap(\.caseID) ?? []
  }
}

/// Notices of lodgement and decisions on aid.
extension CaseSheet {
  var lodgementNotice: LodgementNotice {
    let found = paper.about.dropFirst().first.flatMap { ID<Lodgement>($0) }.flatMap { account.lodgements[$0] }
    return LodgementNotice(
      to: subject, amount: found?.amount ?? .zero, ground: found.map { Lodgement.name(of: $0.ground).zh } ?? CaseSheet.unknown,
      until: found?.until ?? date)
  }
  var aidDecision: AidDecision {
    AidDecision(
      to: subject, asked: file.aid?.asked ?? .zero, granted: file.aid?.granted ?? .zero,
      criteria: file.aid?.criteria.map(\.name.zh) ?? [])
  }

  var usePermit: UsePermitRuling {
    let permit = file.seizure.permits[paper.id]
    let measures = (permit?.measures ?? []).compactMap { file.seizure.measures[$0] }
    let earns = permit.map { $0.use == .lease || $0.use == .sell } ?? false
    let properties = measures.map { measure in
      ControlledProperty(
        measure.kind.controlled, owner: name(measure.debtor), what: thing(measure), amount: nil,
        term: .days(from: measure.from, to: measure.until))
    }
    return UsePermitRuling(
      earlierRuling: rulings(of: measures), properties: properties, use: permit?.use.name.zh ?? CaseSheet.unknown,
      account: earns ? permit?.cluster.map { SubAccount.number(of: $0) } ?? account.subAccount : nil, until: permit?.until)
  }
}
