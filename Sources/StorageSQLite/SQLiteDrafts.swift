import Basics
import Casework
import Enforcement
import Storage

extension SQLiteStore: Drafts {
  public func keep(_ draft: KeptDraft, of actor: Actor.Ref) async throws {
    let owner = actor.description
    let sealed = try keys.encrypt(Array(JSONText.encode(draft.values).utf8), draftOf: owner, at: draft.place)
    try await write { db in
      _ = try db.run(
        """
        INSERT INTO drafts (actor, place, sealed, at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (actor, place) DO UPDATE SET sealed = excluded.sealed, at = excluded.at
        """, [.text(owner), .text(draft.place), .blob(sealed), .int(draft.at.milliseconds)])
      _ = try db.run(
        "DELETE FROM drafts WHERE at < $1", [.int(draft.at.adding(seconds: -Int64(KeptDraft.days) * 86_400).milliseconds)])
      _ = try db.run(
        """
        DELETE FROM drafts WHERE actor = $1 AND place NOT IN (
          SELECT place FROM drafts WHERE actor = $1 ORDER BY at DESC, place LIMIT $2)
        """, [.text(owner), .int(KeptDraft.most)])
    }
  }

  public func draft(at place: String, of actor: Actor.Ref) async throws -> KeptDraft? {
    let owner = actor.description
    let row = try await read {
      try $0.query("SELECT sealed, at FROM drafts WHERE actor = $1 AND place = $2", [.text(owner), .text(place)]).first
    }
    guard let row else { return nil }
    let text = String(decoding: try keys.decrypt(row.blob(0), draftOf: owner, at: place), as: UTF8.self)
    return KeptDraft(
      place: place, values: try JSONText.decode([KeptDraft.Pair].self, text), at: Instant(milliseconds: row.int(1)))
  }

  public func drafts(of actor: Actor.Ref) async throws -> [DraftPlace] {
    try await read { db in
      try db.query("SELECT place, at FROM drafts WHERE actor = $1 ORDER BY at DESC, place", [.text(actor.description)]).map {
        DraftPlace(place: $0.text(0), at: Instant(milliseconds: $0.int(1)))
      }
    }
  }

  public func discardDraft(at place: String, of actor: Actor.Ref) async throws {
    try await write {
      _ = try $0.run("DELETE FROM drafts WHERE actor = $1 AND place = $2", [.text(actor.description), .text(place)])
    }
  }
}
