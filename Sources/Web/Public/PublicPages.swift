import Basics
import Casework
import Enforcement
import EnforcementLaw
import Hummingbird

/// Pages for anyone: checking a paper, and calculators that show their reasons.
struct PublicPages: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.get("/check") { request, context in
      Response.html(try await check(request.query, Pages.reader(request, context, services)))
    }
    router.get("/calculators") { request, context in
      Response.html(calculators(request.query, Pages.reader(request, context, services)))
    }
  }

  /// Says only who issued it, when, and whether it matches; never the content.
  private func check(_ form: FormData, _ reader: Reader) async throws -> HTML {
    let code = String(form["code"].filter { $0.isLetter || $0.isNumber || $0 == "-" }.prefix(40)).uppercased()
    let digest = String(form["sha256"].filter(\.isHexDigit).prefix(64)).lowercased()
    var result: HTML = .empty
    if !code.isEmpty {
      if let paper = try await services.reads.paper(code: code), let sealed = paper.sealedAt {
        let matches = digest.isEmpty || digest == paper.sha256
        result = banner(
          matches ? "done" : "error",
          matches
            ? reader(
              "本文书由\(services.courtName)于 \(sealed.day) 签发，校验码相符。",
              "Issued by \(services.courtName) on \(sealed.day); the code matches.")
            : reader("校验码存在，但文件摘要不符：文件可能被改动。", "The code exists, but the file's digest differs: the file may have been changed."))
      } else {
        result = banner(
          "error",
          reader(
            "没有校验码为 \(code) 的文书。请核对后重试，或携带文书到法院核实。", "No paper has the code \(code). Check it and try again, or ask the court."))
      }
    }
    return Layout(title: reader("文书核验", "Check a paper"), kind: .publicPage).page(
      reader,
      """
      <h1>\(reader("文书核验", "Check a paper"))</h1>\(result)
      <form class="act panel" action="/check"><div class="row"><label for="code">\(reader("文书上的校验码", "Code on the paper"))</label><input id="code" name="code" value="\(code)" required></div>
      <div class="row"><label for="sha256">\(reader("文件的 SHA-256（选填）", "SHA-256 of the file (optional)"))</label><input id="sha256" name="sha256" value="\(digest)"></div>
      <button>\(reader("核验", "Check"))</button></form>
      """)
  }

  private func calculators(_ form: FormData, _ reader: Reader) -> HTML {
    let rule = form["rule"]
    let law = services.desk.books.law
    var answer: HTML = .empty
    if !rule.isEmpty {
      do throws(LawRefusal) {
        let result = try PublicPages.calculate(rule, form, law)
        answer = "<section><h2>\(result.value)</h2>\(explain(result.reasons, reader))</section>"
      } catch {
        answer = banner(
          "error",
          reader(error.message) + (error.citations.isEmpty ? "" : "（\(error.citations.map(\.text).joined(separator: "；"))）"))
      }
    }
    func calculatorForm(_ key: String, _ title: String, _ fields: [(String, String, String)]) -> HTML {
      let rows = fields.map { name, label, type -> HTML in
        "<div class=\"row\"><label for=\"\(key)-\(name)\">\(label)</label><input id=\"\(key)-\(name)\" name=\"\(name)\" type=\"\(type)\" value=\"\(rule == key ? form[name] : "")\"></div>"
      }
      return
        "<section><h2>\(title)</h2><form class=\"act\" action=\"/calculators\"><input type=\"hidden\" name=\"rule\" value=\"\(key)\">\(rows)<div><button>\(reader("计算", "Calculate"))</button></div></form></section>"
    }
    return Layout(title: reader("计算器", "Calculators"), kind: .publicPage).page(
      reader,
      """
      <h1>\(reader("计算器", "Calculators"))</h1><p class="hint">\(reader("结果附算法与法条；把地址发给别人即可复现。", "Results show steps and articles; the address carries the inputs."))</p>\(answer)
      \(calculatorForm("fee", reader("执行申请费", "Enforcement fee"), [("amount", reader("执行金额（元）", "Sum enforced (yuan)"), "text")]))
      \(calculatorForm("preservation-fee", reader("保全申请费", "Preservation fee"), [("amount", reader("保全金额（元）", "Sum (yuan)"), "text")]))
      \(calculatorForm("delay-interest", reader("迟延履行期间加倍部分债务利息", "Doubled part of delay interest"), [("principal", reader("未履行的金钱债务（元）", "Unpaid debt (yuan)"), "text"), ("due", reader("履行期限最后一日", "Last day for performance"), "date"), ("until", reader("计算至", "Until"), "date")]))
      \(calculatorForm("period", reader("期限", "Periods"), [("from", reader("起算事由发生日", "From"), "date"), ("days", reader("日数（或下两项之一）", "Days (or one of the next two)"), "number"), ("workdays", reader("工作日数", "Working days"), "number"), ("months", reader("月数", "Months"), "number")]))
      \(calculatorForm("resident-id", reader("居民身份证校验", "Resident ID check"), [("text", reader("证件号码", "Number"), "text")]))
      \(calculatorForm("credit-code", reader("统一社会信用代码校验", "Credit code check"), [("text", reader("代码", "Code"), "text")]))
      """)
  }

  static func calculate(_ rule: String, _ form: FormData, _ law: LawBooks) throws(LawRefusal) -> Explained<String> {
    func money(_ field: String) throws(LawRefusal) -> Money {
      guard let money = Money(form[field]), money >= .zero else {
        throw LawRefusal(
          field: field, code: "notMoney",
          Phrase("“\(form[field])”不是金额；请写成 130000.00", "“\(form[field])” is not a sum; write 130000.00"))
      }
      return money
    }
    func day(_ field: String) throws(LawRefusal) -> Day {
      guard let day = Day(form[field]) else {
        throw LawRefusal(
          field: field, code: "notADay",
          Phrase("“\(form[field])”不是日期；请写成 2024-05-06", "“\(form[field])” is not a day; write 2024-05-06"))
      }
      return day
    }
    switch rule {
    case "fee": return try EnforcementFee.fee(on: try money("amount")).map { $0.grouped + " 元" }
    case "preservation-fee": return try PreservationFee.fee(on: try money("amount")).map { $0.grouped + " 元" }
    case "delay-interest":
      return try DelayInterest.doubled(
        principal: try money("principal"), lastPerformanceDay: try day("due"), payments: [], until: try day("until"),
        excluded: [],
        benchmark: law.rates.benchmark, settings: law.settings
      ).map { $0.grouped + " 元" }
    case "period":
      let lengths: [(String, (Int) -> Periods.Length)] = [
        ("days", Periods.Length.days), ("workdays", Periods.Length.workdays), ("months", Periods.Length.months),
      ]
      for (field, make) in lengths {
        if let count = Int(form[field]), (0...3660).contains(count) {
          return Periods.deadline(from: try day("from"), make(count), calendar: law.calendar).map(\.description)
        }
      }
      throw LawRefusal(
        field: "days", code: "required", Phrase("请填日数、工作日数或月数（0–3660）", "Give days, working days or months (0–3660)"))
    case "resident-id":
      let id = try ResidentID.check(form["text"])
      return Explained("✓ \(id.number)", Reasons("R10.1", steps: [.init(Phrase("出生日期", "Birth"), id.birth.description)]))
    case "credit-code":
      let code = try CreditCode.check(form["text"])
      return Explained("✓ \(code.code)", Reasons("R10.2", steps: [.init(Phrase("行政区划", "Area"), code.area)]))
    default: throw LawRefusal(field: "rule", code: "unknownRule", Phrase("没有这个计算器", "There is no such calculator"))
    }
  }
}
