import Basics
import Enforcement

/// A paper (文书) as it will stand on the page: words and tables, no fonts and no co-ordinates. A plain value, so that a draft
/// can be kept, compared and sealed later exactly as it was signed: ``with(standing:date:)`` is all that changes in between.
public struct PaperContent: Hashable, Sendable, Codable {
  public var kind: PaperKind
  /// Full name of the issuing court, the first line of the page.
  public var court: String
  /// The name of the paper under the court's: `执行裁定书`.
  public var title: String
  /// With its suffix where the case has several papers of the kind: `(2024)浙1004执123号之一`.
  public var caseNumber: String
  public var blocks: [PaperBlock]
  public var signature: PaperSignature
  /// Each begins on a page of its own, after the signature.
  public var annexes: [PaperAnnex]
  public var standing: PaperStanding
  /// `联系人：… 联系电话：…`, under the signature.
  public var contact: String?
  public var verification: PaperVerification?

  public init(
    kind: PaperKind, court: String, title: String, caseNumber: String, blocks: [PaperBlock], signature: PaperSignature,
    annexes: [PaperAnnex] = [], standing: PaperStanding = .draft, contact: String? = nil,
    verification: PaperVerification? = nil
  ) {
    self.kind = kind
    self.court = court
    self.title = title
    self.caseNumber = caseNumber
    self.blocks = blocks
    self.signature = signature
    self.annexes = annexes
    self.standing = standing
    self.contact = contact
    self.verification = verification
  }

  /// The name of its file and of its line in the case file: `(2024)浙1004执123号之一 执行裁定书`.
  public var fileTitle: String { "\(caseNumber) \(title)" }

  /// The same words at another stage of their life, under the day on which that stage was reached.
  public func with(standing: PaperStanding, date: Day) -> PaperContent {
    var copy = self
    copy.standing = standing
    copy.signature.date = date
    return copy
  }
}

/// How far a paper has come. Only ``sealed(court:)`` may be served; the others say so at the head of every page.
public enum PaperStanding: Hashable, Sendable {
  /// 草稿: nobody has signed.
  case draft
  /// 已签发: signed, not sealed.
  case signed
  /// 待手工用印: signed, printed to be sealed by hand.
  case printed
  /// 已用印: under the seal of the named court.
  case sealed(court: String)

  /// What the head of each page says; nil where nothing is missing. Minutes never bear a seal.
  public func mark(for kind: PaperKind) -> String? {
    switch (self, kind.bearsSeal) {
    case (.draft, true): "草稿　未签发　未用印"
    case (.draft, false): "草稿　未签发"
    case (.signed, true): "已签发　未用印　不得送达"
    case (.signed, false), (.sealed, _), (.printed, _): nil
    }
  }
}

/// One thing after another on the page.
public enum PaperBlock: Hashable, Sendable {
  /// A heading inside the paper: `一、履行义务`.
  case heading(String)
  /// Whom the paper addresses, without indent: `张三：`.
  case addressee(String)
  /// Running text, first line indented by two characters.
  case paragraph(String)
  /// A party with its role: `申请执行人：张三，男，…`.
  case party(role: String, text: String)
  case items([String], PaperNumbering)
  /// Labels and values in a ruled box.
  case facts(caption: String?, rows: [PaperFact])
  case table(PaperTable)
  /// How and until when the addressee may object.
  case remedy(String)
  /// What follows from a recorded outcome and from nothing else: an operative sentence, what leads to it, what may be done against it. It
  /// is drawn anew from the case and not edited as text.
  case operative(String)
  /// A turn in minutes: `问：…`, `答：…`.
  case dialogue(speaker: String, text: String)
  /// Blanks to be signed by hand, one line each.
  case signHere([String])
  /// The same where signatures were drawn on the screen: each on its line, blanks where nobody signed.
  case signed([PaperHand])

  /// Lines for signatures.
  public var isToBeSigned: Bool {
    switch self {
    case .signHere, .signed: true
    case .heading, .addressee, .paragraph, .party, .items, .facts, .table, .remedy, .operative, .dialogue: false
    }
  }
}

/// How a list counts.
public enum PaperNumbering: String, Hashable, Sendable, Codable {
  /// `一、二、三、`
  case chinese
  /// `（一）（二）（三）`
  case bracketed
  /// `1. 2. 3.`
  case arabic

  /// The mark before the item at `index`, counted from zero.
  public func mark(_ index: Int) -> String {
    switch self {
    case .chinese: ChineseNumeral.counting(index + 1) + "、"
    case .bracketed: "（" + ChineseNumeral.counting(index + 1) + "）"
    case .arabic: "\(index + 1)."
    }
  }
}

/// A line to be signed, with the signature where it was drawn on the screen.
public struct PaperHand: Hashable, Sendable, Codable {
  public var label: String
  /// Strokes as ``Enforcement/PenStrokes`` reads them; empty for a blank.
  public var strokes: String
  /// When it was signed: `2026-03-16 09:42`; empty for a blank.
  public var at: String
  public init(_ label: String, strokes: String = "", at: String = "") {
    self.label = label
    self.strokes = strokes
    self.at = at
  }
}

/// A label and its value.
public struct PaperFact: Hashable, Sendable, Codable {
  public var label: String
  public var value: String
  public init(_ label: String, _ value: String) {
    self.label = label
    self.value = value
  }
}

/// A table with a header that repeats on every page.
public struct PaperTable: Hashable, Sendable, Codable {
  /// How a column's cells are set.
  public enum Alignment: String, Hashable, Sendable, Codable { case left, centre, right }
  /// A column with its header.
  public struct Column: Hashable, Sendable, Codable {
    public var title: String
    /// Share of the width, relative to the other columns.
    public var weight: Int
    public var alignment: Alignment
    public init(_ title: String, weight: Int, _ alignment: Alignment = .left) {
      self.title = title
      self.weight = weight
      self.alignment = alignment
    }
  }
  public var caption: String?
  public var columns: [Column]
  /// Each row has as many cells as there are columns; missing cells are blank, further ones are not printed.
  public var rows: [[String]]
  /// A line under the table.
  public var note: String?
  public init(caption: String? = nil, columns: [Column], rows: [[String]], note: String? = nil) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.note = note
  }
}

/// Something attached: a form to fill in, a receipt to return, a list.
public struct PaperAnnex: Hashable, Sendable, Codable {
  public var title: String
  public var blocks: [PaperBlock]
  public init(_ title: String, _ blocks: [PaperBlock]) {
    self.title = title
    self.blocks = blocks
  }
}

/// A person who signs, with the office in which they do: `审判长 张三`.
public struct PaperSigner: Hashable, Sendable, Codable {
  public var title: String
  public var name: String
  public init(_ title: String, _ name: String) {
    self.title = title
    self.name = name
  }
}

/// The foot of the paper. The date prints in Chinese figures: `二〇二四年五月六日`.
public struct PaperSignature: Hashable, Sendable, Codable {
  public var signers: [PaperSigner]
  public var date: Day
  public var clerk: String?
  public init(signers: [PaperSigner] = [], date: Day, clerk: String? = nil) {
    self.signers = signers
    self.date = date
    self.clerk = clerk
  }
}

/// What the foot of each page offers to whoever doubts it.
public struct PaperVerification: Hashable, Sendable, Codable {
  public var code: String
  /// Public address where the code is checked.
  public var checkPath: String
  public init(code: String, checkPath: String) {
    self.code = code
    self.checkPath = checkPath
  }
  /// `核验码：7K2M-…　核验网址：…`.
  public var text: String { "核验码：\(code)　核验网址：\(checkPath)" }
}
