"""Money of many at once, with something in it: a mass payout from the list to the report, a distribution from the plan to the
allocation, a takeover from the archive to the list of differences."""

import base64
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import urllib.request
import zipfile

import court
from test_pages import AXE, RUN_AXE
from test_path import TODAY, days_ago
from visitor import DESK, PHONE, Visitor

PICTURES = court.ROOT / ".build" / "money-pictures"
LINES = 24


class Money:
    """Steps of each matter at one width; who may do a step does it, by its form."""

    width: int
    # Distinguishes the people and papers of one width from those of the other.
    mark: str
    seed: int

    @classmethod
    def setUpClass(cls):
        PICTURES.mkdir(parents=True, exist_ok=True)
        cls.visitor = Visitor(cls.width)

    @classmethod
    def tearDownClass(cls):
        cls.visitor.leave()

    def live(self, steps):
        for step in steps:
            with self.subTest(step.__name__.replace("_", " ")):
                step()
                self.look(step.__name__)
                continue
            self.look(step.__name__, False)
            self.fail(f"ends at: {step.__name__.replace('_', ' ')}")

    def look(self, name, holds=True):
        """What a page shows is seen whole, and has no fault."""
        v = self.visitor
        height = min(4000, v.browser.execute_script("return document.documentElement.scrollHeight"))
        picture = v.do("Page.captureScreenshot", captureBeyondViewport=True,
                       clip={"x": 0, "y": 0, "width": self.width, "height": height, "scale": 1})
        (PICTURES / f"{self.width}-{name}.png").write_bytes(base64.b64decode(picture["data"]))
        if holds:
            self.assertLessEqual(v.overflow, 0, "the page is wider than the window")
            v.browser.execute_script(AXE)
            self.assertEqual(v.browser.execute_async_script(RUN_AXE), [])
            # A form that comes back with its faults is no error of a script.
            self.assertEqual([error for error in v.script_errors if "status of 422" not in error], [])

    # What the steps are made of

    def files(self, instrument, applicant, debtor, debtor_id, claim):
        """A case, filed by the form; gives its address and number."""
        v = self.visitor
        v.be("filing")
        v.open("/cases/new")
        v.fill({"执行依据文号": instrument, "作出机关": "临江市人民法院", "文书种类": "民事判决书", "文书日期": days_ago(90),
                "履行期限届满日": days_ago(60)})
        v.fill({"诉讼地位": "申请执行人", "类别": "自然人", "姓名或名称": applicant, "证件号码": court.resident(applicant),
                "已确认电子送达": True, "收款户名": applicant,
                "收款账号": "999900123400002", "开户行": "示例银行"}, "当事人 1")
        v.fill({"诉讼地位": "被执行人", "类别": "自然人", "姓名或名称": debtor, "证件种类": "护照", "证件号码": debtor_id}, "当事人 2")
        v.fill({"种类": "本金", "金额（元）": claim}, "债权项目 1")
        v.press("登记执行申请")
        case = v.path.split("?")[0]
        self.assertRegex(case, r"^/cases/\d+$", v.text("main .faults"))
        v.open(f"{case}/do/filing.file")
        v.press("立案")
        v.open(case)
        return case, re.search(r"[（(]\d{4}[)）]浙\d+执\d+号", v.text("h1")).group()

    def is_paid(self, case, amount):
        """Somebody pays into the case's sub-account at the city's bank, and the court hears of it."""
        v = self.visitor
        order = {"caseSubAccount": "8801" + case.split("/")[-1], "amount": amount, "payerName": f"付款人{self.mark}", "text": "案款"}
        request = urllib.request.Request(court.running.city + "/pay-court", json.dumps(order).encode(),
                                         {"Content-Type": "application/json"})
        urllib.request.urlopen(request, timeout=20).close()
        v.open(case)
        v.wait("the money is booked", lambda: amount.split(".")[0] in v.text("#money").replace(",", ""))

    def handler(self, case):
        v = self.visitor
        v.open(case)
        [name] = [v.first("dd", fact).text.strip() for fact in v.all("main dl.facts > div")
                  if v.first("dt", fact).text.strip() == "承办人"]
        return next(sign_in for sign_in, (known, _) in court.STAFF.items() if known == name)

    def acts(self, who, case, command, title, values=()):
        v = self.visitor
        v.be(who)
        v.open(f"{case}/do/{command}")
        v.fill(dict(values))
        v.press(title)
        self.assertIn(title, v.text(".banner.done"), v.text("main .faults") or v.text()[:1000])

    # A mass payout

    def test_a_mass_payout(self):
        self.live((
            self.a_case_has_money, self.a_list_with_faults_is_handed_in, self.its_lines_are_filtered, self.supervision, self.approval,
            self.release, self.the_bank_answers, self.the_report,
        ))

    def a_case_has_money(self):
        cls = type(self)
        cls.payer, cls.payer_number = self.files(
            f"(2026)浙1099刑初{self.seed}号", f"众投资人{self.mark}", f"退赔人{self.mark}", f"E2026{self.seed:04}", "90000.00")
        self.is_paid(self.payer, "30000.00")
        cls.payer_handler = self.handler(self.payer)

    def a_list_with_faults_is_handed_in(self):
        v = self.visitor
        rows = ["编号,收款人,账号,开户行,开户行行号,金额,联系电话"]
        for place in range(LINES):
            rows.append(f"T{self.seed}{place:02},投资人{self.mark}{'甲乙丙丁戊己庚辛'[place % 8]},60000{self.seed}{place:04},临江示例银行,990000000019,"
                        f"{100 + place}.{place:02},154000{self.seed:02}{place:03}")
        rows += [f"T{self.seed}90,孙坏行,12AB,临江示例银行,990000000019,400.40,", f"T{self.seed}00,投资人又来,6000099999,临江示例银行,990000000019,1.00,"]
        file = v.downloads / f"名单{self.mark}.csv"
        file.write_text("\r\n".join(rows) + "\r\n", encoding="utf-8")
        v.be(self.payer_handler)
        v.open("/payouts")
        v.fill({"收款名单（CSV 或 Excel）": str(file), "付款案件的案号": self.payer_number, "附言（收款人可见）": "退赔款"})
        v.press("核对名单并建立批次")
        self.assertEqual(v.path.split("?")[0], "/payouts")
        self.assertTrue(v.fault_of("列有收款人的文书"), v.text("main .faults"))
        self.look("a_list_without_its_paper")
        v.fill({"收款名单（CSV 或 Excel）": str(file), "列有收款人的文书": f"(2026)浙1099刑初{self.seed}号退赔名单"})
        v.press("核对名单并建立批次")
        self.assertRegex(v.path, r"^/payouts/\d+", v.text("main .faults"))
        type(self).batch = v.path.split("?")[0]
        v.first("#faults summary").click()
        self.assertIn("孙坏行", v.download(v.first("#faults a.button")).read_text(encoding="utf-8-sig"))

    def its_lines_are_filtered(self):
        v = self.visitor
        v.open(f"{self.batch}?q=投资人{self.mark}甲#lines")
        self.assertEqual(len(v.all("#lines tbody tr")), LINES // 8)

    def gate(self, who, title):
        v = self.visitor
        v.be(who)
        v.open(self.batch)
        v.press(title)
        v.open(self.batch)

    def supervision(self):
        self.gate("supervisor", "监管通过")

    def approval(self):
        self.gate("chief", "审批通过")

    def release(self):
        self.gate("cashier", "发放")
        self.assertNotIn("▶", self.visitor.text("#gates"))

    def the_bank_answers(self):
        v = self.visitor
        v.wait("every line is paid", lambda: f"已付{LINES - 1}" in re.sub(r"[\s/：，（）]", "", v.text("#progress")) or "付讫" in v.text("#numbers"),
               reload=False, seconds=60)
        v.open(self.batch)

    def the_report(self):
        v = self.visitor
        v.open(self.batch)
        links = [link for link in v.all("main a[href$='report.csv']")]
        self.assertIn(f"投资人{self.mark}甲", v.download(links[0]).read_text(encoding="utf-8-sig"))
        v.open("/payouts")

    # A distribution

    def test_a_distribution(self):
        self.live((
            self.two_cases_against_one_debtor, self.it_is_opened, self.another_case_joins, self.a_creditor_from_outside_applies,
            self.it_is_closed_to_new_creditors, self.the_plan_is_drafted, self.a_judge_signs_it, self.it_is_served,
            self.somebody_objects, self.the_others_accept, self.the_undisputed_part_is_allocated, self.the_shares_become_a_batch,
        ))

    def two_cases_against_one_debtor(self):
        cls, debtor, number = type(self), f"分配人{self.mark}", f"E2027{self.seed:04}"
        cls.other, cls.other_number = self.files(f"(2026)浙1099民初8{self.seed}号", f"后来人{self.mark}", debtor, number, "60000.00")
        cls.lead, cls.lead_number = self.files(f"(2026)浙1099民初9{self.seed}号", f"先到人{self.mark}", debtor, number, "40000.00")
        self.is_paid(self.lead, "50000.00")
        cls.lead_handler = self.handler(self.lead)
        self.visitor.be(self.lead_handler)
        self.visitor.open(f"{self.lead}/distribution")

    def distributes(self, who, command, title, values=()):
        self.acts(who, self.lead, command, title, values)
        self.visitor.open(f"{self.lead}/distribution")

    def it_is_opened(self):
        self.distributes(self.lead_handler, "distribution.open", "启动参与分配", {"被执行人类别": "自然人、其他组织（按比例）"})

    def another_case_joins(self):
        v = self.visitor
        self.assertIn(self.other_number, v.text("#found"))
        self.distributes(self.lead_handler, "distribution.joinCase", "本院他案参与分配",
                         {"案号": self.other_number, "债权性质": "普通债权", "书面申请日": TODAY.isoformat()})

    def a_creditor_from_outside_applies(self):
        self.distributes("clerk", "distribution.join", "登记案外债权人申请", {
            "类别": "自然人", "姓名或名称": f"案外人{self.mark}", "证件种类": "护照", "证件号码": f"E2028{self.seed:04}",
            "收款户名": f"案外人{self.mark}", "收款账号": "999900123400003", "开户行": "示例银行", "债权数额（元）": "20000", "债权性质": "普通债权",
            "已取得执行依据": True, "书面申请日": TODAY.isoformat(), "依据与理由": "(2025)浙1099民初77号民事判决书"})

    def it_is_closed_to_new_creditors(self):
        self.distributes(self.lead_handler, "distribution.closeToNew", "截止参与分配申请", {"财产执行终结日": TODAY.isoformat()})

    def the_plan_is_drafted(self):
        self.distributes(self.lead_handler, "distribution.draftPlan", "制作分配方案")

    def a_judge_signs_it(self):
        v = self.visitor
        v.be(next(judge for judge in ("judge", "judge2") if judge != self.lead_handler))
        v.open(self.lead)
        v.wait("the plan can be signed", lambda: v.has("a[href*='/do/papers.sign?paper=']"))
        row = next(row for row in v.all("#papers tbody tr:has(a.paper)")
                   if "分配方案" in v.first("a.paper", row).get_attribute("textContent"))
        v.open(v.first("a[href*='/do/papers.sign?paper=']", row).get_attribute("href"))
        v.press("签发文书")
        self.assertIn("签发文书", v.text(".banner.done"), v.text("main .faults"))
        v.open(f"{self.lead}/distribution")

    def it_is_served(self):
        v = self.visitor
        v.be("clerk")
        v.open(f"{self.lead}/distribution")
        link = f"{self.lead}/do/distribution.serve"
        v.wait("the plan is sealed", lambda: v.has(f"#actions a[href='{link}']"))
        self.distributes("clerk", "distribution.serve", "送达分配方案", {"送达方式": "直接送达", "送达（公告）日期": TODAY.isoformat()})

    def somebody_objects(self):
        self.distributes("clerk", "distribution.object", "登记分配方案异议", {
            "异议人": f"案外人{self.mark}", "所争议的份额": "债权1", "争议数额（元）": "1000", "提出日": TODAY.isoformat(), "异议理由": "利息计算有误"})

    def the_others_accept(self):
        v = self.visitor
        v.be("clerk")
        v.open(f"{self.lead}/do/distribution.accept")
        v.fill({"笔录或者书面意见": "各方在分配会上签名，放弃剩余期间"})
        v.press("登记对方案无异议")
        # Nobody was named: said beside the field, and what was typed is kept.
        self.assertIn("写明由谁表示无异议", v.text("main"))
        self.assertEqual(v.value("笔录或者书面意见"), "各方在分配会上签名，放弃剩余期间")
        # Whoever objects gives up nothing.
        for box in v.all("main input[name='by']"):
            if "案外人" not in v.browser.execute_script("return arguments[0].labels[0].textContent", box):
                box.click()
        v.press("登记对方案无异议")
        self.assertIn("登记对方案无异议", v.text(".banner.done"), v.text("main .faults"))
        v.open(f"{self.lead}/distribution")

    def the_undisputed_part_is_allocated(self):
        self.distributes(self.lead_handler, "distribution.allocate", "按方案分配")

    def the_shares_become_a_batch(self):
        v = self.visitor
        v.press(next(button.text.strip() for button in v.all("#outside button")))
        self.assertRegex(v.path, r"^/payouts/\d+")

    # A takeover

    def test_a_takeover(self):
        self.live((
            self.an_archive_that_is_none_is_refused, self.an_archive_is_handed_in, self.a_chief_reads_the_report, self.and_signs_it,
            self.nothing_differs, self.the_same_archive_once_more, self.a_case_taken_over_has_its_papers,
        ))

    def an_archive_that_is_none_is_refused(self):
        v = self.visitor
        file = v.downloads / f"坏{self.mark}.zip"
        file.write_bytes(b"PK is not enough")
        v.be("filing")
        v.open("/takeovers")
        v.fill({"工作簿（.xlsx）或压缩包（.zip）": str(file)})
        v.press("检查")
        self.assertIn("这不是 .zip 文件", v.fault_of("工作簿（.xlsx）或压缩包（.zip）"))

    def an_archive_is_handed_in(self):
        v = self.visitor
        type(self).archive = tables(v.downloads, self.mark, self.seed)
        v.open("/takeovers")
        v.fill({"工作簿（.xlsx）或压缩包（.zip）": str(self.archive)})
        v.press("检查")
        self.assertRegex(v.path, r"^/takeovers/\d+", v.text("main .faults"))
        type(self).takeover = v.path.split("?")[0]
        self.assertIn("由", v.text())

    def a_chief_reads_the_report(self):
        v = self.visitor
        v.be("chief")
        v.open(self.takeover)
        report = v.download(v.first("main a[href$='report.xlsx']"))
        self.assertTrue(report.read_bytes().startswith(b"PK"))

    def and_signs_it(self):
        v = self.visitor
        v.press("核对无误，签署并接收")
        v.wait("it is done", lambda: "已完成" in v.text("#progress"), reload=False, seconds=60)

    def nothing_differs(self):
        v = self.visitor
        v.open(self.takeover)
        self.assertEqual(self.number("与原数据不符（处）"), "0")
        differences = v.download(v.first("main a[href$='differences.csv']")).read_text(encoding="utf-8-sig")
        self.assertEqual(len(differences.splitlines()), 1)

    def number(self, label):
        v = self.visitor
        [value] = [v.first("dd", fact).text.strip() for fact in v.all("#numbers dl.facts > div")
                   if v.first("dt", fact).text.strip() == label]
        return value

    def the_same_archive_once_more(self):
        v = self.visitor
        v.open("/takeovers")
        v.fill({"工作簿（.xlsx）或压缩包（.zip）": str(self.archive)})
        v.press("检查")
        self.assertEqual(v.path.split("?")[0], self.takeover)
        v.open("/takeovers")

    def a_case_taken_over_has_its_papers(self):
        v = self.visitor
        with zipfile.ZipFile(self.archive) as archive:
            rows = archive.read("在办/案件.csv").decode("utf-8-sig").splitlines()[1:]
        # Those at the end are no numbers of this court yet, unlike the first.
        for number in (row.split(",")[1] for row in reversed(rows)):
            v.open(f"/cases?q={number}")
            if v.has("main tbody th a"):
                v.open(v.first("main tbody th a").get_attribute("href"))
                if "裁定书" in v.text("#papers"):
                    return v.tab("papers")
        self.fail("no case that was taken over has its paper")


def tables(folder, mark, seed):
    """An archive as a court packs it that moves in: from a twin of this court, whose staff has the same names."""
    twin = tempfile.mkdtemp(prefix="zhixing-twin-")
    try:
        data, out = f"{twin}/data", f"{twin}/在办"
        environment = dict(os.environ, ZHIXING_PASSWORD=court.PASSWORD)
        for sign_in in ("officer", "judge", "judge2"):
            name, roles = court.STAFF[sign_in]
            subprocess.run([court.running.zhixing, "admin", "create", "--data", data, "--sign-in", sign_in, "--name", name, "--roles", roles],
                           cwd=court.ROOT, env=environment, check=True, stdout=subprocess.DEVNULL, timeout=60)
        subprocess.run([court.running.zhixing, "import", "generate-running", "--data", data, "--cases", "9", "--faults", "2", "--seed",
                        str(seed), "--out", out], cwd=court.ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
        # References of this archive's own: other archives have the same.
        for table in pathlib.Path(out).glob("*.csv"):
            lines = table.read_text(encoding="utf-8-sig").splitlines()
            own = lines[:1] + [line if table.stem == "案号" else mark + line for line in lines[1:]]
            table.write_text("\ufeff" + "\r\n".join(own) + "\r\n", encoding="utf-8", newline="")
        shutil.rmtree(pathlib.Path(out, "papers"))
        for row in pathlib.Path(out, "案件.csv").read_text(encoding="utf-8-sig").splitlines()[1:]:
            own = pathlib.Path(out, "papers", row.split(",")[0])
            own.mkdir(parents=True, exist_ok=True)
            (own / "裁定书.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
        return shutil.make_archive(str(folder / f"在办{mark}"), "zip", twin, "在办")
    finally:
        shutil.rmtree(twin, ignore_errors=True)


class AtTheDesk(Money, unittest.TestCase):
    width, mark, seed = DESK, "青", 31


class OnAPhone(Money, unittest.TestCase):
    width, mark, seed = PHONE, "蓝", 32
