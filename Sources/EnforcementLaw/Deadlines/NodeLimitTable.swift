import Basics

extension NodeLimits {
  /// Every limit of R2.1.
  public static let table: [NodeLimit] = filing + notices + search + disposal + credit + remedies + later

  private enum From {
    static let application = Phrase("收到申请", "application received")
    static let filed = Phrase("立案", "filing")
    static let assigned = Phrase("承办人收案", "handler received the case")
    static let served = Phrase("送达", "service")
    static let rulingServed = Phrase("裁定送达", "ruling served")
    static let seized = Phrase("查封、扣押、冻结", "seizure")
    static let noticeServed = Phrase("执行通知送达", "enforcement notice served")
    static let writing = Phrase("收到书面申请", "written application received")
    static let none = Phrase("受理", "accepted")
  }

  private static let filing: [NodeLimit] = [
    NodeLimit(
      "N1", Phrase("立案或者裁定不予受理", "File or refuse"), from: From.application, .days(Acceptance.decisionDays),
      [.enforcementRules("16")]),
    NodeLimit("N2", Phrase("确定承办人", "Name the handler"), from: From.filed, .days(7), [.caseTerms("2")]),
    NodeLimit("N3", Phrase("移送案卷", "Hand over the file"), from: From.filed, .days(3), [.trialTerms("7")]),
  ]

  private static let notices: [NodeLimit] = [
    NodeLimit(
      "N4", Phrase("发出执行通知", "Issue the enforcement notice"), from: Phrase("收到申请或移送执行书", "application or hand-over received"),
      .days(10),
      [.procedureInterpretation("480"), .enforcementRules("22")]),
    NodeLimit(
      "N4.internal", Phrase("发出执行通知（院内从严）", "Issue the enforcement notice (stricter, internal)"), from: From.assigned, .days(3),
      [.caseTerms("4")]),
    NodeLimit(
      "N5", Phrase("先采取措施后补发执行通知", "Notice after an urgent measure"), from: Phrase("采取措施", "measure"), .days(3),
      [.enforcementProcedure("22")]),
    NodeLimit(
      "N6", Phrase("发出报告财产令", "Order the report of property"), from: Phrase("与执行通知同时", "with the enforcement notice"),
      .with("N4"),
      [.investigation("3")]),
    NodeLimit(
      "N7", Phrase("被执行人报告财产", "Debtor reports property"), from: From.served, .daysSet("reportDays"),
      [.investigation("4"), .investigation("5")], .local),
    NodeLimit(
      "N8", Phrase("补充报告财产变动", "Supplement the report"), from: Phrase("财产变动", "change of property"), .days(10),
      [.investigation("7")]),
    NodeLimit("N9", Phrase("通知申请人提供财产线索", "Ask the applicant for clues"), from: From.assigned, .days(3), [.caseTerms("5")]),
  ]

  private static let search: [NodeLimit] = [
    NodeLimit("N10", Phrase("核查财产线索", "Check a clue"), from: Phrase("收到线索", "clue received"), .days(7), [.investigation("2")]),
    NodeLimit(
      "N10.urgent", Phrase("核查紧急线索", "Check an urgent clue"), from: Phrase("收到线索", "clue received"), .days(3),
      [.investigation("2")]),
    NodeLimit("N11", Phrase("依申请启动调查", "Start an investigation asked for"), from: From.application, .days(10), [.caseTerms("6")]),
    NodeLimit(
      "N12", Phrase("完成财产调查", "Complete the investigation"), from: Phrase("收案", "case received"), .months(1), [.caseTerms("7")]),
    NodeLimit(
      "N13", Phrase("启动网络查控", "Start the network search"), from: Phrase("收案", "case received"),
      .daysSet("networkSearchStartDays"), [],
      .local),
    NodeLimit(
      "N14", Phrase("网络控制", "Control over the network"), from: Phrase("发现财产", "property found"), .hoursSet("networkControlHours"),
      [],
      .local),
    NodeLimit(
      "N15", Phrase("线下控制", "Control on the spot"), from: Phrase("发现财产", "property found"),
      .workdaysSet("offlineControlWorkdays"), [],
      .local),
    NodeLimit(
      "N40", Phrase("执行措施审批", "Approve a measure"), from: Phrase("报批", "submitted"), .days(7), [.caseTerms("12")], .medium),
    NodeLimit(
      "N41", Phrase("过户协助执行送达", "Serve the transfer on the registry"), from: Phrase("作出裁定", "ruling made"), .days(5),
      [.caseTerms("8")],
      .medium),
  ]

  private static let disposal: [NodeLimit] = [
    NodeLimit(
      "N16", Phrase("启动确定参考价", "Start fixing a reference price"), from: From.seized, .days(30), [.referencePriceRules("1")]),
    NodeLimit(
      "N17", Phrase("送达评估或询价结果", "Serve the valuation"), from: Phrase("收到报告", "report received"), .days(3),
      [.referencePriceRules("21")]),
    NodeLimit(
      "N18", Phrase("启动财产变价", "Start the sale"), from: Phrase("参考价确定", "reference price fixed"), .days(10),
      [.referencePriceRules("30")]),
    NodeLimit(
      "N19", Phrase("再次拍卖", "Second auction"), from: Phrase("流拍", "auction failed"), .days(30), [.onlineAuctionRules("26")]),
    NodeLimit(
      "N20", Phrase("作出成交裁定", "Rule on the sale"), from: Phrase("价款全额交付", "price paid in full"), .days(10),
      [.saleRules("20")]),
    NodeLimit("N21", Phrase("交付拍卖财产", "Deliver"), from: From.rulingServed, .days(15), [.saleRules("27")]),
    NodeLimit(
      "N22", Phrase("发放案款", "Pay out case money"), from: Phrase("财务到账通知", "finance office's notice of arrival"), .days(30),
      [.caseMoneyRules("10")]),
  ]

  private static let credit: [NodeLimit] = [
    NodeLimit(
      "N23", Phrase("删除或更正失信信息", "Delete or correct a listing"), from: Phrase("事由发生", "ground arises"), .workdays(3),
      [.dishonestList("9"), .dishonestList("10")]),
    NodeLimit(
      "N24", Phrase("审查纳入失信申请", "Examine an application to list"), from: From.application, .days(15), [.dishonestList("5")]),
    NodeLimit(
      "N25", Phrase("决定悬赏或者审计", "Decide on a reward or an audit"), from: From.writing, .days(10),
      [.investigation("17"), .investigation("21")]),
    NodeLimit(
      "N37", Phrase("对拘留、罚款申请复议", "Ask to reconsider detention or a fine"), from: Phrase("收到决定书", "decision received"), .days(3),
      [.procedureInterpretation("185")]),
    NodeLimit(
      "N37.decide", Phrase("复议决定", "Decide the reconsideration"), from: From.application, .days(5),
      [.procedureInterpretation("185")]),
  ]

  private static let remedies: [NodeLimit] = [
    NodeLimit("N26", Phrase("执行异议立案", "File an objection"), from: From.application, .days(3), [.objectionRules("2")]),
    NodeLimit(
      "N26.notify", Phrase("通知异议各方", "Tell the parties of an objection"), from: From.filed, .days(3), [.objectionRules("2")]),
    NodeLimit(
      "N27", Phrase("执行异议裁定", "Rule on an objection"), from: Phrase("收到书面异议", "written objection received"), .days(15),
      [.procedure2023("236"), .procedure2023("238")]),
    NodeLimit("N28", Phrase("申请复议", "Ask for reconsideration"), from: From.rulingServed, .days(10), [.procedure2023("236")]),
    NodeLimit("N29", Phrase("复议裁定", "Rule on reconsideration"), from: From.application, .days(30), [.enforcementProcedure("8")]),
    NodeLimit(
      "N29.extended", Phrase("复议裁定（延长）", "Rule on reconsideration (extended)"), from: From.application, .days(60),
      [.enforcementProcedure("8")]),
    NodeLimit(
      "N30", Phrase("提起执行异议之诉", "Sue on a third-party objection"), from: From.rulingServed, .days(15), [.procedure2023("238")]),
    NodeLimit("N31", Phrase("变更、追加当事人裁定", "Rule on a change of parties"), from: From.writing, .days(60), [.partyChange("28")]),
    NodeLimit(
      "N32", Phrase("申请不予执行仲裁裁决", "Ask not to enforce an award"), from: From.noticeServed, .days(15), [.arbitralAwards("8")]),
    NodeLimit(
      "N32.review", Phrase("审查不予执行仲裁裁决", "Examine an award"), from: From.none, .months(2), [.arbitralAwards("12")]),
    NodeLimit(
      "N32.extended", Phrase("审查不予执行仲裁裁决（延长）", "Examine an award (extended)"), from: From.none, .months(3),
      [.arbitralAwards("12")]),
    NodeLimit(
      "N33", Phrase("申请不予执行公证债权文书", "Ask not to enforce a notarised instrument"), from: From.noticeServed, .days(15),
      [.notarisedInstruments("13")]),
    NodeLimit(
      "N33.review", Phrase("审查不予执行公证债权文书", "Examine a notarised instrument"), from: From.none, .days(60),
      [.notarisedInstruments("16")]),
    NodeLimit(
      "N33.extended", Phrase("审查不予执行公证债权文书（延长）", "Examine a notarised instrument (extended)"), from: From.none, .days(90),
      [.notarisedInstruments("16")]),
    NodeLimit(
      "N34", Phrase("申请执行监督", "Ask for supervision"), from: Phrase("复议裁定生效", "reconsideration took effect"), .months(6),
      [.supervisionOpinion], .medium),
    NodeLimit(
      "N35", Phrase("对终结执行提出异议", "Object to a termination"), from: Phrase("收到文书或知道", "received or known"), .days(60),
      [.terminationObjection]),
    NodeLimit(
      "N36", Phrase("对分配方案提出异议", "Object to a distribution plan"), from: Phrase("收到分配方案", "plan received"), .days(15),
      [.procedureInterpretation("509")]),
    NodeLimit(
      "N36.oppose", Phrase("对分配方案异议提出反对意见", "Oppose an objection to a plan"), from: Phrase("收到通知", "notice received"), .days(15),
      [.procedureInterpretation("510")]),
    NodeLimit(
      "N36.sue", Phrase("提起分配方案异议之诉", "Sue on a plan"), from: Phrase("收到反对意见通知", "opposition received"), .days(15),
      [.procedureInterpretation("510")]),
  ]

  private static let later: [NodeLimit] = [
    NodeLimit(
      "N38", Phrase("保全裁定", "Rule on preservation"), from: Phrase("收到申请或担保", "application or security received"), .days(5),
      [.preservation("4")]),
    NodeLimit(
      "N38.urgent", Phrase("紧急保全裁定", "Rule on urgent preservation"), from: From.application, .hours(48), [.preservation("4")]),
    NodeLimit(
      "N38.carryOut", Phrase("执行保全裁定", "Carry out preservation"), from: Phrase("裁定作出", "ruling made"), .days(5),
      [.preservation("4")]),
    NodeLimit(
      "N39", Phrase("委托执行立案", "File an entrusted case"), from: Phrase("收到委托函", "letter received"), .days(7),
      [.entrustedEnforcement("7")]),
    NodeLimit(
      "N39.start", Phrase("受托法院开始执行", "Entrusted court starts"), from: Phrase("收到委托函", "letter received"), .days(15),
      [.procedure2023("240")]),
    NodeLimit(
      "N39.report", Phrase("受托法院函告执行情况", "Entrusted court reports"), from: Phrase("收到委托函", "letter received"), .days(30),
      [.procedure2023("240")]),
  ]
}
