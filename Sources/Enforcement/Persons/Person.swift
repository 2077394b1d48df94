import Basics

/// A natural person or an organisation. Who that is stands in the vault; the log knows kinds and digests.
public struct Person: StreamState {
  public static let kind = StreamKind.person
  public init() {}
  public internal(set) var kind = Kind.natural
  public internal(set) var vault: VaultRef?
  /// Where money for this person goes; nil until stated.
  public internal(set) var payee: PayeeState?
  /// Set while the person is a minor: the day of majority (R7.1: minors are never listed).
  public internal(set) var adultOn: Day?

  /// An account on file.
  public struct PayeeState: Sendable, Hashable {
    public let vault: VaultRef
    /// The number's keyed digest; nil where it was recorded before digests were kept.
    public let account: String?
    public let recordedBy: Actor.Ref
    public let recordedAt: Instant
    /// It took another's place, and nobody has called back yet.
    public internal(set) var waitsForCall: Bool
    /// Another person with the same account.
    public let sharedWith: ID<Person>?
  }
  /// What sort of person it is; a list entry, a paper and an age limit depend on it. Raw values are stored.
  public enum Kind: String, Sendable, Codable, Hashable, CaseIterable {
    case natural, enterprise, organisation
    public var name: Phrase {
      switch self {
      case .natural: Phrase("自然人", "Natural person")
      case .enterprise: Phrase("企业法人", "Enterprise")
      case .organisation: Phrase("其他组织", "Other organisation")
      }
    }
  }
  /// Vault fields of kind `person`: `name`, `idKind`, `idNumber`, `phone`, `confirmedPhone`, `address`, `legalRepresentative`, `payeeName`,
  /// `payeeAccount`, `payeeBank`, `agent`, `agentPhone`.
  public static let vaultKind = "person"
}

/// A person is known to the court from now on, by the keyed digest of the number.
public struct PersonRecorded: Event {
  public static let name = "person.recorded.v1"
  public let kind: Person.Kind
  /// `residentID`, `creditCode`, … and the keyed digest of the number; empty where no number is known.
  public let idKind: String
  public let idDigest: String
  public let vault: VaultRef
  public let adultOn: Day?
  public init(kind: Person.Kind, idKind: String, idDigest: String, vault: VaultRef, adultOn: Day?) {
    self.kind = kind
    self.idKind = idKind
    self.idDigest = idDigest
    self.vault = vault
    self.adultOn = adultOn
  }
  public func apply(to person: inout Person, _ meta: EventMeta) {
    person.kind = kind
    person.vault = vault
    person.adultOn = adultOn
  }
}

/// The person's particulars in the vault have another version; which fields changed is told, not what they say.
public struct PersonUpdated: Event {
  public static let name = "person.updated.v1"
  /// Names of the vault fields that changed.
  public let changed: [String]
  public let vault: VaultRef
  public init(changed: [String], vault: VaultRef) {
    self.changed = changed
    self.vault = vault
  }
  public func apply(to person: inout Person, _ meta: EventMeta) { person.vault = vault }
}
