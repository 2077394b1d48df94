"""What a bailiff does out of doors, by touch, on a phone."""

from selenium.webdriver.common.action_chains import ActionChains

from day import Day, in_days
from test_desk import PICTURE

DEBTOR = "余墨川"


class BailiffsActs(Day):
    def act(self, who, command, title, values):
        v = self.visitor
        self.be(who)
        v.open(self.case(DEBTOR))
        link = f"#actions a[href$='/do/{command}']"
        v.wait(f"{who} may {command}", lambda: v.has(link))
        v.unfold(v.first(link))
        v.first(link).click()
        for label, value in values.items():
            v.fill(value, label) if isinstance(value, dict) else v.fill({label: value})
        v.press(title)
        self.done(title)

    def sign(self, title):
        v = self.visitor
        self.be(self.handler(DEBTOR))
        v.open(self.case(DEBTOR))
        v.wait(f"{title} is drafted", lambda: title in v.text("#papers"))
        v.tab("papers")
        row = [row for row in v.all("#papers tbody tr:has(a.paper)") if title in row.text][0]
        v.first("a[href*='/do/papers.sign']", row).click()
        v.press("签发文书")
        self.done("签发文书")

    def is_sent_out(self):
        """What happened at the court before: papers signed, a control ruling, a clue, a task."""
        self.act("assistant", "seizure.draftRuling", "拟制控制裁定", {"动产": True})
        self.sign("查封、扣押、冻结")
        self.sign("执行通知书")
        self.act("clerk", "clues.register", "登记申请执行人线索", {
            "提供方式": "电话", "线索内容": "院内停有三轮车一辆。"})
        self.act(self.handler(DEBTOR), "reception.openFieldTask", "派出外勤任务", {"任务": "现场查看财产", "事项和地点": "示例乡东村12号，查看车辆和机器。"})

    def sees_what_is_to_be_done(self):
        v = self.visitor
        self.be("bailiff")
        v.open("/")
        self.assertIn("实地调查、走访", v.text("#work"))

    def by_hand(self, rows):
        v = self.visitor
        v.open(f"/by-hand?case={self.case(DEBTOR).split('/')[-1]}")
        v.fill({"来源": "实地调查", "获悉日": in_days(0), "何人告知、何种材料": "在东村12号现场查看，村支书在场。"})
        v.fill(rows, "或逐项填写 1")
        v.press("核对，下一步")
        file = v.downloads / "现场.png"
        file.write_bytes(PICTURE)
        v.first("input[type=file][name=attachment]").send_keys(str(file))
        self.look("by-hand-checked")
        v.press("录入 1 行")
        self.assertIn("已录入 1 行", v.text())

    def enters_a_visit_with_a_photograph(self):
        self.by_hand({"被执行人": DEBTOR, "单位": "现场", "财产种类": "动产", "账号、权证号、车牌或清单编号": "清单2号", "价值（元）": "2500.00",
                      "说明": "三轮车一辆", "坐落或存放地": "东村12号"})

    def takes_goods_on_the_spot(self):
        self.by_hand({"被执行人": DEBTOR, "单位": "现场", "财产种类": "动产", "账号、权证号、车牌或清单编号": "清单3号", "价值（元）": "6000.00",
                      "说明": "碾米机一台", "坐落或存放地": "东村12号", "控制结果": "已控制"})
        v = self.visitor
        v.open(self.case(DEBTOR))
        v.tab("property")
        self.assertIn("生效", v.text("#live-property"))

    def checks_a_clue(self):
        self.act(self.handler(DEBTOR), "clues.check", "登记线索核查结果", {"核查结果": "属实", "核查情况": "三轮车在院内，已登记。"})

    def leaves_a_paper_before_a_witness(self):
        self.act("bailiff", "papers.recordService", "登记送达", {
            "文书": "执行通知书", "受送达人": DEBTOR, "送达方式": "留置送达", "签收（留置、到达）日期": in_days(0),
            "留置有见证人或者录像；未确认的电子地址有回复或者显示已阅": True, "回证记载": "本人在家拒收，村支书见证。"})

    def writes_down_a_search(self):
        v = self.visitor
        v.open(f"{self.case(DEBTOR)}/minutes")
        [link for link in v.all("main a.button") if link.text == "搜查笔录"][0].click()
        v.fill({"地点": "东村12号"})
        v.all("section.minutes textarea[name$='answer']")[0].send_keys("不申请。")
        v.press("制作笔录")
        self.assertIn("待签名", v.text("h1"))

    def the_debtor_signs_on_the_screen(self):
        v = self.visitor
        canvas = v.first("canvas.pen")
        v.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", canvas)
        pen = ActionChains(v.browser).move_to_element_with_offset(canvas, -100, 0).click_and_hold()
        for step in range(10):
            pen = pen.move_by_offset(14, 12 if step % 2 else -12)
        pen.release().perform()
        self.look("signing")
        v.press("确认签名")
        self.assertTrue(v.has("svg.signature path"))
        v.press("笔录定稿归卷")
        self.assertIn("已签名归卷", v.text("h1"))

    def reports_the_task(self):
        self.act("bailiff", "reception.reportFieldTask", "反馈外勤任务", {"办理情况": "已查看，登记三轮车、扣押碾米机。"})
