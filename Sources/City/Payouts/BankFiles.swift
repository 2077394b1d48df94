import Basics

/// A file that the court's bank sends: pain.002 or camt.054.
public struct CityBankFile: Sendable, Hashable {
  public let id: String
  public let unit: String
  public let file: String
}

/// Writes the bank's answers.
enum BankAnswers {
  /// A payment with the reason why it was refused; nil where it was taken.
  typealias Decided = (payment: PaymentOrderFile.Payment, refusal: String?)

  /// pain.002.001.10: how each payment stands.
  static func status(_ file: PaymentOrderFile, _ decided: [Decided], id: String, at instant: Instant) -> String {
    let refused = decided.count { $0.refusal != nil }
    let group = refused == 0 ? "ACSP" : refused == decided.count ? "RJCT" : "PART"
    var text = opening("pain.002.001.10") + "<CstmrPmtStsRpt><GrpHdr><MsgId>\(id)</MsgId><CreDtTm>\(instant)</CreDtTm></GrpHdr>"
    text += "<OrgnlGrpInfAndSts><OrgnlMsgId>\(file.messageID)</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>"
    text += "<GrpSts>\(group)</GrpSts></OrgnlGrpInfAndSts>\n"
    var place = 0
    for part in file.parts {
      text += "<OrgnlPmtInfAndSts><OrgnlPmtInfId>\(part.id)</OrgnlPmtInfId>\n"
      for payment in part.payments {
        let refusal = decided[place].refusal
        place += 1
        let reason = refusal.map { "<StsRsnInf><Rsn><Cd>\($0)</Cd></Rsn></StsRsnInf>" } ?? ""
        text += "<TxInfAndSts><OrgnlEndToEndId>\(payment.id)</OrgnlEndToEndId>"
        text += "<TxSts>\(refusal == nil ? "ACSP" : "RJCT")</TxSts>\(reason)</TxInfAndSts>\n"
      }
      text += "</OrgnlPmtInfAndSts>"
    }
    return text + "</CstmrPmtStsRpt></Document>\n"
  }

  /// camt.054.001.08: the debits of what was paid from one account.
  static func debits(
    _ payments: [(payment: PaymentOrderFile.Payment, line: String)], from account: String, message: String, id: String,
    at instant: Instant
  ) -> String {
    var text =
      opening("camt.054.001.08") + "<BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>\(id)</MsgId><CreDtTm>\(instant)</CreDtTm></GrpHdr>"
    text +=
      "<Ntfctn><Id>\(id)</Id><CreDtTm>\(instant)</CreDtTm><Acct><Id><Othr><Id>\(account)</Id></Othr></Id><Ccy>CNY</Ccy></Acct>\n"
    for (payment, line) in payments {
      let amount = "Ccy=\"CNY\">\(payment.amount)"
      text += "<Ntry><Amt \(amount)</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
      text += "<BookgDt><Dt>\(instant.day)</Dt></BookgDt><ValDt><Dt>\(instant.day)</Dt></ValDt><AcctSvcrRef>\(line)</AcctSvcrRef>"
      text += "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>DMCT</SubFmlyCd></Fmly></Domn></BkTxCd>"
      text += "<NtryDtls><TxDtls><Refs><MsgId>\(message)</MsgId><EndToEndId>\(payment.id)</EndToEndId></Refs>"
      text += "<Amt \(amount)</Amt><CdtDbtInd>DBIT</CdtDbtInd></TxDtls></NtryDtls></Ntry>\n"
    }
    return text + "</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>\n"
  }

  private static func opening(_ message: String) -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:\(message)\">"
  }
}
