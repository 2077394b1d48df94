"""Every page of every role, at a desk and on a phone: it opens, fits, runs without errors, and can be read by everyone."""

import csv
import importlib.resources
import re
import unittest

import court
import docket
import test_path
from visitor import DESK, PHONE, Visitor, WithoutScriptsVisitor

AXE = importlib.resources.files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RUN_AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, { resultTypes: ["violations"] }).then((found) => done(found.violations
  .filter((violation) => ["serious", "critical"].includes(violation.impact))
  .map((violation) => `${violation.id}: ${violation.nodes.slice(0, 3).map((node) =>
    node.target.join(" ") + " " + ((node.any[0] || node.all[0] || node.none[0] || {}).message || "")).join(" | ")}`)),
  (error) => done(["axe itself: " + error]));
"""
WORDS_OF_THE_PAGE = """
const parts = "title, h1, h2, h3, th, dt, caption, legend, label, button, .button, nav a, summary, option, .hint, .empty";
const own = (element) => [...element.childNodes].map((node) => node.nodeType === 3 ? node.data : "").join(" ").trim();
return [...document.querySelectorAll(parts)].filter((element) => !element.closest("[lang=zh-CN]:not(html), .brand, tbody"))
  .map((element) => own(element)).filter(Boolean);
"""
CHINESE = re.compile(r"[\u3400-\u9fff]")
CASE_NUMBER = re.compile(r"[（(]\d{4}[)）]\w+?号")
NAMES = docket.names() | {name for name, _ in court.STAFF.values()} | {"临江市人民法院"} | {
    name for path in (test_path.PathAtTheDesk, test_path.PathOnAPhone) for name in (path.debtor, path.applicant)}


def setUpModule():
    """Dockets are handed in, as on any morning, so that lists have something to show."""
    visitor = Visitor(DESK)
    try:
        visitor.be("filing")
        hand_in(visitor, docket.sample(court.running.folder))
        hand_in(visitor, docket.copies(court.running.folder))
    finally:
        visitor.leave()


def hand_in(visitor, file):
    visitor.open("/dockets")
    visitor.fill({"收案清单（CSV）": str(file)})
    visitor.press("检查并立案")
    visitor.wait("the docket is done", lambda: "正在立案" not in visitor.text(), seconds=120)


def fact(visitor, label):
    for fact in visitor.all("main dl.facts > div"):
        if visitor.first("dt", fact).text.strip() == label:
            return visitor.first("dd", fact).text.strip()
    raise AssertionError(f"no {label}: {visitor.text()[:500]}")


class Pages:
    """Walks through the pages of each role at one width and gathers what is wrong with any of them."""

    width: int

    @classmethod
    def setUpClass(cls):
        cls.visitor = Visitor(cls.width)

    @classmethod
    def tearDownClass(cls):
        cls.visitor.leave()

    def walk(self, who, paths):
        """Opens each page as `who`, in Chinese and in English."""
        visitor = self.visitor
        visitor.be(who) if who else visitor.be_nobody()
        for path in paths:
            with self.subTest(f"{who or 'anyone'} {path} at {self.width}"):
                visitor.script_errors
                visitor.open(path)
                wrong = self.faults_of_the_page()
                if "#" not in path:
                    visitor.open(path + ("&" if "?" in path else "?") + "lang=en")
                    wrong += self.faults_in_english()
                    visitor.browser.delete_cookie("lang")
                self.assertFalse(wrong, "\n".join(wrong))

    def faults_of_the_page(self):
        visitor = self.visitor
        wrong = []
        if visitor.status != 200:
            wrong.append(f"status {visitor.status}")
        if visitor.overflow > 0:
            wrong.append(f"{visitor.overflow} px wider than the window")
        visitor.browser.execute_script(AXE)
        wrong += visitor.browser.execute_async_script(RUN_AXE)
        return wrong + visitor.script_errors

    def faults_in_english(self):
        wrong = []
        if self.visitor.overflow > 0:
            wrong.append(f"{self.visitor.overflow} px wider than the window in English")
        for words in self.visitor.browser.execute_script(WORDS_OF_THE_PAGE):
            plain = CASE_NUMBER.sub("", words)
            for name in NAMES:
                plain = plain.replace(name, "")
            if CHINESE.search(plain):
                wrong.append(f"Chinese in English: {words}")
        return wrong

    def links(self, selector):
        address = court.running.address
        found = [link.get_attribute("href").removeprefix(address) for link in self.visitor.all(selector)]
        return list(dict.fromkeys(found))

    # Whose pages

    def test_pages_for_anyone(self):
        visitor = self.visitor
        visitor.be_nobody()
        visitor.open("/calculators")
        calculators = self.links("main td a, main th a")
        self.assertGreater(len(calculators), 5)
        self.walk(None, ["/sign-in", "/notices", "/check", "/check?code=AAAA-BBBB-CCCC-DDDD", "/party", "/calculators", *calculators])

    def test_pages_of_the_filing_judge(self):
        self.visitor.be("filing")
        self.visitor.open("/dockets")
        dockets = self.links("main tbody a")[:1]
        self.assertTrue(dockets)
        self.walk("filing", ["/", "/papers", "/cases/new", "/dockets", *dockets])

    def test_pages_of_lists_and_figures(self):
        self.walk("judge", ["/", "/papers", "/cases", "/cases?status=open&sort=claimed&desc=1", "/cases?q=没有这样的人", "/search-centre", "/remedies", "/remedies?open=1&kind=thirdParty"])
        self.walk("cashier", ["/", "/cashier", "/receipts", "/bank-files", "/reconciliation", "/ledger"])
        self.walk("clerk", ["/service", "/service?status=all", "/service/paste"])
        self.walk("reception", ["/counter", "/counter?q=王禾"])
        self.walk("chief", ["/", "/wall", "/cashier"])
        self.walk("admin", ["/", "/cases"])
        self.walk("auditor", ["/", "/cases"])

    def test_the_case_page_its_tabs_and_the_forms_of_its_commands(self):
        visitor = self.visitor
        case = self.a_case("judge")
        tabs = ["property", "claim", "money", "papers", "clocks", "parties", "timeline"]
        self.walk("judge", [case, *(f"{case}#{tab}" for tab in tabs)])
        visitor.open(case)
        event = self.links("main a[href*='/events/']")[0]
        party = visitor.first("#parties [action*='/parties/'], #parties a[href*='/parties/']")
        party = party.get_attribute("action") or party.get_attribute("href")
        papers = self.links("#papers a[href$='/text']")[:1]
        deliveries = self.links("#papers a[href*='/service/']")[:1]
        self.walk("judge", [*papers, *(f"{path}?edit=1" for path in papers), *deliveries])
        self.walk("judge", [event, party.removeprefix(court.running.address)])
        forms = set()
        for who in ("judge", "chief", "clerk", "president"):
            visitor.be(who)
            visitor.open(case)
            # A form that two roles share is looked at once.
            new = [path for path in self.links("#actions a[href*='/do/']") if path not in forms]
            forms.update(new)
            self.walk(who, new)
        self.assertGreater(len(forms), 5)

    def a_case(self, who):
        """A case that is open and in which `who` may act."""
        self.visitor.be(who)
        self.visitor.open("/")
        return re.match(r"/cases/[^#?]+", self.links("#work a[href^='/cases/'], #work tbody th a")[0]).group()


class PagesAtTheDesk(Pages, unittest.TestCase):
    width = DESK

    def test_a_case_list_is_searched_sorted_filtered_and_paged(self):
        visitor = self.visitor
        visitor.be("judge")
        visitor.open("/cases?q=孙远")
        rows = visitor.all("main tbody tr")
        self.assertEqual(len(rows), docket.CASES_EACH)
        self.assertTrue(all("孙远舟" in row.text for row in rows))
        visitor.open("/cases")
        visitor.first("thead a[href*='sort=claimed']").click()
        sums = self.sums()
        self.assertEqual(sums, sorted(sums))
        visitor.first("thead a[href*='sort=claimed']").click()
        sums = self.sums()
        self.assertEqual(sums, sorted(sums, reverse=True))
        first = {row.text for row in visitor.all("main tbody th")}
        visitor.first("nav.pager a[rel=next]").click()
        second = {row.text for row in visitor.all("main tbody th")}
        self.assertFalse(first & second, "a case stands on two pages")
        self.assertLessEqual(self.sums()[0], sums[-1])
        visitor.fill({"状态": "已结"})
        visitor.press("筛选")
        self.assertIn("已结", visitor.text("p.chips"))
        self.assertTrue(all("已结" in row.text for row in visitor.all("main tbody tr")))

    def sums(self):
        cells = self.visitor.all("main tbody td[data-label='标的（元）']")
        return [float(cell.text.replace(",", "")) for cell in cells]

    def test_the_list_leaves_as_a_file_that_a_spreadsheet_reads(self):
        visitor = self.visitor
        visitor.be("judge")
        visitor.open("/cases?q=孙远")
        data = visitor.download(visitor.first("nav.pager a[href*='format=csv']")).read_bytes()
        self.assertTrue(data.startswith(b"\xef\xbb\xbf"))
        rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
        mark = rows.pop()
        self.assertTrue(any("导出已记录" in (value or "") for value in mark.values()), mark)
        self.assertEqual([row["被执行人"] for row in rows], ["孙远舟"] * docket.CASES_EACH)
        self.assertTrue(all(re.fullmatch(r"\d+\.\d\d", row["标的（元）"]) for row in rows))

    def test_rows_with_faults_come_back_and_a_docket_files_its_cases_once(self):
        visitor = self.visitor
        visitor.be("filing")
        hand_in(visitor, docket.FAULTY)
        self.assertGreater(int(fact(visitor, "退回（件）")), 0)
        self.assertIn("行", visitor.text("#faults li"))
        file = visitor.download(visitor.first("a[href$='corrections.csv']"))
        rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
        self.assertTrue(rows and set(docket.lines()[0]) <= set(rows[0]))
        hand_in(visitor, docket.SAMPLE)
        self.assertEqual((fact(visitor, "新立（件）"), fact(visitor, "此前已立（件）")), ("0", str(docket.cases())))

    def test_figures_of_the_wall_stand_on_one_line(self):
        visitor = self.visitor
        visitor.be("chief")
        visitor.open("/wall")
        broken = visitor.browser.execute_script("""
          return [...document.querySelectorAll(".figure b")].filter((figure) =>
            figure.getClientRects().length && figure.offsetHeight > 1.6 * parseFloat(getComputedStyle(figure).fontSize)
            || figure.scrollWidth > figure.clientWidth).map((figure) => figure.textContent);""")
        self.assertEqual(broken, [])


class PagesOnAPhone(Pages, unittest.TestCase):
    width = PHONE


class WithoutScripts(unittest.TestCase):
    """Nothing but links and forms."""

    def test_signing_in_searching_and_a_form_need_no_scripts(self):
        visitor = WithoutScriptsVisitor(PHONE)
        try:
            visitor.open("/sign-in")
            visitor.type("[name=signIn]", "judge")
            visitor.type("[name=password]", court.PASSWORD)
            visitor.follow("main button")
            self.assertEqual(visitor.ask("location.pathname"), "/")
            visitor.open("/cases")
            visitor.point("main label.fold")
            visitor.type("main [name=q]", "孙远")
            visitor.follow("main form.filters button")
            self.assertEqual(visitor.ask("document.querySelectorAll('main tbody tr').length"), docket.CASES_EACH)
            visitor.follow("main tbody th a")
            away = "[...document.querySelectorAll('main section')].filter((part) => !part.offsetHeight).map((part) => part.id)"
            self.assertEqual(visitor.ask(away), [], "tabs hide what scripts would show")
            visitor.open(visitor.ask("location.pathname") + "/do/reception.openFieldTask")
            visitor.type("[name=text]", "到示例乡查看车辆")
            visitor.follow("main button.main")
            self.assertEqual(visitor.ask("document.querySelector('[name=text]').value"), "到示例乡查看车辆")
            self.assertIn("改正", visitor.ask("document.querySelector('.faults').textContent"))
        finally:
            visitor.leave()
