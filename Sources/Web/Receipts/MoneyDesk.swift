import Basics
import Casework
import Enforcement
import Hummingbird

/// What the pages about money that came in have in common: who reads them, what a bank's line says, and how an act is attempted.
struct MoneyDesk: Sendable {
  let services: CourtServices
  /// Lines of the bank name people who have no case here: only those who work with them or watch over them see the pages.
  static let readers: Set<Role> = [.cashier, .moneySupervisor, .bureauChief, .vicePresident, .president, .auditor]

  static func check(_ actor: Actor) throws {
    guard actor.roles.isDisjoint(with: readers), actor != .machine else { return }
    let who = readers.sorted { $0.rawValue < $1.rawValue }
    throw PageProblem(
      403, "notYourRole",
      Phrase(
        "银行流水由\(who.map(\.title.zh).joined(separator: "、"))查看",
        "Lines of the bank are for: \(who.map(\.title.en).joined(separator: ", "))"))
  }

  /// A page for a signed-in member of staff of one of these roles.
  func page(_ request: Request, _ context: PageContext, _ body: (Reader) async throws -> Response) async throws -> Response {
    try await Pages.staff(request, context, services) { reader in
      try MoneyDesk.check(reader.actor)
      return try await body(reader)
    }
  }

  /// Attempts a command with a form's fields; what stood in the way, for the form that comes back.
  func attempt(
    _ name: String, _ form: FormData, more: [String: InputValue], _ reader: Reader
  ) async throws -> (faults: [FormFault], status: HTTPResponse.Status)? {
    do {
      try await services.desk.attempt(
        CommandCall(name, form.input.merging(more) { _, own in own }), by: reader.actor, court: services.court)
      return nil
    } catch CaseDesk.Failure.faults(let found) {
      return (CommandForm.faults(found, nil), .unprocessableContent)
    } catch CaseDesk.Failure.refused(let refusal) {
      return (CommandForm.faults([], refusal), refusal.isForOthers ? .forbidden : .conflict)
    } catch CaseDesk.Failure.conflict {
      let moved = Phrase("此页打开后内容有了变化，请核对后再提交", "This has changed since the page was opened; check and submit again")
      return ([FormFault("", moved)], .conflict)
    }
  }

  /// Cases that money may belong to, the likeliest first.
  func suggestions(_ line: BankLineWords, _ amount: Money, limit: Int = 8) async throws -> [MatchSuggestion] {
    let search = MatchSearch(
      clues: RemittanceClues(line.text), payerName: line.name, payerAccount: line.number, amount: amount)
    let found = try await services.reads.candidates(search, court: services.court)
    var judged: [MatchSuggestion] = []
    for candidate in found.prefix(max(limit, 12)) {
      let situation = try await services.desk.look(at: candidate.caseID, actor: .machine, court: services.court)
      let file = situation.caseFile(candidate.caseID)
      guard file.isFiled else { continue }
      judged.append(
        .judged(
          file, situation.account(file.id), found: candidate.clues, amount: amount, on: situation.today, law: situation.law))
    }
    return MatchSuggestion.ranked(judged, limit: limit)
  }

  /// The lines behind vault references.
  func lines(_ refs: [VaultRef]) async throws -> [VaultRef: BankLineWords] {
    try await services.vault.open(refs).mapValues(BankLineWords.init)
  }

  /// A case's number, or its id where it has none.
  func number(_ id: ID<CaseFile>) async throws -> String {
    let file = try await services.desk.look(at: id, actor: .machine, court: services.court).caseFile(id)
    return file.number.isEmpty ? "\(id)" : file.number
  }
}

extension MoneyDesk {
  /// The cashier's tiles: what has no case with its oldest clock, what differs from the bank, what a second person decides.
  func tiles(_ reader: Reader) async throws -> [Figure] {
    guard !reader.actor.roles.isDisjoint(with: MoneyDesk.readers) else { return [] }
    let counts = try await services.reads.receiptCounts(court: services.court, today: reader.now.day)
    let oldest = counts.oldest.map { reader("最早 \($0) 到期", "the first by \($0)") } ?? reader("没有", "none")
    return [
      Figure(
        label: Phrase("不明款待认领", "Money without a case"), value: count(.exactly(counts.open), reader), path: "/receipts",
        bad: counts.overdue > 0, note: "\(counts.openSum.grouped)\(reader(" 元，", " CNY, "))\(oldest)"),
      Figure(
        label: Phrase("疑似重复的到账", "Credits perhaps known"), value: count(.exactly(counts.held), reader),
        path: "/receipts?status=held", bad: counts.held > 0,
        note: counts.heldOverdue > 0 ? reader("逾期 \(counts.heldOverdue) 笔", "\(counts.heldOverdue) past the clock") : ""),
      Figure(
        label: Phrase("待审批的退回", "Returns to decide"), value: count(.exactly(counts.refundsProposed), reader),
        path: "/receipts?status=refunding"),
      Figure(
        label: Phrase("对账差异", "Differences with the bank"), value: count(.exactly(counts.differences), reader),
        path: "/reconciliation?open=1", bad: counts.differences > 0,
        note: reader("待对账 \(counts.daysOpen) 天", "\(counts.daysOpen) days to sign off")),
    ]
  }

  /// Money past its claim clock, on the desk of whoever looks after it; no tile where there is none.
  func overdue(_ reader: Reader) async throws -> [Figure] {
    guard !reader.actor.roles.isDisjoint(with: [.cashier, .moneySupervisor]) else { return [] }
    let counts = try await services.reads.receiptCounts(court: services.court, today: reader.now.day)
    let unclaimed = Figure(
      label: Phrase("不明款逾期未认领", "Unclaimed past the clock"), value: count(.exactly(counts.overdue), reader),
      path: "/receipts?overdue=1", bad: true)
    let held = Figure(
      label: Phrase("疑似重复逾期未判断", "Perhaps known, past the clock"), value: count(.exactly(counts.heldOverdue), reader),
      path: "/receipts?status=held&overdue=1", bad: true)
    return (counts.overdue > 0 ? [unclaimed] : []) + (counts.heldOverdue > 0 ? [held] : [])
  }

  /// The ways from the cashier's desk.
  static func doors(_ reader: Reader) -> HTML {
    guard !reader.actor.roles.isDisjoint(with: readers) else { return .empty }
    let doors = [
      ("/receipts", Phrase("不明款认领", "Money without a case")), ("/bank-files", Phrase("导入银行文件", "Bank files")),
      ("/reconciliation", Phrase("银行对账", "Reconciliation")), ("/ledger", Phrase("总账", "Ledger")),
    ].map { path, title -> HTML in "<a class=\"button quiet\" \(href(path))>\(reader(title))</a> " }
    return "<p class=\"doors\">\(doors)</p>"
  }
}

/// A bank's line in its words.
struct BankLineWords: Sendable {
  let reference: String
  let name: String
  let number: String
  let bank: String
  let text: String
  let account: String
  init(_ content: VaultContent) {
    func field(_ name: String) -> String { content.fields[name] ?? "" }
    reference = field("bankLine")
    name = field("payerName")
    number = field("payerAccount")
    bank = field("payerBank")
    text = field("text")
    account = field("account")
  }
  static let unknown = BankLineWords(VaultContent("", [:]))

  /// As this reader may see it: whoever watches sees no names, and of an account nobody sees more than its end.
  func party(_ reader: Reader, _ services: CourtServices) -> String {
    guard !name.isEmpty else { return "—" }
    return reader.seesNames ? name : People.mask(name, services.desk.books.law.settings)
  }
  var maskedNumber: String {
    number.count <= 4 ? number : "****" + number.suffix(4)
  }
  func text(_ reader: Reader) -> String { reader.seesNames ? text : text.isEmpty ? "" : "***" }
}
