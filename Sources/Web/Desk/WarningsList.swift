import Basics
import Casework
import Enforcement

/// Warnings that wait for the reader: of his own nodes, of his team's where he leads one, of the court's at the command centre.
struct WarningsList: Sendable {
  let warned: [WarnedNode]
  let people: People
  let tags: Livelihoods
  static let rowsMax = 50

  static func load(_ services: CourtServices, _ reader: Reader, _ staff: ID<StaffMember>) async throws -> WarningsList {
    let roles = reader.actor.roles
    let mine = try await services.desk.acting(reader.actor, court: services.court).inCharge
    var reaches: [WarningReach] = [.own(roles, mine)]
    if roles.contains(.teamLead) { reaches.append(.team(of: staff)) }
    if !roles.isDisjoint(with: [.commandCentre, .bureauChief, .vicePresident, .president]) { reaches.append(.court) }
    var all: [ID<ProcessNode>: WarnedNode] = [:]
    for reach in reaches {
      for node in try await services.reads.warned(reach, court: services.court, limit: rowsMax) { all[node.row.node] = node }
    }
    let people = try await People.load([], services, for: reader)
    let sorted = all.values.sorted { left, right in
      if left.level != right.level { return left.level > right.level }
      return (left.row.due ?? .latest, left.row.node) < (right.row.due ?? .latest, right.row.node)
    }
    let tags = try await Livelihoods.load(sorted.map(\.row.caseID), services)
    return WarningsList(warned: Array(tags.first(sorted, \.row.caseID).prefix(rowsMax)), people: people, tags: tags)
  }

  var count: Count { warned.count >= WarningsList.rowsMax ? .atLeast(warned.count) : .exactly(warned.count) }

  func html(_ reader: Reader) -> HTML {
    let list = Table(
      Phrase(
        "级别高的、超期久的在前；处理后移出，期限照走", "Highest level and longest overdue first; dealt with, it leaves this list and the clock goes on"
      ),
      [
        Column(Phrase("案号", "Case"), heads: true) { (warned: WarnedNode) in
          "<a \(href("/cases/\(warned.row.caseID)#clocks"))>\(warned.row.number.isEmpty ? "\(warned.row.caseID)" : warned.row.number)</a>\(tags.tag(warned.row.caseID, reader))"
        },
        Column(Phrase("级别", "Level")) { lamp($0.level > 1 ? .over : .soon, reader(WarningsList.word($0.level))) },
        Column(Phrase("节点", "Node")) { "\(reader(people.node($0.row.key)))" },
        Column(Phrase("期限", "Clock")) { lamp($0.row.due, reader) },
        Column(Phrase("岗位", "For")) { "\(reader($0.row.owner.title)) \(people.member($0.row.handler))" },
        Column(Phrase("预警", "Warned")) { "\($0.warnedAt?.minuteText ?? "—")" },
        Column(Phrase("办理", "Act")) { warned in
          "<a \(href("/cases/\(warned.row.caseID)/do/process.handleWarning?node=\(warned.row.node)"))>\(reader("处理", "Deal with it"))</a>"
        },
      ], rows: warned, empty: Phrase("没有待处理的预警。", "No warning waits."))
    return table(list, reader)
  }

  static func word(_ level: Int) -> Phrase {
    switch level {
    case ...1: Phrase("一级 · 承办", "1 · owner")
    case 2: Phrase("二级 · 团队", "2 · team")
    default: Phrase("三级 · 指挥中心", "3 · command centre")
    }
  }
}
