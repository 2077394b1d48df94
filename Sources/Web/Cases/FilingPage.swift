import Basics
import Casework
import Enforcement
import Hummingbird

/// Registering an application at the filing window.
struct FilingPage: Sendable {
  let services: CourtServices

  /// Why this reader may not file.
  static func refusal(_ reader: Reader) -> CaseDesk.Failure? {
    do throws(Refusal) { try Authority.check(SubmitApplication.self, reader.actor) } catch { return .refused(error) }
    return nil
  }

  static let place = "/cases/new"

  /// A draft that was kept is offered again where nothing was typed yet.
  func page(_ reader: Reader, _ given: FormState) async throws -> HTML {
    var (state, kept) = (given, KeptForm(place: FilingPage.place))
    if given.typed == nil {
      (state, kept) = try await DraftPages.state(at: FilingPage.place, otherwise: given, services, reader)
    }
    let people = try await People.load([], services, for: reader)
    var form = CommandForm(
      type: SubmitApplication.self, action: "/cases/new", state: state, begins: FormData(""), file: nil, account: nil,
      people: people, version: nil, kept: kept)
    form.once = state.typed?[CommandForm.onceField]?.first ?? Passwords.token()
    return Layout(title: reader("登记执行申请", "Register an application"), kind: .staff).page(
      reader,
      """
      <h1>\(reader("登记执行申请", "Register an application"))</h1>
      <p><a \(href("/dockets"))>\(reader("批量立案：导入收案清单", "Many at once: hand in a docket"))</a> · <a \(href("/takeovers"))>\(reader("接收原系统在办案件", "Take over cases of an earlier system"))</a></p>
      <section>\(form.html(reader))</section>
      """)
  }

  func submit(_ request: Request, _ context: PageContext, _ reader: Reader) async throws -> Response {
    let form = try await request.form(context)
    try Pages.checkToken(form, context)
    if let refusal = FilingPage.refusal(reader) { throw refusal }
    if !form[moreField].isEmpty {
      try await DraftPages.keep(form, at: FilingPage.place, services, reader)
      return Response.html(try await page(reader, FormState(typed: form.pairs, faults: [])))
    }
    do {
      var fields = form.input
      fields[CommandForm.onceField] = nil
      let once = form[CommandForm.onceField]
      let receipt = try await services.desk.attempt(
        CommandCall(SubmitApplication.name, fields), by: reader.actor, court: services.court,
        idempotencyKey: once.isEmpty ? nil : "\(reader.actor.ref)/form/\(once.prefix(80))")
      try await services.signIns.discardDraft(at: FilingPage.place, of: reader.actor.ref)
      let stream = receipt.appended.first { $0.stream.kind == .caseFile }?.stream.key ?? ""
      return Response.see("/cases/\(stream)?done=\(SubmitApplication.name)")
    } catch CaseDesk.Failure.faults(let faults) {
      let state = FormState(typed: form.pairs, faults: CommandForm.faults(faults, nil))
      return Response.html(try await page(reader, state), status: .unprocessableContent)
    } catch CaseDesk.Failure.keyUsedOtherwise {
      let done = FormFault(
        "",
        Phrase(
          "这张表已经登记过一件申请；内容有改动的，请打开新的登记页", "This form has registered an application already; open a new one for another"))
      return Response.html(try await page(reader, FormState(typed: form.pairs, faults: [done])), status: .conflict)
    } catch CaseDesk.Failure.conflict {
      let busy = FormFault(
        "",
        Phrase(
          "同一时刻有别的申请登记，本次没有登记；内容都在，请再提交一次",
          "Another application was being registered at the same moment and this one was not; it is all here, submit it again"))
      return Response.html(try await page(reader, FormState(typed: form.pairs, faults: [busy])), status: .conflict)
    } catch CaseDesk.Failure.refused(let refusal) {
      let state = FormState(typed: form.pairs, faults: CommandForm.faults([], refusal))
      return Response.html(try await page(reader, state), status: .conflict)
    }
  }
}
