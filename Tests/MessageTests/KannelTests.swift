import AsyncHTTPClient
import Foundation
import NIOPosix
import Partners
import Testing

/// Text messages through a real Kannel: bearer box, SMS box, and Kannel's own pretended mobile network, which prints what it got.
@Suite(.serialized) struct KannelTests {
  @Test("A message in Chinese reaches the phone network letter by letter")
  func delivered() async throws {
    let kannel = try await Kannel.start()
    defer { kannel.stop() }
    let text = "【临江市人民法院】验证码 204518，五分钟内有效。a+b=c&d"
    try await HTTPClient.withHTTPClient { client in
      let gateway = try #require(KannelGateway(client: client, address: kannel.address, user: "zhixing", password: "secret"))
      try await gateway.deliver(text: text, to: "15400000036", id: "1")
    }
    let got = try #require(await kannel.message(to: "15400000036"))
    #expect(got == text)
  }

  @Test("A gateway that refuses is an error that says why, without the password")
  func refused() async throws {
    let kannel = try await Kannel.start()
    defer { kannel.stop() }
    try await HTTPClient.withHTTPClient { client in
      let gateway = try #require(KannelGateway(client: client, address: kannel.address, user: "zhixing", password: "wrong"))
      let failure = await #expect(throws: KannelGateway.Failure.self) {
        try await gateway.deliver(text: "x", to: "15400000036", id: "1")
      }
      #expect(failure?.description.contains("403") == true)
      #expect(failure?.description.contains("wrong") == false)
    }
  }

  @Test("What is not an http address is refused at start", arguments: ["", "kannel", "ftp://127.0.0.1/x"])
  func address(text: String) {
    #expect(KannelGateway(client: .shared, address: text, user: "u", password: "p") == nil)
  }
}

/// Kannel's three programs on free ports of this machine, in a folder of their own.
struct Kannel {
  let address: String
  private let folder: URL
  private let boxes: [Process]

  static func start() async throws -> Kannel {
    let folder = FileManager.default.temporaryDirectory.appending(path: "kannel-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let ports = try freePorts(4)
    let configuration = """
      group = core
      admin-port = \(ports[0])
      admin-password = admin
      smsbox-port = \(ports[1])
      box-allow-ip = 127.0.0.1

      group = smsc
      smsc = fake
      port = \(ports[2])
      connect-allow-ip = 127.0.0.1

      group = smsbox
      bearerbox-host = 127.0.0.1
      sendsms-port = \(ports[3])
      global-sender = 1099

      group = sendsms-user
      username = zhixing
      password = secret
      user-allow-ip = 127.0.0.1

      group = sms-service
      keyword = default
      text = ok

      """
    try Data(configuration.utf8).write(to: folder.appending(path: "kannel.conf"))
    var boxes: [Process] = []
    func run(_ program: String, _ arguments: [String], port: Int) async throws {
      let log = folder.appending(path: URL(filePath: program).lastPathComponent + ".log")
      #expect(FileManager.default.createFile(atPath: log.path, contents: nil))
      let process = Process()
      process.executableURL = URL(filePath: program)
      process.arguments = arguments
      process.currentDirectoryURL = folder
      let handle = try FileHandle(forWritingTo: log)
      process.standardOutput = handle
      process.standardError = handle
      try process.run()
      boxes.append(process)
      for _ in 0..<100 where !listens(port) { try await Task.sleep(for: .milliseconds(50)) }
      #expect(listens(port), "\(program) does not listen")
    }
    try await run("/usr/sbin/bearerbox", ["kannel.conf"], port: ports[1])
    try await run("/usr/sbin/smsbox", ["kannel.conf"], port: ports[3])
    try await run(
      "/usr/lib/kannel/test/fakesmsc", ["-H", "127.0.0.1", "-r", "\(ports[2])", "-m", "0", "1 2 text x"], port: ports[2])
    try await Task.sleep(for: .milliseconds(300))
    return Kannel(address: "http://127.0.0.1:\(ports[3])/cgi-bin/sendsms", folder: folder, boxes: boxes)
  }

  /// The text of the first message to a number, decoded from what the pretended network printed; nil after ten seconds without.
  func message(to phone: String) async throws -> String? {
    for _ in 0..<100 {
      let log = try String(contentsOf: folder.appending(path: "fakesmsc.log"), encoding: .utf8)
      if let match = log.firstMatch(of: /Got message \d+: <1099 (\d+) ucs-2 ([^>]+)>/), match.1 == phone {
        return decoded(String(match.2))
      }
      try await Task.sleep(for: .milliseconds(100))
    }
    return nil
  }

  /// UTF-16, high byte first, each byte as itself or as `%XX`, a space as `+`.
  private func decoded(_ text: String) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let first = rest.popFirst() {
      switch first {
      case UInt8(ascii: "%"):
        guard let byte = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return nil }
        bytes.append(byte)
        rest = rest.dropFirst(2)
      case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
      default: bytes.append(first)
      }
    }
    return String(bytes: bytes, encoding: .utf16BigEndian)
  }

  func stop() {
    for box in boxes.reversed() {
      kill(box.processIdentifier, SIGKILL)
      box.waitUntilExit()
    }
    try? FileManager.default.removeItem(at: folder)
  }

  private static func bound(_ port: UInt16, _ use: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Bool) -> Bool {
    let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(handle) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { use(handle, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
  }
  /// True where somebody has the port. Trying to connect would fill the boxes' queues of one.
  private static func listens(_ port: Int) -> Bool { !bound(UInt16(port)) { bind($0, $1, $2) == 0 } }
  private static func freePorts(_ count: Int) throws -> [Int] {
    var ports: [Int] = []
    while ports.count < count {
      let port = Int.random(in: 20_000..<30_000)
      if !ports.contains(port), bound(UInt16(port), { bind($0, $1, $2) == 0 }) { ports.append(port) }
    }
    return ports
  }
}
