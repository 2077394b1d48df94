import Basics
import Casework
import Enforcement
import Hummingbird
import Wording

/// One credit in suspense.
struct ReceiptPage: Sendable {
  static let noSuch = PageProblem(404, "noSuchReceipt", Phrase("没有这笔款项", "There is no such money"))
  let id: ID<BankReceipt>
  let receipt: BankReceipt
  let history: [RecordedEvent]
  let line: BankLineWords
  let suggestions: [MatchSuggestion]
  let numbers: [ID<CaseFile>: String]
  let people: People
  let words: [VaultRef: VaultContent]
  let services: CourtServices
  /// Accounts of cases that are settled together, by name.
  let clusters: [(id: ID<Cluster>, title: String)]
  /// The act that was refused, and what was typed for it.
  var tried = ""
  var state = FormState()

  static func load(_ id: ID<BankReceipt>, _ money: MoneyDesk, _ reader: Reader) async throws -> ReceiptPage {
    let stream = StreamID.bankReceipt(id)
    let history = try await money.services.desk.store.load([stream])[stream] ?? []
    var state: any StreamState = BankReceipt()
    for recorded in history where recorded.meta.court == money.services.court { recorded.event.fold(into: &state, recorded.meta) }
    guard let receipt = state as? BankReceipt, let vault = receipt.vault else {
      throw noSuch
    }
    let line = try await money.lines([vault])[vault] ?? .unknown
    var numbers: [ID<CaseFile>: String] = [:]
    for part in receipt.pendingMatch?.parts ?? [] { numbers[part.caseID] = try await money.number(part.caseID) }
    if let origin = receipt.misplaced?.proposed.caseID { numbers[origin] = try await money.number(origin) }
    for kept in receipt.deposits { numbers[kept.caseID] = try await money.number(kept.caseID) }
    for match in receipt.matches { numbers[match.caseID] = try await money.number(match.caseID) }
    return ReceiptPage(
      id: id, receipt: receipt, history: history, line: line,
      suggestions: receipt.open > .zero ? try await money.suggestions(line, receipt.open) : [], numbers: numbers,
      people: try await People.load([], money.services, for: reader),
      words: reader.seesNames ? try await money.services.vault.open(history.flatMap(\.event.words)) : [:],
      services: money.services, clusters: try await money.clusters(reader))
  }

  func html(_ asked: FormData, _ reader: Reader) -> HTML {
    let done = commandCatalogue[asked["done"]]?.title
    return Layout(title: reader("不明款", "Money without a case"), kind: .staff).page(
      reader,
      """
      <p><a \(href("/receipts"))>← \(reader("不明款", "Money without a case"))</a></p>
      <h1>\(reader("\(receipt.taken?.on.description ?? "") 到账 \(receipt.amount.grouped) 元", "\(receipt.amount.grouped) yuan of \(receipt.taken?.on.description ?? "")"))</h1>
      \(when(done) { banner(.done, $0, reader) })<section>\(particulars(reader))</section>\(suggested(reader))\(acts(asked, reader))\(matches(reader))\(clustered(reader))\(kept(reader))
      \(section("history", reader("经过", "History"), timeline(entries(reader), reader)))
      """)
  }

  private func particulars(_ reader: Reader) -> HTML {
    let claim: HTML = when(receipt.taken) { taken -> HTML in
      """
      \(why("\(taken.claimBy)", explain(taken.reasons, reader))) \(when(receipt.open > .zero, lamp(Instant.end(of: taken.claimBy), reader)))
      """
    }
    return facts(
      [
        Fact(Phrase("付款人", "Payer"), "\(line.party(reader, services))"), Fact(Phrase("付款账号", "Account"), "\(line.maskedNumber)"),
        Fact(Phrase("开户行", "Bank"), "\(line.bank)"), Fact(Phrase("银行流水号", "Bank's number"), "\(line.reference)"),
        Fact(Phrase("收款账户", "Our account"), "\(line.account)"), Fact(Phrase("附言", "Text"), "\(line.text(reader))", wide: true),
        Fact(Phrase("金额（元）", "Amount (CNY)"), sum(receipt.amount)),
        Fact(Phrase("已认领（元）", "Matched (CNY)"), sum(receipt.matched)),
        Fact(Phrase("退回（元）", "Going back (CNY)"), sum(receipt.refunding)),
        Fact(Phrase("转入救助资金（元）", "To the aid fund (CNY)"), sum(receipt.funded)),
        Fact(Phrase("追回错付款（元）", "Wrong payments got back (CNY)"), sum(receipt.recovered)),
        Fact(Phrase("转入集中案款（元）", "To clusters (CNY)"), sum(receipt.toClusters)),
        Fact(Phrase("保证金（元）", "Kept as deposit (CNY)"), sum(receipt.deposited)),
        Fact(Phrase("未处理（元）", "Open (CNY)"), sum(receipt.open, opens: "/ledger/suspense:\(id)")),
        Fact(Phrase("认领期限", "Claim by"), claim),
      ], reader)
  }

  // MARK: Suggestions

  private func suggested(_ reader: Reader) -> HTML {
    guard receipt.open > .zero else { return .empty }
    let list = Table(
      Phrase("依据付款人、附言和金额推断，仅供参考，由出纳核实", "From payer, text and sum; the cashier verifies"),
      [
        Column(Phrase("案件", "Case"), heads: true) { "<a \(href("/cases/\($0.caseID)"))>\($0.number)</a>" },
        Column(Phrase("理由", "Reasons")) { suggestion in
          "<ul class=\"reasons\">\(suggestion.clues.map { clue -> HTML in "<li>\(reader(clue.name))</li>" })</ul>"
        },
        Column(Phrase("状态", "State")) { "\(reader($0.isOpen ? Phrase("在办", "Open") : Phrase("已结", "Closed")))" },
        Column(Phrase("今日尚欠（元）", "Owed today (CNY)"), align: .number) { suggestion in
          when(suggestion.owed) { sum($0, opens: "/cases/\(suggestion.caseID)#money") }
        },
        Column(Phrase("办理", "Act")) { suggestion in
          "<a \(href("/receipts/\(id)?case=\(suggestion.number)#match"))>\(reader("认领到本案", "Match"))</a>"
        },
      ] as [Column<MatchSuggestion>], rows: suggestions,
      empty: Phrase("没有线索指向某个案件；可按案号认领，或向付款人核实。", "Nothing leads to a case; match it by number, or ask the payer."))
    return section("suggestions", reader("可能的案件", "Likely cases"), table(list, reader))
  }

  // MARK: Acts

  private func acts(_ asked: FormData, _ reader: Reader) -> HTML {
    var parts: [HTML] = misplaced(reader)
    if let match = receipt.pendingMatch {
      let cases = match.parts.map { "\(numbers[$0.caseID] ?? "\($0.caseID)") \($0.amount.grouped)" }.joined(separator: "；")
      parts.append(
        banner(
          .warn, Phrase("等待另一人同意认领到已结案件：\(cases)", "A match with an ended case waits for another person: \(cases)"), reader))
      parts.append(folded("confirm-match", ConfirmMatch.self, [], reader))
      parts.append(
        folded("decline-match", DeclineMatch.self, [FormRow("reason", Phrase("理由", "Reason"), .textarea(max: 500))], reader))
    } else if receipt.open > .zero {
      parts.append(matchForm(asked, reader))
      parts.append(
        folded(
          "refund", ProposeRefund.self,
          [
            FormRow("reason", Phrase("退回理由", "Reason"), .textarea(max: 500))
          ] + (line.name.isEmpty || line.number.isEmpty ? payerRows : []), reader))
    }
    if receipt.open > .zero, receipt.pendingMatch == nil, !reader.actor.roles.isDisjoint(with: KeepDeposit.roles) {
      parts.append(folded("deposit", KeepDeposit.self, depositRows, reader))
    }
    if receipt.open > .zero, receipt.pendingMatch == nil, reader.actor.has(.cashier) {
      if !clusters.isEmpty { parts.append(folded("cluster", MatchCluster.self, clusterRows, reader)) }
    }
    parts += fund(reader)
    if receipt.pendingRefund?.status == .proposed {
      parts.append(folded("approve", ApproveRefund.self, [], reader))
      parts.append(
        folded("decline", DeclineRefund.self, [FormRow("reason", Phrase("理由", "Reason"), .textarea(max: 500))], reader))
    }
    return parts.joined()
  }

  /// A supervisor says that it is the aid fund's, or was not.
  private func fund(_ reader: Reader) -> [HTML] {
    guard !reader.actor.roles.isDisjoint(with: FillAidFund.roles) else { return [] }
    let amount = FormRow(
      "amount", Phrase("金额（元）", "Amount (CNY)"), .money, required: false,
      hint: Phrase("可不填，即未处理的全部", "May be left out: all that is open"))
    let reason = FormRow("reason", Phrase("理由", "Reason"), .textarea(max: 500))
    let isFree = receipt.open > .zero && receipt.pendingMatch == nil
    return (isFree ? [folded("aid", FillAidFund.self, [amount], reader)] : [])
      + (receipt.funded > .zero ? [folded("undo-aid", UndoAidFill.self, [reason], reader)] : [])
  }

  private var payerRows: [FormRow] {
    [
      FormRow("payerName", Phrase("付款人户名", "Payer"), .text(max: 140)),
      FormRow("payerAccount", Phrase("付款人账号", "Payer's account"), .text(max: 40)),
      FormRow("payerBank", Phrase("付款人开户行", "Payer's bank"), .text(max: 140), required: false),
      FormRow(
        "evidence", Phrase("付款人身份的依据", "How the payer was found out"), .textarea(max: 500),
        hint: Phrase(
          "例如银行书面答复的编号；由监管核对、第三人审批", "The bank's written answer, for example; the supervisor checks it, a third person approves")),
    ]
  }

  private func matchForm(_ asked: FormData, _ reader: Reader) -> HTML {
    let inner = [
      FormRow("case", Phrase("案号", "Case"), .text(max: 40), initial: asked["case"].isEmpty ? [] : [asked["case"]]),
      FormRow(
        "amount", Phrase("金额（元）", "Amount (CNY)"), .money, required: false,
        hint: Phrase("只有一案时可不填，即未认领的全部", "May be left out for a single case: all that is open")),
    ]
    let rows = [
      FormRow("parts", Phrase("归属案件", "Cases"), .group(inner, max: MatchReceipt.partsMax)),
      FormRow("note", Phrase("认领依据", "Why"), .textarea(max: 500), required: false),
    ]
    return gate(MatchReceipt.self, "match", reader) {
      form(
        Form(
          id: "match-form", action: "/receipts/\(id)/do/\(MatchReceipt.name)", rows, button: MatchReceipt.title,
          state: own(MatchReceipt.name)),
        reader)
    }
  }

  func own(_ name: String) -> FormState { tried == name ? state : FormState() }

  func folded(_ key: String, _ type: any Command.Type, _ rows: [FormRow], _ reader: Reader) -> HTML {
    gate(type, key, reader) {
      form(
        Form(
          id: "\(key)-form", action: "/receipts/\(id)/do/\(type.name)", rows, button: type.title, state: own(type.name),
          asks: Phrase("“\(type.title.zh)”后记入账簿，确定办理？", "“\(type.title.en)” is booked at once. Go on?")),
        reader)
    }
  }

  /// The form for whoever may, else who may; the two-person rule is told before it is met.
  private func gate(_ type: any Command.Type, _ key: String, _ reader: Reader, _ form: () -> HTML) -> HTML {
    var refusal: Refusal?
    do throws(Refusal) {
      try Authority.check(type, reader.actor)
      if type is ApproveRefund.Type, let refund = receipt.pendingRefund {
        try ApproveRefund.check(refund, reader.actor, services.desk.books.law.settings)
      }
      if type is ConfirmMisplaced.Type { try Authority.otherThan(receipt.misplaced?.by, reader.actor) }
      if type is ConfirmMatch.Type { try Authority.otherThan(receipt.matchProposedBy, reader.actor) }
      if type is ConfirmHeld.Type || type is DoubtHeld.Type { try Authority.otherThan(receipt.held?.judgedBy, reader.actor) }
    } catch {
      refusal = error
    }
    if let refusal {
      let button = ActionButton(type.title, .refused(refusal.message, articles: refusal.citations, remedy: refusal.remedy))
      return actionBar([button], reader)
    }
    return section(key, reader(type.title), form())
  }

  // MARK: Matches

  private func matches(_ reader: Reader) -> HTML {
    guard !receipt.matches.isEmpty else { return .empty }
    let rows = receipt.matches.map { match -> [HTML] in
      let undo: HTML = when(
        !match.undone && !match.isReversed && reader.actor.has(.moneySupervisor),
        form(
          Form(
            id: "undo-\(match.receipt)", action: "/receipts/\(id)/do/\(UndoMatch.name)",
            [FormRow("reason", Phrase("撤回理由", "Why"), .text(max: 200))], button: UndoMatch.title,
            state: own(UndoMatch.name), hidden: [(name: "match", value: "\(match.receipt)")]), reader))
      return [
        "<a \(href("/cases/\(match.caseID)#money"))>\(numbers[match.caseID] ?? "\(match.caseID)")</a>", sum(match.amount),
        "\(match.at) \(reader(people.actor(match.by)))",
        when(
          match.undone || match.isReversed,
          "\(match.isReversed ? reader("银行已冲回", "The bank took it back") : reader("已撤回", "Taken back"))", else: undo),
      ]
    }
    return section(
      "matches", reader("认领", "Matches"),
      table(
        [reader("案件", "Case"), reader("金额（元）", "Amount (CNY)"), reader("认领", "Matched"), reader("撤回", "Taking back")], rows,
        caption: reader("认领到的案件", "Cases it went to"), empty: ""))
  }

  func entries(_ reader: Reader) -> [TimelineEntry] {
    history.reversed().compactMap { recorded in
      guard let sentence = EventSentence.of(recorded.event, people.speaker) else { return nil }
      var entry = TimelineEntry(
        at: recorded.meta.at, sentence: reader(sentence), by: reader(people.actor(recorded.meta.actor)))
      let said = recorded.event.words.compactMap { words[$0]?.fields["text"] }
      entry.words = said.isEmpty ? .empty : "<p>\(said.joined(separator: reader("；", "; ")))</p>"
      return entry
    }
  }
}
