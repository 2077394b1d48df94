import Basics
import Casework
import Enforcement

/// The form of a command, made from its fields.
struct CommandForm: Sendable {
  let type: any Command.Type
  let action: String
  let state: FormState
  /// Values that the page's address gives before anything was typed: the paper that a link names.
  let begins: FormData
  let file: CaseFile?
  let account: CaseAccount?
  let people: People
  var things = Things(shown: [:])
  /// The distribution that the case leads.
  var matter: DistributionMatter?
  /// Requests of the case that still wait, where the act is about one.
  var requests: [FormRow.Choice] = []
  /// Credits in suspense that may be what a line's payment brought back, where the act is about that.
  var credits: [FormRow.Choice] = []
  /// The case's version that this form shows.
  let version: Int?
  /// A mark of this very form where no version guards it: sent twice, it acts once.
  var once: String?
  static let onceField = "once"
  /// Where the court keeps what is typed; nil for short forms.
  var kept: KeptForm?

  /// Acts that are asked for once more: they bind others, move money or end something.
  static let weighty: Set<String> = [
    "papers.sign", "papers.withdraw", "funds.supervisePayout", "funds.approvePayout", "funds.releasePayout",
    "funds.returnPayout", "funds.clarifyPayment", "funds.consentPayee", "filing.refuse", "closing.approve",
    "closing.resume", "closing.submit", "closing.proposeEnding", "sanctions.proposeListing", "partners.giveUp",
    "clocks.decideExclusion", "clocks.decideExtension", "service.publish",
    "remedies.recordDecision", "remedies.endSuit", "remedies.acceptSecurity",
    "correction.particulars", "correction.person", "correction.claim", "correction.confirmReceipt", "correction.payment",
    "correction.property", "correction.recall", "correction.direct", "correction.duty", "correction.settlement",
    "correction.service", "correction.publication", "correction.liability", "correction.payer", "correction.withdrawal",
    "correction.handEntry", "closing.withdrawApplication", "closing.closeLongSettlement",
  ]

  /// Faults of the fields, and the refusal beside its field or above the form.
  static func faults(_ faults: [Input.Fault], _ refusal: Refusal?) -> [FormFault] {
    let refused = refusal.map { refusal in
      let remedy = refusal.remedy.map { Phrase("；可行办法：", "; what would allow it: ") + $0 } ?? Phrase("", "")
      return FormFault(refusal.field ?? "", refusal.message + remedy, articles: refusal.citations)
    }
    return faults.map { FormFault($0.field, $0.message, articles: $0.citations) } + (refused.map { [$0] } ?? [])
  }

  func html(_ reader: Reader) -> HTML {
    let rows = type.fields.filter { $0.name != "case" }.map { row($0, reader) }
    var made = Form(
      action: action, rows, button: type.title, state: state,
      hidden: (version.map { [(name: "version", value: "\($0)")] } ?? [])
        + (once.map { [(name: CommandForm.onceField, value: $0)] } ?? []),
      draft: rows.isEmpty ? nil : type.name)
    made.kept = kept
    return form(made, reader)
  }

  /// Asks for an act of weight a second time, with what was typed going along.
  func confirmation(_ typed: FormData, _ reader: Reader) -> HTML {
    let pairs = typed.pairs.filter { !["csrf", Confirmation.field, Confirmation.back].contains($0.name) }
    let debtors = people.persons(file?.debtors.map(\.person) ?? [])
    let words = type.fields.filter { $0.name != "case" }.compactMap { told($0, typed, reader) }
    return confirm(
      Confirmation(
        title: Phrase("请再确认一次", "Please confirm"),
        what: Phrase(
          "\(type.title.zh)\(words.isEmpty ? "" : "：")\(words.joined(separator: "；"))。办理后写入案卷，不能删除，只能以新的行为更正。",
          "\(type.title.en)\(words.isEmpty ? "" : ": ")\(words.joined(separator: "; ")). It enters the file and cannot be deleted, only corrected."
        ),
        whom: "\(file?.number ?? "") \(reader("被执行人", "debtor")) \(debtors)", undo: CommandForm.undo[type.name], action: action,
        hidden: pairs, button: Phrase("确认", "Confirm: ") + type.title), reader)
  }

  /// How the acts of weight that can be undone are undone.
  private static let undo: [String: Phrase] = [
    "papers.withdraw": Phrase("可以重新拟制", "It can be drafted anew"),
    "funds.returnPayout": Phrase("可以重新提出发放", "The payout can be proposed again"),
    "closing.withdrawApplication": Phrase("签发前可以撤回裁定草稿", "The draft can be withdrawn before it is signed"),
    "closing.closeLongSettlement": Phrase("签发前可以撤回裁定草稿", "The draft can be withdrawn before it is signed"),
    "closing.submit": Phrase("审批前可以退回", "It can be returned before the approval"),
    "closing.proposeEnding": Phrase("签发前可以撤回裁定草稿", "The draft can be withdrawn before it is signed"),
    "sanctions.proposeListing": Phrase("签发前可以撤回决定草稿", "The draft can be withdrawn before it is signed"),
    "partners.giveUp": Phrase("单位以后仍反馈的，照常登记", "Should the unit answer after all, its answer counts"),
  ]

  /// A field and what was given for it, in words.
  private func told(_ field: Field, _ typed: FormData, _ reader: Reader) -> String? {
    let values = typed.all(field.name).filter { !$0.isEmpty }
    guard !values.isEmpty else { return nil }
    let choices: [FormRow.Choice] =
      switch field.kind {
      case .choice(let choices), .choices(let choices): choices.map { FormRow.Choice($0.key, $0.label) }
      case .pick(let pick), .picks(let pick): options(pick, reader)
      case .text where field.name == "request": requests
      case .text where field.name == "credit": credits
      case .text, .longText, .money, .day, .number, .flag, .group: []
      }
    let words = values.map { value in choices.first { $0.key == value }.map { reader($0.title) } ?? value }
    return "\(reader(field.label)) \(words.joined(separator: reader("、", ", ")))"
  }

  private func row(_ field: Field, _ reader: Reader) -> FormRow {
    FormRow(
      field.name, field.label, kind(field, reader), required: field.required, hint: hint(field, reader),
      initial: begins.all(field.name).isEmpty ? initial(field, reader) : begins.all(field.name))
  }

  private func kind(_ field: Field, _ reader: Reader) -> FormRow.Kind {
    switch field.kind {
    case .text
    where field.name == "request" && (type is GiveUpRequest.Type || type is AnswerByHand.Type || type is RecallRequest.Type):
      .select(requests)
    case .text where field.name == "paper" && type is RecordMinutes.Type: .hidden
    case .text where field.name == "credit" && type is RecordRecovered.Type: .select(credits)
    case .text(let max): .text(max: max)
    case .longText(let max): .textarea(max: max)
    case .money: .money
    case .day: .day
    case .number: .number
    case .flag: .checkbox
    case .choice(let choices): .select(choices.map { FormRow.Choice($0.key, $0.label) })
    case .choices(let choices): .checkboxes(choices.map { FormRow.Choice($0.key, $0.label) })
    case .pick(let pick): .select(options(pick, reader))
    case .picks(let pick): .checkboxes(options(pick, reader))
    case .group(let inner, let max): .group(inner.map { inside($0, of: field, reader) }, max: max)
    }
  }

  /// The first two parties begin as applicant and debtor, with room for a third.
  private func inside(_ inner: Field, of group: Field, _ reader: Reader) -> FormRow {
    let begins = group.name == "parties" && inner.name == "role" ? ["applicant", "debtor", ""] : []
    return FormRow(
      inner.name, inner.label, kind(inner, reader), required: inner.required, hint: hint(inner, reader), initial: begins)
  }

  private func hint(_ field: Field, _ reader: Reader) -> Phrase? {
    switch field.kind {
    case .number(let range):
      let bounds = Phrase("\(range.lowerBound) 至 \(range.upperBound)", "\(range.lowerBound) to \(range.upperBound)")
      return field.hint.map { $0 + Phrase("；", "; ") + bounds } ?? bounds
    case .pick(let pick), .picks(let pick):
      guard options(pick, reader).isEmpty else { return field.hint }
      return Phrase("现在没有可选的项", "There is nothing to choose now")
    case .money: return field.hint ?? Phrase("写成 130000.00", "Write 130000.00")
    case .text, .longText, .day, .flag, .choice, .choices, .group: return field.hint
    }
  }

  /// Where only one thing can be chosen, it is chosen.
  private func initial(_ field: Field, _ reader: Reader) -> [String] {
    switch field.kind {
    case .pick(let pick):
      let options = options(pick, reader)
      return field.required && options.count == 1 ? options.map(\.key) : []
    case .choice(let choices): return field.required && choices.count == 1 ? choices.map(\.key) : []
    case .text, .longText, .money, .day, .number, .flag, .choices, .picks, .group: return []
    }
  }

  /// What of the case a field may pick.
  private func options(_ pick: Field.Pick, _ reader: Reader) -> [FormRow.Choice] {
    func choice(_ key: some CustomStringConvertible, _ text: String) -> FormRow.Choice { .init("\(key)", Phrase(text, text)) }
    func party(_ parties: [CaseParty]) -> [FormRow.Choice] {
      parties.map { choice($0.person, "\(people.person($0.person))（\(reader($0.role.name))）") }
    }
    guard let file else {
      return pick == .staff || pick == .handler ? staff(pick) : []
    }
    switch pick {
    case .debtor: return party(file.debtors)
    case .applicant: return party(file.applicants)
    case .party: return party(file.filing.parties)
    case .paperToSign: return file.papers.unsigned.map { paper($0, file, reader) }
    case .paper:
      return file.papers.order.compactMap { file.papers.all[$0] }.filter { $0.sealed != nil }.map { paper($0, file, reader) }
    case .measure:
      return file.seizure.live.map {
        FormRow.Choice("\($0.id)", things.choice($0.kind, $0.property, $0.unit, $0.debtor, $0.amount, people))
      }
    case .property:
      return file.search.foundList.map {
        FormRow.Choice("\($0.property)", things.choice($0.kind, $0.property, $0.unit, $0.debtor, $0.value, people))
      }
    case .payout: return (account?.openPayouts ?? []).map { choice($0.id, $0.total.grouped) }
    case .delay:
      let delays = account?.delays.values.filter { $0.stage == .proposed || $0.stage == .approved }.sorted { $0.id < $1.id } ?? []
      return delays.map { delay in
        let state = reader(delay.stage == .proposed ? Phrase("待审批", "to be decided") : Phrase("延期中", "in force"))
        return choice(delay.id, "\(reader(delay.ground.name)) \(delay.proposedOn) \(state)")
      }
    case .payoutLine:
      let payouts = account?.payouts.values.sorted { $0.id < $1.id } ?? []
      return payouts.flatMap { payout in
        payout.everyLine.filter {
          payout.contradictions[$0.id] != nil || payout.overpaid.contains($0.id) || payout.misdirected.contains($0.id)
        }.map {
          choice($0.id, "\($0.payee.map(people.person) ?? "") \($0.amount.grouped)")
        }
      }
    case .receipt:
      return (account?.receiptOrder ?? []).compactMap { account?.receipts[$0] }.map {
        choice($0.id, "\($0.on) \($0.amount.grouped)")
      }
    case .staff, .handler: return staff(pick)
    case .openCase: return []
    case .claim:
      return (matter?.list ?? []).map { entry in
        choice(entry.id, "\(entry.label) \(people.persons(entry.creditors.map(\.person))) \(entry.amount.grouped)")
      }
    case .creditor: return (matter?.receivers(file) ?? []).map { choice($0, people.person($0)) }
    case .objection:
      return (matter?.objectionList ?? []).filter { $0.outcome == nil }.map {
        choice($0.id, "\($0.on) \(people.person($0.by)) \($0.amount.grouped)")
      }
    case .lodgement:
      return (account?.lodgementList ?? []).filter { $0.status == .proposed || $0.status == .lodged }.map {
        choice($0.id, "\(people.person($0.person)) \($0.amount.grouped) \(reader($0.status.name))")
      }
    case .cost:
      return (account?.costList ?? []).map {
        choice($0.id, "\($0.on) \(reader(AdvanceCost.name(of: $0.kind))) \($0.amount.grouped)")
      }
    case .exclusion:
      return file.term.proposals.map {
        choice($0.id, "\(reader($0.kind.phrase)) \($0.first)–\($0.last?.description ?? "…") \($0.paper)")
      }
    case .openPeriod:
      return file.term.ending.map { choice($0.id, "\(reader($0.kind.phrase)) \($0.first)–… \($0.paper)") }
    case .reward:
      return (account?.rewardList ?? []).filter { $0.status != .refused && $0.status != .approved }.map {
        choice($0.id, "\(people.person($0.person)) \($0.promised.grouped) \(reader($0.status.name))")
      }
    case .tip:
      return (account?.rewardList ?? []).filter { $0.status == .published }.flatMap(\.tips).map {
        choice($0.id, "\($0.on) \(reader($0.informant.name))")
      }
    case .clue:
      return file.clues.open.map { choice($0.id, "\($0.receivedOn) \(people.person($0.by)) \(reader($0.channel.name))") }
    case .exemption:
      return file.seizure.exemptionOrder.compactMap { file.seizure.exemptions[$0] }.filter { $0.decidedOn == nil }.map {
        choice($0.id, "\($0.claimedOn) \(people.person($0.by)) \(reader($0.ground.name)) \($0.amount.grouped)")
      }
    case .directPayment:
      return file.performance.waiting.map {
        choice($0.id, "\($0.on) \(people.person($0.by)) → \(people.person($0.to)) \($0.amount.grouped)")
      }
    case .duty:
      return file.performance.openDuties.map { choice($0.id, "\(reader($0.kind.name)) \(people.person($0.debtor)) \($0.due)") }
    case .anyDuty:
      return file.performance.duties.map {
        choice(
          $0.id, "\(reader($0.kind.name)) \(people.person($0.debtor)) \($0.due) \($0.ended.map { reader($0.how.name) } ?? "")")
      }
    case .confirmedPayment:
      return file.performance.confirmed.map {
        choice($0.id, "\($0.on) \(people.person($0.by)) → \(people.person($0.to)) \($0.amount.grouped)")
      }
    case .publishedNotice:
      return file.service.published.map {
        choice($0.notice, "\($0.known.publishedOn?.description ?? "") \(people.person($0.known.to))")
      }
    case .withdrawnPart:
      return file.performance.withdrawn.enumerated().filter { !$0.element.isStruck }.map { place, part in
        choice(place + 1, "\(part.on) \(part.item + 1): \(part.amount.grouped)")
      }
    case .handEntry:
      return file.hand.list.filter { !$0.isTakenBack }.map {
        choice($0.id, "\($0.on) \(reader($0.source.name)) \(people.actor($0.by))")
      }
    case .remedy:
      return file.remedies.list.filter { !$0.isOver || $0.superviseBy != nil || $0.served.count < $0.receivers(file).count }.map {
        choice($0.id, "\($0.number ?? $0.receivedOn.description) \(reader($0.kind.name)) \(people.person($0.by))")
      }
    case .paidLine:
      return (account?.payoutOrder ?? []).compactMap { account?.payouts[$0] }.flatMap { payout in
        payout.lines.filter { payout.lineStatus[$0.id] == .settled && $0.payee != nil }.map {
          choice($0.id, "\($0.payee.map(people.person) ?? "") \($0.amount.grouped) \(reader($0.kind.name))")
        }
      }
    case .undoTask:
      return file.undoing.open.map { task in
        choice(task.id, "\(reader(task.kind.name)) \(task.person.map(people.person) ?? "") \(task.amount?.grouped ?? "")")
      }
    case .minutes:
      return file.minutes.open.map { sheet in
        FormRow.Choice(
          "\(sheet.paper)",
          sheet.template.name
            + Phrase(
              " \(sheet.begins.minuteText) \(people.person(sheet.person))",
              " \(sheet.begins.minuteText) \(people.person(sheet.person))"))
      }
    case .promise:
      return file.reception.openPromises.map { choice($0.id, "\(people.person($0.person)) \($0.until) \($0.amount.grouped)") }
    case .fieldTask:
      return file.reception.open.map { choice($0.id, "\(reader($0.kind.name)) \($0.openedOn)") }
    case .attachedFile:
      return file.files.kept.map { file in
        FormRow.Choice("\(file.id)", file.kind.name + Phrase(" \(file.at.minuteText)", " \(file.at.minuteText)"))
      }
    case .node: return file.process.open.values.sorted { $0.id < $1.id }.map { FormRow.Choice("\($0.id)", people.node($0.key)) }
    }
  }

  /// A paper by its title, whom it is about, and its day.
  private func paper(_ paper: Papers.PaperState, _ file: CaseFile, _ reader: Reader) -> FormRow.Choice {
    let about = CaseWords.about(paper.about, file, people, reader)
    let rest = (about.isEmpty ? "" : " " + about) + " \(paper.draftedAt.day)"
    return FormRow.Choice("\(paper.id)", paper.kind.title + Phrase(rest, rest))
  }

  private func staff(_ pick: Field.Pick) -> [FormRow.Choice] {
    let members = pick == .handler ? people.handlers.map { ($0.id, $0.name) } : people.staff.map { ($0.key, $0.value) }
    return members.sorted { $0.0 < $1.0 }.map { .init("\($0.0)", Phrase($0.1, $0.1)) }
  }
}
