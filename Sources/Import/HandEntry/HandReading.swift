import Basics
import Enforcement

/// What a row of a table means in one case: names become persons and units, words of courts become those of the command.
struct HandReading {
  /// Debtors of the case by what they are called: name, ID number, id.
  let debtors: [(person: ID<Person>, names: [String])]
  let units: [PartnerUnit]

  struct Read {
    let fields: [String: InputValue]
    /// Fields are columns.
    var faults: [Input.Fault]
  }

  func read(_ row: HandTable.Row) -> Read {
    var fields: [String: InputValue] = [:]
    var faults: [Input.Fault] = []
    for column in HandColumn.allCases where column != .number {
      let text = row.cells[column] ?? ""
      switch column {
      case .number: break
      case .debtor: debtor(text, &fields, &faults)
      case .unit: unit(text, row, &fields, &faults)
      case .kind: fields["kind"] = .text(HandReading.kind(text))
      case .outcome: fields["outcome"] = .text(HandReading.outcome(text))
      case .value, .exempt, .held: fields[column.rawValue] = .text(HandReading.money(text))
      case .from, .until: fields[column.rawValue] = .text(DayText.read(text).map { "\($0)" } ?? text)
      case .identity, .label, .address, .rank, .reason: fields[column.rawValue] = .text(text)
      }
      if row.cut.contains(column) {
        faults.append(
          Input.Fault(
            column.rawValue, "digitsLost",
            Phrase(
              "数字超过 15 位，末尾已被表格软件改为零；请把该列设为文本",
              "More than 15 digits: the spreadsheet has cut the last ones; format the column as text")))
      }
    }
    for (name, value) in fields where value == .text("") { fields[name] = nil }
    var input = Input(fields)
    _ = HandRow(&input)
    // A name that fits nobody is said once, in its own words.
    let known = Set(faults.map(\.field))
    return Read(fields: fields, faults: faults + input.faults.filter { !known.contains($0.field) })
  }

  private func debtor(_ text: String, _ fields: inout [String: InputValue], _ faults: inout [Input.Fault]) {
    if text.isEmpty, debtors.count == 1, let only = debtors.first { return fields["debtor"] = "\(only.person)" }
    let matching = debtors.filter { $0.names.contains(text) }
    if matching.count == 1 { return fields["debtor"] = "\(matching[0].person)" }
    let words =
      text.isEmpty
      ? Phrase("本案有几名被执行人，写明是谁", "The case has several debtors; say which")
      : matching.isEmpty
        ? Phrase("“\(text)”不是本案被执行人", "“\(text)” is no debtor of this case")
        : Phrase("本案有几名“\(text)”，写证件号码", "Several debtors are called “\(text)”; write the ID number")
    faults.append(Input.Fault("debtor", "notADebtor", words, citations: ["法释〔2013〕20号第7条第3款"]))
  }

  private func unit(
    _ text: String, _ row: HandTable.Row, _ fields: inout [String: InputValue], _ faults: inout [Input.Fault]
  ) {
    if text.isEmpty, HandReading.kind(row.cells[.kind] ?? "") == Property.Kind.goods.rawValue,
      let site = units.first(where: { $0.kind == .site })
    {
      return fields["unit"] = .text(site.key)
    }
    let unit = units.first {
      $0.key.lowercased() == text.lowercased() || $0.name.zh == text || $0.name.en.lowercased() == text.lowercased()
    }
    if let unit { return fields["unit"] = .text(unit.key) }
    guard !text.isEmpty else { return }
    faults.append(
      Input.Fault(
        "unit", "noSuchUnit",
        Phrase(
          "没有协助单位“\(text)”；由管理员在 config/units.yaml 中登记（只收书面的写 channel: paper）",
          "There is no unit “\(text)”; the administrator adds it to config/units.yaml (with channel: paper where it takes paper only)"
        )))
  }

  private static func kind(_ text: String) -> String {
    if ["查无", "查无财产", "无", "未查到", "nothing", "none"].contains(text.lowercased()) { return HandRow.nothing }
    return Property.Kind.read(text)?.rawValue ?? text
  }

  private static func outcome(_ text: String) -> String {
    switch text.lowercased() {
    case "已控制", "生效", "已生效", "成功", "已查封", "已扣押", "已冻结", "查封", "扣押", "冻结", "首封", "effective": "effective"
    case "轮候", "轮候查封", "轮候冻结", "queued", "waiting": "queued"
    case "失败", "未成功", "未控制", "failed": "failed"
    default: text
    }
  }

  /// `￥1,234.50元` as people write sums.
  private static func money(_ text: String) -> String {
    String(text.filter { !",，￥¥元 ".contains($0) })
  }
}
