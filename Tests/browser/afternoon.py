"""What a clerk does after noon: payments, periods, objections, corrections, the office, the end of a case."""

import re

from selenium.webdriver.common.keys import Keys

from day import Day, in_days


class ClerksAfternoon(Day):
    # Parties

    def records_a_direct_payment(self):
        """A sum with the court's fee in it comes back, with what is owed to the applicant."""
        v = self.visitor
        self.be("clerk")
        v.open(self.case("许一川"))
        [owed] = [fact.text.split("\n")[1].strip() for fact in v.all("main dl.facts > div") if fact.text.startswith("尚欠")]
        v.shortcut("a")
        v.follow(v.first("#actions a[href$='/do/performance.reportDirect']"))
        v.fill({"由谁陈述": "被执行人", "付款的被执行人": "许一川", "金额（元）": owed.replace(",", ""), "履行日": in_days(0),
                "经过和凭据": "银行转账回单。"})
        v.press("登记直接履行")
        to_the_applicant = re.search(r"申请执行人的 ([\d,.]+) 元", v.fault_of("金额（元）")).group(1)
        self.assertEqual(v.value("经过和凭据"), "银行转账回单。")
        self.look("direct-refused", False)
        v.script_errors
        v.fill({"金额（元）": to_the_applicant.replace(",", "")})
        v.press("登记直接履行")
        self.done("登记直接履行")

    def the_applicant_confirms(self):
        self.act("reception", "许一川", "performance.answerDirect", "申请执行人确认或否认直接履行", {
            "答复": "确认收到", "方式": "电话", "陈述和身份核对情况": "回拨登记的电话，称已收到。"})

    def a_settlement_in_instalments(self):
        self.act("assistant", "尤听雨", "settlement.record", "登记执行和解", {
            "形式": "书面协议", "各方均已提交、认可或者签名": True, "和解日": in_days(0),
            "分期 1": {"履行日": in_days(20), "金额（元）": "1000.00"}, "分期 2": {"履行日": in_days(50), "金额（元）": "1000.00"},
            "执行费由谁负担": "在约定金额之内负担",
            "协议内容或者笔录": "分两期付清。"})

    def proposes_an_exclusion(self):
        self.act("assistant", "徐思远", "clocks.proposeExclusion", "提请扣除审限", {
            "扣除事由": "鉴定", "起日": in_days(0), "证明文书编号": "(2026)临评委字7号", "说明": "委托评估车辆。"})

    def the_exclusion_is_approved(self):
        self.act("bureauChief", "徐思远", "clocks.decideExclusion", "审批扣除审限", {
            "决定": "同意", "审批意见": "同意扣除。"})

    def an_objection_comes_in(self):
        self.act("clerk", "徐思远", "remedies.object", "登记执行异议", {
            "异议种类": "执行行为异议", "异议人（当事人）": "徐思远", "请求、事实和理由": "车辆为谋生所需，请求解除查封。"})
        v = self.visitor
        v.open("/remedies")
        self.assertIn("徐思远", v.text())

    def a_wrong_account_is_put_right(self):
        for account in ("999900123400071", "999900123400017"):
            self.act("clerk", "徐思远", "funds.recordPayee", "登记收款账户", {
                "当事人": "林子衡", "户名": "林子衡", "账号": account, "开户行": "示例银行"})

    def a_wrong_name_is_corrected(self):
        self.act(self.handler("徐思远"), "徐思远", "correction.particulars", "更正当事人信息", {
            "当事人": "徐思远", "正确的地址": "浙江省临江市示例街66号2室", "错误情况和更正理由": "门牌录错。", "依据": "身份证地址页。"})

    # The office

    def marks_livelihood(self):
        self.act(self.handler("陶江月"), "陶江月", "filing.setLivelihood", "列为涉民生案件", {"工伤、人身损害": True, "理由": "伤者住院，急需医药费。"})
        self.assertIn("民生", self.visitor.text("h1"))

    def an_absence_with_a_substitute(self):
        v = self.visitor
        self.be("teamLead")
        v.open("/people")
        v.fill({"何人": "卢平", "至": in_days(3), "代理人": "郑衡", "事由": "培训"})
        v.press("登记外出、休假")
        self.assertIn(f"外出至 {in_days(3)}，郑衡 代理", v.text())

    def hands_over_chosen_cases(self):
        v = self.visitor
        v.follow([link for link in v.all("main a[href^='/people/hand-over']")][0])
        for box in v.all("main input[name=select]")[:2]:
            v.put(box, True)
        v.fill({"接收人": "郑衡", "理由": "繁简调整"})
        v.follow(v.all("main form button.main")[-1])
        self.assertIn("已移交 2 件", v.text(".banner.done"))

    def exports_the_list(self):
        v = self.visitor
        self.be("clerk")
        v.open("/")
        v.shortcut("gc", "/cases")
        file = v.saved(v.link("导出 Excel"))
        self.assertTrue(file.read_bytes().startswith(b"PK"))

    def prints_a_batch(self):
        v = self.visitor
        v.search("xsy")
        v.shortcut("jx")
        v.put(v.first("main select[name=do]"), "批量打印")
        v.press("逐件办理")
        v.put(v.first("main input[data-select-all]"), True)
        file = v.saved(v.link("合成 PDF"))
        self.assertTrue(file.read_bytes().startswith(b"%PDF"))

    def a_long_form_survives(self):
        v = self.visitor
        v.open(f"{self.case('徐思远')}/do/remedies.object")
        v.fill({"请求、事实和理由": "尚未写完的一段话"})
        v.chord(Keys.CONTROL, "s")
        v.wait("the draft is kept", lambda: "已保存" in v.text(".kept-state"), reload=False)
        v.open("/")
        v.shortcut("gf", "/drafts")
        v.follow(v.first("main tbody a"))
        self.assertEqual(v.value("请求、事实和理由"), "尚未写完的一段话")

    def reports_the_end(self):
        self.act(self.handler("许一川"), "许一川", "closing.submit", "报请结案", {
            "未清零事项的理由": "执行费由被执行人另行交纳，已发催缴通知。"})
        self.act("trialManagement", "许一川", "closing.review", "审核结案", {})
        self.act("bureauChief", "许一川", "closing.approve", "审批结案", {})

    def goes_home(self):
        v = self.visitor
        v.open("/")
        v.follow(v.link("退出", "header"))
        v.open("/")
        self.assertIn("登录", v.text())
