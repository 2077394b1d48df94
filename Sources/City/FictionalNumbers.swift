import Basics
import EnforcementLaw

/// Numbers that pass every check and plainly belong to nobody: order numbers 000 to 009, phones 139 0000 xxxx, a bank prefix and
/// plates that no office issues.
struct FictionalNumbers: Sendable {
  private var random: SplitMix64
  private static let areas = ["331002", "331003", "331004", "331022", "331023", "331024", "331081", "331082", "331083"]
  private static let plateSigns = Array("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ")
  private static let triesMax = 1_000

  /// The same seed and purpose give the same numbers: a person of a file keeps theirs when the file is read again.
  init(seed: UInt64, for purpose: String) { random = SplitMix64(seed: seed, for: "numbers/" + purpose) }

  mutating func identity(_ kind: String, taken: (String) -> Bool) -> String {
    kind == "creditCode" ? creditCode(taken: taken) : residentID(taken: taken)
  }

  private mutating func residentID(taken: (String) -> Bool) -> String {
    draw(taken) { source in
      let area = source.random.pick(FictionalNumbers.areas, or: "331003")
      let year = Int.random(in: 1955...2002, using: &source.random)
      let month = Int.random(in: 1...12, using: &source.random)
      let body = area + String(year) + (month < 10 ? "0" : "") + "\(month)0100\(Int.random(in: 0...9, using: &source.random))"
      return body + String(ResidentID.checkSign(of: body.compactMap(\.wholeNumberValue)))
    }
  }

  private mutating func creditCode(taken: (String) -> Bool) -> String {
    draw(taken) { source in
      let serial = String(Int.random(in: 0...99_999, using: &source.random))
      let organisation = "000" + String(repeating: "0", count: 5 - serial.count) + serial
      let signs = "91" + source.random.pick(FictionalNumbers.areas, or: "331003") + organisation
      let body = signs + String(CreditCode.organisationCheckSign(of: organisation))
      return body + String(CreditCode.checkSign(of: body))
    }
  }

  mutating func account(bank: CityUnit, taken: (String) -> Bool) -> String {
    draw(taken) { source in
      let body = "6299900" + (bank.bankCode?.suffix(3) ?? "000") + source.digits(8)
      return body + String(BankCard.checkDigit(of: body.compactMap(\.wholeNumberValue)))
    }
  }

  mutating func plate(taken: (String) -> Bool) -> String {
    draw(taken) { source in
      "浙J00" + String((0..<3).map { _ in source.random.pick(FictionalNumbers.plateSigns, or: "0") })
    }
  }
  mutating func phone() -> String { "1390000" + digits(4) }
  mutating func vin() -> String { "LZXTEST00" + digits(8) }
  mutating func certificate(taken: (String) -> Bool) -> String {
    draw(taken) { source in
      "浙(\(Int.random(in: 2016...2023, using: &source.random)))台州不动产权第0\(source.digits(6))号"
    }
  }
  mutating func securitiesAccount() -> String { "A00" + digits(7) }
  mutating func policy(taken: (String) -> Bool) -> String { draw(taken) { "PJ0000" + $0.digits(8) } }

  private mutating func digits(_ count: Int) -> String {
    (0..<count).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
  }

  /// Draws until the number is free. The ranges are far larger than a city, so the bound is never met; a number met again then
  /// only makes two things share it, which the caller refuses.
  private mutating func draw(_ taken: (String) -> Bool, _ make: (inout FictionalNumbers) -> String) -> String {
    var number = make(&self)
    var tries = 1
    while taken(number) && tries < FictionalNumbers.triesMax {
      number = make(&self)
      tries += 1
    }
    return number
  }
}
