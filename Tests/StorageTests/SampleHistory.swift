import Basics
import Casework
import Enforcement
import TestSupport

/// Histories in which every event of the catalogue happens, so that a new event is covered as soon as it exists.
struct SampleHistory {
  let samples = StoreSamples()
  private let source = SampleDecoder.Source()
  private var versions: [StreamID: Int] = [:]

  /// One case's life in the catalogue's order, some events left out: a transaction for every few events. Ids agree inside the
  /// life; the `number`-th life chooses the `number`-th case of every enum.
  mutating func life(_ number: Int) throws -> [Transaction] {
    source.choice = number
    let caseID = samples.ids.next(CaseFile.self)
    source.ids = ["caseID": caseID.raw]
    for name in [
      "node", "paper", "measure", "receipt", "payout", "staff", "property", "person", "transfer", "request", "line", "batch",
      "bankReceipt", "refund", "distribution", "lodgement", "cluster", "remedy", "task", "promise", "attached",
    ] {
      source.ids[name] = samples.ids.next(CaseFile.self).raw
    }
    var transactions: [Transaction] = []
    for (place, type) in eventCatalogue.enumerated() where happens(type, place, number) {
      let event = whole(try sample(type))
      let stream = stream(of: type, caseID)
      let version = versions[stream, default: 0]
      versions[stream] = version + 1
      transactions.append(
        samples.transaction(
          [StreamEvents(stream: stream, expected: version, events: [event])],
          at: samples.moment(Int64(number * 7000 + place * 60)),
          causation: "command:\(number).\(place)"))
    }
    return transactions
  }

  /// Whether the life has this event. Money is left out of no life, since a ledger takes only what can be: a payout is returned or
  /// approved, a line paid or sent back.
  private func happens(_ type: any Event.Type, _ place: Int, _ number: Int) -> Bool {
    // A case begins with an application, or it is taken over.
    if type is CaseTakenOver.Type { return number % 3 == 1 }
    if type is ApplicationReceived.Type { return number % 3 != 1 }
    guard type is any MoneyEvent.Type else { return (place + number) % 7 != 0 || number % 3 == 0 }
    switch type {
    case is ReceiptBooked.Type, is PayoutProposed.Type, is BatchCreated.Type: return true
    case is PayoutReturned.Type, is BatchReturned.Type: return number % 2 == 1
    case is BankReceiptTaken.Type, is RefundProposed.Type: return true
    case is ReceiptWithdrawn.Type: return number % 2 == 1
    case is RefundDeclined.Type: return number % 4 == 1
    case is RefundSent.Type: return number % 4 != 1
    case is RefundPaid.Type: return number % 4 == 2
    case is RefundBounced.Type: return number % 4 == 3
    case is PayoutLineSettled.Type: return number % 4 == 0
    case is PayoutLineBounced.Type, is PayoutLineFoundPaid.Type: return number % 4 == 2
    // What a person finds out about a contradicted payment depends on how it stood: the tests of payments tell it whole.
    case is ClusterReceiptWithdrawn.Type, is DepositKept.Type, is DepositReleased.Type, is PayoutLineClarified.Type,
      is PayoutLineRecovered.Type, is AidFillWithdrawn.Type, is BatchLineRecovered.Type:
      return false
    default: return number % 2 == 0
    }
  }
  /// Enough money for the life's payout, whose first line is the one that later events are about.
  private func whole(_ event: any Event) -> any Event {
    switch event {
    case let event as ReceiptBooked:
      return ReceiptBooked(
        receipt: event.receipt, amount: Money(fen: 18_000_000_000_000_000), source: event.source,
        bankLineDigest: event.bankLineDigest,
        vault: event.vault, payBy: event.payBy, reasons: event.reasons)
    case let event as BankReceiptTaken:
      // Not out of a case: a life's case has not this money.
      return BankReceiptTaken(
        amount: Money(fen: 900_000_000_000_000), on: event.on, lineDigest: event.lineDigest, vault: event.vault,
        claimBy: event.claimBy,
        reasons: event.reasons)
    // Out of a credit in suspense the fund is filled only where there is one.
    case let event as AidFundFilled:
      return AidFundFilled(deposit: event.deposit, amount: event.amount, bankLineDigest: event.bankLineDigest)
    case let event as ClusterReceiptBooked:
      return ClusterReceiptBooked(
        booking: event.booking, amount: event.amount, on: event.on, bankLineDigest: event.bankLineDigest, vault: event.vault)
    case let event as PayoutProposed:
      var lines = event.lines
      if let first = lines.first, let line = source.ids["line"] {
        lines[0] = PayoutLine(id: ID(raw: line), kind: first.kind, payee: first.payee, amount: first.amount, vault: first.vault)
      }
      // Aid comes out of a fund that nothing has filled yet.
      lines = lines.map {
        PayoutLine(id: $0.id, kind: $0.kind == .aid ? .applicant : $0.kind, payee: $0.payee, amount: $0.amount, vault: $0.vault)
      }
      return PayoutProposed(payout: event.payout, lines: lines, reasons: event.reasons)
    // No more comes back than was kept or lodged.
    case let event as LodgementClaimed:
      return LodgementClaimed(lodgement: event.lodgement, amount: Money(fen: 1), text: event.text)
    case let event as LodgementToState:
      return LodgementToState(lodgement: event.lodgement, amount: Money(fen: 1), costs: event.costs)
    case let event as ClusterDivided:
      return ClusterDivided(
        number: event.number, parts: event.parts.map { .init(member: $0.member, owed: $0.owed, amount: Money(fen: 1)) })
    case let event as HeldPartFreed:
      return HeldPartFreed(distribution: event.distribution, number: event.number, amount: Money(fen: 1))
    default: return SampleBatch(caseID: ID(raw: source.ids["caseID"] ?? 0), batch: ID(raw: source.ids["batch"] ?? 0)).whole(event)
    }
  }

  private func sample(_ type: any Event.Type) throws -> any Event {
    func open<Sampled: Event>(_ type: Sampled.Type) throws -> any Event { try SampleDecoder.sample(type, source) }
    return try open(type)
  }

  private func stream(of type: any Event.Type, _ caseID: ID<CaseFile>) -> StreamID {
    func kind<Sampled: Event>(_ type: Sampled.Type) -> StreamKind { Sampled.Stream.kind }
    let key =
      switch kind(type) {
      case .caseFile, .caseAccount, .distribution: "\(caseID)"
      case .person: "\(source.ids["person"] ?? 0)"
      case .property: "\(source.ids["property"] ?? 0)"
      case .partnerRequest: "\(source.ids["request"] ?? 0)"
      case .organisation, .courtLedger, .moneyBulletins, .aidFund: samples.court.text
      case .cluster: "\(source.ids["cluster"] ?? 0)"
      case .payoutBatch: "\(source.ids["batch"] ?? 0)"
      case .caseNumbers: "\(samples.court)/执/2026"
      case .bankReceipt: "\(source.ids["bankReceipt"] ?? 0)"
      case .bankStatement: "33000001/2026-03-02"
      }
    return StreamID(kind(type), key)
  }
}
