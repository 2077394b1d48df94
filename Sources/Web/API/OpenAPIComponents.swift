import Enforcement

/// The shapes that the description names.
extension OpenAPI {
  static let components: [String: JSONValue] = [
    "Case": CaseAnswer.shape.schema, "Cases": ListShapes.cases.schema, "Desk": ListShapes.desk.schema,
    "Papers": ListShapes.papers.schema, "Requests": ListShapes.requests.schema, "Money": ListShapes.money.schema,
    "Distributions": DistributionPages.shape.schema,
    "Remedies": RemedyPages.rows.schema, "CaseRemedies": RemedyView.shape.schema, "Undoing": UndoPages.shape.schema,
    "Events": ListShapes.events.schema, "Offers": ListShapes.offers.schema, "Receipt": ListShapes.receipt.schema,
    "Wall": ListShapes.wall.schema, "Token": ListShapes.token.schema, "PartyCases": PartyAPI.list.schema,
    "PartyCase": PartyAPI.shape.schema, "Certificate": PartyAPI.certificate.schema, "Check": RecordAPI.checked.schema,
    "BankFile": BankFilePages.shape.schema, "BankFiles": BankFilePages.list.schema, "BankDays": ReceiptAPI.days.schema,
    "TimingDifferences": ReceiptAPI.timing.schema,
    "BankDay": ReceiptAPI.sides.schema, "SuspenseList": ReceiptAPI.receipts.schema, "SuspenseReceipt": ReceiptAPI.receipt.schema,
    "LedgerAccounts": ReceiptAPI.accounts.schema, "LedgerAccount": ReceiptAPI.statement.schema,
    "Docket": DocketAPI.shape.schema, "Dockets": DocketAPI.list.schema,
    "Takeover": TakeoverAPI.shape.schema, "Takeovers": TakeoverAPI.list.schema,
    "Payout": PayoutAPI.standing.schema, "Payouts": PayoutAPI.list.schema, "PayoutCreated": PayoutAPI.created.schema,
    "PayoutLines": PayoutAPI.lineList.schema, "BankAnswer": PayoutAPI.outcome.schema, "Staff": StaffPages.list.schema,
    "People": PeoplePages.list.schema, "Nodes": OfficeAPI.nodeList.schema, "Looks": OfficeAPI.lookList.schema,
    "Exports": OfficeAPI.exportList.schema,
    "Chase": OfficeAPI.chased.schema,
    "HandEntry": HandEntryAPI.shape.schema, "HandFile": HandEntryAPI.file.schema,
    "Measures": MeasureList.shape.schema, "Lifting": LiftingPages.shape.schema,
    "Deliveries": ServiceAPI.shape.schema,
    "PaperText": PaperTextAPI.shape.schema, "SigningRound": SigningRoundPages.shape.schema,
    "Drafts": DraftPages.list.schema,
    "OwedStatement": OwedPages.shape.schema, "DoubleZero": DoubleZeroPages.shape.schema,
    "Bulletins": BulletinPages.list.schema, "Particulars": ["type": "object", "additionalProperties": ["type": "string"]],
    "Problem": problem,
  ]
}
