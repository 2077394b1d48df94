import ArgumentParser
import Basics
import Casework
import Enforcement
import Foundation
import Ledger
import PartnerAPI
import Storage
import StorageSQLite

/// `zhixing ledger`: the double-entry books of a court's case money.
struct LedgerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger", abstract: "The ledger of case money: check, export, balances. 案款总账。",
    subcommands: [Check.self, Export.self, Balances.self])

  /// `zhixing ledger check`
  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Book the ledger again from the log alone and compare it with what stands. 由日志重记总账并核对。",
      discussion: """
        Verifies the log, books every money event anew, counts the sums again from the entries, verifies each signed statement, and \
        compares the tables row by row; then compares what each case's and cluster's own events say of its account with the ledger. \
        Every difference is named on standard error and ends with exit status 1.
        """)
    @OptionGroup var options: LedgerOptions

    func run() async throws {
      let folder = try DataFolder.existing(options.data)
      defer { withExtendedLifetime(folder) {} }
      let store = try folder.store()
      let head = try await store.verifyLog()
      let keys = try options.courtKeys(folder)
      let report = try await store.ledgerCheck(keys: keys)
      print(
        """
        \(report.events) events, head \(head.position) \(head.hash)
        \(report.entries) entries on \(report.accounts) accounts, \(report.statements) signed statements, \
        \(report.faults.count) differences
        """)
      for (court, totals) in report.totals.sorted(by: { $0.key < $1.key }) {
        print("\(court): \(totals.of(.bank).posted(.debit)) CNY at the bank")
      }
      if keys == nil && report.statements > 0 {
        options.complain("the court's signing key is not beside the folder: statements were checked by the keys they name")
      }
      let own = try await store.accountCheck()
      print("\(own.accounts) accounts of cases and clusters beside the ledger, \(own.faults.count) differences")
      for fault in report.faults + own.faults { options.complain(fault.description) }
      if !report.faults.isEmpty || !own.faults.isEmpty { throw ExitCode(1) }
    }
  }

  /// `zhixing ledger export`
  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write the entries as an hledger journal or as CSV. 导出分录。",
      discussion: """
        In the journal what moved money is cleared (*), what is only reserved is pending (!): `hledger -f FILE balance --cleared` \
        gives posted balances, `--pending` reservations. Debits are above zero.
        """)
    enum Format: String, ExpressibleByArgument, CaseIterable { case hledger, csv }
    @OptionGroup var options: LedgerOptions
    @Option(help: "hledger or csv. 格式。") var format: Format
    @Option(name: .customLong("case"), help: "Only this case, by its id. 案件编号。") var caseID: String?
    @Option(help: "First day, 2026-03-01. 起始日。") var from: String?
    @Option(help: "Last day. 截止日。") var through: String?
    @Option(help: "Names of accounts and codes: en (ASCII) or zh. 语言。") var language = "en"

    func run() async throws {
      let filter = try filter()
      guard let language = Language(rawValue: language) else { throw ValidationError("--language is en or zh") }
      let folder = try DataFolder.existing(options.data)
      defer { withExtendedLifetime(folder) {} }
      let store = try folder.store()
      let court = try await options.court(store)
      let reads = SQLLedgerReads(store)
      var journal = Journal(language: language)
      put(format == .hledger ? journal.head(title: "\(court.text)") : LedgerCSV.head)
      var place: Int64 = 0
      while true {
        let lines = try await reads.entries(filter, court: court, after: place, limit: 5_000)
        guard let last = lines.last else { return }
        put(lines.map { format == .hledger ? journal.text($0.journal) : LedgerCSV.row($0) }.joined())
        place = last.place
      }
    }

    private func filter() throws -> LedgerFilter {
      func day(_ text: String?, _ name: String) throws -> Day? {
        guard let text else { return nil }
        guard let day = Day(text) else { throw ValidationError("--\(name): “\(text)” is not a day; write 2026-03-01") }
        return day
      }
      var filter = LedgerFilter(from: try day(from, "from"), through: try day(through, "through"))
      if let caseID {
        guard let id = ID<CaseFile>(caseID) else { throw ValidationError("--case: “\(caseID)” is not the id of a case") }
        filter.caseID = id
      }
      return filter
    }
    private func put(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }
  }

  /// `zhixing ledger balances`
  struct Balances: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Sums by kind of account, or of each account. 余额。",
      discussion: "Tab-separated: account, posted, reserved on it, available. Amounts in yuan, each on the account's own side.")
    @OptionGroup var options: LedgerOptions
    @Flag(help: "Each account instead of the sums by kind. 逐户列出。") var accounts = false
    @Option(help: "Only accounts of this kind: bank, case, payee, treasury, transit … 账户类别。") var kind: String?

    func run() async throws {
      var only: LedgerAccount.Kind?
      if let kind {
        only = LedgerAccount.Kind(rawValue: kind)
        let kinds = LedgerAccount.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        guard only != nil else { throw ValidationError("--kind is one of: \(kinds)") }
      }
      let folder = try DataFolder.existing(options.data)
      defer { withExtendedLifetime(folder) {} }
      let store = try folder.store()
      let court = try await options.court(store)
      let reads = SQLLedgerReads(store)
      guard accounts || only != nil else {
        let totals = try await reads.totals(court)
        for kind in LedgerAccount.Kind.allCases where totals.kinds[kind] != nil { show(kind.rawValue, kind, totals.of(kind)) }
        return
      }
      var last: LedgerAccount?
      while true {
        let rows = try await reads.accounts(only, court: court, after: last, limit: 5_000)
        for row in rows { show(row.account.description, row.account.kind, row.balance) }
        guard let next = rows.last else { return }
        last = next.account
      }
    }
    private func show(_ name: String, _ kind: LedgerAccount.Kind, _ balance: LedgerBalance) {
      let side = kind.normalSide
      let reserved = side == .debit ? balance.pendingCredits : balance.pendingDebits
      print("\(name)\t\(balance.posted(side))\t\(reserved)\t\(balance.available(side))")
    }
  }
}

/// What every command on the ledger shares.
struct LedgerOptions: ParsableArguments {
  @Option(help: "Data folder. 数据目录。") var data = "data"
  @Option(name: .customLong("court"), help: "Code of the court, where the folder has several. 法院代码。") var code: String?

  /// The court asked for, else the only one.
  func court(_ store: SQLiteStore) async throws -> CourtCode {
    if let code { return CourtCode(code) }
    let courts = try await SQLLedgerReads(store).courts()
    guard courts.count <= 1 else {
      throw CommandFailure(description: "several courts: give --court \(courts.map(\.text).joined(separator: " | "))")
    }
    guard let court = courts.first else { throw CommandFailure(description: "nothing has been booked here. 尚无分录。") }
    return court
  }
  /// The court's public keys; nil where its signing key is not here.
  func courtKeys(_ folder: DataFolder) throws -> Set<String>? {
    guard FileManager.default.fileExists(atPath: folder.signingKeyFile.path) else { return nil }
    let raw = [UInt8](try Data(contentsOf: folder.signingKeyFile))
    return [try PartnerSigner(keyID: "court-1", owner: "", rawKey: raw).publicKey.publicKey]
  }
  func complain(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }
}

/// Entries as CSV; no field has a comma, a quote or a line break.
enum LedgerCSV {
  static let head = "place,time,entry,code,phase,ends,debit,credit,amount,event,case,actor\r\n"
  static func row(_ line: LedgerLine) -> String {
    let entry = line.entry
    let fields: [String] = [
      "\(line.place)", "\(line.at)", "\(entry.id)", entry.code.rawValue, entry.phase.word,
      entry.phase.of.map(\.description) ?? "",
      "\(entry.debit)", "\(entry.credit)", "\(entry.amount)", "\(line.source)@\(line.version)", line.caseKey ?? "",
      line.actor.description,
    ]
    return fields.joined(separator: ",") + "\r\n"
  }
}

/// The court's key as commands sign with it: statements bear the key that partners know.
struct CourtKey: CourtSigner {
  let signer: PartnerSigner
  func sign(_ text: String) throws -> CourtSignature {
    CourtSignature(
      keyID: signer.keyID, publicKey: signer.publicKey.publicKey, signature: try signer.signature(of: Array(text.utf8)))
  }
}
