import Basics

/// A thing that a unit, a clue or a report names.
struct FoundItem: Sendable {
  /// The most that one answer may name.
  static let most = 500
  static let fields = [
    Field("kind", Phrase("种类", "Kind"), .choice(Property.Kind.allCases.map { Field.Choice($0.rawValue, $0.name) })),
    Field("identity", Phrase("标识", "Identity"), .text(max: 60)), Field("value", Phrase("价值", "Value"), .money),
    Field("exempt", Phrase("豁免部分", "Exempt"), .money, required: false),
    Field("label", Phrase("说明", "Label"), .text(max: 200), required: false),
    Field("address", Phrase("坐落", "Address"), .text(max: 200), required: false),
  ]
  let kind: Property.Kind
  let unit: String
  let identity: String
  let value: Money
  let exempt: Money
  let vault: [String: String]

  init(_ input: inout Input, unit: String) {
    kind = input.choice("kind") ?? .deposit
    self.unit = unit
    identity = input.text("identity", max: 60)
    value = input.money("value", allowZero: true)
    exempt = input.money("exempt", required: false, allowZero: true)
    vault = [
      "identity": identity, "label": input.text("label", required: false), "address": input.text("address", required: false),
      "unit": unit,
    ]
  }
  var key: IdentityKey {
    switch kind {
    case .deposit: IdentityKey("account@\(unit)", identity)
    case .realEstate: IdentityKey("certificate", identity)
    case .vehicle: IdentityKey("plate", identity)
    case .policy: IdentityKey("policy@\(unit)", identity)
    case .security: IdentityKey("security@\(unit)", identity)
    case .goods: IdentityKey("goods", identity)
    }
  }

  /// A bank keeps accounts, a registry its own kind of thing: nothing else is taken from it, for it could not be controlled there.
  func check(_ situation: Situation) throws(Refusal) {
    guard let unit = situation.units.first(where: { $0.key == unit }) else { return }
    let keeper: PartnerUnit.Kind =
      switch kind {
      case .deposit: .bank
      case .realEstate: .realEstate
      case .vehicle: .vehicle
      case .policy: .insurer
      case .security: .securities
      case .goods: .site
      }
    guard unit.kind == keeper else { throw .notThatUnitsKind(kind, unit) }
  }

  /// The thing's own record: new, or known better than before.
  func record(_ draft: inout Draft) -> (ID<Property>, VaultRef) {
    let situation = draft.situation
    let known = situation.identities[key]
    let content = VaultContent("property", vault)
    if let property = draft.property(digest: known?.digest) ?? known?.id.map({ ID<Property>(raw: $0) }) {
      let ref = situation.depository.deposit(content, newVersionOf: situation.property(property).vault)
      draft.add(.property(property), [PropertyUpdated(vault: ref)])
      return (property, ref)
    }
    let property = situation.ids.next(Property.self)
    let ref = situation.depository.deposit(content)
    draft.add(
      .property(property),
      [PropertyRecorded(kind: kind, unit: unit, identityKind: key.kind, identityDigest: known?.digest ?? "", vault: ref)])
    return (property, ref)
  }

  @discardableResult
  func add(
    to caseID: ID<CaseFile>, debtor: ID<Person>, request: ID<PartnerRequest>?, entry: ID<HandEntry>? = nil, _ draft: inout Draft
  ) -> ID<Property> {
    let (property, ref) = record(&draft)
    draft.add(
      .caseFile(caseID),
      [
        PropertyFound(
          property: property, kind: kind, unit: unit, debtor: debtor, value: value, exempt: exempt, vault: ref, request: request,
          entry: entry)
      ])
    return property
  }
}
