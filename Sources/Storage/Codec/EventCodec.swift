import Basics
import Casework
import Enforcement
import Foundation

/// Payload bytes ↔ events, by the handwritten table of names.
public struct EventCodec: Sendable {
  /// An event that cannot be read, with its position in the log. Reading stops there: nothing is skipped.
  public enum Failure: Error, Sendable, Hashable, CustomStringConvertible {
    case unknownName(String, position: Int64)
    case unreadable(String, position: Int64, reason: String)
    public var description: String {
      switch self {
      case .unknownName(let name, let position): "event \(position): no event type is called \(name)"
      case .unreadable(let name, let position, let reason): "event \(position) (\(name)): \(reason)"
      }
    }
  }
  /// Turns the payload of an old version into that of its successor.
  public typealias Upcaster = @Sendable ([UInt8]) throws -> (name: String, payload: [UInt8])

  private let types: [String: any Event.Type]
  private let upcasters: [String: Upcaster]

  /// `upcasters` by the old version's name, each leading to the next.
  public init(upcasters: [String: Upcaster] = [:]) {
    types = Dictionary(eventCatalogue.map { ($0.name, $0) }) { first, _ in first }
    self.upcasters = upcasters
  }

  /// Sorted keys, so that the same event is the same bytes.
  public func encode(_ event: any Event) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(event))
  }

  /// Brings old versions up to date first, by at most 20 steps. Throws ``Failure``; `position` is for its words.
  public func decode(_ name: String, _ payload: [UInt8], position: Int64) throws -> any Event {
    var name = name
    var payload = payload
    for _ in 0..<20 {
      guard let upcast = upcasters[name] else { break }
      (name, payload) = try upcast(payload)
    }
    guard let type = types[name] else { throw Failure.unknownName(name, position: position) }
    do {
      return try JSONDecoder().decode(type, from: Data(payload))
    } catch {
      throw Failure.unreadable(name, position: position, reason: "\(error)")
    }
  }
}
