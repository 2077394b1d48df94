import Basics
import Foundation

/// A message that cannot be read: which field, and what is wrong with it.
public struct PartnerMessageRefusal: Error, Hashable, Sendable {
  /// Path of the field, `body.limit`; empty for the message as a whole.
  public let field: String
  public let fault: String
  public init(field: String, fault: String) {
    self.field = field
    self.fault = fault
  }
}

/// JSON of messages: UTF-8, keys in order, so that the same message is the same bytes.
public enum PartnerJSON {
  /// Longest message accepted, in bytes.
  public static let bytesMax = 262_144

  public static func encode(_ message: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(message))
  }

  /// Reads a message; refuses one that is longer than `limit` bytes, no JSON, or wrong in a field.
  public static func decode<Message: Decodable>(
    _ type: Message.Type, from bytes: [UInt8], limit: Int = bytesMax
  ) throws(PartnerMessageRefusal) -> Message {
    guard bytes.count <= limit else {
      throw PartnerMessageRefusal(field: "", fault: "\(bytes.count) bytes; at most \(limit) are read")
    }
    do {
      return try JSONDecoder().decode(Message.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw refusal(error)
    } catch {
      throw PartnerMessageRefusal(field: "", fault: "not JSON")
    }
  }

  private static func refusal(_ error: DecodingError) -> PartnerMessageRefusal {
    func path(_ keys: [any CodingKey]) -> String {
      keys.map { key in key.intValue.map { "[\($0)]" } ?? key.stringValue }.joined(separator: ".")
    }
    switch error {
    case .keyNotFound(let key, let context):
      return PartnerMessageRefusal(field: path(context.codingPath + [key]), fault: "missing")
    case .valueNotFound(_, let context): return PartnerMessageRefusal(field: path(context.codingPath), fault: "missing")
    case .typeMismatch(let type, let context):
      return PartnerMessageRefusal(field: path(context.codingPath), fault: "\(type) expected")
    case .dataCorrupted(let context):
      return PartnerMessageRefusal(field: path(context.codingPath), fault: context.debugDescription)
    @unknown default: return PartnerMessageRefusal(field: "", fault: "not readable")
    }
  }
}
