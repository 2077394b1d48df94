import Foundation

/// A program's system calls as strace wrote them, read for one question: was the disk asked to keep a group before its callers were
/// answered?
struct SystemTrace {
  static let calls = "fsync,fdatasync,write,pwrite64,writev,pwritev,sendto,sendmsg"

  struct Call {
    enum Kind { case writeLog, syncLog, answer }
    let kind: Kind
    /// What was written, as strace prints it.
    let text: Substring
    /// Lines at which it began and ended: with several threads others stand between.
    let began: Int
    var ended: Int
  }
  /// In the order of their beginnings.
  var calls: [Call] = []

  /// `answers` says which written text is an answer to a caller.
  init(_ file: URL, answers: (Substring) -> Bool) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    var open: [Substring: Int] = [:]
    for (number, line) in text.split(separator: "\n").enumerated() {
      let thread = line.prefix { $0 != " " }
      if line.contains(" resumed>") {
        if let call = open.removeValue(forKey: thread) { calls[call].ended = number }
        continue
      }
      guard let kind = SystemTrace.kind(line, answers) else { continue }
      let isUnfinished = line.hasSuffix("<unfinished ...>")
      if isUnfinished { open[thread] = calls.count }
      calls.append(Call(kind: kind, text: line, began: number, ended: isUnfinished ? .max : number))
    }
  }

  private static func kind(_ line: Substring, _ answers: (Substring) -> Bool) -> Call.Kind? {
    if line.contains("zhixing.sqlite-wal>") {
      if line.contains("fdatasync(") || line.contains("fsync(") { return .syncLog }
      return line.contains("pwrite64(") || line.contains("write(") ? .writeLog : nil
    }
    return answers(line) ? .answer : nil
  }

  /// Times that the write-ahead log went to the disk after being written to.
  var groups: Int {
    var groups = 0
    var isDirty = false
    for call in calls {
      switch call.kind {
      case .writeLog: isDirty = true
      case .syncLog:
        if isDirty { groups += 1 }
        isDirty = false
      case .answer: break
      }
    }
    return groups
  }

  /// Answers that went out before the disk had been asked, with success, to keep what they tell. `marks` are the texts in an answer
  /// that also stand in the rows it tells of; where there are none, every write before the answer counts.
  func early(marks: (Substring) -> [Substring]) -> [Call] {
    calls.filter { call in
      guard call.kind == .answer else { return false }
      let marks = marks(call.text)
      let before = calls.prefix { $0.began < call.began }
      let written =
        marks.isEmpty
        ? before.lastIndex { $0.kind == .writeLog }
        : before.firstIndex { write in write.kind == .writeLog && marks.allSatisfy { write.text.contains($0) } }
      guard let written else { return true }
      return !before[written...].contains { $0.kind == .syncLog && $0.began > calls[written].ended && $0.ended < call.began }
    }
  }
}
