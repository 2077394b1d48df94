import Basics

/// What every paper of a case needs. Facts come typed and already decided: nothing here looks anything up.
public struct PaperFacts: Hashable, Sendable {
  /// Full name: `浙江省台州市路桥区人民法院`.
  public var court: String
  /// Canonical number without suffix: `(2024)浙1004执123号`.
  public var caseNumber: String
  /// 0 for the first paper of its kind in the case, 1 for `之一`, 2 for `之二`.
  public var suffix: Int
  /// Cause of the underlying case: `民间借贷纠纷`.
  public var cause: String
  public var applicants: [PaperParty]
  public var debtors: [PaperParty]
  public var instrument: PaperInstrument
  public var claim: [PaperClaimItem]
  public var filed: Day
  /// The date that the paper bears; it also decides which numbering of the Civil Procedure Law is printed.
  public var date: Day
  public var signers: [PaperSigner]
  public var clerk: String?
  public var contact: PaperContact
  /// 案款专户; papers that ask for money print it and say that it is the only one.
  public var account: PaperAccount?
  public var standing: PaperStanding
  public var verification: PaperVerification?

  public init(
    court: String, caseNumber: String, suffix: Int = 0, cause: String, applicants: [PaperParty], debtors: [PaperParty],
    instrument: PaperInstrument, claim: [PaperClaimItem], filed: Day, date: Day, signers: [PaperSigner] = [],
    clerk: String? = nil, contact: PaperContact, account: PaperAccount? = nil, standing: PaperStanding = .draft,
    verification: PaperVerification? = nil
  ) {
    self.court = court
    self.caseNumber = caseNumber
    self.suffix = suffix
    self.cause = cause
    self.applicants = applicants
    self.debtors = debtors
    self.instrument = instrument
    self.claim = claim
    self.filed = filed
    self.date = date
    self.signers = signers
    self.clerk = clerk
    self.contact = contact
    self.account = account
    self.standing = standing
    self.verification = verification
  }
}

/// A party as a paper names it. Empty and nil fields are left out of the sentence.
public struct PaperParty: Hashable, Sendable {
  /// A natural person, or a unit (单位) with a representative.
  public enum Kind: String, Hashable, Sendable { case person, unit }
  public var kind: Kind
  public var name: String
  /// Resident ID number, or unified social credit code of a unit.
  public var idNumber: String
  /// What the number is called where it is neither a resident ID nor a credit code: `护照号码`.
  public var idName: String?
  public var address: String
  /// `男`, `女`; persons only.
  public var sex: String?
  public var born: Day?
  /// `汉族`; persons only.
  public var nation: String?
  /// `法定代表人` or `负责人` with name; units only.
  public var representative: PaperSigner?
  /// Agent with standing: `钱某某，浙江某某律师事务所律师`.
  public var agent: String?

  public init(
    _ kind: Kind, name: String, idNumber: String, address: String, sex: String? = nil, born: Day? = nil,
    nation: String? = nil, representative: PaperSigner? = nil, agent: String? = nil, idName: String? = nil
  ) {
    self.kind = kind
    self.name = name
    self.idNumber = idNumber
    self.address = address
    self.sex = sex
    self.born = born
    self.nation = nation
    self.representative = representative
    self.agent = agent
    self.idName = idName
  }

  /// `你` or `你单位`.
  public var you: String { kind == .person ? "你" : "你单位" }
}

/// The enforceable instrument (执行依据).
public struct PaperInstrument: Hashable, Sendable {
  /// Court or body that made it.
  public var maker: String
  /// `(2024)浙1004民初456号`.
  public var number: String
  /// `民事判决书`.
  public var kind: String
  public var date: Day
  /// What it orders, as complete sentences.
  public var content: String
  public init(maker: String, number: String, kind: String, date: Day, content: String) {
    self.maker = maker
    self.number = number
    self.kind = kind
    self.date = date
    self.content = content
  }
}

/// One thing claimed: a sum, or a duty without one.
public struct PaperClaimItem: Hashable, Sendable {
  public var label: String
  public var amount: Money?
  public var note: String
  public init(_ label: String, _ amount: Money?, note: String = "") {
    self.label = label
    self.amount = amount
    self.note = note
  }
}

/// Whom to ask.
public struct PaperContact: Hashable, Sendable {
  public var officer: String
  public var phone: String
  public var address: String
  public var postcode: String
  public init(officer: String, phone: String, address: String, postcode: String = "") {
    self.officer = officer
    self.phone = phone
    self.address = address
    self.postcode = postcode
  }
}

/// The account into which case money is paid.
public struct PaperAccount: Hashable, Sendable {
  public var holder: String
  public var bank: String
  public var number: String
  public init(holder: String, bank: String, number: String) {
    self.holder = holder
    self.bank = bank
    self.number = number
  }
}
