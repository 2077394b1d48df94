import Basics

/// One row of an entry by hand: a thing, or that a unit has nothing; and what was done about the thing on paper.
public struct HandRow: Sendable {
  /// Stands where a kind would, for a unit that has nothing of the debtor.
  public static let nothing = "nothing"
  static let fields = [
    Field("debtor", Phrase("被执行人", "Debtor"), .pick(.debtor)),
    Field(
      "unit", Phrase("单位", "Unit"), .text(max: 40), required: false,
      hint: Phrase("协助单位的编号；现场扣押、查封的动产不填", "Key of the unit; none for goods that were taken on the spot")),
    Field(
      "kind", Phrase("财产种类", "Kind"),
      .choice(
        Property.Kind.allCases.map { Field.Choice($0.rawValue, $0.name) } + [
          Field.Choice(nothing, Phrase("查无财产", "Nothing found"))
        ])),
    Field("identity", Phrase("账号、权证号、车牌或清单编号", "Account, certificate, plate or list number"), .text(max: 60), required: false),
    Field("value", Phrase("价值（元）", "Value (yuan)"), .money, required: false),
    Field("exempt", Phrase("豁免部分（元）", "Exempt (yuan)"), .money, required: false),
    Field("label", Phrase("说明", "Description"), .text(max: 200), required: false),
    Field("address", Phrase("坐落或存放地", "Place"), .text(max: 200), required: false),
    Field(
      "outcome", Phrase("控制结果", "Control"), .choice(HandMeasure.Outcome.allCases.map { Field.Choice($0.rawValue, $0.name) }),
      required: false, hint: Phrase("已在线下查封、扣押、冻结的填写", "Where it was sealed, taken or frozen on paper")),
    Field("held", Phrase("控制数额（元）", "Held (yuan)"), .money, required: false, hint: Phrase("仅存款", "Deposits only")),
    Field("rank", Phrase("轮候顺位", "Rank"), .number(2...999), required: false),
    Field("from", Phrase("控制日", "From"), .day, required: false, hint: Phrase("空白为获悉日", "The day it was learned if empty")),
    Field(
      "until", Phrase("届满日", "Through"), .day, required: false,
      hint: Phrase("空白按裁定和法定期限计算", "Counted from ruling and law if empty")),
    Field("reason", Phrase("未成功的原因", "Why it failed"), .text(max: 200), required: false),
  ]

  /// Key of the unit that stands for the court's own people, who take goods where they find them.
  static let onTheSpot = "site"

  /// What a form asks for in each row.
  public static var inputs: [Field] { fields }

  let debtor: ID<Person>
  let unit: String
  /// Nil where the unit has nothing.
  let item: FoundItem?
  let measure: HandMeasure?
  /// All that it says, to know it again.
  let text: String

  public init(_ input: inout Input) {
    debtor = input.id("debtor")
    let typed = input.text("unit", required: false, max: 40)
    let isGoods = input.list("kind") == [Property.Kind.goods.rawValue]
    unit = typed.isEmpty && isGoods ? HandRow.onTheSpot : typed
    if unit.isEmpty { input.fault("unit", "required", Phrase("写明单位", "Say which unit")) }
    if input.list("kind") == [HandRow.nothing] {
      item = nil
      measure = nil
      if !input.list("identity").isEmpty || !input.list("outcome").isEmpty {
        input.fault("kind", "nothingWithThing", Phrase("查无财产的，不填标识和控制结果", "Nothing found has no identity and no control"))
      }
    } else {
      if input.list("kind").isEmpty { _ = input.text("kind") }
      let item = FoundItem(&input, unit: unit)
      self.item = item
      measure = input.list("outcome").isEmpty ? nil : HandMeasure(&input, item)
      if item.exempt > item.value {
        input.fault("exempt", "exemptAboveValue", Phrase("豁免部分大于价值", "More is exempt than it is worth"))
      }
    }
    let parts = ["\(debtor)", unit] + (item?.words ?? []) + (measure?.words ?? [])
    text = parts.joined(separator: "\u{1F}")
  }

  /// The row as told by a source on a day: the same twice is one.
  func key(_ caseID: ID<CaseFile>, _ source: HandSource, _ learnedOn: Day) -> IdentityKey {
    IdentityKey("handRow", ["\(caseID)", source.rawValue, "\(learnedOn)", text].joined(separator: "\u{1F}"))
  }
}

/// What was done about a thing on paper: at a registry's window, at a bank's counter, on the spot.
struct HandMeasure: Sendable {
  enum Outcome: String, Sendable, CaseIterable {
    case effective, queued, failed
    var name: Phrase {
      switch self {
      case .effective: Phrase("已控制", "In effect")
      case .queued: Phrase("轮候", "Waiting")
      case .failed: Phrase("未成功", "Failed")
      }
    }
  }
  let outcome: Outcome
  let held: Money
  let rank: Int
  let from: Day?
  let until: Day?
  let reason: String

  init(_ input: inout Input, _ item: FoundItem) {
    let outcome = input.choice("outcome", Outcome.self) ?? .failed
    self.outcome = outcome
    held = input.money("held", required: false, allowZero: true)
    let rank = input.number("rank", in: 2...999, required: false)
    self.rank = outcome == .queued ? rank ?? 2 : 1
    from = input.day("from", required: false)
    until = input.day("until", required: false)
    reason = input.text("reason", required: false)
    if outcome == .effective && item.kind.isDivisible && held == .zero {
      input.fault("held", "heldMissing", Phrase("写明冻结的数额", "Say how much is frozen"), citations: ["财产保全规定第15条第3款"])
    }
    if outcome == .queued && rank == nil {
      input.fault("rank", "rankMissing", Phrase("轮候的写明顺位", "Say at which rank it waits"), citations: ["查扣冻规定第26条"])
    }
    if outcome == .failed && reason.isEmpty {
      input.fault("reason", "reasonMissing", Phrase("未成功的写明原因", "Say why it failed"))
    }
    if let from, let until, until < from {
      input.fault("until", "endsBeforeStart", Phrase("届满日早于控制日", "It ends before it begins"))
    }
  }
  var words: [String] {
    [outcome.rawValue, "\(held)", "\(rank)", from?.description ?? "", until?.description ?? "", reason]
  }
}

extension FoundItem {
  /// All that it says.
  var words: [String] {
    [kind.rawValue, identity, "\(value)", "\(exempt)", vault["label"] ?? "", vault["address"] ?? ""]
  }
}

/// A file that came with an entry. The server that keeps it seals its name, so that no other file can be passed off as one.
struct HandFile: Sendable {
  static let most = 20
  static let fields = [
    Field("file", Phrase("文件", "File"), .text(max: 20)), Field("sha256", Phrase("摘要", "Digest"), .text(max: 64)),
    Field("bytes", Phrase("字节", "Bytes"), .number(1...100_000_000)), Field("seal", Phrase("封签", "Seal"), .text(max: 64)),
    Field("title", Phrase("名称", "Title"), .text(max: 200)),
  ]
  let file: ID<VaultContent>
  let sha256: String
  let bytes: Int
  let seal: String
  let title: String
  init(_ input: inout Input) {
    file = input.id("file")
    sha256 = input.text("sha256", max: 64)
    bytes = input.number("bytes", in: 1...100_000_000) ?? 0
    seal = input.text("seal", max: 64)
    title = input.text("title")
  }
  var key: IdentityKey { HandFileSeal.key(file, sha256, bytes) }
  func attachment(_ situation: Situation) throws(Refusal) -> Attachment {
    guard let known = situation.identities[key], known.digest == seal else { throw .foreignFile }
    return Attachment(
      file: VaultRef(id: file, version: 1, digest: sha256),
      title: situation.depository.deposit(VaultContent("text", ["text": title])), sha256: sha256, bytes: bytes)
  }
}

/// What the server seals when it keeps a file for an entry.
public enum HandFileSeal {
  /// What the seal of an uploaded file binds: its place, SHA-256 (hexadecimal) and size in bytes.
  public static func key(_ file: ID<VaultContent>, _ sha256: String, _ bytes: Int) -> IdentityKey {
    IdentityKey("handFile", "\(file)/\(sha256)/\(bytes)")
  }
}

extension Refusal {
  static var foreignFile: Refusal {
    Refusal("foreignFile", field: "attachments", Phrase("附件不是经本页上传的文件", "The file was not handed in here"))
  }
  static func learnedInFuture(_ day: Day) -> Refusal {
    Refusal("learnedInFuture", field: "learnedOn", Phrase("获悉日 \(day) 晚于今天", "\(day) is after today"))
  }
}
