import Basics
import Casework
import Enforcement
import EnforcementLaw
import Wording

/// Everything that a paper of a case may say: the case and its money at the signature, opened words, names.
struct CaseSheet: Sendable {
  /// As it was at the signature.
  let paper: Papers.PaperState
  /// As it is now.
  let current: Papers.PaperState
  let file: CaseFile
  let account: CaseAccount
  /// The distributions that it leads.
  let distributions: DistributionDocket
  /// Numbers of other cases that it names.
  let numbers: [ID<CaseFile>: String]
  /// Number of the case that this one resumes.
  let earlierNumber: String?
  let events: [any Event]
  let words: [VaultRef: VaultContent]
  let staff: [ID<StaffMember>: String]
  let books: CourtBooks
  let courtName: String
  /// The court's telephone; empty where it names none.
  let phone: String
  let now: Instant

  /// Stands where a particular is not known.
  static let unknown = "——"

  /// The day that the paper bears.
  var date: Day { (paper.signedAt ?? now).day }

  /// The whole paper at a stage of its life, with the text that people gave it.
  func content(_ standing: PaperStanding, verification: PaperVerification?) -> PaperContent {
    var content = drawn(standing, verification: verification)
    if let blocks = editedBlocks { content.blocks = blocks }
    return content
  }

  /// The paper as a person edits it.
  var writing: PaperWriting {
    PaperWriting(
      content: content(.draft, verification: nil), drawn: drawn(.draft, verification: nil), data: facts.data, names: facts.names,
      version: paper.life.version)
  }

  /// The last edited text; nil where all comes from the case.
  private var editedBlocks: [PaperBlock]? {
    let text = paper.life.text.flatMap { words[$0.content]?.fields["blocks"] }
    return text.flatMap { try? JSONText.decode([PaperBlock].self, $0) }
  }

  /// As the case gives it.
  private func drawn(_ standing: PaperStanding, verification: PaperVerification?) -> PaperContent {
    var facts = facts
    facts.standing = standing
    facts.verification = verification
    var content = draft.paper(facts)
    // These say the words in their own place, or rest on them without saying them.
    let own: Set<PaperKind> = [.interviewMinutes, .listingDecision, .suspensionRuling, .finalTerminationRuling, .consumptionLift]
    if let text = addedText, !own.contains(paper.kind) {
      let last = content.blocks.lastIndex { [.paragraph("特此通知。"), .paragraph("此令。"), .paragraph("特此证明。")].contains($0) }
      let paragraphs = text.split(whereSeparator: \.isNewline).map { PaperBlock.paragraph(String($0)) }
      content.blocks.insert(contentsOf: paragraphs, at: last ?? content.blocks.endIndex)
    }
    return content
  }

  /// Words that a person added when drafting.
  var addedText: String? {
    let ref = events.lazy.compactMap { $0 as? PaperDrafted }.first { $0.paper == paper.id }?.text
    let text = ref.flatMap { words[$0]?.fields["text"] } ?? ""
    return text.isEmpty ? nil : text
  }

  // MARK: Names

  func member(_ id: ID<StaffMember>?) -> String { id.flatMap { staff[$0] } ?? CaseSheet.unknown }
  func member(_ ref: Actor.Ref?) -> String? {
    guard case .staff(let id)? = ref else { return nil }
    return staff[id]
  }
  func unit(_ key: String) -> String { books.units.first { $0.key == key }?.name.zh ?? key }
  func name(_ person: ID<Person>) -> String { party(person).name }

  func party(_ person: ID<Person>) -> PaperParty {
    file.filing.party(person).map(paperParty) ?? PaperParty(.person, name: CaseSheet.unknown, idNumber: "", address: "")
  }

  /// Several parties addressed by one paper, named together.
  func together(_ persons: [ID<Person>]) -> PaperParty {
    let parties = persons.map(party)
    guard var first = parties.first else { return debtors.first ?? party(ID(raw: 0)) }
    guard parties.count > 1 else { return first }
    first.name = parties.map(\.name).joined(separator: "、")
    first.idNumber = parties.map(\.idNumber).joined(separator: "、")
    first.kind = parties.contains { $0.kind == .unit } ? .unit : .person
    return first
  }

  var applicants: [PaperParty] { file.applicants.map(paperParty) }
  var debtors: [PaperParty] { file.debtors.map(paperParty) }

  func paperParty(_ party: CaseParty) -> PaperParty {
    let fields = words[party.vault]?.fields ?? [:]
    let number = fields["idNumber"] ?? ""
    let kind = fields["idKind"].flatMap(Application.IDKind.init)
    var result = PaperParty(
      party.kind == .natural ? .person : .unit, name: known(fields["name"]), idNumber: number, address: fields["address"] ?? "")
    if result.kind == .person, let resident = try? ResidentID.check(number) {
      result.sex = resident.isMale ? "男" : "女"
      result.born = resident.birth
    }
    if let kind, kind != .residentID, kind != .creditCode {
      result.idName = kind == .other ? "证件号码" : "\(kind.name.zh)号码"
    }
    if result.kind == .unit, let head = fields["legalRepresentative"], !head.isEmpty {
      result.representative = PaperSigner(party.kind == .enterprise ? "法定代表人" : "负责人", head)
    }
    if let agent = fields["agent"], !agent.isEmpty { result.agent = agent }
    return result
  }

  func known(_ text: String?) -> String { text.flatMap { $0.isEmpty ? nil : $0 } ?? CaseSheet.unknown }

  // MARK: What the paper is about

  /// Persons of this case that the paper names as its subject.
  var subjects: [ID<Person>] {
    paper.about.compactMap { ID<Person>($0) }.filter { file.filing.party($0) != nil }
  }
  /// The first of them; the first debtor where none is named.
  var subject: PaperParty { subjects.first.map(party) ?? debtors.first ?? together([]) }

  /// The measure of a notice to a unit, and the ruling that it rests on.
  var measure: Seizure.MeasureState? { paper.about.first.flatMap { ID<Measure>($0) }.flatMap { file.seizure.measures[$0] } }
  var ruling: Papers.PaperState? { paper.about.dropFirst().first.flatMap { ID<Paper>($0) }.flatMap { file.papers.all[$0] } }

  // MARK: Numbers

  /// The number of a paper of this case: `(2024)浙1099执12号之二`.
  func number(_ id: ID<Paper>?) -> String {
    let base = file.number.isEmpty ? CaseSheet.unknown : file.number
    guard let id, let ordinal = file.papers.ordinal(id), ordinal > 0 else { return base }
    return base + "之" + ChineseNumeral.counting(ordinal)
  }
}
