import Basics
import Testing

@testable import BankFiles

@Suite struct AmountTextTests {
  private func read(_ text: String, plain: Bool = false) -> String {
    switch AmountText.read(text, plain: plain) {
    case .success(let money): money.description
    case .failure(let fault): "\(fault)"
    }
  }

  @Test func `Sums are read exactly, however people write them`() {
    let good = [
      ("0", "0.00"), ("1", "1.00"), ("1.5", "1.50"), ("1.50", "1.50"), ("1.500", "1.50"), (".5", "0.50"), ("1.", "1.00"),
      ("1,234", "1234.00"),
      ("1,234,567.89", "1234567.89"), ("12,345.6", "12345.60"), ("-3.00", "-3.00"), ("+3", "3.00"), ("¥1,000.00", "1000.00"),
      ("１，２３４．５６", "1234.56"), ("1000元", "1000.00"), (" 7 ", "7.00"), ("9999999999999.99", "9999999999999.99"), ("007", "7.00"),
    ]
    for (text, expected) in good { #expect(read(text) == expected, "\(text)") }
  }

  @Test func `What is no exact sum is refused with the reason`() {
    let bad = [
      ("", "blank"), ("  ", "blank"), ("abc", "notANumber"), ("-", "notANumber"), (".", "notANumber"), ("1.2.3", "notANumber"),
      ("--1", "notANumber"),
      ("1-", "notANumber"), ("12,34", "separators"), ("1,2345", "separators"), (",123", "separators"), ("1.5,0", "separators"),
      ("1234,567", "separators"),
      ("1.005", "decimals"), ("0.001", "decimals"), ("10000000000000", "tooLarge"), ("99999999999999999999999", "tooLarge"),
      ("1E5", "scientific"),
      ("1.2e+6", "scientific"), ("一百", "notANumber"), (String(repeating: "1", count: 300), "notANumber"),
    ]
    for (text, expected) in bad { #expect(read(text) == expected, "\(text)") }
    for text in ["1,000", "¥1", " 1", "1 ", "+1"] {
      #expect(read(text, plain: true) != "1.00" && read(text, plain: true) != "1000.00", "\(text)")
    }
  }

  @Test func `It agrees with the reader of the law library's sums on random text`() {
    var random = Seeded(state: 4)
    let signs = Array("0123456789.,-")
    var agreed = 0
    for _ in 0..<20_000 {
      let text = String((0..<random.below(9)).map { _ in signs[random.below(signs.count)] })
      guard let money = Money(text) else { continue }
      agreed += 1
      #expect(read(text) == money.description, "\(text)")
    }
    #expect(agreed > 1_000)
  }

  @Test func `Days are read as messages and as exports write them`() {
    let day = Day(2024, 5, 6)
    for text in [
      "2024-05-06", "2024-05-06+08:00", "2024-05-06T09:30:00", "2024-05-06T09:30:00.123456+08:00", "2024-05-05T16:00:00Z",
      "2024-05-06T00:30:00+09:30",
    ] {
      let expected = text.hasSuffix("+09:30") ? Day(2024, 5, 5) : day
      #expect(DayText.iso(text) == expected, "\(text)")
    }
    for text in [
      "", "2024-5-6", "2024-05-32", "2024-05-06T", "2024-05-06T9:30:00", "2024-05-06T09:30:00+8", "2024-05-06 09:30:00",
      "2024-05-06T09:30:00.",
    ] {
      #expect(DayText.iso(text) == nil, "\(text)")
    }
    for text in [
      "2024-05-06", "2024/5/6", "2024.05.06", "20240506", "2024-5-6 09:30:01", "20240506093001", "20240506 09:30:01.123",
      "2024年5月6日",
    ] {
      #expect(DayText.export(text) == day, "\(text)")
    }
    for text in ["", "2024", "2024-13-01", "2024/5-6", "24-05-06", "2024年5月", "2024-05-06abc", "45443"] {
      #expect(DayText.export(text) == nil, "\(text)")
    }
  }
}
