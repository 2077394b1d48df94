import Basics
import Casework
import Enforcement

/// A name that was typed for somebody known by another one, as it is told to whoever typed it.
struct KeptName: Sendable {
  let person: ID<Person>
  let known: String
  let typed: String
  var words: Phrase {
    Phrase(
      "该证件号码已登记的姓名（名称）是“\(known)”，本次填写的“\(typed)”未采用；登记有误的，在案件页面“更正当事人信息”",
      "This number is known as \(known); \(typed), as typed now, was not taken. Where the known name is wrong, correct the party's particulars on the case page"
    )
  }

  /// Of what a command appended.
  static func of(_ appended: [StreamEvents], _ services: CourtServices) async throws -> [KeptName] {
    let events = appended.flatMap(\.events)
    let kept = events.compactMap { $0 as? NameKept }
    guard !kept.isEmpty else { return [] }
    let parties = events.compactMap { $0 as? ApplicationReceived }.flatMap(\.parties)
    let entries = kept.compactMap { one in parties.first { $0.person == one.person }?.vault }
    let opened = try await services.vault.open(kept.map(\.typed) + entries)
    return kept.map { one in
      let entry = parties.first { $0.person == one.person }?.vault
      return KeptName(
        person: one.person, known: entry.flatMap { opened[$0]?.fields["name"] } ?? "",
        typed: opened[one.typed]?.fields["text"] ?? "")
    }
  }

  static let shape = Shape<KeptName>.object([
    .text("code") { _ in "nameKept" }, .id("person") { $0.person }, .text("known") { $0.known }, .text("typed") { $0.typed },
    .text("correctBy") { _ in CorrectParticulars.name }, .text("zh") { $0.words.zh }, .text("en") { $0.words.en },
  ])
}

extension CaseView {
  /// Parties for whom another name was typed than the one that they are known by, until somebody corrects or leaves it.
  func namesKept(_ reader: Reader) -> HTML {
    guard !file.filing.namesKept.isEmpty, asOf == nil else { return .empty }
    let lines = file.filing.namesKept.sorted { $0.key < $1.key }.map { person, typed -> HTML in
      let name = KeptName(person: person, known: people.person(person), typed: words.texts[typed] ?? "**")
      return """
        <p>\(reader(name.words)) <a \(href("\(path)/do/\(CorrectParticulars.name)?party=\(person)"))>\(reader(CorrectParticulars.title))</a></p>
        """
    }
    return banner(
      .warn, Phrase("证件号码相同而姓名不同", "The same number with another name"), next: "\(lines.joined())", reader)
  }
}
