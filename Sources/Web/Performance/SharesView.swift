import Basics
import Casework
import Enforcement
import EnforcementLaw

/// What each debtor owes, duties other than money, and what was taken back.
extension CaseView {
  func debtors(_ reader: Reader) -> HTML {
    guard file.debtors.count > 1, file.isFiled else { return .empty }
    let shares: [DebtorShare]
    do throws(LawRefusal) {
      shares = try CaseDebt.shares(file, account, on: countedOn, law: situation.law)
    } catch {
      return .empty
    }
    return table(
      Table(
        Phrase("各被执行人应履行数额（\(countedOn)）", "What each debtor owes (\(countedOn))"),
        [
          Column(Phrase("被执行人", "Debtor"), heads: true) { "\(people.person($0.person))" },
          Column(Phrase("责任", "Answers")) { "\(reader($0.kind.name))" },
          Column(Phrase("现可执行", "Now")) { share in
            when(
              share.mayEnforce, lamp(.well, reader("可以", "may be enforced against")),
              else: lamp(.stopped, reader("先执行主债务人", "after the others")))
          },
          Column(Phrase("本人已付（元）", "Paid by him (CNY)"), align: .number) { sum($0.paid) },
          Column(Phrase("尚应履行（元）", "Remains (CNY)"), align: .number) { share in
            sum(share.remains, explained: [share.reasons], reader)
          },
        ] as [Column<DebtorShare>], rows: shares, empty: Phrase("没有。", "None.")), reader)
  }

  func duties(_ reader: Reader) -> HTML {
    let duties = file.performance.duties
    guard !duties.isEmpty else { return .empty }
    let recorded = Dictionary(history.compactMap { ($0.event as? DutyRecorded).map { ($0.duty, $0) } }) { $1 }
    let ended = Dictionary(history.compactMap { ($0.event as? DutyEnded).map { ($0.duty, $0) } }) { $1 }
    return table(
      Table(
        Phrase("行为、交付义务", "Duties other than money"),
        [
          Column(Phrase("义务", "Duty"), heads: true) { duty in
            "\(reader(duty.kind.name)) \(when(recorded[duty.id]) { words.html($0, reader) })"
          },
          Column(Phrase("被执行人", "Debtor")) { "\(people.person($0.debtor))" },
          Column(Phrase("履行日", "By")) { duty in
            when(
              duty.ended == nil, "\(duty.due) \(lamp(Instant.end(of: duty.due), stopped: file.term.pause != nil, reader))",
              else: "\(duty.due)")
          },
          Column(Phrase("代履行费（元）", "Cost (CNY)"), align: .number) { duty in
            when(duty.substitution) { sum($0.cost) }
          },
          Column(Phrase("结果", "How it ended")) { duty in ending(duty, ended[duty.id], reader) },
        ] as [Column<Duty>], rows: duties, empty: Phrase("没有。", "None.")), reader)
  }

  private func ending(_ duty: Duty, _ event: DutyEnded?, _ reader: Reader) -> HTML {
    if let ended = duty.ended {
      return "\(reader(ended.how.name)) \(ended.on) \(when(event) { words.html($0, reader) })"
    }
    return when(
      asOf == nil, "<a \(href("\(path)/do/performance.endDuty?duty=\(duty.id)"))>\(reader("登记结果", "Record how it ended"))</a>")
  }

  func withdrawn(_ reader: Reader) -> HTML {
    let list = file.performance.withdrawn
    guard !list.isEmpty else { return .empty }
    let texts = list.map {
      reader(
        "\($0.on) 第 \($0.item + 1) 项撤回 \($0.amount.grouped) 元\($0.isStruck ? "（误登，已更正）" : "")",
        "\($0.on): item \($0.item + 1) less \($0.amount.grouped) yuan\($0.isStruck ? " (a mistake, put right)" : "")")
    }
    return facts([Fact(Phrase("撤回的部分", "Taken back"), "\(texts.joined(separator: "；"))", wide: true)], reader)
  }
}

extension CaseAnswer {
  var debtorShares: [DebtorShare] {
    guard file.isFiled, file.debtors.count > 1 else { return [] }
    return (try? CaseDebt.shares(file, account, on: countedOn, law: situation.law)) ?? []
  }
  static let debtorShare = Shape<Of<DebtorShare>>.object([
    .id("person") { $0.it.person }, .maybe("name") { $0.by.name($0.it.person) }, .word("kind") { $0.it.kind },
    .sum("owes") { $0.it.owes }, .sum("paid") { $0.it.paid }, .sum("remains") { $0.it.remains },
    .flag("mayEnforce") { $0.it.mayEnforce }, .part("reasons", Shapes.reasons) { $0.it.reasons },
  ])
  static let duty = Shape<Of<Duty>>.object([
    .id("id") { $0.it.id }, .word("kind") { $0.it.kind }, .id("debtor") { $0.it.debtor }, .day("due") { $0.it.due },
    .sum("substitutionCost") { $0.it.substitution?.cost }, .word("ended") { $0.it.ended?.how },
    .day("endedOn") { $0.it.ended?.on },
  ])
}
