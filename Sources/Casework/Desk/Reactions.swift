import Basics
import Enforcement

/// Turns reactions into rows whose ids derive from the causing event, so a second run does nothing.
enum Reactions {
  static func work(_ appended: [StreamEvents], after: Situation, causation: String) -> [WorkItem] {
    var items: [WorkItem] = []
    var moneyMoved = false
    for part in appended {
      for (offset, event) in part.events.enumerated() {
        let meta = EventMeta(
          stream: part.stream, version: part.expected + offset + 1, court: after.court, at: after.now, actor: after.actor.ref,
          causation: causation)
        for (index, reaction) in event.reactions(after, meta).enumerated() {
          items += rows(reaction, id: "\(part.stream)@\(meta.version)#\(index)", after)
        }
        if !moneyMoved, event is any MoneyEvent {
          moneyMoved = true
          items += rows(closing(after), id: "\(part.stream)@\(meta.version)#day", after)
        }
        for (place, message) in NodeMessages.messages(for: event, meta, after, decided: part.events).enumerated() {
          let id = "\(part.stream)@\(meta.version)#sms" + (place == 0 ? "" : "\(place)")
          items += rows(.message(message), id: id, after)
        }
      }
    }
    return items
  }

  /// The evening of a day on which money moved closes the ledger; a later event of the day only puts the timer in its place again.
  private static func closing(_ after: Situation) -> Reaction {
    .timer(
      name: CloseLedgerDay.name, subject: after.court.text, due: CloseLedgerDay.due(after: after.now),
      CommandCall(CloseLedgerDay.name, [:]))
  }

  private static func rows(_ reaction: Reaction, id: String, _ after: Situation) -> [WorkItem] {
    if case .tellPayees(let batch, let lines) = reaction { return PayeeNotice.work(batch, lines, after) }
    return item(reaction, id: id, after).map { [$0] } ?? []
  }

  private static func item(_ reaction: Reaction, id: String, _ after: Situation) -> WorkItem? {
    switch reaction {
    case .tellPayees: nil
    case .command(let call, let name, let pace):
      WorkItem(
        id: "\(id):\(name)", kind: .command, key: "", due: after.now, paced: pace == .paced, payload: JSONText.encode(call))
    case .timer(let name, let subject, let due, let call):
      WorkItem(
        id: "\(id):\(name)", kind: .timer, key: "\(name)/\(subject)", due: due, paced: false, payload: JSONText.encode(call))
    case .cancelTimer(let name, let subject):
      WorkItem(id: "\(id):cancel", kind: .cancel, key: "\(name)/\(subject)", due: after.now, paced: false, payload: "")
    case .send(let request, let pace):
      WorkItem(id: "\(id):send", kind: .send, key: "", due: after.now, paced: pace == .paced, payload: "\(request)")
    case .seal(let paper, let caseID):
      WorkItem(id: "seal:\(paper)", kind: .seal, key: "", due: after.now, paced: false, payload: "\(caseID)/\(paper)")
    case .message(let message):
      WorkItem(
        id: id, kind: .message, key: "", due: after.now, paced: false,
        payload: JSONText.encode([
          "to": "\(message.to)", "vault": "\(message.vault.id)", "version": "\(message.vault.version)",
          "digest": message.vault.digest, "case": "\(message.caseID)", "text": message.text, "before": "\(message.before)",
        ]))
    }
  }
}

/// Node messages (节点短信): when the act that a node waits for is done, every applicant is told, and who acts for one. That act is the
/// first signal that closes the node; where another one makes it moot, nothing is said. A ruling over many things is told once, when the
/// first of them is under control.
enum NodeMessages {
  static func messages(for event: any Event, _ meta: EventMeta, _ after: Situation, decided: [any Event]) -> [Message] {
    guard let closed = event as? NodeClosed, let node = after.process.nodes[closed.key], let text = node.message,
      node.closes.first?.signal == closed.by,
      meta.stream.kind == .caseFile
    else { return [] }
    let file: CaseFile = after.state(meta.stream)
    guard isFirstOfItsRuling(closed, decided, file) else { return [] }
    let number = file.number.isEmpty ? "" : "\(file.number)案："
    return file.applicants.enumerated().map { place, applicant in
      Message(
        to: applicant.person, vault: applicant.vault, caseID: file.id, text: "【\(meta.day)】\(number)\(text.zh)", before: place)
    }
  }

  /// False for a measure that took effect after another of its ruling; true for whatever is no measure.
  private static func isFirstOfItsRuling(_ closed: NodeClosed, _ decided: [any Event], _ file: CaseFile) -> Bool {
    let measures = decided.compactMap { $0 as? MeasureTookEffect }.map(\.measure)
    guard closed.by == "measure.effective", !measures.isEmpty else { return true }
    let first = decided.lazy.compactMap { $0 as? NodeClosed }.first { $0.by == closed.by }
    return first?.node == closed.node && measures.contains { file.seizure.isFirstOfItsRuling($0) }
  }
}
