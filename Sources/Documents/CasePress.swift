import Basics
import Casework
import Enforcement
import Wording

/// Turns the papers of a case into PDF: words from what the case holds at the signature, drawn, and kept as sent.
public struct CasePress: PaperPress, Sendable {
  private let store: any EventStore
  private let vault: any Vault
  private let papers: any PaperStore
  private let ids: IDSource
  private let hasher: any IdentityHasher
  private let reads: any CaseReads
  private let clock: any CourtClock
  private let court: CourtCode
  private let courtName: String
  private let books: CourtBooks
  private let checkPath: String
  /// The court's telephone; nil where it names none.
  private let phone: String?

  /// `checkPath` is the public address at which a verification code is checked, as printed on every page.
  public init(
    store: any EventStore, vault: any Vault, papers: any PaperStore, ids: IDSource, hasher: any IdentityHasher,
    reads: any CaseReads, clock: any CourtClock, court: CourtCode, courtName: String, books: CourtBooks, phone: String? = nil,
    checkPath: String
  ) {
    self.store = store
    self.vault = vault
    self.papers = papers
    self.ids = ids
    self.hasher = hasher
    self.reads = reads
    self.clock = clock
    self.court = court
    self.courtName = courtName
    self.books = books
    self.checkPath = checkPath
    self.phone = phone
  }

  /// Draws the signed paper under the court's seal and keeps it. A second run draws the same bytes with the same code under a new
  /// reference; the first one's file is then simply not pointed to.
  public func seal(_ paper: ID<Paper>, of caseID: ID<CaseFile>) async throws -> [String: InputValue] {
    let sheet = try await sheet(paper, of: caseID)
    guard let signedAt = sheet.paper.signedAt else { throw PressFault.notSigned(paper) }
    let code = VerificationCode.text(hasher.digest(IdentityKey("paper", "\(paper)")))
    let content = sheet.content(
      .sealed(court: courtName), verification: PaperVerification(code: code, checkPath: checkPath))
    let drawn = try await PaperRenderer().drawn([content], created: signedAt)
    let sha256 = ContentDigest.sha256(drawn.bytes)
    let id = ids.next(VaultContent.self)
    let digest = hasher.seal(VaultContent(PaperSealed.fileKind, ["sha256": sha256]), id: id, version: 1)
    let kept = VaultRef(id: id, version: 1, digest: digest)
    try await papers.keep(drawn.bytes, as: kept)
    return [
      "sha256": .text(sha256), "code": .text(code), "pages": .text("\(drawn.pages)"), "fileID": .text("\(id)"),
      "fileDigest": .text(digest),
    ]
  }

  /// The paper as it stands: the kept file once it is sealed, until then a drawing that says on every page what is missing.
  public func preview(_ paper: ID<Paper>, of caseID: ID<CaseFile>) async throws -> [UInt8] {
    let sheet = try await sheet(paper, of: caseID)
    if let sealed = sheet.current.sealed, let bytes = try await papers.fetch(sealed.file) { return bytes }
    let signed: PaperStanding = sheet.paper.life.sealsByHand ? .printed : .signed
    // Minutes are printed to be signed by hand: nothing on the sheet calls them a draft.
    let isDraft = sheet.paper.signedAt == nil && sheet.paper.kind != .interviewMinutes
    let content = sheet.content(isDraft ? .draft : signed, verification: nil)
    return try await PaperRenderer(missingGlyphs: .box).drawn([content], created: sheet.now).bytes
  }

  /// Its words for editing and checking.
  public func writing(_ paper: ID<Paper>, of caseID: ID<CaseFile>) async throws -> PaperWriting {
    try await sheet(paper, of: caseID).writing
  }

  /// Many papers in one file: sealed ones drawn as they were sealed, drafts as drafts.
  public func together(_ papers: [(ID<CaseFile>, ID<Paper>)], isDuplex: Bool) async throws -> [UInt8] {
    var contents: [PaperContent] = []
    for (caseID, paper) in papers {
      let sheet = try await sheet(paper, of: caseID)
      if let sealed = sheet.current.sealed {
        let verification = PaperVerification(code: sealed.code, checkPath: checkPath)
        contents.append(sheet.content(.sealed(court: courtName), verification: verification))
      } else {
        let isDraft = sheet.paper.signedAt == nil && sheet.paper.kind != .interviewMinutes
        contents.append(sheet.content(isDraft ? .draft : .signed, verification: nil))
      }
    }
    return try await PaperRenderer(missingGlyphs: .box).drawn(contents, isDuplex: isDuplex, created: clock.now).bytes
  }

  private func sheet(_ paper: ID<Paper>, of caseID: ID<CaseFile>) async throws -> CaseSheet {
    let streams = try await store.load([.caseFile(caseID), .caseAccount(caseID), .distribution(caseID)])
    let events = streams[.caseFile(caseID)] ?? []
    let whole: CaseFile = CaseHistory.fold(events)
    guard let current = whole.papers.all[paper] ?? whole.minutes.all[paper]?.asDraft else { throw PressFault.noSuchPaper(paper) }
    let then = CaseHistory.upToSignature(of: paper, events)
    let file: CaseFile = CaseHistory.fold(then)
    let money = (streams[.caseAccount(caseID)] ?? []).filter { $0.meta.at <= current.signedAt ?? $0.meta.at }
    let planned = (streams[.distribution(caseID)] ?? []).filter { $0.meta.at <= current.signedAt ?? $0.meta.at }
    let distributions: DistributionDocket = CaseHistory.fold(planned)
    let staff = try await reads.staff(court: court)
    let refs =
      file.filing.parties.map(\.vault) + file.search.foundList.map(\.vault) + staff.map(\.vault)
      + distributions.vaults(for: paper) + file.remedies.vaults(for: paper)
    let words = try await vault.open(refs + CaseHistory.texts(of: paper, then))
    var names: [ID<StaffMember>: String] = [:]
    for member in staff { names[member.id] = words[member.vault]?.fields["name"] }
    return CaseSheet(
      paper: file.papers.all[paper] ?? current, current: current, file: file, account: CaseHistory.fold(money),
      distributions: distributions, numbers: try await numbers(distributions.cases(for: paper)),
      earlierNumber: try await earlierNumber(file), events: then.map(\.event), words: words, staff: names, books: books,
      courtName: courtName, phone: phone ?? "", now: clock.now)
  }

  private func numbers(_ cases: [ID<CaseFile>]) async throws -> [ID<CaseFile>: String] {
    guard !cases.isEmpty else { return [:] }
    let streams = try await store.load(cases.map { .caseFile($0) })
    return streams.reduce(into: [:]) { numbers, stream in
      let file: CaseFile = CaseHistory.fold(stream.value)
      numbers[file.id] = file.number
    }
  }

  private func earlierNumber(_ file: CaseFile) async throws -> String? {
    guard let id = file.filing.resumes else { return file.filing.earlierCase }
    let earlier: CaseFile = CaseHistory.fold(try await store.load([.caseFile(id)])[.caseFile(id)] ?? [])
    return earlier.number
  }
}

/// Why a paper cannot be drawn.
public enum PressFault: Error, Hashable, Sendable {
  case noSuchPaper(ID<Paper>)
  case notSigned(ID<Paper>)
}

/// What anyone may type on the public check page: `7K2M-QX4T-9HWD-R3FV`, without letters and figures that look alike.
enum VerificationCode {
  private static let alphabet = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ")
  private static let length = 16

  /// The code of a paper, from the keyed digest of its id: the same at every run, and nobody without the key can guess it.
  static func text(_ digest: String) -> String {
    let figures = digest.compactMap(\.hexDigitValue)
    guard !figures.isEmpty else { return "" }
    var code = ""
    for index in 0..<length {
      if index > 0 && index % 4 == 0 { code.append("-") }
      let high = figures[2 * index % figures.count]
      let low = figures[(2 * index + 1) % figures.count]
      code.append(alphabet[(high * 16 + low) % alphabet.count])
    }
    return code
  }
}
