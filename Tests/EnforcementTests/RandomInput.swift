import Basics
import Casework
import Enforcement
import TestSupport

/// Fills a command's fields as a die falls: mostly what its form would offer, sometimes anything at all.
struct RandomInput {
  var dice: SeededDice
  let organisation: Organisation
  let requests: [ID<PartnerRequest>]
  let today: Day

  mutating func fields(of command: any Command.Type, _ file: CaseFile, _ account: CaseAccount) -> [String: InputValue] {
    var values: [String: InputValue] = [:]
    for field in command.fields {
      if !field.required && dice.chance(40) || dice.chance(3) { continue }
      values[field.name] = dice.chance(8) ? garbage() : value(field, file, account)
    }
    if command is any CaseCommand.Type, dice.chance(97) { values["case"] = "\(file.id)" }
    return values
  }

  private mutating func value(_ field: Field, _ file: CaseFile, _ account: CaseAccount) -> InputValue {
    switch field.kind {
    case .text, .longText: return text(field.name)
    case .money: return .text("\(dice.money(0, dice.chance(10) ? Money.outsideMax.fen : 60_000_000))")
    case .day: return .text("\(today + (dice.roll(400) - 300))")
    case .number(let range): return .text("\(range.lowerBound + dice.roll(range.count + 1))")
    case .flag: return dice.chance(50) ? "true" : ""
    case .choice(let choices): return .text(dice.pick(choices)?.key ?? "")
    case .choices(let choices): return .list(choices.filter { _ in dice.chance(50) }.map { .text($0.key) })
    case .pick(let pick): return .text(dice.pick(options(pick, file, account)) ?? "")
    case .picks(let pick): return .list(options(pick, file, account).filter { _ in dice.chance(50) }.map { .text($0) })
    case .group(let inner, let max):
      return .list(
        (0..<dice.roll(min(4, max))).map { _ in
          .object(inner.reduce(into: [:]) { $0[$1.name] = value($1, file, account) })
        })
    }
  }

  private mutating func text(_ name: String) -> InputValue {
    switch name {
    case "request": .text(dice.pick(requests).map { "\($0)" } ?? "17")
    case "unit": .text(dice.pick(["bankA", "bankB", "bankC", "realEstate", "vehicle", "insurer", "securities", "nobody"]) ?? "")
    case "answeredAt": "2025-05-05T10:00"
    case "interest": .text(dice.pick(["", "6%", "LPR1Y*4", "?"]) ?? "")
    case "phone", "agentPhone": "13800000000"
    case "idNumber": ""
    default: .text("文字\(dice.roll(1_000))")
    }
  }

  private mutating func garbage() -> InputValue {
    let texts = [
      "", " ", "-1", "0", "99999999999999999999", "1e9", "2025-02-30", "0000-00-00", "9999-12-31", "true", "null", "1", "甲",
      "\u{0}", "9223372036854775807", "-9223372036854775808", "9999999999999.99", String(repeating: "长", count: 30_000),
    ]
    return switch dice.roll(4) {
    case 0: .list(texts.filter { _ in dice.chance(30) }.map { .text($0) })
    case 1: .object(["kind": "deposit", "x": .list([])])
    default: .text(dice.pick(texts) ?? "")
    }
  }

  /// What a form would offer to pick from.
  private func options(_ pick: Field.Pick, _ file: CaseFile, _ account: CaseAccount) -> [String] {
    switch pick {
    case .debtor: file.debtors.map { "\($0.person)" }
    case .applicant: file.applicants.map { "\($0.person)" }
    case .party: file.filing.parties.map { "\($0.person)" }
    case .paper: file.papers.order.map { "\($0)" }
    case .paperToSign: file.papers.unsigned.map { "\($0.id)" }
    case .measure: file.seizure.order.map { "\($0)" }
    case .property: file.search.foundOrder.map { "\($0)" }
    case .payout: account.payoutOrder.map { "\($0)" }
    case .delay: account.delays.keys.sorted().map { "\($0)" }
    case .payoutLine: account.payouts.values.flatMap { $0.lines.map { "\($0.id)" } }.sorted()
    case .receipt: account.receiptOrder.map { "\($0)" }
    case .staff, .handler: organisation.staff.keys.sorted().map { "\($0)" }
    case .claim, .creditor, .objection: []
    case .exclusion: file.term.proposals.map { "\($0.id)" }
    case .openPeriod: file.term.ending.map { "\($0.id)" }
    case .directPayment: file.performance.waiting.map { "\($0.id)" }
    case .duty: file.performance.openDuties.map { "\($0.id)" }
    case .anyDuty: file.performance.duties.map { "\($0.id)" }
    case .confirmedPayment: file.performance.confirmed.map { "\($0.id)" }
    case .publishedNotice: file.service.published.map { "\($0.notice)" }
    case .withdrawnPart: file.performance.withdrawn.indices.map { "\($0 + 1)" }
    case .handEntry: file.hand.order.map { "\($0)" }
    case .remedy: file.remedies.order.map { "\($0)" }
    case .paidLine: account.payouts.values.flatMap { $0.lines.map { "\($0.id)" } }.sorted()
    case .undoTask: file.undoing.order.map { "\($0)" }
    case .openCase: ["\(file.id)"]
    case .minutes: file.minutes.order.map { "\($0)" }
    case .promise: file.reception.promises.keys.sorted().map { "\($0)" }
    case .attachedFile: file.files.order.map { "\($0)" }
    case .fieldTask: file.reception.open.map { "\($0.id)" }
    case .lodgement: account.lodgementOrder.map { "\($0)" }
    case .cost: account.costOrder.map { "\($0)" }
    case .reward: account.rewardOrder.map { "\($0)" }
    case .tip: account.rewardList.flatMap(\.tips).map { "\($0.id)" }
    case .clue: file.clues.order.map { "\($0)" }
    case .exemption: file.seizure.exemptionOrder.map { "\($0)" }
    case .node: file.process.open.keys.sorted().map { "\($0)" }
    }
  }
}
