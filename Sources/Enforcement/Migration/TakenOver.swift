import Basics
import EnforcementLaw

/// What a case brought along from the court's earlier system; nil in a case that was filed here.
public struct TakenOver: Sendable, Hashable {
  /// The case's reference in the tables that were taken over.
  public let ref: String
  public let on: Day
  /// Further numbers of the case, as text: of an older system, of a court since merged.
  public let numbers: [String]
  /// What had been done before, with the day.
  public let done: StepsDone
}

/// Steps of the line that were done before a case was taken over; nil where not done.
public struct StepsDone: Sendable, Hashable, Codable {
  public var notice: Day?
  public var reportOrder: Day?
  public var search: Day?
  public var investigation: Day?
  public init(notice: Day? = nil, reportOrder: Day? = nil, search: Day? = nil, investigation: Day? = nil) {
    self.notice = notice
    self.reportOrder = reportOrder
    self.search = search
    self.investigation = investigation
  }
  /// Nodes of the process map that these steps have closed.
  var nodes: [String] {
    [
      notice.map { _ in "issueEnforcementNotice" }, reportOrder.map { _ in "orderPropertyReport" },
      search.map { _ in "startNetworkSearch" }, investigation.map { _ in "finishInvestigation" },
    ].compactMap { $0 }
  }
}

/// A paper that came as a file: a scan of the earlier system's folder.
public struct Attachment: Sendable, Hashable, Codable {
  /// Where the bytes are kept.
  public let file: VaultRef
  /// Its name, which may name people: kind `text`.
  public let title: VaultRef
  public let sha256: String
  public let bytes: Int
  public init(file: VaultRef, title: VaultRef, sha256: String, bytes: Int) {
    self.file = file
    self.title = title
    self.sha256 = sha256
    self.bytes = bytes
  }
}
