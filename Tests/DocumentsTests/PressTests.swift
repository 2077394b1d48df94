import Basics
import Casework
import Documents
import Enforcement
import Foundation
import Testing

@Suite("The press", .serialized) struct PressTests {
  /// What each kind must say beyond number, title and the debtor's name.
  static let words: [PaperKind: [String]] = [
    .acceptanceNotice: ["受理案件通知书", "民间借贷纠纷一案", "承办人唐小雨", "案款专户", "88011001"],
    .enforcementNotice: ["执行通知书", "一年期贷款市场报价利率的4倍计付利息", "壹拾叁万元", "自2025年1月11日起"],
    .propertyReportOrder: ["报告财产令", "临江虚构缝纫机配件有限公司：", "十日内"],
    .controlRuling: ["(2025)浙1099执123号", "壹拾肆万元", "6222020000000000000", "六个月", "坐落于云帆小区3幢501室", "审判员林见山", "护照号码X0000001"],
    .assistFreezeNotice: ["临江银行：", "伍万元", "(2025)浙1099执123号执行裁定书"],
    .assistSealNotice: ["不动产登记中心：", "虚构权证第0000001"],
    .renewalRuling: ["(2025)浙1099执123号之二", "自2025年9月10日起至2028年9月9日止"],
    .releaseRuling: ["(2025)浙1099执123号之三", "贰万元", "超出应当控制的数额"],
    .assistReleaseNotice: ["(2025)浙1099执123号之三执行裁定书", "贰万元"],
    .transferRuling: ["(2025)浙1099执123号之一", "现金价值", "柒万元"],
    .assistTransferNotice: ["平江人寿保险：", "贰万元", "保险单现金价值"],
    .consumptionRestriction: ["限制消费令", "欧阳青禾、临江虚构缝纫机配件有限公司：", "法定代表人欧阳青禾"],
    .consumptionLift: ["解除对欧阳青禾、临江虚构缝纫机配件有限公司采取的限制消费措施"],
    .listingDecision: ["逾期未报告财产", "违反财产报告制度", "期限为三年"],
    .listingRemoval: ["期限已经届满", "删除被执行人欧阳青禾的失信信息"],
    .interviewMinutes: ["有无财产？", "没有。", "欧阳青禾（被执行人）"],
    .usePermitRuling: ["(2025)浙1099执123号之六", "自行变卖，价款交付案款账户", "第33条", "88011001"],
    .terminationRuling: ["(2025)浙1099执123号之四", "柒万元", "未处置", "已约谈或查找2/2名", "申请执行人签字确认"],
    .resumptionNotice: ["(2024)浙1099执9号", "恢复执行通知书"],
    .suspensionRuling: ["中止(2025)浙1099执123号案的执行", "申请执行人表示可以延期执行"],
    .finalTerminationRuling: ["终结(2025)浙1099执123号案的执行", "双方已就余款另行达成协议。", "六十日内"],
    .stayDecision: ["暂缓(2025)浙1099执123号案的执行", "保字第1号", "担保人向本院提供担保。"],
    .continuationNotice: ["本院恢复执行", "中止执行的事由已经消失。"],
    .closingNotice: ["结案通知书", "案款已全部发放。", "经强制执行"],
    .publicNotice: ["公告", "因你下落不明", "第九十五条", "(2025)浙1099执123号报告财产令", "经过三十日"],
    .correctingRuling: ["执行裁定书", "第一百五十七条第一款第七项", "“二零二五年”补正为“二〇二五年”"],
    .reviewRuling: ["执异1号", "冻结的存款系工资", "该账户并非工资账户", "驳回欧阳青禾的异议请求", "十日内"],
    .closingCertificate: ["结案证明", "民间借贷纠纷", "柒万元", "终结本次执行程序"],
  ]

  @Test("Every kind of paper of a case is sealed, kept, and says its particulars")
  func everyKind() async throws {
    let sample = PressSample()
    try await sample.tell()
    let press = try sample.press()
    var codes: Set<String> = []
    for kind in PaperKind.allCases {
      let paper = try #require(sample.papers[kind], "no sample of \(kind)")
      let sealed = try await press.seal(paper, of: sample.caseID)
      let reference = try Self.reference(sealed)
      let bytes = try #require(await sample.shelf.kept[reference])
      #expect(sealed["sha256"] == .text(ContentDigest.sha256(bytes)))
      let reader = try PDFReader(bytes)
      defer { reader.discard() }
      if let folder = ProcessInfo.processInfo.environment["PAPERS_KEEP"] {
        try Data(bytes).write(to: URL(fileURLWithPath: folder).appendingPathComponent("case-\(kind.rawValue).pdf"))
      }
      #expect(sealed["pages"] == .text(try reader.info()["Pages"] ?? ""))
      let code = try Self.text(sealed, "code")
      #expect(code.contains(/^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}$/))
      codes.insert(code)
      let text = try reader.compact().replacing(/第\d+页共\d+页/, with: "")
      for words in ["欧阳青禾", "(2025)浙1099执123号", code] + (Self.words[kind] ?? []) {
        #expect(text.contains(words), "\(kind) does not say \(words)")
      }
      #expect(!text.contains("草稿"), "\(kind)")
    }
    #expect(codes.count == PaperKind.allCases.count)
  }

  @Test("Papers name the court's telephone where it has one, and no empty line where it has none")
  func telephone() async throws {
    for phone in ["0576-88880000", nil] {
      let sample = PressSample()
      try await sample.tell()
      let press = try sample.press(phone: phone)
      for kind in [PaperKind.consumptionRestriction, .acceptanceNotice, .assistFreezeNotice] {
        let sealed = try await press.seal(try #require(sample.papers[kind]), of: sample.caseID)
        let reader = try PDFReader(try #require(await sample.shelf.kept[try Self.reference(sealed)]))
        defer { reader.discard() }
        let text = try reader.compact()
        #expect(text.contains("电话：0576-88880000") == (phone != nil), "\(kind)")
        #expect(!text.contains("电话：——") && text.contains("电话：") == (phone != nil), "\(kind): \(text)")
      }
    }
  }

  @Test("Sealing twice gives the same code and the same bytes, whatever happened in the case since the signature")
  func twice() async throws {
    let sample = PressSample()
    try await sample.tell()
    let press = try sample.press()
    let ruling = try #require(sample.papers[.controlRuling])
    let first = try await press.seal(ruling, of: sample.caseID)
    let day = PressSample.day(2026, 1, 5)
    let later = PropertyFound(
      property: ID(raw: 99), kind: .deposit, unit: "bankB", debtor: sample.debtor, value: .yuan(1), exempt: .zero,
      vault: sample.deposit("property", ["identity": "6222029999999999999"]), request: nil)
    try await sample.write([later], on: day)
    _ = try await sample.paper(.releaseRuling, on: day, signed: false)
    let second = try await press.seal(ruling, of: sample.caseID)
    #expect(first["sha256"] == second["sha256"])
    #expect(first["code"] == second["code"])
    #expect(first["fileID"] != second["fileID"])
  }

  @Test("A draft is shown as a draft, is not sealed, and once sealed the kept file is shown")
  func preview() async throws {
    let sample = PressSample()
    try await sample.tell()
    let press = try sample.press()
    let draft = try await sample.paper(.enforcementNotice, about: ["12"], on: PressSample.day(2025, 12, 2), signed: false)
    let reader = try PDFReader(try await press.preview(draft, of: sample.caseID))
    defer { reader.discard() }
    #expect(try reader.compact().contains("草稿"))
    await #expect(throws: PressFault.notSigned(draft)) { try await press.seal(draft, of: sample.caseID) }
    await #expect(throws: PressFault.noSuchPaper(ID(raw: 5))) { try await press.preview(ID(raw: 5), of: sample.caseID) }

    let notice = try #require(sample.papers[.closingNotice])
    let fields = try await press.seal(notice, of: sample.caseID)
    let kept = try Self.reference(fields)
    let sealed = PaperSealed(
      paper: notice, kind: .closingNotice, file: kept, sha256: try Self.text(fields, "sha256"),
      code: try Self.text(fields, "code"),
      pages: 1)
    try await sample.write([sealed], on: PressSample.day(2025, 12, 3))
    #expect(try await press.preview(notice, of: sample.caseID) == sample.shelf.kept[kept])
  }

  @Test("A paper of which the case knows nothing is drawn with dashes, whatever its kind")
  func bare() async throws {
    let sample = PressSample()
    try await sample.tell()
    let press = try sample.press()
    for kind in PaperKind.allCases {
      let paper = try await sample.paper(kind, on: PressSample.day(2025, 12, 4), signed: false)
      let reader = try PDFReader(try await press.preview(paper, of: sample.caseID))
      defer { reader.discard() }
      #expect(try reader.compact().contains("(2025)浙1099执123号"), "\(kind)")
    }
  }

  @Test("Sixteen papers sealed at once all arrive")
  func atOnce() async throws {
    let sample = PressSample()
    try await sample.tell()
    let press = try sample.press()
    let papers = Array(sample.papers.values.prefix(16))
    let caseID = sample.caseID
    let digests = try await withThrowingTaskGroup(of: String.self) { group in
      for paper in papers { group.addTask { try Self.text(try await press.seal(paper, of: caseID), "sha256") } }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(digests.count == 16)
    #expect(await sample.shelf.kept.count == 16)
  }

  private static func text(_ fields: [String: InputValue], _ name: String) throws -> String {
    guard case .text(let text)? = fields[name] else { throw PressSample.Failure.notStored }
    return text
  }
  private static func reference(_ fields: [String: InputValue]) throws -> VaultRef {
    let id = try #require(ID<VaultContent>(text(fields, "fileID")))
    return VaultRef(id: id, version: 1, digest: try text(fields, "fileDigest"))
  }
}
