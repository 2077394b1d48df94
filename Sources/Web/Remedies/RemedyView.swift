import Basics
import Enforcement
import EnforcementLaw

/// Matters of the review line on a case's page.
struct RemedyView: Sendable {
  let file: CaseFile
  let people: People
  /// What was written, opened for those who may read names.
  let texts: [VaultRef: String]

  func html(_ matter: Remedy, _ reader: Reader) -> HTML {
    let title = matter.number.map { "\($0) " } ?? ""
    return """
      <section id="remedy-\(matter.id)"><h2>\(title)\(reader(matter.kind.name)) \(lamp(matter.due.map { Instant.end(of: $0) }, reader))</h2>
      \(head(matter, reader))\(written(matter, reader))\(served(matter, reader))\(above(matter, reader))</section>
      """
  }

  private func head(_ matter: Remedy, _ reader: Reader) -> HTML {
    let panel = matter.panel.map { people.member($0) }.joined(separator: "、")
    let ruling: HTML = when(matter.rulings.last) { last in
      "<a class=\"paper\" \(href("/cases/\(file.id)/papers/\(last.paper)"))>\(reader(last.outcome.name))</a>"
    }
    let held = file.seizure.live.contains { file.hold(on: $0)?.remedy.id == matter.id }
    let securities = matter.securities.map { "\(people.person($0.by)) \($0.amount.grouped) \(reader($0.effect.name))" }
    return facts(
      [
        Fact(Phrase("异议人、申请人", "By"), "\(people.person(matter.by))"), Fact(Phrase("收到", "Received"), "\(matter.receivedOn)"),
        Fact(Phrase("阶段", "Stage"), "\(reader(matter.stage.name))"),
        Fact(Phrase("合议庭", "Panel"), "\(panel.isEmpty ? "—" : panel)"),
        Fact(Phrase("标的", "Against"), "\(target(matter, reader))", wide: true), Fact(Phrase("裁定", "Ruling"), ruling),
        Fact(Phrase("裁定期限", "Ruling due"), "\(matter.ruleBy)"),
        Fact(
          Phrase("处分", "Disposal"), "\(held ? reader("暂停处分", "held") : reader("不受影响", "not held"))"),
        Fact(Phrase("担保", "Security"), "\(securities.isEmpty ? "—" : securities.joined(separator: "；"))"),
      ], reader)
  }

  private func target(_ matter: Remedy, _ reader: Reader) -> String {
    var parts: [String] = []
    if let change = matter.change {
      parts.append("\(people.person(change.party.person)) \(reader(change.party.role.name))：\(reader(change.ground.title))")
    }
    if let paper = matter.target.paper.flatMap({ file.papers.all[$0] }) { parts.append("《\(reader(paper.kind.title))》") }
    parts += matter.target.measures.compactMap { file.seizure.measures[$0] }.map {
      "\(reader($0.kind.name)) \(reader(people.unit($0.unit))) \(max($0.amount, $0.requested).grouped)"
    }
    if !matter.target.receipts.isEmpty {
      parts.append(reader("到账款项 \(matter.target.receipts.count) 笔", "\(matter.target.receipts.count) receipts"))
    }
    return parts.isEmpty ? "—" : parts.joined(separator: "；")
  }

  private func written(_ matter: Remedy, _ reader: Reader) -> HTML {
    let hearings = matter.hearings.map { ($0.on.description + " " + reader("听证", "hearing"), $0.minutes) }
    let rulings = matter.rulings.map { (reader($0.outcome.name), $0.text) }
    let all = [(reader("请求和理由", "Request and reasons"), matter.text)] + hearings + rulings
    let parts = all.compactMap { title, ref -> HTML? in
      texts[ref].map { "<details class=\"panel\"><summary>\(title)</summary><p class=\"words\">\($0)</p></details>" }
    }
    return "\(parts)"
  }

  private func served(_ matter: Remedy, _ reader: Reader) -> HTML {
    guard matter.ruling != nil else { return .empty }
    let rows = matter.receivers(file).map { person -> [HTML] in
      guard let served = matter.served[person] else {
        return ["\(people.person(person))", "\(reader("尚未送达", "not yet"))", "", ""]
      }
      let acted = matter.appeals.contains { $0.by == person } || matter.suit?.by == person
      let state: HTML =
        if acted {
          "\(reader("已提起", "went on"))"
        } else if matter.over.contains(person) {
          "\(reader("期满", "let it pass"))"
        } else {
          lamp(Instant.end(of: served.until), reader)
        }
      return ["\(people.person(person))", "\(served.on)", "\(matter.opens == nil ? "—" : served.until.description)", state]
    }
    let opens: Phrase =
      switch matter.opens {
      case .reconsideration: Phrase("送达与复议期（收到裁定之日起十日）", "Service; ten days to ask for reconsideration")
      case .suit: Phrase("送达与起诉期（收到裁定之日起十五日）", "Service; fifteen days to sue")
      case nil: Phrase("送达", "Service")
      }
    return table(
      [reader("受送达人", "Receiver"), reader("收到", "Received"), reader("至", "Until"), reader("状态", "State")], rows,
      caption: reader(opens), empty: "")
  }

  private func above(_ matter: Remedy, _ reader: Reader) -> HTML {
    var rows = matter.appeals.map { appeal -> [HTML] in
      [
        "\(reader(appeal.level.name))", "\(people.person(appeal.by))", "\(appeal.on)", "\(appeal.number ?? "—")",
        "\(appeal.decision.map { reader($0.name) } ?? (appeal.sentUpOn == nil ? reader("待报送", "to be sent up") : reader("审查中", "examined")))",
      ]
    }
    if let suit = matter.suit {
      let state =
        suit.stands.map { $0 ? reader("裁定继续有效", "the ruling stands") : reader("与裁定相反", "the opposite") }
        ?? reader("诉讼中", "in court")
      rows.append(["\(reader("执行异议之诉", "Suit"))", "\(people.person(suit.by))", "\(suit.on)", "—", "\(state)"])
    }
    guard !rows.isEmpty else { return .empty }
    return table(
      [reader("种类", "Kind"), reader("申请人", "By"), reader("提出", "On"), reader("案号", "Number"), reader("结果", "Result")], rows,
      caption: reader("复议、监督与诉讼", "Courts above, and suits"), empty: "")
  }

  // MARK: JSON

  struct Told: Sendable {
    let matter: Remedy
    let view: RemedyView
  }
  struct Receipt: Sendable {
    let person: String
    let on: Day
    let until: Day
  }
  static let receipt = Shape<Receipt>.object([.text("person") { $0.person }, .day("on") { $0.on }, .day("until") { $0.until }])
  static let appeal = Shape<Remedy.Appeal>.object([
    .word("level") { $0.level }, .id("by") { $0.by }, .day("on") { $0.on }, .day("sentUpOn") { $0.sentUpOn },
    .day("decideBy") { $0.decideBy }, .maybe("number") { $0.number }, .word("decision") { $0.decision },
  ])
  static let matter = Shape<Told>.object([
    .id("id") { $0.matter.id }, .word("kind") { $0.matter.kind }, .word("stage") { $0.matter.stage },
    .maybe("number") { $0.matter.number }, .id("by") { $0.matter.by }, .day("receivedOn") { $0.matter.receivedOn },
    .day("fileBy") { $0.matter.fileBy }, .day("ruleBy") { $0.matter.ruleBy }, .day("due") { $0.matter.due },
    .word("outcome") { $0.matter.result }, .list("panel", Shapes.text) { $0.matter.panel.map(\.description) },
    .id("paper") { $0.matter.ruling?.paper }, .maybe("ground") { $0.matter.change?.ground.rawValue },
    .list("served", receipt) { told in
      told.matter.served.sorted { $0.key < $1.key }.map {
        Receipt(person: told.view.people.person($0.key), on: $0.value.on, until: $0.value.until)
      }
    },
    .list("appeals", appeal) { $0.matter.appeals },
    .flag("holdsDisposal") { told in
      told.view.file.seizure.live.contains { told.view.file.hold(on: $0)?.remedy.id == told.matter.id }
    },
  ])
  static let shape = Shape<RemedyView>.object([
    .list("remedies", matter) { view in view.file.remedies.list.map { Told(matter: $0, view: view) } }
  ])
}
