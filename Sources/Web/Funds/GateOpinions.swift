import Basics
import Casework
import Enforcement

/// The accounts of a payout's lines: what each round of the gates signed for, and where each sending went.
struct PaidAccounts: Sendable {
  private let opened: [VaultRef: [String: String]]
  private let reopenings: [(on: Day, accounts: [LineAccount])]
  private let sendings: [ID<PayoutLine>: [VaultRef?]]

  static func load(
    _ payout: CaseAccount.PayoutState, _ history: [RecordedEvent], _ services: CourtServices
  ) async throws -> PaidAccounts {
    let reopenings = history.compactMap { recorded in
      (recorded.event as? PayoutReopened).flatMap {
        $0.payout == payout.id ? (on: recorded.meta.day, accounts: $0.accounts) : nil
      }
    }
    let requests = payout.requests.values.flatMap { $0 }.map { StreamID.partnerRequest($0) }
    let loaded = requests.isEmpty ? [:] : try await services.desk.store.load(requests)
    var sendings: [ID<PayoutLine>: [VaultRef?]] = [:]
    for (line, sent) in payout.requests {
      sendings[line] = sent.map { id in
        (loaded[.partnerRequest(id)] ?? []).lazy.compactMap { $0.event as? PartnerRequested }.first?.vault.first
      }
    }
    let all =
      payout.lines.compactMap(\.vault) + reopenings.flatMap(\.accounts).map(\.vault) + sendings.values.joined().compactMap { $0 }
    return PaidAccounts(
      opened: try await services.vault.open(Array(Set(all))).mapValues(\.fields), reopenings: reopenings, sendings: sendings)
  }

  private func words(_ vault: VaultRef?) -> String {
    let fields = vault.flatMap { opened[$0] } ?? [:]
    return "\(fields["payeeBank"] ?? "") \(fields["payeeAccount"].map(Payee.masked) ?? "")"
  }

  /// The account that was signed for; beside it every later one, and each sending that went elsewhere.
  func html(_ line: PayoutLine, _ reader: Reader) -> HTML {
    var notes: [HTML] = []
    for round in reopenings {
      guard let account = round.accounts.first(where: { $0.line == line.id }) else { continue }
      notes.append(
        "<br><span class=\"note\">\(reader("\(round.on) 重新提请：", "Proposed again on \(round.on): "))\(words(account.vault))</span>"
      )
    }
    for (index, vault) in (sendings[line.id] ?? []).enumerated() where vault != line.vault {
      notes.append(
        "<br><span class=\"note\">\(reader("第 \(index + 1) 次支付付往：", "Sending \(index + 1) went to: "))\(words(vault))</span>")
    }
    return "\(words(line.vault))\(notes.joined())"
  }
}

/// Who proposed a payout and who let it through, round by round, as the log has it; empty lines for gates it has not passed.
struct GateOpinions: Sendable {
  let history: [RecordedEvent]
  let people: People

  struct Opinion: Sendable {
    let role: Phrase
    let name: Phrase
    let opinion: Phrase
    let at: Instant?
  }

  private func opinion(_ event: any Event, of payout: ID<Enforcement.Payout>) -> (
    role: Phrase, opinion: Phrase, gate: MoneyGate?
  )? {
    switch event {
    case let event as PayoutProposed where event.payout == payout:
      (Phrase("承办（提出）", "Handler"), Phrase("拟同意发放", "Proposed"), nil)
    case let event as PayoutReopened where event.payout == payout:
      (Phrase("承办（按新账户重新提出）", "Handler, again"), Phrase("拟同意按新账户发放", "Proposed for another account"), nil)
    case let event as PayoutSupervised where event.payout == payout:
      (MoneyGate.supervision.name, Phrase("核对无误", "In order"), .supervision)
    case let event as PayoutApproved where event.payout == payout: (MoneyGate.approval.name, Phrase("同意", "Approved"), .approval)
    case let event as PayoutReleased where event.payout == payout: (MoneyGate.release.name, Phrase("已放行", "Released"), .release)
    case let event as PayoutReturned where event.payout == payout:
      (event.gate?.name ?? Phrase("退回", "Return"), Phrase("退回", "Returned"), nil)
    case let event as PayoutReopeningReturned where event.payout == payout: (event.gate.name, Phrase("退回", "Returned"), nil)
    default: nil
    }
  }

  func table(_ payout: CaseAccount.PayoutState, _ reader: Reader) -> Table<Opinion> {
    var rows: [Opinion] = []
    var open = MoneyGate.allCases
    for recorded in history {
      guard let found = opinion(recorded.event, of: payout.id) else { continue }
      if recorded.event is PayoutReopened { open = MoneyGate.allCases }
      if recorded.event is PayoutReopeningReturned { open = [] }
      open.removeAll { $0 == found.gate }
      rows.append(
        Opinion(role: found.role, name: people.actor(recorded.meta.actor), opinion: found.opinion, at: recorded.meta.at))
    }
    rows += open.map { Opinion(role: $0.name, name: Phrase("", ""), opinion: Phrase("", ""), at: nil) }
    return Table(
      Phrase("审批意见", "Opinions"),
      [
        Column(Phrase("关口", "Gate"), heads: true) { "\(reader($0.role))" }, Column(Phrase("姓名", "Name")) { "\(reader($0.name))" },
        Column(Phrase("意见", "Opinion")) { "\(reader($0.opinion))" },
        Column(Phrase("时间", "When")) { "\($0.at?.minuteText ?? "")" },
        Column(Phrase("签名", "Signature")) { _ in "" },
      ] as [Column<Opinion>], rows: rows, empty: Phrase("没有意见。", "None."))
  }
}
