import Basics
import EnforcementLaw
import Testing

@testable import Web

@Suite("Pieces of pages")
struct KitPiecesTests {
  let reader = Gallery().reader
  let english = Gallery(.en).reader
  let today = Gallery.today

  @Test("A lamp is a shape, a colour and words; the last day counts in hours, the last hour in minutes")
  func lamps() {
    let cases: [(Instant?, String, String, String)] = [
      (Instant(today + 12), "well", "●", "余 12 天"), (Instant(today + 3), "soon", "▲", "余 3 天"),
      (Instant(today + 4), "well", "●", "余 4 天"),
      (Instant(today, hour: 14, minute: 30), "soon", "▲", "余 5 小时"), (Instant(today, hour: 9, minute: 50), "soon", "▲", "余 20 分"),
      (Instant(today, hour: 9, minute: 0), "over", "■", "超 30 分"), (Instant(today - 3, hour: 23), "over", "■", "超 3 天"),
      (nil, "none", "○", "无期限"),
    ]
    for (due, state, shape, words) in cases {
      let text = lamp(due, reader).text
      #expect(text.contains("class=\"lamp \(state)\"") && text.contains(shape) && text.contains(words), "\(text)")
    }
    #expect(lamp(Instant(today - 3), english).text.contains("3 d over"))
    #expect(lamp(Instant(today + 8), stopped: true, reader).text.contains("‖"))
    #expect(lamp(Instant(today + 8), soonDays: 10, reader).text.contains("lamp soon"))
    #expect(Set(LampState.allCases.map(\.shape)).count == LampState.allCases.count)
  }

  @Test("A sum has two places and separators, and opens its calculation with articles and settings")
  func sums() {
    let gallery = Gallery()
    #expect(sum(Money(fen: 13_000_000)).text == "<span class=\"sum\">130,000.00</span>")
    #expect(sum(Money(fen: -50)).text.contains("minus") && sum(Money(fen: -50)).text.contains("-0.50"))
    let text = sum(Money(fen: 495_950), explained: [gallery.interest], reader).text
    for part in ["<details", "加倍部分债务利息", "4,959.50", "《民事诉讼法》（2023）第264条", "interest.dayCount = 365", "暂计", "R6.3"] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(sum(.zero, explained: [], reader).text == "<span class=\"sum\">0.00</span>")
  }

  @Test("A count opens its list; what is being counted is never shown as 0 and opens nothing")
  func counts() {
    #expect(count(.exactly(12_345), opens: "/x", reader).text.contains("href=\"/x\"") && grouped(-1_234_567) == "-1,234,567")
    #expect(count(.atLeast(10_000), reader).text.contains("10,000+"))
    let counting = count(.counting, opens: "/x", reader).text
    #expect(!counting.contains("0") && !counting.contains("href") && counting.contains("正在计算"))
    let progress = progress(ProgressState(id: "p", label: Phrase("查控", "Search"), done: 5, failed: 0, total: nil), reader).text
    #expect(progress.contains("正在计算") && !progress.contains("/ 0"))
  }

  @Test("A clock names node, owner and end, and says why it stands still")
  func clocks() {
    let text = clock(
      CaseClock(
        node: Phrase("办案期限", "Case limit"), due: Instant(today + 5), owner: "法官 方衡", stopped: Phrase("公告期间不计", "not counted"),
        counted: Gallery().term), reader
    ).text
    for part in ["停止计时", "办案期限", "法官 方衡", "2026-03-21", "公告期间不计", "第485条"] { #expect(text.contains(part), "\(part)") }
  }

  @Test("Unmasking a name asks for the reason and is a form, never a link")
  func people() {
    let text = person(PersonName(shown: "林某某", unmask: "/persons/1/unmask"), reader).text
    #expect(
      text.contains("method=\"post\" action=\"/persons/1/unmask\"") && text.contains("name=\"reason\"")
        && text.contains("name=\"csrf\""))
    #expect(!person(PersonName(shown: "林某某"), reader).text.contains("form"))
  }

  @Test("The step line marks where the case stands and why a stop is skipped")
  func steps() {
    let stop = { (state: Stop.State) in Stop(title: Phrase("节点", "Node"), state: state) }
    let text = stepLine(
      [
        Station(title: Phrase("甲", "A"), stops: [stop(.done(today))]),
        Station(title: Phrase("乙", "B"), stops: [stop(.done(today)), stop(.now(due: Instant(today + 1), owner: "方衡"))]),
        Station(title: Phrase("丙", "C"), stops: [stop(.next)]),
        Station(title: Phrase("丁", "D"), stops: [stop(.skipped(Phrase("无财产", "no property")))]),
      ], reader
    ).text
    #expect(text.split(separator: "aria-current=\"step\"").count == 2)
    #expect(text.contains("<ol class=\"here\">") && text.contains("余 1 天") && text.contains("不需：无财产"))
  }

  @Test("The timeline groups by day, narrows by capability and keeps the page's address")
  func timelines() {
    let entries = [
      TimelineEntry(at: Instant(today, hour: 9), sentence: "甲", by: "a", kind: "seizure"),
      TimelineEntry(at: Instant(today, hour: 8), sentence: "乙", by: "b", kind: "filing"),
      TimelineEntry(at: Instant(today - 1, hour: 8), sentence: "丙", by: "c", kind: "seizure", asOf: "/cases/1?asOf=2026-03-15"),
    ]
    let filters = [TimelineFilter(key: "seizure", title: Phrase("查扣冻", "Seizure"), count: 2)]
    let all = timeline(entries, filters: filters, reader).text
    #expect(all.split(separator: "<h3>").count == 3 && all.contains("asOf=2026-03-15") && all.contains("2026年3月16日"))
    let narrow = timeline(entries, filters: filters, Gallery(path: "/cases/1?kind=seizure&x=1").reader).text
    #expect(!narrow.contains("乙") && narrow.contains("丙") && narrow.contains("href=\"/cases/1?x=1#timeline\""))
  }

  @Test("A greyed action stays visible with sentence, article and what would allow it")
  func refusedActions() {
    let text = actionBar(
      [
        ActionButton(
          Phrase("终本", "End"), .refused(Phrase("未满三个月", "too early"), articles: ["某规定第1条"], remedy: Phrase("五月起", "from May"))),
        ActionButton(Phrase("查控", "Search"), .posts("/s", hidden: [("version", "4")])),
      ], reader
    ).text
    for part in ["终本", "未满三个月", "某规定第1条", "五月起", "暂不能办"] { #expect(text.contains(part), "\(part)") }
    #expect((text.range(of: "查控")?.lowerBound ?? text.endIndex) < (text.range(of: "终本")?.lowerBound ?? text.startIndex))
    #expect(text.contains("name=\"version\" value=\"4\"") && !text.contains("<button disabled"))
  }

  @Test("A confirmation says what, to whom and whether it can be undone")
  func confirmations() {
    let asked = Confirmation(
      title: Phrase("列入名单", "List"), what: Phrase("公布二年", "published"), whom: "章某", undo: nil, action: "/l",
      button: Phrase("送签", "Send"))
    let text = confirm(asked, reader).text
    for part in ["公布二年", "章某", "不能撤回", "action=\"/l\"", "value=\"token\"", "返回修改"] { #expect(text.contains(part), "\(part)") }
  }

  @Test("A batch reports each row, the refused first")
  func batches() {
    let text = batchReport(
      [
        BatchOutcome(name: "一号", path: "/1", result: .done(Phrase("好", "ok"))),
        BatchOutcome(name: "二号", path: "/2", result: .refused(Phrase("不行", "no"), articles: ["第19条"])),
      ], reader
    ).text
    #expect(text.contains("已办 1，未办 1") && text.contains("第19条"))
    #expect((text.range(of: "二号")?.lowerBound ?? text.endIndex) < (text.range(of: "一号")?.lowerBound ?? text.startIndex))
  }

  @Test("Bars begin at zero and are said in words; the largest sum does not overflow")
  func charts() {
    let text = bars(
      Phrase("图", "Chart"),
      [Bar(label: "甲", size: .max, figure: "大"), Bar(label: "乙", size: 0, figure: "0"), Bar(label: "丙", size: -5, figure: "-5")],
      reader
    ).text
    #expect(text.contains("role=\"img\" aria-label=\"图：甲 大；乙 0；丙 -5\"") && text.contains("width=\"370\""))
  }
}
