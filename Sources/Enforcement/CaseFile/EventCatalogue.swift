/// Every event type there is: the codec's table of names and the auditor's table of contents.
public let eventCatalogue: [any Event.Type] = [
  // Streams beside the case
  SerialTaken.self, PersonRecorded.self, PersonUpdated.self, PayeeRecorded.self, PayeeConfirmed.self, PayeeDenied.self,
  PropertyRecorded.self, PropertyUpdated.self,
  RankTaken.self,
  RankEnded.self,
  PartnerRequested.self, PartnerAnswered.self, PartnerDeadlineMissed.self, PartnerRequestGivenUp.self,
  StaffJoined.self, StaffChanged.self, AbsenceRecorded.self, AbsenceEnded.self,
  // Filing and triage
  ApplicationReceived.self, CaseFiled.self, ApplicationRefused.self, LaneAssigned.self, HandlerAssigned.self,
  PhoneConfirmed.self, FilingWaits.self,
  // Around the application
  LivelihoodSet.self, ApplicationReceiptIssued.self, SupplementRequested.self, ApplicationCompleted.self, SupplementExpired.self,
  RelatedCasesRecorded.self, PreservationTold.self, PreservationConverted.self, FileTransferred.self, FileReceived.self,
  // Minutes, calls, promises, files
  MinutesRecorded.self, MinutesSigned.self, MinutesClosed.self, MinutesWithdrawn.self, PromiseMade.self, PromiseEnded.self,
  CallLogged.self, FileAttached.self, FileWithdrawn.self,
  // The archive
  FileCompiled.self, FileSentBack.self, FileArchived.self,
  // Process
  NodeOpened.self, NodeClosed.self, NodeWarned.self, WarningHandled.self, NodePaused.self, NodeRescheduled.self,
  // Clocks
  ExclusionProposed.self, ExclusionRefused.self, PeriodExcluded.self, ExcludedPeriodEnded.self, ExcludedPeriodReviewed.self,
  ExtensionAsked.self, ExtensionRefused.self, LimitExtended.self, PauseDrafted.self, EnforcementPaused.self,
  EnforcementContinued.self, PauseReviewed.self,
  // Papers
  PaperDrafted.self, PaperSigned.self, PaperSealed.self, PaperServed.self, PaperWithdrawn.self,
  CorrectionDrafted.self, PaperEdited.self, PaperChecked.self, PaperSubmitted.self, PaperApproved.self, PaperSentBack.self,
  PanelRecorded.self, HandSealChosen.self,
  // Service
  ServiceDue.self, PaperSent.self, PaperReturned.self, NoticeDrafted.self, NoticePublished.self, ServiceReceiptAttached.self,
  AddressConfirmed.self, ApplicantsReachable.self,
  // Search
  SearchStarted.self, QueryAnswered.self, QueryFailed.self, PropertyFound.self, SearchCompleted.self,
  PropertyReportReceived.self, PropertyReportDefaulted.self, InvestigationReported.self,
  // Entered by hand, clues, exemptions
  HandEntryRecorded.self, HandResultRecorded.self, HandMeasureTold.self, CluesInvited.self, ClueReceived.self, ClueChecked.self,
  PropertyReportVerified.self, ExemptionClaimed.self, ExemptionDecided.self,
  // Seizure
  ControlRulingDrafted.self, ControlRulingSigned.self, MeasureRequested.self, MeasureTookEffect.self, MeasureFailed.self,
  InflowFrozen.self, ExcessFound.self, ExcessEnded.self, RenewalDrafted.self, RenewalRequested.self, MeasureRenewed.self,
  ReleaseDrafted.self,
  ReleaseRequested.self, MeasureReleased.self, MeasureLapsed.self, MeasureActFailed.self,
  MeasuresHandedOver.self, MeasuresTakenOver.self,
  // Disposal
  TransferRulingDrafted.self, TransferRequested.self, TransferDone.self, TransferFailed.self,
  // Funds
  AccountOpened.self, ReceiptBooked.self, PayoutProposed.self, PayoutSupervised.self, PayoutApproved.self, PayoutReleased.self,
  PayoutReturned.self, PayoutLineSent.self,
  PayoutLineSettled.self, PayoutLineBounced.self, PayoutLineFoundPaid.self, PayoutLineContradicted.self, PayoutLineClarified.self,
  PayoutLineRecovered.self, PayeeCalledBack.self, PayeeConsented.self,
  PayoutDelayProposed.self, PayoutDelayApproved.self, PayoutDelayRefused.self, PayoutDelayEnded.self, PayoutChased.self,
  PayoutTakenOver.self, BulletinDrafted.self, BulletinApproved.self, PayoutSettled.self, LedgerDayClosed.self,
  EarlierRoundsCarried.self, PayoutReopened.self, PayoutReopeningReturned.self, PayoutLineCameBack.self,
  PayoutLineFreed.self,
  // Mass payouts
  BatchCreated.self, BatchChecked.self, BatchGatePassed.self, BatchReleased.self, BatchReturned.self, BatchChunkPosted.self,
  BatchChunksHanded.self, BatchAnswered.self, BatchPaused.self, BatchResumed.self, BatchStopped.self, BatchResendAsked.self,
  BatchLineResolved.self, BatchSettled.self, BatchMoneyTaken.self, BatchMoneyGivenBack.self,
  // Mass payouts: corrections, doubts, what came back
  BatchCorrectionReturned.self, BatchChangesCalled.self, BatchFindingRecorded.self, BatchLineRecovered.self,
  BatchMoneyCameBack.self,
  // Receipts
  BankReceiptTaken.self, BankReceiptMatched.self, BankReceiptUnmatched.self, ClaimMissed.self, ReceiptWithdrawn.self,
  RefundProposed.self, RefundDeclined.self, RefundSent.self, RefundPaid.self, RefundBounced.self,
  BankDayStated.self, BankLinesStated.self, BankLineBooked.self, BankItemsPaired.self, BankItemExplained.self,
  BankDayReconciled.self, PerformanceWithdrawn.self,
  // Receipts that are doubtful
  CreditHeld.self, HeldJudged.self, HeldDoubted.self, HeldSettled.self, CreditsNoted.self, CreditMet.self,
  BankReceiptMatchProposed.self, BankReceiptMatchAgreed.self, BankReceiptMatchDeclined.self, RefundSupervised.self,
  BankReceiptToFund.self, BankReceiptToRecovery.self, ShareMet.self, DepositKept.self, DepositReleased.self,
  // Distribution
  DistributionOpened.self, DistributionClaimJoined.self, DistributionClaimRevised.self, DistributionClosedToNew.self,
  PlanDrafted.self, PlanSigned.self, PlanServed.self, PlanAccepted.self, PlanPeriodOver.self, PlanObjected.self,
  ObjectionTold.self, ObjectionOpposed.self, ObjectorTold.self, PlanSuitFiled.self, ObjectionEnded.self, SharesAllocated.self,
  DistributionConcluded.self, DistributionFunded.self, DistributionPaid.self, ShareReceived.self, DisputedPartHeld.self,
  HeldPartFreed.self, DistributionEntered.self, PerformanceRevoked.self,
  // Performance
  DirectPaymentReported.self, DirectPaymentConfirmed.self, DirectPaymentDenied.self, DirectPaymentCounted.self,
  SettlementRecorded.self, InstalmentReminded.self, InstalmentPaid.self, InstalmentMissed.self, SettlementRepudiated.self,
  SettlementFulfilled.self, SettlementResumed.self, InstalmentsReopened.self, LiabilityRecorded.self, CreditorPartsRecorded.self,
  ReceiptAttributed.self,
  ClaimReduced.self, DutyRecorded.self, SubstitutionOrdered.self, DutyEnded.self,
  // Special funds
  CostAdvanced.self, LodgementProposed.self, LodgementRefused.self, MoneyLodged.self, LodgementReminded.self,
  LodgementClaimed.self, LodgementToState.self, AidApplied.self, AidGranted.self, AidRefused.self, AidFundFilled.self,
  AidFundDrawn.self,
  RewardApplied.self, RewardPublished.self, RewardRefused.self, RewardTipTaken.self, RewardProposed.self, RewardApproved.self,
  RewardDeclined.self,
  ClusterCreated.self, ClusterJoined.self, ClusterReceiptBooked.self, ClusterDivisionDrafted.self, ClusterDivisionReturned.self,
  ClusterCaseAdded.self, ClusterReceiptWithdrawn.self, BankReceiptToCluster.self, BankReceiptFromCluster.self,
  ClusterDivided.self, ClusterShareReceived.self, UsePermitDrafted.self, UsePermitted.self, UseChecked.self,
  BatchMoneyReleased.self, BatchMoneyPaid.self, ReceiptReversed.self, BankReceiptReversed.self, ReversalRecovered.self,
  BankMatchReversed.self,
  CostsSettled.self,
  // Paid to a wrong account of the court
  MisplacedProposed.self, MisplacedDeclined.self, ReceiptMisplaced.self, ClusterReceiptMisplaced.self,
  // Special funds put right
  CostWithdrawn.self, AidFillWithdrawn.self, BankReceiptFromFund.self,
  // Sanctions
  RestrictionDrafted.self, ConsumptionRestricted.self, ConsumptionLifted.self, ListingProposed.self, DebtorListed.self,
  ListingGroundEnded.self, ListingRemoved.self,
  // Closing
  PerformanceCompleted.self, ClosingSubmitted.self, ClosingReviewed.self, ClosingReturned.self, CaseClosed.self,
  EndingProposed.self, EndingInterviewRecorded.self, EndingPanelRecorded.self, EndingApproved.self, ResearchDone.self,
  ResumptionProposed.self, EndingItemsAnswered.self,
  CaseResumed.self,
  // Review line
  RemedyReceived.self, RemedyFiled.self, PanelFormed.self, RemedyNotified.self, RemedyHeard.self, SecurityAccepted.self,
  RemedyRulingDrafted.self, RemedyRuled.self, RemedyServed.self, RemedyPeriodOver.self, RemedyAppealed.self, RemedySentUp.self,
  RemedyAppealDecided.self, SupervisionExpired.self, RemedySuitFiled.self, RemedySuitEnded.self, RemedyEnded.self,
  PartiesChanged.self, PartiesRestored.self,
  // Putting right
  UndoListed.self, UndoDone.self, UndoExplained.self, MoneyOwedBack.self,
  CorrectionRecorded.self, PartyCorrected.self, PartyReplaced.self, PropertyDisowned.self, ClaimCorrected.self,
  ReceiptCorrectionProposed.self, ReceiptCorrectionDeclined.self, ReceiptCorrected.self, PayoutLineMisdirected.self,
  // Putting right what was recorded of performance and service
  DirectPaymentTakenBack.self, DirectPaymentUncounted.self, DutyCorrected.self, SettlementStruck.self, ServiceCorrected.self,
  SettlementFeeDecided.self,
  // Publications, liabilities, payers, withdrawals and entries that were wrong; endings by ruling
  NoticeUnpublished.self, ExcludedPeriodStruck.self, LiabilityCorrected.self, PayerCorrected.self, WithdrawalStruck.self,
  HandEntryTakenBack.self, FinalEndingProposed.self, FinalEndingRuled.self, NameKept.self,
  // Reception and field work
  InterviewRecorded.self, FieldTaskOpened.self, FieldTaskReported.self, CertificateRequested.self, CertificateIssued.self,
  // Moving from an earlier system
  CaseTakenOver.self, MeasuresBrought.self, PastMoneyBrought.self, BalanceBrought.self,
  RestrictionBrought.self, ListingBrought.self, PapersAttached.self, SerialTakenOver.self, NumbersContinued.self,
  TakeoverSigned.self, TakeoverFinished.self,
]
