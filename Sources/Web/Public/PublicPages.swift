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
  private func check(_ form: FormData, _ reader: Reader) async throws -> HTML {
    let code = String(form["code"].filter { $0.isLetter || $0.isNumber || $0 == "-" }.prefix(40)).uppercased()
    let digest = String(form["sha256"].filter(\.isHexDigit).prefix(64)).lowercased()
    var result: HTML = .empty
    if !code.isEmpty {
      if let paper = try await services.reads.paper(code: code), let sealed = paper.sealedAt {
        let matches = digest.isEmpty || digest == paper.sha256
        result = banner(
          matches ? "done" : "error",
          matches
            ? reader(
              "本文书由\(services.courtName)于 \(sealed.day) 签发，校验码相符。",
              "Issued by \(services.courtName) on \(sealed.day); the code matches.")
            : reader("校验码存在，但文件摘要不符：文件可能被改动。", "The code exists, but the file's digest differs: the file may have been changed."))
      } else {
        result = banner(
          "error",
          reader(
            "没有校验码为 \(code) 的文书。请核对后重试，或携带文书到法院核实。", "No paper has the code \(code). Check it and try again, or ask the court."))
      }
    }
    return Layout(title: reader("文书核验", "Check a paper"), kind: .publicPage).page(
      reader,
      """
      <h1>\(reader("文书核验", "Check a paper"))</h1>\(result)
      <form class="act panel" action="/check"><div class="row"><label for="code">\(reader("文书上的校验码", "Code on the paper"))</label><input id="code" name="code" value="\(code)" required></div>
      <div class="row"><label for="sha256">\(reader("文件的 SHA-256（选填）", "SHA-256 of the file (optional)"))</label><input id="sha256" name="sha256" value="\(digest)"></div>
      <button>\(reader("核验", "Check"))</button></form>
      """)
  }
}
