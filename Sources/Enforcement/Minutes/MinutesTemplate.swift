import Basics

/// What minutes are about (笔录种类): the questions that are usually asked, each with the kind of fact that its answer tends to hold.
/// Questions are Chinese only, as the papers are.
public enum MinutesTemplate: String, Sendable, Codable, Hashable, CaseIterable {
  case firstInterview, debtorInterview, settlement, search, endingInterview

  public var name: Phrase {
    switch self {
    case .firstInterview: Phrase("初次接待笔录", "First interview")
    case .debtorInterview: Phrase("约谈被执行人笔录", "Interview of the debtor")
    case .settlement: Phrase("执行和解笔录", "Settlement")
    case .search: Phrase("搜查笔录", "Search")
    case .endingInterview: Phrase("终本约谈笔录", "Interview before an ending")
    }
  }

  /// A question with what is usually found in its answer.
  public struct Question: Sendable, Hashable {
    public let text: String
    public let mark: MinutesFact?
    init(_ text: String, _ mark: MinutesFact? = nil) {
      self.text = text
      self.mark = mark
    }
  }

  public var questions: [Question] {
    [MinutesTemplate.rights] + own + [Question("以上笔录请核对，有无补充、更正？")]
  }

  private static let rights = Question("我们是本院执行人员，现依法向你了解情况，你应当如实陈述。是否申请我们回避？")

  private var own: [Question] {
    switch self {
    case .firstInterview:
      [
        Question("你的姓名、身份和送达地址？是否同意电子送达？", .address), Question("你的手机号码？", .phone), Question("你申请执行什么？债务已经履行了多少？"),
        Question("你知道被执行人的住址、工作单位和联系方式吗？", .address), Question("你能提供被执行人的哪些财产线索？", .clue),
        Question("诉讼中申请过财产保全吗？保全了什么，何时到期？"), Question("案款退到哪个账户？是你本人的账户吗？"),
        Question("执行不能的风险、终结本次执行程序的后果已向你告知，是否清楚？"),
      ]
    case .debtorInterview:
      [
        Question("你的姓名、住址和送达地址？", .address), Question("你的手机号码？", .phone), Question("执行通知书、报告财产令你收到了吗？为什么没有履行？"),
        Question("你现在的工作单位和收入情况？", .clue), Question("你名下有哪些房产、车辆、存款、投资和到期债权？", .clue),
        Question("近一年内有无转让、赠与财产？", .clue), Question("你准备什么时候履行，每次履行多少？", .promise),
        Question("拒不履行、拒绝报告或者虚假报告的后果已向你告知，是否清楚？"),
      ]
    case .settlement:
      [
        Question("双方是否自愿和解？"), Question("和解的金额、期限和方式？", .promise), Question("利息、费用如何处理？"), Question("有无担保人，担保范围和期限？"),
        Question("已经采取的查封、冻结和限制消费措施如何处理？"), Question("不履行和解协议的，可以申请恢复执行原生效法律文书，是否清楚？"),
      ]
    case .search:
      [
        Question("现依据搜查令对你的住所（场所）进行搜查，请你到场配合。是否清楚？"), Question("在场人员的姓名、身份和与被搜查人的关系？"), Question("搜查的场所和经过？", .address),
        Question("发现的财物名称、数量和特征？", .clue), Question("对搜查和扣押的物品有无异议？"),
      ]
    case .endingInterview:
      [
        Question("本院采取的财产调查和执行措施已向你告知，你是否清楚？"), Question("你还能提供其他财产线索吗？", .clue),
        Question("对被执行人暂无财产可供执行的情况，你有什么意见？"), Question("终结本次执行程序后，债权不消灭，发现财产可以随时申请恢复执行，是否清楚？"),
        Question("你是否同意终结本次执行程序？"), Question("你的送达地址和手机号码有无变化？", .address),
      ]
    }
  }
}

/// What an answer holds that becomes an entry of its own.
public enum MinutesFact: String, Sendable, Codable, Hashable, CaseIterable {
  case address, clue, promise, phone
  public var name: Phrase {
    switch self {
    case .address: Phrase("地址", "Address")
    case .clue: Phrase("财产线索", "Property clue")
    case .promise: Phrase("履行承诺", "Promise to pay")
    case .phone: Phrase("电话", "Telephone")
    }
  }
}

/// A turn that somebody marked, counted from 0.
public struct MinutesMark: Sendable, Codable, Hashable {
  public let turn: Int
  public let fact: MinutesFact
  public init(turn: Int, fact: MinutesFact) {
    self.turn = turn
    self.fact = fact
  }
}

/// A question and its answer.
public struct MinutesTurn: Sendable, Hashable {
  public var question: String
  public var answer: String
  public init(question: String, answer: String) {
    self.question = question
    self.answer = answer
  }

  /// As the vault keeps them and the sheet prints them: `问：…` and `答：…`, a line each; line breaks inside become spaces.
  public static func text(_ turns: [MinutesTurn]) -> String {
    turns.map { turn in
      let answer = turn.answer.isEmpty ? "" : "\n答：\(oneLine(turn.answer))"
      return "问：\(oneLine(turn.question))\(answer)"
    }.joined(separator: "\n")
  }

  /// The turns of a text written by ``text(_:)``.
  public static func turns(_ text: String) -> [MinutesTurn] {
    var turns: [MinutesTurn] = []
    for line in text.split(whereSeparator: \.isNewline) {
      if line.hasPrefix("问：") {
        turns.append(MinutesTurn(question: String(line.dropFirst(2)), answer: ""))
      } else if line.hasPrefix("答："), !turns.isEmpty {
        turns[turns.count - 1].answer += String(line.dropFirst(2))
      }
    }
    return turns
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
