import Basics
import Yams

/// A fault in a configuration file: file, line, key, and what would be right.
public struct ConfigurationFault: Error, Sendable, CustomStringConvertible {
  public let file: String
  public let line: Int
  public let message: Phrase
  public init(file: String, line: Int, _ message: Phrase) {
    self.file = file
    self.line = line
    self.message = message
  }
  public var description: String { "\(file):\(line): \(message.zh) / \(message.en)" }
}

/// Reads a YAML file node by node, so that every fault names its line.
struct YAMLReader {
  let file: String

  func root(_ text: String) throws(ConfigurationFault) -> Node {
    do {
      guard let node = try Yams.compose(yaml: text) else {
        throw ConfigurationFault(file: file, line: 1, Phrase("文件为空", "The file is empty"))
      }
      return node
    } catch let fault as ConfigurationFault {
      throw fault
    } catch let YamlError.parser(_, problem, mark, _) {
      throw ConfigurationFault(file: file, line: mark.line, Phrase("YAML 有误：\(problem)", "Not valid YAML: \(problem)"))
    } catch let YamlError.scanner(_, problem, mark, _) {
      throw ConfigurationFault(file: file, line: mark.line, Phrase("YAML 有误：\(problem)", "Not valid YAML: \(problem)"))
    } catch {
      throw ConfigurationFault(file: file, line: 1, Phrase("YAML 有误：\(error)", "Not valid YAML: \(error)"))
    }
  }

  func fault(_ node: Node, _ zh: String, _ en: String) -> ConfigurationFault {
    ConfigurationFault(file: file, line: node.mark?.line ?? 1, Phrase(zh, en))
  }

  func list(_ node: Node, _ key: String) throws(ConfigurationFault) -> [Node] {
    guard let value = node.mapping?[key], let sequence = value.sequence else {
      throw fault(node, "缺少列表 \(key)", "The list \(key) is missing")
    }
    return Array(sequence)
  }
  func text(_ node: Node, _ key: String) throws(ConfigurationFault) -> String {
    guard let value = node.mapping?[key]?.scalar?.string, !value.isEmpty else {
      throw fault(node, "缺少 \(key)", "\(key) is missing")
    }
    return value
  }
  func optionalText(_ node: Node, _ key: String) -> String? { node.mapping?[key]?.scalar?.string }
  func flag(_ node: Node, _ key: String) -> Bool { node.mapping?[key]?.bool ?? false }

  /// Refuses keys that nothing reads: a misspelt key must not pass for a default.
  func known(_ node: Node, _ keys: Set<String>) throws(ConfigurationFault) {
    guard let mapping = node.mapping else { throw fault(node, "应为键值", "A mapping is expected") }
    for (key, _) in mapping {
      let name = key.scalar?.string ?? ""
      guard keys.contains(name) else {
        throw fault(
          key, "未知的键 \(name)；可用：\(keys.sorted().joined(separator: ", "))",
          "Unknown key \(name); known: \(keys.sorted().joined(separator: ", "))")
      }
    }
  }
}
