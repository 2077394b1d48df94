import Basics
import EnforcementLaw

extension SettlementAgreement {
  /// Who bears the enforcement fee where the parties settled: as they agree, and failing that as the court decides (诉讼费用交纳办法 38).
  /// Raw values are stored.
  public enum FeeBearing: String, Sendable, Codable, Hashable, CaseIterable {
    /// The debtor, besides what he promised.
    case debtor
    /// It comes out of what was promised: the applicant gets so much less.
    case withinSum
    /// The parties did not agree; the court decides.
    case court
    public var name: Phrase {
      switch self {
      case .debtor: Phrase("被执行人在约定金额之外负担", "The debtor, on top of the sum agreed")
      case .withinSum: Phrase("在约定金额之内负担", "Within the sum agreed")
      case .court: Phrase("未协商一致，由法院决定", "Not agreed: the court decides")
      }
    }
  }

  /// Who bears the fee, as agreed or decided; nil while the court has not decided, and where nobody was asked.
  public var feeBorne: FeeBearing? { fee == .court ? feeDecided : fee }
  /// The parties left it to the court, and it has not decided.
  public var isFeeOpen: Bool { fee == .court && feeDecided == nil }
}

/// The court decided who bears the enforcement fee of a settlement (诉讼费用交纳办法 38).
public struct SettlementFeeDecided: Event {
  public static let name = "settlement.feeDecided.v1"
  public let settlement: ID<SettlementAgreement>
  public let fee: SettlementAgreement.FeeBearing
  public let reason: VaultRef
  public init(settlement: ID<SettlementAgreement>, fee: SettlementAgreement.FeeBearing, reason: VaultRef) {
    self.settlement = settlement
    self.fee = fee
    self.reason = reason
  }
  public var signals: [Signal] { [Signal("settlement.feeDecided")] }
  public var words: [VaultRef] { [reason] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) { file.agreement { $0.feeDecided = fee } }
}

/// A judge decides who bears the fee where the parties could not agree. Until then nothing is paid out and the case does not close.
public struct DecideSettlementFee: CaseCommand {
  public static let name = "settlement.decideFee"
  public static let title = Phrase("决定和解案件执行费的负担", "Decide who bears the fee of a settlement")
  public static let roles: Set<Role> = [.judge]
  private static let answers: [SettlementAgreement.FeeBearing] = [.debtor, .withinSum]
  public static let fields = [
    PerformanceCommands.caseField,
    Field("fee", Phrase("执行费的负担", "The fee"), .choice(answers.map { Field.Choice($0.rawValue, $0.name) })),
    Field("reason", Phrase("理由", "Reason"), .longText(max: 2000)),
  ]
  public let caseID: ID<CaseFile>
  let fee: SettlementAgreement.FeeBearing
  let reason: String
  public init(_ input: inout Input) {
    caseID = input.id("case")
    fee = input.choice("fee") ?? .debtor
    reason = input.text("reason", max: 2000)
    if !DecideSettlementFee.answers.contains(fee) {
      input.fault("fee", "notAChoice", Phrase("由法院决定的，写明由谁负担", "The court says who bears it"))
    }
  }
  public static func offered(in situation: Situation, _ file: CaseFile) throws(Refusal) {
    try Refusal.unlessOpen(file)
    guard let agreement = file.performance.settlement else { throw .noSettlement }
    if !agreement.isFeeOpen { throw .feeSettled }
  }
  public func decide(in situation: Situation, _ file: CaseFile) throws(Refusal) -> [StreamEvents] {
    guard let agreement = file.performance.settlement else { throw .noSettlement }
    let words = situation.depository.deposit(VaultContent("text", ["text": reason]))
    return [
      situation.append(.caseFile(caseID), [SettlementFeeDecided(settlement: agreement.id, fee: fee, reason: words)])
    ]
  }
}

extension Refusal {
  private static let feeArticle = Citation.litigationFees("38").text
  static var feeSettled: Refusal {
    Refusal(
      "feeSettled", Phrase("执行费的负担双方已经约定，或者已经决定", "The parties agreed on the fee, or it is decided"), citations: [feeArticle])
  }
  static var feeUndecided: Refusal {
    Refusal(
      "feeUndecided", Phrase("和解案件执行费由谁负担尚未决定", "Who bears the fee of the settlement is not decided yet"),
      citations: [feeArticle], remedy: Phrase("由法官决定执行费的负担", "A judge decides"))
  }
  /// The division rests on who bears the fee.
  static func unlessFeeKnown(_ file: CaseFile) throws(Refusal) {
    if file.performance.settlement?.isFeeOpen == true { throw .feeUndecided }
  }
}
