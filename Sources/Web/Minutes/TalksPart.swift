import Basics
import Casework
import Enforcement

/// The case page's part on what was said: minutes, telephone calls, promises; and the files attached.
extension CaseView {
  func talks(_ reader: Reader) -> HTML {
    """
    <h3>\(reader("笔录", "Minutes"))</h3>\(MinutesPages.table(file, people, reader))
    <p><a class="button quiet" \(href("\(path)/minutes"))>\(reader("制作笔录", "Take minutes"))</a></p>
    <h3>\(reader("履行承诺", "Promises"))</h3>\(promises(reader))
    <h3>\(reader("电话", "Telephone"))</h3>\(calls(reader))
    <p><a class="button quiet" \(href("\(path)/do/\(LogCall.name)"))>\(reader(LogCall.title))</a></p>
    """
  }

  private func promises(_ reader: Reader) -> HTML {
    let rows = file.reception.promises.values.sorted { ($0.until, $0.id) < ($1.until, $1.id) }
    return table(
      Table(
        Phrase("按到期先后", "By their days"),
        [
          Column(Phrase("承诺人", "Who"), heads: true) { "\(people.person($0.person))" },
          Column(Phrase("金额（元）", "Amount (CNY)"), align: .number) { "\($0.amount)" },
          Column(Phrase("至迟", "By")) { promise in
            promise.outcome == nil ? lamp(Instant.end(of: promise.until), reader) : "\(promise.until)"
          },
          Column(Phrase("结果", "Outcome")) { promise in
            when(
              promise.outcome != nil, "\(promise.outcome.map { reader($0.name) } ?? "")",
              else:
                "<a \(href("\(path)/do/\(EndPromise.name)?promise=\(promise.id)"))>\(reader("登记结果", "Record the outcome"))</a>")
          },
        ] as [Column<Reception.PromiseState>], rows: rows, empty: Phrase("没有登记履行承诺。", "No promise is recorded.")), reader)
  }

  private func calls(_ reader: Reader) -> HTML {
    let rows = Array(file.reception.calls.sorted { $0.at > $1.at })
    return table(
      Table(
        Phrase("最近的在前", "The latest first"),
        [
          Column(Phrase("时间", "When"), heads: true) { "\($0.at)" },
          Column(Phrase("来去", "Direction")) { call in
            "\(reader(call.direction.name))\(when(!call.reached, "（\(reader("未接通", "not reached"))）"))"
          },
          Column(Phrase("何人", "Who")) { "\($0.person.map(people.person) ?? reader("非当事人", "no party"))" },
          Column(Phrase("事由", "About")) { call in
            when(words.isHidden, "—", else: "\(words.texts[call.about] ?? "—")")
          },
          Column(Phrase("登记", "Logged by")) { "\(reader(people.actor($0.by)))" },
        ] as [Column<Reception.Call>], rows: rows, empty: Phrase("没有电话记录。", "No call is logged.")), reader)
  }

  /// Scans and photographs, under the papers.
  func attachedFiles(_ reader: Reader) -> HTML {
    """
    <h3>\(reader("附件", "Attached files"))</h3>\(FilePages.table(file, reader.seesNames ? particulars : [:], people, reader))
    <p><a class="button quiet" \(href("\(path)/files"))>\(reader("上传附件", "Attach a file"))</a>
    <a class="button quiet" \(href("\(path)/archive"))>\(reader(ArchivePages.title))</a></p>
    """
  }
}
