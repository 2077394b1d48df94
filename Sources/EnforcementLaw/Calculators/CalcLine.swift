import Basics

/// One line of a batch: a question in JSON, an answer in JSON.
public enum CalcLine {
  /// A longer line is refused.
  public static let bytesMax = 1 << 20

  /// Answers the line that `range` of `bytes` holds and appends the answer, with its line end, to `output`. A line that is no
  /// JSON, or that the law refuses, is answered with an error; nothing stops.
  ///
  /// In: `{"id":"1","rule":"period","from":"2024-04-26","days":7}`. Out:
  /// `{"id":"1","value":…,"steps":[{"what":{"zh","en"},"figure"}],"citations":[{"law","document","version","article"}]}` and,
  /// where there are any, `settings` and `provisional`; or `{"id":"1","error":{"field","code","message":{"zh","en"}}}`.
  public static func answer(_ bytes: [UInt8], _ range: Range<Int>, in books: CalcBooks, to output: inout [UInt8]) {
    var writer = CalcJSONWriter(bytes: output)
    output = []
    let (id, question) = read(bytes, range)
    writer.raw("{\"id\":")
    writer.value(id)
    switch question {
    case .success(let (rule, fields)):
      do throws(LawRefusal) {
        writer.answer(try Calculators.answer(rule, fields, in: books))
      } catch {
        writer.refusal(error)
      }
    case .failure(let refusal): writer.refusal(refusal)
    }
    writer.raw("}\n")
    output = writer.bytes
  }

  private typealias Question = Result<(rule: String, fields: [CalcValue.Member]), LawRefusal>

  private static func read(_ bytes: [UInt8], _ range: Range<Int>) -> (id: CalcValue, Question) {
    guard range.count <= bytesMax else {
      return (.null, .failure(LawRefusal(field: "", code: "lineTooLong", Phrase("一行过长", "the line is too long"))))
    }
    var reader = CalcJSONReader(bytes, range)
    let value: CalcValue
    do throws(CalcJSONReader.Failure) {
      value = try reader.read()
    } catch {
      let place = error.at - range.lowerBound + 1
      let message = Phrase("第\(place)字节：\(error.what.zh)", "byte \(place): \(error.what.en)")
      return (.null, .failure(LawRefusal(field: "", code: "badJSON", Phrase("不是JSON，", "No JSON, ") + message)))
    }
    guard case .object(let members) = value else {
      return (.null, .failure(LawRefusal(field: "", code: "notAnObject", Phrase("应为JSON对象", "a JSON object expected"))))
    }
    let id = value["id"] ?? .null
    guard case .text(let rule)? = value["rule"] else {
      return (id, .failure(LawRefusal(field: "rule", code: "missing", Phrase("缺少计算规则名称", "the name of a calculator is missing"))))
    }
    return (id, .success((rule, members.filter { $0.name != "id" && $0.name != "rule" })))
  }
}

extension CalcJSONWriter {
  fileprivate mutating func answer(_ answer: Explained<CalcValue>) {
    raw(",\"value\":")
    value(answer.value)
    raw(",\"steps\":")
    list(answer.reasons.steps) { writer, step in
      writer.raw("{\"what\":")
      writer.phrase(step.what)
      writer.raw(",\"figure\":")
      writer.string(step.figure)
      writer.raw("}")
    }
    raw(",\"citations\":")
    list(answer.reasons.citations) { $0.citation($1) }
    if !answer.reasons.settings.isEmpty {
      raw(",\"settings\":")
      list(answer.reasons.settings) { $0.setting($1) }
    }
    if answer.reasons.provisional { raw(",\"provisional\":true") }
  }

  fileprivate mutating func refusal(_ refusal: LawRefusal) {
    raw(",\"error\":{\"field\":")
    string(refusal.field)
    raw(",\"code\":")
    string(refusal.code)
    raw(",\"message\":")
    phrase(refusal.message)
    if !refusal.citations.isEmpty {
      raw(",\"citations\":")
      list(refusal.citations) { $0.citation($1) }
    }
    raw("}")
  }

  private mutating func citation(_ citation: Citation) {
    raw("{\"law\":")
    string(citation.law)
    if !citation.document.isEmpty {
      raw(",\"document\":")
      string(citation.document)
    }
    raw(",\"version\":")
    string(citation.version)
    raw(",\"article\":")
    string(citation.article)
    raw("}")
  }

  private mutating func setting(_ setting: Reasons.SettingUsed) {
    raw("{\"name\":")
    string(setting.name)
    raw(",\"value\":")
    string(setting.value)
    raw(",\"origin\":")
    string(setting.origin)
    raw("}")
  }
}
