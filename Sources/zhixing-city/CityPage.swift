import Basics
import City
import Hummingbird
import PartnerAPI

/// The city's own page: what each unit was asked and answered, what is on its way, its faults, and people who can pay.
struct CityPage: Sendable {
  let now: Instant
  let seed: UInt64
  let simulated: Bool
  let waiting: Int
  let delivered: Int
  let undeliverable: Int
  let troubles: [String]
  let units: [Unit]
  let people: [PersonMessage]
  let peopleCount: Int
  let query: String

  struct Unit: Sendable {
    let unit: CityUnit
    let asked: Int
    let answered: Int
    let faults: UnitFaults
    let latest: [City.RequestRecord]
  }
  private static let latestMax = 12
  private static let troublesMax = 10

  init(keeper: CityKeeper, query: String) async {
    self = await keeper.page(query: query)
  }

  /// What the page shows of a city.
  init(_ city: City, _ outbox: Outbox, now: Instant, simulated: Bool, query: String, people: [PersonMessage]) {
    self.now = now
    seed = city.seed
    self.simulated = simulated
    waiting = outbox.items.count
    delivered = outbox.delivered
    undeliverable = outbox.undeliverable.count
    troubles = outbox.items.values.lazy.filter { !$0.trouble.isEmpty }.prefix(CityPage.troublesMax).map {
      "\($0.outgoing.delivery)：已试\($0.attempts)次，\($0.trouble.prefix(160))"
    }
    units = CityUnit.all.map { unit in
      let ids = city.requestOrder[unit.key] ?? []
      return Unit(
        unit: unit, asked: ids.count, answered: city.answered[unit.key] ?? 0, faults: city.faults(of: unit.key),
        latest: ids.suffix(CityPage.latestMax).reversed().compactMap { city.requests[$0] })
    }
    self.people = people
    peopleCount = city.people.count
    self.query = query
  }

  static func response(_ html: Markup, _ status: HTTPResponse.Status = .ok) -> Response {
    var response = Reply.bytes(Array(html.text.utf8), "text/html; charset=utf-8", status)
    response.headers[.contentSecurityPolicy] = "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'"
    return response
  }

  /// What a person reads whose form was refused.
  static func refusal(_ error: CityError) -> Markup {
    """
    <!doctype html>
    <html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
    <title>未办理 · 模拟城市</title><link rel="stylesheet" href="/city.css"></head>
    <body><main><h1>未办理</h1><p class="trouble">\(error.text.zh)</p><p><a href="/">返回</a></p></main></body></html>
    """
  }

  var html: Markup {
    """
    <!doctype html>
    <html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
    <title>模拟城市 · 协助执行单位</title><link rel="stylesheet" href="/city.css"></head>
    <body><header><h1>模拟城市</h1>
    <p>人物、账户、房产、车辆均为虚构。\(simulated ? "模拟时间" : "现在")：<b>\(now.minuteText)</b>；种子 \(seed)。<a href="/">刷新</a>　<a href="/phones">手机短信</a></p>
    <p>待送达法院 <b>\(waiting)</b> 件，已送达 \(delivered) 件，无法送达 \(undeliverable) 件。</p>
    \(Markup.joined(troubles.map { "<p class=\"trouble\">\($0)</p>" }))
    </header><main>
    <h2>单位</h2>
    \(Markup.joined(units.map(section)))
    \(faultsForm("*", "全部单位故障设置", .none))
    <h2>缴款到法院</h2>
    \(payCourtForm)
    <h2>人物（\(peopleCount)）</h2>
    <form class="find" method="get" action="/"><label>姓名或证件号码 <input name="q" value="\(query)"></label><button>查找</button></form>
    \(Markup.joined(people.map(person)))
    </main></body></html>
    """
  }

  private func section(_ item: Unit) -> Markup {
    """
    <section id="\(item.unit.key)"><h3>\(item.unit.name.zh) <small>\(item.unit.key)</small></h3>
    <p>收到 <b>\(item.asked)</b> 件，已办 \(item.answered) 件，待办 <b>\(item.asked - item.answered)</b> 件\(faultText(item.faults))</p>
    <details\(item.latest.isEmpty ? "" : " open")><summary>最近请求</summary>
    <div class="wide"><table><thead><tr><th>收到<th>案号<th>事项<th>内容<th>结果</tr></thead>
    <tbody>\(Markup.joined(item.latest.map(row)))</tbody></table></div></details>
    \(faultsForm(item.unit.key, "故障设置", item.faults))</section>
    """
  }

  private func row(_ record: City.RequestRecord) -> Markup {
    """
    <tr><td>\(record.receivedAt.minuteText)<td>\(record.message.caseNumber)<td>\(record.message.action.name.zh)\
    <td>\(CityPage.gist(record.message.body))<td data-label="结果">\(CityPage.result(record))</tr>
    """
  }

  private func faultText(_ faults: UnitFaults) -> String { faults == .none ? "" : "；故障：\(CityPage.words(faults))" }

  static func words(_ faults: UnitFaults) -> String {
    var words: [String] = []
    if faults.delayMsMax > 0 { words.append("延迟\(faults.delayMsMin / 1000)至\(faults.delayMsMax / 1000)秒") }
    let shares = [
      ("拒收", faults.unavailablePercent), ("办理失败", faults.failPercent), ("重复答复", faults.repeatPercent),
      ("乱序", faults.reorderPercent), ("丢失答复", faults.losePercent),
      ("先称失败", faults.denyPercent),
    ]
    words += shares.filter { $0.1 > 0 }.map { "\($0.0)\($0.1)%" }
    return words.joined(separator: "，")
  }

  private func faultsForm(_ key: String, _ title: String, _ faults: UnitFaults) -> Markup {
    let shares: [(String, String, Int)] = [
      ("unavailablePercent", "拒收%", faults.unavailablePercent), ("failPercent", "失败%", faults.failPercent),
      ("repeatPercent", "重复%", faults.repeatPercent), ("reorderPercent", "乱序%", faults.reorderPercent),
      ("losePercent", "丢失%", faults.losePercent), ("denyPercent", "先称失败%", faults.denyPercent),
    ]
    let inputs = shares.map { name, label, value -> Markup in
      "<label>\(label)<input type=\"number\" min=\"0\" max=\"100\" name=\"\(name)\" value=\"\(value)\"></label>"
    }
    return """
      <details><summary>\(title)</summary><form class="faults" method="post" action="/faults"><input type="hidden" name="unit" value="\(key)">
      <label>最短延迟（毫秒）<input type="number" min="0" name="delayMsMin" value="\(faults.delayMsMin)"></label>
      <label>最长延迟（毫秒）<input type="number" min="0" name="delayMsMax" value="\(faults.delayMsMax)"></label>
      \(Markup.joined(inputs))<button>设定</button></form></details>
      """
  }

  private var payCourtForm: Markup {
    """
    <form class="pay" method="post" action="/pay-court">
    <label>付款账号（本城账户，可空）<input name="account" inputmode="numeric"></label>
    <label>付款人姓名（无账号时必填）<input name="payerName"></label>
    <label>案款子账户<input name="caseSubAccount" inputmode="numeric" required></label>
    <label>金额（元）<input name="amount" inputmode="decimal" required></label>
    <label>附言<input name="text" value="还款"></label><button>付款</button></form>
    """
  }

  private func person(_ person: PersonMessage) -> Markup {
    let rows = person.accounts.map { account -> Markup in
      """
      <tr><td>\(CityUnit.named(account.bank)?.name.zh ?? account.bank)<td>\(account.account)<td class="sum" data-label="余额">\(account.balance.grouped)\
      <td class="sum" data-label="冻结">\(account.frozen.grouped)<td class="sum" data-label="可用">\(account.available.grouped)<td>\
      <form method="post" action="/people/\(person.id)/credit"><input type="hidden" name="account" value="\(account.account)">\
      <input name="amount" inputmode="decimal" placeholder="金额" aria-label="入账金额" required><button>入账</button></form></tr>
      """
    }
    let things = (person.houses + person.vehicles + person.policies + person.securities).joined(separator: "、")
    return """
      <details class="person"><summary>\(person.name) <small>\(person.id)</small></summary>
      <div class="wide"><table><thead><tr><th>银行<th>账号<th>余额<th>冻结<th>可用<th>入账</tr></thead>
      <tbody>\(Markup.joined(rows))</tbody></table></div><p>\(things.isEmpty ? "无房产、车辆、保单、证券" : things)</p></details>
      """
  }
}

extension CityKeeper {
  func page(query: String) -> CityPage {
    CityPage(
      city, outbox, now: now, simulated: simulated, query: query, people: peopleList(named: query, limit: CityPage.peopleShown))
  }
}
