import Basics
import Enforcement

/// The shell of a page.
struct Layout: Sendable {
  enum Kind: String { case staff, party, publicPage = "public", wall }
  let title: String
  let kind: Kind
  /// Printed at the foot: court, case number, time.
  var printed = ""

  func page(_ reader: Reader, _ body: HTML) -> HTML {
    let language = reader.language == .zh ? "zh-CN" : "en"
    return """
      <!doctype html><html lang="\(language)"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title) · \(reader.courtName)</title><link rel="stylesheet" \(href(Assets.stylePath))><script \(Assets.scriptSource) defer></script></head>
      <body class="\(kind.rawValue)"><a class="skip" \(href("#main"))>\(reader("跳到正文", "Skip to content"))</a>
      \(header(reader))<main id="main" tabindex="-1">\(body)</main>
      <footer><p>\(reader.courtName)\(when(!printed.isEmpty, " · \(printed)")) · \(reader.now.minuteText)</p></footer></body></html>
      """
  }

  private func header(_ reader: Reader) -> HTML {
    let home = kind == .party ? "/party" : "/"
    return """
      <header class="top"><a class="brand" \(href(home))><strong>\(reader("执行", "Zhixing"))</strong> \(reader.courtName)</a>
      \(when(kind == .staff, nav(reader)))
      <div class="who">\(when(!reader.name.isEmpty, "<span>\(reader.name)</span>"))
      <a \(href(reader.switchPath)) lang="\(reader.language == .zh ? "en" : "zh-CN")">\(reader.language == .zh ? "English" : "中文")</a>
      \(when(!reader.csrf.isEmpty, signOut(reader)))</div></header>
      """
  }
  private func signOut(_ reader: Reader) -> HTML {
    "<form method=\"post\" action=\"/sign-out\"><input type=\"hidden\" name=\"csrf\" value=\"\(reader.csrf)\"><button class=\"link\">\(reader("退出", "Sign out"))</button></form>"
  }
  private func nav(_ reader: Reader) -> HTML {
    let items: [(String, String)] = [
      ("/", reader("工作台", "Desk")), ("/cases", reader("案件", "Cases")), ("/cases/new", reader("立案", "File")),
      ("/search-centre", reader("查控", "Search")), ("/cashier", reader("案款", "Money")), ("/counter", reader("接待", "Counter")),
      ("/wall", reader("指挥", "Wall")), ("/calculators", reader("计算", "Calculate")),
    ]
    return """
      <nav aria-label="\(reader("主导航", "Main"))">\(items.map { path, title -> HTML in "<a \(href(path))>\(title)</a>" })</nav>
      <form class="find" role="search" action="/cases"><input type="search" name="q" aria-label="\(reader("查找案件", "Find a case"))" placeholder="\(reader("案号、姓名、编号  /", "number, name, id  /"))"></form>
      """
  }
}
