"""What a clerk does before noon: people, papers, service, property."""

from selenium.webdriver.common.keys import Keys

from day import Day, found, in_days
from test_desk import PICTURE


class ClerksMorning(Day):
    def act(self, who, debtor, command, title, values):
        """From the case page by its own key to the act, its form, and what the page says then."""
        v = self.visitor
        self.be(who)
        v.open(self.case(debtor))
        v.shortcut("a")
        v.follow(v.first(f"#actions a[href$='/do/{command}']"))
        v.fill(values)
        v.press(title)
        self.done(title)

    # Morning

    def signs_in(self):
        v = self.visitor
        self.be("clerk")
        self.assertIn("工作台", v.text("h1"))

    def sees_the_keys(self):
        v = self.visitor
        v.shortcut("?")
        self.assertTrue(v.has("dialog#keys[open]"))
        self.look("02-keys")
        v.keys(Keys.ESCAPE)
        self.assertFalse(v.has("dialog#keys[open]"))
        v.shortcut("jjk")
        self.assertTrue(v.has("tr.here"))

    def searches_by_pinyin_initials(self):
        v = self.visitor
        v.search("xsy")
        self.assertIn("徐思远", v.text("main tbody"))
        v.shortcut("j")
        v.shortcut([Keys.ENTER], "/cases/")
        found["徐思远"] = v.path.split("#")[0]

    def types_minutes(self):
        v = self.visitor
        v.open(f"{self.case('徐思远')}/minutes")
        v.follow(v.link("初次接待笔录"))
        v.fill({"地点": "执行局接待室"})
        areas = v.all("section.minutes fieldset textarea[name$='answer']")
        for area, words in zip(areas, ("不申请。", "林子衡，住临江市示例街9号，同意电子送达。", "15400000025")):
            v.put(area, words)
        before = len(v.all("section.minutes fieldset.grid"))
        v.chord(Keys.CONTROL, Keys.ENTER)
        self.assertEqual(len(v.all("section.minutes fieldset.grid")), before + 1)
        v.paste("还有什么补充？")
        v.chord(Keys.CONTROL, "s")
        v.wait("the minutes are kept", lambda: "已保存" in v.text(".kept-state"), reload=False)
        v.press("制作笔录")
        self.assertIn("待签名", v.text("h1"))

    def files_the_signed_minutes(self):
        v = self.visitor
        v.fill({"未签名的情况": "电话陈述，来院时补签。"})
        v.press("笔录定稿归卷")
        self.assertIn("归卷", v.text("h1"))

    def confirms_an_address(self):
        self.act("clerk", "徐思远", "service.confirmAddress", "登记送达地址确认书", {
            "当事人": "徐思远", "确认人": "本人", "确认日期": in_days(0), "送达地址": "浙江省临江市示例街66号", "联系电话": "15400000031"})

    def logs_a_call(self):
        self.act("clerk", "徐思远", "reception.logCall", "登记电话", {
            "来电或去电": "来电", "当事人": "徐思远", "号码": "15400000031", "事由和内容": "询问账户和金额，表示月底前付五千元。"})

    def notes_a_promise(self):
        self.act("clerk", "徐思远", "reception.recordPromise", "登记履行承诺", {
            "承诺人": "徐思远", "金额（元）": "5000.00", "至迟何日": in_days(10)})

    def attaches_a_scan(self):
        v = self.visitor
        file = v.downloads / "来函.png"
        file.write_bytes(PICTURE)
        v.open(f"{self.case('徐思远')}/files")
        v.fill({"种类": "来函、来信", "名称": "车辆管理所来函"})
        v.put(v.first("input[type=file][name=file]"), str(file))
        v.press("上传")
        self.assertIn("已上传", v.text())

    def registers_a_clue(self):
        self.act("clerk", "徐思远", "clues.register", "登记申请执行人线索", {
            "提供人": "林子衡", "被执行人": "徐思远", "提供方式": "电话", "线索内容": "城南仓库有其机床一台。"})

    # Papers

    def paper(self, title):
        v = self.visitor
        v.open(self.case("徐思远"))
        v.shortcut("4")
        rows = [row for row in v.all("#papers tbody tr:has(a.paper)") if title in row.text]
        v.follow(v.first("a[href$='/text']", rows[0]))

    def checks_a_paper(self):
        self.be("clerk")
        self.visitor.wait("the papers are drafted", lambda: self.visitor.open(self.case("徐思远")) or "执行通知书" in self.visitor.text("#papers"), reload=False)
        self.paper("执行通知书")
        self.visitor.press("检查并登记")
        self.assertIn("上次登记", self.visitor.text())

    def edits_its_text(self):
        v = self.visitor
        v.follow(v.link("修改正文"))
        v.put(v.all("main form textarea")[-1], "特此通知。逾期不履行的，依法强制执行。")
        v.press("保存并检查")
        self.assertIn("逾期不履行的，依法强制执行。", v.text())

    def sends_it_for_approval(self):
        v = self.visitor
        v.follow(v.link("文书报批"))
        v.fill({"承办人意见": "拟发出。"})
        v.press("文书报批")
        self.done("文书报批")

    def a_chief_approves(self):
        for who in ("teamLead", "bureauChief"):
            self.act(who, "徐思远", "papers.approve", "审批文书", {"文书": "执行通知书", "意见": "同意。"})

    def a_judge_signs_a_batch(self):
        v = self.visitor
        self.be(self.handler("徐思远"))
        v.open("/")
        v.shortcut("gp", "/papers")
        v.put(v.first("main input[data-select-all]"), True)
        v.press("签发所选")
        v.wait("the round is through", lambda: "已签发" in v.text(), reload=False)

    # Service

    def sends_by_post(self):
        v = self.visitor
        self.be("clerk")
        v.open("/service?q=徐思远")
        v.wait("the paper is sealed", lambda: "执行通知书" in v.text("main tbody"), 30)
        v.put(v.first("main input[data-select-all]"), True)
        v.press("登记寄出")
        for box in v.all("main input[name^='tracking']"):
            v.put(box, "1099000000017")
        v.follow(v.first("main form button.main"))
        self.assertIn("已登记寄出", v.text())
        v.open("/service?q=徐思远")
        self.assertIn("1099000000017", v.text("main tbody").replace(" ", ""))

    def prints_labels(self):
        v = self.visitor
        v.shortcut("jx")
        self.assertEqual(v.text("[data-selected]"), "1")
        v.press("打印地址标签")
        self.assertIn("徐思远", v.text())
        self.assertIn("浙江省临江市示例街66号", v.text())

    def pastes_results(self):
        v = self.visitor
        v.open("/service/paste")
        v.put([radio for radio in v.all("input[name=kind]") if radio.get_attribute("value") == "results"][0], True)
        v.fill({"表格内容": f"1099000000017\t签收\t{in_days(0)}\t本人"})
        v.press("逐行登记")
        self.assertIn("1", v.text())

    # Property

    def drafts_the_control(self):
        self.act("assistant", "徐思远", "seizure.draftRuling", "拟制控制裁定", {"车辆": True, "动产": True})
        self.be(self.handler("徐思远"))
        self.paper("查封、扣押、冻结")
        v = self.visitor
        v.follow(v.link("签发文书"))
        v.press("签发文书")
        self.done("签发文书")

    def enters_an_answer_by_hand(self):
        v = self.visitor
        self.be("clerk")
        v.open(f"{self.case('徐思远')}/do/handEntry.record")
        v.fill({"来源": "登记机构书面材料", "获悉日": in_days(0), "何人告知、何种材料": "农机站登记科复函。"})
        v.fill({"被执行人": "徐思远", "单位": "现场", "财产种类": "动产", "账号、权证号、车牌或清单编号": "清单1号", "价值（元）": "9000.00",
                "说明": "机床一台", "坐落或存放地": "城南仓库", "控制结果": "已控制", "届满日": in_days(20)}, "或逐项填写 1")
        v.press("核对，下一步")
        self.assertIn("现场", v.text("main tbody"))
        v.press("录入 1 行")
        self.assertIn("已录入 1 行", v.text())

    def pastes_a_table_of_answers(self):
        v = self.visitor
        v.open(f"{self.case('徐思远')}/do/handEntry.record")
        v.fill({"来源": "全国网络查控结果", "获悉日": in_days(0), "何人告知、何种材料": "总对总反馈。", "粘贴表格":
                "被执行人\t单位\t财产种类\t标识\t价值\n徐思远\t海门银行\t银行存款\t6222000011112222\t1200.00"})
        v.press("核对，下一步")
        v.press("录入 1 行")
        self.assertIn("已录入 1 行", v.text())

    def renews_a_batch(self):
        v = self.visitor
        self.be(self.handler("徐思远"))
        v.open("/measures")
        v.put(v.first("main input[data-select-all]"), True)
        v.press("拟制续行裁定")
        self.assertIn("已拟制", v.text())

    def releases_a_part(self):
        v = self.visitor
        self.be("assistant")
        v.open(self.case("徐思远"))
        v.wait("the car is held", lambda: v.text("#live-property").count("生效") > 1)
        v.shortcut("a")
        v.follow(v.first("#actions a[href$='/do/seizure.draftRelease']"))
        v.put(v.all("main input[name=measures]")[0], True)
        v.fill({"解除事由": "已提供担保并经申请人同意", "事实和理由": "以存单担保，申请执行人同意。"})
        v.press("拟制解除裁定")
        self.done("拟制解除裁定")
