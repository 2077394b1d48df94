import Basics

/// What the text of a bank's line tells of a case: numbers of cases and instruments, numbers of persons, words that may be names.
public struct RemittanceClues: Sendable, Hashable {
  /// `(2026)浙1099执12号`, with half-width brackets.
  public private(set) var documents: [String] = []
  /// ID numbers, telephones, accounts: runs of 7 to 20 digits or capitals with five digits at least.
  public private(set) var numbers: [String] = []
  /// Words of two to four Chinese characters that may be somebody's name.
  public private(set) var names: [String] = []
  static let cluesMax = 6

  /// Reads the text of a bank's line, at most six numbers of each kind. Any text may be read.
  public init(_ text: String) {
    let plain = CaseNumberText.plain(text)
    var rest = plain[...]
    while let open = rest.firstIndex(of: "("), documents.count < RemittanceClues.cluesMax {
      rest = rest[open...]
      let year = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
      if year.count == 4, rest.dropFirst(5).first == ")", let end = rest.prefix(40).firstIndex(of: "号") {
        documents.append(String(rest[...end]))
        rest = rest[rest.index(after: end)...]
      } else {
        rest = rest.dropFirst()
      }
    }
    numbers = RemittanceClues.runs(text, { $0.isASCII && ($0.isNumber || ($0.isLetter && $0.isUppercase)) }) { run in
      (7...20).contains(run.count) && run.count(where: \.isNumber) >= 5
    }
    names = RemittanceClues.runs(
      text, { $0.unicodeScalars.allSatisfy { (0x4E00...0x9FFF).contains($0.value) || $0.value == 0xB7 } }
    ) { (2...4).contains($0.count) }
  }

  private static func runs(
    _ text: String, _ belongs: (Character) -> Bool, _ fits: (String) -> Bool
  ) -> [String] {
    var runs: [String] = []
    for run in text.split(whereSeparator: { !belongs($0) }).map(String.init) where fits(run) && !runs.contains(run) {
      if runs.count < cluesMax { runs.append(run) }
    }
    return runs
  }
}

/// Why a case may be the one.
public enum MatchClue: String, Sendable, Hashable, Codable, CaseIterable {
  case caseNumber, instrumentNumber, debtorNumber, partyNumber, payerAccount, payerIsDebtor, debtorNamed, payerIsParty
  case amountOwed, amountClaimed, amountOfItem

  /// How much it says; the sum ranks the cases.
  public var weight: Int {
    switch self {
    case .caseNumber: 60
    case .instrumentNumber, .debtorNumber: 45
    case .payerAccount, .amountOwed: 40
    case .payerIsDebtor: 35
    case .amountClaimed, .debtorNamed, .partyNumber: 25
    case .amountOfItem: 20
    case .payerIsParty: 10
    }
  }
  public var name: Phrase {
    switch self {
    case .caseNumber: Phrase("附言写明本案案号", "The text names the case")
    case .instrumentNumber: Phrase("附言写明执行依据文号", "The text names the instrument")
    case .debtorNumber: Phrase("附言含被执行人的证件号或电话", "The text has the debtor's ID number or telephone")
    case .partyNumber: Phrase("附言含本案当事人的证件号或电话", "The text has a party's ID number or telephone")
    case .payerAccount: Phrase("付款账号是本案当事人的账户", "The account is a party's")
    case .payerIsDebtor: Phrase("付款人与被执行人同名", "The payer has the debtor's name")
    case .debtorNamed: Phrase("附言写有被执行人姓名", "The text names the debtor")
    case .payerIsParty: Phrase("付款人与本案当事人同名", "The payer has a party's name")
    case .amountOwed: Phrase("金额等于今日尚欠总额", "The sum is what is owed today")
    case .amountClaimed: Phrase("金额等于执行标的额", "The sum is the amount claimed")
    case .amountOfItem: Phrase("金额等于一项债权", "The sum is one item of the claim")
    }
  }
}

/// A case that money without a case may belong to, with the reasons.
public struct MatchSuggestion: Sendable, Hashable {
  public let caseID: ID<CaseFile>
  public let number: String
  /// The strongest first.
  public let clues: [MatchClue]
  /// Still owed today, the fee included; nil where it cannot be counted.
  public let owed: Money?
  public let isOpen: Bool
  public var score: Int { clues.reduce(isOpen ? 0 : -15) { $0 + $1.weight } }

  /// Clues are put in the order of their weight, the heaviest first.
  public init(caseID: ID<CaseFile>, number: String, clues: Set<MatchClue>, owed: Money?, isOpen: Bool) {
    self.caseID = caseID
    self.number = number
    self.clues = clues.sorted { ($1.weight, $0.rawValue) < ($0.weight, $1.rawValue) }
    self.owed = owed
    self.isOpen = isOpen
  }

  /// What the sums say, added to what the look-ups found.
  public static func judged(
    _ file: CaseFile, _ account: CaseAccount, found: Set<MatchClue>, amount: Money, on day: Day, law: LawBooks
  ) -> MatchSuggestion {
    var clues = found
    let owed = CaseDebt.stillOwed(file, account, on: day, law: law)
    if owed.total == amount { clues.insert(.amountOwed) }
    if file.filing.claims.count > 1, file.filing.claims.contains(where: { $0.amount == amount }) { clues.insert(.amountOfItem) }
    if file.filing.claimed == amount { clues.insert(.amountClaimed) }
    return MatchSuggestion(caseID: file.id, number: file.number, clues: clues, owed: owed.total, isOpen: file.isOpen)
  }

  /// The likeliest first; cases with nothing but a common name come last, and at most `limit`.
  public static func ranked(_ suggestions: [MatchSuggestion], limit: Int = 8) -> [MatchSuggestion] {
    Array(suggestions.filter { $0.score > 0 }.sorted { ($1.score, $0.caseID) < ($0.score, $1.caseID) }.prefix(limit))
  }
}
