import Basics
import XMLText

/// A file of payments that a court hands to its bank, as the journal keeps it.
public struct PaymentOrder: Codable, Sendable, Hashable {
  public let unit: String
  public let court: String
  /// pain.001.001.09.
  public let file: String
  public init(unit: String, court: String, file: String) {
    self.unit = unit
    self.court = court
    self.file = file
  }
}

/// What a file of payments says.
struct PaymentOrderFile: Sendable, Hashable {
  struct Payment: Sendable, Hashable {
    var id = ""
    var amount = Money.zero
    var name = ""
    var account = ""
  }
  struct Part: Sendable, Hashable {
    var id = ""
    var debtor = ""
    var payments: [Payment] = []
  }
  private(set) var messageID = ""
  private(set) var stated: (count: Int, sum: Money) = (0, .zero)
  private(set) var parts: [Part] = []
  var payments: [Payment] { parts.flatMap(\.payments) }

  static func == (left: PaymentOrderFile, right: PaymentOrderFile) -> Bool {
    left.messageID == right.messageID && left.parts == right.parts
  }
  func hash(into hasher: inout Hasher) { hasher.combine(messageID) }

  /// Nil where it is no file of payments, or its sums are not those that it states.
  init?(_ text: String) {
    var xml = XMLReader(Array(text.utf8))
    do { try read(&xml) } catch { return nil }
    let sum = payments.reduce(Money.zero) { $0.adding($1.amount) ?? .zero }
    let ids = Set(payments.map(\.id))
    guard !messageID.isEmpty, !payments.isEmpty, payments.count == stated.count, sum == stated.sum, ids.count == payments.count,
      payments.allSatisfy({ $0.amount > .zero && !$0.id.isEmpty && !$0.account.isEmpty })
    else { return nil }
  }

  private mutating func read(_ xml: inout XMLReader) throws {
    guard try xml.root() == "Document", try xml.child() == "CstmrCdtTrfInitn" else { return }
    while let element = try xml.child() {
      switch element {
      case "GrpHdr":
        while let field = try xml.child() {
          switch field {
          case "MsgId": messageID = try xml.trimmedText()
          case "NbOfTxs": stated.count = Int(try xml.trimmedText()) ?? -1
          case "CtrlSum": stated.sum = Money(try xml.trimmedText()) ?? .zero
          default: try xml.skip()
          }
        }
      case "PmtInf": parts.append(try part(&xml))
      default: try xml.skip()
      }
    }
  }

  private func part(_ xml: inout XMLReader) throws -> Part {
    var part = Part()
    while let element = try xml.child() {
      switch element {
      case "PmtInfId": part.id = try xml.trimmedText()
      case "DbtrAcct": part.debtor = try account(&xml)
      case "CdtTrfTxInf": part.payments.append(try payment(&xml))
      default: try xml.skip()
      }
    }
    return part
  }

  private func payment(_ xml: inout XMLReader) throws -> Payment {
    var payment = Payment()
    while let element = try xml.child() {
      switch element {
      case "PmtId":
        while let field = try xml.child() {
          if field == "EndToEndId" { payment.id = try xml.trimmedText() } else { try xml.skip() }
        }
      case "Amt": while try xml.child() != nil { payment.amount = Money(try xml.trimmedText()) ?? .zero }
      case "Cdtr":
        while let field = try xml.child() { if field == "Nm" { payment.name = try xml.trimmedText() } else { try xml.skip() } }
      case "CdtrAcct": payment.account = try account(&xml)
      default: try xml.skip()
      }
    }
    return payment
  }

  /// `Id/Othr/Id`.
  private func account(_ xml: inout XMLReader) throws -> String {
    var number = ""
    while let element = try xml.child() {
      guard element == "Id" else {
        try xml.skip()
        continue
      }
      while let kind = try xml.child() {
        guard kind == "Othr" else {
          try xml.skip()
          continue
        }
        while let field = try xml.child() { if field == "Id" { number = try xml.trimmedText() } else { try xml.skip() } }
      }
    }
    return number
  }
}
