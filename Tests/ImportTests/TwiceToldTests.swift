import Basics
import Casework
import Enforcement
import EnforcementLaw
import Import
import TestSupport
import Testing

/// The bank tells one credit on several papers, and several credits in one way. Each is booked once, none is lost, and what is doubtful
/// waits for people.
@Suite struct TwiceToldTests {
  /// What banks write into an entry and its details.
  struct Detail {
    var amount = "100.00"
    var name = "王五"
    var account = "622200000000011"
    var to = ""
    var more = ""
  }
  static func entry(_ amount: String, _ reference: String = "", _ details: [Detail] = [], more: String = "") -> String {
    let parts = details.map { detail in
      """
      <TxDtls>\(detail.more)<Amt Ccy="CNY">\(detail.amount)</Amt><CdtDbtInd>CRDT</CdtDbtInd><RltdPties><Dbtr><Pty><Nm>\(detail.name)</Nm></Pty></Dbtr>\
      \(detail.account.isEmpty ? "" : "<DbtrAcct><Id><Othr><Id>\(detail.account)</Id></Othr></Id></DbtrAcct>")\
      \(detail.to.isEmpty ? "" : "<CdtrAcct><Id><Othr><Id>\(detail.to)</Id></Othr></Id></CdtrAcct>")</RltdPties></TxDtls>
      """
    }
    return """
      <Ntry><Amt Ccy="CNY">\(amount)</Amt><CdtDbtInd>CRDT</CdtDbtInd>\(more)<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-20</Dt></BookgDt>\
      \(reference.isEmpty ? "" : "<AcctSvcrRef>\(reference)</AcctSvcrRef>")<BkTxCd/>\
      \(parts.isEmpty ? "" : "<NtryDtls>\(parts.joined())</NtryDtls>")</Ntry>
      """
  }
  static func file(_ kind: String, _ entries: [String], _ id: String, account: String = "33050110990001") -> [UInt8] {
    let (root, body) = kind == "053" ? ("BkToCstmrStmt", "Stmt") : ("BkToCstmrDbtCdtNtfctn", "Ntfctn")
    return Array(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.\(kind).001.08"><\(root)><GrpHdr><MsgId>\(id)</MsgId><CreDtTm>2026-11-20T20:00:00+08:00</CreDtTm></GrpHdr>
      <\(body)><Id>\(id)-1</Id><CreDtTm>2026-11-20T20:00:00+08:00</CreDtTm><Acct><Id><Othr><Id>\(account)</Id></Othr></Id></Acct>\(entries.joined())</\(body)></\(root)></Document>
      """.utf8)
  }

  /// A court that takes files.
  struct Court {
    let rules: RuleCourt
    let matter: ID<CaseFile>
    let cashier: Actor
    init() async throws {
      let start = try #require(Day(2026, 11, 21))
      rules = try RuleCourt(at: Instant(start, hour: 9))
      _ = try await rules.staff("执行员", [.officer])
      _ = try await rules.staff("法官", [.judge])
      matter = try await rules.fileCase("1", claims: [(.principal, .yuan(5000), "")])
      cashier = try await rules.staff("出纳", [.cashier])
    }
    func take(_ bytes: [UInt8]) async throws -> BankFileOutcome {
      try await BankFileFiling(desk: rules.desk, court: rules.court).take(
        try BankFileReading.read(bytes), file: ContentDigest.sha256(bytes), by: cashier
      ) { _ in }
    }
    /// All that came into the books.
    func booked() async throws -> Money {
      try await rules.store.read(after: 0, limit: 10_000).reduce(Money.zero) { sum, recorded in
        switch recorded.event {
        case let event as ReceiptBooked: sum + event.amount
        case let event as BankReceiptTaken: sum + event.amount
        default: sum
        }
      }
    }
  }

  @Test("A collective credit told part by part in a notice and as a whole in the statement is booked once, either way round")
  func collective() async throws {
    let parts = [Detail(), Detail(amount: "150.00", name: "赵六", account: "622200000000012")]
    let notice = Self.file("054", [Self.entry("250.00", "BATCH202611200001", parts)], "N1")
    let statement = Self.file("053", [Self.entry("250.00", "BATCH202611200001")], "S1")
    for order in [[notice, statement], [statement, notice]] {
      let court = try await Court()
      _ = try await court.take(order[0])
      let second = try await court.take(order[1])
      #expect(try await court.booked() == .yuan(250))
      #expect(second.toSuspense == 0 && second.held == 0)
      #expect(!second.passed.isEmpty && second.passed.allSatisfy { $0.why == .collective })
      // A third paper changes nothing either.
      let again = try await court.take(Self.file("053", [Self.entry("250.00", "BATCH202611200001", parts)], "S2"))
      #expect(try await court.booked() == .yuan(250) && again.passed.count == 2)
    }
  }

  @Test("A short number is known by whom it was paid to, not by the account on whose paper it stands")
  func shortNumber() async throws {
    let court = try await Court()
    let sub = SubAccount.number(of: court.matter)
    let entry = Self.entry("33.00", "R0001", [Detail(amount: "33.00", to: sub)])
    let first = try await court.take(Self.file("054", [entry], "N2", account: sub))
    let second = try await court.take(Self.file("053", [entry], "S2"))
    #expect(first.toCases == 1 && second.toCases == 0 && second.held == 0)
    #expect(second.passed.map(\.why) == [.otherFile])
    #expect(try await court.booked() == .yuan(33))
  }

  @Test("Where one of two papers has no number, a credit of the same day and sum is held, not booked")
  func noNumber() async throws {
    for numbers in [["", "20261120999944"], ["20261120999944", ""], ["", ""]] {
      let court = try await Court()
      for (kind, number) in zip(["054", "053"], numbers) {
        let text = "<RmtInf><Ustrd>\(kind)</Ustrd></RmtInf>"
        let entry = Self.entry("44.00", number, [Detail(amount: "44.00", name: "钱七")]).replacing(
          "</RltdPties>", with: "</RltdPties>\(text)")
        let outcome = try await court.take(Self.file(kind, [entry], "F\(kind)"))
        #expect(outcome.held == (kind == "053" ? 1 : 0))
        if kind == "053" { #expect(outcome.passed.map(\.why) == [.held] && outcome.passed.first?.receipt != nil) }
        let again = try await court.take(Self.file(kind, [entry], "F\(kind)"))
        #expect(again.held == 0 && again.toSuspense == 0)
      }
      #expect(try await court.booked() == .yuan(44))
    }
    // Another payer's account says that it is other money.
    let court = try await Court()
    _ = try await court.take(Self.file("054", [Self.entry("44.00", "", [Detail(amount: "44.00")])], "N"))
    let other = Detail(amount: "44.00", name: "钱七", account: "622200000000099")
    let outcome = try await court.take(Self.file("053", [Self.entry("44.00", "20261120999945", [other])], "S"))
    #expect(outcome.toSuspense == 1 && outcome.held == 0)
  }

  @Test("Two payers under one number and sum are two credits: in one file both are booked, in two files the second is held")
  func twoPayers() async throws {
    let (one, two) = (
      Self.entry("60.00", "VOUCHER20261120", [Detail(amount: "60.00", name: "甲", account: "622200000000021")]),
      Self.entry("60.00", "VOUCHER20261120", [Detail(amount: "60.00", name: "乙", account: "622200000000022")])
    )
    let together = try await Court()
    for order in [["1", "2"], ["2", "1"]] {
      let lines = order.map { payer in
        InputValue.object([
          "side": "credit", "amount": "60.00", "reference": "VOUCHER20261120", "name": .text("付款人\(payer)"),
          "number": .text("62220000000002\(payer)"),
        ])
      }
      let verdict = try await together.rules.attempt(
        "receipts.take",
        ["account": "33050110990001", "day": "2026-11-20", "paper": "notice", "file": "aa", "lines": .list(lines)], by: .machine)
      #expect(verdict.events.count { $0 is BankReceiptTaken } == (order == ["1", "2"] ? 2 : 0))
      #expect(!verdict.events.contains { $0 is CreditHeld })
    }
    #expect(try await together.booked() == .yuan(120))
    let apart = try await Court()
    _ = try await apart.take(Self.file("054", [one], "N4"))
    let outcome = try await apart.take(Self.file("054", [two], "N5"))
    #expect(outcome.held == 1 && outcome.toSuspense == 0)
    let held = try #require(outcome.passed.first?.receipt)
    let state: BankReceipt = try await apart.rules.desk.state(.bankReceipt(held))
    #expect(state.held?.credit.ground == .otherPayer && state.held?.credit.alike.count == 1)
  }

  @Test(
    "A return that names a payment which is not ours is money like any other; a text that speaks of a share without one is too")
  func foreign() async throws {
    let court = try await Court()
    let back = "<Refs><EndToEndId>2026112000000001</EndToEndId></Refs>"
    let entry = Self.entry("88.00", "RET20261120001", [Detail(amount: "88.00", more: back)]).replacing(
      "</RltdPties>", with: "</RltdPties><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>")
    let returned = try await court.take(Self.file("054", [entry], "N6"))
    #expect(returned.toSuspense == 1)
    let sub = SubAccount.number(of: court.matter)
    for (number, amount, to) in [("MOVED2026112001", "777.00", ""), ("MOVED2026112002", "778.00", sub)] {
      let moved = Self.entry(amount, number, [Detail(amount: amount, to: to)]).replacing(
        "</RltdPties>", with: "</RltdPties><RmtInf><Ustrd>分配调拨 还款</Ustrd></RmtInf>")
      let outcome = try await court.take(Self.file("054", [moved], number))
      #expect(outcome.toSuspense + outcome.toCases == 1)
    }
    #expect(try await court.booked() == .yuan(88 + 777 + 778))
    // The same day, sum and payer's account under another number on another paper: perhaps the same money.
    let again = Self.entry("777.00", "CORE20261120777", [Detail(amount: "777.00")])
    let outcome = try await court.take(Self.file("054", [again], "N7"))
    let held = try #require(outcome.passed.first?.receipt)
    let state: BankReceipt = try await court.rules.desk.state(.bankReceipt(held))
    #expect(outcome.held == 1 && state.held?.credit.ground == .otherNumber)
  }

  @Test("Every line passed over is listed with its reason")
  func listed() async throws {
    let court = try await Court()
    let payment = Self.entry("5.00", "OUT20261120001").replacing("CRDT", with: "DBIT")
    let credit = Self.entry("6.00", "IN202611200001", [Detail(amount: "6.00")])
    let bytes = Self.file("054", [payment, credit], "N7")
    #expect(try await court.take(bytes).passed.map(\.why) == [.paymentInNotice])
    #expect(try await court.take(bytes).passed.map(\.why) == [.paymentInNotice, .thisFile])
    #expect(
      try await court.take(Self.file("054", [credit], "N8")).passed.map(\.why) == [.otherFile], "the number is known from N7")
  }
}
