import Basics
import Casework
import Enforcement
import EnforcementLaw

/// The parts of a case's answer.
extension CaseAnswer {
  struct Restricted: Sendable {
    let person: ID<Person>
    let restriction: Sanctions.Restriction
  }
  struct Listed: Sendable {
    let person: ID<Person>
    let listing: Sanctions.Listing
  }

  static let instrument = Shape<Instrument>.object([
    .text("number") { $0.number }, .text("court") { $0.court }, .word("kind") { $0.kind }, .day("date") { $0.on },
    .day("lastPerformanceDay") { $0.lastPerformanceDay },
  ])
  static let claim = Shape<ClaimItem>.object([
    .word("kind") { $0.kind }, .sum("amount") { $0.amount }, .maybe("interest") { $0.interest },
  ])
  /// What is owed at the end of a day, each line with its calculation.
  static let owedShape = Shape<Of<Owed>>.object([
    .day("on") { $0.it.day }, .sum("total") { $0.it.total },
    .list(
      "lines",
      Shape<Owed.Line>.object([
        .word("kind") { $0.kind }, .sum("amount") { $0.amount }, .part("reasons", Shapes.reasons) { $0.reasons },
      ])
    ) { $0.it.lines },
    .day("floatingInterestThrough") { CaseDebt.countsInterestThrough($0.by.file, on: $0.it.day, law: $0.by.situation.law) },
  ])
  static let receipt = Shape<Of<CaseAccount.ReceiptState>>.object([
    .id("id") { $0.it.id }, .day("on") { $0.it.on }, .sum("amount") { $0.it.amount }, .word("source") { $0.it.source },
    .day("payBy") { $0.it.payBy },
    .list("reasons", Shapes.reasons) { row in
      row.by.reasons { ($0 as? ReceiptBooked).flatMap { $0.receipt == row.it.id ? [$0.reasons] : nil } }
    },
  ])
  static let payout = Shape<Of<CaseAccount.PayoutState>>.object([
    .id("id") { $0.it.id }, .text("status") { $0.it.status.rawValue }, .sum("total") { $0.it.total },
    .moment("proposedAt") { $0.it.proposedAt }, .text("proposedBy") { $0.it.proposedBy.description },
    .maybe("gate") { $0.it.status.gate?.rawValue }, .maybe("supervisedBy") { $0.it.gates.passed[.supervision]?.description },
    .maybe("approvedBy") { $0.it.approvedBy?.description },
    .maybe("releasedBy") { $0.it.gates.passed[.release]?.description },
    .list(
      "lines",
      Shape<Of<(PayoutLine, CaseAccount.PayoutState)>>.object([
        .id("id") { $0.it.0.id }, .word("kind") { $0.it.0.kind }, .id("payee") { $0.it.0.payee },
        .maybe("payeeName") { $0.by.name($0.it.0.payee) }, .sum("amount") { $0.it.0.amount },
        .maybe("status") { $0.it.1.lineStatus[$0.it.0.id]?.rawValue },
      ])
    ) { row in row.by.each(row.it.lines.map { ($0, row.it) }) },
    .list("reasons", Shapes.reasons) { row in
      row.by.reasons { ($0 as? PayoutProposed).flatMap { $0.payout == row.it.id ? $0.reasons : nil } }
    },
  ])
  /// Numbers and addresses are masked; `POST /api/cases/{id}/parties/{person}` opens them for a reason.
  static let party = Shape<Of<CaseParty>>.object([
    .id("id") { $0.it.person }, .word("role") { $0.it.role }, .word("kind") { $0.it.kind },
    .text("name") { $0.by.people.person($0.it.person) },
    .maybe("idNumber") { $0.by.masked(.residentID, "idNumber", $0.it.vault) },
    .maybe("phone") { $0.by.masked(.phone, "phone", $0.it.vault) },
    .maybe("address") { $0.by.masked(.address, "address", $0.it.vault) },
    .flag("electronicService") { $0.it.confirmedAddress },
  ])
  static let search = Shape<Search.Round>.object([
    .count("number") { $0.number }, .word("reason") { $0.reason }, .day("startedOn") { $0.startedOn },
    .day("completedOn") { $0.completedOn }, .count("answered") { $0.answered }, .count("failed") { $0.failed.count },
    .count("waiting") { $0.waiting.count },
  ])
  static let found = Shape<Of<Search.Found>>.object([
    .id("id") { $0.it.property }, .word("kind") { $0.it.kind }, .text("unit") { $0.it.unit },
    .phrase("unitName") { $0.by.people.unit($0.it.unit) }, .id("debtor") { $0.it.debtor },
    .maybe("debtorName") { $0.by.name($0.it.debtor) },
    .maybe("identity") { $0.by.masked(.bankCard, "identity", $0.it.vault) }, .sum("value") { $0.it.value },
    .sum("exempt") { $0.it.exempt }, .day("foundOn") { $0.it.on },
    .text("origin") { $0.it.origin.word }, .word("handSource") { $0.by.entry($0.it.origin)?.source },
    .day("learnedOn") { $0.by.entry($0.it.origin)?.learnedOn },
  ])
  static let measure = Shape<Of<Seizure.MeasureState>>.object([
    .id("id") { $0.it.id }, .id("property") { $0.it.property }, .word("kind") { $0.it.kind }, .text("unit") { $0.it.unit },
    .id("debtor") { $0.it.debtor }, .maybe("debtorName") { $0.by.name($0.it.debtor) }, .id("ruling") { $0.it.ruling },
    .word("status") { $0.it.status }, .sum("requested") { $0.it.requested }, .sum("amount") { $0.it.amount },
    .count("rank") { $0.it.rank }, .day("from") { $0.it.from }, .day("until") { $0.it.until },
    .phrase("heldFor") { $0.it.heldFor }, .id("heldUnder") { $0.it.heldUnder },
    .flag("byHand") { $0.it.toldBy != nil },
    .word("handSource") { row in row.it.toldBy.flatMap { row.by.file.hand.source($0) } },
  ])
  static let transfer = Shape<Disposal.TransferState>.object([
    .id("id") { $0.id }, .id("measure") { $0.measure }, .text("status") { $0.status.rawValue }, .sum("amount") { $0.amount },
    .sum("done") { $0.done },
  ])
  static let restriction = Shape<Of<Restricted>>.object([
    .id("person") { $0.it.person }, .maybe("name") { $0.by.name($0.it.person) }, .id("paper") { $0.it.restriction.paper },
    .day("since") { $0.it.restriction.since }, .day("liftedOn") { $0.it.restriction.liftedOn },
  ])
  static let listing = Shape<Of<Listed>>.object([
    .id("person") { $0.it.person }, .maybe("name") { $0.by.name($0.it.person) }, .id("paper") { $0.it.listing.paper },
    .count("ground") { $0.it.listing.ground.rawValue }, .phrase("groundName") { $0.it.listing.ground.name },
    .day("decidedOn") { $0.it.listing.decidedOn }, .day("ends") { $0.it.listing.ends },
    .day("removeBy") { $0.it.listing.removeBy }, .day("removedOn") { $0.it.listing.removedOn },
  ])
  static let interview = Shape<Of<Reception.Interview>>.object([
    .id("person") { $0.it.person }, .maybe("name") { $0.by.name($0.it.person) }, .day("on") { $0.it.on },
    .word("outcome") { $0.it.outcome }, .maybe("minutes") { $0.by.words[$0.it.minutes] },
  ])
  static let task = Shape<Of<Reception.TaskState>>.object([
    .id("id") { $0.it.id }, .word("kind") { $0.it.kind }, .day("openedOn") { $0.it.openedOn },
    .day("reportedOn") { $0.it.reportedOn },
    .maybe("what") { row in row.by.written { ($0 as? FieldTaskOpened)?.task == row.it.id } },
    .maybe("report") { row in row.by.written { ($0 as? FieldTaskReported)?.task == row.it.id } },
  ])
  static let paper = Shape<Of<Papers.PaperState>>.object([
    .id("id") { $0.it.id }, .word("kind") { $0.it.kind }, .phrase("title") { $0.it.kind.title },
    .text("stage") { $0.it.stage.rawValue }, .moment("draftedAt") { $0.it.draftedAt }, .moment("signedAt") { $0.it.signedAt },
    .maybe("signedBy") { $0.it.signedBy?.description }, .maybe("code") { $0.it.sealed?.code },
    .maybe("sha256") { $0.it.sealed?.sha256 }, .list("about", Shapes.text) { $0.it.about },
    .list(
      "served", Shape<Papers.Served>.object([.text("to") { $0.to }, .word("way") { $0.way }, .day("on") { $0.on }])
    ) { $0.it.served },
  ])
  static let node = Shape<Of<ProcessLine.OpenNode>>.object([
    .id("id") { $0.it.id }, .text("key") { $0.it.key }, .phrase("name") { $0.by.people.node($0.it.key) },
    .moment("due") { $0.it.pausedAt == nil ? $0.it.due : nil }, .moment("pausedAt") { $0.it.pausedAt },
    .text("owner") { $0.it.owner.rawValue }, .moment("openedAt") { $0.it.openedAt },
    .maybe("subject") { $0.it.subject },
    .list("reasons", Shapes.reasons) { row in
      CountedClocks.of(row.by.history)[row.it.id].map { [$0] } ?? []
    },
  ])
  static let check = Shape<EndingProposed.Check>.object([
    .text("key") { $0.key }, .flag("passed") { $0.passed }, .phrase("evidence") { $0.evidence },
  ])
}
