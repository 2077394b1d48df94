import Basics
import Casework
import Enforcement
import EnforcementLaw

/// The accounts, certificates, plates and policies of a case, so that two of a kind can be told apart: masked, and only for those who
/// work on cases (R10.6).
struct Things: Sendable {
  let shown: [ID<Property>: Phrase]

  static func load(_ file: CaseFile, _ services: CourtServices, _ reader: Reader) async throws -> Things {
    guard reader.seesNames else { return Things(shown: [:]) }
    let found = file.search.foundList
    let opened = try await services.vault.open(found.map(\.vault))
    let pairs = found.compactMap { item -> (ID<Property>, Phrase)? in
      guard let fields = opened[item.vault]?.fields, let identity = fields["identity"], !identity.isEmpty else { return nil }
      return (item.property, masked(item.kind, identity, fields, services.desk.books.law.settings))
    }
    return Things(shown: Dictionary(pairs) { first, _ in first })
  }

  private static func masked(
    _ kind: Property.Kind, _ identity: String, _ fields: [String: String], _ settings: CourtSettings
  ) -> Phrase {
    func same(_ text: String) -> Phrase { Phrase(text, text) }
    let ending = Phrase("尾号 \(identity.suffix(4))", "ending in \(identity.suffix(4))")
    switch kind {
    case .deposit, .policy, .security: return ending
    case .goods: return same(fields["label"].map { $0.isEmpty ? identity : $0 } ?? identity)
    case .vehicle: return same(Masking.mask(.plate, identity, settings: settings).value)
    case .realEstate:
      let place = fields["address"].map { $0.isEmpty ? "" : " " + Masking.mask(.address, $0, settings: settings).value } ?? ""
      return ending + same(place)
    }
  }

  func name(_ property: ID<Property>) -> Phrase { shown[property] ?? Phrase("—", "—") }

  /// As a pick list names it: 银行存款 尾号 1234 临江银行 张某 10,000.00.
  func choice(
    _ kind: Property.Kind, _ property: ID<Property>, _ unit: String, _ debtor: ID<Person>, _ sum: Money, _ people: People
  )
    -> Phrase
  {
    let rest = " \(people.person(debtor)) \(sum.grouped)"
    let blank = Phrase(" ", " ")
    return kind.name + blank + (shown[property] ?? Phrase("", "")) + blank + people.unit(unit) + Phrase(rest, rest)
  }
}

extension CaseView {
  /// A sum that opens the event it comes from: the last one that `comes` picks.
  func sumOf(_ money: Money, _ comes: (any Event) -> Bool) -> HTML {
    guard let recorded = history.last(where: { comes($0.event) }) else { return sum(money) }
    return sum(money, opens: "\(path)/events/\(recorded.position)")
  }

  /// Whether an event says what a measure holds.
  func holds(_ event: any Event, _ measure: ID<Measure>) -> Bool {
    switch event {
    case let event as MeasureRequested: event.measure == measure
    case let event as MeasureTookEffect: event.measure == measure
    case let event as InflowFrozen: event.measure == measure
    case let event as MeasureReleased: event.measure == measure
    case let event as MeasuresTakenOver: event.measures.contains { $0.measure == measure }
    default: false
    }
  }
}

/// Other cases on the same instrument, with their state (R1.4).
func relatedCases(_ cases: [RelatedCase], _ reader: Reader) -> HTML {
  let links = cases.map { related -> HTML in
    let name = related.number.isEmpty ? reader("待立案 ", "Received ") + "\(related.id)" : related.number
    return "<a \(href("/cases/\(related.id)"))>\(name)</a> <span class=\"note\">\(reader(related.status.name))</span>"
  }
  return links.joined(separator: "；")
}

/// The warning at filing: the instrument has been enforced or is being enforced already.
func relatedWarning(_ cases: [RelatedCase], _ reader: Reader) -> HTML {
  guard !cases.isEmpty else { return .empty }
  return banner(
    .warn,
    Phrase(
      "同一执行依据在本院已有 \(cases.count) 件申请或案件，请核对是否重复申请",
      "There are \(cases.count) applications or cases on this instrument already; check whether this one repeats them"),
    next: "<p>\(relatedCases(cases, reader))</p>", reader)
}
