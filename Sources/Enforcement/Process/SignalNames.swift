/// The closed list of words that events say to the process map.
public enum SignalNames {
  public static let all: Set<String> = [
    "application.received", "application.refused", "case.filed", "lane.assigned", "handler.assigned", "handler.changed",
    "paper.drafted", "paper.signed", "paper.issued", "paper.served", "paper.withdrawn", "enforcementNotice.issued",
    "reportOrder.issued", "service.done", "endingRuling.served", "closingNotice.served",
    "search.sent", "search.complete", "query.answered", "query.failed", "property.found", "propertyReport.received",
    "propertyReport.defaulted", "investigation.reported", "partner.answered", "partnerDeadline.missed",
    "controlRuling.signed", "measure.requested", "measure.effective", "measure.failed", "measure.renewed", "measure.released",
    "measure.reduced", "measure.lapsed", "measure.handedOver", "measure.takenOver", "queuedMeasure.registered", "freeze.full",
    "freeze.partial", "inflow.frozen",
    "excess.found",
    "excess.released", "releaseGround.arose", "transfer.requested", "transfer.done", "transfer.failed",
    "money.arrived", "receipt.matched", "receipt.withdrawn", "receipt.paid", "arrivalNotice.issued",
    "payout.proposed", "payout.supervised",
    "payout.approved", "payout.released", "payout.returned",
    "payout.sent", "payout.bounced", "payout.settled",
    "consumption.ordered", "consumption.lifted", "consumption.groundEnded", "listing.applied", "listing.decided",
    "listing.withdrawn",
    "listing.groundEnded", "listing.removed",
    "performance.full", "closingGround.met", "closing.submitted", "remaining.cleared", "remaining.justified", "closing.reviewed",
    "closing.returned", "case.closed", "ending.proposed", "endingCheck.passed", "endingInterview.recorded",
    "endingPanel.recorded", "ending.approved",
    "ending.published", "ending.withdrawn", "research.done", "resumption.applied", "case.resumed",
    "debtor.interviewed", "debtor.notFound", "fieldTask.opened", "fieldTask.reported", "certificate.requested",
    "certificate.issued", "certificate.refused",
  ]
}
