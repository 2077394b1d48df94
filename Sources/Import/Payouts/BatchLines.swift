import BankFiles
import Basics
import Casework
import Enforcement

/// The lines of a batch as they are now: the list, and what was put right since.
public struct BatchLines: Sendable {
  public let base: PayeeLines
  /// By reference: each correction of a line with its number, the first first.
  private var corrected: [String: [(number: Int, line: PayeeLines.Line)]] = [:]
  public var count: Int { base.count }
  init(_ base: PayeeLines) { self.base = base }

  mutating func apply(_ correction: PayeeLines, number: Int) {
    for place in stride(from: 1, through: correction.count, by: 1) {
      if let line = correction.line(place) { corrected[line.reference, default: []].append((number, line)) }
    }
  }
  /// A line as it was when this many corrections were in force: a file keeps the particulars with which it left.
  public func line(_ number: Int, corrections: Int = .max) -> PayeeLines.Line? {
    guard var line = base.line(number) else { return nil }
    guard !corrected.isEmpty, let right = corrected[line.reference]?.last(where: { $0.number <= corrections })?.line else {
      return line
    }
    (line.name, line.account) = (right.name, right.account)
    (line.bankName, line.bankCode) = (right.bankName, right.bankCode)
    if !right.phone.isEmpty { line.phone = right.phone }
    return line
  }
  /// Where these references stand.
  func places(of references: Set<String>) -> [String: Int] {
    var places: [String: Int] = [:]
    for number in stride(from: 1, through: count, by: 1) {
      if let line = base.line(number), references.contains(line.reference) { places[line.reference] = number }
    }
    return places
  }
}

extension PayoutOffice: PayeeBook {
  public func notice(_ batch: ID<PayoutBatch>, line: Int) async throws -> (phone: String, text: String)? {
    let state = try await state(batch)
    guard let payee = try await lines(state).line(line), !payee.phone.isEmpty else { return nil }
    let day = desk.clock.now.day
    return (payee.phone, "【\(day)】\(courtName)：发给您的案款已由银行付出，请查收；如有疑问请联系本院。")
  }
}
