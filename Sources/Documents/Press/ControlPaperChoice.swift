import Basics
import Casework
import Enforcement
import EnforcementLaw
import Wording

/// Rulings on property and the notices to units that carry them out.
extension CaseSheet {
  // MARK: Rulings

  var controlRuling: ControlRuling {
    let ruling = file.seizure.rulings[paper.id]
    let kinds = ruling?.kinds ?? []
    let controlled = file.search.foundList.filter { kinds.contains($0.kind) }
    let properties = controlled.map { found in
      ControlledProperty(
        found.kind.controlled, owner: name(found.debtor), what: thing(found),
        term: .months(ruling?.months[found.kind] ?? found.kind.longestMonths))
    }
    var terms: [ControlRuling.OtherTerm] = []
    for kind in kinds where !terms.contains(where: { $0.kind == kind.controlled }) {
      terms.append(.init(kind.controlled, months: ruling?.months[kind] ?? kind.longestMonths))
    }
    return ControlRuling(
      ceiling: ruling?.ceiling ?? file.filing.claimed, properties: properties, coversOtherProperty: true, otherTerms: terms)
  }

  var renewalRuling: RenewalRuling {
    let renewal = file.seizure.renewals[paper.id]
    let measures = (renewal?.measures ?? []).compactMap { file.seizure.measures[$0] }
    let properties = measures.map { measure in
      ControlledProperty(
        measure.kind.controlled, owner: name(measure.debtor), what: thing(measure),
        amount: measure.kind == .deposit ? measure.requested : nil,
        term: newTerm(measure, months: renewal?.each[measure.id] ?? renewal?.months ?? 12))
    }
    return RenewalRuling(earlierRuling: rulings(of: measures), properties: properties, onApplication: false)
  }

  /// The days asked of the unit; before the signature those that a signature today would ask for.
  private func newTerm(_ measure: Seizure.MeasureState, months: Int) -> ControlledProperty.Term {
    if let until = renewedUntil(measure.id) { return .days(from: measure.until + 1, to: until) }
    let law = books.law
    let end = try? SeizureTerm.renewedEnd(
      measure.kind.term, oldEnd: measure.until, served: date, months: months, settings: law.settings, calendar: law.calendar)
    return end.map { .days(from: measure.until + 1, to: $0.value) } ?? .months(months)
  }
  private func renewedUntil(_ measure: ID<Measure>) -> Day? {
    events.lazy.compactMap { $0 as? RenewalRequested }.last { $0.measure == measure }?.until
  }

  var releaseRuling: ReleaseRuling {
    let release = file.seizure.releases[paper.id]
    // What no longer exceeds the debt on the day of the signature is not released, though the draft named it.
    let asked = Set(events.compactMap { $0 as? ReleaseRequested }.filter { $0.ruling == paper.id }.map(\.measure))
    let measures = (release?.measures ?? []).filter { asked.isEmpty || asked.contains($0) }
      .compactMap { file.seizure.measures[$0] }
    let properties = measures.map { measure in
      ControlledProperty(
        measure.kind.controlled, owner: name(measure.debtor), what: thing(measure), amount: released(measure, release),
        term: .days(from: measure.from, to: measure.until))
    }
    return ReleaseRuling(
      earlierRuling: rulings(of: measures), ground: release?.ground.words ?? .debtSatisfied, properties: properties)
  }

  /// The sum let go of a deposit: all that is held, or what exceeds the part to be kept.
  private func released(_ measure: Seizure.MeasureState, _ release: Seizure.Release?) -> Money? {
    guard measure.kind == .deposit else { return nil }
    let requested = events.lazy.compactMap { $0 as? ReleaseRequested }.last { $0.measure == measure.id }
    let keep = release?.keeps[measure.id] ?? requested?.keep ?? .zero
    let held = measure.amount > .zero ? measure.amount : measure.requested
    return max(.zero, held - keep)
  }

  var transferRuling: TransferRuling {
    let parts = file.disposal.rulings[paper.id] ?? []
    return TransferRuling(
      sources: parts.map { part in
        let measure = file.seizure.measures[part.measure]
        return TransferRuling.Source(
          owner: measure.map { name($0.debtor) } ?? CaseSheet.unknown, what: measure.map(thing) ?? CaseSheet.unknown,
          amount: part.amount, noun: measure?.kind == .policy ? "现金价值" : "存款")
      })
  }

  func rulings(of measures: [Seizure.MeasureState]) -> String {
    var numbers: [String] = []
    for measure in measures where !numbers.contains(number(measure.ruling)) { numbers.append(number(measure.ruling)) }
    return numbers.isEmpty ? number(nil) : numbers.joined(separator: "、")
  }

  // MARK: Notices to units

  private var institution: String { measure.map { unit($0.unit) } ?? "有关协助单位" }
  private var rulingNumber: String { number(ruling?.id ?? measure?.ruling) }
  private var isRenewal: Bool { ruling?.kind == .renewalRuling }
  private var owner: PaperParty { measure.map { party($0.debtor) } ?? together([]) }

  var freezeNotice: AssistFreezeNotice {
    let until = measure.flatMap { isRenewal ? renewedUntil($0.id) : nil } ?? measure?.until ?? date
    let from = measure.map { isRenewal ? $0.until + 1 : $0.from } ?? date
    return AssistFreezeNotice(
      to: institution, isRenewal ? .renew : .freeze, debtor: owner, account: identity, amount: measure?.requested ?? .zero,
      from: from, to: until, ruling: rulingNumber)
  }

  var sealNotice: AssistSealNotice {
    let until = measure.flatMap { isRenewal ? renewedUntil($0.id) : nil } ?? measure?.until ?? date
    let from = measure.map { isRenewal ? $0.until + 1 : $0.from } ?? date
    let fields = fields(measure)
    let place = fields["address"] ?? ""
    let limit = measure.flatMap { $0.kind == .security ? "（冻结市值以\($0.requested.onPaper)为限）" : nil } ?? ""
    let what = place.isEmpty ? fields["label"].map { $0 + limit } : place
    let object = AssistObject(
      measure?.kind.object ?? .other, owner: owner.name, what: known(what ?? measure?.kind.name.zh), number: identity,
      term: .days(from: from, to: until))
    return AssistSealNotice(to: institution, isRenewal ? .renew : .seal, objects: [object], ruling: rulingNumber)
  }

  var releaseNotice: AssistReleaseNotice {
    guard let measure else { return AssistReleaseNotice(to: institution, measures: [CaseSheet.unknown], ruling: rulingNumber) }
    let sum = released(measure, ruling.flatMap { file.seizure.releases[$0.id] }).map { "的存款\($0.onPaper)" } ?? ""
    let verb = measure.kind.controlled.verb
    let place = measure.kind == .deposit ? "在" : "的"
    return AssistReleaseNotice(
      to: institution, measures: ["\(owner.name)\(place)\(thing(measure))\(sum)的\(verb)"], ruling: rulingNumber)
  }

  var transferNotice: AssistTransferNotice {
    let part = ruling.flatMap { file.disposal.rulings[$0.id] }?.first { $0.measure == measure?.id }
    return AssistTransferNotice(
      to: institution, debtor: owner, account: identity, amount: part?.amount ?? measure?.amount ?? .zero, ruling: rulingNumber,
      noun: measure?.kind == .policy ? "保险单现金价值" : "存款")
  }

  // MARK: Things

  private func fields(_ measure: Seizure.MeasureState?) -> [String: String] {
    measure.flatMap { file.search.found[$0.property] }.flatMap { words[$0.vault]?.fields } ?? [:]
  }
  private var identity: String { known(fields(measure)["identity"]) }

  func thing(_ measure: Seizure.MeasureState) -> String {
    file.search.found[measure.property].map(thing) ?? "\(unit(measure.unit))\(measure.kind.name.zh)"
  }

  /// `临江银行6222…账户`, `坐落于…的不动产（…）`, `浙J12345号小型轿车`.
  func thing(_ found: Search.Found) -> String {
    let fields = words[found.vault]?.fields ?? [:]
    let identity = known(fields["identity"])
    let label = fields["label"] ?? ""
    let address = fields["address"] ?? ""
    switch found.kind {
    case .deposit: return "\(unit(found.unit))\(identity)账户"
    case .realEstate:
      let what = address.isEmpty ? (label.isEmpty ? "不动产" : label) : "坐落于\(address)的不动产"
      return "\(what)（\(identity)）"
    case .vehicle: return "\(identity)号\(label.isEmpty ? "机动车" : label)"
    case .security: return "证券账户\(identity)所持\(label.isEmpty ? "证券" : label)"
    case .policy: return "\(unit(found.unit))\(identity)号保险单\(label.isEmpty ? "" : "（\(label)）")"
    case .goods: return "\(address.isEmpty ? "" : "存放于\(address)的")\(label.isEmpty ? "动产" : label)（\(identity)）"
    }
  }
}

extension Property.Kind {
  /// The tier of 民诉法解释 485.
  var controlled: ControlledProperty.Kind {
    switch self {
    case .deposit: .deposit
    case .vehicle, .goods: .movable
    case .realEstate: .immovable
    case .policy, .security: .otherRight
    }
  }
  var term: SeizureTerm.Kind {
    switch self {
    case .deposit: .deposit
    case .vehicle, .goods: .movable
    case .realEstate: .immovable
    case .policy, .security: .right
    }
  }
  var longestMonths: Int { SeizureTerm.monthsMax(term, settings: .standard).value }
  var object: AssistObject.Kind {
    switch self {
    case .deposit, .goods: .other
    case .vehicle: .vehicle
    case .realEstate: .immovable
    case .policy: .insurance
    case .security: .securities
    }
  }
}

extension Enforcement.ReleaseGround {
  /// The ground as the ruling says it.
  var words: Wording.ReleaseGround {
    switch self {
    case .performed: .debtSatisfied
    case .excess: .other("所冻结款项超出应当控制的数额")
    case .withdrawn: .applicationWithdrawn
    case .thirdPartyOwned: .belongsToThirdParty
    case .security: .securityAccepted
    case .exempt: .other("该财产属于依法应当豁免执行的财产")
    case .caseClosed: .other("本案执行程序已经终结")
    }
  }
}
