import Basics
import Enforcement
import EnforcementLaw

/// Words of calculators on pages: introductions, hints, choices and results. The library names its fields itself.
enum CalculatorWords {
  /// How a figure of an answer is shown.
  enum Unit: Sendable { case plain, yuan, percent, days, word }

  /// A field's own words, the English with a capital.
  static func label(_ field: CalcField) -> Phrase {
    if let own = labels[field.phrase.en] { return own }
    return Phrase(field.phrase.zh, (field.phrase.en.first.map { String($0).uppercased() } ?? "") + field.phrase.en.dropFirst())
  }

  /// Where the library's word is meant for a command line.
  private static let labels: [String: Phrase] = [
    "amount (null: none)": Phrase("金额", "Sum"), "on": Phrase("日期", "Date"), "first": Phrase("起日", "First day"),
    "last": Phrase("止日", "Last day"), "excluded": Phrase("扣除期间", "Days not counted"), "from": Phrase("起算日或时刻", "Starts on"),
    "from (not counted)": Phrase("起算日（不计入）", "Starts on (not counted)"), "due": Phrase("履行期间最后一日", "Last day for performance"),
  ]

  static func intro(_ rule: String) -> Phrase { intros[rule] ?? Phrase("", "") }

  static func hint(_ topic: String, _ field: CalcField) -> Phrase? {
    if let own = hints["\(topic).\(field.name)"] { return own }
    return switch field.kind {
    case .day: Phrase("如 2024-05-06", "Like 2024-05-06")
    case .moment: Phrase("如 2024-05-06T10:00:00", "Like 2024-05-06T10:00:00")
    case .count(let range): Phrase("\(range.lowerBound) 至 \(range.upperBound)", "\(range.lowerBound) to \(range.upperBound)")
    case .money, .choice, .text, .rows: nil
    }
  }

  /// The words of a choice; nodes and kinds by the names that the library has for them.
  static func choice(_ key: String) -> Phrase {
    if let limit = try? NodeLimits.limit(key) { return limit.name + Phrase("（\(key)）", " (\(key))") }
    if let kind = Deduction.Kind(rawValue: key) { return kind.phrase }
    if let kind = SeizureTerm.Kind(rawValue: key) { return kind.phrase }
    return choices[key] ?? Phrase(key, key)
  }

  static let listingGrounds: [FormRow.Choice] = ListingGround.allCases.map {
    FormRow.Choice("\($0.rawValue)", Phrase("（\($0.rawValue)）", "(\($0.rawValue)) ") + $0.name)
  }

  /// What a member of an answer is; shares of a distribution go by the creditor's own name.
  static func result(_ name: String, of rule: String) -> Phrase {
    rule == "distribution" ? Phrase(name, name) : results[name] ?? Phrase(name, name)
  }

  static func unit(_ name: String, of rule: String) -> Unit {
    switch rule {
    case "fee", "preservation-fee", "delay-interest", "distribution": .yuan
    case "lpr", "loan-cap": .percent
    case "auction": name.hasSuffix("Days") ? .days : .yuan
    case "case-limit": name.hasSuffix("Deducted") ? .days : .plain
    case "plate", "phone", "resident-id": name == "kind" || name == "sex" ? .word : .plain
    default: .plain
    }
  }

  private static let intros: [String: Phrase] = [
    "fee": Phrase("按执行金额分段累计；执行后由被执行人负担，不预交。", "By bands of the sum enforced; borne by the debtor, not prepaid."),
    "preservation-fee": Phrase("按保全金额分段累计，最高 5,000 元。", "By bands of the sum preserved, at most 5,000 yuan."),
    "delay-interest": Phrase(
      "生效文书确定的金钱债务（不含一般债务利息）按日万分之一点七五；2014年8月1日前的部分按原规定。",
      "0.0175 % a day on the debt fixed by the instrument, general interest aside; the old rule before 2014-08-01."),
    "period": Phrase(
      "起算日不计入；末日为休假日的顺延至其后第一个工作日，调休上班日为工作日。",
      "The first day is not counted; an end on a day of rest moves to the next working day; adjusted working days count."),
    "distribution": Phrase(
      "先扣优先债权；普通债权在自然人案件按比例，在企业法人案件按查封顺序。",
      "Priority claims first; ordinary claims pro rata for persons, by order of seizure for enterprises."),
    "seizure-end": Phrase("查封、扣押、冻结的最长期限和届满日，届满日不顺延。", "The longest terms of seizures and their last day, which never moves."),
    "case-limit": Phrase(
      "六个月执行期限与《民事诉讼法》第237条期限，扣除期间重叠的只算一次。",
      "The six months of a case and the clock of article 237; overlapping deductions count once."),
    "limitation": Phrase("申请执行的两年时效及其中断。", "The two years to apply, and their interruption."),
    "node": Phrase("流程节点的法定或者本院期限。", "The time limit of each step of a case."),
    "listing": Phrase("失信名单的期限和最迟删除日。", "How long a listing lasts and the last day to remove it."),
    "research-dates": Phrase("终结本次执行程序后五年内每六个月的查询日。", "Query days every six months for five years after a round was terminated."),
    "lpr": Phrase("某日适用的贷款市场报价利率。", "The loan prime rate that holds on a day."),
    "loan-cap": Phrase("民间借贷利率的司法保护上限：合同成立时一年期报价利率的四倍。", "Four times the one-year rate when the contract was formed."),
    "auction": Phrase("网络司法拍卖的起拍价、保证金、二拍价和公告期。", "Start price, deposit, second price and notice of an online auction."),
    "bid-extension": Phrase(
      "结束前五分钟内有人出价的，自该次出价起延时五分钟。", "A bid in the last five minutes moves the end to five minutes after it."),
    "mask": Phrase("公开文书和名单中的隐名处理。", "How names and numbers are masked in what is published."),
  ]

  private static let hints: [String: Phrase] = [
    "fee.amount": Phrase("实际执行到位的金额；没有金额的填“无”", "The sum enforced; “none” where there is no sum"),
    "preservation-fee.amount": Phrase("请求保全的金额；没有金额的填“无”", "The sum to be preserved; “none” where there is no sum"),
    "delay-interest.principal": Phrase("不含一般债务利息", "General interest aside"),
    "delay-interest.due": Phrase(
      "生效文书确定的履行期间最后一日；没有的填生效日", "The last day that the instrument gives; without one, the day it took effect"),
    "delay-interest.until": Phrase("全部付清的可不填", "Not needed where everything was paid"),
    "period.from": Phrase("事件发生之日，次日起算", "The day of the event; counting begins the day after"),
    "period.days": Phrase("日、月、工作日只填一项", "Fill in one of days, months and working days"),
    "distribution.net": Phrase("拍卖价款扣除执行费用后的余额", "What is left of the price after costs"),
    "distribution.rank": Phrase("优先债权的顺位，1 最先", "Rank of a priority claim, 1 first"),
    "distribution.seizureOrder": Phrase("企业法人案件中普通债权的查封先后", "For enterprises: who seized first"),
    "loan-cap.suit": Phrase("2020年8月20日前成立的合同须填", "Needed for contracts before 2020-08-20"),
    "auction.previousStart": Phrase("已定一拍起拍价时填写，用于算二拍", "Where the first start price is fixed already"),
    "identity.text": Phrase("空格不影响结果", "Blanks make no difference"),
  ]

  private static let choices: [String: Phrase] = [
    "person": Phrase("自然人、其他组织", "Person or other organisation"), "enterprise": Phrase("企业法人", "Enterprise"),
    "priority": Phrase("优先债权", "Priority"), "ordinary": Phrase("普通", "Ordinary"),
    "1Y": Phrase("一年期", "One year"), "5Y": Phrase("五年期以上", "Over five years"),
    "resident-id": Phrase("公民身份号码", "Resident ID"), "residentID": Phrase("公民身份号码", "Resident ID"),
    "credit-code": Phrase("统一社会信用代码", "Social credit code"), "creditCode": Phrase("统一社会信用代码", "Social credit code"),
    "plate": Phrase("机动车号牌", "Number plate"), "bank-card": Phrase("银行卡号", "Bank card"),
    "bankCard": Phrase("银行卡号", "Bank card"), "phone": Phrase("电话号码", "Telephone"),
    "case-number": Phrase("案号", "Case number"), "name": Phrase("姓名", "Name"), "address": Phrase("地址", "Address"),
    "resident-id-on-list": Phrase("失信名单上的身份号码", "Resident ID on the public list"),
    "residentIDOnList": Phrase("失信名单上的身份号码", "Resident ID on the public list"),
    "performed": Phrase("全部履行", "Performed"), "settlementPerformed": Phrase("和解履行完毕", "Settlement performed"),
    "applicantRequest": Phrase("申请执行人申请删除", "Asked for by the applicant"),
    "roundTerminated": Phrase("终本后两次查询无财产", "Round terminated and nothing found twice"),
    "suspended": Phrase("再审、破产中止执行", "Suspended for retrial or bankruptcy"),
    "enforcementRefused": Phrase("不予执行", "Enforcement refused"), "finallyTerminated": Phrase("终结执行", "Finally terminated"),
    "earlyDecision": Phrase("决定提前删除", "Early removal decided"),
    "male": Phrase("男", "male"), "female": Phrase("女", "female"), "mobile": Phrase("手机", "mobile"),
    "fixed": Phrase("固定电话", "fixed line"), "pureElectricSmall": Phrase("小型纯电动", "small, pure electric"),
    "otherNewEnergySmall": Phrase("小型其他新能源", "small, other new energy"), "newEnergyLarge": Phrase("大型新能源", "large new energy"),
    "trailer": Phrase("挂车", "trailer"), "learner": Phrase("教练车", "learner"), "police": Phrase("警车", "police"),
    "crossBorder": Phrase("港澳入出境", "cross-border"), "consulate": Phrase("领馆", "consulate"),
    "embassy": Phrase("使馆", "embassy"), "armedPolice": Phrase("武警", "armed police"), "military": Phrase("军队", "military"),
  ]

  private static let results: [String: Phrase] = [
    "caseLimit": Phrase("执行期限届满日", "Limit of the case"), "art237": Phrase("第237条期限届满日", "Clock of article 237"),
    "caseLimitDeducted": Phrase("执行期限扣除", "Deducted from the limit"),
    "art237Deducted": Phrase("第237条扣除", "Deducted from article 237"),
    "askExtensionBy": Phrase("最迟申请延长日", "Ask for an extension by"), "expires": Phrase("时效届满日", "Expires"),
    "limitationRisk": Phrase("时效风险", "Out of time"), "ends": Phrase("名单期限届满日", "Listing ends"),
    "removeBy": Phrase("最迟删除日", "Remove by"), "start": Phrase("起拍价不低于", "Start price at least"),
    "depositLow": Phrase("保证金最低", "Deposit from"), "depositHigh": Phrase("保证金最高", "Deposit to"),
    "second": Phrase("二拍起拍价不低于", "Second start price at least"), "noticeDays": Phrase("一拍公告期", "Notice of the first round"),
    "secondNoticeDays": Phrase("二拍公告期", "Notice of the second round"), "valid": Phrase("校验通过", "Valid"),
    "message": Phrase("问题", "What is wrong"), "completed": Phrase("补全校验位", "Completed"),
    "number": Phrase("规范写法", "Standard form"),
    "area": Phrase("行政区划", "Area"), "birth": Phrase("出生日期", "Born"), "sex": Phrase("性别", "Sex"),
    "legacy": Phrase("由十五位升位", "From a 15-digit number"), "department": Phrase("登记管理部门", "Department"),
    "kind": Phrase("种类", "Kind"), "organisation": Phrase("主体标识码", "Organisation code"),
    "organisationCheckHolds": Phrase("主体标识码校验", "Organisation code holds"), "province": Phrase("省份", "Province"),
    "office": Phrase("发牌机关", "Issuing office"), "issuer": Phrase("发卡行标识", "Issuer"), "lastFour": Phrase("后四位", "Last four"),
    "year": Phrase("年度", "Year"), "court": Phrase("法院代字", "Court"), "special": Phrase("专门审判代字", "Special word"),
    "type": Phrase("类型代字", "Type"), "serial": Phrase("编号", "Serial"), "suffix": Phrase("文书序号", "Paper"),
  ]
}
