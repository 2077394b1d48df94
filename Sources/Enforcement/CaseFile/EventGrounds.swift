import EnforcementLaw

// What stands behind an event besides its own fields. A test compares this with the stored fields of every event type.

extension CaseFiled {
  public var explained: [Reasons] { [limitation].compactMap { $0 } }
}
extension FilingWaits {
  public var explained: [Reasons] { [reasons] }
}
extension EarlierRoundsCarried {
  public var explained: [Reasons] { [reasons].compactMap { $0 } }
}
extension ControlRulingDrafted {
  public var explained: [Reasons] { [reasons].compactMap { $0 } }
}
extension MeasureRequested {
  public var explained: [Reasons] { [reasons].compactMap { $0 } }
}
extension ExcessFound {
  public var explained: [Reasons] { [reasons].compactMap { $0 } }
}
extension RenewalRequested {
  public var explained: [Reasons] { [reasons].compactMap { $0 } }
}
extension PaperServed {
  public var explained: [Reasons] { [reasons].compactMap { $0 } }
  public var words: [VaultRef] { [note].compactMap { $0 } }
}
extension DebtorListed {
  public var explained: [Reasons] { [reasons].compactMap { $0 } }
}
extension ListingGroundEnded {
  public var explained: [Reasons] { [reasons].compactMap { $0 } }
}
extension CaseClosed {
  public var explained: [Reasons] { [reasons].compactMap { $0 } }
}
extension EndingProposed {
  public var explained: [Reasons] { [reasons].compactMap { $0 } }
}
extension NodeOpened {
  public var explained: [Reasons] { [reasons].compactMap { $0 } }
}
extension ReceiptBooked {
  public var explained: [Reasons] { [reasons] }
}
extension PayoutProposed {
  public var explained: [Reasons] { reasons }
}
extension LaneAssigned {
  public var words: [VaultRef] { [overridden].compactMap { $0 } }
}
extension AbsenceRecorded {
  public var words: [VaultRef] { [reason].compactMap { $0 } }
}
extension HandlerAssigned {
  public var words: [VaultRef] { [note].compactMap { $0 } }
}
extension PaperDrafted {
  public var words: [VaultRef] { [text].compactMap { $0 } }
}
extension PaperWithdrawn {
  public var words: [VaultRef] { [reason] }
}
extension ListingProposed {
  public var explained: [Reasons] { [reasons].compactMap { $0 } }
  public var words: [VaultRef] { [evidence] }
}
extension PhoneConfirmed {
  public var words: [VaultRef] { [reason] }
}
extension ApplicationRefused {
  public var words: [VaultRef] { [reason] }
}
extension PropertyReportReceived {
  public var words: [VaultRef] { [vault] }
}
extension InvestigationReported {
  public var words: [VaultRef] { [text] }
}
extension ClosingSubmitted {
  public var words: [VaultRef] { [justification].compactMap { $0 } }
}
extension ClosingReturned {
  public var words: [VaultRef] { [reason] }
}
extension EndingInterviewRecorded {
  public var words: [VaultRef] { [minutes] }
}
extension PayoutLineClarified {
  public var words: [VaultRef] { [evidence] }
}
extension PayeeCalledBack {
  public var words: [VaultRef] { [note] }
}
extension PayeeConsented {
  public var words: [VaultRef] { [decision] }
}
extension PayoutReturned {
  public var words: [VaultRef] { [reason] }
}
extension InterviewRecorded {
  public var words: [VaultRef] { [minutes] }
}
extension FieldTaskOpened {
  public var words: [VaultRef] { [text] }
}
extension FieldTaskReported {
  public var words: [VaultRef] { [text] }
}
extension CertificateRequested {
  public var words: [VaultRef] { [by] }
}
extension EndingItemsAnswered {
  public var words: [VaultRef] { answers.map(\.note) }
}
extension EndingPanelRecorded {
  public var words: [VaultRef] { [minutes] }
}
extension BankReceiptTaken {
  public var explained: [Reasons] { [reasons] }
}
extension BankReceiptMatched {
  public var words: [VaultRef] { [note].compactMap { $0 } }
}
extension BankReceiptUnmatched {
  public var words: [VaultRef] { [reason] }
}
extension ReceiptWithdrawn {
  public var words: [VaultRef] { [reason] }
}
extension RefundProposed {
  public var words: [VaultRef] { [reason] + [evidence].compactMap { $0 } }
}
extension CreditHeld {
  public var explained: [Reasons] { [reasons] }
}
extension HeldJudged {
  public var words: [VaultRef] { [reason] }
}
extension HeldDoubted {
  public var words: [VaultRef] { [reason] }
}
extension BankReceiptMatchProposed {
  public var words: [VaultRef] { [note] }
}
extension BankReceiptMatchDeclined {
  public var words: [VaultRef] { [reason] }
}
extension RefundDeclined {
  public var words: [VaultRef] { [reason] }
}
extension BankItemExplained {
  public var words: [VaultRef] { [reason] }
}
extension DistributionClaimJoined {
  public var words: [VaultRef] { [basis].compactMap { $0 } }
}
extension DistributionClaimRevised {
  public var words: [VaultRef] { [why] }
}
extension PlanDrafted {
  public var explained: [Reasons] { [reasons] }
  public var words: [VaultRef] { [why].compactMap { $0 } }
}
extension PlanServed {
  public var explained: [Reasons] { [reasons] }
}
extension PlanObjected {
  public var words: [VaultRef] { [text] }
}
extension ObjectionTold {
  public var explained: [Reasons] { [reasons] }
}
extension ObjectionOpposed {
  public var words: [VaultRef] { [text] }
}
extension ObjectorTold {
  public var explained: [Reasons] { [reasons] }
}
extension PlanSuitFiled {
  public var words: [VaultRef] { [text] }
}
extension ObjectionEnded {
  public var words: [VaultRef] { [text].compactMap { $0 } }
}
extension ShareReceived {
  public var explained: [Reasons] { [reasons] }
}
extension CostAdvanced {
  public var words: [VaultRef] { [text] }
}
extension LodgementProposed {
  public var words: [VaultRef] { [text] }
}
extension LodgementRefused {
  public var words: [VaultRef] { [reason] }
}
extension MoneyLodged {
  public var explained: [Reasons] { [reasons] }
}
extension LodgementClaimed {
  public var words: [VaultRef] { [text] }
}
extension AidApplied {
  public var explained: [Reasons] { [reasons] }
  public var words: [VaultRef] { [text] }
}
extension AidGranted {
  public var words: [VaultRef] { [text] }
}
extension AidRefused {
  public var words: [VaultRef] { [reason] }
}
