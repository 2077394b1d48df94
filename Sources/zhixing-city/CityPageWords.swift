import Basics
import City
import PartnerAPI

extension CityPage {
  static let peopleShown = 40

  /// A request in one line.
  static func gist(_ body: PartnerRequestBody) -> String {
    switch body {
    case .query(let body): "\(body.name) \(body.idNumber)"
    case .freeze(let body): "\(body.account) 限额\(body.limit.grouped)元 \(body.from)至\(body.to)"
    case .renewFreeze(let body): "\(body.account) 续至\(body.to)"
    case .releaseFreeze(let body): body.keep == .zero ? "\(body.account) 全部" : "\(body.account) 保留\(body.keep.grouped)元"
    case .transfer(let body): "\(body.account) \(body.amount.grouped)元 至\(body.caseSubAccount)"
    case .seal(let body): "\(body.registration) \(body.from)至\(body.to)"
    case .unseal(let body): body.registration
    case .renewSeal(let body): "\(body.registration) 续至\(body.to)"
    case .querySurrender(let body): body.policyNumber
    case .freezePolicy(let body): "\(body.policyNumber) \(body.from)至\(body.to)"
    case .surrender(let body): "\(body.policyNumber) 至\(body.caseSubAccount)"
    case .pay(let body): "\(body.payeeName) \(body.amount.grouped)元"
    }
  }

  static func result(_ record: City.RequestRecord) -> String {
    guard let answer = record.answer else { return "待办" }
    var words: [String]
    switch answer.outcome {
    case .done: words = ["已办"]
    case .partial: words = ["部分办理"]
    case .failed: words = ["失败"]
    case .rejected: words = ["退回"]
    }
    if let body = answer.body { words.append(told(body)) }
    if let reason = answer.reason { words.append(reason.text) }
    if record.lost { words.append("（答复丢失）") }
    return words.joined(separator: " ")
  }

  private static func told(_ body: PartnerAnswerBody) -> String {
    switch body {
    case .accounts(let items): "\(items.count)个账户"
    case .houses(let items): "\(items.count)处房产"
    case .vehicles(let items): "\(items.count)辆车"
    case .policies(let items): "\(items.count)份保单"
    case .securities(let items): "\(items.count)只证券"
    case .frozen(let body): "冻结\(body.amount.grouped)元（\(body.rank == 1 ? "首冻" : "轮候\(body.rank - 1)")）"
    case .released(let body): body.kept == .zero ? "已解除" : "保留\(body.kept.grouped)元"
    case .sealed(let body): body.rank == 1 ? "首封，至\(body.to)" : "轮候\(body.rank - 1)"
    case .transferred(let body): "\(body.amount.grouped)元 流水\(body.bankLine)"
    case .paid(let body): "流水\(body.bankLine)"
    }
  }

  static let style = """
    :root { --ink: #1d2733; --line: #d5dbe2; --tint: #f3f6f9; --blue: #1d5a96; --red: #a3271d; }
    * { box-sizing: border-box; }
    body { margin: 0; color: var(--ink); font: 16px/1.55 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
    header, main { max-width: 68rem; margin: 0 auto; padding: 0 1rem; }
    header { border-bottom: 3px solid var(--blue); }
    h1 { margin: .8rem 0 .2rem; font-size: 1.5rem; }
    h2 { margin: 1.6rem 0 .6rem; font-size: 1.2rem; }
    h3 { margin: 0 0 .2rem; font-size: 1.05rem; }
    small { color: #5b6876; font-weight: normal; }
    p { margin: .3rem 0; }
    a { color: var(--blue); }
    .trouble { color: var(--red); }
    section, .person, .pay, .find { border: 1px solid var(--line); border-radius: 4px; padding: .7rem .9rem; margin: 0 0 .7rem; }
    summary { cursor: pointer; min-height: 2rem; }
    .wide { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; font-size: .9rem; }
    th, td { text-align: left; padding: .3rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
    th { background: var(--tint); white-space: nowrap; }
    .sum { text-align: right; white-space: nowrap; }
    form { display: flex; flex-wrap: wrap; gap: .5rem .8rem; align-items: end; }
    td form { flex-wrap: nowrap; gap: .3rem; }
    td input { width: 6.5rem; }
    label { display: flex; flex-direction: column; font-size: .9rem; }
    .faults input { width: 7rem; }
    input, button { font: inherit; padding: .35rem .5rem; min-height: 2.4rem; border: 1px solid #8795a5; border-radius: 3px; }
    button { background: var(--blue); color: #fff; border-color: var(--blue); cursor: pointer; }
    @media (max-width: 40rem) {
      .pay label, .find label { width: 100%; }
      thead { display: none; }
      tr { display: block; padding: .4rem 0; border-bottom: 1px solid var(--line); }
      td { display: inline-block; border: 0; padding: 0 .6rem 0 0; text-align: left; }
      td[data-label]::before { content: attr(data-label) " "; color: #5b6876; }
    }

    """
}
