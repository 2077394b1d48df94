import Basics
import Enforcement

/// A value from a fixed list, as a docket writes it: in Chinese or English, with the synonyms that courts use.
protocol DocketWord: CaseIterable, Hashable, Sendable {
  /// The first is the one written.
  var chinese: [String] { get }
  /// Lower case; the first is the one written.
  var english: [String] { get }
}

extension DocketWord {
  var written: Phrase { Phrase(chinese[0], english[0]) }

  /// The value that `text` names, or nil. Case does not matter, `_` and a space are the same.
  static func read(_ text: String) -> Self? {
    if let value = allCases.first(where: { $0.chinese.contains(text) }) { return value }
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    let lower = text.lowercased().split { $0 == " " || $0 == "_" || $0 == "-" }.joined(separator: "_")
    return allCases.first { $0.english.contains(lower) }
  }
  /// All values, for a message: `申请执行人、被执行人`.
  static var list: Phrase {
    Phrase(allCases.map(\.written.zh).joined(separator: "、"), allCases.map(\.written.en).joined(separator: ", "))
  }
}

/// Whether a line is a party or a claim item.
enum DocketRowKind: DocketWord {
  case party, claim
  var chinese: [String] {
    switch self {
    case .party: ["当事人"]
    case .claim: ["债权", "债权项目"]
    }
  }
  var english: [String] {
    switch self {
    case .party: ["party"]
    case .claim: ["claim"]
    }
  }
}

enum DocketAnswer: DocketWord {
  case yes, no
  var chinese: [String] {
    switch self {
    case .yes: ["是", "有", "√"]
    case .no: ["否", "无"]
    }
  }
  var english: [String] {
    switch self {
    case .yes: ["yes", "y", "true", "1"]
    case .no: ["no", "n", "false", "0"]
    }
  }
}

extension CaseTypeCode: DocketWord {
  var chinese: [String] {
    switch self {
    case .first: ["执", "首次执行", "首次执行案件"]
    case .resumed: ["执恢", "恢复执行", "恢复执行案件"]
    case .preservation: ["执保", "财产保全执行", "保全"]
    }
  }
  var english: [String] {
    switch self {
    case .first: ["first", "enforcement"]
    case .resumed: ["resumed", "resumption"]
    case .preservation: ["preservation"]
    }
  }
}

extension Instrument.Kind: DocketWord {
  var chinese: [String] {
    switch self {
    case .judgment: ["民事判决书", "判决书", "判决"]
    case .mediation: ["民事调解书", "调解书", "调解"]
    case .award: ["仲裁裁决书", "仲裁裁决", "仲裁调解书"]
    case .notarial: ["公证债权文书", "执行证书"]
    case .order: ["支付令或裁定书", "支付令", "裁定书", "民事裁定书", "裁定"]
    }
  }
  var english: [String] {
    switch self {
    case .judgment: ["judgment", "judgement"]
    case .mediation: ["mediation"]
    case .award: ["award"]
    case .notarial: ["notarial"]
    case .order: ["order"]
    }
  }
}

extension CaseParty.Role: DocketWord {
  var chinese: [String] {
    switch self {
    case .applicant: ["申请执行人", "申请人"]
    case .debtor: ["被执行人", "被申请人"]
    case .thirdParty: ["案外人", "第三人"]
    }
  }
  var english: [String] {
    switch self {
    case .applicant: ["applicant"]
    case .debtor: ["debtor", "judgment_debtor"]
    case .thirdParty: ["third_party", "thirdparty"]
    }
  }
}

extension Person.Kind: DocketWord {
  var chinese: [String] {
    switch self {
    case .natural: ["自然人", "个人"]
    case .enterprise: ["企业法人", "企业", "公司", "法人"]
    case .organisation: ["其他组织", "非法人组织", "机关", "事业单位", "社会团体", "个体工商户"]
    }
  }
  var english: [String] {
    switch self {
    case .natural: ["natural", "person"]
    case .enterprise: ["enterprise", "company"]
    case .organisation: ["organisation", "organization"]
    }
  }
}

extension Application.IDKind: DocketWord {
  var chinese: [String] {
    switch self {
    case .residentID: ["居民身份证", "身份证"]
    case .creditCode: ["统一社会信用代码", "信用代码"]
    case .passport: ["护照"]
    case .permit: ["港澳台居民证件", "港澳居民来往内地通行证", "台湾居民来往大陆通行证", "回乡证", "台胞证", "港澳台居民居住证"]
    case .other: ["其他证件", "其他", "外国人永久居留身份证"]
    }
  }
  var english: [String] {
    switch self {
    case .residentID: ["resident_id", "residentid"]
    case .creditCode: ["credit_code", "creditcode"]
    case .passport: ["passport"]
    case .permit: ["permit"]
    case .other: ["other"]
    }
  }
}

extension ClaimItem.Kind: DocketWord {
  var chinese: [String] {
    switch self {
    case .principal: ["本金", "借款本金", "货款"]
    case .interest: ["已确定利息"]
    case .penalty: ["违约金"]
    case .damages: ["赔偿金", "赔偿款", "损失"]
    case .costs: ["诉讼费等费用", "诉讼费", "案件受理费", "保全费", "费用"]
    case .wages: ["劳动报酬", "工资"]
    case .support: ["赡养抚养费", "赡养、抚养费", "抚养费", "赡养费", "扶养费"]
    case .injury: ["工伤人身损害赔偿", "工伤、人身损害赔偿", "工伤赔偿", "人身损害赔偿"]
    case .traffic: ["交通事故赔偿", "交通事故赔偿款"]
    }
  }
  var english: [String] {
    switch self {
    case .principal: ["principal"]
    case .interest: ["interest"]
    case .penalty: ["penalty"]
    case .damages: ["damages"]
    case .costs: ["costs"]
    case .wages: ["wages"]
    case .support: ["support"]
    case .injury: ["injury"]
    case .traffic: ["traffic"]
    }
  }
  /// Claims that make a case one of livelihood by themselves.
  var isLivelihood: Bool { livelihood != nil }
}
