import Basics

extension Refusal {
  private static let panelArticle = "《民事诉讼法》（2023）第45条"

  /// `faults` is nil where nobody checked this version.
  static func notChecked(_ faults: Int?) -> Refusal {
    Refusal(
      "notChecked", field: "paper",
      faults.map {
        Phrase("修改后的文书检查出 \($0) 处错误，改正后才能报批、签发", "The check of the edited text found \($0) faults; put them right first")
      } ?? Phrase("文书修改后还没有检查", "The edited text has not been checked yet"),
      remedy: Phrase("打开文书页检查", "Open the paper's page and check it"))
  }
  static func notApproved(_ next: Role) -> Refusal {
    Refusal(
      "notApproved", field: "paper", Phrase("文书还须\(next.title.zh)审批", "The paper waits for: \(next.title.en)"),
      remedy: Phrase("报批并通过各级审批", "Submit it and let it pass every step"))
  }
  static var inApproval: Refusal {
    Refusal(
      "inApproval", field: "paper", Phrase("文书正在报批，退回后才能修改", "The paper is on its way; it can be edited once it is sent back"))
  }
  static var textMoved: Refusal {
    Refusal("textMoved", field: "text", Phrase("文书正文已被他人修改，请重新打开", "Others have changed the text; open it again"))
  }
  static func dataChanged(_ count: Int) -> Refusal {
    Refusal(
      "dataChanged", field: "confirmed",
      Phrase("改动了 \(count) 处来自案件的信息，须确认后才能保存", "\(count) particulars of the case are changed; confirm that this is meant"),
      remedy: Phrase("案件信息有误的，先在案件中更正", "Where the case is wrong, put the case right first"))
  }
  static var nothingToRecall: Refusal {
    Refusal("nothingToRecall", field: "paper", Phrase("没有已签发、尚未发出的文书", "No signed paper is still here"))
  }
  static var hasLeft: Refusal {
    Refusal(
      "hasLeft", field: "paper", Phrase("文书已经发出，不能收回", "The paper has left and cannot be recalled"),
      citations: ["《民事诉讼法》（2023）第157条"], remedy: Phrase("拟制补正裁定", "Draft a correcting ruling"))
  }
  static func tookEffect(_ kind: PaperKind) -> Refusal {
    Refusal(
      "tookEffect", field: "paper",
      Phrase("“\(kind.title.zh)”签发后已经生效，不能收回", "“\(kind.title.en)” took effect with its signature and cannot be recalled"),
      remedy: Phrase("以新的裁定、决定改变，或者送达后补正", "Change it by a new ruling or decision, or correct it after service"))
  }
  static var sealedByMachine: Refusal {
    Refusal("sealedByMachine", field: "paper", Phrase("这份文书由系统用印", "This paper is sealed by the machine"))
  }
  static var nothingToSubmit: Refusal {
    Refusal("nothingToSubmit", Phrase("没有可以报批的草稿", "No draft can be submitted"))
  }
  static var nothingToApprove: Refusal {
    Refusal("nothingToApprove", Phrase("没有待审批的文书", "No paper waits for approval"))
  }
  static func notYourStep(_ next: Role) -> Refusal {
    Refusal("notYourStep", field: "paper", Phrase("下一步由\(next.title.zh)审批", "The next word is for: \(next.title.en)"))
  }
  static var secondStep: Refusal {
    Refusal("secondStep", field: "paper", Phrase("同一人不得审批两步", "Nobody approves two steps of one form"))
  }
  static func panelAgainst(_ panel: PaperLife.Panel) -> Refusal {
    Refusal(
      "panelAgainst", field: "paper",
      Phrase(
        "合议庭多数意见不同意（同意 \(panel.agree)，不同意 \(panel.members.count - panel.agree)）",
        "The panel's majority is against it (\(panel.agree) for, \(panel.members.count - panel.agree) against)"),
      citations: [panelArticle], remedy: Phrase("撤回草稿，按多数意见重新拟制", "Withdraw it and draft as the majority wants"))
  }
  static func panelMissing(_ kind: PaperKind) -> Refusal {
    Refusal(
      "panelMissing", field: "paper",
      Phrase("“\(kind.title.zh)”须经合议庭评议，尚无笔录", "“\(kind.title.en)” needs the panel's deliberation, which is not recorded"),
      citations: [panelArticle], remedy: Phrase("登记合议庭笔录", "Record the panel's deliberation"))
  }
  static var panelRecorded: Refusal {
    Refusal("panelRecorded", field: "paper", Phrase("合议庭笔录已登记", "The panel's deliberation is recorded already"))
  }
  static var presidesJudge: Refusal {
    Refusal("presidesJudge", field: "members", Phrase("合议庭由法官组成", "A panel is made of judges"))
  }
}
