import Basics
import EnforcementLaw

/// An answer with everything behind it: inputs, steps, articles, settings with their origin, and the link that repeats it.
struct CalculatorAnswer {
  let rule: String
  let answer: Explained<CalcValue>
  let inputs: [(Phrase, String)]
  let link: String
  let reader: Reader

  var html: HTML {
    let reasons = answer.reasons
    return section(
      "answer", reader("结果", "Result"),
      """
      \(value)
      \(when(reasons.provisional, provisional))
      <h3>\(reader("所填内容", "Asked"))</h3>\(facts(inputs.map { Fact($0.0, "\($0.1)") }, reader))
      \(when(!steps.isEmpty, "<h3>\(reader("计算步骤", "Steps"))</h3>\(stepTable)"))
      \(when(!reasons.citations.isEmpty, "<h3>\(reader("法律依据", "Law"))</h3>\(articles)"))
      \(when(!reasons.settings.isEmpty, "<h3>\(reader("采用的设定", "Settings used"))</h3>\(settings)"))
      <p class="hint">\(reader("规则", "Rule")) \(reasons.rule) · <a \(href(link))>\(reader("本结果的链接", "Link to this result"))</a></p>
      """)
  }

  private var steps: [Reasons.Step] { answer.reasons.inputs + answer.reasons.steps }

  private var stepTable: HTML {
    table(
      [reader("步骤", "Step"), reader("数值", "Figure")], steps.map { ["\(reader($0.what))", "\($0.figure)"] },
      caption: "", empty: "")
  }

  private var articles: HTML {
    table(
      [reader("法律、司法解释", "Text"), reader("文号", "Number"), reader("版本", "Version"), reader("条款", "Article")],
      answer.reasons.citations.map { citation in
        [
          "<span lang=\"zh-CN\">\(citation.law)</span>", "\(citation.document.isEmpty ? "–" : citation.document)",
          "\(citation.version)", "\(citation.article.isEmpty ? "–" : citation.article)",
        ]
      }, caption: "", empty: "")
  }

  private var settings: HTML {
    table(
      [reader("设定", "Setting"), reader("取值", "Value"), reader("来源", "Origin")],
      answer.reasons.settings.map { used in
        let words = CourtSettings.spec(used.name).map { reader($0.phrase) } ?? used.name
        let origin = used.origin == "default" ? reader("默认", "default") : reader("文件 ", "file ") + used.origin
        return ["\(words) <code>\(used.name)</code>", "\(used.value)", "\(origin)"]
      }, caption: "", empty: "")
  }

  private var provisional: HTML {
    banner(
      .warn, Phrase("结果依据尚未公布或尚未核对的日历、利率，为暂定", "Provisional: rests on a calendar or rate not yet issued or checked"),
      reader)
  }

  private var value: HTML {
    switch answer.value {
    case .object(let members) where members.isEmpty: "<p class=\"empty\">–</p>"
    case .object(let members):
      facts(
        members.filter { $0.name != "code" }.map { member in
          Fact(
            CalculatorWords.result(member.name, of: rule), "\(text(member.value, CalculatorWords.unit(member.name, of: rule)))")
        }, reader)
    case .list(let values):
      "<ol>\(values.map { value -> HTML in "<li>\(text(value, .plain))</li>" })</ol>"
    case .null, .flag, .text, .number:
      """
      <div class="figure"><b>\(text(answer.value, CalculatorWords.unit("", of: rule)))</b>\
      <span>\(reader(Calculators.calculator(rule)?.title ?? Phrase(rule, rule)))</span></div>
      """
    }
  }

  private func text(_ value: CalcValue, _ unit: CalculatorWords.Unit) -> String {
    switch value {
    case .null: return "–"
    case .flag(let flag): return flag ? reader("是", "yes") : reader("否", "no")
    case .text(let text), .number(let text):
      switch unit {
      case .yuan: return Money(text).map { reader($0.grouped + " 元", "CNY " + $0.grouped) } ?? text
      case .percent: return text + "%"
      case .days: return text + reader(" 日", " days")
      case .word: return reader(CalculatorWords.choice(text))
      case .plain: return text
      }
    case .list(let values): return values.map { self.text($0, unit) }.joined(separator: reader("、", ", "))
    case .object:
      if case .text(let text)? = value[reader.language.rawValue] { return text }
      return "–"
    }
  }
}
