import Basics
import Enforcement
import Foundation
import Settings

@testable import Import

/// A fictional court that moves: its staff, its units, and small tables written by hand.
enum RunningSample {
  static let today = Day(2026, 11, 21) ?? .earliest

  static func court() throws -> RunningCourt {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
    let configuration = try CourtConfiguration.read(
      config: root.appending(path: "config"), lawData: root.appending(path: "data-law"))
    func member(_ number: Int64, _ name: String, _ roles: Set<Role>) -> RunningCourt.Member {
      RunningCourt.Member(id: ID(raw: number), name: name, roles: roles)
    }
    return RunningCourt(
      court: configuration.court, today: today, law: configuration.books.law, triage: configuration.books.triage,
      units: configuration.books.units,
      staff: [
        member(1, "周执", [.officer]), member(2, "郑衡", [.judge]), member(3, "卢平", [.judge]), member(4, "余款", [.cashier]),
        member(5, "韩局", [.bureauChief]), member(6, "同名", [.officer]), member(7, "同名", [.officer]),
      ])
  }

  static func read(_ files: [(name: String, bytes: [UInt8])], papers: [RunningSource.Paper] = []) throws -> RunningReading {
    try RunningImport(court()).read(RunningSource(files: files, papers: papers))
  }

  /// One running case with a line in every table.
  static func rows() throws -> RunningRows {
    let court = try court()
    var numbers = SeededNumbers(seed: 5)
    var making = RunningMaking(court: court, seed: 5)
    return RunningWriter(language: .zh).rows(of: making.next(0, isFull: true, &numbers), court)
  }
  static func read(_ rows: RunningRows) throws -> RunningReading { try read(RunningWriter(language: .zh).files(rows)) }
}
