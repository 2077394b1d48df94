import Basics
import Enforcement
import Sheets

/// Writes cases as a docket that ``DocketImport`` reads back: for exports, examples and measurements.
public struct DocketWriter: Sendable {
  public let language: Language
  public let columns: [DocketColumn]

  public init(language: Language = .zh, columns: [DocketColumn] = DocketColumn.allCases) {
    self.language = language
    self.columns = columns
  }

  /// One line of a docket by column; blank columns are absent.
  typealias Row = [DocketColumn: String]

  /// The whole file, UTF-8 with a byte order mark.
  public func csv(_ cases: [DocketCase]) -> [UInt8] { csv(rows: cases.flatMap(rows(of:))) }

  func csv(rows: [Row]) -> [UInt8] {
    var writer = CSVWriter()
    writer.write(columns.map { $0.name[language] })
    for row in rows { writer.write(columns.map { row[$0] ?? "" }) }
    return writer.bytes
  }

  /// The case's own columns stand on its first line; reference and court on every line.
  func rows(of docket: DocketCase) -> [Row] {
    var rows = docket.parties.map(row(of:)) + docket.claims.map(row(of:))
    for index in rows.indices {
      rows[index][.docketRef] = docket.identity.ref
      rows[index][.court] = docket.identity.court.text
    }
    guard !rows.isEmpty else { return [] }
    rows[0].merge(caseColumns(of: docket)) { _, new in new }
    return rows.map { row in row.filter { !$0.value.isEmpty } }
  }

  private func caseColumns(of docket: DocketCase) -> Row {
    [
      .type: docket.type.written[language],
      .earlierCase: docket.earlierCase ?? "",
      .receivedOn: docket.receivedOn?.description ?? "",
      .cause: docket.cause,
      .livelihood: (docket.livelihood ? DocketAnswer.yes : .no).written[language],
      .instrumentNumber: docket.instrument.number,
      .instrumentCourt: docket.instrument.court,
      .instrumentKind: docket.instrument.kind.written[language],
      .instrumentDate: docket.instrument.on.description,
      .lastPerformanceDay: docket.instrument.lastPerformanceDay?.description ?? "",
    ]
  }

  private func row(of party: DocketParty) -> Row {
    [
      .row: DocketRowKind.party.written[language],
      .partyRole: party.role.written[language],
      .partyKind: party.kind.written[language],
      .partyName: party.name,
      .partyIDKind: party.document?.kind.written[language] ?? "",
      .partyID: party.document?.number ?? "",
      .partyPhone: party.phone,
      .partyAddress: party.address,
      .partyRepresentative: party.representative,
      .partyElectronicService: party.agreesToElectronicService ? DocketAnswer.yes.written[language] : "",
      .payeeAccount: party.payee?.account ?? "",
      .payeeBank: party.payee?.bank ?? "",
      .agent: party.agent?.name ?? "",
      .agentPhone: party.agent?.phone ?? "",
    ]
  }

  private func row(of item: ClaimItem) -> Row {
    [
      .row: DocketRowKind.claim.written[language],
      .claimKind: item.kind.written[language],
      .claimAmount: item.amount.description,
      .claimInterest: item.interest,
    ]
  }
}
