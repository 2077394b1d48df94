import Basics
import Casework
import Enforcement
import EnforcementLaw
import Import
import Wording

/// What pages and API stand on. Wired by the program.
public struct CourtServices: Sendable {
  public let desk: CaseDesk
  public typealias Reads = CaseReads & FundsReads & LivelihoodReads & PagedReads & ReceiptReads & RemedyReads & SpecialFundsReads
    & WorkReads
  public let reads: any Reads
  public let vault: any Vault
  public let papers: any PaperStore
  public let dockets: DocketIntake
  public let payouts: PayoutOffice
  public let bankFiles: BankFileIntake
  public let ledger: any LedgerReads
  public let takeovers: TakeoverIntake
  public let signIns: any SignIns & Drafts
  public let press: any PaperPreview
  /// Rounds of signatures; nil in a program that keeps none.
  public var rounds: SigningRounds?
  /// The court's telephone; empty where it names none.
  public var phone = ""
  /// The public reaches the court by https: the cookie of a session never travels in clear then.
  public var isSecure = false
  public let court: CourtCode
  public let courtName: String
  /// Sessions and one-time codes run on the real clock, whatever the case clock shows.
  public let realClock: any CourtClock
  /// Takes a signed message of a unit: method, path, signature header, body. Returns the status to answer with.
  public let partnerMessage:
    @Sendable (_ path: String, _ signature: String?, _ body: [UInt8]) async -> (status: Int, text: String)
  /// Sends a one-time code to a phone; nil where no SMS gateway is configured.
  public let sendCode: (@Sendable (_ phone: String, _ text: String) async throws -> Void)?
  /// The bearer token of commands on this machine; whoever has it may read the data folder anyway.
  public let localToken = Passwords.token()
  /// Staff names, opened once.
  let openedNames = OpenedNames()
  /// Wrong passwords and codes of late.
  let attempts = Attempts()

  /// How a round reads and checks a draft before it is signed.
  public static func check(
    _ services: CourtServices
  ) -> SigningRounds.Check {
    { paper, caseID in try await PaperDesk(services: services).check(paper, of: caseID) }
  }

  public init(
    desk: CaseDesk, reads: any Reads, vault: any Vault,
    papers: any PaperStore, dockets: DocketIntake, payouts: PayoutOffice, bankFiles: BankFileIntake, ledger: any LedgerReads,
    takeovers: TakeoverIntake,
    signIns: any SignIns & Drafts,
    press: any PaperPreview,
    court: CourtCode, courtName: String, realClock: any CourtClock,
    partnerMessage:
      @escaping @Sendable (_ path: String, _ signature: String?, _ body: [UInt8]) async -> (status: Int, text: String),
    sendCode: (@Sendable (_ phone: String, _ text: String) async throws -> Void)?
  ) {
    self.desk = desk
    self.reads = reads
    self.vault = vault
    self.papers = papers
    self.dockets = dockets
    self.payouts = payouts
    self.bankFiles = bankFiles
    self.ledger = ledger
    self.takeovers = takeovers
    self.signIns = signIns
    self.press = press
    self.court = court
    self.courtName = courtName
    self.realClock = realClock
    self.partnerMessage = partnerMessage
    self.sendCode = sendCode
  }
}

extension CourtServices {
  /// The cookie that carries a session's token; an empty token ends it.
  func cookie(_ token: String) -> String {
    "zhixing=\(token); Path=/; \(token.isEmpty ? "Max-Age=0; " : "")HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "")
  }
}

/// Draws a draft for reading before it is signed.
public protocol PaperPreview: Sendable {
  /// A paper's words, with what of them comes from the case.
  func writing(_ paper: ID<Paper>, of caseID: ID<CaseFile>) async throws -> PaperWriting
  func preview(_ paper: ID<Paper>, of caseID: ID<CaseFile>) async throws -> [UInt8]
  /// Many papers as one file, each from a page of its own; with `isDuplex` each from the front of a sheet.
  func together(_ papers: [(ID<CaseFile>, ID<Paper>)], isDuplex: Bool) async throws -> [UInt8]
}
