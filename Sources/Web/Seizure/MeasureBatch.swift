import Basics
import Casework
import Enforcement

/// One act on many measures. Those of a case go into one ruling; each line says what became of it.
struct MeasureBatch: Sendable {
  let services: CourtServices
  let reader: Reader
  private var cases: CaseBatch { CaseBatch(services: services) }

  func prepare(_ rows: [(caseID: ID<CaseFile>, measure: ID<Measure>)]) async throws -> [BatchOutcome] {
    var outcomes: [BatchOutcome] = []
    for (id, measures) in grouped(rows) {
      let situation = try await services.desk.look(at: id, actor: reader.actor, court: services.court)
      let file = situation.caseFile(id)
      var good: [ID<Measure>] = []
      for measure in measures {
        guard let obstacle = DraftRenewal.obstacle(measure, file, situation) else {
          good.append(measure)
          continue
        }
        outcomes.append(
          BatchOutcome(
            name: name(measure, file), path: "/cases/\(id)#property",
            result: .refused(obstacle.message, articles: obstacle.citations)))
      }
      guard !good.isEmpty else { continue }
      let call = CommandCall(DraftRenewal.name, ["case": "\(id)", "measures": .list(good.map { "\($0)" })])
      let done = await cases.attempt(
        call, named: file.number, path: "/cases/\(id)#papers", done: Phrase("续行裁定已拟制", "Renewal drafted"), reader)
      outcomes += good.map { BatchOutcome(name: name($0, file), path: done.path, result: done.result) }
    }
    return outcomes
  }

  /// Each paper is signed once, whichever of its measures were chosen.
  func sign(_ rows: [(caseID: ID<CaseFile>, measure: ID<Measure>)]) async throws -> [BatchOutcome] {
    var outcomes: [BatchOutcome] = []
    for (id, measures) in grouped(rows) {
      let file = try await services.desk.look(at: id, actor: reader.actor, court: services.court).caseFile(id)
      var signed: [ID<Paper>: BatchOutcome] = [:]
      for measure in measures {
        guard let paper = MeasureList.draft(of: measure, file) else {
          outcomes.append(
            BatchOutcome(
              name: name(measure, file), path: "/cases/\(id)#property",
              result: .refused(Phrase("没有待签发的续行裁定", "No renewal of it waits for signature"), articles: [])))
          continue
        }
        if signed[paper] == nil {
          signed[paper] = await cases.attempt(
            CommandCall(SignPaper.name, ["case": "\(id)", "paper": "\(paper)"]), named: file.number,
            path: "/cases/\(id)/papers/\(paper)", done: Phrase("已签发", "Signed"), reader)
        }
        if let done = signed[paper] {
          outcomes.append(BatchOutcome(name: name(measure, file), path: done.path, result: done.result))
        }
      }
    }
    return outcomes
  }

  private func grouped(_ rows: [(caseID: ID<CaseFile>, measure: ID<Measure>)]) -> [(ID<CaseFile>, [ID<Measure>])] {
    var order: [ID<CaseFile>] = []
    var measures: [ID<CaseFile>: [ID<Measure>]] = [:]
    for row in rows {
      if measures[row.caseID] == nil { order.append(row.caseID) }
      if !(measures[row.caseID] ?? []).contains(row.measure) { measures[row.caseID, default: []].append(row.measure) }
    }
    return order.map { ($0, measures[$0] ?? []) }
  }

  private func name(_ measure: ID<Measure>, _ file: CaseFile) -> String {
    guard let state = file.seizure.measures[measure] else { return file.number }
    return "\(file.number) \(reader(state.kind.name)) \(reader("至", "through")) \(state.until)"
  }
}
