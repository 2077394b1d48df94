import Basics
import Casework
import Enforcement
import EnforcementLaw
import Hummingbird

/// Pages for anyone: checking a paper.
struct PublicPages: Sendable {
  let services: CourtServices

  func add(to router: Router<PageContext>) {
    router.get("/check") { request, context in
      Response.html(try await check(request.query, Pages.reader(request, context, services)))
    }
  }

  /// Says only who issued it, when, and whether it matches; never the content.
  private func check(_ asked: FormData, _ reader: Reader) async throws -> HTML {
    let code = String(asked["code"].filter { $0.isLetter || $0.isNumber || $0 == "-" }.prefix(40)).uppercased()
    let digest = String(asked["sha256"].filter(\.isHexDigit).prefix(64)).lowercased()
    let result: HTML = code.isEmpty ? .empty : try await answer(code, digest, reader)
    let rows = [
      FormRow("code", Phrase("文书上的校验码", "Code on the paper"), .text(max: 40), initial: [code]),
      FormRow(
        "sha256", Phrase("文件的 SHA-256", "SHA-256 of the file"), .text(max: 64), required: false,
        hint: Phrase("填写后同时核对文件有没有被改动", "If given, the file itself is checked too"), initial: [digest]),
    ]
    return Layout(title: reader("文书核验", "Check a paper"), kind: .publicPage).page(
      reader,
      """
      <h1>\(reader("文书核验", "Check a paper"))</h1>\(result)
      <section><form class="act" \(action("/check"))>\(rows.map { formRow($0, FormState(), reader) })
      <p class="send"><button class="main">\(reader("核验", "Check"))</button></p></form></section>
      """)
  }

  private func answer(_ code: String, _ digest: String, _ reader: Reader) async throws -> HTML {
    guard let paper = try await services.reads.paper(code: code), let sealed = paper.sealedAt else {
      return banner(
        .error,
        Phrase(
          "没有校验码为 \(code) 的文书。请核对后重试，或携带文书到法院核实。", "No paper has the code \(code). Check it and try again, or ask the court."),
        reader)
    }
    guard paper.stage != .withdrawn else {
      return banner(
        .error, Phrase("本文书签发后未发出即被本院收回，不发生效力。", "The court recalled this paper before it left; it has no effect."), reader)
    }
    guard digest.isEmpty || digest == paper.sha256 else {
      return banner(
        .error,
        Phrase("校验码存在，但文件摘要不符：文件可能被改动。", "The code exists, but the file's digest differs: the file may have been changed."),
        reader)
    }
    return banner(
      .done,
      Phrase(
        "本文书由\(services.courtName)于 \(sealed.day) 签发，校验码相符。",
        "Issued by \(services.courtName) on \(sealed.day); the code matches."),
      reader)
  }
}
