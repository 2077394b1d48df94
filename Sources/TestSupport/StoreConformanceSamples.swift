import Basics
import Casework
import Enforcement

/// Small events and transactions for the rules of a store.
public struct StoreSamples: Sendable {
  struct StandingClock: CourtClock {
    let now: Instant
  }
  public let court = CourtCode("浙1003")
  public let start: Instant
  public let ids: IDSource
  public var day: Day { start.day }

  public init(start: Instant = Instant(milliseconds: 1_790_000_000_000), after: Int64 = 0) {
    self.start = start
    ids = IDSource(clock: StandingClock(now: start), after: after)
  }

  public func moment(_ seconds: Int64) -> Instant { start.adding(seconds: seconds) }
  public func ref() -> VaultRef { VaultRef(id: ids.next(), version: 1, digest: "00") }
  public func recorded(digest: String = "") -> PersonRecorded {
    PersonRecorded(kind: .natural, idKind: "residentID", idDigest: digest, vault: ref(), adultOn: nil)
  }
  public func updated() -> PersonUpdated { PersonUpdated(changed: ["phone"], vault: ref()) }
  public func property(digest: String) -> PropertyRecorded {
    PropertyRecorded(kind: .deposit, unit: "bank", identityKind: "account@bank", identityDigest: digest, vault: ref())
  }
  public func application(
    _ id: ID<CaseFile>, instrument: String = "(2025)浙1003民初1号", docketRef: String? = nil, claims: [ClaimItem] = [],
    parties: [CaseParty] = [], livelihood: Bool = false, type: CaseTypeCode = .first
  ) -> ApplicationReceived {
    let instrument = Instrument(
      number: instrument, court: "浙江省某区人民法院", kind: .judgment, on: day, lastPerformanceDay: nil)
    return ApplicationReceived(
      caseID: id, court: court, type: type, receivedOn: day, via: "counter", docketRef: docketRef, instrument: instrument,
      parties: parties, claims: claims, livelihood: livelihood)
  }
  public func work(
    _ id: String, kind: WorkItem.Kind = .timer, key: String = "", due: Int64 = 0, paced: Bool = false
  ) -> WorkItem {
    WorkItem(id: id, kind: kind, key: key, due: moment(due), paced: paced, payload: "{\"id\":\"\(id)\"}")
  }
  public func transaction(
    _ streams: [StreamEvents], at: Instant? = nil, actor: Actor.Ref = .machine, causation: String = "command:1",
    deposits: [Deposit] = [], work: [WorkItem] = [], key: String? = nil, asks: String = "the same",
    completes: String? = nil,
    idsThrough: Int64 = 0,
    court: CourtCode? = nil
  ) -> Transaction {
    Transaction(
      court: court ?? self.court, at: at ?? start, actor: actor, causation: causation, streams: streams, deposits: deposits,
      work: work, request: key.map { RequestKey(key: $0, digest: asks) }, completes: completes, idsThrough: idsThrough)
  }
}
