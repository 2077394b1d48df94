"""A case from the counter to its certificate, every step by the person whose step it is."""

import datetime
import hashlib
import re
import subprocess
import unittest

import court
from visitor import DESK, PHONE, Visitor

# The court's day, wherever the test runs.
TODAY = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()
SIGN_INS = {name: sign_in for sign_in, (name, _) in court.STAFF.items()}


def days_ago(days):
    return (TODAY - datetime.timedelta(days)).isoformat()


class Path:
    """The steps of one case, seen at one width. The debtor is one of the city's people and has the money."""

    width: int
    debtor: str
    debtor_id: str
    applicant: str
    applicant_id: str
    applicant_phone: str
    instrument: str
    principal: str
    case = ""
    number = ""

    @classmethod
    def setUpClass(cls):
        cls.visitor = Visitor(cls.width)

    @classmethod
    def tearDownClass(cls):
        cls.visitor.leave()

    def test_a_case_goes_from_the_application_to_the_certificate(self):
        for step in (
            self.a_wrong_password_says_why, self.a_form_with_mistakes_comes_back_as_typed, self.the_application_is_registered,
            self.the_filing_judge_gives_it_a_number, self.opening_papers_are_signed, self.units_answer_the_search,
            self.the_handler_drafts_and_another_judge_signs_the_control_ruling, self.the_freeze_takes_effect,
            self.the_money_is_transferred, self.three_people_let_the_money_go, self.the_measures_are_released,
            self.three_people_close_it, self.the_counter_gives_out_the_certificate, self.anyone_may_check_its_code,
            self.the_party_sees_the_case_by_a_one_time_code,
        ):
            with self.subTest(step.__name__.replace("_", " ")):
                step()
                self.assertLessEqual(self.visitor.overflow, 0, "the page is wider than the window")
                continue
            self.fail(f"the path ends at: {step.__name__.replace('_', ' ')}")

    # Steps, in their order

    def a_wrong_password_says_why(self):
        visitor = self.visitor
        visitor.sign_in("filing", "not the password")
        self.assertEqual(visitor.path, "/sign-in")
        self.assertIn("登录名、密码或动态口令不正确", visitor.text())
        self.assertEqual(visitor.value("登录名"), "filing")
        self.assertEqual(visitor.value("密码"), "")

    def a_form_with_mistakes_comes_back_as_typed(self):
        visitor = self.visitor
        visitor.be("filing")
        visitor.open("/cases/new")
        self.type_application(debtor_id="330000197602181239", amount="二万元")
        visitor.press("登记执行申请")
        self.assertTrue(visitor.has(".faults"), "nothing says what is wrong")
        self.assertIn("校验", visitor.fault_of("证件号码", "当事人 2"))
        self.assertTrue(visitor.fault_of("金额（元）", "债权项目 1"))
        self.assertEqual(visitor.value("姓名或名称", "当事人 2"), self.debtor)
        self.assertEqual(visitor.value("证件号码", "当事人 2"), "330000197602181239")
        self.assertEqual(visitor.value("金额（元）", "债权项目 1"), "二万元")
        self.assertEqual(visitor.value("执行依据文号"), self.instrument)
        self.assertEqual(visitor.value("文书日期"), days_ago(90))

    def type_application(self, debtor_id, amount):
        self.visitor.fill({
            "执行依据文号": self.instrument, "作出机关": "临江市人民法院", "文书种类": "民事判决书", "文书日期": days_ago(90),
            "履行期限届满日": days_ago(60)})
        self.visitor.fill({
            "诉讼地位": "申请执行人", "类别": "自然人", "姓名或名称": self.applicant, "证件号码": self.applicant_id,
            "电话": self.applicant_phone, "地址": "浙江省临江市示例街1号", "已确认电子送达": True, "收款户名": self.applicant,
            "收款账号": "999900123400002", "开户行": "示例银行"}, "当事人 1")
        self.visitor.fill({
            "诉讼地位": "被执行人", "类别": "自然人", "姓名或名称": self.debtor, "证件号码": debtor_id, "电话": "15400000003",
            "地址": "浙江省临江市示例街66号"}, "当事人 2")
        self.visitor.fill({"种类": "本金", "金额（元）": amount}, "债权项目 1")

    def the_application_is_registered(self):
        visitor = self.visitor
        visitor.fill({"证件号码": self.debtor_id}, "当事人 2")
        visitor.fill({"金额（元）": self.principal}, "债权项目 1")
        visitor.press("登记执行申请")
        self.assertIn("登记执行申请", visitor.text(".banner.done"))
        type(self).case = re.match(r"/cases/([^?/]+)", visitor.path).group(1)
        self.assertIn("待立案", visitor.text("h1"))

    def the_filing_judge_gives_it_a_number(self):
        self.act("filing", "filing.file", "立案")
        type(self).number = re.search(r"[（(]\d{4}[)）]浙\d+执\d+号", self.visitor.text("h1")).group()

    def opening_papers_are_signed(self):
        self.show()
        self.wait_for_paper("执行通知书", "草稿")
        type(self).handler = SIGN_INS[self.fact("承办人")]
        self.sign("受理案件通知书", "filing")
        self.sign("执行通知书", self.handler)
        self.sign("报告财产令", self.handler)

    def units_answer_the_search(self):
        self.show()
        self.visitor.tab("property")
        # The open page shows it by itself.
        self.visitor.wait("deposits found", lambda: "银行存款" in self.visitor.text("#live-property"), reload=False)

    def the_handler_drafts_and_another_judge_signs_the_control_ruling(self):
        self.act(self.handler, "seizure.draftRuling", "拟制控制裁定", {"银行存款": True})
        if self.handler != "officer":
            self.begin_signing("执行裁定书（查封、扣押、冻结）", self.handler)
            self.visitor.press("签发文书")
            self.assertIn("须由另一人办理", self.visitor.text(".faults"))
        self.sign("执行裁定书（查封、扣押、冻结）", self.another_judge)

    @property
    def another_judge(self):
        return next(judge for judge in ("judge", "judge2") if judge != self.handler)

    def the_freeze_takes_effect(self):
        self.show("property")
        self.visitor.wait("a freeze in effect", lambda: "生效" in self.visitor.text("#live-property"))

    def the_money_is_transferred(self):
        self.act(self.handler, "disposal.draftTransferRuling", "拟制扣划裁定")
        self.sign("执行裁定书（扣划）", self.another_judge)
        self.show("money")
        self.visitor.wait("a receipt", lambda: self.yuan("到账（元）") > 0)
        self.visitor.wait("the money claim is paid", lambda: self.still_owed("本金等金钱债务") == 0)

    def three_people_let_the_money_go(self):
        self.act(self.handler, "funds.proposePayout", "提出案款发放")
        self.assertIn("待监管", self.visitor.text("#money"))
        self.act("supervisor", "funds.supervisePayout", "监管案款发放")
        self.assertIn("待审批", self.visitor.text("#money"))
        self.act("chief", "funds.approvePayout", "审批案款发放")
        self.assertIn("待放行", self.visitor.text("#money"))
        self.act("cashier", "funds.releasePayout", "放行案款发放")
        self.visitor.wait("the payout is settled", lambda: "已发放" in self.visitor.text("#money"))
        self.assertEqual(self.yuan("账户余额（元）"), 0)

    def the_measures_are_released(self):
        self.wait_for_paper("执行裁定书（解除查封、扣押、冻结）", "草稿")
        self.sign("执行裁定书（解除查封、扣押、冻结）", self.another_judge)
        self.show("property")
        self.visitor.wait("the freeze is released", lambda: "已解除" in self.visitor.text("#live-property"))
        self.assertNotIn("生效", self.visitor.text("#live-property"))

    def three_people_close_it(self):
        self.act(self.handler, "closing.submit", "报请结案")
        self.act("trial", "closing.review", "审核结案")
        self.act("chief", "closing.approve", "审批结案")
        self.assertIn(TODAY.isoformat(), self.fact("状态"))

    def the_counter_gives_out_the_certificate(self):
        visitor = self.visitor
        visitor.be("reception")
        visitor.open("/counter")
        visitor.fill({"来访人姓名或案号": self.debtor[:2]})
        visitor.press("查找")
        [row] = [row for row in visitor.all("main tbody tr") if self.number in row.text]
        visitor.first("a.button", row).click()
        visitor.fill({"申请人及证件核对情况": "申请执行人本人，已核对身份证"})
        visitor.press("出具结案证明")
        row = self.wait_for_paper("结案证明", "已用印", "已送达")
        type(self).code = visitor.first("a[href^='/check?code=']", row).get_attribute("textContent").strip()
        visitor.tab("papers")
        type(self).certificate = visitor.download(visitor.first("a.paper", self.paper_row("结案证明")))
        text = subprocess.run(["pdftotext", "-layout", self.certificate, "-"], capture_output=True, check=True).stdout.decode()
        plain = re.sub(r"\s", "", text)
        self.assertIn(self.debtor, plain)
        self.assertIn(self.number, plain)
        self.assertIn(self.code, plain)

    def anyone_may_check_its_code(self):
        visitor = self.visitor
        visitor.be_nobody()
        visitor.open("/check")
        digest = hashlib.sha256(self.certificate.read_bytes()).hexdigest()
        visitor.fill({"文书上的校验码": self.code, "文件的 SHA-256": digest})
        visitor.press("核验")
        self.assertIn("校验码相符", visitor.text(".banner.done"))
        self.assertNotIn(self.debtor, visitor.text())
        visitor.fill({"文件的 SHA-256": "0" * 64})
        visitor.press("核验")
        self.assertIn("文件可能被改动", visitor.text(".banner.error"))

    def the_party_sees_the_case_by_a_one_time_code(self):
        visitor = self.visitor
        visitor.open("/party")
        visitor.fill({"证件号码": self.applicant_id})
        visitor.press("获取验证码")
        [code] = [re.search(r"验证码 (\d{6})", text).group(1)
                  for text in court.running.messages_to(self.applicant_phone) if "验证码" in text][:1]
        visitor.fill({"六位验证码": "000000" if code != "000000" else "111111"})
        visitor.press("登录")
        self.assertIn("验证码不正确", visitor.fault_of("六位验证码"))
        visitor.fill({"六位验证码": code})
        visitor.press("登录")
        self.assertEqual(visitor.path, "/party")
        [link] = [link for link in visitor.all("main a") if link.text == self.number]
        link.click()
        self.assertIn("结案", visitor.text("#now"))
        self.assertIn("受理案件通知书", visitor.text("#papers"))
        self.assertNotIn(self.debtor_id, visitor.browser.page_source)
        visitor.open(f"/cases/{self.case}")
        self.assertEqual(visitor.path.split("?")[0], "/sign-in", "a party opens a page of staff")

    # What the steps are made of

    def show(self, tab=""):
        self.visitor.open(f"/cases/{self.case}")
        if tab:
            self.visitor.tab(tab)

    def fact(self, label):
        """What stands beside a label in the head of the case page."""
        for fact in self.visitor.all("main dl.facts > div"):
            title, value = self.visitor.first("dt", fact), self.visitor.first("dd", fact)
            if title.text.strip() == label:
                return value.text.strip()
        raise AssertionError(f"the head has no {label}: {self.visitor.text()[:500]}")

    def yuan(self, label):
        return float(self.fact(label).replace(",", ""))

    def still_owed(self, item):
        for row in self.visitor.all("#claim tbody tr"):
            if self.visitor.first("th", row).get_attribute("textContent").strip() == item:
                return float(self.visitor.first(".sum", row).get_attribute("textContent").replace(",", ""))
        raise AssertionError(f"nothing is said of {item}")

    def act(self, who, command, title, boxes=()):
        """Opens the case, takes the act from what may be done now, and sends its form."""
        self.visitor.be(who)
        self.show()
        link = f"#actions a[href$='/do/{command}']"
        self.visitor.wait(f"{who} may {command}", lambda: self.visitor.has(link))
        self.visitor.first(link).click()
        self.visitor.fill(dict(boxes))
        self.visitor.press(title)
        self.assertIn(title, self.visitor.text(".banner.done"), self.visitor.text(".faults"))

    def paper_row(self, title, *stages):
        for row in self.visitor.all("#papers tbody tr:has(a.paper)"):
            words = row.get_attribute("textContent")
            name = self.visitor.first("a.paper", row).get_attribute("textContent").strip()
            if name == title and (not stages or any(stage in words for stage in stages)):
                return row
        return None

    def wait_for_paper(self, title, *stages):
        self.show()
        return self.visitor.wait(f"{title} {stages}", lambda: self.paper_row(title, *stages))

    def begin_signing(self, title, who):
        self.visitor.be(who)
        self.wait_for_paper(title, "草稿")
        self.visitor.tab("papers")
        self.visitor.first("a[href*='/do/papers.sign?paper=']", self.paper_row(title, "草稿")).click()

    def sign(self, title, who):
        self.begin_signing(title, who)
        self.visitor.press("签发文书")
        self.assertIn("签发文书", self.visitor.text(".banner.done"), self.visitor.text(".faults"))


class PathAtTheDesk(Path, unittest.TestCase):
    width = DESK
    debtor, debtor_id = "张禾田", "330000197602181231"
    applicant, applicant_id, applicant_phone = "王禾安", "330000197604120117", "15400000001"
    instrument, principal = "(2026)浙1099民初101号", "20000.00"


class PathOnAPhone(Path, unittest.TestCase):
    width = PHONE
    debtor, debtor_id = "王知战", "410000197406110479"
    applicant, applicant_id, applicant_phone = "林子衡", "330000198611020514", "15400000025"
    instrument, principal = "(2026)浙1099民初102号", "80000.00"
