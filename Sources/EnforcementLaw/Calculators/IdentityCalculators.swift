import Basics

extension Calculators {
  static let identityCalculators: [Calculator] = [residentID, creditCode, plate, bankCard, phone, caseNumber, mask]

  private static let text = CalcField("text", "号码", "text", .text(max: 200))

  /// A check whose refusal is an answer: what is wrong, and where.
  private static func check(
    _ name: String, _ zh: String, _ en: String, _ rule: String, _ citations: [Citation],
    _ parts: @escaping @Sendable (String, CalcBooks) throws(LawRefusal) -> [CalcValue.Member]
  ) -> Calculator {
    Calculator(name, Phrase(zh, en), rule, [text]) { input, books throws(LawRefusal) in
      let text = try input.text("text")
      do throws(LawRefusal) {
        let members = try parts(text, books)
        return Explained(
          .object([.init("valid", .flag(true))] + members),
          Reasons(rule, steps: [.init(Phrase("校验通过", "valid"), text)], citations: citations))
      } catch {
        return Explained(
          .object(
            [
              .init("valid", .flag(false)), .init("code", .text(error.code)), .init("message", .phrase(error.message)),
            ] + completion(name, text)), Reasons(rule, steps: [.init(error.message, text)], citations: citations))
      }
    }
  }

  /// Seventeen signs of a number of eighteen: the answer names the last one.
  private static func completion(_ name: String, _ text: String) -> [CalcValue.Member] {
    let signs = IdentityText.plain(text)
    guard signs.count == 17 else { return [] }
    if name == "resident-id", let digits = try? IdentityText.digits(signs, field: "text") {
      return [.init("completed", .text(String(signs) + String(ResidentID.checkSign(of: digits))))]
    }
    guard name == "credit-code", signs.allSatisfy({ CreditCode.values[$0] != nil }) else { return [] }
    return [.init("completed", .text(String(signs) + String(CreditCode.checkSign(of: signs))))]
  }

  private static let residentID = check("resident-id", "公民身份号码", "Resident ID", "R10.1", [ResidentID.standard]) {
    text, _ throws(LawRefusal) in
    let id = try ResidentID.check(text)
    return [
      .init("number", .text(id.number)), .init("area", .text(id.area)), .init("birth", .of(id.birth)),
      .init("sex", .text(id.isMale ? "male" : "female")), .init("legacy", .flag(id.wasLegacy)),
    ]
  }

  private static let creditCode = check("credit-code", "统一社会信用代码", "Social credit code", "R10.2", [CreditCode.standard]) {
    text, _ throws(LawRefusal) in
    let code = try CreditCode.check(text)
    return [
      .init("number", .text(code.code)), .init("department", .of(code.department)), .init("kind", .of(code.kind)),
      .init("area", .text(code.area)), .init("organisation", .text(code.organisation)),
      .init("organisationCheckHolds", .flag(code.organisationCheckHolds)),
    ]
  }

  private static let plate = check("plate", "机动车号牌", "Number plate", "R10.3", [Plate.standard]) {
    text, books throws(LawRefusal) in
    let plate = try Plate.check(text, specialForms: books.settings.plateSpecialForms)
    return [
      .init("number", .text(plate.number)), .init("province", .text(plate.province)), .init("office", .text(plate.office)),
      .init("kind", .text(plate.kind.rawValue)),
    ]
  }

  private static let bankCard = check("bank-card", "银行卡号", "Bank card", "R10.4", [BankCard.standard]) {
    text, _ throws(LawRefusal) in
    let card = try BankCard.check(text)
    return [.init("number", .text(card.number)), .init("issuer", .text(card.issuer)), .init("lastFour", .text(card.lastFour))]
  }

  private static let phone = check("phone", "电话号码", "Telephone", "R10.5", []) { text, _ throws(LawRefusal) in
    let phone = try Phone.check(text)
    return [.init("number", .text(phone.number)), .init("kind", .text(phone.isMobile ? "mobile" : "fixed"))]
  }

  private static let caseNumber = check("case-number", "案号", "Case number", "R1.1", [CaseNumber.article]) {
    text, _ throws(LawRefusal) in
    let number = try CaseNumber.parse(text)
    return [
      .init("number", .of(number)), .init("year", .number(String(number.year))), .init("court", .text(number.court)),
      .init("special", .text(number.special)), .init("type", .text(number.typeCode)),
      .init("serial", .number(String(number.serial))),
      .init("suffix", number.suffix.map { .number(String($0)) } ?? .null),
    ]
  }

  /// Kinds by the words of the other calculators, and by their own.
  private static let maskKinds: [String: Masking.Kind] = [
    "name": .name, "resident-id": .residentID, "residentID": .residentID, "phone": .phone, "bank-card": .bankCard,
    "bankCard": .bankCard, "credit-code": .creditCode, "creditCode": .creditCode, "plate": .plate, "address": .address,
    "resident-id-on-list": .residentIDOnList, "residentIDOnList": .residentIDOnList,
  ]

  private static let mask = Calculator(
    "mask", Phrase("隐名处理", "Masking"), "R10.6",
    [CalcField("kind", "种类", "kind", .choice(maskKinds.keys.sorted())), CalcField("text", "文字", "text", .text(max: 200))]
  ) { input, books throws(LawRefusal) in
    let kind = maskKinds[try input.word("kind")] ?? .name
    return Masking.mask(kind, try input.text("text"), settings: books.settings).map { .text($0) }
  }
}
