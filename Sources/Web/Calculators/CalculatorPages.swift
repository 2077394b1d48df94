import Basics
import EnforcementLaw
import Hummingbird

/// The public calculators: a list, and one page each. Inputs travel in the address, so that a link repeats the answer.
struct CalculatorPages: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.get("/calculators") { request, context in
      // Addresses of the older, single page.
      if let old = CalculatorTopic.named(request.query["rule"]) {
        let rest = request.query.pairs.filter { $0.name != "rule" }
        return Response.see(CalculatorQuery(old.fields, request.query).link(old.path, keeping: rest.filter { $0.name == "lang" }))
      }
      return respond(request, context) { CalculatorList(reader: $0).page }
    }
    router.get("/calculators/:name") { request, context in
      guard let topic = context.parameters.get("name").flatMap(CalculatorTopic.named) else {
        throw HTTPError(.notFound, message: "没有这个计算器 / There is no such calculator")
      }
      let books = services.desk.books.law.calculators
      return respond(request, context) { CalculatorPage(topic, request.query, books, $0).page }
    }
  }

  private func respond(_ request: Request, _ context: PageContext, _ page: (Reader) -> HTML) -> Response {
    let reader = Pages.reader(request, context, services)
    var response = Response.html(page(reader))
    if Language(rawValue: request.query["lang"]) != nil {
      response.headers[.setCookie] = "lang=\(reader.language.rawValue); Path=/; SameSite=Lax"
    }
    return response
  }
}

/// The list of calculators.
struct CalculatorList {
  let reader: Reader

  var page: HTML {
    Layout(title: reader("计算器", "Calculators"), kind: .publicPage).page(
      reader,
      """
      <h1>\(reader("计算器", "Calculators"))</h1>
      <p>\(reader("每个结果都列出算法、法条和所用的设定；把结果页的地址发给别人即可复现。", "Every result shows its steps, articles and settings; the address of a result repeats it."))</p>
      \(section("main-calculators", reader("常用", "Most used"), list(CalculatorTopic.main)))
      \(section("more-calculators", reader("其他", "Others"), list(CalculatorTopic.more)))
      <p class="hint">\(reader("程序可用同样的规则：", "Programs ask the same rules at ")) <code>/api/calc/{rule}</code>\(reader("，说明见", ", described in ")) <a \(href("/openapi.json"))>openapi.json</a></p>
      """)
  }

  private func list(_ topics: [CalculatorTopic]) -> HTML {
    table(
      [reader("计算器", "Calculator"), reader("算什么", "What it counts")],
      topics.map { topic in ["<a \(href(topic.path))>\(reader(topic.title))</a>", "\(reader(topic.intro))"] },
      caption: "", empty: "")
  }
}

/// One calculator: the answer with its steps, or what was wrong, and the form with what was typed.
struct CalculatorPage {
  let topic: CalculatorTopic
  let form: FormData
  let books: CalcBooks
  let reader: Reader
  private let query: CalculatorQuery

  init(_ topic: CalculatorTopic, _ form: FormData, _ books: CalcBooks, _ reader: Reader) {
    self.topic = topic
    self.form = form
    self.books = books
    self.reader = reader
    query = CalculatorQuery(topic.fields, form)
  }

  var page: HTML {
    let outcome = outcome
    let title = reader(topic.title)
    return Layout(title: title, kind: .publicPage).page(
      reader,
      """
      <p><a \(href("/calculators"))>\(reader("计算器", "Calculators"))</a></p><h1>\(title)</h1><p>\(reader(topic.intro))</p>
      \(shown(outcome))
      \(CalculatorForm(topic: topic, query: query, form: form, faults: faults(outcome), reader: reader).html)
      """)
  }

  private enum Outcome {
    case notAsked
    case answered(rule: String, Explained<CalcValue>)
    case refused(LawRefusal)
  }

  private var outcome: Outcome {
    // Asking for one more row is no question yet.
    guard !query.isEmpty, form["add"].isEmpty else { return .notAsked }
    do throws(LawRefusal) {
      let rule = try rule
      let members = query.members.filter { topic.rule != nil || $0.name != "kind" }
      return .answered(rule: rule, try Calculators.answer(rule, members, in: books))
    } catch {
      return .refused(error)
    }
  }

  /// The rule asked: the page's own, or the kind chosen.
  private var rule: String {
    get throws(LawRefusal) {
      if let rule = topic.rule { return rule }
      guard case .choice(let rules)? = topic.fields.first?.kind, rules.contains(form["kind"]) else {
        throw LawRefusal(field: "kind", code: "missing", Phrase("请选择证件种类", "Choose the kind of number"))
      }
      return form["kind"]
    }
  }

  private func shown(_ outcome: Outcome) -> HTML {
    switch outcome {
    case .notAsked, .refused: .empty
    case .answered(let rule, let answer):
      CalculatorAnswer(rule: rule, answer: answer, inputs: inputs, link: link, reader: reader).html
    }
  }

  /// A number that fails its check is an answer, and also something to put right in the form.
  private func faults(_ outcome: Outcome) -> [FormFault] {
    switch outcome {
    case .notAsked: []
    case .refused(let refusal):
      [FormFault(query.formField(refusal.field), refusal.message, articles: refusal.citations.map(\.text))]
    case .answered(_, let answer):
      if answer.value["valid"] == .flag(false), case .text(let zh)? = answer.value["message"]?["zh"],
        case .text(let en)? = answer.value["message"]?["en"]
      {
        [FormFault("text", Phrase(zh, en))]
      } else {
        []
      }
    }
  }

  private var link: String {
    query.link(topic.path, keeping: form.pairs.filter { $0.name == "lang" && Language(rawValue: $0.value) != nil })
  }

  /// What was asked, in words, for the printed page.
  private var inputs: [(Phrase, String)] {
    query.typed.filter { !$0.value.isEmpty }.compactMap { name, value in
      guard let open = name.firstIndex(of: "["), let close = name.firstIndex(of: "]"), open < close else {
        return topic.fields.first { $0.name == name }.map { (words($0), shown(value, $0)) }
      }
      guard let field = topic.fields.first(where: { $0.name == name[..<open] }), case .rows(let columns) = field.kind,
        let column = columns.first(where: { $0.name == name[close...].dropFirst(2) }),
        let index = Int(name[name.index(after: open)..<close])
      else { return nil }
      return (words(field) + Phrase(" \(index + 1) ", " \(index + 1) ") + words(column), shown(value, column))
    }
  }
  private func words(_ field: CalcField) -> Phrase { CalculatorWords.label(field) }
  private func shown(_ value: String, _ field: CalcField) -> String {
    switch field.kind {
    case .choice: reader(CalculatorWords.choice(value))
    case .money: CalculatorQuery.none.contains(value) ? reader("无金额", "no sum") : Money(value)?.grouped ?? value
    case .day, .moment, .count, .text, .rows: value
    }
  }
}
