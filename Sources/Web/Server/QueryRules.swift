import Basics
import Casework
import Enforcement
import Hummingbird

/// What a list's address may say: names of filters, and the values that each may have. A filter that is not one is never passed over in
/// silence, for the list would then say more than was asked for.
struct QueryRule: Sendable {
  let name: String
  /// What it may be, in words.
  let rule: Phrase
  let fits: @Sendable (String) -> Bool

  static func words(_ name: String, max: Int) -> QueryRule {
    QueryRule(name: name, rule: Phrase("至多 \(max) 个字", "At most \(max) characters")) { $0.unicodeScalars.count <= max }
  }
  static func one(_ name: String, of values: [String]) -> QueryRule {
    let list = values.joined(separator: ", ")
    return QueryRule(name: name, rule: Phrase("可选：\(list)", "One of: \(list)")) { values.contains($0) }
  }
  static func flag(_ name: String) -> QueryRule { one(name, of: ["1", "true"]) }
  static func day(_ name: String) -> QueryRule {
    QueryRule(name: name, rule: Phrase("日期应写成 2024-03-01", "A day is written as 2024-03-01")) { Day($0) != nil }
  }
  static func number(_ name: String, in range: ClosedRange<Int>) -> QueryRule {
    let limits = "\(range.lowerBound)–\(range.upperBound)"
    return QueryRule(name: name, rule: Phrase("须为 \(limits) 的整数", "Must be a whole number, \(limits)")) {
      Int($0).map(range.contains) ?? false
    }
  }
  static func id(_ name: String) -> QueryRule {
    QueryRule(name: name, rule: Phrase("应为编号", "Must be an id")) { Int64($0).map { $0 > 0 } ?? false }
  }
  /// Where a list goes on: as `next` of the page before gave it.
  static func cursor(_ fits: @escaping @Sendable (String) -> Bool = { Int64($0) != nil }) -> QueryRule {
    QueryRule(name: "after", rule: Phrase("应为上一页给出的 next", "Must be `next` of the page before"), fits: fits)
  }

  static let cases: [QueryRule] = [
    .words("q", max: 60), .one("status", of: CaseStatus.allCases.map(\.rawValue)),
    .one("type", of: CaseTypeCode.allCases.map(\.rawValue)), .one("lane", of: Lane.allCases.map(\.rawValue)), .id("handler"),
    .flag("overdue"), .flag("livelihood"), .day("filedOn"), .day("closedOn"),
    .one("sort", of: CaseListQuery.Sort.allCases.map(\.rawValue)), .one("way", of: ["asc", "desc"]),
    .one("desc", of: ["0", "1"]),
    .one("count", of: ["exact"]), .number("limit", in: 1...FormData.pageMax), .cursor { CaseListQuery.Cursor($0) != nil },
  ]
  static let paging: [QueryRule] = [.number("limit", in: 1...FormData.pageMax), .cursor()]

  /// What is wrong with a query; empty values filter nothing. `strict` refuses names that no rule has.
  static func faults(_ form: FormData, _ rules: [QueryRule], strict: Bool) -> [Input.Fault] {
    form.pairs.filter { !$0.value.isEmpty }.compactMap { pair in
      guard let rule = rules.first(where: { $0.name == pair.name }) else {
        let names = rules.map(\.name).joined(separator: ", ")
        let none = Phrase("没有这个筛选条件", "There is no such filter")
        let there = names.isEmpty ? Phrase("；这里没有筛选条件", "; there are none here") : Phrase("；可用：\(names)", "; there are: \(names)")
        return strict ? Input.Fault(pair.name, "unknownFilter", none + there) : nil
      }
      return rule.fits(pair.value)
        ? nil
        : Input.Fault(pair.name, "badFilter", Phrase("“\(pair.value)”无效；", "“\(pair.value)” will not do. ") + rule.rule)
    }
  }

  /// For programs: the problem, or nil where the query is in order.
  static func problem(_ request: Request, _ rules: [QueryRule]) -> Response? {
    let faults = faults(request.query, rules, strict: true)
    guard let first = faults.first else { return nil }
    let sentence = Phrase("筛选条件 \(first.field)：", "Filter \(first.field): ") + first.message
    return Problem.response(status: 400, code: first.code, sentence, request, field: first.field, faults: faults)
  }

  /// For people: what was left out of the question, above the list.
  static func notice(_ form: FormData, _ rules: [QueryRule], _ filters: [Filter], _ reader: Reader) -> HTML {
    let faults = faults(form, rules, strict: false)
    guard !faults.isEmpty else { return .empty }
    let lines = faults.map { fault -> HTML in
      let label = filters.first { $0.name == fault.field }.map { reader($0.label) } ?? fault.field
      return "<li>\(label)\(reader("：", ": "))\(reader(fault.message))</li>"
    }
    return banner(
      .warn, Phrase("有 \(faults.count) 个筛选条件无效，没有采用", "\(faults.count) filters will not do and were left out"),
      next: "<ul>\(lines)</ul>", reader)
  }
}
