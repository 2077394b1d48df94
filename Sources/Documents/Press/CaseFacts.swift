import Basics
import Casework
import Enforcement
import EnforcementLaw
import Wording

/// What every paper of the case needs.
extension CaseSheet {
  var facts: PaperFacts {
    PaperFacts(
      court: courtName, caseNumber: file.number.isEmpty ? CaseSheet.unknown : file.number,
      suffix: file.papers.ordinal(paper.id) ?? 0, cause: file.filing.cause.isEmpty ? "执行" : file.filing.cause,
      applicants: applicants, debtors: debtors, instrument: instrument,
      claim: claim, filed: filed, date: date, signers: signers, clerk: nil,
      contact: PaperContact(
        officer: member(file.triage.handler), phone: phone, address: "\(courtName)执行局"), account: moneyAccount)
  }

  var filed: Day { file.filing.filedOn ?? file.filing.receivedOn }

  private var instrument: PaperInstrument {
    let source = file.filing.instrument
    return PaperInstrument(
      maker: known(source?.court), number: known(source?.number), kind: source?.kind.name.zh ?? "生效法律文书",
      date: source?.on ?? filed, content: duty)
  }

  /// The duty as claimed, a complete sentence: the application names its items, the instrument itself is in the court's archive.
  private var duty: String {
    let names = file.debtors.map { name($0.person) }.joined(separator: "、")
    let receivers = file.applicants.map { name($0.person) }.joined(separator: "、")
    let items = claim.map { item in
      let sum = item.amount.map { "\(item.label)\($0.grouped)元" } ?? item.label
      return item.note.isEmpty ? sum : "\(sum)（\(item.note)）"
    }
    guard !items.isEmpty else { return "\(names)向\(receivers)履行该文书所载义务。" }
    return "\(names)向\(receivers)支付\(items.joined(separator: "、"))。"
  }

  var claim: [PaperClaimItem] {
    file.filing.claims.map {
      PaperClaimItem($0.kind.name.zh, $0.amount, note: InterestWords.note($0.interest, from: delayFrom ?? filed))
    }
  }

  /// The day after the period for performance ended; nil where the instrument names none.
  var delayFrom: Day? { file.filing.instrument?.lastPerformanceDay.map { $0 + 1 } }

  /// Rulings name the judge who signed, or the case's judge where the president or nobody did.
  private var signers: [PaperSigner] {
    let signer = paper.kind == .terminationRuling ? nil : member(paper.signedBy)
    let judge = file.triage.judge ?? file.triage.handler
    return [PaperSigner("审判员", signer ?? member(judge))]
  }

  private var moneyAccount: PaperAccount? {
    guard !account.subAccount.isEmpty else { return nil }
    let bank = books.units.first { $0.kind == .courtBank }?.name.zh
    return PaperAccount(holder: courtName, bank: known(bank), number: account.subAccount)
  }

  // MARK: Sums

  /// Paid to the applicants.
  var recovered: Money { file.closing.closed?.recovered ?? account.reachedApplicants }

  /// Still owed on the paper's day, after what this round and those before it recovered.
  var remaining: Money {
    if let division = try? CaseDebt.division(file, account, on: date, law: books.law) { return division.remaining }
    return max(.zero, file.filing.claimed - account.allPaid(.applicant) - account.allDirect.map(\.amount).boundedSum)
  }
}

/// Interest in words, from the docket's notation.
enum InterestWords {
  static func note(_ notation: String, from start: Day) -> String {
    guard !notation.isEmpty, let term = try? InterestTerm.parse(notation, start: start) else { return "" }
    return term.segments.map { segment in
      let time = segment.through.map { "自\(segment.from.chinese)起至\($0.chinese)止" } ?? "自\(segment.from.chinese)起"
      return "\(time)按\(rate(segment.rate))计付利息"
    }.joined(separator: "；")
  }

  private static func rate(_ rate: InterestRate) -> String {
    switch rate {
    case .yearly(let rate): return "年利率\(rate.percentText)"
    case .monthly(let rate): return "月利率\(rate.percentText)"
    case .daily(let rate): return "日利率\(rate.percentText)"
    case .lpr(let tenor, let times, let plus, let fixedOn):
      let day = fixedOn.map { "\($0.chinese)的" } ?? "同期"
      let more = plus == .zero ? "" : "加\(plus.percentText)"
      return "\(day)\(tenor == .oneYear ? "一年期" : "五年期以上")贷款市场报价利率\(multiple(times))\(more)"
    case .benchmark(_, let times, let fixedOn):
      return "\(fixedOn.map { "\($0.chinese)的" } ?? "同期")中国人民银行贷款基准利率\(multiple(times))"
    }
  }
  private static func multiple(_ times: Multiple) -> String { times == .once ? "" : "的\(times.text)倍" }
}
