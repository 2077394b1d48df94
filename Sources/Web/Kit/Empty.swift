import Basics

/// Nothing here: says what would fill it.
func empty(_ text: Phrase, next: HTML = .empty, _ reader: Reader) -> HTML { "<p class=\"empty\">\(reader(text)) \(next)</p>" }

/// Waiting: says on whom and until when.
func waiting(for whom: String, until due: Instant?, _ reader: Reader) -> HTML {
  """
  <p class="waiting"><span class="shape" aria-hidden="true">◷</span> \(reader("等待", "Waiting for")) \(whom)\
  \(when(due) { due -> HTML in "\(reader("，至", " until")) <time datetime=\"\(due.description)\">\(due)</time> \(lamp(due, reader))" })</p>
  """
}

/// Failed: says what happened and what to do.
func failed(_ what: Phrase, toDo: Phrase, _ reader: Reader) -> HTML {
  """
  <div class="failed" role="alert"><p><strong><span aria-hidden="true">■</span> \(reader(what))</strong></p><p>\(reader(toDo))</p></div>
  """
}
