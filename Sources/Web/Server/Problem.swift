import Basics
import Casework
import Enforcement
import Hummingbird
import NIOCore

/// Why a request was not carried out: status, stable code, the sentence, the articles, what would allow it.
struct PageProblem: Error, Sendable {
  let status: Int
  let code: String
  let message: Phrase
  var citations: [String] = []
  var field: String?
  var remedy: Phrase?
  var faults: [Input.Fault] = []

  init(_ status: Int, _ code: String, _ message: Phrase, citations: [String] = []) {
    self.status = status
    self.code = code
    self.message = message
    self.citations = citations
  }

  init(_ failure: CaseDesk.Failure) {
    switch failure {
    case .refused(let refusal):
      self.init(refusal.isForOthers ? 403 : 409, refusal.code, refusal.message, citations: refusal.citations)
      field = refusal.field
      remedy = refusal.remedy
    case .faults(let faults):
      self.init(422, "faults", Phrase("有 \(faults.count) 处填写有误", "\(faults.count) fields are wrong"))
      self.faults = faults
    case .conflict: self.init(409, "conflict", Phrase("内容已被他人更改，请刷新后再办理", "Others have changed this; reload and try again"))
    case .keyUsedOtherwise:
      self.init(
        422, "keyUsedOtherwise",
        Phrase(
          "这个 Idempotency-Key 已用于内容不同的另一请求，未作任何更改；请换一个键",
          "This Idempotency-Key was used for a request with other content; nothing was changed. Send it under a new key"))
      field = "Idempotency-Key"
    case .unknownCommand(let name): self.init(404, "unknownCommand", Phrase("没有操作 \(name)", "There is no command \(name)"))
    }
  }

  /// What the router says, in words.
  init(_ error: HTTPError) {
    let status = Int(error.status.code)
    let message: Phrase =
      switch status {
      case 404: Phrase("没有这个页面；地址可能写错，或内容已移走", "There is no such page; the address may be wrong, or it has moved")
      case 405: Phrase("这个地址不接受这种请求", "This address does not take such a request")
      case 413: Phrase("提交的内容过大", "What was sent is too large")
      default: Phrase("请求无法处理", "The request cannot be handled")
      }
    self.init(status, "http\(status)", error.body.map(PageProblem.bilingual) ?? message)
  }

  /// `没有这份清单 / No such docket` in its two languages.
  private static func bilingual(_ text: String) -> Phrase {
    let parts = text.split(separator: " / ", maxSplits: 1).map(String.init)
    return Phrase(parts.first ?? text, parts.last ?? text)
  }

  static let noSuchCase = PageProblem(404, "noSuchCase", Phrase("没有这个案件", "There is no such case"))
  static let internalFault = PageProblem(
    500, "internal", Phrase("系统出错，未作任何更改；请重试或联系管理员", "The system failed and changed nothing; try again or tell the administrator")
  )
}

/// Problems as pages for people and as RFC 9457 for programs.
enum Problem {
  static func response(_ problem: PageProblem, _ request: Request, _ reader: Reader) -> Response {
    let asksJSON = (request.headers[.accept] ?? "").contains("json")
    let program = asksJSON || request.uri.path.hasPrefix("/api") || request.uri.path.hasPrefix("/partner")
    return program ? json(problem, request) : .html(page(problem, reader), status: .init(code: problem.status))
  }

  /// For routes of the API, which have no reader.
  static func response(
    status: Int, code: String, _ message: Phrase, _ request: Request, citations: [String] = [], field: String? = nil,
    faults: [Input.Fault] = []
  ) -> Response {
    var problem = PageProblem(status, code, message, citations: citations)
    problem.field = field
    problem.faults = faults
    return json(problem, request)
  }

  private static func page(_ problem: PageProblem, _ reader: Reader) -> HTML {
    let kind: Layout.Kind = reader.isStaff ? .staff : reader.place.hasPrefix("/party") ? .party : .publicPage
    let back: HTML = "<p><a \(href(kind == .party ? "/party" : "/"))>\(reader("返回首页", "Back to the first page"))</a></p>"
    let faults = problem.faults.map { fault -> HTML in "<li>\(fault.field)：\(reader(fault.message))</li>" }
    return Layout(title: reader("未能办理", "Not done"), kind: kind).page(
      reader,
      """
      <h1>\(reader("未能办理", "Not done"))</h1>
      \(banner(.error, problem.message, articles: problem.citations, next: "<p class=\"note\">\(String(problem.status)) \(problem.code)</p>", reader))
      \(when(!faults.isEmpty, "<ul>\(faults)</ul>"))
      \(when(problem.remedy) { remedy -> HTML in "<p>\(reader("怎样才能办", "What would allow it"))：\(reader(remedy))</p>" })\(back)
      """)
  }

  /// RFC 9457: `title` names the kind of problem, `detail` this occurrence, in the language that the program asks for; `zh` and `en`
  /// have the sentence in both.
  private static func json(_ problem: PageProblem, _ request: Request) -> Response {
    let language = language(request)
    var fields: [String: JSONValue] = [
      "type": .text("urn:zhixing:\(problem.code)"), "title": .text(title(problem.status)[language]),
      "detail": .text(problem.message[language]), "instance": .text(request.uri.path), "code": .text(problem.code),
      "zh": .text(problem.message.zh), "en": .text(problem.message.en), "status": .number(Int64(problem.status)),
    ]
    if let field = problem.field { fields["field"] = .text(field) }
    if let remedy = problem.remedy { fields["remedy"] = .text(remedy[language]) }
    if !problem.citations.isEmpty { fields["citations"] = .list(problem.citations.map(JSONValue.text)) }
    if !problem.faults.isEmpty { fields["errors"] = .list(problem.faults.map(fault)) }
    let text = JSONText.encode(JSONValue.object(fields))
    return Response(
      status: .init(code: problem.status),
      headers: [.contentType: "application/problem+json", .contentLanguage: language == .zh ? "zh-CN" : "en"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  /// The language named first with the highest weight of those there are; Chinese where none is asked for.
  static func language(_ request: Request) -> Language {
    let asked = (request.headers[.acceptLanguage] ?? "").split(separator: ",").compactMap { part -> (Language, Int)? in
      let halves = part.split(separator: ";", maxSplits: 1).map { $0.filter { $0 != " " } }
      guard let language = Language(rawValue: String((halves.first ?? "").prefix(2)).lowercased()) else { return nil }
      let weight = halves.count == 2 ? Int((Double(halves[1].drop { $0 != "=" }.dropFirst()) ?? 0) * 1000) : 1000
      return weight > 0 ? (language, weight) : nil
    }
    return asked.max { $0.1 < $1.1 }?.0 ?? .zh
  }

  private static func title(_ status: Int) -> Phrase {
    switch status {
    case 400: Phrase("请求格式有误", "The request is malformed")
    case 401: Phrase("尚未登录", "Not signed in")
    case 403: Phrase("无权办理", "Not allowed")
    case 404: Phrase("没有这项内容", "Not found")
    case 405: Phrase("不接受这种请求", "Method not allowed")
    case 409: Phrase("现在不能办理", "Cannot be done now")
    case 413: Phrase("内容过大", "Too large")
    case 422: Phrase("填写有误", "Some of it is wrong")
    case 429: Phrase("次数过多", "Too many attempts")
    case 503: Phrase("暂时不能办理", "Not available now")
    default: Phrase("未能办理", "Not done")
    }
  }

  private static func fault(_ fault: Input.Fault) -> JSONValue {
    .object([
      "field": .text(fault.field), "code": .text(fault.code), "zh": .text(fault.message.zh), "en": .text(fault.message.en),
      "citations": .list(fault.citations.map(JSONValue.text)),
    ])
  }
}
