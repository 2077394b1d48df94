import Basics
import EnforcementLaw

/// A sealed paper could not be served electronically on these parties: somebody must see to it.
public struct ServiceDue: Event {
  public static let name = "service.due.v1"
  public let paper: ID<Paper>
  public let kind: PaperKind
  public let to: [ID<Person>]
  public init(paper: ID<Paper>, kind: PaperKind, to: [ID<Person>]) {
    self.paper = paper
    self.kind = kind
    self.to = to
  }
  /// Papers whose service has a node of its own open none here.
  public var signals: [Signal] {
    switch kind {
    case .enforcementNotice, .controlRuling, .terminationRuling, .closingNotice: []
    default: [Signal("service.due", paper)]
    }
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    for person in to { file.service.change(paper, kind, person, meta.day) { $0.status = .due } }
  }
}

/// A paper left for its receiver; whether it arrives is not known yet.
public struct PaperSent: Event {
  public static let name = "service.sent.v1"
  public let paper: ID<Paper>
  public let kind: PaperKind
  public let to: ID<Person>
  public let way: ServiceWay
  public let on: Day
  /// The post's number of the letter.
  public let tracking: String?
  public init(paper: ID<Paper>, kind: PaperKind, to: ID<Person>, way: ServiceWay, on: Day, tracking: String?) {
    self.paper = paper
    self.kind = kind
    self.to = to
    self.way = way
    self.on = on
    self.tracking = tracking
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.service.change(paper, kind, to, meta.day) {
      $0.status = .sent
      $0.tries.append(Delivery.Try(way: way, on: on, tracking: tracking, deemedOn: nil))
    }
  }
}

/// A paper came back, was refused, or nobody was there.
public struct PaperReturned: Event {
  public static let name = "service.returned.v1"
  public let paper: ID<Paper>
  public let kind: PaperKind
  public let to: ID<Person>
  public let way: ServiceWay
  public let on: Day
  public let why: ReturnReason
  public let note: VaultRef?
  public init(paper: ID<Paper>, kind: PaperKind, to: ID<Person>, way: ServiceWay, on: Day, why: ReturnReason, note: VaultRef?) {
    self.paper = paper
    self.kind = kind
    self.to = to
    self.way = way
    self.on = on
    self.why = why
    self.note = note
  }
  public var words: [VaultRef] { [note].compactMap { $0 } }
  public var signals: [Signal] { [Signal("service.returned", paper)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.service.change(paper, kind, to, meta.day) { delivery in
      delivery.status = why == .refused ? .refused : .returned
      if delivery.openTry == nil { delivery.tries.append(Delivery.Try(way: way, on: on, tracking: nil, deemedOn: nil)) }
      delivery.tries[delivery.tries.count - 1].returned = why
      delivery.tries[delivery.tries.count - 1].endedOn = on
    }
  }
}

/// The text of a public notice was drafted for papers that reach a party no other way.
public struct NoticeDrafted: Event {
  public static let name = "service.noticeDrafted.v1"
  /// The paper that holds the text.
  public let notice: ID<Paper>
  public let to: ID<Person>
  public let papers: [ID<Paper>]
  public let ground: NoticeGround
  /// Reason and course, which the file must hold: kind `text`.
  public let course: VaultRef
  public init(notice: ID<Paper>, to: ID<Person>, papers: [ID<Paper>], ground: NoticeGround, course: VaultRef) {
    self.notice = notice
    self.to = to
    self.papers = papers
    self.ground = ground
    self.course = course
  }
  public var words: [VaultRef] { [course] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.service.notices[notice] = ServiceRegister.Notice(to: to, papers: papers, ground: ground, course: course)
  }
}

/// The notice appeared: on the day that counts, the paper is served.
public struct NoticePublished: Event {
  public static let name = "service.noticePublished.v1"
  public let paper: ID<Paper>
  public let kind: PaperKind
  public let to: ID<Person>
  public let notice: ID<Paper>
  public let medium: NoticeMedium
  public let on: Day
  /// Counts as served from this day (R0.2).
  public let deemedOn: Day
  public let reasons: Reasons
  public init(
    paper: ID<Paper>, kind: PaperKind, to: ID<Person>, notice: ID<Paper>, medium: NoticeMedium, on: Day, deemedOn: Day,
    reasons: Reasons
  ) {
    self.paper = paper
    self.kind = kind
    self.to = to
    self.notice = notice
    self.medium = medium
    self.on = on
    self.deemedOn = deemedOn
    self.reasons = reasons
  }
  public var explained: [Reasons] { [reasons] }
  public var signals: [Signal] {
    [Signal("publicNotice.published", to, from: on)]
      + (kind == .enforcementNotice ? [Signal("service.turnedToPublicNotice", to)] : [])
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.service.notices[notice]?.publishedOn = on
    file.service.change(paper, kind, to, meta.day) {
      $0.status = .published
      $0.tries.append(Delivery.Try(way: .publicNotice, on: on, tracking: nil, deemedOn: deemedOn))
    }
  }
  public func reactions(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    [
      .timer(
        name: "service.deem", subject: "\(paper)/\(to)", due: Instant(deemedOn, hour: 0),
        CommandCall("service.deem", ["case": "\(meta.stream.key)", "paper": "\(paper)", "to": "\(to)"]))
    ]
  }
}

/// A receipt (送达回证) was scanned.
public struct ServiceReceiptAttached: Event {
  public static let name = "service.receiptAttached.v1"
  public let paper: ID<Paper>
  public let kind: PaperKind
  public let to: ID<Person>
  public let attachment: Attachment
  public init(paper: ID<Paper>, kind: PaperKind, to: ID<Person>, attachment: Attachment) {
    self.paper = paper
    self.kind = kind
    self.to = to
    self.attachment = attachment
  }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.service.change(paper, kind, to, meta.day) { $0.receipts.append(attachment) }
  }
}

/// A party confirmed where papers reach him (送达地址确认书).
public struct AddressConfirmed: Event {
  public static let name = "service.addressConfirmed.v1"
  public let person: ID<Person>
  public let confirmedBy: ConfirmedBy
  /// Electronic service was agreed.
  public let electronic: Bool
  public let on: Day
  public init(person: ID<Person>, confirmedBy: ConfirmedBy, electronic: Bool, on: Day) {
    self.person = person
    self.confirmedBy = confirmedBy
    self.electronic = electronic
    self.on = on
  }
  public var signals: [Signal] { [Signal("address.confirmed", person)] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {
    file.service.addresses[person] = ServiceRegister.Confirmed(on: on, by: confirmedBy, electronic: electronic)
    file.filing.parties = file.filing.parties.map { party in
      guard party.person == person else { return party }
      return CaseParty(
        person: party.person, role: party.role, kind: party.kind, vault: party.vault, confirmedAddress: electronic)
    }
  }
}

/// Every applicant has an address confirmed and an account on file.
public struct ApplicantsReachable: Event {
  public static let name = "service.applicantsReachable.v1"
  public init() {}
  public var signals: [Signal] { [Signal("addressAndAccount.confirmed")] }
  public func apply(to file: inout CaseFile, _ meta: EventMeta) {}

  /// Where the last missing piece is there after `draft`, and the line still waits for it.
  static func after(_ draft: Draft, _ id: ID<CaseFile>) -> [any Event] {
    let file = draft.situation.caseFile(id)
    guard file.process.isOpen("confirmAddressAndAccount"),
      file.applicants.allSatisfy({ applicant in
        (applicant.confirmedAddress || file.service.addresses[applicant.person] != nil)
          && draft.situation.person(applicant.person).payee != nil
      })
    else { return [] }
    return [ApplicantsReachable()]
  }
}
