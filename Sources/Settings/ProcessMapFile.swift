import Basics
import Enforcement
import Yams

/// Reads `config/process.yaml`. Every fault names its line; signals and conditions come from closed lists.
public enum ProcessMapFile {
  public static func read(_ text: String, file: String = "config/process.yaml") throws(ConfigurationFault) -> ProcessMap {
    let reader = YAMLReader(file: file)
    let root = try reader.root(text)
    try reader.known(root, ["version", "modules"])
    var modules: [ProcessMap.Module] = []
    var nodes: [ProcessMap.Node] = []
    var seen: Set<String> = []
    for item in try reader.list(root, "modules") {
      try reader.known(item, ["key", "zh", "en", "nodes"])
      let module = try reader.text(item, "key")
      var keys: [String] = []
      for entry in try reader.list(item, "nodes") {
        let node = try self.node(entry, module, reader)
        guard seen.insert(node.key).inserted else {
          throw reader.fault(entry, "节点 \(node.key) 重复", "Node \(node.key) stands twice")
        }
        nodes.append(node)
        keys.append(node.key)
      }
      modules.append(
        ProcessMap.Module(key: module, name: Phrase(try reader.text(item, "zh"), try reader.text(item, "en")), nodes: keys))
    }
    return ProcessMap(modules: modules, nodes: nodes)
  }

  private static func node(_ entry: Node, _ module: String, _ reader: YAMLReader) throws(ConfigurationFault) -> ProcessMap.Node {
    try reader.known(
      entry,
      [
        "key", "zh", "en", "opens", "closes", "limit", "from", "basis", "owner", "message", "warnings", "perCase", "afterClosing",
        "pauses",
      ])
    let key = try reader.text(entry, "key")
    let basis = try reader.text(entry, "basis")
    guard let owner = Role(rawValue: try reader.text(entry, "owner")) else {
      throw reader.fault(entry, "\(key)：没有这个角色", "\(key): no such role")
    }
    let opens = try triggers(entry, "opens", reader)
    let closes = try triggers(entry, "closes", reader)
    var message: Phrase?
    if let words = entry.mapping?["message"] { message = Phrase(try reader.text(words, "zh"), try reader.text(words, "en")) }
    return ProcessMap.Node(
      key: key, name: Phrase(try reader.text(entry, "zh"), try reader.text(entry, "en")), module: module, opens: opens,
      closes: closes,
      limit: try limit(entry, key, reader), basis: basis, statutory: !basis.hasPrefix("cfg"), owner: owner, message: message,
      warnings: try warnings(entry, reader), perCase: reader.flag(entry, "perCase"),
      afterClosing: reader.flag(entry, "afterClosing"), pauses: reader.flag(entry, "pauses"))
  }

  private static func triggers(_ entry: Node, _ key: String, _ reader: YAMLReader) throws(ConfigurationFault) -> [ProcessMap
    .Trigger]
  {
    var triggers: [ProcessMap.Trigger] = []
    for item in try reader.list(entry, key) {
      let words = (item.scalar?.string ?? "").split(separator: " ").map(String.init)
      guard let signal = words.first, SignalNames.all.contains(signal) else {
        throw reader.fault(item, "\(key)：没有事件“\(words.first ?? "")”", "\(key): no event “\(words.first ?? "")”")
      }
      var condition: ProcessMap.Condition?
      if words.count > 1 {
        guard words.count == 3, words[1] == "if", let known = ProcessMap.Condition(rawValue: words[2]) else {
          let allowed = ProcessMap.Condition.allCases.map(\.rawValue).joined(separator: ", ")
          throw reader.fault(item, "条件有误；可用：\(allowed)", "Not a condition; known: \(allowed)")
        }
        condition = known
      }
      triggers.append(ProcessMap.Trigger(signal: signal, condition: condition))
    }
    guard !triggers.isEmpty else { throw reader.fault(entry, "\(key) 为空", "\(key) is empty") }
    return triggers
  }

  private static func limit(_ entry: Node, _ key: String, _ reader: YAMLReader) throws(ConfigurationFault) -> ProcessMap.Limit? {
    guard let text = reader.optionalText(entry, "limit") else {
      throw reader.fault(entry, "节点 \(key) 没有期限", "Node \(key) has no clock")
    }
    let digits = text.prefix { $0.isNumber }
    guard let count = Int(digits), (0...10_000).contains(count) else {
      throw reader.fault(entry, "期限“\(text)”有误", "“\(text)” is not a limit")
    }
    let amount: ProcessMap.Limit.Amount
    switch text.dropFirst(digits.count) {
    case "min": amount = .minutes(count)
    case "h": amount = .hours(count)
    case "d": amount = .days(count)
    case "wd": amount = .workdays(count)
    case "mo": amount = .months(count)
    case "yr": amount = .years(count)
    default: throw reader.fault(entry, "期限“\(text)”的单位须为 min h d wd mo yr", "The unit of “\(text)” must be min h d wd mo yr")
    }
    guard let from = reader.optionalText(entry, "from") else { return ProcessMap.Limit(amount) }
    guard let start = ProcessMap.Limit.Start(rawValue: from) else {
      throw reader.fault(entry, "from“\(from)”有误", "“\(from)” is not a start")
    }
    return ProcessMap.Limit(amount, from: start)
  }

  /// The warning ladders: owner, then lead, then command centre.
  private static let ladders: [String: [ProcessMap.Warning]] = [
    "W1": [.percent(50), .percent(100), .workdays(1)], "W2": [.days(-3), .days(-1), .days(0)],
    "W3": [.days(-5), .days(-2), .days(0)],
    "W4": [.days(-30), .days(-15), .days(-3)], "WH": [.percent(50), .percent(80), .percent(100)],
    "WX": [.days(-30), .days(-15), .days(-3)],
    "none": [],
  ]
  private static func warnings(_ entry: Node, _ reader: YAMLReader) throws(ConfigurationFault) -> [ProcessMap.Warning] {
    let name = try reader.text(entry, "warnings")
    guard let ladder = ladders[name] else { throw reader.fault(entry, "没有预警梯度 \(name)", "No warning ladder \(name)") }
    return ladder
  }
}
