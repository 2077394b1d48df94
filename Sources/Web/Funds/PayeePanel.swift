import Basics
import Casework
import Enforcement

/// The accounts on file for a case's parties, with what the checks found: for whoever proposes, supervises, approves and releases.
struct PayeePanel: Sendable {
  struct Row: Sendable {
    let party: CaseParty
    let payee: Person.PayeeState
    let fields: [String: String]
    let findings: [PayeeFinding]
  }
  let rows: [Row]
  let people: People

  /// Acts above whose form the accounts stand.
  private static let acts: Set<String> = [
    "funds.proposePayout", "funds.supervisePayout", "funds.approvePayout", "funds.releasePayout", "funds.confirmPayee",
    "funds.consentPayee", "funds.sendPayout", "funds.proposeAgain", "funds.freeReturned",
  ]

  static func load(
    _ situation: Situation, _ file: CaseFile, _ people: People, _ services: CourtServices, _ reader: Reader
  ) async throws -> PayeePanel {
    let known = file.filing.parties.compactMap { party in situation.person(party.person).payee.map { (party, $0) } }
    let opened = try await services.vault.open(known.map(\.1.vault) + known.map(\.0.vault))
    let account = situation.account(file.id)
    let rows = known.compactMap { party, payee -> Row? in
      guard let fields = opened[payee.vault]?.fields else { return nil }
      var findings = PayeeAccountCheck.findings(
        fields, party: opened[party.vault]?.fields["name"] ?? "", kind: party.kind,
        consented: account.consented[party.person] == payee.vault)
      if payee.waitsForCall { findings.append(.unconfirmed) }
      if payee.sharedWith != nil { findings.append(.shared) }
      return Row(party: party, payee: payee, fields: fields, findings: findings)
    }
    return PayeePanel(rows: rows, people: people)
  }

  /// The panel above an act on money; empty above any other.
  static func above(
    _ type: any CaseCommand.Type, _ file: CaseFile, _ people: People, _ services: CourtServices, _ reader: Reader
  ) async throws -> HTML {
    guard acts.contains(type.name) else { return .empty }
    let situation = try await services.desk.lookAtParties(of: file.id, actor: reader.actor, court: services.court)
    return try await load(situation, file, people, services, reader).html(reader)
  }

  func html(_ reader: Reader) -> HTML {
    guard !rows.isEmpty else { return .empty }
    let list = Table(
      Phrase("收款账户核对", "Payee accounts and their checks"),
      [
        Column(Phrase("当事人", "Party"), heads: true) { "\(people.person($0.party.person))" },
        Column(Phrase("户名", "Holder")) { row in
          let holder = row.fields["payeeName"] ?? ""
          return "\(people.masked ? People.mask(holder, people.books.law.settings) : holder)"
        },
        Column(Phrase("账号", "Account")) { "\(Payee.masked($0.fields["payeeAccount"] ?? ""))" },
        Column(Phrase("开户行", "Bank")) { row in
          "\(row.fields["payeeBank"] ?? "")\(when(row.fields["payeeBankCode"].flatMap { $0.isEmpty ? nil : $0 }) { code -> HTML in " <span class=\"note\">\(code)</span>" })"
        },
        Column(Phrase("登记", "Recorded")) { "\($0.payee.recordedAt.day) \(reader(people.actor($0.payee.recordedBy)))" },
        Column(Phrase("核对", "Checks")) { row in
          let lines = row.findings.map { lamp($0.isBar ? .over : .soon, reader($0.message)) }
          return when(
            lines.isEmpty, lamp(.well, reader("户名、账号、开户行相符", "Holder, number and bank in order")),
            else: lines.joined(separator: " "))
        },
      ] as [Column<Row>], rows: rows, empty: Phrase("没有登记收款账户。", "No account is on file."))
    return table(list, reader)
  }
}
