import Basics
import Casework
import Enforcement
import EnforcementLaw

/// How each node's clock was counted: when it opened, or when it was counted anew.
enum CountedClocks {
  static func of(_ history: [RecordedEvent]) -> [ID<ProcessNode>: Reasons] {
    history.reduce(into: [:]) { counted, recorded in
      switch recorded.event {
      case let event as NodeOpened: counted[event.node] = event.reasons
      case let event as NodeRescheduled: counted[event.node] = event.reasons
      default: break
      }
    }
  }
}

/// The limit of the case: both clocks with how they were counted, what does not count, extensions, and whether enforcement stands still.
extension CaseView {
  func pausedBanner(_ reader: Reader) -> HTML {
    guard let pause = file.term.pause else { return .empty }
    let until = pause.until.map { Phrase("，至 \($0)", ", through \($0)") } ?? Phrase("", "")
    let why = pause.ground.map { Phrase("：", ": ") + $0.name } ?? Phrase("", "")
    return banner(
      .warn,
      pause.kind.name + Phrase("，自 \(pause.from) 起", " since \(pause.from)") + until + why
        + Phrase("。不得处分财产，查封、冻结照常续行。", ". Nothing is disposed of; measures in force are renewed as ever."),
      next: when(
        asOf == nil,
        "<p><a \(href("\(path)/do/clocks.draftContinuation"))>\(reader("事由消失的，恢复执行", "Let it go on once the ground is gone"))</a></p>"
      ),
      reader)
  }

  func limits(_ reader: Reader) -> HTML {
    guard let filed = file.filing.filedOn, !file.isClosed else { return .empty }
    let term = file.term
    guard let counted = try? term.limit(filed: filed, today: countedOn, law: situation.law) else { return .empty }
    let dates = counted.value
    let stands: HTML = when(
      term.isStopped, " <span class=\"note\">\(reader("扣除期间未结束，停止计算", "stands still while a time is excluded"))</span>")
    let clocks = facts(
      [
        Fact(
          Phrase("执行期限", "Limit of the case"), "\(day(dates.caseLimit, counted: counted.reasons, reader))\(stands)"),
        Fact(
          Phrase("第237条期间（可向上级法院申请）", "Period of article 237 (the applicant may go to the court above)"),
          day(dates.art237, counted: counted.reasons, reader)),
        Fact(
          Phrase("扣除（执行期限 / 第237条）", "Days not counted (limit / article 237)"),
          "\(dates.caseLimitDeducted) / \(dates.art237Deducted)"),
        Fact(Phrase("最迟提请延长", "Ask for an extension by"), day(dates.askExtensionBy, counted: nil, reader)),
        extensions(reader),
      ].compactMap { $0 }, reader)
    return "\(clocks)\(when(!term.excluded.isEmpty, table(excluded(reader), reader)))\(proposals(reader))"
  }

  private func extensions(_ reader: Reader) -> Fact? {
    let given = file.term.extensions.map {
      reader("\($0.on) 延长 \($0.months) 个月", "\($0.on): \($0.months) months")
        + ($0.paper.isEmpty ? "" : " \($0.paper)")
    }
    let asked = file.term.asked.map { reader("\($0.on) 提请，待审批", "asked on \($0.on), to be decided") }
    let all = given + [asked].compactMap { $0 }
    return all.isEmpty ? nil : Fact(Phrase("延长", "Extensions"), "\(all.joined(separator: "；"))", wide: true)
  }

  private func excluded(_ reader: Reader) -> Table<CaseTerm.Excluded> {
    let today = countedOn
    return Table(
      Phrase("不计入的期间，重叠的只计一次", "Times that do not count, overlaps once"),
      [
        Column(Phrase("事由", "Ground"), heads: true) { period in
          "\(reader(period.kind.phrase))\(when(period.ground) { ground -> HTML in "（\(reader(ground.name))）" })"
        },
        Column(Phrase("起", "From")) { "\($0.first)" },
        Column(Phrase("止", "To")) { period in
          when(period.last != nil, "\(period.last?.description ?? "")", else: lamp(.stopped, reader(Phrase("进行中", "goes on"))))
        },
        Column(Phrase("天数", "Days"), align: .number) { "\(max(0, ($0.last ?? today) - $0.first))" },
        Column(Phrase("文书", "Paper")) { "\($0.paper)" },
        Column(Phrase("第237条", "Article 237")) { period in
          "\(reader(period.kind.stopsArt237 ? Phrase("也不计", "not counted either") : Phrase("照计", "counted")))"
        },
      ] as [Column<CaseTerm.Excluded>], rows: file.term.excluded, empty: Phrase("没有。", "None."))
  }

  private func proposals(_ reader: Reader) -> HTML {
    file.term.proposals.map { proposal -> HTML in
      banner(
        .info,
        Phrase("待审批的扣除：", "To be decided: ") + proposal.kind.phrase
          + Phrase(
            "，\(proposal.first) 至 \(proposal.last?.description ?? "今")（\(proposal.paper)）",
            ", \(proposal.first) to \(proposal.last?.description ?? "now") (\(proposal.paper))"),
        next: when(
          asOf == nil,
          "<p><a \(href("\(path)/do/clocks.decideExclusion?period=\(proposal.id)"))>\(reader("审批", "Decide"))</a></p>"),
        reader)
    }.joined()
  }
}

/// The limit of a case as the API tells it.
extension CaseAnswer {
  var dates: Explained<CaseLimit.Dates>? {
    file.filing.filedOn.flatMap { try? file.term.limit(filed: $0, today: countedOn, law: situation.law) }
  }

  static let limit = Shape<CaseAnswer>.object([
    .day("caseLimit") { $0.dates?.value.caseLimit }, .day("article237") { $0.dates?.value.art237 },
    .day("askExtensionBy") { $0.dates?.value.askExtensionBy }, .count("excludedDays") { $0.dates?.value.caseLimitDeducted },
    .count("excludedDaysArticle237") { $0.dates?.value.art237Deducted }, .part("reasons", Shapes.reasons) { $0.dates?.reasons },
    .word("paused") { $0.file.term.pause?.kind }, .day("pausedFrom") { $0.file.term.pause?.from },
    .day("pausedUntil") { $0.file.term.pause?.until },
    .list(
      "excluded",
      Shape<CaseTerm.Excluded>.object([
        .id("id") { $0.id }, .word("kind") { $0.kind }, .day("first") { $0.first }, .day("last") { $0.last },
        .maybe("paper") { $0.paper }, .word("ground") { $0.ground },
      ])
    ) { $0.file.term.excluded },
    .list(
      "extensions",
      Shape<CaseTerm.Extension>.object([
        .count("months") { $0.months }, .day("on") { $0.on }, .maybe("paper") { $0.paper },
        .flag("filedWithHighCourt") { $0.filedWithHighCourt },
      ])
    ) { $0.file.term.extensions },
  ])
}
