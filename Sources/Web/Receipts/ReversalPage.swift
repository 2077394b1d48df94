import Basics
import Casework
import Enforcement

/// A line by which the bank takes a credit back: which credit it was, chosen from those of the same sum.
struct ReversalPage: Sendable {
  let services: CourtServices
  let account: String
  let day: Day
  private static let creditsMax = 50

  static func path(_ account: String, _ day: Day, _ line: ID<BankLine>) -> String {
    "\(ReconciliationPage.path(account, day))/reverse?line=\(line)"
  }

  func html(_ line: String, _ reader: Reader) async throws -> HTML {
    let state: BankDay = try await services.desk.look(at: .bankStatement(account, day))
    guard let id = ID<BankLine>(line), let found = state.lines[id], found.side == .debit else {
      throw PageProblem(404, "noSuchItem", Phrase("没有这笔支出流水", "There is no such outgoing line"))
    }
    let credits = try await services.reads.credits(
      of: found.amount, through: day, court: services.court, limit: ReversalPage.creditsMax)
    let choices = credits.map { credit in
      let place = credit.caseID == nil ? Phrase("不明款", "in suspense") : Phrase(credit.number, credit.number)
      return FormRow.Choice(
        "\(credit.caseID.map { "\($0)" } ?? "")/\(credit.id)",
        Phrase("\(credit.on) \(credit.amount.grouped) ", "\(credit.on) \(credit.amount.grouped) ") + place)
    }
    let rows = [
      FormRow("line", Phrase("流水", "Line"), .hidden, initial: [line]),
      FormRow(
        "credit", Phrase("被冲回的到账", "The credit taken back"), .select(choices),
        hint: choices.isEmpty
          ? Phrase("没有同额的到账；请先核对", "No credit of this sum is in the books; check first")
          : Phrase("同额的到账，最近的在前", "Credits of the same sum, the latest first")),
      FormRow("reason", Phrase("冲回理由", "Why the bank took it back"), .textarea(max: 500)),
    ]
    return Layout(title: reader(ReverseCredit.title), kind: .staff).page(
      reader,
      """
      <p><a \(href(ReconciliationPage.path(account, day)))>← \(account) \(day)</a></p><h1>\(reader(ReverseCredit.title))</h1>
      <p>\(reader("银行冲回 \(found.amount.grouped) 元。未发放的部分从案件账户转出；已经发放的部分不从案款中扣减，登记为待追回款。", "The bank took back \(found.amount.grouped). What is still here leaves the case's account; what was paid out stays as a claim to be recovered."))</p>
      \(form(Form(action: "\(ReconciliationPage.path(account, day))/do/\(ReverseCredit.name)", rows, button: ReverseCredit.title), reader))
      """)
  }
}
