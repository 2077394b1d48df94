import Basics
import Enforcement

/// The timeline's sentences about mass payouts.
enum BatchSentence {
  static func of(_ event: any Event) -> Phrase? {
    switch event {
    case let event as BatchCreated:
      return Phrase(
        "新建批量发放：\(event.count) 笔、\(event.total.grouped) 元",
        "Mass payout made: \(event.count) lines, \(event.total.grouped) yuan")
    case let event as BatchChecked:
      return Phrase(
        "名单核对：共 \(event.read) 行，退回改正 \(event.heldBack) 行", "List checked: \(event.read) lines, \(event.heldBack) held back")
    case let event as BatchGatePassed:
      return Phrase("批量发放\(event.gate.name.zh)通过", "Mass payout: passed \(event.gate.name.en)")
    case is BatchReleased: return Phrase("批量发放款项已划入待付", "Mass payout: the sum is the payees'")
    case is BatchReturned: return Phrase("批量发放退回", "Mass payout sent back")
    case let event as BatchChunkPosted:
      return Phrase(
        "第 \(event.chunk) 号文件入账：\(event.total.grouped) 元", "File \(event.chunk) posted: \(event.total.grouped) yuan")
    case let event as BatchChunksHanded:
      return event.way == .bank
        ? Phrase("付款文件 \(event.chunks.text) 已送达银行", "Files \(event.chunks.text) taken by the bank")
        : Phrase("付款文件 \(event.chunks.text) 已写出", "Files \(event.chunks.text) written")
    case let event as BatchAnswered: return answered(event)
    case is BatchPaused: return Phrase("批量发放暂停", "Mass payout paused")
    case is BatchResumed: return Phrase("批量发放恢复", "Mass payout resumed")
    case let event as BatchStopped:
      return Phrase(
        "批量发放停止，\(event.count) 笔、\(event.amount.grouped) 元退回原账户",
        "Mass payout stopped; \(event.count) lines, \(event.amount.grouped) yuan go back")
    case let event as BatchResendAsked:
      return event.correction == nil
        ? Phrase("重发 \(event.lines.count) 笔", "\(event.lines.count) lines are sent again")
        : Phrase("更正 \(event.lines.count) 笔后重发，须重过关口", "\(event.lines.count) lines put right; the gates come anew")
    case is BatchCorrectionReturned, is BatchChangesCalled, is BatchFindingRecorded, is BatchLineResolved, is BatchLineRecovered:
      return doubts(event)
    case let event as BatchMoneyCameBack:
      return Phrase(
        "批量发放退汇 \(event.amount.grouped) 元，须重新发放",
        "\(event.amount.grouped) yuan of the mass payout came back and is to be paid again")
    case let event as BatchSettled:
      return Phrase(
        "批量发放全部付讫：\(event.count) 笔、\(event.total.grouped) 元",
        "Mass payout complete: \(event.count) lines, \(event.total.grouped) yuan")
    case let event as BatchMoneyTaken:
      return Phrase("\(event.amount.grouped) 元列入批量发放", "\(event.amount.grouped) yuan set aside for a mass payout")
    case is BatchMoneyReleased: return Phrase("批量发放已放行", "The mass payout was let go")
    case let event as BatchMoneyPaid:
      return Phrase("批量发放付讫 \(event.amount.grouped) 元", "\(event.amount.grouped) yuan paid by the mass payout")
    case let event as BatchMoneyGivenBack:
      return Phrase("批量发放退回 \(event.amount.grouped) 元", "\(event.amount.grouped) yuan came back from a mass payout")
    default: return nil
    }
  }

  private static func doubts(_ event: any Event) -> Phrase? {
    switch event {
    case let event as BatchCorrectionReturned:
      return Phrase(
        "更正名单退回，\(event.failed.count + event.returned.count) 行仍为未付成",
        "Correction sent back; \(event.failed.count + event.returned.count) lines are unpaid as before")
    case let event as BatchChangesCalled:
      return Phrase("\(event.lines.count) 行账户更正已回拨核实", "Payees of \(event.lines.count) changed lines were called back")
    case let event as BatchFindingRecorded:
      return Phrase(
        "第 \(event.line) 行查明：\(event.finding.name.zh)，待另一人核定",
        "Line \(event.line), found: \(event.finding.name.en); another person has to find the same")
    case let event as BatchLineResolved:
      if event.isTwice == true {
        return Phrase(
          "第 \(event.line) 行核定付了两次，须追回一次", "Line \(event.line) found to be paid twice; one payment is to be recovered")
      }
      return event.isPaid
        ? Phrase("第 \(event.line) 行核定已付", "Line \(event.line) found to be paid")
        : Phrase("第 \(event.line) 行核定未付", "Line \(event.line) found not to be paid")
    case let event as BatchLineRecovered:
      return Phrase(
        "第 \(event.line) 行追回 \(event.amount.grouped) 元", "\(event.amount.grouped) yuan recovered of line \(event.line)")
    default: return nil
    }
  }

  private static func answered(_ event: BatchAnswered) -> Phrase {
    let failed = event.failed.reduce(0) { $0 + $1.lines.count }
    let returned = (event.returned + event.returnedUntold).reduce(0) { $0 + $1.lines.count }
    let doubtful = event.contradicted.reduce(0) { $0 + $1.lines.count }
    let parts: [(count: Int, zh: String, en: String)] = [
      (event.accepted.count, "受理", "taken"), (event.settled.count, "付讫", "paid"), (failed, "未付成", "refused"),
      (returned, "退汇", "came back"), (doubtful, "存疑", "in doubt"),
    ]
    let told = parts.filter { $0.count > 0 }
    return Phrase(
      "银行回执（第 \(event.chunk) 号文件）：" + told.map { "\($0.zh) \($0.count) 笔" }.joined(separator: "、"),
      "The bank on file \(event.chunk): " + told.map { "\($0.count) \($0.en)" }.joined(separator: ", "))
  }
}
