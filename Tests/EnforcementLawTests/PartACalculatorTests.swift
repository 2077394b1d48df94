import Basics
import EnforcementLaw
import Foundation
import Testing

@Suite("Calculators: one dispatcher for command line, API and pages") struct PartACalculatorTests {
  private func books(_ settings: CourtSettings = .standard) throws -> CalcBooks {
    CalcBooks(
      calendar: try PartA.calendar(), settings: settings,
      rates: RateTables(
        lpr: try LPRTable.parse(csv: try PartA.text("data-law/lpr.csv")),
        benchmark: try BenchmarkTable.parse(csv: try PartA.text("data-law/pboc_benchmark.csv"))))
  }

  /// The answer to one line, as another JSON reader sees it.
  private func answer(_ line: String, _ books: CalcBooks) throws -> [String: Any] {
    var output: [UInt8] = []
    let bytes = Array(line.utf8)
    CalcLine.answer(bytes, 0..<bytes.count, in: books, to: &output)
    #expect(output.last == 10)
    #expect(output.dropLast().contains(10) == false)
    return try #require(try JSONSerialization.jsonObject(with: Data(output)) as? [String: Any])
  }

  @Test("The line of the contract is answered with value, steps and citations")
  func contract() throws {
    let answer = try answer(#"{"id":"1","rule":"period","from":"2024-04-26","days":7}"#, books())
    #expect(answer["id"] as? String == "1")
    #expect(answer["value"] as? String == "2024-05-06")
    let citations = try #require(answer["citations"] as? [[String: String]])
    #expect(citations == [["law": "民事诉讼法", "version": "2023", "article": "85"]])
    let steps = try #require(answer["steps"] as? [[String: Any]])
    #expect(steps.map { $0["figure"] as? String } == ["2024-05-03", "2024-05-06"])
    #expect((steps.first?["what"] as? [String: String])?["zh"] == "加7日")
  }

  @Test("Every rule of the contract gives its worked example")
  func values() throws {
    let books = try books()
    let single: [(String, String)] = [
      (#""period","from":"2023-08-31","months":6"#, "2024-02-29"), (#""period","from":"2026-02-13","workdays":3"#, "2026-02-25"),
      (#""fee","amount":"500001""#, "7400.01"), (#""fee","amount":22680000"#, "90080.00"), (#""fee","amount":null"#, "50.00"),
      (#""preservation-fee","amount":"500000.00""#, "3020.00"), (#""preservation-fee","amount":null"#, "30.00"),
      (#""delay-interest","principal":"100000","due":"2024-01-10","payments":[],"until":"2024-07-08""#, "3150.00"),
      (
        #""delay-interest","principal":"100000","due":"2024-01-10","until":"2024-07-08","excluded":[["2024-02-01","2024-03-01"]]"#,
        "2625.00"
      ),
      (
        #""delay-interest","principal":"100000","due":"2024-01-10","payments":[{"on":"2024-03-10","amount":"40000"},{"on":"2024-07-08","amount":"60000"}]"#,
        "2310.00"
      ),
      (
        #""delay-interest","principal":"100000","due":"2024-01-10","payments":"2024-03-10 40000; 2024-07-08=60000","until":"2024-07-08""#,
        "2310.00"
      ),
      (#""lpr","on":"2022-08-21","tenor":"1Y""#, "3.70"), (#""lpr","on":"2022-08-22","tenor":"5Y""#, "4.30"),
      (#""loan-cap","contract":"2022-05-01""#, "14.80"), (#""loan-cap","contract":"2025-06-01""#, "12.00"),
      (#""loan-cap","contract":"2018-05-01","suit":"2024-08-01""#, "13.40"),
      (#""seizure-end","kind":"movable","start":"2024-02-29","months":24"#, "2026-02-27"),
      (#""limitation","due":"2022-03-15","interruptions":["2023-12-01"]"#, "2025-12-01"),
      (#""bid-extension","end":"2024-05-10T10:00:00","bid":"2024-05-10T09:57:30""#, "2024-05-10T10:02:30"),
      (#""bid-extension","end":"2024-05-10T10:00:00+08:00","bid":"2024-05-10T09:54:59+08:00""#, "2024-05-10T10:00:00+08:00"),
      (#""mask","kind":"phone","text":"13800001234""#, "138****1234"), (#""node","node":"N4","from":"2024-02-01""#, "2024-02-18"),
      (#""node","node":"N14","from":"2024-05-01T08:30""#, "2024-05-03T09:00:00+08:00"),
    ]
    for (line, expected) in single {
      let answer = try answer("{\"id\":7,\"rule\":\(line)}", books)
      #expect(answer["value"] as? String == expected, "\(line) \(answer)")
      #expect(answer["id"] as? Int == 7)
    }
    let dates = try answer(#"{"rule":"research-dates","ended":"2024-04-20"}"#, books)["value"] as? [String]
    #expect(dates?.first == "2024-10-20" && dates?.last == "2029-04-20" && dates?.count == 10)
  }

  @Test("Rules with several results give each by its name")
  func objects() throws {
    let books = try books()
    let objects: [(String, [String: String])] = [
      (
        #""case-limit","filed":"2024-01-15","months":6,"deductions":[{"kind":"valuation","first":"2024-03-01","last":"2024-04-10"},{"kind":"auction","first":"2024-05-01","last":"2024-06-15"}]"#,
        ["caseLimit": "2024-10-08", "art237": "2024-08-26"]
      ),
      (
        #""distribution","debtor":"person","net":"985000","claims":[{"id":"M","class":"priority","amount":"600000","rank":1},{"id":"A","class":"ordinary","amount":"500000","seizureOrder":2},{"id":"B","class":"ordinary","amount":"300000","seizureOrder":1},{"id":"C","class":"ordinary","amount":"200000","seizureOrder":3}]"#,
        ["M": "600000.00", "A": "192500.00", "B": "115500.00", "C": "77000.00"]
      ),
      (
        #""distribution","debtor":"enterprise","net":"985000","claims":"M priority 600000 1 -; A ordinary 500000 - 2; B ordinary 300000 - 1; C ordinary 200000 - 3""#,
        ["M": "600000.00", "A": "85000.00", "B": "300000.00", "C": "0.00"]
      ),
      (
        #""auction","appraisal":"1000000","kind":"immovable""#,
        ["start": "700000.00", "depositLow": "35000.00", "depositHigh": "140000.00", "second": "560000.00"]
      ), (#""listing","ground":4,"decided":"2024-03-01""#, ["ends": "2026-03-01", "removeBy": "2026-03-04"]),
      (
        #""listing","ground":1,"decided":"2024-03-01","events":[{"kind":"performed","on":"2024-10-01"}]"#,
        ["removeBy": "2024-10-10"]
      ),
      (#""listing","ground":4,"decided":"2024-03-01","extraYears":2"#, ["ends": "2028-03-01"]),
      (#""resident-id","text":"331002198510152036""#, ["birth": "1985-10-15", "area": "331002", "sex": "male"]),
      (#""resident-id","text":"33100219851015203""#, ["code": "length", "completed": "331002198510152036"]),
      (#""credit-code","text":"91110000633674095""#, ["completed": "91110000633674095N"]),
      (#""case-number","text":"（2024）浙1004执123号""#, ["number": "(2024)浙1004执123号", "court": "浙1004", "type": "执"]),
      (#""plate","text":"浙J12345D""#, ["kind": "newEnergyLarge"]),
      (#""bank-card","text":"6217001450000123455""#, ["lastFour": "3455"]),
      (#""phone","text":"0576-88880000""#, ["kind": "fixed"]),
    ]
    for (line, expected) in objects {
      let answer = try answer("{\"id\":\"1\",\"rule\":\(line)}", books)
      let value = try #require(answer["value"] as? [String: Any], "\(line) \(answer)")
      for (name, text) in expected { #expect(value[name] as? String == text, "\(line) \(value)") }
    }
    let auction = try answer(#"{"rule":"auction","appraisal":"1000000","kind":"immovable"}"#, books)["value"] as? [String: Any]
    #expect(auction?["noticeDays"] as? Int == 30 && auction?["secondNoticeDays"] as? Int == 15)
    let invalid = try answer(#"{"rule":"case-number","text":"(2024)浙1004执恢0012号"}"#, books)["value"] as? [String: Any]
    #expect(invalid?["valid"] as? Bool == false)
  }

  @Test("A bad line is answered with the field, a code and both languages")
  func refusals() throws {
    let books = try books()
    let wrong: [(String, String, String)] = [
      (#"{"id":1,"rule":"period","from":"2024-04-31","days":7}"#, "from", "notADate"),
      (#"{"id":1,"rule":"period","days":7}"#, "from", "missing"),
      (#"{"id":1,"rule":"period","from":"2024-04-26"}"#, "days", "missing"),
      (#"{"id":1,"rule":"period","from":"2024-04-26","days":1,"months":1}"#, "days", "moreThanOne"),
      (#"{"id":1,"rule":"period","from":"2024-04-26","days":1.5}"#, "days", "notACount"),
      (#"{"id":1,"rule":"period","from":"2024-04-26","dayz":1}"#, "dayz", "unknownField"),
      (#"{"id":1,"rule":"period","from":["2024-04-26"],"days":1}"#, "from", "wrongShape"),
      (#"{"id":1,"rule":"perriod"}"#, "rule", "unknownRule"), (#"{"id":1}"#, "rule", "missing"), ("[1]", "", "notAnObject"),
      (#"{"id":1,"rule":"fee","amount":"1.234"}"#, "amount", "notMoney"),
      (#"{"id":1,"rule":"fee","amount":1e5}"#, "amount", "notMoney"),
      (#"{"id":1,"rule":"fee","amount":"-1"}"#, "amount", "amountOutOfRange"),
      (#"{"id":1,"rule":"lpr","on":"2019-08-19","tenor":"1Y"}"#, "on", "beforeFirstPublication"),
      (#"{"id":1,"rule":"lpr","on":"2099-08-19","tenor":"1Y"}"#, "on", "beyondKnown"),
      (#"{"id":1,"rule":"lpr","on":"2024-08-19","tenor":"2Y"}"#, "tenor", "notAChoice"),
      (#"{"id":1,"rule":"loan-cap","contract":"2019-01-01"}"#, "contract", "beforeFirstPublication"),
      (#"{"id":1,"rule":"loan-cap","contract":"2020-01-01"}"#, "suit", "suitNeeded"),
      (#"{"id":1,"rule":"seizure-end","kind":"deposit","start":"2024-05-10","months":36}"#, "months", "termTooLong"),
      (
        #"{"id":1,"rule":"case-limit","filed":"2024-01-15","deductions":[{"kind":"auction","first":"2024-02-01"}]}"#,
        "deductions[0].last", "missing"
      ),
      (#"{"id":1,"rule":"bid-extension","end":"2024-05-10T10:00:00","bid":"2024-05-10T10:00:01"}"#, "bid", "biddingClosed"),
      (
        #"{"id":1,"rule":"auction","appraisal":"1000000","kind":"movable","previousStart":"699999.99"}"#, "previousStart",
        "startPriceTooLow"
      ),
      (#"{"id":1,"rule":"listing","ground":1,"decided":"2024-03-01","extraYears":1}"#, "extraYears", "extraNotAllowed"),
      (#"{"id":1,"rule":"listing","ground":4,"decided":"2024-03-01","birth":"2007-01-01"}"#, "birth", "minor"),
      (
        #"{"id":1,"rule":"distribution","debtor":"person","net":"1","claims":[{"id":"A","class":"first","amount":"1"}]}"#,
        "claims[0].class", "notAChoice"
      ),
      ("", "", "badJSON"), ("{", "", "badJSON"), (#"{"id":1,"id":2}"#, "", "badJSON"), (#"{"id":01}"#, "", "badJSON"),
      ("{\"id\":\"\u{1}\"}", "", "badJSON"),
    ]
    for (line, field, code) in wrong {
      let error = try #require(try answer(line, books)["error"] as? [String: Any], "\(line)")
      #expect(error["field"] as? String == field, "\(line) \(error)")
      #expect(error["code"] as? String == code, "\(line) \(error)")
      let message = error["message"] as? [String: String]
      #expect(message?["zh"]?.isEmpty == false && message?["en"]?.isEmpty == false, "\(line)")
    }
  }

  @Test("Strings with escapes, surrogate pairs and ids of any kind come back unchanged")
  func escapes() throws {
    let books = try books()
    let id = #"a"b\\c\/d\n\u4e2d\ud83c\udfdb"#.replacingOccurrences(of: "a\"b", with: "a\\\"b")
    let answer = try answer("{\"id\":\"\(id)\",\"rule\":\"mask\",\"kind\":\"name\",\"text\":\"\\u738b\\u5c0f\"}", books)
    #expect(answer["id"] as? String == "a\"b\\c/d\n中🏛")
    #expect(answer["value"] as? String == "王某")
    for id in ["null", "12345678901234567890", "-1.5e3", "true", "[1,\"x\"]", "{\"a\":null}"] {
      var output: [UInt8] = []
      let line = Array("{\"id\":\(id),\"rule\":\"fee\",\"amount\":1}".utf8)
      CalcLine.answer(line, 0..<line.count, in: books, to: &output)
      #expect(String(decoding: output, as: UTF8.self).hasPrefix("{\"id\":\(id),\"value\":\"50.00\""))
    }
    for bad in [
      #""\ud83c""#, #""\ud83cx""#, #""\x""#, #""\u12g4""#, "\"\u{7}\"", "1.", ".5", "-", "1e", "tru", "[1,]", "{\"a\":1,}",
    ] {
      #expect(try self.answer("{\"id\":\(bad)}", books)["error"] != nil, "\(bad)")
    }
    let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
    #expect((try self.answer(deep, books)["error"] as? [String: Any])?["code"] as? String == "badJSON")
  }

  @Test("Each calculator has fields, a title in both languages and a rule, and asks for what it needs")
  func catalogue() throws {
    let books = try books()
    #expect(Set(Calculators.all.map(\.name)).count == Calculators.all.count)
    for calculator in Calculators.all {
      #expect(!calculator.title.zh.isEmpty && !calculator.title.en.isEmpty && calculator.rule.hasPrefix("R"))
      let refusal = PartA.refusal { () throws(LawRefusal) in try Calculators.answer(calculator.name, [], in: books) }
      #expect(refusal?.code == "missing", "\(calculator.name)")
      #expect(calculator.fields.contains { $0.name == refusal?.field }, "\(calculator.name)")
    }
  }

  @Test("A court's settings reach the calculators and are named in the answer")
  func settings() throws {
    var settings = CourtSettings()
    try settings.set("endStyle", to: "sameDay", origin: "court.yaml")
    let answer = try answer(#"{"rule":"seizure-end","kind":"deposit","start":"2024-05-10","months":12}"#, books(settings))
    #expect(answer["value"] as? String == "2025-05-10")
    let used = try #require(answer["settings"] as? [[String: String]])
    #expect(used.contains(["name": "endStyle", "value": "sameDay", "origin": "court.yaml"]))
    let beyond = try self.answer(#"{"rule":"period","from":"2027-04-26","days":7}"#, books())
    #expect(beyond["provisional"] as? Bool == true)
  }

  @Test("Fuzzed lines never trap and always get one line of JSON")
  func fuzz() throws {
    let seed: UInt64 = 8259
    print("seed \(seed)")
    var chance = Chance(seed: seed)
    let books = try books()
    let good = [
      #"{"id":"1","rule":"period","from":"2024-04-26","days":7}"#, #"{"id":2,"rule":"fee","amount":"130000.00"}"#,
      #"{"rule":"case-limit","filed":"2024-01-15","deductions":[{"kind":"auction","first":"2024-02-01","last":"2024-03-01"}]}"#,
      #"{"rule":"delay-interest","principal":"100000","due":"2024-01-10","until":"2024-07-08","excluded":[["2024-02-01","2024-03-01"]]}"#,
      #"{"rule":"distribution","debtor":"person","net":"985000","claims":[{"id":"A","class":"ordinary","amount":"500000"}]}"#,
      #"{"rule":"bid-extension","end":"2024-05-10T10:00:00","bid":"2024-05-10T09:57:30"}"#,
      #"{"rule":"limitation","due":"2022-03-15","interruptions":["2023-12-01"],"applied":"2024-01-01"}"#,
    ]
    var answered = 0
    for _ in 0..<10_000 {
      var line = Array(chance.text(near: chance.pick(good)).utf8)
      for _ in 0..<chance.number(0...2) where !line.isEmpty {
        line[chance.number(0...(line.count - 1))] = UInt8(chance.number(0...255))
      }
      var output: [UInt8] = []
      CalcLine.answer(line, 0..<line.count, in: books, to: &output)
      if output.last == 10, output.filter({ $0 == 10 }).count == 1,
        (try? JSONSerialization.jsonObject(with: Data(output))) != nil
      {
        answered += 1
      }
    }
    #expect(answered == 10_000, "seed \(seed)")
  }
}
