import Basics
import City
import Hummingbird
import PartnerAPI

/// The city's phone network. A court hands messages in as to Kannel's `sendsms`; people read them on the page of phones.
struct PhoneRoutes: Sendable {
  let keeper: CityKeeper
  private static let shownMax = 100
  private static let lengthMax = 1_000

  func add(to router: Router<BasicRequestContext>) {
    router.get("/cgi-bin/sendsms") { request, _ in try await send(request) }
    router.get("/phones") { request, _ in
      let query = String((request.uri.queryParameters["q"].map(String.init) ?? "").prefix(20))
      return CityPage.response(page(await keeper.messages(of: query, limit: PhoneRoutes.shownMax), query))
    }
    router.get("/messages") { request, _ in
      let query = request.uri.queryParameters["q"].map(String.init) ?? ""
      let messages = await keeper.messages(of: query, limit: PhoneRoutes.shownMax).map {
        ["at": $0.at.description, "to": $0.message.to, "text": $0.message.text]
      }
      return try Reply.json(["messages": messages])
    }
  }

  /// Kannel's words and status codes: 202 with `0: Accepted for delivery`.
  private func send(_ request: Request) async throws -> Response {
    let fields = request.uri.queryParameters
    let to = fields["to"].map(String.init) ?? ""
    guard !to.isEmpty, to.utf8.allSatisfy({ (48...57).contains($0) || $0 == 43 }) else {
      return Reply.bytes(Array("Empty receiver number not allowed, rejected".utf8), "text/plain", .badRequest)
    }
    let text = fields["text"].map(String.init) ?? ""
    guard !text.isEmpty, text.count <= PhoneRoutes.lengthMax else {
      return Reply.bytes(Array("Message text missing or too long, rejected".utf8), "text/plain", .badRequest)
    }
    try await keeper.text(TextMessage(to: to, text: text))
    return Reply.bytes(Array("0: Accepted for delivery".utf8), "text/plain", .accepted)
  }

  private func page(_ messages: [Phones.Received], _ query: String) -> Markup {
    let rows = messages.map { received -> Markup in
      "<tr><td>\(received.at.minuteText)<td>\(received.message.to)<td data-label=\"内容\">\(received.message.text)</tr>"
    }
    return """
      <!doctype html>
      <html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
      <title>手机短信 · 模拟城市</title><link rel="stylesheet" href="/city.css"></head>
      <body><header><h1>手机短信</h1><p><a href="/">模拟城市</a>。短信发到虚构号码，只在本页可见，最新在前。</p></header><main>
      <form class="find" method="get" action="/phones"><label>手机号 <input name="q" inputmode="tel" value="\(query)"></label><button>查找</button></form>
      \(rows.isEmpty ? "<p>没有短信。</p>" : "")
      <div class="wide"><table><thead><tr><th>收到<th>手机号<th>内容</tr></thead><tbody>\(Markup.joined(rows))</tbody></table></div>
      </main></body></html>
      """
  }
}

extension CityKeeper {
  /// Messages to a number, or to all when `number` is empty; newest first.
  func messages(of number: String, limit: Int) -> [Phones.Received] {
    Array(phones.received.reversed().lazy.filter { number.isEmpty || $0.message.to == number }.prefix(limit))
  }
}
