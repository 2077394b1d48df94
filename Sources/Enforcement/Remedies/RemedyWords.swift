import Basics

/// What a matter of the review line is. Raw values are stored.
public enum RemedyKind: String, Sendable, Codable, Hashable, CaseIterable {
  /// An act of the court is said to break the law (民诉法 236).
  case conduct
  /// The court is said to have no jurisdiction (R1.7).
  case jurisdiction
  /// Someone from outside claims a right to the thing (民诉法 238).
  case thirdParty
  /// A party is to come in or take another's place (变更追加规定).
  case partyChange
  public var name: Phrase {
    switch self {
    case .conduct: Phrase("执行行为异议", "Objection to an act")
    case .jurisdiction: Phrase("执行管辖异议", "Objection to jurisdiction")
    case .thirdParty: Phrase("案外人异议", "Third party's objection")
    case .partyChange: Phrase("变更、追加当事人", "Change of parties")
    }
  }
  /// How a ruling on it may end (R8.1).
  public var outcomes: [RemedyOutcome] {
    switch self {
    case .conduct: [.rejected, .revoked, .changed, .founded, .withdrawn, .dismissed]
    case .jurisdiction: [.rejected, .founded, .withdrawn, .dismissed]
    case .thirdParty: [.rejected, .stopped, .withdrawn, .dismissed]
    case .partyChange: [.rejected, .granted, .withdrawn, .dismissed]
    }
  }
}

/// How far a matter is. Raw values are stored.
public enum RemedyStage: String, Sendable, Codable, Hashable, CaseIterable {
  case received, filed, ruled, ended
  public var name: Phrase {
    switch self {
    case .received: Phrase("待立案", "To be filed")
    case .filed: Phrase("审查中", "Examined")
    case .ruled: Phrase("已裁定", "Ruled")
    case .ended: Phrase("已办结", "Over")
    }
  }
}

/// How a ruling ends a matter.
public enum RemedyOutcome: String, Sendable, Codable, Hashable, CaseIterable {
  /// Not filed, or found after filing that it should not have been.
  case notAccepted, dismissed
  case withdrawn, rejected
  /// The act is revoked, changed, or, with nothing to revoke, found unlawful.
  case revoked, changed, founded
  /// The enforcement against the thing is stopped.
  case stopped
  /// The parties are changed.
  case granted
  public var name: Phrase {
    switch self {
    case .notAccepted: Phrase("不予受理", "Not accepted")
    case .dismissed: Phrase("驳回申请", "Application dismissed")
    case .withdrawn: Phrase("准许撤回", "Withdrawn")
    case .rejected: Phrase("驳回", "Rejected")
    case .revoked: Phrase("撤销执行行为", "Act revoked")
    case .changed: Phrase("变更执行行为", "Act changed")
    case .founded: Phrase("异议成立", "Well founded")
    case .stopped: Phrase("中止对该标的的执行", "Enforcement against the thing stopped")
    case .granted: Phrase("准许变更、追加", "Change granted")
    }
  }
  /// Whoever asked was right.
  public var upholds: Bool {
    switch self {
    case .revoked, .changed, .founded, .stopped, .granted: true
    case .notAccepted, .dismissed, .withdrawn, .rejected: false
    }
  }
}

/// What accepted security brings about (执行程序解释 9, 15).
public enum SecurityEffect: String, Sendable, Codable, Hashable, CaseIterable {
  /// Given by the debtor or an interested person: the disposal waits.
  case holds
  /// Given by the applicant: the enforcement goes on.
  case continues
  public var name: Phrase {
    switch self {
    case .holds: Phrase("停止处分", "The disposal waits")
    case .continues: Phrase("继续执行", "The enforcement goes on")
    }
  }
}

/// What a court above is asked for.
public enum AppealLevel: String, Sendable, Codable, Hashable, CaseIterable {
  case reconsideration, supervision
  public var name: Phrase {
    switch self {
    case .reconsideration: Phrase("执行复议", "Reconsideration")
    case .supervision: Phrase("执行监督", "Supervision")
    }
  }
}

/// What the court above decided (异议复议规定 23).
public enum AppealDecision: String, Sendable, Codable, Hashable, CaseIterable {
  case upheld, reversed, remanded, withdrawn
  public var name: Phrase {
    switch self {
    case .upheld: Phrase("维持", "Upheld")
    case .reversed: Phrase("撤销或者变更", "Reversed or changed")
    case .remanded: Phrase("发回重新审查", "Sent back")
    case .withdrawn: Phrase("准许撤回", "Withdrawn")
    }
  }
}
