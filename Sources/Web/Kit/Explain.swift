import Basics
import EnforcementLaw

/// What stands behind a figure: what went in, each step, the articles, and the settings that filled the law's discretion.
func explain(_ reasons: Reasons, _ reader: Reader) -> HTML {
  """
  <div class="explain">
  \(steps(reasons.inputs, title: Phrase("依据的数据", "From"), reader))\(steps(reasons.steps, title: Phrase("计算", "Steps"), reader))
  \(when(!reasons.citations.isEmpty, law(reasons.citations.map(\.text), reader)))
  \(when(!reasons.settings.isEmpty, settings(reasons.settings, reader)))
  \(when(reasons.provisional, provisional(reader)))
  <p class="law">\(reader("规则", "Rule")) \(reasons.rule)</p></div>
  """
}

/// Articles behind a sentence, as a line. Laws are named in Chinese in both languages.
func law(_ articles: [String], _ reader: Reader) -> HTML {
  "<p class=\"law\">\(reader("依据", "Law"))：<span lang=\"zh-CN\">\(articles.joined(separator: "；"))</span></p>"
}

private func steps(_ steps: [Reasons.Step], title: Phrase, _ reader: Reader) -> HTML {
  guard !steps.isEmpty else { return .empty }
  let lines = steps.map { step -> HTML in "<div><dt>\(reader(step.what))</dt><dd>\(step.figure)</dd></div>" }
  return "<p class=\"part\">\(reader(title))</p><dl class=\"steps\">\(lines)</dl>"
}

private func settings(_ settings: [Reasons.SettingUsed], _ reader: Reader) -> HTML {
  let texts = settings.map { reader("\($0.name) = \($0.value)（\($0.origin)）", "\($0.name) = \($0.value) (\($0.origin))") }
  return "<p class=\"law\">\(reader("采用的设定", "Settings"))：\(texts.joined(separator: "；"))</p>"
}

private func provisional(_ reader: Reader) -> HTML {
  """
  <p class="law warn">▲ \(reader("所依据的日历或利率尚未公布，结果为暂计", "Provisional: rests on a calendar or rate not yet issued"))</p>
  """
}
