import ArgumentParser
import AsyncHTTPClient
import Basics
import Casework
import Crypto
import Enforcement
import Foundation
import Hummingbird
import Import
import Logging
import NIOCore
import PartnerAPI
import Partners
import ServiceLifecycle
import Settings
import Web
import Workers

/// Options that every command on a court shares.
struct CourtOptions: ParsableArguments {
  @Option(help: "Data folder. 数据目录。") var data = "data"
  @Option(help: "Folder of the court's configuration. 配置目录。") var config = "config"
  @Option(help: "Folder of calendars and rates. 日历和利率目录。") var lawData = "data-law"

  @Option(
    help: """
      Address at which the public reaches the court, printed on its papers, as https://court.example; config/court.yaml may name it too. \
      对外网址。
      """) var publicURL: String?

  func configuration() throws -> CourtConfiguration {
    var configuration = try CourtConfiguration.read(config: URL(filePath: config), lawData: URL(filePath: lawData))
    if let publicURL {
      guard let address = CourtConfiguration.publicAddress(publicURL) else {
        throw CommandFailure(description: "--public-url: \(publicURL) is not an address like https://court.example. 对外网址有误。")
      }
      configuration.publicURL = address
    }
    return configuration
  }
}

/// `zhixing serve`: pages, API, and the workers behind them.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "serve", abstract: "Serve a court. 启动服务。")
  @OptionGroup var options: CourtOptions
  @Option(help: "Port to listen on; 0 takes a free one. 端口。") var port = 8080
  @Option(help: "Address to listen on. 监听地址。") var host = "127.0.0.1"
  @Option(help: "Address of units that name none in config/units.yaml: the simulated city. 模拟城市地址。") var city: String?
  @Option(
    help: """
      Address of the SMS gateway's sendsms (Kannel); user and password are read from ZHIXING_SMS_USER and ZHIXING_SMS_PASSWORD. \
      短信网关地址。
      """) var sms: String?

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port \(port): 0 to 65535. 端口为 0 至 65535。") }
  }

  func run() async throws {
    let configuration = try options.configuration()
    try checkPublicAddress(configuration)
    let folder = try DataFolder(options.data)
    let clock = SystemClock()
    let court = try await CourtProcess(
      folder: folder, configuration: configuration, clock: clock, address: "http://\(host):\(port)")
    let client = HTTPClient(eventLoopGroupProvider: .singleton)
    let addresses = configuration.unitAddresses
    let city = city
    let signer = try ServeCommand.signer(folder, court: configuration.court)
    let gateway = HTTPPartnerGateway(client: client, base: { addresses[$0] ?? city }, signer: signer, clock: clock)
    let keyring = UnitKeyring(client: client, addresses: Array(addresses.values) + (city.map { [$0] } ?? []))
    let messages = try messages(client)
    let services = try court.services(keyring: keyring, messages: messages)
    let server = WebServer(
      services,
      courtKeys: try PartnerJSON.encode(PartnerKeys(keys: [signer.publicKey])))
    let host = host
    let application = server.application(host: host, port: port) { port in
      let word = RunningServer(address: "http://\(host):\(port)", token: services.localToken)
      do { try word.write(folder.url) } catch { FileHandle.standardError.write(Data("\(error)\n".utf8)) }
      FileHandle.standardError.write(Data("zhixing: http://\(host):\(port)\n".utf8))
    }
    let worker = WorkService(
      room: court.workroom(partners: gateway, messages: messages), pacePerMinute: configuration.pacePerMinute)
    let bank = configuration.books.units.first { $0.kind == .courtBank }
    let payouts = bank.flatMap { unit in
      (addresses[unit.key] ?? city).map { address in
        PayoutService(
          runner: PayoutRunner(
            office: court.payouts, court: configuration.court,
            carrier: BankCarrier(client: client, address: address, unit: unit.key, signer: signer, clock: clock),
            askAgainSeconds: Int64(configuration.payments.askAgainSeconds)))
      }
    }
    var log = Logger(label: "zhixing")
    log.logLevel = .warning
    let group = ServiceGroup(
      configuration: .init(
        services: [application, worker] + (payouts.map { [$0] } ?? []), gracefulShutdownSignals: [.sigterm, .sigint], logger: log)
    )
    await court.dockets.resume()
    await court.bankFiles.resume()
    await court.takeovers.resume()
    await services.rounds?.resume()
    defer { try? FileManager.default.removeItem(at: RunningServer.file(folder.url)) }
    do {
      try await group.run()
    } catch {
      try? await client.shutdown()
      guard let taken = error as? IOError, taken.errnoCode == EADDRINUSE else { throw error }
      throw CommandFailure(
        description: "\(host):\(port) is taken by another program; choose one with --port. 端口 \(port) 已被占用，请用 --port 另选。")
    }
    try await client.shutdown()
  }

  /// Papers carry an address for ever. On this machine alone it may be this machine's; a court that others reach names its own.
  private func checkPublicAddress(_ configuration: CourtConfiguration) throws {
    guard configuration.publicURL == nil, !["127.0.0.1", "localhost", "::1"].contains(host) else { return }
    throw CommandFailure(
      description: """
        \(host) is reached from elsewhere, and papers would carry http://\(host):\(port)/check: give --public-url or publicURL in \
        \(options.config)/court.yaml. 对外服务须写明对外网址（--public-url），文书核验网址以此为准。
        """)
  }

  private func messages(_ client: HTTPClient) throws -> KannelGateway? {
    guard let sms else { return nil }
    let environment = ProcessInfo.processInfo.environment
    guard
      let gateway = KannelGateway(
        client: client, address: sms, user: environment["ZHIXING_SMS_USER"] ?? "zhixing",
        password: environment["ZHIXING_SMS_PASSWORD"] ?? "")
    else { throw CommandFailure(description: "--sms: \(sms) is not an http address. 短信网关地址有误。") }
    return gateway
  }

  /// The court's signing key, made at first start beside the data folder.
  static func signer(_ folder: DataFolder, court: CourtCode) throws -> PartnerSigner {
    if let raw = try? Data(contentsOf: folder.signingKeyFile) {
      return try PartnerSigner(keyID: "court-1", owner: court.text, rawKey: [UInt8](raw))
    }
    let signer = PartnerSigner(keyID: "court-1", owner: court.text)
    guard
      FileManager.default.createFile(
        atPath: folder.signingKeyFile.path, contents: Data(signer.rawKey), attributes: [.posixPermissions: 0o600])
    else {
      throw CommandFailure(description: "\(folder.signingKeyFile.path): cannot be written")
    }
    return signer
  }
}
