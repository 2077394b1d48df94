import Basics
import Testing

@testable import Web

@Suite("Lists")
struct KitListTests {
  @Test("Sort links keep the filters, turn the order round and go back to the first page")
  func sorting() {
    let gallery = Gallery(path: "/cases?lane=express&sort=due&after=1.2.3")
    let text = gallery.list(rows: 3).text
    #expect(text.contains("href=\"/cases?lane=express&amp;sort=due&amp;desc=1\""))
    #expect(text.contains("href=\"/cases?lane=express&amp;sort=claimed\""))
    #expect(text.contains("aria-sort=\"ascending\""))
    let turned = Gallery(path: "/cases?sort=due&desc=1").list(rows: 3).text
    #expect(turned.contains("href=\"/cases?sort=due\"") && turned.contains("aria-sort=\"descending\""))
    #expect(
      Sorting(Gallery(path: "/cases").reader, otherwise: "filed", descending: true) == Sorting(key: "filed", descending: true))
  }

  @Test("Each value carries its column's title for the card on a phone; the first column names the row")
  func cards() {
    let text = Gallery().list(rows: 2).text
    #expect(text.split(separator: "data-label=\"时限\"").count == 3 + 1)
    #expect(text.contains("<th scope=\"row\" >") || text.contains("<th scope=\"row\">"))
  }

  @Test("Rows are chosen for the batch's form, each box named")
  func choosing() {
    let text = Gallery().list(rows: 2).text
    #expect(text.contains("name=\"select\" value=\"118\" form=\"renew\" aria-label=\"选择 （2026）浙9901执118号\""))
    #expect(text.contains("<form class=\"batch\" id=\"renew\" method=\"post\" action=\"/cases/batch\" ><input"))
    #expect(text.contains("data-select-all=\"renew\" hidden"))
  }

  @Test("An empty list says what would fill it")
  func emptiness() {
    let text = Gallery().list(rows: 0).text
    #expect(text.contains("新立案件会出现在这里") && !text.contains("<table"))
  }

  @Test("Filters keep the sort, say in words what is active, and each can be taken away")
  func filtering() {
    let text = Gallery(path: "/cases?lane=express&q=%E6%9E%97&sort=due&after=9").list(rows: 1).text
    #expect(text.contains("<input type=\"hidden\" name=\"sort\" value=\"due\">") && !text.contains("name=\"after\""))
    #expect(text.contains("value=\"林\"") && text.contains("<option value=\"express\" selected>"))
    #expect(text.contains("繁简：速执") && text.contains("href=\"/cases?q=%E6%9E%97&amp;sort=due\""))
  }

  @Test("The pager keeps filters, offers an exact count beyond the bound, and the first page once past it")
  func paging() {
    let reader = Gallery(path: "/cases?lane=express&after=9").reader
    let text = pager(PageState(shown: 25, total: .atLeast(10_000), next: "17.2.3"), export: "/cases.xlsx", reader).text
    #expect(text.contains("10,000+") && text.contains("count=exact"))
    #expect(text.contains("href=\"/cases?lane=express&amp;after=17.2.3\"") && text.contains("href=\"/cases?lane=express\""))
    let last = pager(PageState(shown: 25, total: .exactly(25), next: nil), Gallery(path: "/cases").reader).text
    #expect(!last.contains("rel=\"next\"") && !last.contains("count=exact"))
  }
}
