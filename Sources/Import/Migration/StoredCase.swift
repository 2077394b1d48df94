import Basics
import Casework
import Enforcement
import EnforcementLaw

/// A case as the log and the vault have it.
struct StoredCase: Sendable {
  let file: CaseFile
  let account: CaseAccount
  let contents: [VaultRef: VaultContent]
  let rulings: [ID<Measure>: String]
  let objects: [ID<Measure>: VaultRef]
  let bankLines: [ID<Receipt>: VaultRef]

  private func text(_ ref: VaultRef?, _ field: String = "text") -> String? { ref.flatMap { contents[$0]?.fields[field] } }

  /// The same values from what is stored. A person known from another case may have more particulars than this case's table gave: only
  /// those that it gave are compared.
  func values(like running: RunningCase) -> [RunningPlace: String] {
    var values: [RunningPlace: String] = [:]
    func put(_ table: RunningTable, _ row: Int?, _ column: RunningColumn, _ text: String?) {
      if let text, !text.isEmpty { values[RunningPlace(table, row, column)] = text }
    }
    let filing = file.filing
    let done = file.takenOver?.done ?? StepsDone()
    let head: [(RunningColumn, String?)] = [
      (.caseRef, file.takenOver?.ref), (.number, filing.number),
      (.otherNumbers, file.takenOver?.numbers.joined(separator: "；")), (.type, filing.type.rawValue),
      (.earlierCase, filing.earlierCase), (.state, file.isClosed ? "ended" : "running"),
      (.endedOn, file.closing.closed?.on.description), (.receivedOn, "\(filing.receivedOn)"),
      (.filedOn, filing.filedOn?.description), (.handler, file.triage.handler?.description),
      (.judge, file.triage.judge?.description), (.assignedOn, file.triage.assignedOn?.description),
      (.lane, file.triage.lane?.rawValue), (.cause, filing.cause), (.livelihood, "\(filing.livelihood)"),
      (.instrumentNumber, filing.instrument?.number), (.instrumentCourt, filing.instrument?.court),
      (.instrumentKind, filing.instrument?.kind.rawValue), (.instrumentDate, filing.instrument?.on.description),
      (.lastPerformanceDay, filing.instrument?.lastPerformanceDay?.description), (.noticeOn, done.notice?.description),
      (.reportOrderOn, done.reportOrder?.description), (.searchedOn, done.search?.description),
      (.investigatedOn, done.investigation?.description), (.balance, "\(account.balance)"),
    ]
    for (column, text) in head { put(.cases, nil, column, text) }
    for (row, party) in filing.parties.enumerated() {
      put(.parties, row, .partyRole, party.role.rawValue)
      put(.parties, row, .partyKind, party.kind.rawValue)
      put(.parties, row, .partyElectronicService, party.confirmedAddress ? "true" : nil)
      let given = running.docket.parties.indices.contains(row) ? running.docket.parties[row] : nil
      func particular(_ column: RunningColumn, _ field: String, _ isGiven: Bool) {
        if isGiven { put(.parties, row, column, text(party.vault, field)) }
      }
      particular(.partyName, "name", true)
      particular(.partyIDKind, "idKind", given?.document != nil)
      particular(.partyID, "idNumber", given?.document != nil)
      particular(.partyPhone, "phone", given?.phone.isEmpty == false)
      particular(.partyAddress, "address", given?.address.isEmpty == false)
      particular(.partyRepresentative, "legalRepresentative", given?.representative.isEmpty == false)
      particular(.payeeAccount, "payeeAccount", given?.payee != nil)
      particular(.payeeBank, "payeeBank", given?.payee != nil)
      particular(.agent, "agent", given?.agent != nil)
      particular(.agentPhone, "agentPhone", given?.agent?.phone.isEmpty == false)
    }
    for (row, claim) in filing.claims.enumerated() {
      put(.claims, row, .claimKind, claim.kind.rawValue)
      put(.claims, row, .claimAmount, "\(claim.amount)")
      put(.claims, row, .claimInterest, claim.interest)
    }
    putClocks(put)
    putHoldings(put)
    return values
  }

  private typealias Put = (RunningTable, Int?, RunningColumn, String?) -> Void

  private func putClocks(_ put: Put) {
    for (row, period) in file.term.excluded.enumerated() {
      put(.clocks, row, .ground, period.kind.rawValue)
      put(.clocks, row, .from, "\(period.first)")
      put(.clocks, row, .to, period.last?.description)
      put(.clocks, row, .paper, period.paper)
      put(.clocks, row, .approver, text(period.approval))
    }
    for (row, extended) in file.term.extensions.enumerated() {
      let row = file.term.excluded.count + row
      put(.clocks, row, .months, "\(extended.months)")
      put(.clocks, row, .from, "\(extended.on)")
      put(.clocks, row, .paper, extended.paper)
      put(.clocks, row, .approver, text(extended.approval))
      put(.clocks, row, .highCourt, extended.filedWithHighCourt ? "true" : nil)
    }
  }

  private func putHoldings(_ put: Put) {
    func place(_ person: ID<Person>) -> Int { file.filing.parties.firstIndex { $0.person == person } ?? -1 }
    for (row, id) in file.seizure.order.enumerated() {
      guard let measure = file.seizure.measures[id] else { continue }
      put(.measures, row, .debtor, "\(place(measure.debtor))")
      put(.measures, row, .measureKind, measure.kind.rawValue)
      put(.measures, row, .unit, measure.unit)
      put(.measures, row, .object, text(objects[id], "identity"))
      put(.measures, row, .requested, "\(measure.requested)")
      put(.measures, row, .held, "\(measure.amount)")
      put(.measures, row, .rank, "\(measure.rank)")
      put(.measures, row, .from, "\(measure.from)")
      put(.measures, row, .until, "\(measure.until)")
      put(.measures, row, .ruling, rulings[id])
    }
    let past = account.earlier?.receipts ?? []
    for (row, sum) in past.enumerated() {
      put(.money, row, .direction, "paid on")
      put(.money, row, .day, "\(sum.on)")
      put(.money, row, .amount, "\(sum.amount)")
    }
    for (row, id) in account.receiptOrder.enumerated() {
      guard let receipt = account.receipts[id] else { continue }
      let row = past.count + row
      put(.money, row, .direction, "held")
      put(.money, row, .day, "\(receipt.on)")
      put(.money, row, .amount, "\(receipt.amount)")
      put(.money, row, .moneyKind, receipt.source.rawValue)
      put(.money, row, .bankLine, text(bankLines[id], "bankLine"))
    }
    let paid = [account.earlier?.creditors, account.earlier?.fees.map(\.amount).boundedSum, account.earlier?.surplus]
    for (row, sum) in paid.enumerated() {
      if let sum, sum > .zero { put(.money, 1000 + row, .amount, "\(sum)") }
    }
    for (person, restriction) in file.sanctions.restricted {
      put(.sanctions, place(person), .decidedOn, "\(restriction.since)")
    }
    for (person, listing) in file.sanctions.listings {
      let row = 1000 + place(person)
      put(.sanctions, row, .decidedOn, listing.decidedOn?.description)
      put(.sanctions, row, .ground, "\(listing.ground.rawValue)")
      put(.sanctions, row, .until, listing.ends?.description)
    }
    for (row, paper) in file.attachments.enumerated() { put(.cases, 2000 + row, .paper, text(paper.title)) }
  }
}

/// Reads cases from the log itself, not from memory.
enum StoredCases {
  static func load(_ ids: [ID<CaseFile>], _ store: any EventStore) async throws -> [ID<CaseFile>: StoredCase] {
    let streams = ids.flatMap { [StreamID.caseFile($0), .caseAccount($0)] }
    let recorded = try await store.load(streams)
    var cases: [ID<CaseFile>: (file: CaseFile, account: CaseAccount, events: [any Event])] = [:]
    var refs: Set<VaultRef> = []
    for id in ids {
      var file: any StreamState = CaseFile()
      var account: any StreamState = CaseAccount()
      let own = recorded[.caseFile(id)] ?? []
      let money = recorded[.caseAccount(id)] ?? []
      for event in own { event.event.fold(into: &file, event.meta) }
      for event in money { event.event.fold(into: &account, event.meta) }
      guard let file = file as? CaseFile, let account = account as? CaseAccount else { continue }
      cases[id] = (file, account, (own + money).map(\.event))
      refs.formUnion(file.filing.parties.map(\.vault))
      refs.formUnion(file.term.excluded.compactMap(\.approval) + file.term.extensions.compactMap(\.approval))
      refs.formUnion(file.attachments.map(\.title))
      for event in (own + money).map(\.event) {
        if let brought = event as? MeasuresBrought { refs.formUnion(brought.measures.map(\.vault)) }
        if let balance = event as? BalanceBrought { refs.insert(balance.vault) }
      }
    }
    let contents = try await store.open(Array(refs))
    return cases.mapValues { stored in
      let brought = stored.events.compactMap { $0 as? MeasuresBrought }.flatMap(\.measures)
      let balances = stored.events.compactMap { $0 as? BalanceBrought }
      return StoredCase(
        file: stored.file, account: stored.account, contents: contents,
        rulings: Dictionary(brought.map { ($0.measure, $0.number) }) { first, _ in first },
        objects: Dictionary(brought.map { ($0.measure, $0.vault) }) { first, _ in first },
        bankLines: Dictionary(balances.map { ($0.receipt, $0.vault) }) { first, _ in first })
    }
  }
}
