import Basics
import EnforcementLaw

/// What the machine does next about measures.
enum SeizureReactions {
  /// Looks again for what a signed ruling still has to secure.
  static func control(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let file: CaseFile = after.state(meta.stream)
    guard file.isOpen, file.seizure.signedRuling != nil else { return [] }
    return [.now(CommandCall("seizure.controlWithinRuling", ["case": "\(file.id)"]), name: "control")]
  }

  /// What a unit took hold of after the debt was performed, or after the application was withdrawn, is to be let go at once.
  static func letGo(_ after: Situation, _ meta: EventMeta) -> [Reaction] {
    let file: CaseFile = after.state(meta.stream)
    let ground: ReleaseGround
    if file.isOpen, file.closing.performedOn != nil {
      ground = .performed
    } else if file.mayBeAppliedForAgain, file.closing.final?.cause == .withdrawn {
      ground = .withdrawn
    } else {
      return []
    }
    return [.now(CommandCall("seizure.draftRelease", ["case": "\(file.id)", "ground": .text(ground.rawValue)]), name: "letGo")]
  }

  /// Effect ends at 24:00 of the last day (R3.2); the renewal is prepared when the first alert is due.
  static func clocks(
    _ measure: ID<Measure>, _ from: Day, _ until: Day, _ after: Situation, _ meta: EventMeta
  ) -> [Reaction] {
    let fields: [String: InputValue] = ["case": "\(meta.stream.key)", "measure": "\(measure)"]
    let lapse = Reaction.timer(
      name: "seizure.lapse", subject: "\(measure)", due: Instant(until + 1), CommandCall("seizure.lapse", fields))
    let alerts = SeizureTerm.alerts(start: from, end: until, settings: after.settings).value
    guard let first = alerts.first else { return [lapse] }
    let renewal = Reaction.timer(
      name: "seizure.renewal", subject: "\(measure)", due: Instant(first, hour: 9),
      CommandCall("seizure.draftRenewal", ["case": "\(meta.stream.key)"]))
    return [lapse, renewal]
  }
  /// Forgets the clocks of a measure that is over.
  static func noClocks(_ measure: ID<Measure>) -> [Reaction] {
    [
      .cancelTimer(name: "seizure.lapse", subject: "\(measure)"), .cancelTimer(name: "seizure.renewal", subject: "\(measure)"),
    ]
  }

  /// The machine's notice to a unit inside a signed ruling.
  static func notice(_ kind: PaperKind, _ measure: ID<Measure>, _ ruling: ID<Paper>, _ meta: EventMeta) -> Reaction {
    let fields: [String: InputValue] = [
      "case": "\(meta.stream.key)", "kind": "\(kind.rawValue)", "about": "\(measure)", "ruling": "\(ruling)",
    ]
    return .now(CommandCall("papers.fillAssistNotice", fields), name: "notice")
  }
  static func controlNotice(_ kind: Property.Kind) -> PaperKind { kind == .deposit ? .assistFreezeNotice : .assistSealNotice }
}
