import Basics

/// The disposal capability's commands.
public enum DisposalCommands {
  public static let all: [any Command.Type] = [DraftTransferRuling.self]
}

/// Drafts the transfer ruling (扣划裁定): frozen money, or a frozen policy's surrender value, into the case account.
public struct DraftTransferRuling: CaseCommand {
  public static let name = "disposal.draftTransferRuling"
  public static let title = Phrase("拟制扣划裁定", "Draft the transfer ruling")
  public static let roles: Set<Role> = [.officer, .judge, .assistant]
  public static let fields = [
    Field("case", Phrase("案件", "Case"), .text(max: 20)),
    Field(
      "measures", Phrase("控制措施", "Measures"), .picks(.measure), required: false,
      hint: Phrase("不选为全部可扣划的", "None means all that can be transferred")),
  ]
  public let caseID: ID<CaseFile>
  let measures: [ID<Measure>]
  public init(_ input: inout Input) {
    caseID = input.id("case")
    measures = input.ids("measures")
  }

  static func transferable(_ file: CaseFile) -> [Seizure.MeasureState] {
    let running = Set(file.disposal.transfers.values.filter { $0.status == .requested }.map(\.measure))
    let drafted = Set(file.papers.unsigned.flatMap { file.disposal.rulings[$0.id] ?? [] }.map(\.measure))
    return file.seizure.live.filter {
      $0.status == .effective && ($0.kind == .deposit || $0.kind == .policy) && $0.amount > .zero && !running.contains($0.id)
        && !drafted.contains($0.id)
    }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    try Authority.handler(of: file, or: [.assistant], situation.actor)
    try Refusal.unlessRunning(file)
    let held = transferable(file).filter { file.hold(on: $0) != nil }
    if held.count == transferable(file).count {
      if let hold = held.first.flatMap({ file.hold(on: $0) }) { throw .disposalHeld(hold) }
      throw .nothingToTransfer
    }
    if file.filing.type == .first && file.papers.latest(.enforcementNotice)?.signedAt == nil { throw .noNoticeYet }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    var room = situation.stillOwed(caseID).open
    var rooms = CaseDebt.ceilings(file, situation.account(caseID), on: situation.today, law: situation.law)
    var parts: [Disposal.Part] = []
    for measure in DraftTransferRuling.transferable(file) where measures.isEmpty || measures.contains(measure.id) {
      guard room > .zero else { break }
      if let hold = file.hold(on: measure) {
        if measures.isEmpty { continue }
        throw .disposalHeld(hold)
      }
      // A policy is surrendered whole; what exceeds the debt goes back to the debtor as surplus.
      let most = min(room, rooms[measure.debtor] ?? room)
      guard most > .zero else { continue }
      let amount = measure.kind == .policy ? measure.amount : min(most, measure.amount)
      if let left = rooms[measure.debtor] { rooms[measure.debtor] = left - amount }
      parts.append(Disposal.Part(measure: measure.id, amount: amount))
      room -= amount
    }
    guard !parts.isEmpty else { throw .nothingToTransfer }
    let paper = situation.ids.next(Paper.self)
    return [
      situation.append(
        .caseFile(caseID),
        [
          PaperDrafted(paper: paper, kind: .transferRuling, about: parts.map { "\($0.measure)" }),
          TransferRulingDrafted(paper: paper, parts: parts),
        ])
    ]
  }
}

extension Refusal {
  static var nothingToTransfer: Refusal {
    Refusal("nothingToTransfer", Phrase("没有已生效冻结、可以扣划的款项", "No frozen money can be transferred"), citations: ["民诉法解释第484条"])
  }
  static func transferExceedsOwed(_ sum: Money, _ owed: Money) -> Refusal {
    Refusal(
      "transferExceedsOwed", field: "paper",
      Phrase(
        "拟扣划 \(sum.grouped) 元，今日尚欠仅 \(owed.grouped) 元",
        "\(sum.grouped) yuan are to be taken; only \(owed.grouped) are still owed today"),
      citations: ["《民事诉讼法》（2023）第253条"], remedy: Phrase("撤回草稿，按现欠数额重新拟制", "Withdraw the draft and draft it anew"))
  }
  static var noNoticeYet: Refusal {
    Refusal(
      "noNoticeYet", Phrase("尚未发出执行通知书，不能扣划", "The enforcement notice has not been issued; no transfer yet"),
      citations: ["民诉法解释第480条"])
  }
}
