import Basics
import Enforcement

/// Where an act of a case is done: most have a form made of their fields, some a page of their own.
enum CaseDoors {
  /// A page of its own; nil for the form.
  static func path(_ command: String, _ id: ID<CaseFile>) -> String? {
    switch command {
    case RecordMinutes.name, SignMinutes.name, CloseMinutes.name, WithdrawMinutes.name: "/cases/\(id)/minutes"
    case AttachFile.name: "/cases/\(id)/files"
    default: nil
    }
  }
  static func form(_ command: String, _ id: ID<CaseFile>) -> String { "/cases/\(id)/do/\(command)" }

  /// Acts that the page of another act holds: they have no button of their own.
  static let elsewhere: Set<String> = [SignMinutes.name, CloseMinutes.name, WithdrawMinutes.name]

  /// Acts that only add to what there is: whatever happened in the case meanwhile, they stand.
  static let onlyAdds: Set<String> = [LogCall.name, RecordPromise.name]

  /// Forms in which somebody may type for a while: what is typed is kept.
  static func isLong(_ type: any Command.Type) -> Bool {
    type.fields.contains { field in
      switch field.kind {
      case .group: true
      case .longText(let max): max >= 1000
      case .text, .money, .day, .number, .flag, .choice, .choices, .pick, .picks: false
      }
    }
  }
}
