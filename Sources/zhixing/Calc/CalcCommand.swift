import ArgumentParser
import Basics
import EnforcementLaw
import Foundation
import Settings

/// `zhixing calc`: one rule of the law with its steps, or a batch of questions.
struct CalcCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calc", abstract: "Count a period, a fee, interest … and show how. 计算期间、费用、利息等并列出步骤。",
    usage: """
      zhixing calc                                    list the rules
      zhixing calc RULE                               list the fields of a rule
      zhixing calc RULE --FIELD VALUE … [--language zh|en]
      zhixing calc --batch                            JSON Lines from standard input to standard output
      """,
    discussion: "--law-data FOLDER and --config FOLDER name other data and a court's settings.")

  @Argument(parsing: .captureForPassthrough)
  var words: [String] = []

  func run() throws {
    let call = try Call(words)
    if call.isHelp { return print(CalcCommand.helpMessage()) }
    if call.isBatch {
      let books = try LawFiles.books(lawData: call.lawData, config: call.config)
      return try BatchRunner(books: books).run(from: .standardInput, to: .standardOutput)
    }
    guard let rule = call.rule else { return print(CalcHelp.rules(call.language)) }
    guard let calculator = Calculators.calculator(rule) else {
      throw CalcFailure(rule: rule, language: call.language)
    }
    guard !call.fields.isEmpty else { return print(CalcHelp.fields(of: calculator, call.language)) }
    let books = try LawFiles.books(lawData: call.lawData, config: call.config)
    do throws(LawRefusal) {
      print(CalcTable(call.language).text(calculator, try Calculators.answer(rule, call.fields, in: books)))
    } catch {
      throw CalcFailure(error, language: call.language)
    }
  }

  /// The words after `calc`, sorted out.
  struct Call {
    var rule: String?
    var fields: [CalcValue.Member] = []
    var language = Language.zh
    var isBatch = false
    var isHelp = false
    var lawData: String?
    var config: String?

    init(_ words: [String]) throws {
      var rest = words[...]
      while let word = rest.popFirst() {
        switch word {
        case "--batch": isBatch = true
        case "--help", "-h": isHelp = true
        case "--":
          continue
        case _ where word.hasPrefix("--"):
          guard let value = rest.popFirst() else { throw ValidationError("\(word): a value is missing / 缺少值") }
          try take(String(word.dropFirst(2)), value)
        case _ where rule == nil: rule = word
        default: throw ValidationError("\(word): not expected here / 多余的词")
        }
      }
    }

    private mutating func take(_ name: String, _ value: String) throws {
      switch name {
      case "language":
        guard let chosen = Language(rawValue: value) else { throw ValidationError("--language zh|en") }
        language = chosen
      case "law-data": lawData = value
      case "config": config = value
      default: fields.append(CalcValue.Member(name, value == "null" ? .null : .text(value)))
      }
    }
  }
}

/// What the law refuses, as a person at a terminal reads it.
struct CalcFailure: Error, CustomStringConvertible {
  let description: String

  init(_ refusal: LawRefusal, language: Language) {
    let field = refusal.field.isEmpty ? "" : " [\(refusal.field)]"
    let basis = refusal.citations.map { "\n  " + $0.text }.joined()
    description = refusal.message[language] + field + " (\(refusal.code))" + basis
  }
  init(rule: String, language: Language) {
    let names = Calculators.all.map(\.name).joined(separator: ", ")
    description = Phrase("没有名为“\(rule)”的规则，可用：\(names)", "There is no rule \"\(rule)\"; there are: \(names)")[language]
  }
}
