import Basics

extension Refusal {
  static func docketRefTaken(_ ref: String, _ id: ID<CaseFile>) -> Refusal {
    Refusal(
      "docketRefTaken", field: "docketRef", Phrase("来源编号 \(ref) 已经立案（\(id)）", "Docket reference \(ref) is already filed (\(id))"),
      citations: ["法发〔2014〕26号第7条"])
  }
  static func alreadyFiled(_ number: String) -> Refusal {
    Refusal("alreadyFiled", Phrase("本案已立案：\(number)", "Already filed: \(number)"))
  }
  static var applicationRefused: Refusal { Refusal("applicationRefused", Phrase("本申请已裁定不予受理", "This application was refused")) }
  static var notFiled: Refusal {
    Refusal(
      "notFiled", Phrase("本案尚未立案", "The case is not filed yet"), remedy: Phrase("先由立案法官立案", "The filing judge files it first"))
  }
  static var caseClosed: Refusal { Refusal("caseClosed", Phrase("本案已结案", "The case is closed")) }

  /// Open cases only: filed and not closed.
  static func unlessOpen(_ file: CaseFile) throws(Refusal) {
    guard file.isFiled else { throw .notFiled }
    guard !file.isClosed else { throw .caseClosed }
  }
}
