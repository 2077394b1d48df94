import Basics
import Casework
import Enforcement

/// Money in suspense that goes to the account of cases that are settled together.
extension ReceiptPage {
  var clusterRows: [FormRow] {
    [
      FormRow(
        "cluster", Phrase("集中案款账户", "Cluster"),
        .select(clusters.map { FormRow.Choice("\($0.id)", Phrase($0.title, $0.title)) })),
      FormRow(
        "amount", Phrase("金额（元）", "Amount (CNY)"), .money, required: false,
        hint: Phrase("可不填，即未处理的全部", "May be left out: all that is open")),
      FormRow("note", Phrase("认领依据", "Why it is this cluster's"), .textarea(max: 500)),
    ]
  }

  func clustered(_ reader: Reader) -> HTML {
    guard !receipt.clustered.isEmpty else { return .empty }
    let rows = receipt.clustered.map { match -> [HTML] in
      let undo: HTML = when(
        !match.undone && !reader.actor.roles.isDisjoint(with: UndoClusterMatch.roles),
        form(
          Form(
            id: "undo-\(match.booking)", action: "/receipts/\(id)/do/\(UndoClusterMatch.name)",
            [FormRow("reason", Phrase("撤回理由", "Why"), .text(max: 200))], button: UndoClusterMatch.title,
            state: own(UndoClusterMatch.name), hidden: [(name: "match", value: "\(match.booking)")]), reader))
      let title = clusters.first { $0.id == match.cluster }?.title ?? "\(match.cluster)"
      return [
        "<a \(href("/clusters/\(match.cluster)"))>\(title)</a>", sum(match.amount),
        "\(match.at) \(reader(people.actor(match.by)))",
        when(match.undone, "\(reader("已撤回", "Taken back"))", else: undo),
      ]
    }
    return section(
      "clusters", reader("认领到集中案款账户", "Matched with clusters"),
      table(
        [reader("账户", "Cluster"), reader("金额（元）", "Amount (CNY)"), reader("认领", "Matched"), reader("撤回", "Taking back")], rows,
        caption: reader("认领到的集中案款账户", "Clusters it went to"), empty: ""))
  }
}

extension MoneyDesk {
  static let clustersMax = 200
  /// Clusters by the names that this reader may see.
  func clusters(_ reader: Reader) async throws -> [(id: ID<Cluster>, title: String)] {
    let rows = try await services.reads.clusters(court: services.court, limit: MoneyDesk.clustersMax)
    let titles = reader.seesNames ? try await services.vault.open(rows.map(\.title)) : [:]
    return rows.map { ($0.id, titles[$0.title]?.fields["text"] ?? "\($0.id)") }
  }
  /// What lies on clusters' accounts and is not divided; no tile where nothing does.
  func clusterTile(_ reader: Reader) async throws -> [Figure] {
    let rows = try await services.reads.clusters(court: services.court, limit: MoneyDesk.clustersMax)
    let left = rows.filter { $0.balance > .zero }
    guard !rows.isEmpty else { return [] }
    return [
      Figure(
        label: Phrase("集中案款待分配", "Cluster money to divide"), value: count(.exactly(left.count), reader), path: "/clusters",
        note: left.reduce(Money.zero) { $0 + $1.balance }.grouped + reader(" 元", " CNY"))
    ]
  }
}
