import Basics
import EnforcementLaw

extension Liability {
  /// What a form asks of how a debtor answers, beside the debtor himself.
  static let fields = [
    Field("kind", Phrase("责任方式", "How"), .choice(Liability.Kind.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field(
      "cap", Phrase("责任限额（元）", "At most (yuan)"), .money, required: false,
      hint: Phrase("保证、补充责任有限额的填写", "Where a guarantor or a supplementary debtor answers up to a sum")),
    Field("part", Phrase("份额：几份", "Share: so many parts"), .number(1...10_000), required: false),
    Field("of", Phrase("份额：共几份", "of so many"), .number(1...10_000), required: false),
  ]

  /// As a form gives it; a share needs its parts.
  init(_ input: inout Input) {
    let kind: Liability.Kind = input.choice("kind") ?? .joint
    let cap = input.money("cap", required: false)
    let part = input.number("part", in: 1...10_000, required: false)
    let of = input.number("of", in: 1...10_000, required: false)
    self.init(
      person: input.id("debtor"), kind: kind, cap: kind == .share || cap == .zero ? nil : cap, part: kind == .share ? part : nil,
      of: kind == .share ? of : nil)
    if kind == .share && (part == nil || of == nil || part ?? 0 > of ?? 0) {
      input.fault(
        "part", "noShare", Phrase("写明份额，如 1 份、共 3 份", "Give the share, such as 1 of 3"), citations: ["《民法典》（2020）第517条"])
    }
  }

  /// Somebody answers first, and shares together are no more than the whole.
  func check(_ file: CaseFile) throws(Refusal) {
    guard file.filing.party(person)?.role == .debtor else { throw .notADebtor }
    let others = file.debtors.map(\.person).filter { $0 != person }
    if kind.comesAfterOthers, others.allSatisfy({ file.performance.liability(of: $0).kind.comesAfterOthers }) {
      throw .nobodyFirst
    }
    guard kind == .share, let part, let of else { return }
    var taken = Int128(0)
    for other in others.map({ file.performance.liability(of: $0) }) where other.kind == .share {
      taken += Int128(other.part ?? 0) * 100_000_000 / Int128(max(1, other.of ?? 1))
    }
    if taken + Int128(part) * 100_000_000 / Int128(of) > 100_000_000 { throw .sharesExceedWhole }
  }
}
