import Basics
import Enforcement

/// The shell of a page.
struct Layout: Sendable {
  /// Staff at a desk: dense. Parties and people in the street: phone first. The public. The wall: dark, read from five metres.
  enum Kind: String, Sendable, CaseIterable {
    case staff, party
    case publicPage = "public"
    case wall
  }
  let title: String
  let kind: Kind
  /// Printed at the foot beside court, time and page: the case number.
  var printed = ""
  /// The main navigation; nil gives the kind's own.
  var navigation: [NavigationItem]?

  func page(_ reader: Reader, _ body: HTML) -> HTML {
    """
    <!doctype html>
    <html lang="\(reader.language == .zh ? "zh-CN" : "en")"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(title) · \(reader.courtName)</title>
    <link rel="stylesheet" \(href(Assets.stylePath))><link rel="icon" type="image/svg+xml" \(href(Assets.markPath))>
    <script \(src(Assets.scriptPath)) defer></script>\(when(kind == .wall, "<noscript><meta http-equiv=\"refresh\" content=\"60\"></noscript>"))</head>
    <body class="\(kind.rawValue)"><a class="skip" \(href("#main"))>\(reader("跳到正文", "Skip to content"))</a>
    \(header(reader))
    <main id="main" tabindex="-1">\(body)</main>
    \(footer(reader, body))\(when(kind == .staff, keys(reader)))\(question(reader))</body></html>
    """
  }

  private func header(_ reader: Reader) -> HTML {
    let watches = kind == .staff && !reader.actor.roles.isDisjoint(with: LooksPage.readers)
    let items =
      (navigation ?? NavigationItem.standard(kind)).filter { $0.isFor(reader.actor.roles) }
      + (watches ? [NavigationItem("/looks", Phrase("查看记录", "Looks"))] : [])
      + (kind == .staff && !reader.actor.roles.isDisjoint(with: PeoplePages.navigates)
        ? [NavigationItem("/people", Phrase("交接", "People"))] : [])
      + (kind == .staff && reader.actor.roles.contains(.administrator) ? [NavigationItem("/staff", Phrase("人员", "Staff"))] : [])
    // The nearest place only: filing a case is not also the list of cases.
    let here = items.filter { $0.holds(reader.place) }.max { $0.path.count < $1.path.count }?.path
    let links = items.map { item -> HTML in
      "<a \(href(item.path)) \(attribute("aria-current", item.path == here ? "page" : nil))>\(reader(item.title))</a>"
    }
    let other = reader.language == .zh ? "en" : "zh-CN"
    return """
      <header class="top"><a class="brand" \(href(kind == .party ? "/party" : "/"))><img \(src(Assets.markPath)) alt="" width="24" height="24">\
      <span>\(reader.courtName)</span> <strong>\(reader("执行", "Enforcement"))</strong></a>
      \(when(!links.isEmpty, "<nav class=\"main\" aria-label=\"\(reader("主导航", "Main"))\">\(links)</nav>"))
      \(when(kind == .staff, search(reader)))
      <div class="who">\(when(!reader.name.isEmpty, "<span class=\"user\">\(reader.name)</span>"))
      <a \(href(reader.switchPath)) lang="\(other)" hreflang="\(other)">\(reader.language == .zh ? "English" : "中文")</a>
      \(when(!reader.csrf.isEmpty, signOut(reader)))</div></header>
      """
  }

  private func search(_ reader: Reader) -> HTML {
    """
    <form class="find" role="search" \(action("/cases"))><input type="search" name="q" aria-keyshortcuts="/" autocomplete="off" \
    aria-label="\(reader("查找案件", "Find a case"))" placeholder="\(reader("案号、姓名、编号", "Number, name or id"))"></form>
    """
  }

  private func signOut(_ reader: Reader) -> HTML {
    """
    <form method="post" \(action("/sign-out")) data-sign-out><input type="hidden" name="csrf" value="\(reader.csrf)">\
    <button class="link">\(reader("退出", "Sign out"))</button></form>
    """
  }

  /// Court, case number and time; the page's number is set by the print style.
  private func footer(_ reader: Reader, _ body: HTML) -> HTML {
    """
    <footer class="foot"><p><span>\(reader.courtName)</span>\(when(!printed.isEmpty, " <span>\(printed)</span>")) \
    <time datetime="\(reader.now.description)">\(reader.now)</time>\(workbook(reader, body))</p></footer>
    """
  }

  /// The lists of a page as a workbook, where they have no file of their own.
  private func workbook(_ reader: Reader, _ body: HTML) -> HTML {
    when(
      kind == .staff && body.text.contains("<table class=\"list") && !body.text.contains("format=csv") && !reader.csrf.isEmpty,
      " <a class=\"export\" \(href(reader.path(["format": "xlsx", "done": nil])))>\(reader("本页列表导出 Excel", "Lists of this page as Excel"))</a>"
    )
  }

  /// Opened by `?`.
  private func keys(_ reader: Reader) -> HTML {
    let keys = [
      ("/", Phrase("查找", "Search")), ("j ↓", Phrase("下一行", "Next row")), ("k ↑", Phrase("上一行", "Previous row")),
      ("Enter", Phrase("打开", "Open")), ("x", Phrase("选择本行", "Select the row")), ("a", Phrase("第一项可办事项", "The first act")),
      ("1–9", Phrase("第几个标签页", "That tab")), ("n p", Phrase("下一页、上一页", "Next, previous page")),
      ("g d", Phrase("工作台", "Desk")), ("g c", Phrase("案件", "Cases")), ("g n", Phrase("立案", "File")),
      ("g s", Phrase("查控", "Search centre")), ("g m", Phrase("案款", "Money")), ("g r", Phrase("接待", "Counter")),
      ("g p", Phrase("待签文书", "Papers to sign")), ("g f", Phrase("我的草稿", "My drafts")),
      ("Ctrl Enter", Phrase("加一组", "Another row")), ("Ctrl S", Phrase("存草稿", "Keep a draft")),
      ("?", Phrase("本说明", "This help")), ("Esc", Phrase("关闭", "Close")),
    ].map { key, words -> HTML in "<div><dt><kbd>\(key)</kbd></dt><dd>\(reader(words))</dd></div>" }
    return """
      <dialog id="keys" aria-labelledby="keys-title"><h2 id="keys-title">\(reader("键盘", "Keyboard"))</h2><dl class="keys">\(keys)</dl>
      <form method="dialog"><button>\(reader("关闭", "Close"))</button></form></dialog>
      """
  }

  /// Asks before a form with `data-confirm` goes; the sentence comes from the form.
  private func question(_ reader: Reader) -> HTML {
    """
    <dialog id="question" aria-labelledby="question-text"><p id="question-text"></p>
    <form method="dialog"><button value="yes" class="main">\(reader("确定", "Go on"))</button> \
    <button value="no" class="quiet">\(reader("取消", "Cancel"))</button></form></dialog>
    """
  }
}

/// A place in the main navigation.
struct NavigationItem: Sendable {
  let path: String
  let title: Phrase
  /// Who may do there what it is for; nil for everyone.
  let roles: Set<Role>?

  init(_ path: String, _ title: Phrase, for roles: Set<Role>? = nil) {
    self.path = path
    self.title = title
    self.roles = roles
  }

  func isFor(_ held: Set<Role>) -> Bool { roles.map { !$0.isDisjoint(with: held) } ?? true }

  /// Whether a page belongs to this place.
  func holds(_ place: String) -> Bool { path == "/" ? place == "/" : place == path || place.hasPrefix(path + "/") }

  static func standard(_ kind: Layout.Kind) -> [NavigationItem] {
    switch kind {
    case .staff:
      [
        NavigationItem("/", Phrase("工作台", "Desk")), NavigationItem("/cases", Phrase("案件", "Cases")),
        NavigationItem("/cases/new", Phrase("立案", "File"), for: SubmitApplication.roles),
        NavigationItem("/service", Phrase("送达", "Service"), for: [.clerk, .assistant, .bailiff, .teamLead]),
        NavigationItem("/search-centre", Phrase("查控", "Search")),
        NavigationItem("/remedies", Phrase("审查", "Review")),
        NavigationItem("/cashier", Phrase("案款", "Money")), NavigationItem("/counter", Phrase("接待", "Counter")),
        NavigationItem("/wall", Phrase("指挥", "Wall")), NavigationItem("/calculators", Phrase("计算", "Calculators")),
      ]
    case .party, .publicPage, .wall: []
    }
  }
}
