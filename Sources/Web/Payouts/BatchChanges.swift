import Basics
import Casework
import Enforcement
import Hummingbird
import Import

/// What whoever stands at a gate has to know of a batch beyond its sum: what was changed, what repeats, what was paid too often.
extension BatchPage {
  private static let changesShown = 200

  var warnings: HTML {
    var shown: [HTML] = []
    if state.repeats > 0 {
      shown.append(
        banner(
          .warn,
          Phrase(
            "\(state.repeats) 行与以前的批次重复，提交名单的人注明确为另一笔款项",
            "\(state.repeats) lines are in earlier batches too; whoever handed in the list says that they are other payments"),
          reader))
    }
    if let uncalled = state.pending?.uncalled, !uncalled.isEmpty {
      shown.append(
        banner(
          .warn,
          Phrase(
            "\(uncalled.count) 行账户有更正，须由更正人以外的人回拨核实后才能过关口",
            "\(uncalled.count) lines were changed; somebody else than who changed them calls back before they pass a gate"),
          next: "<p><a \(href("#changes"))>\(reader("查看更正", "See the changes"))</a></p>", reader))
    }
    let beyond = state.overpaid.sorted { $0.key < $1.key }
    if !beyond.isEmpty {
      let sum = beyond.reduce(Money.zero) { $0 + $1.value.sum }
      let lines = beyond.prefix(20).map { "\($0.key)" }.joined(separator: "、")
      shown.append(
        banner(
          .warn,
          Phrase(
            "多付 \(sum.grouped) 元待追回：第 \(lines) 行",
            "\(sum.grouped) was paid beyond what was due and is to be recovered: lines \(lines)"),
          reader))
    }
    return shown.joined()
  }

  /// Corrected lines as they were and as they would be paid.
  func changes() async throws -> HTML {
    guard let pending = state.pending, !pending.changed.isEmpty else { return .empty }
    let lines = try await services.payouts.lines(state)
    let before = state.corrections.count - 1
    struct Change: Sendable {
      let old: PayeeLines.Line
      let new: PayeeLines.Line
      let called: Bool
    }
    let rows = pending.changed.sorted().prefix(BatchPage.changesShown).compactMap { number -> Change? in
      guard let old = lines.line(number, corrections: before), let new = lines.line(number) else { return nil }
      return Change(old: old, new: new, called: pending.called[number] != nil)
    }
    @Sendable func words(_ line: PayeeLines.Line) -> HTML {
      "\(line.name) ····\(String(line.account.suffix(4))) \(line.bankCode.isEmpty ? line.bankName : line.bankCode)"
    }
    let columns: [Column<Change>] = [
      Column(Phrase("行号", "Line"), align: .number) { "\("\($0.new.line)")" },
      Column(Phrase("原来", "Before")) { words($0.old) },
      Column(Phrase("更正为", "Changed to"), heads: true) { words($0.new) },
      Column(Phrase("金额（元）", "Amount (CNY)"), align: .number) { sum($0.new.amount) },
      Column(Phrase("回拨", "Called back")) { change in
        change.called ? lamp(.well, reader("已核实", "confirmed")) : lamp(.over, reader("未核实", "not yet"))
      },
    ]
    let shown = Table(
      Phrase("更正的账户，共 \(pending.changed.count) 行", "Changed accounts, \(pending.changed.count) lines"), columns, rows: rows,
      empty: Phrase("没有更正。", "Nothing was changed."))
    return section("changes", reader("更正的账户", "Changed accounts"), table(shown, reader))
  }
}
