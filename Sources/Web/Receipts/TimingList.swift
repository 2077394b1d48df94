import Basics
import Casework
import Enforcement

/// Differences explained by timing: they stay here until their counterpart comes.
struct TimingList: Sendable {
  let items: [TimingItem]

  func html(_ reader: Reader) -> HTML {
    guard !items.isEmpty else { return .empty }
    let list = Table(
      Phrase("以时间差说明、对方尚未入账的项目，最早的在前", "Explained by timing, and their counterpart has not come; the oldest first"),
      [
        Column(Phrase("日期", "Day"), heads: true) { item -> HTML in
          guard let line = item.line else { return "\(item.day)" }
          return "<a \(href(ReconciliationPage.path(line.account, item.day)))>\(item.day)</a>"
        },
        Column(Phrase("在哪一方", "On which side")) { item in
          "\(item.line == nil ? reader("账上", "Books") : reader("银行", "Bank")) <span class=\"note\">\(item.entry ?? item.line?.account ?? "")</span>"
        },
        Column(Phrase("已过天数", "Days since"), align: .number) { "\(reader.now.day - $0.day)" },
        Column(Phrase("收支（元）", "In or out (CNY)"), align: .number) { sum($0.signed) },
        Column(Phrase("可能的对方", "Likely counterpart")) { item in counterpart(item, reader) },
      ] as [Column<TimingItem>], rows: items, empty: Phrase("没有。", "None."))
    return section("timing", reader("时间差，待对方入账", "Timing: counterparts to come"), table(list, reader))
  }

  private func counterpart(_ item: TimingItem, _ reader: Reader) -> HTML {
    switch (item.counterpart, item.line, item.entry) {
    case (.entry(let ref), let line?, _): pair(line.account, item.day, "\(line.id)", ref, reader)
    case (.line(let id, let account, let day), _, let ref?): pair(account, day, "\(id)", ref, reader)
    default: "—"
    }
  }
  private func pair(_ account: String, _ day: Day, _ line: String, _ entry: String, _ reader: Reader) -> HTML {
    let fields = [(name: "lines", value: line), (name: "entries", value: entry)]
    return actionBar(
      [
        ActionButton(
          PairBankItems.title, .posts("\(ReconciliationPage.path(account, day))/do/\(PairBankItems.name)", hidden: fields))
      ], reader)
  }
}
