import Basics
import Casework
import Documents
import Enforcement
import EnforcementLaw

/// The sample case's story: filed, searched, frozen, transferred, restricted, ended, with every paper on the way.
extension PressSample {
  func tell() async throws {
    try await begin()
    try await control()
    try await release()
    try await credit()
    try await end()
  }

  private var applicant: ID<Person> { ID(raw: 11) }
  private var account: ID<Property> { ID(raw: 31) }
  private var house: ID<Property> { ID(raw: 32) }
  private var policy: ID<Property> { ID(raw: 33) }
  private var freeze: ID<Measure> { ID(raw: 41) }
  private var seal: ID<Measure> { ID(raw: 42) }
  private var frozenPolicy: ID<Measure> { ID(raw: 43) }

  private func begin() async throws {
    addStaff(501, .judge, "林见山")
    addStaff(502, .president, "顾长河")
    addStaff(503, .officer, "唐小雨")
    let day = PressSample.day(2025, 3, 3)
    func party(_ id: ID<Person>, _ role: CaseParty.Role, _ kind: Person.Kind, _ fields: [String: String]) -> CaseParty {
      CaseParty(person: id, role: role, kind: kind, vault: deposit("person", fields), confirmedAddress: true)
    }
    let parties = [
      party(applicant, .applicant, .natural, ["name": "苏南星", "idKind": "passport", "idNumber": "X0000001", "agent": "钱多文"]),
      party(
        debtor, .debtor, .natural,
        ["name": "欧阳青禾", "idKind": "residentID", "idNumber": "331002198510152036", "address": "虚构街道云帆小区3幢501室"]),
      party(
        company, .debtor, .enterprise,
        ["name": "临江虚构缝纫机配件有限公司", "idKind": "creditCode", "idNumber": "11330000002482072W", "legalRepresentative": "欧阳青禾"]),
    ]
    let instrument = Instrument(
      number: "(2024)浙1099民初88号", court: "临江市人民法院", kind: .judgment, on: PressSample.day(2024, 12, 2),
      lastPerformanceDay: PressSample.day(2025, 1, 10))
    let claims = [
      ClaimItem(kind: .principal, amount: .yuan(130_000), interest: "LPR1Y*4"),
      ClaimItem(kind: .costs, amount: .yuan(2_900), interest: ""),
    ]
    try await write(
      [
        ApplicationReceived(
          caseID: caseID, court: CourtCode("浙1099"), type: .first, receivedOn: day, via: "counter", docketRef: nil,
          instrument: instrument, parties: parties, claims: claims, livelihood: false,
          cause: "民间借贷纠纷"),
        CaseFiled(number: "(2025)浙1099执123号", filedOn: day, limitationRisk: false, related: ["(2024)浙1099执9号"]),
        HandlerAssigned(handler: ID(raw: 503), judge: ID(raw: 501), reasons: []),
      ], on: day)
    try await write([AccountOpened(subAccount: "88011001")], on: day, to: .caseAccount(caseID))
    _ = try await paper(.acceptanceNotice, about: ["\(applicant)"], on: day)
    let notice = try await paper(.enforcementNotice, about: ["\(debtor)"], on: day)
    let served = PaperServed(paper: notice, kind: .enforcementNotice, to: "\(debtor)", way: .direct, on: day + 1)
    try await write([served], on: day + 1)
    _ = try await paper(.propertyReportOrder, about: ["\(company)"], on: day)
    _ = try await paper(.resumptionNotice, on: day)
  }

  private func control() async throws {
    let day = PressSample.day(2025, 3, 10)
    func found(_ id: ID<Property>, _ kind: Property.Kind, _ unit: String, _ value: Money, _ fields: [String: String])
      -> PropertyFound
    {
      PropertyFound(
        property: id, kind: kind, unit: unit, debtor: debtor, value: value, exempt: .zero, vault: deposit("property", fields),
        request: nil)
    }
    try await write(
      [
        SearchStarted(round: 1, reason: .initial, debtors: [debtor], units: ["bankA"], requests: [ID(raw: 61)]),
        found(account, .deposit, "bankA", .yuan(50_000), ["identity": "6222020000000000000"]),
        found(house, .realEstate, "realEstate", .yuan(900_000), ["identity": "虚构权证第0000001号", "address": "云帆小区3幢501室"]),
        found(policy, .policy, "insurer", .yuan(20_000), ["identity": "P000000000000001", "label": "两全保险"]),
        QueryAnswered(request: ID(raw: 61), unit: "bankA", debtor: debtor, count: 3),
        SearchCompleted(round: 1, answered: 1, failed: 0, found: 3),
      ], on: day)
    let ruling = try await paper(
      .controlRuling, on: day,
      with: {
        [ControlRulingDrafted(paper: $0, ceiling: .yuan(140_000), kinds: [.deposit, .realEstate, .policy], months: [6, 36, 36])]
      }, effects: { [ControlRulingSigned(paper: $0)] })
    func asked(_ id: ID<Measure>, _ thing: ID<Property>, _ kind: Property.Kind, _ unit: String, _ sum: Money) -> MeasureRequested
    {
      MeasureRequested(
        measure: id, property: thing, kind: kind, unit: unit, debtor: debtor, ruling: ruling, amount: sum, from: day,
        until: day.adding(months: 6) - 1, request: ids.next(), heldFor: nil)
    }
    func held(_ id: ID<Measure>, _ sum: Money) -> MeasureTookEffect {
      MeasureTookEffect(measure: id, amount: sum, rank: 1, from: day, until: day.adding(months: 6) - 1, full: true)
    }
    try await write(
      [
        asked(freeze, account, .deposit, "bankA", .yuan(50_000)), asked(seal, house, .realEstate, "realEstate", .yuan(900_000)),
        asked(frozenPolicy, policy, .policy, "insurer", .yuan(20_000)), held(freeze, .yuan(50_000)), held(seal, .yuan(900_000)),
        held(frozenPolicy, .yuan(20_000)),
      ], on: day)
    _ = try await paper(.assistFreezeNotice, about: ["\(freeze)", "\(ruling)"], on: day, signer: .machine)
    _ = try await paper(.assistSealNotice, about: ["\(seal)", "\(ruling)"], on: day, signer: .machine)
    let transfer = try await paper(
      .transferRuling, on: day + 5,
      with: { paper in
        let parts = [
          Disposal.Part(measure: self.freeze, amount: .yuan(50_000)), .init(measure: self.frozenPolicy, amount: .yuan(20_000)),
        ]
        return [TransferRulingDrafted(paper: paper, parts: parts)]
      })
    _ = try await paper(.assistTransferNotice, about: ["\(frozenPolicy)", "\(transfer)"], on: day + 5, signer: .machine)
  }

  private func release() async throws {
    let day = PressSample.day(2025, 8, 1)
    _ = try await paper(
      .renewalRuling, about: ["\(seal)"], on: day,
      with: { [RenewalDrafted(paper: $0, measures: [self.seal], months: 36)] },
      effects: { _ in [RenewalRequested(measure: self.seal, until: PressSample.day(2028, 9, 9), request: self.ids.next())] })
    let ruling = try await paper(
      .releaseRuling, about: ["\(freeze)"], on: day + 1,
      with: { [ReleaseDrafted(paper: $0, measures: [self.freeze], ground: .excess)] },
      effects: { _ in [ReleaseRequested(measure: self.freeze, request: self.ids.next(), keep: .yuan(30_000))] })
    _ = try await paper(.assistReleaseNotice, about: ["\(freeze)", "\(ruling)"], on: day + 1, signer: .machine)
  }

  private func credit() async throws {
    let day = PressSample.day(2025, 9, 1)
    let both = [debtor, company]
    _ = try await paper(
      .consumptionRestriction, about: both.map { "\($0)" }, on: day, signer: president,
      with: { [RestrictionDrafted(paper: $0, kind: .consumptionRestriction, persons: both)] },
      effects: { paper in both.map { ConsumptionRestricted(person: $0, paper: paper) } })
    _ = try await paper(
      .consumptionLift, about: both.map { "\($0)" }, on: day + 20, signer: president,
      with: { [RestrictionDrafted(paper: $0, kind: .consumptionLift, persons: both)] })
    let evidence = deposit("text", ["text": "被执行人欧阳青禾收到报告财产令后逾期未报告财产。"])
    _ = try await paper(
      .listingDecision, about: ["\(debtor)"], on: day + 1, signer: president,
      with: {
        [ListingProposed(paper: $0, person: self.debtor, ground: .breaksReporting, evidence: evidence, extraYears: 1)]
      },
      effects: { [DebtorListed(person: self.debtor, paper: $0, decidedOn: day + 1, ends: PressSample.day(2028, 9, 2))] })
    _ = try await paper(
      .listingRemoval, about: ["\(debtor)"], on: day + 30, signer: president,
      with: { paper in
        [
          ListingGroundEnded(person: self.debtor, ground: "termOver", removeBy: day + 33),
          RestrictionDrafted(paper: paper, kind: .listingRemoval, persons: [self.debtor]),
        ]
      })
  }

  private func end() async throws {
    let day = PressSample.day(2025, 12, 1)
    let line = PayoutLine(id: ids.next(), kind: .applicant, payee: applicant, amount: .yuan(70_000), vault: nil)
    let payout = ids.next(Enforcement.Payout.self)
    try await write(
      [
        ReceiptBooked(
          receipt: ids.next(), amount: .yuan(70_000), source: .transfer, bankLineDigest: "01", vault: deposit("bankLine", [:]),
          payBy: day, reasons: Reasons("R6.9")),
        PayoutProposed(payout: payout, lines: [line], reasons: []), PayoutSupervised(payout: payout),
        PayoutApproved(payout: payout), PayoutReleased(payout: payout),
        PayoutLineSent(payout: payout, line: line.id, request: ids.next()), PayoutLineSettled(payout: payout, line: line.id),
      ], on: day - 20, to: .caseAccount(caseID))
    _ = try await paper(.interviewMinutes, about: ["\(debtor)"], text: "问：有无财产？\n答：没有。", on: day - 10)
    let check = EndingProposed.Check(key: "debtorSought", passed: true, evidence: Phrase("已约谈或查找 2/2 名", "2 of 2"))
    _ = try await paper(
      .terminationRuling, on: day, signer: president,
      with: {
        [
          EndingProposed(paper: $0, checks: [check]),
          EndingInterviewRecorded(minutes: self.deposit("text", [:]), applicantSigned: true),
        ]
      },
      effects: {
        [EndingApproved(paper: $0), CaseClosed(way: .terminatedRound, on: day, recovered: .yuan(70_000), researchOn: [])]
      })
    _ = try await paper(.distributionPlan, on: day)
    _ = try await paper(.lodgementNotice, about: ["\(applicant)"], on: day)
    _ = try await paper(.aidDecision, about: ["\(applicant)"], on: day, signer: president)
    _ = try await paper(
      .suspensionRuling, about: ["\(debtor)"], text: "申请执行人表示可以延期执行。", on: day,
      with: { [PauseDrafted(paper: $0, kind: .suspension, ground: .applicantAgrees, months: nil, number: "")] })
    _ = try await paper(
      .stayDecision, text: "担保人向本院提供担保。", on: day,
      with: { [PauseDrafted(paper: $0, kind: .securedStay, ground: nil, months: 6, number: "保字第1号")] })
    _ = try await paper(.continuationNotice, text: "中止执行的事由已经消失。", on: day)
    _ = try await paper(
      .usePermitRuling, about: ["\(seal)"], on: day,
      with: { [UsePermitDrafted(paper: $0, measures: [self.seal], use: .sell, cluster: nil, until: day)] },
      effects: { [UsePermitted(measure: self.seal, use: .sell, ruling: $0)] })
    _ = try await paper(
      .finalTerminationRuling, text: "双方已就余款另行达成协议。", on: day,
      with: {
        [
          FinalEndingProposed(
            paper: $0, cause: .withdrawn, appliedOn: day, by: [self.applicant], text: self.deposit("text", [:]),
            reasons: Reasons("R8.1"))
        ]
      })
    try await objects(on: day)
    _ = try await paper(.closingNotice, text: "案款已全部发放。", on: day)
    _ = try await paper(.closingCertificate, on: day)
    let order = papers[.propertyReportOrder] ?? ID(raw: 0)
    _ = try await paper(
      .publicNotice, about: ["\(debtor)"], on: day,
      with: {
        [
          NoticeDrafted(
            notice: $0, to: self.debtor, papers: [order], ground: .whereaboutsUnknown, course: self.deposit("text", [:]))
        ]
      })
    _ = try await paper(
      .correctingRuling, about: ["\(order)"], on: day,
      with: {
        [
          CorrectionDrafted(
            paper: $0, corrects: order, kind: .propertyReportOrder,
            text: self.deposit("text", ["wrong0": "二零二五年", "right0": "二〇二五年"]))
        ]
      })
  }

  /// The debtor objects to an act; the panel refuses.
  private func objects(on day: Day) async throws {
    let remedy = ids.next(Remedy.self)
    let text = deposit("text", ["text": "冻结的存款系工资。"])
    let findings = deposit("text", ["text": "该账户并非工资账户。"])
    _ = try await paper(
      .reviewRuling, about: ["\(remedy)"], on: day,
      with: {
        [
          RemedyReceived(
            remedy: remedy, kind: .conduct, by: self.debtor, outsider: nil, receivedOn: day - 10, target: RemedyTarget(),
            change: nil, text: text, fileBy: day - 7, ruleBy: day + 5, reasons: Reasons("R2.1 N27")),
          RemedyFiled(remedy: remedy, kind: .conduct, number: "(2025)浙1099执异1号", panel: [ID(raw: 501)], receivedOn: day - 10),
          RemedyRulingDrafted(remedy: remedy, paper: $0, outcome: .rejected, text: findings),
        ]
      }, effects: { [RemedyRuled(remedy: remedy, kind: .conduct, paper: $0, outcome: .rejected)] })
  }
}
