import Basics
import Casework
import Enforcement
import EnforcementLaw
import Foundation
import Testing

@testable import Web

@Suite("Calculator pages and their API")
struct CalculatorPageTests {
  private static let books: CalcBooks? = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../data-law").standardized
    func text(_ name: String) -> String { (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? "" }
    var settings = CourtSettings.standard
    try? settings.set("yearBase", to: "360", origin: "config/court.yaml")
    guard let calendar = try? CourtCalendar.parse(csv: text("calendar_2018_2026.csv")),
      let lpr = try? LPRTable.parse(csv: text("lpr.csv")),
      let benchmark = try? BenchmarkTable.parse(csv: text("pboc_benchmark.csv"))
    else { return nil }
    return CalcBooks(calendar: calendar, settings: settings, rates: RateTables(lpr: lpr, benchmark: benchmark))
  }()

  private func page(_ key: String, _ query: String, _ language: Language = .zh) throws -> String {
    let books = try #require(CalculatorPageTests.books)
    let topic = try #require(CalculatorTopic.named(key))
    let reader = Gallery(language, path: topic.path + "?" + query, name: "").reader
    let page = CalculatorPage(topic, FormData(query), books, reader).page
    #expect(Markup(page).faults == [], "\(key) \(query)")
    return page.text
  }

  /// A question of every rule that has an answer, by the page that asks it.
  static let questions: [(page: String, query: String, shows: String)] = [
    ("fee", "amount=130,000", "1,850.00 元"), ("preservation-fee", "amount=896000", "5,000.00 元"),
    ("fee", "amount=无", "无金额"), ("delay-interest", "principal=100000&due=2024-01-10&until=2024-07-08", "3,150.00 元"),
    (
      "delay-interest",
      "principal=100000&due=2024-01-10&payments[0].on=2024-03-10&payments[0].amount=40000&payments[2].on=2024-07-08&payments[2].amount=60000",
      "2,310.00 元"
    ),
    ("period", "from=2024-04-26&days=7", "2024-05-06"),
    (
      "distribution",
      "debtor=person&net=385000&claims[0].id=甲&claims[0].class=ordinary&claims[0].amount=500000&claims[1].id=乙&claims[1].class=ordinary&claims[1].amount=300000&claims[2].id=丙&claims[2].class=ordinary&claims[2].amount=200000",
      "192,500.00 元"
    ),
    ("identity", "kind=resident-id&text=331002198510152036", "1985-10-15"),
    ("identity", "kind=case-number&text=(2024)浙1004执123号", "浙1004"), ("identity", "kind=plate&text=浙JD12345", "小型纯电动"),
    ("identity", "kind=credit-code&text=91110000633674095N", "91110000633674095N"),
    ("identity", "kind=bank-card&text=6222 0212 0700 0000 000", "0000"), ("identity", "kind=phone&text=13800001234", "手机"),
    ("seizure-end", "kind=deposit&start=2024-05-10&months=12", "2025-05-09"),
    ("case-limit", "filed=2024-01-15&deductions=valuation 2024-03-01 2024-04-10; auction 2024-05-01 2024-06-15", "2024-10-08"),
    ("limitation", "due=2022-03-15", "2024-03-15"), ("node", "node=N4&from=2024-02-01", "2024-02-18"),
    ("listing", "ground=4&decided=2024-03-01", "2026-03-04"), ("research-dates", "ended=2024-04-20", "2029-04-20"),
    ("lpr", "on=2022-08-22&tenor=1Y", "3.65%"), ("loan-cap", "contract=2024-08-01", "13.40%"),
    ("auction", "appraisal=1000000&kind=immovable", "560,000.00 元"),
    ("bid-extension", "end=2024-05-06T10:00:00&bid=2024-05-06T09:57:30", "10:02:30"), ("mask", "kind=name&text=王小明", "王某"),
  ]

  @Test("Every rule of the library has a page, listed, that answers")
  func everyRule() throws {
    var asked: Set<String> = []
    for (key, query, shows) in CalculatorPageTests.questions {
      for language in Language.allCases {
        let text = try page(key, query, language)
        #expect(language == .en || text.contains(shows), "\(key) \(query)")
        #expect(text.contains("id=\"answer\"") && !text.contains("class=\"faults\""), "\(key) \(query)")
      }
      asked.insert(key == "identity" ? String(query.dropFirst(5).prefix { $0 != "&" }) : key)
    }
    #expect(asked == Set(Calculators.all.map(\.name)))
    let listed = CalculatorTopic.main + CalculatorTopic.more
    let list = CalculatorList(reader: Gallery(.zh, path: "/calculators").reader).page
    #expect(Markup(list).faults == [])
    for topic in listed { #expect(list.text.contains("href=\"\(topic.path)\"")) }
    #expect(
      Set(listed.map(\.key)).union(["resident-id", "credit-code", "plate", "bank-card", "phone", "case-number"])
        == Set(Calculators.all.map(\.name)).union(["identity"]))
  }

  @Test("Every field, choice and result has words in both languages")
  func words() throws {
    let books = try #require(CalculatorPageTests.books)
    func check(_ fields: [CalcField]) {
      for field in fields {
        #expect(!field.phrase.zh.isEmpty && !field.phrase.en.isEmpty)
        switch field.kind {
        case .choice(let words): for word in words { #expect(CalculatorWords.choice(word).zh != word, "\(word)") }
        case .rows(let columns): check(columns)
        case .day, .moment, .money, .count, .text: break
        }
      }
    }
    for topic in CalculatorTopic.main + CalculatorTopic.more {
      check(topic.fields)
      #expect(!topic.intro.zh.isEmpty && !topic.intro.en.isEmpty, "\(topic.key)")
    }
    for (key, query, _) in CalculatorPageTests.questions where key != "distribution" {
      let topic = try #require(CalculatorTopic.named(key))
      let form = FormData(query)
      let rule = topic.rule ?? form["kind"]
      let members = CalculatorQuery(topic.fields, form).members.filter { topic.rule != nil || $0.name != "kind" }
      guard case .object(let answers) = try Calculators.answer(rule, members, in: books).value else { continue }
      for answer in answers { #expect(CalculatorWords.result(answer.name, of: rule).zh != answer.name, "\(answer.name)") }
    }
  }

  @Test("A refused field keeps what was typed, with the reason beside it in the reader's language")
  func refused() throws {
    let query = "principal=12x&due=2024-01-10&until=2024-02-10"
    for (language, words) in [(Language.zh, "“12x”不是金额"), (.en, "&quot;12x&quot; is not a sum")] {
      let text = try page("delay-interest", query, language)
      #expect(text.contains("value=\"12x\"") && text.contains("value=\"2024-01-10\""))
      #expect(text.contains("id=\"calc-principal-fault\"") && text.contains("aria-invalid=\"true\""))
      #expect(text.contains(words) && text.contains("href=\"#calc-principal\"") && !text.contains("id=\"answer\""))
    }
    let late = try page("lpr", "on=2019-08-19&tenor=1Y")
    #expect(late.contains("id=\"calc-on-fault\""))
    #expect(try page("identity", "text=1").contains("id=\"calc-kind-fault\""))
  }

  @Test("A fault in a list names the row as it stands in the form, empty rows between counted")
  func rowFaults() throws {
    let query =
      "debtor=person&net=100&claims[0].id=甲&claims[0].class=ordinary&claims[0].amount=50&claims[3].id=乙"
      + "&claims[3].class=ordinary&claims[3].amount=多&rows.claims=5"
    let text = try page("distribution", query)
    #expect(text.contains("id=\"calc-claims-3--amount-fault\"") && text.contains("value=\"多\""))
    #expect(text.contains("name=\"claims[4].id\"") && !text.contains("name=\"claims[5].id\""))
  }

  @Test("“Add a row” keeps what was typed, shows one more row and asks nothing yet")
  func addRow() throws {
    let text = try page("distribution", "debtor=person&net=&claims[0].id=甲&rows.claims=3&add=claims")
    #expect(text.contains("value=\"甲\"") && text.contains("name=\"claims[3].id\"") && !text.contains("name=\"claims[4].id\""))
    #expect(!text.contains("class=\"faults\"") && !text.contains("id=\"answer\""))
    #expect(try !page("distribution", "rows.claims=999999999999&add=claims").contains("name=\"claims[50].id\""))
  }

  @Test("A failed check is an answer and says beside the field which sign is wrong")
  func failedCheck() throws {
    let text = try page("identity", "kind=resident-id&text=331002198510152037", .en)
    #expect(
      text.contains("id=\"answer\"") && text.contains("id=\"calc-text-fault\"") && text.contains("value=\"331002198510152037\""))
  }

  @Test("Steps, articles with their version, settings with their origin and the provisional mark are shown")
  func reasons() throws {
    let fee = try page("fee", "amount=130000")
    #expect(fee.contains("诉讼费用交纳办法") && fee.contains("<td data-label=\"条款\">14(1)</td>"))
    let old = try page("delay-interest", "principal=100000&due=2014-05-31&until=2014-10-31")
    #expect(old.contains("<code>yearBase</code>") && old.contains("文件 config/court.yaml") && old.contains(">360<"))
    #expect(try page("period", "from=2026-12-20&days=30").contains("class=\"banner warn\""))
    #expect(try !page("period", "from=2026-02-06&days=10").contains("class=\"banner warn\""))
  }

  @Test("The link to a result repeats the result")
  func link() throws {
    for (key, query, _) in CalculatorPageTests.questions {
      let first = try page(key, query)
      let start = try #require(first.range(of: "· <a href=\""))
      let link = first[start.upperBound...].prefix { $0 != "\"" }.replacing("&amp;", with: "&")
      let again = try page(key, String(link.drop { $0 != "?" }.dropFirst()))
      func answer(_ page: String) -> Substring {
        page.range(of: "id=\"answer\"").map { page[$0.lowerBound...].prefix { $0 != "·" } } ?? ""
      }
      #expect(answer(first) == answer(again) && !answer(first).isEmpty, "\(link)")
    }
  }

  @Test("The API answers a query and JSON exactly as a line of a batch")
  func api() throws {
    let books = try #require(CalculatorPageTests.books)
    for (key, query, _) in CalculatorPageTests.questions
    where key != "identity" && !query.contains("无") && !query.contains("130,000") {
      let form = FormData(query)
      let asked = try CalcRoutes.answer(key, query: form, books)
      var line = Array(JSONText.encode(InputValue.object(form.input)).utf8)
      line.removeLast()
      if query.contains("deductions=") || line.count < 3 { continue }
      #expect(try CalcRoutes.answer(key, json: line + [UInt8(ascii: "}")], books) == asked, "\(key)")
      line += Array(",\"id\":\"7\",\"rule\":\"\(key)\"}".utf8)
      var output: [UInt8] = []
      CalcLine.answer(line, line.indices, in: books, to: &output)
      #expect(
        String(decoding: output, as: UTF8.self) == "{\"id\":\"7\"," + String(decoding: asked.dropFirst(), as: UTF8.self) + "\n")
    }
  }

  @Test("The API's refusal names the field, its code and its status")
  func apiRefusals() throws {
    let books = try #require(CalculatorPageTests.books)
    func refusal(_ rule: String, _ json: String) -> LawRefusal? {
      do throws(LawRefusal) {
        _ = try CalcRoutes.answer(rule, json: Array(json.utf8), books)
        return nil
      } catch {
        return error
      }
    }
    let cases: [(String, String, String, String, Int)] = [
      ("lpr", "{\"on\":\"2019-08-19\",\"tenor\":\"1Y\"}", "on", "beforeFirstPublication", 422),
      ("lpr", "{\"on\":\"2031-01-01\",\"tenor\":\"1Y\"}", "on", "beyondKnown", 422),
      ("fee", "{\"amont\":\"1\"}", "amont", "unknownField", 422), ("fee", "{}", "amount", "missing", 422),
      ("fee", "{\"amount\":1e99}", "amount", "notMoney", 422), ("no", "{}", "rule", "unknownRule", 404),
      ("fee", "[]", "", "notAnObject", 400), ("fee", "{", "", "badJSON", 400),
    ]
    for (rule, json, field, code, status) in cases {
      let refusal = try #require(refusal(rule, json), "\(rule) \(json)")
      #expect(refusal.field == field && refusal.code == code && CalcRoutes.status(refusal) == status, "\(rule) \(json)")
      #expect(!refusal.message.zh.isEmpty && !refusal.message.en.isEmpty)
    }
    let unknown = #expect(throws: LawRefusal.self) { try CalcRoutes.answer("fee", query: FormData("amount=5&x=1"), books) }
    #expect(unknown?.field == "x")
  }

  @Test("The API's description has every calculator, by query and by JSON, open to anyone")
  func described() {
    let text = OpenAPI.text("云溪县人民法院")
    for calculator in Calculators.all { #expect(text.contains("\"/api/calc/\(calculator.name)\":{\"get\":")) }
    #expect(text.contains("\"enum\":[\"priority\",\"ordinary\"]"))
  }

  @Test("Whatever an address holds, a page comes back and nothing of it stands as markup")
  func fuzz() throws {
    var seed: UInt64 = 11
    func roll(_ most: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % most
    }
    let pieces = [
      "<script>", "\"", "&", "=", "[", "]", ".", "claims[", "0].id", "%", "%zz", "-1", "9999999999999999999", "甲", "null", "+",
      ";",
    ]
    for topic in CalculatorTopic.main + CalculatorTopic.more {
      for _ in 0..<40 {
        var query = ""
        for field in topic.fields { query += "&\(field.name)=" + (0..<roll(4)).map { _ in pieces[roll(pieces.count)] }.joined() }
        query += (0..<roll(6)).map { _ in pieces[roll(pieces.count)] }.joined()
        let text = try page(topic.key, query)
        #expect(!text.contains("<script>"))
      }
    }
  }
}
