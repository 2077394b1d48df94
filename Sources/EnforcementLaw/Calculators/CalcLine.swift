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
    writer.raw(",")
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

  /// One answer as a JSON object, `{"value":…,"steps":…,"citations":…}`: a line of a batch without its id.
  public static func object(_ answer: Explained<CalcValue>) -> [UInt8] {
    var writer = CalcJSONWriter(bytes: [])
    writer.raw("{")
    writer.answer(answer)
    writer.raw("}")
    return writer.bytes
  }

  /// The fields that a JSON object names, `id` and `rule` aside. Refuses what is no object.
  public static func fields(in bytes: [UInt8]) throws(LawRefusal) -> [CalcValue.Member] {
    try named(try object(bytes, bytes.indices))
  }

  private typealias Question = Result<(rule: String, fields: [CalcValue.Member]), LawRefusal>

  private static func read(_ bytes: [UInt8], _ range: Range<Int>) -> (id: CalcValue, Question) {
    let value: CalcValue
    do throws(LawRefusal) {
      value = try object(bytes, range)
    } catch {
      return (.null, .failure(error))
    }
    let id = value["id"] ?? .null
    let members: [CalcValue.Member]
    do throws(LawRefusal) {
      members = try named(value)
    } catch {
      return (id, .failure(error))
    }
    guard case .text(let rule)? = value["rule"] else {
      return (id, .failure(LawRefusal(field: "rule", code: "missing", Phrase("缺少计算规则名称", "the name of a calculator is missing"))))
    }
    return (id, .success((rule, members)))
  }

  private static func object(_ bytes: [UInt8], _ range: Range<Int>) throws(LawRefusal) -> CalcValue {
    guard range.count <= bytesMax else {
      throw LawRefusal(field: "", code: "lineTooLong", Phrase("一行过长", "the line is too long"))
    }
    var reader = CalcJSONReader(bytes, range)
    do throws(CalcJSONReader.Failure) {
      return try reader.read()
    } catch {
      let place = error.at - range.lowerBound + 1
      let message = Phrase("第\(place)字节：\(error.what.zh)", "byte \(place): \(error.what.en)")
      throw LawRefusal(field: "", code: "badJSON", Phrase("不是JSON，", "No JSON, ") + message)
    }
  }

  private static func named(_ value: CalcValue) throws(LawRefusal) -> [CalcValue.Member] {
    guard case .object(let members) = value else {
      throw LawRefusal(field: "", code: "notAnObject", Phrase("应为JSON对象", "a JSON object expected"))
    }
    return members.filter { $0.name != "id" && $0.name != "rule" }
  }
}

extension CalcJSONWriter {
  fileprivate mutating func answer(_ answer: Explained<CalcValue>) {
    raw("\"value\":")
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
    raw("\"error\":{\"field\":")
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
