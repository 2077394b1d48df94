import Basics
import Enforcement

/// Minutes, promises, calls and files of a case's answer.
extension CaseAnswer {
  static let talkMembers: [Member<CaseAnswer>] = [
    .list("livelihoodGrounds", Shapes.text) { $0.file.filing.livelihoodGrounds.map(\.rawValue) },
    .list("minutes", minutes) { $0.each($0.file.minutes.kept) },
    .list("promises", promise) { answer in
      answer.each(answer.file.reception.promises.values.sorted { ($0.until, $0.id) < ($1.until, $1.id) })
    },
    .list("calls", call) { $0.each($0.file.reception.calls) },
    .list("files", attached) { $0.each($0.file.files.kept) },
    .list("attachments", attachment) { $0.each(Array($0.file.attachments.enumerated().map { Placed(place: $0, file: $1) })) },
    .part("archive", archive) { $0.file.archive.compiled == nil ? nil : $0.file.archive },
  ]

  private static let minutes = Shape<Of<Minutes.Sheet>>.object([
    .id("paper") { $0.it.paper }, .word("template") { $0.it.template }, .id("person") { $0.it.person },
    .maybe("personName") { $0.by.name($0.it.person) }, .moment("begins") { $0.it.begins }, .moment("ends") { $0.it.ends },
    .text("recordedBy") { $0.it.recordedBy.description }, .flag("signed") { $0.it.isSigned }, .day("closedOn") { $0.it.closedOn },
    .maybe("text") { $0.by.words[$0.it.text] },
    .list(
      "signatures",
      Shape<Minutes.Signature>.object([
        .word("signer") { $0.signer }, .moment("at") { $0.at }, .flag("onScreen") { $0.strokes != nil },
      ])
    ) { $0.it.signatures },
  ])
  private static let promise = Shape<Of<Reception.PromiseState>>.object([
    .id("promise") { $0.it.id }, .id("person") { $0.it.person }, .maybe("personName") { $0.by.name($0.it.person) },
    .sum("amount") { $0.it.amount }, .day("until") { $0.it.until }, .day("madeOn") { $0.it.madeOn }, .id("sheet") { $0.it.sheet },
    .word("outcome") { $0.it.outcome },
  ])
  private static let call = Shape<Of<Reception.Call>>.object([
    .word("direction") { $0.it.direction }, .id("person") { $0.it.person }, .maybe("personName") { $0.by.name($0.it.person) },
    .flag("reached") { $0.it.reached }, .moment("at") { $0.it.at }, .maybe("about") { $0.by.words[$0.it.about] },
    .text("loggedBy") { $0.it.by.description },
  ])
  private static let archive = Shape<Archive>.object([
    .day("compiledOn") { $0.compiled?.on }, .day("archivedOn") { $0.archived?.on },
    .maybe("shelfmark") { $0.archived?.shelfmark },
    .list(
      "items",
      Shape<ArchiveItem>.object([
        .word("kind") { $0.kind }, .text("item") { "\($0.item)" }, .count("pages") { $0.pages },
      ])
    ) { $0.compiled?.items ?? [] },
  ])
  /// Papers of the earlier system and what came with entries by hand, by their place in `/cases/{id}/attachments/{place}`.
  private struct Placed: Sendable {
    let place: Int
    let file: Attachment
  }
  private static let attachment = Shape<Of<Placed>>.object([
    .count("place") { $0.it.place }, .id("file") { $0.it.file.file.id }, .maybe("title") { $0.by.words[$0.it.file.title] },
    .text("sha256") { $0.it.file.sha256 }, .count("bytes") { $0.it.file.bytes },
  ])
  private static let attached = Shape<Of<Files.FileState>>.object([
    .id("file") { $0.it.id }, .word("kind") { $0.it.kind }, .word("media") { $0.it.media },
    .maybe("title") { $0.by.words[$0.it.title] },
    .text("sha256") { $0.it.sha256 }, .count("bytes") { $0.it.bytes }, .moment("at") { $0.it.at },
    .text("by") { $0.it.by.description },
    .id("sheet") { $0.it.sheet },
  ])
}
