import Basics
import EnforcementLaw
import Testing

@Suite("Chapter 10: identity data") struct PartAIdentityTests {
  @Test("The check digits of the examples hold")
  func residentExamples() throws {
    for number in ["11010519491231002X", "440524188001010014"] where number.hasPrefix("11") {
      #expect(try ResidentID.check(number).number == number)
    }
    for number in ["331002198510152036", "331082200002291234", "331004199003071511"] {
      let id = try ResidentID.check(number)
      #expect(id.number == number)
      #expect(id.area == String(number.prefix(6)))
    }
    let id = try ResidentID.check("331082200002291234")
    #expect(id.birth.description == "2000-02-29")
    #expect(id.isMale)
    #expect(try !ResidentID.check("11010519491231002x").isMale)
    // Born in 1880: the check digit holds, but nobody is that old.
    #expect(PartA.refusal { () throws(LawRefusal) in try ResidentID.check("440524188001010014") }?.code == "birthDate")
  }

  @Test("A wrong resident ID is refused with the place that is wrong")
  func residentRefusals() throws {
    func code(_ text: String, today: Day? = nil) -> String? {
      PartA.refusal { () throws(LawRefusal) in try ResidentID.check(text, today: today) }?.code
    }
    #expect(code("331002198510152035") == "checkDigit")
    #expect(code("33100219851015203") == "length")
    #expect(code("331002198502302036") == "birthDate")
    #expect(code("991002198510152036") == "area")
    #expect(code("33100219851O152036") == "character")
    #expect(code("33100219851015203Y") == "character")
    #expect(code("331002198510152036", today: try PartA.day("1985-10-14")) == "birthDate")
    #expect(code("") == "length")
    let refusal = PartA.refusal { () throws(LawRefusal) in try ResidentID.check("331002198510152030") }
    #expect(refusal?.message.zh.contains("第18位应为6，实为0") == true)
    #expect(refusal?.message.en.contains("position 18 should be 6, not 0") == true)
  }

  @Test("Fifteen digits become eighteen with 19 and a check digit")
  func legacy() throws {
    let id = try ResidentID.check("110105491231002")
    #expect(id.number == "11010519491231002X")
    #expect(id.wasLegacy)
    #expect(PartA.refusal { () throws(LawRefusal) in try ResidentID.check("110105490231002") }?.code == "birthDate")
  }

  @Test("Age turns on the birthday; of one born on 29 February on 1 March of a common year")
  func age() throws {
    let id = try ResidentID.check("331082200002291234")
    #expect(id.age(on: try PartA.day("2018-02-28")) == 17)
    #expect(id.age(on: try PartA.day("2018-03-01")) == 18)
    #expect(id.age(on: try PartA.day("2020-02-29")) == 20)
  }

  @Test("Every single wrong sign in a resident ID or a credit code is caught")
  func singleErrors() throws {
    let seed: UInt64 = 11_643
    print("seed \(seed)")
    var chance = Chance(seed: seed)
    for _ in 0..<60 {
      let id = try residentID(&chance)
      #expect(try ResidentID.check(id).number == id)
      try expectSingleErrorsCaught(id, alphabet: Array("0123456789X")) { text throws(LawRefusal) in try ResidentID.check(text) }
      let code = creditCode(&chance)
      #expect(try CreditCode.check(code).code == code)
      try expectSingleErrorsCaught(code, alphabet: Array("0123456789ABCDEFGHJKLMNPQRTUWXY")) { text throws(LawRefusal) in
        try CreditCode.check(text)
      }
    }
  }

  private func expectSingleErrorsCaught<Value>(
    _ good: String, alphabet: [Character], _ check: (String) throws(LawRefusal) -> Value
  ) throws {
    var missed: [String] = []
    let signs = Array(good)
    for place in signs.indices {
      for sign in alphabet where sign != signs[place] {
        var wrong = signs
        wrong[place] = sign
        if (try? check(String(wrong))) != nil { missed.append(String(wrong)) }
      }
    }
    #expect(missed.isEmpty, "\(good)")
  }

  private func residentID(_ chance: inout Chance) throws -> String {
    let day = Day(number: 0) + chance.number(-20_000...19_000)
    let date = day.description.filter { $0 != "-" }
    let body = "3310\(chance.number(10...99))\(date)\(chance.number(100...999))"
    return body + String(ResidentID.checkSign(of: body.compactMap(\.wholeNumberValue)))
  }

  private func creditCode(_ chance: inout Chance) -> String {
    let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
    let body =
      "91" + (0..<6).map { _ in String(chance.number(0...9)) }.joined() + String((0..<9).map { _ in chance.pick(alphabet) })
    return body + String(CreditCode.checkSign(of: Array(body)))
  }

  @Test("The check signs of credit and organisation codes hold")
  func creditExamples() throws {
    let code = try CreditCode.check("91350100M000100Y43")
    #expect(code.department == "9" && code.area == "350100" && code.organisation == "M000100Y4")
    #expect(code.organisationCheckHolds)
    #expect(try CreditCode.check("91110000633674095N").code.hasSuffix("N"))
    #expect(try CreditCode.check("11330000002482072w").code.hasSuffix("W"))
    #expect(CreditCode.organisationCheckSign(of: Array("D2143569")) == "X")
    func refused(_ text: String) -> String? { PartA.refusal { () throws(LawRefusal) in try CreditCode.check(text) }?.code }
    #expect(refused("91350100M000100Y4") == "length")
    #expect(refused("91350100M000100Y44") == "checkDigit")
    #expect(refused("9I350100M000100Y43") == "character")
    #expect(refused("913501AAM000100Y43") == "character")
  }

  @Test("Plates of seven and of eight signs are read, with the kind")
  func plates() throws {
    let good: [(String, Plate.Kind)] = [
      ("浙J12345", .ordinary), ("浙JD12345", .pureElectricSmall), ("浙JDA1234", .pureElectricSmall),
      ("浙JF12345", .otherNewEnergySmall),
      ("浙J12345D", .newEnergyLarge), ("浙J·1234挂", .trailer), ("浙J1234学", .learner), ("粤Z1234港", .crossBorder),
      ("浙a12b45", .ordinary),
    ]
    for (text, kind) in good { #expect(try Plate.check(text).kind == kind, "\(text)") }
    #expect(try Plate.check("浙J·12345").number == "浙J12345")
    for text in ["浙JI2345", "浙J1234", "浙JF6A123", "浙I12345", "J12345", "", "浙", "浙J123456", "浙J1234使", "WJ浙12345", "使014578"] {
      _ = PartA.refusal { () throws(LawRefusal) in try Plate.check(text) }
    }
    #expect(try Plate.check("WJ浙12345", specialForms: true).kind == .armedPolice)
    #expect(try Plate.check("使014578", specialForms: true).kind == .embassy)
    #expect(try Plate.check("沪A0023领", specialForms: true).kind == .consulate)
    let refusal = PartA.refusal { () throws(LawRefusal) in try Plate.check("浙JI2345") }
    #expect(refusal?.message.zh.contains("第3位“I”") == true)
  }

  @Test("Card numbers pass Luhn, accounts need not")
  func cards() throws {
    #expect(try BankCard.check("6222 0212 0700 0000 000").lastFour == "0000")
    #expect(try BankCard.check("6217001450000123455").issuer == "621700")
    let wrong = PartA.refusal { () throws(LawRefusal) in try BankCard.check("6217001450000123456") }
    #expect(wrong?.code == "checkDigit")
    #expect(wrong?.message.zh.contains("第19位应为5，实为6") == true)
    #expect(PartA.refusal { () throws(LawRefusal) in try BankCard.check("621700145000012") }?.code == "length")
    #expect(try BankAccount.check("6217001450000123456").number == "6217001450000123456")
  }

  @Test("Mobile and fixed lines are read")
  func phones() throws {
    #expect(try Phone.check("138 0000 1234").isMobile)
    #expect(try Phone.check("+8613800001234").number == "13800001234")
    for text in ["0576-8888000", "0576-88880000", "01088880000", "021-88880000"] { #expect(try !Phone.check(text).isMobile) }
    for text in ["12800001234", "1380000123", "138000012345", "23800001234", "0576-888", "0-5-6", "", "0576-88880000-1"] {
      _ = PartA.refusal { () throws(LawRefusal) in try Phone.check(text) }
    }
  }

  @Test("Masks show what the convention shows")
  func masks() throws {
    func mask(_ kind: Masking.Kind, _ text: String) -> String { Masking.mask(kind, text, settings: .standard).value }
    #expect(mask(.residentID, "331002198510152036") == "3310**********2036")
    #expect(mask(.residentIDOnList, "331002198510152036") == "3310021985****2036")
    #expect(mask(.phone, "13800001234") == "138****1234")
    #expect(mask(.phone, "0576-88880000") == "0576-****000")
    #expect(mask(.bankCard, "6222021207000000000") == "**** **** **** 0000")
    #expect(mask(.name, "王小明") == "王某")
    #expect(mask(.name, "欧阳明月") == "欧阳某")
    #expect(mask(.name, "阿依古丽·买买提") == "阿某")
    #expect(mask(.name, "Robert Smith") == "R某")
    #expect(mask(.address, "浙江省台州市路桥区某街1号") == "浙江省台州市路桥区××")
    #expect(mask(.plate, "浙J12345") == "浙J****5")
    let names = Masking.names(["王小明", "王大山", "李某人", "王小明"], settings: .standard)
    #expect(names.value == ["王某1", "王某2", "李某", "王某1"])
    #expect(names.reasons.citations == [Masking.nameArticle])
    var settings = CourtSettings()
    try settings.set("nameMask", to: "star", origin: "x")
    #expect(Masking.mask(.name, "王小明", settings: settings).value == "王**")
  }

  @Test("Fuzzed identity text never traps, and a mask never shows a whole number")
  func fuzz() {
    let seed: UInt64 = 32_100
    print("seed \(seed)")
    var chance = Chance(seed: seed)
    let good = ["331002198510152036", "91350100M000100Y43", "浙J12345D", "6217001450000123455", "0576-88880000", "欧阳明月"]
    var accepted = 0
    for _ in 0..<30_000 {
      let text = chance.text(near: chance.pick(good))
      if (try? ResidentID.check(text)) != nil { accepted += 1 }
      if (try? CreditCode.check(text)) != nil { accepted += 1 }
      if (try? Plate.check(text, specialForms: true)) != nil { accepted += 1 }
      if (try? BankCard.check(text)) != nil { accepted += 1 }
      if (try? Phone.check(text)) != nil { accepted += 1 }
      for kind in Masking.Kind.allCases {
        let masked = Masking.mask(kind, text, settings: .standard).value
        if text.count >= 6, kind != .name, kind != .address { #expect(masked != text, "seed \(seed): \(text)") }
      }
    }
    #expect(accepted > 0, "seed \(seed)")
  }
}
