import Basics
import Casework
import Enforcement

/// Credits that are perhaps known: the books have nothing of them, so double zero names them beside what it counts.
extension DoubleZeroPages {
  func held() async throws -> [HeldSum] {
    var query = ReceiptQuery()
    query.status = "held"
    query.limit = DoubleZeroPages.rowsMax
    return try await services.reads.receipts(query, court: services.court).map {
      HeldSum(receipt: $0.id, amount: $0.amount, on: $0.on, claimBy: $0.claimBy)
    }
  }

  func held(_ counted: DoubleZero, _ reader: Reader) -> Table<HeldSum> {
    Table(
      Phrase("与已知到账相似、等待判断的款项，先到期的在前", "Credits like ones known, waiting for a word, the first clock first"),
      [
        Column(Phrase("到账日", "Came in"), heads: true) { "<a \(href("/receipts/\($0.receipt)"))>\($0.on)</a>" },
        Column(Phrase("处理期限", "Decide by")) { "\($0.claimBy) \(lamp(Instant.end(of: $0.claimBy), reader))" },
        Column(Phrase("天数", "Days"), align: .number) { row in
          let days = counted.day - row.on
          return counted.heldTooLong.contains(row) ? lamp(.over, "\(days)") : "\(days)"
        },
        Column(Phrase("金额（元）", "Amount (CNY)"), align: .number) { sum($0.amount, opens: "/receipts/\($0.receipt)") },
      ] as [Column<HeldSum>], rows: counted.held, empty: Phrase("没有疑似重复的到账。", "None."))
  }

  static let heldSum = Shape<HeldSum>.object([
    .id("receipt") { $0.receipt }, .sum("amount") { $0.amount }, .day("on") { $0.on }, .day("claimBy") { $0.claimBy },
  ])
}
