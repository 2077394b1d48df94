import Basics

/// The service slice (送达): who has confirmed an address, how each paper went to each receiver, and what came back. Whether a paper
/// was served stands with the paper; this register says how it came to that.
public struct ServiceRegister: Sendable {
  public internal(set) var deliveries: [Delivery.Key: Delivery] = [:]
  /// In the order in which the register came to know them.
  public internal(set) var order: [Delivery.Key] = []
  /// The last confirmation of each party's address.
  public internal(set) var addresses: [ID<Person>: Confirmed] = [:]
  /// Public notices by the paper that holds their text.
  public internal(set) var notices: [ID<Paper>: Notice] = [:]

  /// A party's confirmation; the address itself is in the person's vault entry.
  public struct Confirmed: Sendable, Hashable {
    public let on: Day
    public let by: ConfirmedBy
    public let electronic: Bool
  }
  /// A public notice that serves papers on one party; nil in `publishedOn` while it is only written.
  public struct Notice: Sendable, Hashable {
    public let to: ID<Person>
    public let papers: [ID<Paper>]
    public let ground: NoticeGround
    public let course: VaultRef
    public internal(set) var publishedOn: Day?
  }

  public var list: [Delivery] { order.compactMap { deliveries[$0] } }

  mutating func change(_ paper: ID<Paper>, _ kind: PaperKind, _ to: ID<Person>, _ day: Day, _ change: (inout Delivery) -> Void) {
    let key = Delivery.Key(paper: paper, to: to)
    if deliveries[key] == nil { order.append(key) }
    change(&deliveries[key, default: Delivery(key: key, kind: kind, since: day)])
  }
}

/// One paper on its way to one party.
public struct Delivery: Sendable, Hashable {
  /// One paper and one receiver: each has a way of its own.
  public struct Key: Sendable, Hashable {
    public let paper: ID<Paper>
    public let to: ID<Person>
    public init(paper: ID<Paper>, to: ID<Person>) {
      self.paper = paper
      self.to = to
    }
  }
  /// Raw values are stored in the register's table.
  public enum Status: String, Sendable, Hashable, Codable, CaseIterable {
    case due, sent, returned, refused, published, served, recalled
    public var name: Phrase {
      switch self {
      case .due: Phrase("待送达", "To be served")
      case .sent: Phrase("已寄出", "Sent")
      case .returned: Phrase("已退回", "Returned")
      case .refused: Phrase("拒收", "Refused")
      case .published: Phrase("公告中", "Public notice running")
      case .served: Phrase("已送达", "Served")
      case .recalled: Phrase("已收回", "Recalled")
      }
    }
    /// Somebody has still to see to it.
    public var isOpen: Bool { self != .served && self != .recalled }
  }
  /// One attempt to reach the party.
  public struct Try: Sendable, Hashable {
    public let way: ServiceWay
    public let on: Day
    /// The post's number; nil for other ways.
    public let tracking: String?
    /// Why it came back, and when.
    public internal(set) var returned: ReturnReason?
    public internal(set) var endedOn: Day?
    /// The day on which a public notice counts as service.
    public let deemedOn: Day?
    init(way: ServiceWay, on: Day, tracking: String?, endedOn: Day? = nil, deemedOn: Day?) {
      self.way = way
      self.on = on
      self.tracking = tracking
      self.endedOn = endedOn
      self.deemedOn = deemedOn
    }
  }
  public let key: Key
  public let kind: PaperKind
  /// The day from which it waits.
  public let since: Day
  public internal(set) var status = Status.due
  public internal(set) var tries: [Try] = []
  public internal(set) var servedOn: Day?
  /// Scanned receipts (送达回证).
  public internal(set) var receipts: [Attachment] = []

  init(key: Key, kind: PaperKind, since: Day) {
    self.key = key
    self.kind = kind
    self.since = since
  }
  /// The attempt that nobody knows the end of yet.
  public var openTry: Try? { tries.last.flatMap { $0.endedOn == nil ? $0 : nil } }
  /// Whether an attempt failed.
  public var hasFailed: Bool { tries.contains { $0.returned != nil } }
}

/// Who confirmed a party's address.
public enum ConfirmedBy: String, Sendable, Codable, Hashable, CaseIterable {
  case party, agent, earlierProceedings
  public var name: Phrase {
    switch self {
    case .party: Phrase("本人", "The party")
    case .agent: Phrase("代理人", "The agent")
    case .earlierProceedings: Phrase("诉讼中已确认", "Confirmed in the trial")
    }
  }
}

/// Why a paper did not reach its receiver.
public enum ReturnReason: String, Sendable, Codable, Hashable, CaseIterable {
  case refused, notFound, moved, wrongAddress, unclaimed, absent, other
  public var name: Phrase {
    switch self {
    case .refused: Phrase("拒收", "Refused")
    case .notFound: Phrase("查无此人", "Nobody of that name")
    case .moved: Phrase("迁移新址不明", "Moved, new address unknown")
    case .wrongAddress: Phrase("地址不详或有误", "Address wrong or incomplete")
    case .unclaimed: Phrase("逾期未领", "Not collected")
    case .absent: Phrase("无人在场", "Nobody there")
    case .other: Phrase("其他", "Other")
    }
  }
}

/// When service by public notice is allowed (民事诉讼法 95).
public enum NoticeGround: String, Sendable, Codable, Hashable, CaseIterable {
  case whereaboutsUnknown, otherWaysFailed
  public var name: Phrase {
    switch self {
    case .whereaboutsUnknown: Phrase("下落不明", "Whereabouts unknown")
    case .otherWaysFailed: Phrase("用其他方式无法送达", "No other way reached the receiver")
    }
  }
}

/// Where a public notice appears.
public enum NoticeMedium: String, Sendable, Codable, Hashable, CaseIterable {
  case courtNetwork, newspaper, courtBoard, residence
  public var name: Phrase {
    switch self {
    case .courtNetwork: Phrase("人民法院公告网", "The courts' notice website")
    case .newspaper: Phrase("报纸", "A newspaper")
    case .courtBoard: Phrase("法院公告栏", "The court's notice board")
    case .residence: Phrase("住所地张贴", "Posted at the residence")
    }
  }
}

extension CaseFile {
  /// Sealed papers that this party must receive and has not received, in the order they were drafted.
  public func unserved(on person: ID<Person>) -> [Papers.PaperState] {
    papers.order.compactMap { papers.all[$0] }.filter { paper in
      paper.sealed != nil && paper.stage != .withdrawn && !Receivers.isUnit(paper.kind)
        && Receivers.of(paper, self).contains("\(person)") && !paper.served.contains { $0.to == "\(person)" }
    }
  }
  /// How this paper stands with this party; due where nothing was attempted yet.
  public func delivery(_ paper: Papers.PaperState, _ person: ID<Person>) -> Delivery {
    let key = Delivery.Key(paper: paper.id, to: person)
    return service.deliveries[key] ?? Delivery(key: key, kind: paper.kind, since: paper.sealed?.at.day ?? paper.draftedAt.day)
  }
  /// Whether these receivers are the last who had not received the paper.
  func completes(_ paper: Papers.PaperState, _ receivers: [String]) -> Bool {
    let all = Set(Receivers.of(paper, self))
    return !all.isEmpty && all.subtracting(paper.served.map(\.to)).subtracting(receivers).isEmpty
  }
}
