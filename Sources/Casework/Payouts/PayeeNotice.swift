import Basics
import Enforcement

/// Work rows that tell payees of a batch: one a line, so that a stop between two repeats none.
public enum PayeeNotice {
  /// What a row says.
  public struct Row: Sendable, Hashable, Codable {
    public let batch: String
    public let line: Int
  }
  static func work(_ batch: ID<PayoutBatch>, _ lines: LineSet, _ after: Situation) -> [WorkItem] {
    lines.lines.map { line in
      WorkItem(
        id: "tell:\(batch)/\(line)", kind: .message, key: "", due: after.now, paced: true,
        payload: "{\"batch\":\"\(batch)\",\"line\":\(line)}")
    }
  }
}

/// Finds the phone of a payee in the sealed list of a batch.
public protocol PayeeBook: Sendable {
  /// Phone, and what to say; nil where no phone is known.
  func notice(_ batch: ID<PayoutBatch>, line: Int) async throws -> (phone: String, text: String)?
}
