import Basics

/// The matter (案件): the fold of everything that happened in it. Each capability owns one slice and reads the others.
public struct CaseFile: StreamState {
  public static let kind = StreamKind.caseFile
  public init() {}

  public internal(set) var id = ID<CaseFile>(raw: 0)
  public internal(set) var court = CourtCode("")
  public internal(set) var filing = Filing()
  public internal(set) var triage = Triage()
  public internal(set) var process = ProcessLine()
  public internal(set) var papers = Papers()
  public internal(set) var service = ServiceRegister()
  public internal(set) var search = Search()
  public internal(set) var seizure = Seizure()
  public internal(set) var disposal = Disposal()
  public internal(set) var sanctions = Sanctions()
  public internal(set) var closing = Closing()
  public internal(set) var reception = Reception()
  public internal(set) var hand = HandEntries()
  public internal(set) var clues = Clues()
  /// Direct payments, settlements, shares of the debt, duties other than money.
  public internal(set) var performance = Performance()
  /// What is done around the application.
  public internal(set) var intake = IntakeLine()
  public internal(set) var minutes = Minutes()
  public internal(set) var files = Files()
  /// What moves the limit of the case.
  public internal(set) var term = CaseTerm()
  /// Papers that came as files.
  public internal(set) var attachments: [Attachment] = []
  /// What the case brought along from the court's earlier system.
  public internal(set) var takenOver: TakenOver?
  /// Judicial aid asked for in the case; nil where there is none.
  public internal(set) var aid: AidRequest?
  /// Cases that lead a distribution in which this one takes part.
  public internal(set) var sharesIn: [ID<CaseFile>] = []
  /// Objections and changes of parties, each with its own number.
  public internal(set) var remedies = Remedies()
  /// Mistakes put right, and what still has to be undone.
  public internal(set) var undoing = Undoing()

  /// The closed case's file on its way to the archive.
  public internal(set) var archive = Archive()
  /// The cluster together with which the case is settled; nil where it stands alone.
  public internal(set) var cluster: ID<Cluster>?

  /// False for a stream nothing was written to.
  public var exists: Bool { id.raw > 0 }
  public var isFiled: Bool { filing.number != nil }
  /// Closed cases take certificates, re-searches and resumption only.
  public var isClosed: Bool { closing.closed != nil }
  public var isOpen: Bool { isFiled && !isClosed }
  public var debtors: [CaseParty] { filing.parties.filter { $0.role == .debtor } }
  public var applicants: [CaseParty] { filing.parties.filter { $0.role == .applicant } }
  /// Found, and worth something beyond what the law exempts. A policy that was surrendered is gone, though no unit says so in a later
  /// search.
  public var disposable: [Search.Found] {
    let surrendered = Set(
      disposal.transfers.values.filter { $0.status == .done }.compactMap { seizure.measures[$0.measure] }
        .filter { $0.kind == .policy }.map(\.property))
    return search.foundWorth.filter { !surrendered.contains($0.property) }
  }
  /// `(2026)浙1003执12号`, or empty before filing.
  public var number: String { filing.number ?? "" }
}
