import Basics
import Enforcement
import Sheets

/// One line of a table by column; blank columns are absent.
typealias RunningRow = [RunningColumn: String]
typealias RunningRows = [RunningTable: [RunningRow]]

/// Writes tables that ``RunningImport`` reads back.
public struct RunningWriter: Sendable {
  let language: Language
  init(language: Language) { self.language = language }

  /// One CSV file a table, UTF-8 with a byte order mark.
  func files(_ rows: RunningRows) -> [(name: String, bytes: [UInt8])] {
    RunningTable.allCases.filter { $0.isRequired || rows[$0]?.isEmpty == false }.map { table in
      var writer = CSVWriter()
      writer.write(table.columns.map { $0.name[language] })
      for row in rows[table] ?? [] { writer.write(table.columns.map { row[$0] ?? "" }) }
      return ((language == .zh ? table.names[1] : table.names[0]) + ".csv", writer.bytes)
    }
  }

  /// One workbook with a sheet a table.
  func workbook(_ rows: RunningRows) throws -> [UInt8] {
    try WorkbookWriter.bytes { book in
      for table in RunningTable.allCases where table.isRequired || rows[table]?.isEmpty == false {
        try book.sheet(table.name[language], table.columns.map { SheetColumn($0.name[language]) })
        for row in rows[table] ?? [] {
          try book.row(table.columns.map { column in row[column].map { $0.isEmpty ? .blank : .text($0) } ?? .blank })
        }
      }
    }
  }

  /// The lines of one case; staff by name.
  func rows(of running: RunningCase, _ court: RunningCourt) -> RunningRows {
    let parties = running.docket.parties
    func debtor(_ place: Int) -> String { parties[place].document?.number ?? parties[place].name }
    func lines(_ rows: [RunningRow]) -> [RunningRow] {
      rows.map { row in
        var row = row.filter { !$0.value.isEmpty }
        row[.caseRef] = running.ref
        return row
      }
    }
    let docket = DocketWriter(language: language).rows(of: running.docket)
    func carried(_ row: DocketWriter.Row, _ table: RunningTable) -> RunningRow {
      var own: RunningRow = [:]
      for (column, text) in row {
        if let column = RunningColumn.ofDocket[column], table.columns.contains(column) { own[column] = text }
      }
      return own
    }
    var rows: RunningRows = [:]
    rows[.cases] = lines([head(running, court).merging(docket.first.map { carried($0, .cases) } ?? [:]) { first, _ in first }])
    rows[.parties] = lines(docket.prefix(parties.count).map { carried($0, .parties) })
    rows[.claims] = lines(docket.dropFirst(parties.count).map { carried($0, .claims) })
    rows[.clocks] = lines(
      running.periods.map {
        [
          .entry: ClockEntry.excluded.written[language], .ground: $0.kind.written[language], .from: "\($0.first)",
          .to: $0.last?.description ?? "", .paper: $0.paper, .approver: $0.approver,
        ]
      }
        + running.extensions.map {
          [
            .entry: ClockEntry.extended.written[language], .from: "\($0.on)", .months: "\($0.months)", .paper: $0.paper,
            .approver: $0.approver, .highCourt: $0.filedWithHighCourt ? DocketAnswer.yes.written[language] : "",
          ]
        })
    rows[.measures] = lines(
      running.measures.map { measure in
        [
          .debtor: debtor(measure.party), .measureKind: measure.kind.written[language],
          .unit: court.unit(measure.unit)?.name[language] ?? measure.unit, .object: measure.object,
          .requested: "\(measure.requested)", .held: "\(measure.held)", .rank: "\(measure.rank)", .from: "\(measure.from)",
          .until: "\(measure.until)", .ruling: measure.ruling,
        ]
      })
    rows[.money] = lines(
      running.movements.map {
        [
          .direction: ($0.word.isIncoming ? MoneyDirection.incoming : .outgoing).written[language], .day: "\($0.on)",
          .amount: "\($0.amount)", .moneyKind: $0.word.written[language], .bankLine: $0.bankLine,
        ]
      })
    rows[.sanctions] = lines(
      running.restrictions.map {
        [
          .sanction: SanctionWord.restriction.written[language], .debtor: debtor($0.party), .decidedOn: "\($0.on)",
          .paper: $0.paper,
        ]
      }
        + running.listings.map {
          [
            .sanction: SanctionWord.listing.written[language], .debtor: debtor($0.party), .decidedOn: "\($0.on)",
            .ground: "\($0.ground.rawValue)", .until: $0.until?.description ?? "", .paper: $0.paper,
          ]
        })
    return rows
  }

  private func head(_ running: RunningCase, _ court: RunningCourt) -> RunningRow {
    [
      .number: running.number, .otherNumbers: running.otherNumbers.joined(separator: "；"),
      .state: (running.isRunning ? RunningState.running : .ended).written[language],
      .endedOn: running.endedOn?.description ?? "", .filedOn: "\(running.filedOn)",
      .handler: court.written(running.handler), .judge: court.written(running.judge),
      .assignedOn: running.assignedOn?.description ?? "", .lane: running.lane.written[language],
      .noticeOn: running.done.notice?.description ?? "", .reportOrderOn: running.done.reportOrder?.description ?? "",
      .searchedOn: running.done.search?.description ?? "", .investigatedOn: running.done.investigation?.description ?? "",
      .balance: "\(running.balance)",
    ]
  }
}
