import Basics

/// Random numbers that are the same for the same seed on every machine (SplitMix64).
struct SeededNumbers: RandomNumberGenerator, Sendable {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
  mutating func pick<Element>(from list: [Element], or fallback: Element) -> Element {
    list.randomElement(using: &self) ?? fallback
  }
}

/// People and companies that nobody is: resident numbers of a province itself (a division in which nobody is registered), credit
/// codes of an organisation series that is not issued, telephone numbers of a prefix that no carrier has.
struct FictionalPeople: Sendable {
  private var numbers: SeededNumbers
  private var count: Int64 = 0
  private var residents: Set<String> = []
  let today: Day

  init(seed: UInt64, today: Day) {
    numbers = SeededNumbers(seed: seed ^ 0x5045_4F50_4C45)
    self.today = today
  }

  mutating func personName() -> String {
    let surname = numbers.pick(from: FictionalPeople.surnames, or: "林")
    let given = numbers.pick(from: FictionalPeople.given, or: "安")
    return surname + given + (Bool.random(using: &numbers) ? numbers.pick(from: FictionalPeople.given, or: "宁") : "")
  }

  mutating func companyName() -> String {
    let place = numbers.pick(from: FictionalPeople.places, or: "台州")
    let word = numbers.pick(from: FictionalPeople.words, or: "远山")
    return place + word + "示例" + numbers.pick(from: FictionalPeople.trades, or: "商贸") + "有限公司"
  }

  /// Somebody of 20 to 70; nobody has the number of another.
  mutating func resident() -> String {
    count += 1
    let ageDays = 7_305 + Int((count * 7_919) % 18_250)
    var order = Int.random(in: 0...999, using: &numbers)
    while true {
      let number = FictionalPeople.resident(birth: today - ageDays, order: order)
      if residents.insert(number).inserted { return number }
      order = (order + 1) % 1_000
    }
  }

  mutating func creditCode() -> String {
    count += 1
    return FictionalPeople.creditCode(serial: Int(count % 100_000_000))
  }

  mutating func phone() -> String {
    count += 1
    return "1540" + FictionalPeople.padded(Int((count * 3_571) % 10_000_000), 7)
  }

  mutating func address() -> String {
    let place = numbers.pick(from: FictionalPeople.places, or: "台州")
    return "浙江省\(place)市示例街道\(numbers.pick(from: FictionalPeople.words, or: "远山"))路\(Int.random(in: 1...999, using: &numbers))号"
  }

  mutating func account() -> String { "999900" + FictionalPeople.padded(Int.random(in: 0..<1_000_000_000, using: &numbers), 9) }

  /// `330000` + birth + order + check (R10.1).
  static func resident(birth: Day, order: Int) -> String {
    let (year, month, day) = birth.parts
    let digits = "330000" + padded(year, 4) + padded(month, 2) + padded(day, 2) + padded(order, 3)
    let sum = zip(digits.utf8, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]).reduce(0) { $0 + Int($1.0 - 48) * $1.1 }
    let checks = Array("10X98765432")
    return digits + String(checks[sum % 11])
  }

  /// `91330000` + organisation number (serial of four digits or more after `X`, eight in all) + check + check (R10.2).
  static func creditCode(serial: Int) -> String {
    let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
    let digits = padded(serial, 4)
    let body = String(repeating: "X", count: max(0, 8 - digits.count)) + digits
    let organisation = zip(body.utf8, [3, 7, 9, 10, 5, 8, 4, 2]).reduce(0) {
      $0 + ($1.0 < 65 ? Int($1.0) - 48 : Int($1.0) - 55) * $1.1
    }
    let mark = 11 - organisation % 11
    let code = "91330000" + body + (mark == 10 ? "X" : mark == 11 ? "0" : String(mark))
    let sum = zip(code, [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]).reduce(0) {
      $0 + (alphabet.firstIndex(of: $1.0) ?? 0) * $1.1
    }
    return code + String(alphabet[(31 - sum % 31) % 31])
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }

  private static let surnames = Array("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜").map(String.init)
  private static let given = Array("安宁远山清和明川若水知行云舟青禾景行子墨一诺文博思齐").map(String.init)
  private static let places = ["台州", "温岭", "临海", "玉环", "天台", "仙居", "三门"]
  private static let words = ["远山", "青禾", "云舟", "知行", "和川", "明湖", "景和", "星桥", "白鹭", "松风"]
  private static let trades = ["模具", "商贸", "机电", "建材", "食品", "照明", "船务", "服饰"]
}
