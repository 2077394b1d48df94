import Basics
import Casework
import Enforcement

/// A line of a file that was not booked, and why.
public struct PassedBankLine: Sendable, Hashable, Codable {
  /// So many of a file are listed; all are counted.
  public static let listedMax = 500
  /// Its line in the file, or which of the account's lines of the day it is.
  public let place: Int
  public let day: Day?
  /// Above zero where money came in.
  public let amount: Money
  public let why: Why
  /// The held credit, where a person decides.
  public var receipt: ID<BankReceipt>?
  /// Why nothing was booked for the line. Raw values are stored.
  public enum Why: String, Sendable, Hashable, Codable, CaseIterable {
    case paymentInNotice, notBooked, thisFile, otherFile, elsewhere, collective, moved, returned, held
    public var name: Phrase {
      switch self {
      case .paymentInNotice: Phrase("通知中的支出，由支付回执核对", "A payment in a notice: its answer tells")
      case .notBooked: Phrase("银行尚未记账", "The bank has not booked it yet")
      case .thisFile: Phrase("此前导入同一文件时已处理", "Taken when this file was handed in before")
      case .otherFile: Phrase("已由另一份银行文件或通知处理", "Taken from another file or notice")
      case .elsewhere: Phrase("流水号和金额已在账上", "Number and sum are in the books")
      case .collective: Phrase("汇总入账与明细为同一笔，已入账", "A collective entry and its parts: booked already")
      case .moved: Phrase("本院分配款内部划转，账上已有", "A share of a distribution, in the books already")
      case .returned: Phrase("本院付款退回，待对账时入账", "A payment of ours that came back: the reconciliation decides")
      case .held: Phrase("疑似重复，待人工判断", "Perhaps known: a person decides")
      }
    }
  }
  public init(place: Int, day: Day?, amount: Money, why: Why, receipt: ID<BankReceipt>? = nil) {
    self.place = place
    self.day = day
    self.amount = amount
    self.why = why
    self.receipt = receipt
  }
}

/// What the lines of a file became.
public struct BankFileOutcome: Sendable, Hashable, Codable {
  public var done = 0
  /// Booked on accounts of cases and clusters.
  public var toCases = 0
  public var toCasesSum = Money.zero
  public var toSuspense = 0
  public var toSuspenseSum = Money.zero
  /// Lines that stand beside the books for the first time.
  public var stated = 0
  /// Absent in what was written before lines were listed.
  private var passedLines: [PassedBankLine]?
  private var heldCredits: Int?

  /// Not booked, at most ``PassedBankLine/listedMax`` of them.
  public var passed: [PassedBankLine] { passedLines ?? [] }
  /// Perhaps known: people decide.
  public var held: Int { heldCredits ?? 0 }
  public init(_ passed: [PassedBankLine] = []) { passedLines = passed }

  mutating func add(_ events: [any Event], lines: Int) {
    done += lines
    for event in events {
      switch event {
      case let event as ReceiptBooked:
        toCases += 1
        toCasesSum += event.amount
      case let event as ClusterReceiptBooked:
        toCases += 1
        toCasesSum += event.amount
      case let event as BankReceiptTaken:
        toSuspense += 1
        toSuspenseSum += event.amount
      case is CreditHeld: heldCredits = held + 1
      case let event as BankLinesStated: stated += event.lines.count
      default: break
      }
    }
  }

  /// Lists what was not booked now.
  mutating func pass(
    over fates: [NotedCredit?], lines: [InputValue], _ part: BankFileReading.Part, from start: Int, _ events: [any Event],
    file: String
  ) {
    let now = Set(events.compactMap { $0 as? CreditsNoted }.flatMap(\.credits).map(\.digest))
    for (index, fate) in fates.enumerated() {
      guard let fate, passed.count < PassedBankLine.listedMax else { continue }
      let isNew = now.contains(fate.digest)
      guard !(isNew && fate.fate == .booked) else { continue }
      passedLines =
        passed + [
          PassedBankLine(
            place: start + index + 1, day: part.day, amount: fate.amount, why: why(fate, isNew: isNew, file: file),
            receipt: fate.fate == .held ? ID(fate.place) : nil)
        ]
    }
  }
  private func why(_ credit: NotedCredit, isNew: Bool, file: String) -> PassedBankLine.Why {
    switch credit.fate {
    case .booked: credit.file == file ? .thisFile : .otherFile
    case .known: .elsewhere
    case .collective: .collective
    case .moved: .moved
    case .returned: .returned
    case .held: .held
    }
  }
}
