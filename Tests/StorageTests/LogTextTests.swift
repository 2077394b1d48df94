import Basics
import Enforcement
import Testing
import Wording

/// What may stand in the log as text. People's words, names and numbers are in the vault: an event field that could hold them does
/// not belong here.
struct LogTextTests {
  /// Every text field of every event, with what it holds.
  static let allowed: [String: String] = [
    "zh": "a sentence of the system, in Chinese", "en": "the same in English", "number": "a case's or an instrument's number",
    "court": "a court's code or name", "digest": "a salted or keyed hash", "idDigest": "a keyed hash",
    "rowDigests": "keyed hashes", "shelfmark": "the archive's number of a volume: letters and digits",
    "identityDigest": "a keyed hash", "bankLineDigest": "a keyed hash", "lineDigest": "a keyed hash",
    "statement": "the bank's number of a statement",
    "payment": "the court's number of a payment", "entry": "the name of an entry", "entries": "names of entries",
    "previous": "a digest",
    "keyID": "which of the court's keys", "publicKey": "a key of the court",
    "signature": "a signature of the court", "sha256": "a hash of a sealed file",
    "code": "a paper's check code", "unit": "a unit's key", "units": "keys of units", "key": "a key of configuration",
    "settingsVersion": "a hash of settings", "subject": "an id", "about": "ids", "to": "an id or a unit's key",
    "by": "an event's name",
    "via": "a word of a list", "idKind": "a word of a list", "identityKind": "a word of a list", "ground": "a word of a list",
    "reason": "a word of a list", "missing": "words of a list", "changed": "names of fields", "team": "a team's key",
    "cause": "what a dispute is about: the name of a kind", "earlierCase": "a case's number",
    "docketRef": "the sender's number of a case", "related": "numbers of cases",
    "interest": "the notation of docs/docket-format.md",
    "answerID": "the unit's number of its answer", "notice": "the unit's number of its notice",
    "subAccount": "the court's own sub-account of a case",
    "indivisibleReason": "a sentence of the system, of older entries",
    // The law library's account of a figure.
    "rule": "a rule's number", "law": "a law's name", "version": "a law's version", "article": "an article",
    "document": "a document",
    "figure": "a sum, a day or a rate", "name": "a setting's name", "value": "a setting's value",
    "origin": "where a setting was set",
    // Credits of the bank.
    "seen": "a keyed hash", "whole": "a keyed hash", "payer": "a keyed hash of an account", "payerName": "a keyed hash of a name",
    "place": "the name of an entry, or an id",
    "tracking": "the post's number of a letter",
    // Mass payouts.
    "lines": "numbers of lines", "amounts": "sums", "chunks": "numbers of files", "accepted": "numbers of lines",
    "settled": "numbers of lines", "failed": "numbers of lines", "returned": "numbers of lines",
    "file": "a hash of a bank's file", "source": "an account of the ledger",
    "account": "the court's own account, or a keyed hash of a payee's", "bank": "the code of the court's bank",
  ]

  @Test func everyTextFieldOfTheLogIsKnown() throws {
    let source = SampleDecoder.Source()
    func open<Sampled: Event>(_ type: Sampled.Type) throws { _ = try SampleDecoder.sample(type, source) }
    for type in eventCatalogue { try open(type) }
    #expect(source.texts.subtracting(LogTextTests.allowed.keys).sorted() == [], "may a person's words come in here?")
    #expect(Set(LogTextTests.allowed.keys).subtracting(source.texts).sorted() == [], "no event has such a field any more")
  }

  /// Says whatever person is asked for as the masked name that a reader without rights sees.
  private let speaker = Speaker(
    person: { _ in "赵**" }, staff: { _ in "承办人" }, unit: { _ in Phrase("某单位", "a unit") }, node: { _ in Phrase("某节点", "a node") })
  private let inEnglish = Speaker(
    person: { _ in "Zhao**" }, staff: { _ in "the handler" }, unit: { _ in Phrase("某单位", "a unit") },
    node: { _ in Phrase("某节点", "a node") })

  /// Each event in up to `choices` shapes: the cases of its enums one after the other.
  private func samples(_ type: any Event.Type, choices: Int) throws -> [any Event] {
    func open<Sampled: Event>(_ type: Sampled.Type, _ source: SampleDecoder.Source) throws -> any Event {
      try SampleDecoder.sample(type, source)
    }
    return try (0..<choices).map { choice in
      let source = SampleDecoder.Source()
      source.choice = choice
      return try open(type, source)
    }
  }

  @Test func everyEventIsASentenceInBothLanguages() throws {
    for type in eventCatalogue {
      for event in try samples(type, choices: 24) {
        let chinese = EventSentence.of(event, speaker)?.zh ?? ""
        let english = EventSentence.of(event, inEnglish)?.en ?? ""
        #expect(chinese.contains { isHan($0) }, "\(type.name) says “\(chinese)”")
        #expect(english.contains { $0.isLetter && $0.isASCII }, "\(type.name) says “\(english)”")
        #expect(!english.contains { isHan($0) }, "\(type.name) says “\(english)” in English")
      }
    }
  }

  /// Ids here have 13 digits, as have no phone, ID number or account fewer than 11: none may show.
  @Test func noSentenceShowsAnIdentity() throws {
    for type in eventCatalogue {
      for event in try samples(type, choices: 24) {
        let sentence = EventSentence.of(event, speaker)
        for text in [sentence?.zh ?? "", sentence?.en ?? ""] {
          #expect(text.firstMatch(of: /[0-9]{11}/) == nil, "\(type.name) says “\(text)”")
          #expect(text.firstMatch(of: /(?i)digest|vault|account-[0-9]/) == nil, "\(type.name) says “\(text)”")
        }
      }
    }
  }

  private func isHan(_ character: Character) -> Bool {
    character.unicodeScalars.contains { (0x3400...0x9FFF).contains($0.value) }
  }
}
