import Basics
import Casework
import Enforcement

// MARK: Look-ups and the vault

extension StoreConformance {
  static let lookUpRules: [Rule] = [
    Rule(name: "An identity finds the stream that carries it; unknown and empty ones find nothing") { suite in
      let samples = suite.samples
      let person = samples.ids.next(Person.self)
      for (person, digest) in [(person, "a number"), (samples.ids.next(), ""), (samples.ids.next(), "")] {
        try await suite.store(
          samples.transaction([
            StreamEvents(stream: .person(person), expected: 0, events: [samples.recorded(digest: digest)])
          ]))
      }
      let property = samples.ids.next(Property.self)
      try await suite.store(
        samples.transaction([
          StreamEvents(stream: .property(property), expected: 0, events: [samples.property(digest: "an account")])
        ]))
      let known = try await suite.store.identities(["a number", "an account", "unknown", ""])
      try suite.expectEqual(known, ["a number": person.raw, "an account": property.raw], "identities")
    },
    Rule(name: "Who records a known identity anew conflicts with its stream, and leaves nothing behind") { suite in
      let samples = suite.samples
      let first = samples.ids.next(Person.self)
      let second = StreamID.person(samples.ids.next())
      try await suite.store(
        samples.transaction([
          StreamEvents(stream: .person(first), expected: 0, events: [samples.recorded(digest: "a number"), samples.updated()])
        ]))
      let outcome = try await suite.store.append(
        samples.transaction([StreamEvents(stream: second, expected: 0, events: [samples.recorded(digest: "a number")])]))
      try suite.expectEqual(outcome, .conflict(.person(first), version: 2), "the outcome")
      try suite.expectEqual(try await suite.names(second), [], "events")
      let racing = try await suite.concurrently(
        (0..<20).map { _ in
          let stream = StreamID.property(samples.ids.next())
          return samples.transaction([
            StreamEvents(stream: stream, expected: 0, events: [samples.property(digest: "an account")])
          ])
        })
      try suite.expectEqual(racing.count { if case .stored = $0 { true } else { false } }, 1, "recorded at the same time")
    },
    Rule(name: "Two finds of one thing in the same answer are stored, and the first carries the identity") { suite in
      let samples = suite.samples
      let first = samples.ids.next(Property.self)
      let streams = [first, samples.ids.next()].map {
        StreamEvents(stream: .property($0), expected: 0, events: [samples.property(digest: "an account")])
      }
      try await suite.store(samples.transaction(streams))
      try suite.expectEqual(try await suite.store.identities(["an account"]), ["an account": first.raw], "identities")
    },
    Rule(name: "A bank line is known by its receipt, and is money of one case only") { suite in
      let samples = suite.samples
      func booked(_ receipt: ID<Receipt>, _ account: StreamID) -> Transaction {
        let event = ReceiptBooked(
          receipt: receipt, amount: Money(fen: 100), source: .debtor, bankLineDigest: "line", vault: samples.ref(),
          payBy: samples.day, reasons: .init("R6.9"))
        return samples.transaction([StreamEvents(stream: account, expected: 0, events: [event])])
      }
      let receipt = samples.ids.next(Receipt.self)
      try await suite.store(booked(receipt, .caseAccount(samples.ids.next())))
      try suite.expectEqual(try await suite.store.identities(["line"]), ["line": receipt.raw], "identities")
      let other = StreamID.caseAccount(samples.ids.next())
      let again = try await suite.store.append(booked(samples.ids.next(), other))
      try suite.expectEqual(again, .conflict(other, version: 0), "the same line in another case")
    },
    Rule(name: "Open cases are counted by handler and court; closed and foreign ones are not") { suite in
      let samples = suite.samples
      let handler = samples.ids.next(StaffMember.self)
      for _ in 0..<3 { try await suite.file(handler: handler) }
      try await suite.file(handler: handler, closed: true)
      try await suite.file(handler: handler, court: CourtCode("浙1004"))
      guard case .load(let load) = try await suite.store.find(.load, court: samples.court) else {
        throw Broken(description: "the answer is of another kind")
      }
      try suite.expectEqual(load, [handler: 3], "load")
    },
    Rule(name: "Cases on one instrument are found by their numbers, applications without a number are not") { suite in
      let samples = suite.samples
      try await suite.file(instrument: "(2025)浙1003民初8号", number: "(2026)浙1003执1号")
      try await suite.file(instrument: "(2025)浙1003民初8号", number: "(2026)浙1003执2号")
      try await suite.file(instrument: "(2025)浙1003民初9号", number: "(2026)浙1003执3号")
      try await suite.file(instrument: "(2025)浙1003民初8号", number: nil)
      try await suite.file(instrument: "(2025)浙1003民初8号", number: "(2026)浙1004执1号", court: CourtCode("浙1004"))
      let need = Need.sameInstrument(["(2025)浙1003民初8号", "(2020)浙1003民初1号"])
      guard case .sameInstrument(let found) = try await suite.store.find(need, court: samples.court) else {
        throw Broken(description: "the answer is of another kind")
      }
      let expected = ["(2025)浙1003民初8号": ["(2026)浙1003执1号", "(2026)浙1003执2号"]]
      try suite.expectEqual(found, expected, "numbers")
    },
    Rule(name: "A docket reference finds the case it was filed under") { suite in
      let samples = suite.samples
      let file = try await suite.file(docketRef: "A-1")
      try await suite.file()
      guard case .docketRefs(let found) = try await suite.store.find(.docketRefs(["A-1", "A-2", ""]), court: samples.court) else {
        throw Broken(description: "the answer is of another kind")
      }
      try suite.expectEqual(found, ["A-1": file], "references")
    },
    Rule(name: "Vault entries open by id and version; a new version keeps the old one") { suite in
      let samples = suite.samples
      let first = samples.ref()
      let second = VaultRef(id: first.id, version: 2, digest: "")
      let old = VaultContent("text", ["text": "原文 “quoted” \u{1F600}"])
      let new = VaultContent("text", ["text": ""])
      try await suite.store(samples.transaction([], deposits: [Deposit(ref: first, content: old)]))
      try await suite.store(samples.transaction([], deposits: [Deposit(ref: second, content: new)]))
      let opened = try await suite.store.open([first, second, samples.ref()])
      try suite.expectEqual(opened, [first: old, second: new], "contents")
    },
    Rule(name: "The largest id handed out is known after a restart") { suite in
      let samples = suite.samples
      try suite.expectEqual(try await suite.store.largestID(), 0, "of an empty store")
      let person = samples.ids.next(Person.self)
      try await suite.store(
        samples.transaction([StreamEvents(stream: .person(person), expected: 0, events: [samples.recorded()])]))
      try suite.expect(try await suite.store.largestID() >= person.raw, "a stream's id is forgotten")
      let ref = samples.ref()
      try await suite.store(samples.transaction([], deposits: [Deposit(ref: ref, content: VaultContent("text", [:]))]))
      try suite.expect(try await suite.store.largestID() >= ref.id.raw, "a vault entry's id is forgotten")
      _ = samples.ids.next(Paper.self)
      let latest = samples.ids.latest
      try await suite.store(samples.transaction([], idsThrough: latest))
      try await suite.store(samples.transaction([], idsThrough: 5))
      try suite.expectEqual(try await suite.store.largestID(), latest, "after an id inside an event")
    },
  ]

  /// An application, filed where it has a number, handled and closed where asked.
  @discardableResult
  func file(
    handler: ID<StaffMember>? = nil, instrument: String = "(2025)浙1003民初1号", number: String? = "(2026)浙1003执9号",
    docketRef: String? = nil, closed: Bool = false, court: CourtCode? = nil
  ) async throws -> ID<CaseFile> {
    let id = samples.ids.next(CaseFile.self)
    var events: [any Event] = [samples.application(id, instrument: instrument, docketRef: docketRef)]
    if let number { events.append(CaseFiled(number: number, filedOn: samples.day, limitationRisk: false, related: [])) }
    if let handler { events.append(HandlerAssigned(handler: handler, judge: handler, reasons: [])) }
    if closed { events.append(CaseClosed(way: .fullyEnforced, on: samples.day, recovered: Money(fen: 1), researchOn: [])) }
    try await store(
      samples.transaction([StreamEvents(stream: .caseFile(id), expected: 0, events: events)], court: court ?? samples.court))
    return id
  }
}
