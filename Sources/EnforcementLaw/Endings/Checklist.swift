import Basics

/// A paper in the file as proof: what it is, and its day.
public struct Proof: Hashable, Sendable, Codable {
  public var paper: Phrase
  public var day: Day
  public init(_ paper: Phrase, _ day: Day) {
    self.paper = paper
    self.day = day
  }
  /// A paper by its mark in the file, which is the same in both languages.
  public init(_ mark: String, _ day: Day) { self.init(Phrase(mark, mark), day) }
  public var text: Phrase { paper + Phrase("（\(day)）", " (\(day))") }
}

/// One condition, what shows it, and whether it holds.
public struct Check: Hashable, Sendable, Codable {
  /// Stable: `consumptionOrder`.
  public let key: String
  public let what: Phrase
  public let citation: Citation
  public let passed: Bool
  /// What the file shows: a paper, a day, a count, or what is missing.
  public let evidence: Phrase

  public init(_ key: String, _ what: Phrase, _ citation: Citation, passed: Bool, _ evidence: Phrase) {
    self.key = key
    self.what = what
    self.citation = citation
    self.passed = passed
    self.evidence = evidence
  }

  /// Passed where there is a paper; `needed` false: the condition does not arise.
  static func paper(_ key: String, _ what: Phrase, _ citation: Citation, _ proof: Proof?, needed: Bool = true) -> Check {
    guard needed else { return Check(key, what, citation, passed: true, Phrase("不涉及", "Does not arise")) }
    guard let proof else { return Check(key, what, citation, passed: false, Phrase("缺少材料", "No paper in the file")) }
    return Check(key, what, citation, passed: true, proof.text)
  }
  /// Passed where a fact holds.
  static func fact(_ key: String, _ what: Phrase, _ citation: Citation, _ holds: Bool, _ evidence: Phrase? = nil) -> Check {
    Check(key, what, citation, passed: holds, evidence ?? (holds ? Phrase("符合", "Holds") : Phrase("不符合", "Does not hold")))
  }
}

/// Conditions that must all hold.
public struct Checklist: Hashable, Sendable, Codable {
  public let checks: [Check]
  public init(_ checks: [Check]) { self.checks = checks }
  public var passed: Bool { checks.allSatisfy(\.passed) }
  public var failed: [Check] { checks.filter { !$0.passed } }
  public subscript(key: String) -> Check? { checks.first { $0.key == key } }

  /// The list as a value with its reasons.
  func explained(_ rule: String, inputs: [Reasons.Step] = [], settings: [Reasons.SettingUsed] = []) -> Explained<Checklist> {
    var citations: [Citation] = []
    for check in checks where !citations.contains(check.citation) { citations.append(check.citation) }
    return Explained(
      self,
      Reasons(
        rule, inputs: inputs, steps: checks.map { .init($0.what + Phrase("：", ": ") + $0.evidence, $0.passed ? "✓" : "✗") },
        citations: citations,
        settings: settings))
  }

  /// Refuses with the first condition that fails, and names how many do.
  public func require(_ field: String, _ code: String) throws(LawRefusal) {
    guard let first = failed.first else { return }
    let zh = "尚有\(failed.count)项条件不符合：" + failed.map(\.what.zh).joined(separator: "；")
    let en = "\(failed.count) conditions fail: " + failed.map(\.what.en).joined(separator: "; ")
    throw LawRefusal(field: "\(field).\(first.key)", code: code, Phrase(zh, en), citations: failed.map(\.citation))
  }
}
