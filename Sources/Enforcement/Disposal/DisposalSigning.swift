import Basics

/// Effects of a judge's signature on a transfer ruling.
enum DisposalSigning {
  static func signed(_ paper: Papers.PaperState, in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    try Refusal.unlessOpen(file)
    try Refusal.unlessRunning(file)
    // Since the draft money may have come in: what is to be taken is weighed again on the day of the signature.
    let parts = file.disposal.rulings[paper.id] ?? []
    for part in parts {
      if let hold = file.seizure.measures[part.measure].flatMap({ file.hold(on: $0) }) { throw .disposalHeld(hold) }
    }
    let taken = parts.filter { file.seizure.measures[$0.measure]?.kind.isDivisible ?? false }.map(\.amount).boundedSum
    let open = situation.stillOwed(file.id).open
    guard taken <= open, open > .zero else { throw .transferExceedsOwed(taken, open) }
    var draft = Draft(situation)
    for part in file.disposal.rulings[paper.id] ?? [] {
      guard let measure = file.seizure.measures[part.measure], measure.status == .effective, measure.amount > .zero else {
        continue
      }
      let amount = min(part.amount, measure.amount)
      let request = situation.ids.next(PartnerRequest.self)
      let action: PartnerAction = measure.kind == .policy ? .surrender : .transfer
      let way = situation.way(to: measure.unit)
      draft.add(
        .partnerRequest(request),
        [
          PartnerRequested(
            caseID: file.id, unit: measure.unit, action: action, person: measure.debtor, property: measure.property,
            measure: measure.id, otherCase: measure.heldUnder, amount: amount, ruling: paper.id,
            vault: (file.search.found[measure.property].map { [$0.vault] } ?? [])
              + (file.filing.party(measure.debtor).map { [$0.vault] } ?? []),
            deadline: situation.controlDeadline(way), way: way)
        ])
      draft.add(
        .caseFile(file.id),
        [
          TransferRequested(
            transfer: situation.ids.next(), measure: measure.id, amount: amount, ruling: paper.id, request: request)
        ])
    }
    if draft.appended.isEmpty { throw .nothingToTransfer }
    return draft.appended
  }
}
