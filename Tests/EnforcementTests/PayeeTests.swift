import Basics
import EnforcementLaw
import Testing

@testable import Enforcement

/// What is checked of an account before money goes to it.
struct PayeeTests {
  private func kinds(
    _ name: String, _ account: String, code: String = "", bank: String = "示例银行", party: String = "王久安",
    kind: Person.Kind = .natural, consented: Bool = false
  ) -> [String] {
    PayeeAccountCheck.findings(
      ["payeeName": name, "payeeAccount": account, "payeeBank": bank, "payeeBankCode": code], party: party, kind: kind,
      consented: consented
    ).map { "\($0.kind.rawValue)\($0.isBar ? "!" : "")" }
  }

  @Test("The holder is the party, whatever the brackets and blanks; another holder needs the panel's consent")
  func holder() {
    #expect(kinds("王久安", "6228480000001237") == [])
    #expect(kinds("王 久安", "6228480000001237") == [])
    #expect(kinds("临江（示例）有限公司", "19010001040001234", party: "临江(示例)有限公司", kind: .enterprise) == [])
    #expect(kinds("王久", "6228480000001237") == ["otherHolder!"])
    #expect(kinds("王久", "6228480000001237", consented: true) == ["otherHolder"])
  }

  @Test("A card of a natural person has a check digit, an account of a company has none; a bank must be given")
  func numbers() {
    #expect(kinds("王久安", "6228480000001234") == ["cardNumber"])
    #expect(kinds("王久安", "6228480000001234", kind: .enterprise) == [])
    #expect(kinds("王久安", "19010001040001234") == [])
    #expect(kinds("王久安", "6228480000001237", bank: "") == ["noBank!"])
    #expect(kinds("王久安", "6228480000001237", code: "102100099996", bank: "") == [])
    #expect(kinds("王久安", "6228480000001237", code: "102100099995") == ["bankCode!"])
  }

  @Test("A bank code has twelve digits, the last by ISO/IEC 7064 MOD 11,10; every single wrong digit is seen")
  func codes() throws {
    for code in ["102100099996", "105100000017", "103100000026"] {
      #expect(try BankCode.check(code).number == code)
      for place in 0..<12 {
        var digits = code.compactMap(\.wholeNumberValue)
        digits[place] = (digits[place] + 1) % 10
        let wrong = digits.map(String.init).joined()
        #expect(throws: LawRefusal.self, "\(wrong)") { try BankCode.check(wrong) }
      }
    }
    #expect(throws: LawRefusal.self) { try BankCode.check("10210009999") }
    #expect(throws: LawRefusal.self) { try BankCode.check("10210009999X") }
  }
}
