import Basics
import Enforcement
import EnforcementLaw
import Testing

@testable import Storage

@Suite("What stands behind an event")
struct EventGroundTests {
  /// Vault entries that are no words of people: particulars and answers, opened where they are needed, masked.
  static let particulars: Set<String> = [
    "person.recorded.v1 vault", "person.updated.v1 vault", "property.recorded.v1 vault", "property.updated.v1 vault",
    "search.propertyFound.v1 vault", "partner.answered.v1 vault", "organisation.staffJoined.v1 vault", "papers.sealed.v1 file",
    "funds.receiptBooked.v1 vault", "person.payeeRecorded.v1 vault", "payouts.created.v1 original",
    "payouts.created.v1 lineFile", "payouts.resendAsked.v1 correction",
    "receipt.misplacedProposed.v1 vault",
    "receipt.taken.v1 vault", "receipt.creditHeld.v1 vault", "receipt.refundProposed.v1 payer", "cluster.receiptBooked.v1 vault",
    "minutes.signed.v1 strokes", "files.attached.v1 file",
    "migration.balanceTakenOver.v1 vault", "person.payeeConfirmed.v1 vault",
    "person.payeeDenied.v1 vault", "funds.payeeConsented.v1 payee", "funds.payoutLineRecovered.v1 vault",
    "correction.partyCorrected.v1 vault",
  ]

  @Test("Every event opens all the reasons that are stored with it, and all that people wrote")
  func nothingStoredStaysClosed() throws {
    var explaining = 0
    var spoken = 0
    for type in eventCatalogue {
      let event = try sample(type)
      var reasons: [Reasons] = []
      var words: [VaultRef] = []
      for (label, value) in Mirror(reflecting: event).children {
        switch value {
        case let value as Reasons: reasons.append(value)
        case let value as [Reasons]: reasons += value
        case let value as VaultRef where !EventGroundTests.particulars.contains("\(type.name) \(label ?? "")"):
          words.append(value)
        case let value as [EndingItemsAnswered.Answered]: words += value.map(\.note)
        case let value as [PanelMember]: words += value.map(\.opinion)
        default: break
        }
      }
      #expect(event.explained == reasons, "\(type.name)")
      #expect(event.words == words, "\(type.name)")
      explaining += reasons.isEmpty ? 0 : 1
      spoken += words.isEmpty ? 0 : 1
    }
    #expect(explaining >= 13 && spoken >= 17)
  }

  private func sample(_ type: any Event.Type) throws -> any Event {
    func open<Sampled: Event>(_ type: Sampled.Type) throws -> any Event { try SampleDecoder.sample(type) }
    return try open(type)
  }
}
