import Basics
import XMLText

/// `TxDtls`: one payment inside an entry.
extension StatementReading {
  mutating func readDetail(into entry: inout BankEntry) throws {
    var detail = EntryDetail(line: message.xml.tagLine)
    let index = entry.details.count
    while let element = try message.xml.child() {
      switch element {
      case "Refs": try readReferences(into: &detail)
      case "Amt":
        if let amount = try message.amount() {
          detail.amount = amount
          detailsWithAmount.insert(index)
        }
      case "AmtDtls":
        if let amount = try readTransactionAmount(), detailsWithAmount.insert(index).inserted { detail.amount = amount }
      case "CdtDbtInd":
        if let side = try message.side() {
          detail.side = side
          detailsWithSide.insert(index)
        }
      case "RltdPties": try readParties(into: &detail)
      case "RltdAgts": try readAgents(into: &detail)
      case "RmtInf": detail.remittance = try message.remittance()
      case "RtrInf": try readReturn(into: &detail)
      case "AddtlTxInf": detail.information = try message.description(max: 500)
      default: try message.xml.skip()
      }
    }
    entry.details.append(detail)
  }

  private mutating func readReferences(into detail: inout EntryDetail) throws {
    while let element = try message.xml.child() {
      switch element {
      case "MsgId": detail.messageID = try message.text(max: 35) ?? ""
      case "AcctSvcrRef": detail.bankReference = try message.text(max: 35) ?? ""
      case "PmtInfId": detail.paymentInfoID = try message.text(max: 35) ?? ""
      case "InstrId": detail.instructionID = try message.text(max: 35) ?? ""
      case "EndToEndId":
        let id = try message.text(max: 35) ?? ""
        detail.endToEndID = id == "NOTPROVIDED" ? "" : id
      case "TxId": detail.transactionID = try message.text(max: 35) ?? ""
      default: try message.xml.skip()
      }
    }
  }

  /// Version 02 has no `Amt` of its own: the sum stands in `AmtDtls/TxAmt/Amt`.
  private mutating func readTransactionAmount() throws -> Money? {
    var amount: Money?
    while let element = try message.xml.child() {
      guard element == "TxAmt" else {
        try message.xml.skip()
        continue
      }
      while let inner = try message.xml.child() {
        if inner == "Amt" { amount = try message.amount() } else { try message.xml.skip() }
      }
    }
    return amount
  }

  private mutating func readParties(into detail: inout EntryDetail) throws {
    while let element = try message.xml.child() {
      switch element {
      case "Dbtr": detail.debtor.name = try message.partyName()
      case "DbtrAcct": detail.debtor.account = try message.account()
      case "Cdtr": detail.creditor.name = try message.partyName()
      case "CdtrAcct": detail.creditor.account = try message.account()
      default: try message.xml.skip()
      }
    }
  }

  private mutating func readAgents(into detail: inout EntryDetail) throws {
    while let element = try message.xml.child() {
      switch element {
      case "DbtrAgt": try message.agent(of: &detail.debtor)
      case "CdtrAgt": try message.agent(of: &detail.creditor)
      default: try message.xml.skip()
      }
    }
  }

  private mutating func readReturn(into detail: inout EntryDetail) throws {
    while let element = try message.xml.child() {
      switch element {
      case "Rsn": detail.returnReason = try message.code() ?? ""
      case "AddtlInf": detail.returnText += try message.description(max: 105)
      default: try message.xml.skip()
      }
    }
    if detail.returnReason.isEmpty { try message.missing("Rsn/Cd") }
  }
}

/// Parties, accounts and texts, alike in all messages.
extension MessageReader {
  /// A text that may be blank.
  mutating func description(max: Int) throws -> String {
    let text = try xml.trimmedText()
    guard text.utf8.count > max else { return text }
    let count = text.unicodeScalars.count
    guard count > max else { return text }
    try fault(.text, Phrase("\(count) 字，超过 \(max) 字", "\(count) signs, more than \(max)"), instead: Phrase("缩短", "Shorten it"))
    return ""
  }

  /// The name of a party: `Nm`, or from version 08 on `Pty/Nm` or `Agt/FinInstnId/Nm`.
  mutating func partyName() throws -> String {
    var name = ""
    while let element = try xml.child() {
      switch element {
      case "Nm": name = try description(max: 140)
      case "Pty", "Agt", "FinInstnId":
        let inner = try partyName()
        if name.isEmpty { name = inner }
      default: try xml.skip()
      }
    }
    return name
  }

  /// `DbtrAcct` and the like.
  mutating func account() throws -> String {
    var number = ""
    while let element = try xml.child() {
      if element == "Id" { number = try accountNumber() } else { try xml.skip() }
    }
    return number
  }

  /// `Id` of an account: `IBAN` or `Othr/Id`.
  mutating func accountNumber() throws -> String {
    var number = ""
    while let element = try xml.child() {
      switch element {
      case "IBAN": number = try text(max: 34) ?? ""
      case "Othr":
        while let inner = try xml.child() {
          if inner == "Id" { number = try text(max: 34) ?? "" } else { try xml.skip() }
        }
      default: try xml.skip()
      }
    }
    return number
  }

  /// `FinInstnId`: BIC or clearing code, and name.
  mutating func agent(of party: inout EntryDetail.Party) throws {
    while let element = try xml.child() {
      switch element {
      case "FinInstnId": try agent(of: &party)
      case "BIC", "BICFI": party.bankCode = try text(max: 11) ?? ""
      case "ClrSysMmbId":
        while let inner = try xml.child() {
          if inner == "MmbId" { party.bankCode = try text(max: 35) ?? "" } else { try xml.skip() }
        }
      case "Nm": party.bankName = try description(max: 140)
      default: try xml.skip()
      }
    }
  }

  /// What the payer wrote, all of it.
  mutating func remittance() throws -> String {
    var parts: [String] = []
    while let element = try xml.child() {
      switch element {
      case "Ustrd", "AddtlRmtInf", "Ref": parts.append(try description(max: 140))
      case "Strd", "CdtrRefInf": parts.append(try remittance())
      default: try xml.skip()
      }
      if parts.count > 100 { parts.removeLast() }
    }
    return parts.filter { !$0.isEmpty }.joined(separator: " ")
  }
}
