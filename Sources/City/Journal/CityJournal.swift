import Basics
import Foundation
import PartnerAPI
import Synchronization

/// One thing that was done to the city, as the journal keeps it: a line of JSON. The city is a function of these lines.
package struct JournalLine: Codable, Sendable {
  /// The version of the lines that this program writes and reads.
  package static let version = 1
  package var at: Instant
  package var act: Act

  package enum Act: Sendable {
    /// Always the first line.
    case open(Opening)
    case people(CityFile)
    case submit(PartnerRequestMessage)
    case payments(PaymentOrder)
    case credit(CreditOrder)
    case payCourt(PayCourtOrder)
    case belongings(BelongingsOrder)
    case faults(FaultsOrder)
    case text(TextMessage)
    case advance
    /// The court has taken this delivery.
    case delivered(String)
    /// The court has refused this delivery too often.
    case undeliverable(String)
  }
  package struct Opening: Codable, Sendable, Hashable {
    package var version: Int
    package var seed: UInt64
    package var population: Int
    package var people: CityFile?

    package init(version: Int, seed: UInt64, population: Int, people: CityFile?) {
      self.version = version
      self.seed = seed
      self.population = population
      self.people = people
    }
  }

  private enum Key: String, CodingKey {
    case at, act, open, people, request, credit, payment, payments, belongings, faults, text, delivery
  }
  private enum Word: String, Codable {
    case open, people, submit, payments, credit, payCourt, belongings, faults, text, advance, delivered, undeliverable
  }

  package init(at: Instant, _ act: Act) {
    self.at = at
    self.act = act
  }
  package init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: Key.self)
    at = try box.decode(Instant.self, forKey: .at)
    switch try box.decode(Word.self, forKey: .act) {
    case .open: act = .open(try box.decode(Opening.self, forKey: .open))
    case .people: act = .people(try box.decode(CityFile.self, forKey: .people))
    case .submit: act = .submit(try box.decode(PartnerRequestMessage.self, forKey: .request))
    case .payments: act = .payments(try box.decode(PaymentOrder.self, forKey: .payments))
    case .credit: act = .credit(try box.decode(CreditOrder.self, forKey: .credit))
    case .payCourt: act = .payCourt(try box.decode(PayCourtOrder.self, forKey: .payment))
    case .belongings: act = .belongings(try box.decode(BelongingsOrder.self, forKey: .belongings))
    case .faults: act = .faults(try box.decode(FaultsOrder.self, forKey: .faults))
    case .text: act = .text(try box.decode(TextMessage.self, forKey: .text))
    case .advance: act = .advance
    case .delivered: act = .delivered(try box.decode(String.self, forKey: .delivery))
    case .undeliverable: act = .undeliverable(try box.decode(String.self, forKey: .delivery))
    }
  }
  package func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: Key.self)
    try box.encode(at, forKey: .at)
    func write(_ word: Word, _ content: (any Encodable)?, _ key: Key) throws {
      try box.encode(word, forKey: .act)
      if let content { try box.encode(content, forKey: key) }
    }
    switch act {
    case .open(let opening): try write(.open, opening, .open)
    case .people(let file): try write(.people, file, .people)
    case .submit(let request): try write(.submit, request, .request)
    case .payments(let order): try write(.payments, order, .payments)
    case .credit(let order): try write(.credit, order, .credit)
    case .payCourt(let order): try write(.payCourt, order, .payment)
    case .belongings(let order): try write(.belongings, order, .belongings)
    case .faults(let order): try write(.faults, order, .faults)
    case .text(let message): try write(.text, message, .text)
    case .advance: try write(.advance, nil, .at)
    case .delivered(let delivery): try write(.delivered, delivery, .delivery)
    case .undeliverable(let delivery): try write(.undeliverable, delivery, .delivery)
    }
  }
}

/// What is wrong with the data folder.
package struct JournalFault: Error, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}

/// An append-only file of JSON lines. Lines are put in at once and in order; ``durable(_:)`` returns when the disk has them, and
/// callers that wait together share one flush.
package final class CityJournal: Sendable {
  private struct State {
    var waiting: [UInt8] = []
    var added: Int64 = 0
    var written: Int64 = 0
    var fault: JournalFault?
  }
  private let file: Int32
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "zhixing.city.journal")

  /// Opens or makes the journal of a folder, takes its lock, and gives the lines that are in it. A torn last line, which a crash
  /// in the middle of writing leaves, is cut off: nobody was told that it was done.
  package static func open(_ folder: String) throws -> (CityJournal, [JournalLine]) {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = folder + "/journal.jsonl"
    let file = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw JournalFault("\(path): \(String(cString: strerror(errno)))") }
    let journal = CityJournal(file)
    return (journal, try lines(file, folder, path))
  }

  /// Whoever had the journal may be just ending, and a program that is being started holds its parent's files for a moment.
  private static func lock(_ file: Int32) -> Bool {
    for _ in 0..<40 {
      if flock(file, LOCK_EX | LOCK_NB) == 0 { return true }
      usleep(50_000)
    }
    return false
  }

  private static func lines(_ file: Int32, _ folder: String, _ path: String) throws -> [JournalLine] {
    guard lock(file) else { throw JournalFault("\(path) is in use by another zhixing-city") }
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let whole = (bytes.lastIndex(of: 10).map { $0 + 1 }) ?? 0
    let lines = try bytes[..<whole].split(separator: 10).enumerated().map { index, line in
      do {
        return try JSONDecoder().decode(JournalLine.self, from: Data(line))
      } catch { throw JournalFault("\(path), line \(index + 1) cannot be read: \(error)") }
    }
    guard ftruncate(file, off_t(whole)) == 0, lseek(file, 0, SEEK_END) >= 0, fsync(file) == 0, syncFolder(folder) else {
      throw JournalFault("\(path): \(String(cString: strerror(errno)))")
    }
    return lines
  }

  private static func syncFolder(_ folder: String) -> Bool {
    let handle = Foundation.open(folder, O_RDONLY | O_CLOEXEC)
    guard handle >= 0 else { return false }
    defer { close(handle) }
    return fsync(handle) == 0
  }

  private init(_ file: Int32) { self.file = file }
  deinit { close(file) }

  /// Puts a line in; gives the number to wait for.
  package func add(_ line: JournalLine) throws -> Int64 {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let bytes = try encoder.encode(line)
    return try state.withLock { state in
      if let fault = state.fault { throw fault }
      state.waiting += bytes
      state.waiting.append(10)
      state.added += 1
      return state.added
    }
  }

  /// Returns when the disk has everything up to that line. After one failure nothing is written any more and every call throws.
  package func durable(_ number: Int64) async throws {
    if try
      (state.withLock { state in
        if let fault = state.fault { throw fault }
        return state.written >= number
      })
    {
      return
    }
    try await withCheckedThrowingContinuation { (waiter: CheckedContinuation<Void, any Error>) in
      queue.async { waiter.resume(with: Result { try self.flush(number) }) }
    }
  }

  private func flush(_ number: Int64) throws {
    let (bytes, through): ([UInt8], Int64) = try state.withLock { state in
      if let fault = state.fault { throw fault }
      guard state.written < number else { return ([], state.written) }
      defer { state.waiting = [] }
      return (state.waiting, state.added)
    }
    guard !bytes.isEmpty else { return }
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw failed() }
      done += count
    }
    guard fsync(file) == 0 else { throw failed() }
    state.withLock { $0.written = through }
  }

  private func failed() -> JournalFault {
    let fault = JournalFault("the journal cannot be written: \(String(cString: strerror(errno)))")
    state.withLock { $0.fault = fault }
    return fault
  }
}
