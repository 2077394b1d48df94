import ArgumentParser
import Basics
import Enforcement
import EnforcementLaw
import Foundation
import Settings

/// `zhixing settings`: what the law leaves to the court, with this court's value and where it comes from.
struct SettingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings",
    abstract: "List the court's discretionary settings: name, value, origin, rule. Checks the configuration on the way. 裁量参数。")
  @OptionGroup var options: ConfigurationOptions
  @Flag(help: "In English.") var english = false

  func run() throws {
    let configuration = try options.read()
    let settings = configuration.books.law.settings
    for spec in CourtSettings.catalogue {
      let used = settings.used(spec.name, spec.text(in: settings))
      print(
        "\(spec.name) = \(spec.text(in: settings))  [\(used.origin)]  \(spec.rule)  \(english ? spec.phrase.en : spec.phrase.zh)")
    }
  }
}

/// `zhixing process`: the map of nodes that a court's line follows.
struct ProcessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "process", abstract: "The process map. 流程节点。", subcommands: [Check.self])

  /// `zhixing process check`: reads the whole configuration and lists the nodes; names file, line and fault otherwise.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check config/process.yaml and list its nodes with clock, owner and basis. 检查流程配置。")
    @OptionGroup var options: ConfigurationOptions
    @Flag(help: "In English.") var english = false

    func run() throws {
      let process = try options.read().books.process
      for node in process.nodes.values.sorted(by: { ($0.module, $0.key) < ($1.module, $1.key) }) {
        let limit = node.limit.map { words($0.amount) } ?? "-"
        print(
          "\(node.module)  \(node.key)  \(english ? node.name.en : node.name.zh)  \(limit)  \(node.owner.rawValue)  \(node.basis)"
        )
      }
      ImportCommand.say("\(process.nodes.count) nodes. 共 \(process.nodes.count) 个节点。")
    }

    /// As the file writes it.
    private func words(_ amount: ProcessMap.Limit.Amount) -> String {
      switch amount {
      case .minutes(let count): "\(count)min"
      case .hours(let count): "\(count)h"
      case .days(let count): "\(count)d"
      case .workdays(let count): "\(count)wd"
      case .months(let count): "\(count)mo"
      case .years(let count): "\(count)yr"
      }
    }
  }
}

/// Where a court's configuration lies.
struct ConfigurationOptions: ParsableArguments {
  @Option(help: "Folder of the court's configuration. 配置目录。") var config = "config"
  @Option(help: "Folder of calendars and rates. 日历和利率目录。") var lawData = "data-law"

  func read() throws -> CourtConfiguration {
    try CourtConfiguration.read(config: URL(filePath: config), lawData: URL(filePath: lawData))
  }
}
