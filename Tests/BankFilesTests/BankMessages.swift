import Basics

@testable import BankFiles

/// Messages written by hand for the tests. People, banks and numbers are fictional.
enum BankMessages {
  /// A statement as versions 08 and later write it: two receipts, a batch of two paid out, a return, one pending.
  static func statement(_ version: String = "08") -> String {
    let isOld = version < "07"
    func status(_ code: String) -> String { isOld ? "<Sts>\(code)</Sts>" : "<Sts><Cd>\(code)</Cd></Sts>" }
    func party(_ name: String) -> String { version < "07" ? "<Nm>\(name)</Nm>" : "<Pty><Nm>\(name)</Nm></Pty>" }
    let bic = version == "02" ? "BIC" : "BICFI"
    func sum(_ amount: String, _ side: String) -> String {
      version == "02"
        ? "<AmtDtls><TxAmt><Amt Ccy=\"CNY\">\(amount)</Amt></TxAmt></AmtDtls>"
        : "<Amt Ccy=\"CNY\">\(amount)</Amt><CdtDbtInd>\(side)</CdtDbtInd>"
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.\(version)">
      <BkToCstmrStmt>
      <GrpHdr><MsgId>M-20240531</MsgId><CreDtTm>2024-05-31T20:00:00+08:00</CreDtTm></GrpHdr>
      <Stmt>
      <Id>S-20240531-1</Id>
      <CreDtTm>2024-05-31T20:00:00+08:00</CreDtTm>
      <FrToDt><FrDtTm>2024-05-31T00:00:00+08:00</FrDtTm><ToDtTm>2024-05-31T23:59:59+08:00</ToDtTm></FrToDt>
      <Acct><Id><Othr><Id>33050100000000001</Id></Othr></Id><Ccy>CNY</Ccy><Ownr><Nm>示例市人民法院</Nm></Ownr></Acct>
      <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2024-05-31</Dt></Dt></Bal>
      <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">1180.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2024-05-31</Dt></Dt></Bal>
      <TxsSummry>
      <TtlNtries><NbOfNtries>5</NbOfNtries><Sum>820.50</Sum></TtlNtries>
      <TtlCdtNtries><NbOfNtries>4</NbOfNtries><Sum>520.50</Sum></TtlCdtNtries>
      <TtlDbtNtries><NbOfNtries>1</NbOfNtries><Sum>300.00</Sum></TtlDbtNtries>
      </TxsSummry>
      <Ntry>
      <NtryRef>1</NtryRef>
      <Amt Ccy="CNY">200.5</Amt>
      <CdtDbtInd>CRDT</CdtDbtInd>
      \(status("BOOK"))
      <BookgDt><Dt>2024-05-31</Dt></BookgDt>
      <ValDt><DtTm>2024-05-31T09:30:00.123+08:00</DtTm></ValDt>
      <AcctSvcrRef>R0001</AcctSvcrRef>
      <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>DMCT</SubFmlyCd></Fmly></Domn></BkTxCd>
      <NtryDtls><TxDtls><Refs><InstrId>I-1</InstrId><EndToEndId>NOTPROVIDED</EndToEndId></Refs>\(sum("200.50", "CRDT"))
      <RltdPties><Dbtr>\(party("张云舟"))</Dbtr><DbtrAcct><Id><Othr><Id>6222000000000001</Id></Othr></Id></DbtrAcct></RltdPties>
      <RltdAgts><DbtrAgt><FinInstnId><\(bic)>ABCDCNBJ</\(bic)></FinInstnId></DbtrAgt></RltdAgts>
      <RmtInf><Ustrd>（2024）浙1004执88号</Ustrd><Ustrd>案款 &amp; 利息</Ustrd></RmtInf>
      </TxDtls></NtryDtls>
      </Ntry>
      <Ntry>
      <Amt Ccy="CNY">300.00</Amt>
      <CdtDbtInd>DBIT</CdtDbtInd>
      \(status("BOOK"))
      <BookgDt><DtTm>2024-05-30T18:00:00Z</DtTm></BookgDt>
      <AcctSvcrRef>R0002</AcctSvcrRef>
      <BkTxCd><Prtry><Cd>代发</Cd></Prtry></BkTxCd>
      <NtryDtls><Btch><MsgId>8123-1</MsgId><PmtInfId>8123-1-P1</PmtInfId><NbOfTxs>2</NbOfTxs></Btch>
      <TxDtls><Refs><EndToEndId>8123-1-1</EndToEndId></Refs>\(sum("100.00", "DBIT"))<RltdPties><Cdtr>\(party("林青禾"))</Cdtr></RltdPties></TxDtls>
      <TxDtls><Refs><EndToEndId>8123-1-2</EndToEndId></Refs>\(sum("200.00", "DBIT"))<RltdPties><Cdtr>\(party("周雪帆"))</Cdtr></RltdPties></TxDtls>
      </NtryDtls>
      </Ntry>
      <Ntry>
      <Amt Ccy="CNY">200.00</Amt>
      <CdtDbtInd>CRDT</CdtDbtInd>
      <RvslInd>true</RvslInd>
      \(status("BOOK"))
      <BookgDt><Dt>2024-05-31</Dt></BookgDt>
      <AcctSvcrRef>R0003</AcctSvcrRef>
      <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>RRTN</SubFmlyCd></Fmly></Domn></BkTxCd>
      <NtryDtls><TxDtls><Refs><EndToEndId>8123-1-2</EndToEndId></Refs>\(sum("200.00", "CRDT"))
      <RltdPties><Dbtr>\(party("示例市人民法院"))</Dbtr><Cdtr>\(party("周雪帆"))</Cdtr></RltdPties>
      <RtrInf><Rsn><Cd>AC01</Cd></Rsn><AddtlInf>账号不存在</AddtlInf></RtrInf>
      </TxDtls></NtryDtls>
      </Ntry>
      <Ntry>
      <Amt Ccy="CNY">80.00</Amt>
      <CdtDbtInd>CRDT</CdtDbtInd>
      \(status("BOOK"))
      <BookgDt><Dt>2024-05-31</Dt></BookgDt>
      <AcctSvcrRef>R0004</AcctSvcrRef>
      <BkTxCd/>
      </Ntry>
      <Ntry>
      <Amt Ccy="CNY">40.00</Amt>
      <CdtDbtInd>CRDT</CdtDbtInd>
      \(status("PDNG"))
      <AcctSvcrRef>R0005</AcctSvcrRef>
      <BkTxCd/>
      </Ntry>
      </Stmt>
      </BkToCstmrStmt>
      </Document>
      """ + "\n"
  }

  static let notice = """
    <?xml version="1.0" encoding="UTF-8"?>
    <n:Document xmlns:n="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08">
    <n:BkToCstmrDbtCdtNtfctn>
    <n:GrpHdr><n:MsgId>N-1</n:MsgId><n:CreDtTm>2024-06-01T08:00:00+08:00</n:CreDtTm></n:GrpHdr>
    <n:Ntfctn>
    <n:Id>N-1-1</n:Id>
    <n:Acct><n:Id><n:Othr><n:Id>33050100000000001</n:Id></n:Othr></n:Id></n:Acct>
    <n:Ntry>
    <n:Amt Ccy="CNY">55.00</n:Amt>
    <n:CdtDbtInd>CRDT</n:CdtDbtInd>
    <n:Sts><n:Cd>BOOK</n:Cd></n:Sts>
    <n:BookgDt><n:Dt>2024-06-01</n:Dt></n:BookgDt>
    <n:AcctSvcrRef>R0100</n:AcctSvcrRef>
    <n:BkTxCd/>
    <n:NtryDtls><n:TxDtls><n:Refs><n:EndToEndId>8123-1-7</n:EndToEndId></n:Refs>
    <n:Amt Ccy="CNY">55.00</n:Amt><n:CdtDbtInd>CRDT</n:CdtDbtInd>
    <n:RtrInf><n:Rsn><n:Cd>AC04</n:Cd></n:Rsn></n:RtrInf></n:TxDtls></n:NtryDtls>
    </n:Ntry>
    </n:Ntfctn>
    </n:BkToCstmrDbtCdtNtfctn>
    </n:Document>

    """

  static let statusReport = """
    <?xml version="1.0" encoding="UTF-8"?>
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10">
    <CstmrPmtStsRpt>
    <GrpHdr><MsgId>A-1</MsgId><CreDtTm>2024-05-31T12:00:00+08:00</CreDtTm></GrpHdr>
    <OrgnlGrpInfAndSts>
    <OrgnlMsgId>8123-1</OrgnlMsgId>
    <OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>
    <GrpSts>PART</GrpSts>
    </OrgnlGrpInfAndSts>
    <OrgnlPmtInfAndSts>
    <OrgnlPmtInfId>8123-1-P1</OrgnlPmtInfId>
    <PmtInfSts>PART</PmtInfSts>
    <NbOfTxsPerSts><DtldNbOfTxs>2</DtldNbOfTxs><DtldSts>ACSC</DtldSts></NbOfTxsPerSts>
    <NbOfTxsPerSts><DtldNbOfTxs>1</DtldNbOfTxs><DtldSts>RJCT</DtldSts></NbOfTxsPerSts>
    <TxInfAndSts>
    <OrgnlEndToEndId>8123-1-1</OrgnlEndToEndId>
    <TxSts>ACSC</TxSts>
    <AcctSvcrRef>B-77</AcctSvcrRef>
    </TxInfAndSts>
    <TxInfAndSts>
    <OrgnlEndToEndId>8123-1-2</OrgnlEndToEndId>
    <TxSts>RJCT</TxSts>
    <StsRsnInf><Rsn><Cd>AC01</Cd></Rsn><AddtlInf>账号户名不符</AddtlInf></StsRsnInf>
    <OrgnlTxRef><Amt><InstdAmt Ccy="CNY">200.00</InstdAmt></Amt></OrgnlTxRef>
    </TxInfAndSts>
    </OrgnlPmtInfAndSts>
    </CstmrPmtStsRpt>
    </Document>

    """

  static let returns = """
    <?xml version="1.0" encoding="UTF-8"?>
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.004.001.09">
    <PmtRtr>
    <GrpHdr>
    <MsgId>T-1</MsgId>
    <CreDtTm>2024-06-02T10:00:00+08:00</CreDtTm>
    <NbOfTxs>2</NbOfTxs>
    <TtlRtrdIntrBkSttlmAmt Ccy="CNY">300.00</TtlRtrdIntrBkSttlmAmt>
    </GrpHdr>
    <OrgnlGrpInf><OrgnlMsgId>8123-1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInf>
    <TxInf>
    <RtrId>T-1-1</RtrId>
    <OrgnlEndToEndId>8123-1-1</OrgnlEndToEndId>
    <OrgnlIntrBkSttlmAmt Ccy="CNY">100.00</OrgnlIntrBkSttlmAmt>
    <RtrdIntrBkSttlmAmt Ccy="CNY">100.00</RtrdIntrBkSttlmAmt>
    <IntrBkSttlmDt>2024-06-02</IntrBkSttlmDt>
    <RtrRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>账户已销</AddtlInf></RtrRsnInf>
    <OrgnlTxRef><Cdtr><Pty><Nm>林青禾</Nm></Pty></Cdtr><CdtrAcct><Id><Othr><Id>6222000000000002</Id></Othr></Id></CdtrAcct></OrgnlTxRef>
    </TxInf>
    <TxInf>
    <RtrId>T-1-2</RtrId>
    <OrgnlEndToEndId>8123-1-2</OrgnlEndToEndId>
    <RtrdIntrBkSttlmAmt Ccy="CNY">200.00</RtrdIntrBkSttlmAmt>
    <RtrRsnInf><Rsn><Prtry>户名不符</Prtry></Rsn></RtrRsnInf>
    </TxInf>
    </PmtRtr>
    </Document>

    """
}

/// A file with one place changed.
struct Broken {
  let name: String
  let find: String
  let replacement: String
  /// `12 B8`: line and rule of the first fault.
  let expected: String
  init(_ name: String, _ find: String, _ replacement: String, _ expected: String) {
    self.name = name
    self.find = find
    self.replacement = replacement
    self.expected = expected
  }

  /// The changed text; nil where there is nothing to change, so that a variant cannot silently be no variant.
  func text(of good: String) -> String? {
    guard let range = good.firstRange(of: find) else { return nil }
    return good.replacingCharacters(range, with: replacement)
  }
}

extension String {
  func replacingCharacters(_ range: Range<String.Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}

/// Where the first fault stands and what it breaks.
func short(_ fault: BankFileFault) -> String { "\(fault.line) \(fault.rule.rawValue)" }
func short(_ faults: [BankFileFault]) -> [String] { faults.map { short($0) + ($0.severity == .warning ? " warning" : "") } }

/// Numbers in a fixed order, so that a failure can be repeated by its seed.
struct Seeded {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }
}

/// Changes some bytes: flips, cuts, doubles, insertions.
func mutated(_ bytes: [UInt8], _ random: inout Seeded) -> [UInt8] {
  var copy = bytes
  for _ in 0...random.below(6) where !copy.isEmpty {
    let place = random.below(copy.count)
    switch random.below(6) {
    case 0: copy[place] = UInt8(truncatingIfNeeded: random.next())
    case 1: copy.remove(at: place)
    case 2: copy.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
    case 3: copy.removeSubrange(place..<min(copy.count, place + random.below(60)))
    case 4: copy.insert(contentsOf: copy[place..<min(copy.count, place + random.below(60))], at: place)
    default: copy[place] = Array("<>&\"',/=!?-]0.".utf8)[random.below(14)]
    }
  }
  return copy
}
