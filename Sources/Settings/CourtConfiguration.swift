import Basics
import Casework
import Crypto
import Enforcement
import EnforcementLaw
import Foundation
import Yams

/// A court's configuration as read at start: process map, triage rules, units, settings, law data. Any fault stops the start and
/// names file and line.
public struct CourtConfiguration: Sendable {
  public let court: CourtCode
  public let courtName: String
  public let books: CourtBooks
  public let unitAddresses: [String: String]
  /// Outgoing requests and notices of imported cases, per minute.
  public let pacePerMinute: Int
  /// Where fees go.
  public let treasury: Treasury
  /// How files of payments leave.
  public let payments: PaymentSettings
  /// The address at which the public reaches the court, without a slash at its end; nil where the file names none.
  public var publicURL: String?
  /// The telephone that papers name, in its canonical form; nil where the file has none.
  public let phone: String?

  /// Reads `config` and `data-law` folders.
  public static func read(config: URL, lawData: URL) throws -> CourtConfiguration {
    var digest = SHA256()
    func text(_ folder: URL, _ name: String) throws -> String {
      let url = folder.appendingPathComponent(name)
      guard let data = try? Data(contentsOf: url) else {
        throw ConfigurationFault(file: url.relativePath, line: 0, Phrase("读不到文件", "The file cannot be read"))
      }
      digest.update(data: data)
      return String(decoding: data, as: UTF8.self)
    }
    // A fault names the file as it was given, so that it can be opened.
    func name(_ file: String) -> String { config.appendingPathComponent(file).relativePath }
    func law<Value>(_ file: String, _ read: (String) throws -> Value) throws -> Value {
      do { return try read(text(lawData, file)) } catch let refusal as LawRefusal {
        throw ConfigurationFault(file: lawData.appendingPathComponent(file).relativePath, line: 0, refusal.message)
      }
    }
    let process = try ProcessMapFile.read(text(config, "process.yaml"), file: name("process.yaml"))
    let triage = try triage(text(config, "triage.yaml"), file: name("triage.yaml"))
    let (units, addresses) = try units(text(config, "units.yaml"), file: name("units.yaml"))
    let court = try courtFile(text(config, "court.yaml"), file: name("court.yaml"))
    let calendar = try law("calendar_2018_2026.csv") { try CourtCalendar.parse(csv: $0) }
    let lpr = try law("lpr.csv") { try LPRTable.parse(csv: $0) }
    let benchmark = try law("pboc_benchmark.csv") { try BenchmarkTable.parse(csv: $0) }
    let version = digest.finalize().prefix(6).map { String(format: "%02x", $0) }.joined()
    let books = LawBooks(
      calendar: calendar, settings: court.settings, rates: RateTables(lpr: lpr, benchmark: benchmark), settingsVersion: version)
    return CourtConfiguration(
      court: court.code, courtName: court.name, books: CourtBooks(law: books, process: process, triage: triage, units: units),
      unitAddresses: addresses, pacePerMinute: court.pace, treasury: court.treasury, payments: court.payments,
      publicURL: court.publicURL, phone: court.phone)
  }

  private static func triage(_ text: String, file: String) throws(ConfigurationFault) -> TriageRules {
    let reader = YAMLReader(file: file)
    let root = try reader.root(text)
    try reader.known(root, ["simpleMax", "specialMin", "debtorsMax"])
    guard let simple = Money(try reader.text(root, "simpleMax")), let special = Money(try reader.text(root, "specialMin")),
      let debtors = Int(try reader.text(root, "debtorsMax"))
    else { throw reader.fault(root, "金额或人数有误", "A sum or number is wrong") }
    return TriageRules(simpleMax: simple, specialMin: special, debtorsMax: debtors)
  }

  private static func units(_ text: String, file: String) throws(ConfigurationFault) -> ([PartnerUnit], [String: String]) {
    let reader = YAMLReader(file: file)
    let root = try reader.root(text)
    var units: [PartnerUnit] = []
    var addresses: [String: String] = [:]
    for item in try reader.list(root, "units") {
      try reader.known(item, ["key", "zh", "en", "kind", "address", "channel"])
      guard let kind = PartnerUnit.Kind(rawValue: try reader.text(item, "kind")) else {
        throw reader.fault(item, "没有这种单位", "No such kind of unit")
      }
      let key = try reader.text(item, "key")
      let channel = reader.optionalText(item, "channel") ?? PartnerUnit.Channel.online.rawValue
      guard let channel = PartnerUnit.Channel(rawValue: channel) else {
        throw reader.fault(item, "channel 只能是 online 或 paper", "channel is online or paper")
      }
      let name = Phrase(try reader.text(item, "zh"), try reader.text(item, "en"))
      units.append(PartnerUnit(key: key, name: name, kind: kind, channel: channel))
      addresses[key] = reader.optionalText(item, "address")
    }
    return (units, addresses)
  }

  struct CourtFile {
    let code: CourtCode
    let name: String
    let pace: Int
    let settings: CourtSettings
    let treasury: Treasury
    let payments: PaymentSettings
    let publicURL: String?
    let phone: String?
  }

  /// `file` is the name that faults give.
  static func courtFile(_ text: String, file: String) throws -> CourtFile {
    let reader = YAMLReader(file: file)
    let root = try reader.root(text)
    try reader.known(root, ["code", "name", "pacePerMinute", "settings", "treasury", "payments", "publicURL", "phone"])
    var settings = CourtSettings.standard
    for (key, value) in root.mapping?["settings"]?.mapping ?? Node.Mapping([]) {
      do throws(LawRefusal) {
        try settings.set(key.scalar?.string ?? "", to: value.scalar?.string ?? "", origin: "config/court.yaml")
      } catch {
        throw reader.fault(key, error.message.zh, error.message.en)
      }
    }
    guard let pace = Int(try reader.text(root, "pacePerMinute")), pace > 0 else {
      throw reader.fault(root, "pacePerMinute 须为正整数", "pacePerMinute must be positive")
    }
    let publicURL = try reader.optionalText(root, "publicURL").map { text in
      guard let address = publicAddress(text) else {
        throw reader.fault(root, "publicURL 应为 https://… 的地址", "publicURL must be an address like https://court.example")
      }
      return address
    }
    var phone: String?
    if let text = reader.optionalText(root, "phone") {
      do throws(LawRefusal) { phone = try Phone.check(text).number } catch {
        throw reader.fault(root, "phone：\(error.message.zh)", "phone: \(error.message.en)")
      }
    }
    return CourtFile(
      code: CourtCode(try reader.text(root, "code")), name: try reader.text(root, "name"), pace: pace, settings: settings,
      treasury: try treasury(root, reader), payments: try payments(root, reader), publicURL: publicURL, phone: phone)
  }

  /// Fees are other people's money: a court that does not say where they go is not served.
  private static func treasury(_ root: Node, _ reader: YAMLReader) throws -> Treasury {
    guard let node = root.mapping?["treasury"] else {
      throw reader.fault(
        root, "缺少 treasury：须写明本院执行费缴入的国库（财政）账户名称和账号",
        "treasury is missing: name and account into which this court's enforcement fees are paid")
    }
    try reader.known(node, ["name", "account"])
    let account = try reader.text(node, "account").filter { !$0.isWhitespace }
    guard (6...32).contains(account.count), account.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      throw reader.fault(node, "treasury 的账号应为 6 至 32 位数字", "The treasury's account must have 6 to 32 digits")
    }
    return Treasury(name: try reader.text(node, "name"), account: account)
  }

  /// Files of payments; a court that says nothing of them pays from each case's sub-account under its bank's fictional code.
  private static func payments(_ root: Node, _ reader: YAMLReader) throws -> PaymentSettings {
    guard let node = root.mapping?["payments"] else { return PaymentSettings(bank: PaymentSettings.noBank) }
    try reader.known(node, ["bank", "account", "receives", "linesMax", "bytesMax", "askAgainSeconds"])
    func whole(_ key: String, _ range: ClosedRange<Int>, _ otherwise: Int) throws -> Int {
      guard let text = reader.optionalText(node, key) else { return otherwise }
      guard let value = Int(text), range.contains(value) else {
        let limits = "\(range.lowerBound)–\(range.upperBound)"
        throw reader.fault(node, "\(key) 须为 \(limits) 的整数", "\(key) must be a whole number, \(limits)")
      }
      return value
    }
    return PaymentSettings(
      account: reader.optionalText(node, "account"), receives: reader.optionalText(node, "receives"),
      bank: try reader.text(node, "bank"),
      linesMax: try whole("linesMax", 1...PayoutBatch.chunkLinesMax, PayoutBatch.chunkLinesMax),
      bytesMax: try whole("bytesMax", 16_384...(256 << 20), 1 << 20),
      askAgainSeconds: try whole("askAgainSeconds", 1...86_400, 600))
  }

  /// An address of the web without a slash at its end; nil where the text is none.
  public static func publicAddress(_ text: String) -> String? {
    guard let url = URL(string: text), let scheme = url.scheme, ["http", "https"].contains(scheme), let host = url.host(),
      !host.isEmpty, url.query() == nil, url.fragment() == nil
    else { return nil }
    return String(text.reversed().drop { $0 == "/" }.reversed())
  }
}
