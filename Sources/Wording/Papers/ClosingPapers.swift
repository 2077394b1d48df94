import Basics
import Enforcement

/// How a duty came to be performed.
public enum PaperClosingWay: Hashable, Sendable {
  /// 自动履行
  case voluntary
  /// 强制执行
  case compulsory
  /// 执行和解并履行完毕
  case settlement

  var words: String {
    switch self {
    case .voluntary: "被执行人自动履行完毕"
    case .compulsory: "经强制执行，执行完毕"
    case .settlement: "当事人达成执行和解协议并已履行完毕"
    }
  }
}

/// 结案通知书 (执行规定 64): all is performed.
public struct ClosingNotice: PaperDraft {
  public static let kind = PaperKind.closingNotice
  public var way: PaperClosingWay
  /// What came in and where it went: label and sum.
  public var performed: [PaperClaimItem]
  public var closed: Day
  public init(way: PaperClosingWay, performed: [PaperClaimItem], closed: Day) {
    self.way = way
    self.performed = performed
    self.closed = closed
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    var counted = facts
    counted.claim = performed
    return facts.compose(
      Self.kind,
      [
        .addressee("\(facts.applicantNames)、\(facts.debtorNames)："),
        .paragraph(
          "\(facts.matter)，本院于\(facts.filed.chinese)立案执行。执行依据为\(facts.instrumentName)。现\(facts.instrument.number)\(facts.instrument.kind)确定的义务已经全部履行，履行方式为：\(way.words)。"
        ), counted.claimTable(caption: "履行情况"),
        .paragraph("依照\(Interpretation.enforcementWork(64))的规定，本案于\(closed.chinese)以执行完毕方式结案。"),
        .paragraph("因本案对被执行人采取的查封、扣押、冻结、限制消费、失信惩戒等措施，本院依法予以解除。"), .paragraph("特此通知。"),
      ])
  }
}

/// 结案证明: issued at the counter on request (R8.6), only once the duty is done.
public struct ClosingCertificate: PaperDraft {
  public static let kind = PaperKind.closingCertificate
  /// How the case ended, as the certificate's sentence says it.
  public enum Ending: Hashable, Sendable {
    case performed(PaperClosingWay)
    /// 终结执行 with nothing left to do, for the reason given as a clause: `申请执行人放弃剩余债权`.
    case finalTermination(because: String)
    /// 终结本次执行程序: the duty remains.
    case roundTerminated

    fileprivate var words: String {
      switch self {
      case .performed(let way): way.words
      case .finalTermination(let clause): "因\(clause)，终结执行"
      case .roundTerminated: "终结本次执行程序，尚未履行的债务应当继续履行"
      }
    }
  }
  public var ending: Ending
  public var performed: Money
  public var closed: Day
  /// Present state of the credit measures: `限制消费措施已于2024年5月6日解除；未被纳入失信被执行人名单`.
  public var creditStatus: String
  public init(ending: Ending, performed: Money, closed: Day, creditStatus: String) {
    self.ending = ending
    self.performed = performed
    self.closed = closed
    self.creditStatus = creditStatus
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    let people =
      facts.applicants.map { PaperFact("申请执行人", "\($0.name)（\($0.idNumber)）") }
      + facts.debtors.map { PaperFact("被执行人", "\($0.name)（\($0.idNumber)）") }
    return facts.compose(
      Self.kind,
      [
        .paragraph("兹证明下列案件已经执行结案："),
        .facts(
          caption: nil,
          rows: [PaperFact("案号", facts.caseNumber), PaperFact("案由", facts.cause)] + people + [
            PaperFact("执行依据", "\(facts.instrument.maker)\(facts.instrument.number)\(facts.instrument.kind)"),
            PaperFact("立案、结案日期", "\(facts.filed.chinese)立案，\(closed.chinese)结案"), PaperFact("履行金额", performed.onPaper),
            PaperFact("结案方式", ending.words), PaperFact("信用措施状态", creditStatus),
          ]), .paragraph("特此证明。"),
      ], contact: false)
  }
}

/// 执行笔录: questions and answers as spoken, read over and signed by hand.
public struct InterviewMinutes: PaperDraft {
  public static let kind = PaperKind.interviewMinutes
  /// What one side said: a question of the court or the answer to it.
  public struct Turn: Hashable, Sendable {
    public var isQuestion: Bool
    public var text: String
    public init(question text: String) {
      self.isQuestion = true
      self.text = text
    }
    public init(answer text: String) {
      self.isQuestion = false
      self.text = text
    }
  }
  /// `终结本次执行程序`, `执行和解`, `财产调查`.
  public var subject: String
  public var begins: Instant
  public var ends: Instant
  public var place: String
  public var interviewer: PaperSigner
  public var recorder: String
  /// Name and capacity: `张三（申请执行人）`.
  public var interviewee: String
  public var turns: [Turn]
  /// The name under the court's where it is not the usual one: `搜查笔录`.
  public var title: String?
  /// Others who were there.
  public var present: String = ""
  /// Who signed on the screen; empty prints blanks for pens.
  public var hands: [PaperHand] = []
  /// Why whoever was heard did not sign; empty where they did.
  public var unsigned: String = ""
  public init(
    subject: String, begins: Instant, ends: Instant, place: String, interviewer: PaperSigner, recorder: String,
    interviewee: String, turns: [Turn]
  ) {
    self.subject = subject
    self.begins = begins
    self.ends = ends
    self.place = place
    self.interviewer = interviewer
    self.recorder = recorder
    self.interviewee = interviewee
    self.turns = turns
  }

  public func paper(_ facts: PaperFacts) -> PaperContent {
    let head: PaperBlock = .facts(
      caption: nil,
      rows: [
        PaperFact("事由", subject), PaperFact("时间", "\(begins.minuteText)至\(ends.minuteText)"), PaperFact("地点", place),
        PaperFact("询问人", "\(interviewer.title)\(interviewer.name)"), PaperFact("记录人", recorder), PaperFact("被询问人", interviewee),
      ] + (present.isEmpty ? [] : [PaperFact("在场人", present)]) + [PaperFact("案件", facts.matter)])
    let talk = turns.map { PaperBlock.dialogue(speaker: $0.isQuestion ? "问" : "答", text: $0.text) }
    let reason: [PaperBlock] = unsigned.isEmpty ? [] : [.paragraph("（\(unsigned)）")]
    var content = facts.compose(
      Self.kind,
      [head] + talk + [.paragraph("（以上笔录已交被询问人阅读或者向其宣读，经核对无误。）")] + reason + [
        hands.isEmpty ? .signHere(["被询问人", "询问人", "记录人"] + (present.isEmpty ? [] : ["在场人"])) : .signed(hands)
      ], contact: false)
    if let title { content.title = title }
    return content
  }
}
