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
    for name in ["node", "paper", "measure", "receipt", "payout", "staff", "property", "person", "transfer", "request"] {
      source.ids[name] = samples.ids.next(CaseFile.self).raw
    }
    var transactions: [Transaction] = []
    for (place, type) in eventCatalogue.enumerated() where (place + number) % 7 != 0 || number % 3 == 0 {
      let event = try sample(type)
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

  private func sample(_ type: any Event.Type) throws -> any Event {
    func open<Sampled: Event>(_ type: Sampled.Type) throws -> any Event { try SampleDecoder.sample(type, source) }
    return try open(type)
  }

  private func stream(of type: any Event.Type, _ caseID: ID<CaseFile>) -> StreamID {
    func kind<Sampled: Event>(_ type: Sampled.Type) -> StreamKind { Sampled.Stream.kind }
    let key =
      switch kind(type) {
      case .caseFile, .caseAccount: "\(caseID)"
      case .person: "\(source.ids["person"] ?? 0)"
      case .property: "\(source.ids["property"] ?? 0)"
      case .partnerRequest: "\(source.ids["request"] ?? 0)"
      case .organisation: samples.court.text
      case .caseNumbers: "\(samples.court)/执/2026"
      }
    return StreamID(kind(type), key)
  }
}
