/// What the court knows of a person: the fields of ``Person/vaultKind``. An application adds to it and never empties it.
struct Particulars: Hashable {
  private(set) var fields: [String: String]

  init(_ fields: [String: String]) { self.fields = fields.filter { !$0.value.isEmpty } }

  /// Fields that stand together: an account without its bank would be paired with the bank of the one before.
  private static let groups = [["payeeAccount", "payeeName", "payeeBank"], ["agent", "agentPhone"]]
  /// The number to which one-time codes go. The first one recorded; a later one needs ``ConfirmPhone``.
  static let confirmedPhone = "confirmedPhone"

  func adding(_ given: [String: String]) -> Particulars {
    let given = given.filter { !$0.value.isEmpty }
    var next = self
    for group in Particulars.groups where given[group[0]] != nil && given[group[0]] != fields[group[0]] {
      for field in group { next.fields[field] = nil }
    }
    next.fields.merge(given) { _, new in new }
    next.fields[Particulars.confirmedPhone] = fields[Particulars.confirmedPhone] ?? fields["phone"] ?? next.fields["phone"]
    return next
  }

  func confirming(_ phone: String) -> Particulars {
    var next = self
    next.fields["phone"] = phone
    next.fields[Particulars.confirmedPhone] = phone
    return next
  }

  /// Names of the fields that differ, sorted.
  func changed(since known: Particulars) -> [String] {
    Set(fields.keys).union(known.fields.keys).filter { fields[$0] != known.fields[$0] }.sorted()
  }
}
