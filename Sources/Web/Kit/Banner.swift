import Basics

/// What a message above the content is about; each has a shape and a word of its own.
enum BannerKind: String, Sendable, CaseIterable {
  case info, done, warn, error

  var shape: String {
    switch self {
    case .info: "ℹ"
    case .done: "✓"
    case .warn: "▲"
    case .error: "■"
    }
  }
  var word: Phrase {
    switch self {
    case .info: Phrase("提示", "Note")
    case .done: Phrase("已完成", "Done")
    case .warn: Phrase("注意", "Attention")
    case .error: Phrase("未能办理", "Not done")
    }
  }
}

/// A message above the page's content: the sentence, the articles behind it, what to do next.
func banner(_ kind: BannerKind, _ text: Phrase, articles: [String] = [], next: HTML = .empty, _ reader: Reader) -> HTML {
  """
  <div class="banner \(kind.rawValue)" role="\(kind == .error ? "alert" : "status")">
  <p><strong><span aria-hidden="true">\(kind.shape)</span> \(reader(kind.word))</strong> \(reader(text))</p>
  \(when(!articles.isEmpty, law(articles, reader)))\(next)</div>
  """
}

/// A message in the reader's language already.
func banner(_ kind: String, _ text: String) -> HTML {
  let known = BannerKind(rawValue: kind) ?? .info
  return """
    <div class="banner \(known.rawValue)" role="\(known == .error ? "alert" : "status")">\
    <p><span aria-hidden="true">\(known.shape)</span> \(text)</p></div>
    """
}
