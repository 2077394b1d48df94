import Basics
import Enforcement
import EnforcementLaw

/// Whether a case runs or its round was terminated.
enum RunningState: DocketWord {
  case running, ended
  var chinese: [String] {
    switch self {
    case .running: ["在办", "未结", "执行中"]
    case .ended: ["终本", "终结本次执行程序"]
    }
  }
  var english: [String] {
    switch self {
    case .running: ["running", "open"]
    case .ended: ["ended", "terminated"]
    }
  }
}

enum ClockEntry: DocketWord {
  case excluded, extended
  var chinese: [String] {
    switch self {
    case .excluded: ["扣除", "扣除期间"]
    case .extended: ["延长", "延长期限"]
    }
  }
  var english: [String] {
    switch self {
    case .excluded: ["excluded", "exclusion"]
    case .extended: ["extended", "extension"]
    }
  }
}

extension Deduction.Kind: DocketWord {
  var chinese: [String] {
    switch self {
    case .valuation: ["评估", "鉴定", "审计", "资产清理"]
    case .auction: ["拍卖", "变卖", "拍卖变卖"]
    case .publicNotice: ["公告", "公告送达"]
    case .suspension: ["中止", "中止执行"]
    case .stay: ["暂缓", "暂缓执行"]
    case .jurisdiction: ["管辖异议", "管辖争议"]
    case .coordination: ["执行争议协调", "协调"]
    case .instruction: ["请示", "向上级请示"]
    }
  }
  var english: [String] {
    switch self {
    case .valuation: ["valuation", "expert_opinion", "audit"]
    case .auction: ["auction", "sale"]
    case .publicNotice: ["public_notice"]
    case .suspension: ["suspension"]
    case .stay: ["stay"]
    case .jurisdiction: ["jurisdiction"]
    case .coordination: ["coordination"]
    case .instruction: ["instruction"]
    }
  }
}

extension Lane: DocketWord {
  var chinese: [String] {
    switch self {
    case .express: ["速执"]
    case .simple: ["简执", "简案"]
    case .ordinary: ["普执", "普通"]
    case .special: ["特执", "繁案"]
    }
  }
  var english: [String] { [rawValue] }
}

extension Property.Kind: DocketWord {
  var chinese: [String] {
    switch self {
    case .deposit: ["银行存款", "存款"]
    case .realEstate: ["不动产", "房产", "房屋", "土地"]
    case .vehicle: ["车辆", "机动车"]
    case .policy: ["保险", "保单"]
    case .security: ["证券", "股票", "基金"]
    case .goods: ["动产", "设备", "货物"]
    }
  }
  var english: [String] {
    switch self {
    case .deposit: ["deposit"]
    case .realEstate: ["real_estate", "realestate"]
    case .vehicle: ["vehicle"]
    case .policy: ["policy"]
    case .security: ["security"]
    case .goods: ["goods"]
    }
  }
}

enum MoneyDirection: DocketWord {
  case incoming, outgoing
  var chinese: [String] {
    switch self {
    case .incoming: ["收", "到账", "收入"]
    case .outgoing: ["付", "发放", "支出"]
    }
  }
  var english: [String] {
    switch self {
    case .incoming: ["in"]
    case .outgoing: ["out"]
    }
  }
}

/// What money was: the first two come in, the others go out.
enum MoneyWord: DocketWord {
  case transfer, debtor, applicant, fee, surplus
  var isIncoming: Bool { self == .transfer || self == .debtor }
  var chinese: [String] {
    switch self {
    case .transfer: ["扣划", "划拨"]
    case .debtor: ["被执行人交款", "交款", "履行"]
    case .applicant: ["发放申请执行人", "申请执行人"]
    case .fee: ["执行费", "缴国库"]
    case .surplus: ["余款退还", "退还被执行人"]
    }
  }
  var english: [String] {
    switch self {
    case .transfer: ["transfer"]
    case .debtor: ["debtor", "payment"]
    case .applicant: ["applicant"]
    case .fee: ["fee"]
    case .surplus: ["surplus"]
    }
  }
  var source: ReceiptSource { self == .transfer ? .transfer : .debtor }
}

enum SanctionWord: DocketWord {
  case restriction, listing
  var chinese: [String] {
    switch self {
    case .restriction: ["限制消费", "限消", "限高"]
    case .listing: ["失信", "失信名单", "纳入失信"]
    }
  }
  var english: [String] {
    switch self {
    case .restriction: ["restriction", "consumption_restriction"]
    case .listing: ["listing"]
    }
  }
}

extension ListingGround: DocketWord {
  var chinese: [String] { ["\(rawValue)", name.zh, "第\(["一", "二", "三", "四", "五", "六"][rawValue - 1])项"] }
  var english: [String] { ["\(rawValue)"] }
}
