import Basics
import Casework
import Enforcement
import EnforcementLaw
import Hummingbird

/// What people do with a batch from its page: gates, sending back, pause, stop, sending again, settling doubts.
struct PayoutActs: Sendable {
  let services: CourtServices

  private enum Act: String, CaseIterable {
    case supervision, approval, release
    case `return`, pause, resume, stop, resend, resolve, call, recover
    var title: Phrase {
      switch self {
      case .supervision: Phrase("监管通过", "Pass supervision")
      case .approval: Phrase("审批通过", "Approve")
      case .release: Phrase("发放", "Release")
      case .return: Phrase("退回", "Send back")
      case .pause: Phrase("暂停", "Pause")
      case .resume: Phrase("恢复", "Resume")
      case .stop: Phrase("停止", "Stop")
      case .resend: Phrase("重发失败的行", "Send failed lines again")
      case .resolve: Phrase("核定存疑的行", "Settle a doubtful line")
      case .call: Phrase("登记回拨核实", "Record calls")
      case .recover: Phrase("登记追回", "Record a recovery")
      }
    }
    var command: String {
      switch self {
      case .supervision, .approval, .release: PassBatchGate.name
      case .return: ReturnBatch.name
      case .pause: PauseBatch.name
      case .resume: ResumeBatch.name
      case .stop: StopBatch.name
      case .resend: AskBatchResend.name
      case .resolve: ResolveBatchLine.name
      case .call: CallBatchChanges.name
      case .recover: RecoverBatchLine.name
      }
    }
    /// Whose roles may do it, apart from the gates.
    var type: any Command.Type {
      switch self {
      case .resend: AskBatchResend.self
      case .resolve: ResolveBatchLine.self
      case .call: CallBatchChanges.self
      case .recover: RecoverBatchLine.self
      case .supervision, .approval, .release, .return, .pause, .resume, .stop: PauseBatch.self
      }
    }
    /// Asked a second time before it is done.
    var isGrave: Bool { self == .release || self == .stop }
    var hasForm: Bool {
      switch self {
      case .return, .stop, .resolve, .resend, .call, .recover: true
      case .supervision, .approval, .release, .pause, .resume: false
      }
    }
  }

  func add(to router: Router<PageContext>) {
    router.get("/payouts/:id/act/:act") { request, context in
      try await Pages.staff(request, context, services) { reader in
        let (state, act) = try await asked(context)
        return Response.html(form(act, state, FormState(), try await credits(act, state, reader), reader))
      }
    }
    router.post("/payouts/:id/act/:act") { request, context in
      try await Pages.staff(request, context, services) { reader in try await perform(request, context, reader) }
    }
  }

  /// What may be done now; greyed with the reason where this person may not.
  static func buttons(_ state: PayoutBatch, _ actor: Actor, _ settings: CourtSettings) -> [ActionButton] {
    var acts: [Act] = []
    switch state.status {
    case .checked:
      if let gate = state.gates?.next, let act = Act(rawValue: gate.rawValue) { acts.append(act) }
      acts.append(.return)
      if state.releasedAt != nil { acts.append(.stop) }
      if state.pending?.uncalled.isEmpty == false { acts.append(.call) }
    case .sending:
      acts += [.pause, .stop]
      if !state.repeatable.isEmpty { acts.append(.resend) }
    case .paused: acts += [.resume, .stop]
    case .stopped: if state.rest.count > 0 { acts.append(.stop) }
    case .returned, .settled: break
    }
    if !state.overpaid.isEmpty { acts.append(.recover) }
    return acts.map { act in
      let path = "/payouts/\(state.id)/act/\(act.rawValue)"
      var refusal: Refusal?
      do throws(Refusal) {
        if let gate = MoneyGate(rawValue: act.rawValue) {
          try state.gates?.check(gate, state.total, actor, settings)
        } else {
          try Authority.check(act.type, actor)
        }
      } catch {
        refusal = error
      }
      if let refusal {
        return ActionButton(act.title, .refused(refusal.message, articles: refusal.citations, remedy: refusal.remedy))
      }
      return ActionButton(
        act.title, act.hasForm ? .opens(path) : .posts(path, hidden: []), main: MoneyGate(rawValue: act.rawValue) != nil)
    }
  }

  private func asked(_ context: PageContext) async throws -> (PayoutBatch, Act) {
    guard let act = context.parameters.get("act").flatMap(Act.init) else {
      throw HTTPError(.notFound, message: "没有这个操作 / No such act")
    }
    return (try await PayoutAPI(services: services).batch(context), act)
  }

  /// What in suspense may be a second payment that came back.
  private func credits(_ act: Act, _ state: PayoutBatch, _ reader: Reader) async throws -> [FormRow.Choice] {
    guard act == .recover else { return [] }
    let sums = state.overpaid.keys.compactMap { line in state.chunk(of: line).flatMap { state.chunks[$0]?.amount(of: line) } }
    return try await SuspenseChoice.credits(of: Set(sums), services, reader)
  }

  private func form(
    _ act: Act, _ state: PayoutBatch, _ filled: FormState, _ credits: [FormRow.Choice], _ reader: Reader
  ) -> HTML {
    var rows: [FormRow] = []
    switch act {
    case .return, .stop: rows = [FormRow("reason", Phrase("理由", "Reason"), .textarea(max: 1000))]
    case .resolve:
      rows = [
        FormRow("line", Phrase("行号", "Line"), .number, initial: [reader.query("line") ?? ""]),
        FormRow(
          "outcome", Phrase("结果", "Outcome"),
          .radio(BatchFinding.allCases.map { FormRow.Choice($0.rawValue, $0.name) }),
          hint: Phrase(
            "未收到、银行没有回执的，须由另一人查明同样结果后才生效。",
            "Where it was not received, or the bank has not answered, another person has to find the same.")),
        FormRow("reason", Phrase("查明经过", "How it was found out"), .textarea(max: 1000)),
      ]
    case .resend:
      rows = [
        FormRow(
          "file", Phrase("更正名单（可不传）", "Corrections (may be left out)"), .file(accept: [".csv", ".xlsx"]), required: false,
          hint: Phrase(
            "按编号对应失败的行，只改户名、账号、开户行；金额不得改动。更正后须重过三道关口。",
            "Failed lines by their references; names, accounts and banks only, never sums. Corrected lines pass the gates anew."))
      ]
    case .call:
      rows = [
        FormRow(
          "lines", Phrase("已核实的行", "Lines called about"), .text(max: 400),
          hint: Phrase("行号，如 3,5-8", "Numbers of lines, as 3,5-8"), initial: [LineSet(state.pending?.uncalled ?? []).text]),
        FormRow("note", Phrase("回拨的电话和核实经过", "Number called, and what was said"), .textarea(max: 1000)),
      ]
    case .recover:
      rows = [
        FormRow(
          "line", Phrase("行号", "Line"), .number,
          initial: [reader.query("line") ?? state.overpaid.keys.sorted().first.map { "\($0)" } ?? ""]),
        FormRow(
          "credit", Phrase("追回的到账（不明款）", "The credit in suspense"), .select(credits),
          hint: credits.isEmpty
            ? Phrase("没有相同金额的不明款；先导入银行文件", "No credit of that sum is in suspense; hand in the bank's file first")
            : Phrase("只列金额相同的不明款", "Those of that sum")),
        FormRow("reason", Phrase("追回经过", "How it was got back"), .textarea(max: 1000)),
      ]
    case .supervision, .approval, .release, .pause, .resume: break
    }
    return Layout(title: reader(act.title), kind: .staff).page(
      reader,
      """
      <p><a \(href("/payouts/\(state.id)"))>← \(reader("批量发放 \(state.id)", "Mass payout \(state.id)"))</a></p>
      <h1>\(reader(act.title))</h1>
      <p>\(grouped(state.count)) \(reader("笔", "lines")) · \(yuan(state.total, reader))</p>
      \(Web.form(Form(action: "/payouts/\(state.id)/act/\(act.rawValue)", rows, button: act.title, state: filled), reader))
      """)
  }

  private func perform(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let (state, act) = try await asked(context)
    let multipart = (request.headers[.contentType] ?? "").hasPrefix("multipart/")
    let upload = multipart ? try await request.upload(limit: PayoutAPI.listMax) : nil
    let fields: FormData = if let upload { upload.fields } else { try await request.form(context) }
    try Pages.checkToken(fields, context)
    if act.isGrave, fields[Confirmation.field].isEmpty {
      guard fields[Confirmation.back].isEmpty else { return Response.see("/payouts/\(state.id)") }
      return Response.html(confirmation(act, state, fields, reader))
    }
    do {
      if act == .resend {
        _ = try await PayoutAPI.told {
          try await services.payouts.resend(state.id, correction: upload?.file?.bytes, by: reader.actor)
        }
      } else {
        var input = fields.input
        input["batch"] = .text("\(state.id)")
        if let gate = MoneyGate(rawValue: act.rawValue) { input["gate"] = .text(gate.rawValue) }
        try await services.desk.attempt(CommandCall(act.command, input), by: reader.actor, court: services.court)
      }
      return Response.see("/payouts/\(state.id)")
    } catch CaseDesk.Failure.refused(let refusal) where act.hasForm {
      let field = refusal.field ?? (act == .call ? "lines" : act == .resend ? "file" : "reason")
      return Response.html(
        form(
          act, state, FormState(typed: fields.pairs, faults: [FormFault(field, refusal.message, articles: refusal.citations)]),
          try await credits(act, state, reader), reader), status: .conflict)
    } catch CaseDesk.Failure.faults(let faults) where act.hasForm {
      let told = faults.map { FormFault($0.field, $0.message, articles: $0.citations) }
      return Response.html(
        form(act, state, FormState(typed: fields.pairs, faults: told), try await credits(act, state, reader), reader),
        status: .unprocessableContent)
    } catch let problem as PageProblem where act.hasForm {
      return Response.html(
        form(act, state, FormState(typed: fields.pairs, faults: [FormFault("file", problem.message)]), [], reader),
        status: .unprocessableContent)
    }
  }

  private func confirmation(_ act: Act, _ state: PayoutBatch, _ fields: FormData, _ reader: Reader) -> HTML {
    let what: Phrase =
      act == .release
      ? Phrase(
        "入账并向银行发出 \(state.count) 笔、\(state.total.grouped) 元", "Post and send \(state.count) payments, \(state.total.grouped) yuan"
      )
      : Phrase(
        "停止批次，\(state.rest.count) 笔、\(state.rest.sum.grouped) 元退回原账户",
        "Stop the batch; \(state.rest.count) lines, \(state.rest.sum.grouped) yuan go back")
    let asked = Confirmation(
      title: act.title, what: what, whom: reader("\(state.count) 名收款人", "\(state.count) payees"),
      undo: act == .release ? Phrase("发出前可暂停或停止", "Pause or stop holds what has not left") : nil,
      action: "/payouts/\(state.id)/act/\(act.rawValue)",
      hidden: fields.pairs.filter { !["csrf", Confirmation.field, Confirmation.back].contains($0.name) }, button: act.title)
    return Layout(title: reader(act.title), kind: .staff).page(reader, confirm(asked, reader))
  }
}
