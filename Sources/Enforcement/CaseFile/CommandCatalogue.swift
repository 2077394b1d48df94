/// Every command by name: what pages, API and command line offer. Each capability lists its own.
public let commandCatalogue: [String: any Command.Type] = {
  let all: [any Command.Type] =
    [WarnNode.self, HandleWarning.self] + FilingCommands.all + TriageCommands.all + PaperCommands.all + ServiceCommands.all
    + OrganisationCommands.all + SearchCommands.all + PartnerCommands.all + SeizureCommands.all + DisposalCommands.all
    + FundsCommands.all + ReceiptCommands.all + PayoutCommands.all + DistributionCommands.all + SpecialFundsCommands.all
    + ClusterCommands.all + [DraftUsePermit.self, RecordUseCheck.self]
    + HandEntryCommands.all + ClueCommands.all
    + SanctionCommands.all + ClosingCommands.all + ReceptionCommands.all + MigrationCommands.all
    + ClockCommands.all + PerformanceCommands.all + RemedyCommands.all + CorrectionCommands.all
    + MinutesCommands.all + FilesCommands.all + ArchiveCommands.all
  return Dictionary(all.map { ($0.name, $0) }) { first, _ in first }
}()
