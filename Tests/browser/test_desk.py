"""A clerk's habits: minutes typed while people talk, kept, signed on the screen; files from a scanner or a phone; keys."""

import base64
import pathlib
import time
import unittest

import court
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from visitor import DESK, PHONE, Visitor

# One pixel, as small a picture as there is.
PICTURE = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


class Desk:
    width: int
    debtor: str
    instrument: str
    case = ""

    @classmethod
    def setUpClass(cls):
        cls.visitor = Visitor(cls.width)

    @classmethod
    def tearDownClass(cls):
        cls.visitor.leave()

    def test_a_talk_is_written_down_and_signed(self):
        for step in (
            self.an_application_that_is_left_is_offered_again, self.minutes_are_kept_while_one_types,
            self.an_answer_becomes_an_entry, self.the_debtor_signs_on_the_screen, self.a_photograph_is_attached,
            self.a_call_is_logged, self.keys_lead_everywhere,
        ):
            with self.subTest(step.__name__.replace("_", " ")):
                step()
                self.assertLessEqual(self.visitor.overflow, 0, "the page is wider than the window")
                self.assertEqual(self.visitor.script_errors, [])
                self.picture(step.__name__)
                continue
            self.fail(f"the day ends at: {step.__name__.replace('_', ' ')}")

    def picture(self, name):
        folder = pathlib.Path(court.ROOT / ".build" / "desk-pictures")
        folder.mkdir(parents=True, exist_ok=True)
        self.visitor.browser.save_screenshot(str(folder / f"{self.width}-{name}.png"))

    def an_application_that_is_left_is_offered_again(self):
        v = self.visitor
        v.be("filing")
        v.open("/cases/new")
        v.fill({
            "执行依据文号": self.instrument, "作出机关": "临江市人民法院", "文书种类": "民事判决书", "文书日期": "2025-10-08",
            "履行期限届满日": "2025-12-08",
        })
        v.fill({"诉讼地位": "申请执行人", "类别": "自然人", "姓名或名称": "何水生", "证件号码": court.resident("何水生")},
               "当事人 1")
        v.fill({"诉讼地位": "被执行人", "类别": "自然人", "姓名或名称": self.debtor}, "当事人 2")
        v.fill({"种类": "劳动报酬", "金额（元）": "5000"}, "债权项目 1")
        v.wait("the draft is kept", lambda: "已保存" in v.text(".kept-state"), reload=False)
        v.browser.execute_script("localStorage.clear()")
        v.open("/drafts")
        self.assertIn("登记执行申请", v.text())
        v.open("/cases/new")
        self.assertIn("已恢复保存的草稿", v.text())
        self.assertEqual(v.value("姓名或名称", "当事人 2"), self.debtor)
        v.press("登记执行申请")
        self.case = v.path.split("?")[0]
        self.assertRegex(self.case, r"^/cases/\d+$")
        v.open("/cases/new")
        self.assertEqual(v.value("执行依据文号"), "")
        v.open(f"{self.case}/do/filing.file")
        v.press("立案")
        v.open(self.case)
        self.assertIn("民生·劳动报酬", v.text("h1"))

    def minutes_are_kept_while_one_types(self):
        v = self.visitor
        v.be("clerk")
        v.open(f"{self.case}/minutes")
        [link for link in v.all("main a.button") if link.text == "约谈被执行人笔录"][0].click()
        v.wait("the form is there", lambda: v.has("form[data-kept]"), reload=False)
        v.fill({"地点": "执行局约谈室"})
        promise = [area for area in v.all("textarea") if "什么时候履行" in area.get_attribute("value")][0]
        row = promise.find_element("xpath", "ancestor::fieldset[1]")
        v.all("textarea", row)[1].send_keys("下月15日前付3000元，2027年3月15日付清")
        before = len(v.all("fieldset.grid"))
        v.all("textarea", row)[1].send_keys(Keys.CONTROL, Keys.ENTER)
        self.assertEqual(len(v.all("fieldset.grid")), before + 1)
        active = v.browser.switch_to.active_element
        active.send_keys("还有什么要说？")
        v.wait("the minutes are kept", lambda: "已保存" in v.text(".kept-state"), reload=False)
        time.sleep(2.5)
        v.browser.execute_script("localStorage.clear()")
        v.browser.refresh()
        typed = [area.get_attribute("value") for area in v.all("textarea")]
        self.assertTrue(any("3000元" in text for text in typed) and any("还有什么要说" in text for text in typed))
        v.press("制作笔录")
        self.assertIn("待签名", v.text("h1"))

    def an_answer_becomes_an_entry(self):
        v = self.visitor
        sheet = v.path.split("?")[0]
        [link for link in v.all("dl.talk a.button") if "履行承诺" in link.text][0].click()
        v.wait("the form is filled", lambda: v.has("form.act"), reload=False)
        self.assertEqual(v.value("金额（元）"), "3000.00")
        self.assertEqual(v.value("至迟何日"), "2027-03-15")
        v.press("登记履行承诺")
        self.assertIn("承诺 2027-03-15 前履行 3,000.00 元", v.text())
        v.open(sheet)

    def the_debtor_signs_on_the_screen(self):
        v = self.visitor
        canvas = v.first("canvas.pen")
        v.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", canvas)
        pen = ActionChains(v.browser).move_to_element_with_offset(canvas, -100, 0).click_and_hold()
        for step in range(12):
            pen = pen.move_by_offset(14, 12 if step % 2 else -12)
        pen.release().perform()
        self.picture("signing")
        v.press("确认签名")
        self.assertTrue(v.has("svg.signature path"))
        v.press("笔录定稿归卷")
        self.assertIn("已签名归卷", v.text("h1"))

    def a_photograph_is_attached(self):
        v = self.visitor
        file = v.downloads / "欠条.png"
        file.write_bytes(PICTURE)
        v.open(f"{self.case}/files")
        v.fill({"种类": "证据材料", "名称": "欠条照片"})
        v.first("#attach-photo").send_keys(str(file))
        v.press("上传")
        self.assertIn("已上传", v.text())
        self.assertTrue(v.has("img.thumb"))
        self.assertGreater(v.browser.execute_script("return document.querySelector('img.thumb').naturalWidth"), 0)

    def a_call_is_logged(self):
        v = self.visitor
        v.open(f"{self.case}/do/reception.logCall")
        v.fill({"来电或去电": "来电", "其他人": "被执行人之妻", "号码": "15400000099", "事由和内容": "询问如何付款。"})
        v.press("登记电话")
        v.open(f"{self.case}#talks")
        self.assertIn("询问如何付款。", v.text("#talks"))

    def keys_lead_everywhere(self):
        v = self.visitor
        v.open("/cases")
        body = v.first("body")
        body.send_keys("?")
        self.assertTrue(v.has("dialog#keys[open]"))
        v.browser.switch_to.active_element.send_keys(Keys.ESCAPE)
        v.first("body").send_keys("j")
        v.browser.switch_to.active_element.send_keys(Keys.ENTER)
        v.wait("the case opens", lambda: v.path.startswith("/cases/"), reload=False)
        v.first("body").send_keys("g")
        v.first("body").send_keys("d")
        v.wait("the desk opens", lambda: v.path == "/", reload=False)


class OnADesk(Desk, unittest.TestCase):
    width = DESK
    debtor = "㐂𠅤"
    instrument = "(2025)浙1099民初7701号"


class OnAPhone(Desk, unittest.TestCase):
    width = PHONE
    debtor = "𬀩䶮"
    instrument = "(2025)浙1099民初7702号"
