import Basics
import EnforcementLaw

/// Where a person's money goes: holder, account and bank, as the person stated them. Nothing is paid to a person without.
public enum Payee {
  /// Vault fields of kind `payee`: `payeeName`, `payeeAccount`, `payeeBank`, `payeeBankCode`.
  public static let vaultKind = "payee"

  /// An account as others of the court may have it on file: compared by keyed digest.
  static func key(_ account: String) -> IdentityKey { IdentityKey("payeeAccount", account) }
  /// The accounts that an application states, to be looked up before it is decided.
  static func keys(_ parties: [Application.Party]) -> [IdentityKey] {
    parties.compactMap { $0.vault["payeeAccount"] }.filter { !$0.isEmpty }.map(key)
  }

  /// Adds the account that a party of an application gave, if one was given and it is not on file already.
  static func record(_ fields: [String: String], of person: ID<Person>, _ draft: inout Draft) {
    guard let account = fields["payeeAccount"], !account.isEmpty else { return }
    let situation = draft.situation
    let content = VaultContent(
      vaultKind,
      [
        "payeeName": fields["payeeName"] ?? fields["name"] ?? "", "payeeAccount": account, "payeeBank": fields["payeeBank"] ?? "",
        "payeeBankCode": fields["payeeBankCode"] ?? "",
      ])
    let known = situation.identities[key(account)]
    let before = situation.person(person).payee
    if let digest = known?.digest, before?.account == digest { return }
    let other = known?.id.flatMap { ID<Person>(raw: $0) }.flatMap { $0 == person ? nil : $0 }
    let recorded = PayeeRecorded(
      vault: situation.depository.deposit(content), account: known?.digest, changes: before == nil ? nil : true,
      sharedWith: other)
    draft.add(.person(person), [recorded])
  }

  /// A name without blanks and with half-width brackets, as banks compare them.
  static func plain(_ name: String) -> String {
    String(
      name.filter { !" \t\u{3000}·．.".contains($0) }.map { sign in
        switch sign {
        case "（": "("
        case "）": ")"
        default: sign
        }
      })
  }
  /// An account with its last four digits only, for events' words and pages.
  public static func masked(_ number: String) -> String { "****\(number.suffix(4))" }
}

/// What a check of a payee's account found.
public struct PayeeFinding: Sendable, Hashable {
  /// What is wrong: another's account, no bank or its code, a card's check digit, nobody confirmed it, others use it too.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case otherHolder, noBank, bankCode, cardNumber, unconfirmed, shared
  }
  public let kind: Kind
  /// Nothing is paid while it stands; otherwise whoever supervises is told.
  public let isBar: Bool
  public let message: Phrase
}

/// Checks of an account: holder, number, bank. Pure, and the same wherever an account is typed, proposed or supervised.
public enum PayeeAccountCheck {
  /// Whether a number is a bank card's: UnionPay's leading digits and a card's length. Other accounts have no check digit (R10.4).
  static func isCard(_ number: String) -> Bool { (16...19).contains(number.utf8.count) && number.hasPrefix("62") }

  /// What is wrong with the entry of a person called `party`. `consented` says that the panel decided on another holder.
  public static func findings(
    _ fields: [String: String], party: String, kind: Person.Kind, consented: Bool
  ) -> [PayeeFinding] {
    var found: [PayeeFinding] = []
    let (holder, number) = (fields["payeeName"] ?? "", fields["payeeAccount"] ?? "")
    if Payee.plain(holder) != Payee.plain(party) {
      found.append(
        PayeeFinding(
          kind: .otherHolder, isBar: !consented,
          message: consented
            ? Phrase("户名与当事人不同，合议庭已同意", "The holder is not the party; the panel consented")
            : Phrase("户名与当事人不同，向案外人支付须经合议庭决定", "The holder is not the party: a payee outside the case needs the panel's decision")
        ))
    }
    let (bank, code) = (fields["payeeBank"] ?? "", fields["payeeBankCode"] ?? "")
    if bank.isEmpty && code.isEmpty {
      found.append(PayeeFinding(kind: .noBank, isBar: true, message: Phrase("没有开户行", "No bank is given")))
    }
    if !code.isEmpty {
      do throws(LawRefusal) { _ = try BankCode.check(code) } catch {
        found.append(PayeeFinding(kind: .bankCode, isBar: true, message: Phrase("行号：", "Bank code: ") + error.message))
      }
    }
    if kind == .natural, isCard(number) {
      do throws(LawRefusal) { _ = try BankCard.check(number) } catch {
        found.append(PayeeFinding(kind: .cardNumber, isBar: false, message: Phrase("卡号：", "Card number: ") + error.message))
      }
    }
    return found
  }
}

/// A person's account for payments became known, or another one took its place.
public struct PayeeRecorded: Event {
  public static let name = "person.payeeRecorded.v1"
  /// Kind ``Payee/vaultKind``.
  public let vault: VaultRef
  /// The account number's keyed digest; nil in older entries.
  public let account: String?
  /// True where another account was on file: nothing is paid to this one before somebody called back.
  public let changes: Bool?
  /// Another person who has the same account on file.
  public let sharedWith: ID<Person>?
  public init(vault: VaultRef, account: String? = nil, changes: Bool? = nil, sharedWith: ID<Person>? = nil) {
    self.vault = vault
    self.account = account
    self.changes = changes
    self.sharedWith = sharedWith
  }
  public var signals: [Signal] { changes == true ? [Signal("payee.changed")] : [] }
  public func apply(to person: inout Person, _ meta: EventMeta) {
    person.payee = Person.PayeeState(
      vault: vault, account: account, recordedBy: meta.actor, recordedAt: meta.at, waitsForCall: changes == true,
      sharedWith: sharedWith)
  }
}

/// Somebody other than who recorded it called the person on the number on file and heard that the account is right.
public struct PayeeConfirmed: Event {
  public static let name = "person.payeeConfirmed.v1"
  public let vault: VaultRef
  public init(vault: VaultRef) { self.vault = vault }
  public func apply(to person: inout Person, _ meta: EventMeta) {
    if person.payee?.vault == vault { person.payee?.waitsForCall = false }
  }
}

/// The person says that the account is not theirs: it is struck off.
public struct PayeeDenied: Event {
  public static let name = "person.payeeDenied.v1"
  public let vault: VaultRef
  public init(vault: VaultRef) { self.vault = vault }
  public func apply(to person: inout Person, _ meta: EventMeta) { if person.payee?.vault == vault { person.payee = nil } }
}

/// What came of a call-back.
public enum CallBackResult: String, Sendable, Codable, Hashable, CaseIterable {
  case confirmed, denied, unreachable
  public var name: Phrase {
    switch self {
    case .confirmed: Phrase("本人确认账户无误", "The account is confirmed")
    case .denied: Phrase("本人否认，账户作废", "Denied; the account is struck off")
    case .unreachable: Phrase("未接通", "Not reached")
    }
  }
}

/// A call-back about a changed account, on the case in which it was made.
public struct PayeeCalledBack: Event {
  public static let name = "funds.payeeCalledBack.v1"
  public let person: ID<Person>
  public let result: CallBackResult
  /// Whom, when, on which number (masked) and what was said: kind `text`.
  public let note: VaultRef
  public init(person: ID<Person>, result: CallBackResult, note: VaultRef) {
    self.person = person
    self.result = result
    self.note = note
  }
  public var signals: [Signal] {
    switch result {
    case .confirmed, .denied: [Signal("payee.confirmed")]
    case .unreachable: []
    }
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) {}
}

/// The collegial panel consented that a party's money goes to the account of someone else (R6.9).
public struct PayeeConsented: Event {
  public static let name = "funds.payeeConsented.v1"
  public let person: ID<Person>
  /// The account that it consented to.
  public let payee: VaultRef
  /// The panel's decision: kind `text`.
  public let decision: VaultRef
  public init(person: ID<Person>, payee: VaultRef, decision: VaultRef) {
    self.person = person
    self.payee = payee
    self.decision = decision
  }
  public func apply(to account: inout CaseAccount, _ meta: EventMeta) { account.consented[person] = payee }
}
