import Basics
import Casework
import Enforcement

/// Which cases of a list concern somebody's livelihood, and why: they carry a tag wherever they stand, and stand first in every queue.
struct Livelihoods: Sendable {
  let grounds: [ID<CaseFile>: [LivelihoodGround]]

  static func load(_ cases: some Sequence<ID<CaseFile>>, _ services: CourtServices) async throws -> Livelihoods {
    Livelihoods(grounds: try await services.reads.livelihood(of: Set(cases)))
  }

  func concerns(_ id: ID<CaseFile>) -> Bool { grounds[id] != nil }
  /// `民生·劳动报酬`, with a space before it; nothing for any other case.
  func tag(_ id: ID<CaseFile>, _ reader: Reader) -> HTML { when(grounds[id]) { livelihoodTag($0, reader) } }
  /// In words, for a file.
  func words(_ id: ID<CaseFile>, _ reader: Reader) -> String {
    grounds[id].map { livelihoodWords($0, reader) } ?? ""
  }
  /// Those of livelihood before the others, each kind in the order given.
  func first<Row>(_ rows: [Row], _ id: (Row) -> ID<CaseFile>) -> [Row] {
    rows.filter { concerns(id($0)) } + rows.filter { !concerns(id($0)) }
  }
}

/// The tag that a case of livelihood carries; empty grounds give none.
func livelihoodTag(_ grounds: [LivelihoodGround], _ reader: Reader) -> HTML {
  when(!grounds.isEmpty, " <span class=\"tag\">\(livelihoodWords(grounds, reader))</span>")
}

private func livelihoodWords(_ grounds: [LivelihoodGround], _ reader: Reader) -> String {
  let named = grounds.filter { $0 != .stated }.map { reader($0.name) }
  let title = reader("民生", "livelihood")
  return named.isEmpty ? title : "\(title)·\(named.joined(separator: reader("、", ", ")))"
}
