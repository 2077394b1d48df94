import Basics
import Casework
import Enforcement
import Hummingbird

/// What every page handler needs.
enum Pages {
  static func reader(_ request: Request, _ context: PageContext, _ services: CourtServices) -> Reader {
    let language = Language(rawValue: request.query["lang"]) ?? Language(rawValue: request.cookie("lang") ?? "") ?? .zh
    return Reader(
      language: language, actor: context.actor ?? Actor(.machine, roles: []), name: context.name,
      csrf: context.session?.csrf ?? "", courtName: services.courtName, now: services.desk.clock.now, path: request.uri.string)
  }

  /// The signed-in staff member, or the sign-in page, which leads back to what was asked for and keeps what was typed.
  static func staff(
    _ request: Request, _ context: PageContext, _ services: CourtServices, _ body: (Reader) async throws -> Response
  ) async throws -> Response {
    guard let actor = context.actor, actor.staff != nil else {
      return try await SignInPages(services: services).asked(request, context)
    }
    return try await body(reader(request, context, services))
  }

  static func checkToken(_ form: FormData, _ context: PageContext) throws {
    guard let session = context.session, !session.csrf.isEmpty, form["csrf"] == session.csrf else {
      throw PageProblem(
        403, "csrf",
        Phrase(
          "表单已过期或不是本系统发出的，未作任何更改；请返回刷新后重试",
          "The form has expired or did not come from here; nothing changed. Go back, reload and try again"))
    }
  }

  static func caseID(_ context: PageContext) throws -> ID<CaseFile> {
    guard let id = context.parameters.get("id").flatMap({ ID<CaseFile>($0) }) else { throw PageProblem.noSuchCase }
    return id
  }
}

/// What a reader may see of people. Rights are checked where the page is made, whatever link led to it.
extension Reader {
  /// Roles that work on cases see names; those who watch over the system or its records see them masked (R10.6).
  static let namesHiddenFrom: Set<Role> = [.auditor, .administrator]
  var seesNames: Bool { actor.seesNames }
  /// Roles that may open full particulars, with a reason that is recorded.
  static let mayUnmask: Set<Role> = [
    .president, .vicePresident, .bureauChief, .teamLead, .judge, .officer, .assistant, .clerk, .searchOfficer, .filingClerk,
    .filingJudge, .reception, .cashier, .moneySupervisor, .endedTeam, .bailiff, .archivist, .reviewJudge,
  ]

  func checkMayUnmask() throws { try actor.checkMayUnmask() }
}

extension Actor {
  var seesNames: Bool { staff != nil && !roles.subtracting(Reader.namesHiddenFrom).isEmpty }

  /// Refuses who may not unmask, naming who may.
  func checkMayUnmask() throws {
    guard roles.isDisjoint(with: Reader.mayUnmask) else { return }
    let who = Reader.mayUnmask.sorted { $0.rawValue < $1.rawValue }
    throw PageProblem(
      403, "notYourRole",
      Phrase(
        "您的岗位不能查看当事人的完整信息；可查看的岗位：\(who.map(\.title.zh).joined(separator: "、"))",
        "Your role may not see full particulars; these may: \(who.map(\.title.en).joined(separator: ", "))"),
      citations: ["最高人民法院关于人民法院在互联网公布裁判文书的规定（法释〔2016〕19号）第9、10条"])
  }
}
