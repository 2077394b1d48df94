import Basics
import Enforcement

extension CaseView {
  /// What units said on paper, apart from what they sent; and the clues, with what each came to.
  func handResults(_ reader: Reader) -> HTML {
    let results: HTML = when(
      !file.hand.results.isEmpty,
      table(
        Table(
          Phrase("单位书面反馈（人工录入）", "Units' answers on paper, entered by hand"),
          [
            Column(Phrase("单位", "Unit"), heads: true) { "\(reader(people.unit($0.unit)))" },
            Column(Phrase("被执行人", "Debtor")) { "\(people.person($0.debtor))" },
            Column(Phrase("结果", "Result")) { result in
              "\(result.count == 0 ? reader("查无财产", "nothing found") : reader("\(result.count) 项", "\(result.count) things"))"
            },
            Column(Phrase("来源", "Source")) { result in when(file.hand.entries[result.entry]) { handBadge($0, reader) } },
          ] as [Column<HandEntries.Result>], rows: file.hand.results, empty: Phrase("没有。", "None.")), reader))
    return "\(results)\(clues(reader))"
  }

  private func clues(_ reader: Reader) -> HTML {
    guard !file.clues.list.isEmpty else { return .empty }
    return table(
      Table(
        Phrase("财产线索", "Clues"),
        [
          Column(Phrase("提供人", "From"), heads: true) { "\(people.person($0.by))" },
          Column(Phrase("被执行人", "Debtor")) { "\(people.person($0.debtor))" },
          Column(Phrase("方式", "How")) { "\(reader($0.channel.name))" },
          Column(Phrase("收到", "Received")) { "\($0.receivedOn)" },
          Column(Phrase("核查", "Check")) { clue in
            when(
              clue.outcome != nil, "\(reader(clue.outcome?.name ?? Phrase("", ""))) \(clue.checkedOn?.description ?? "")",
              else: waiting(clue, reader))
          },
        ] as [Column<Clues.State>], rows: file.clues.list, empty: Phrase("没有。", "None.")), reader)
  }

  private func waiting(_ clue: Clues.State, _ reader: Reader) -> HTML {
    let node = file.process.open.values.first { $0.subject == "\(clue.id)" }
    let act: HTML = when(
      asOf == nil && !reader.actor.roles.isDisjoint(with: CheckClue.roles),
      " <a class=\"button quiet\" \(href("\(path)/do/clues.check?clue=\(clue.id)"))>\(reader("登记核查结果", "Record the result"))</a>")
    return "\(lamp(node?.due, reader))\(act)"
  }
}

extension Search.Origin {
  /// As the API says it.
  var word: String {
    switch self {
    case .unit: "unit"
    case .hand, .known: "hand"
    }
  }
}

extension CaseAnswer {
  /// The entry by hand that something comes from.
  func entry(_ origin: Search.Origin) -> HandEntries.Entry? {
    if case .hand(let entry) = origin { file.hand.entries[entry] } else { nil }
  }
}
