import Basics
import Casework
import Enforcement

/// A sheet of minutes: what was said, the facts in it that become entries, signatures, and the way into the file.
struct SheetView: Sendable {
  let file: CaseFile
  let sheet: Minutes.Sheet
  let situation: Situation
  let people: People
  let opened: [VaultRef: VaultContent]

  private var fields: [String: String] { opened[sheet.text]?.fields ?? [:] }
  var turns: [MinutesTurn] { MinutesTurn.turns(fields["text"] ?? "") }
  private var path: String { "/cases/\(file.id)/minutes/\(sheet.paper)" }

  // MARK: Entries

  /// Something that an answer holds, and the command that enters it, filled.
  struct Entry: Sendable {
    let turn: Int
    let fact: MinutesFact
    let command: String
    let begins: FormData
  }

  var entries: [Entry] {
    turns.enumerated().compactMap { place, turn in
      guard !turn.answer.isEmpty else { return nil }
      let marked = sheet.marks.first { $0.turn == place }?.fact
      guard let fact = marked ?? (MinutesReading.phones(turn.answer).isEmpty ? nil : .phone) else { return nil }
      return entry(fact, place, turn.answer)
    }
  }

  private func entry(_ fact: MinutesFact, _ place: Int, _ answer: String) -> Entry? {
    let source = "据 \(sheet.begins.day) \(sheet.template.name.zh)：\(answer)"
    let person = sheet.person.map { "\($0)" } ?? ""
    var begins = FormData("")
    let command: String
    switch fact {
    case .phone:
      command = ConfirmPhone.name
      begins.pairs = [
        ("party", person), ("phone", MinutesReading.phones(answer).first ?? ""), ("reason", String(source.prefix(500))),
      ]
    case .promise:
      command = RecordPromise.name
      begins.pairs = [
        ("person", person), ("amount", MinutesReading.sum(answer)?.description ?? ""),
        ("until", MinutesReading.day(answer, from: sheet.begins.day)?.description ?? ""), ("sheet", "\(sheet.paper)"),
        ("note", String(source.prefix(500))),
      ]
    case .address:
      command = "service.confirmAddress"
      begins.pairs = [
        ("party", person), ("by", "party"), ("on", "\(sheet.begins.day)"), ("address", String(answer.prefix(200))),
        ("phone", MinutesReading.phones(answer).first ?? ""),
      ]
    case .clue:
      let debtor = file.debtors.count == 1 ? file.debtors.map { "\($0.person)" }.joined() : ""
      let isApplicants = sheet.person.flatMap { file.filing.party($0)?.role } == .applicant
      command = isApplicants && commandCatalogue["clues.register"] != nil ? "clues.register" : AddClue.name
      begins.pairs = [
        ("by", person), ("debtor", debtor), ("channel", "counter"), ("text", answer), ("label", String(answer.prefix(200))),
      ]
    }
    guard commandCatalogue[command] != nil else { return nil }
    return Entry(turn: place, fact: fact, command: command, begins: begins)
  }

  // MARK: The page

  func page(done: Phrase?, state: FormState, of step: String, _ reader: Reader) -> HTML {
    let title = reader(sheet.template.name)
    func formState(_ type: any Command.Type) -> FormState { step == type.name ? state : FormState() }
    let acts: HTML =
      sheet.isOpen
      ? """
      \(section("sign", reader("签名", "Signatures"), signing(formState(SignMinutes.self), reader)))
      \(section("close", reader("归卷", "Into the file"), closing(formState(CloseMinutes.self), reader)))
      \(section("withdraw", reader("作废", "Take back"), withdrawing(formState(WithdrawMinutes.self), reader)))
      """ : .empty
    return Layout(title: title, kind: .staff, printed: file.number).page(
      reader,
      """
      <p>← <a \(href("/cases/\(file.id)/minutes"))>\(reader("本案笔录", "Minutes of this case"))</a> · <a \(href("/cases/\(file.id)"))>\(file.number)</a></p>
      \(when(done) { banner(.done, $0, reader) })<h1>\(title) \(MinutesPages.state(sheet, reader))</h1>
      <section>\(head(reader))<p><a class="button quiet" \(href("\(path)/print"))>\(reader("打印（PDF）", "Print (PDF)"))</a> \(rewrite(reader))</p></section>
      \(section("talk", reader("问答", "Questions and answers"), talk(reader)))
      \(section("signatures", reader("已有签名", "Signed by"), signatures(reader)))\(acts)
      """)
  }

  private func head(_ reader: Reader) -> HTML {
    let other = fields["withWhom"] ?? ""
    let heard = [sheet.person.map(people.person), other.isEmpty ? nil : other].compactMap { $0 }.joined(separator: "；")
    return facts(
      [
        Fact(Phrase("被询问人", "Heard"), "\(heard)"), Fact(Phrase("地点", "Place"), "\(fields["place"] ?? "")"),
        Fact(Phrase("时间", "When"), "\(sheet.begins)—\(String(sheet.ends.clock.prefix(5)))"),
        Fact(Phrase("记录人", "Written by"), "\(reader(people.actor(sheet.recordedBy)))"),
        Fact(Phrase("在场人", "Present"), "\(fields["present"] ?? "")"),
      ], reader)
  }

  private func rewrite(_ reader: Reader) -> HTML {
    guard sheet.isOpen, sheet.signatures.isEmpty else { return .empty }
    let place = "/cases/\(file.id)/minutes/new?template=\(sheet.template.rawValue)&paper=\(sheet.paper)"
    return "<a class=\"button quiet\" \(href(place))>\(reader("修改", "Write again"))</a>"
  }

  /// Each turn, with the entry that its answer holds one press away.
  private func talk(_ reader: Reader) -> HTML {
    let entries = Dictionary(entries.map { ($0.turn, $0) }) { first, _ in first }
    let items = turns.enumerated().map { place, turn -> HTML in
      let link: HTML = when(entries[place]) { entry -> HTML in
        let title = reader(commandCatalogue[entry.command]?.title ?? entry.fact.name)
        return " <a class=\"button quiet\" \(href("\(path)/entries/\(place)"))>\(reader(entry.fact.name)) → \(title)</a>"
      }
      return
        "<dt>\(reader("问", "Q"))：\(turn.question)</dt><dd>\(reader("答", "A"))：\(turn.answer.isEmpty ? "—" : turn.answer)\(link)</dd>"
    }
    return "<dl class=\"talk\">\(items)</dl>"
  }

  private func signatures(_ reader: Reader) -> HTML {
    guard !sheet.signatures.isEmpty else {
      return empty(
        Phrase("还没有人签名；可在屏幕上签，也可打印签名后扫描上传。", "Nobody has signed: on the screen, or on the printed sheet that is scanned in."),
        reader)
    }
    let items = sheet.signatures.map { signature -> HTML in
      "<li>\(reader(signature.signer.name)) \(signature.at) \(drawing(signature, reader))</li>"
    }
    return "<ul class=\"signatures\">\(items)</ul>"
  }

  private func drawing(_ signature: Minutes.Signature, _ reader: Reader) -> HTML {
    guard let ref = signature.strokes else { return "\(reader("已签名的扫描件", "the scanned sheet"))" }
    guard let strokes = opened[ref]?.fields["strokes"].flatMap({ try? PenStrokes($0) }) else { return .empty }
    let name = reader("\(signature.signer.name.zh)的签名", "Signature: \(signature.signer.name.en)")
    return """
      <svg class="signature" viewBox="0 0 \(PenStrokes.width) \(PenStrokes.height)" role="img" aria-label="\(name)">\
      <path d="\(strokes.path)"></path></svg>
      """
  }

  private func signing(_ state: FormState, _ reader: Reader) -> HTML {
    let signers = MinutesSigner.allCases.map { FormRow.Choice($0.rawValue, $0.name) }
    let rows = [
      FormRow("signer", Phrase("签名人", "Who signs"), .radio(signers), initial: [MinutesSigner.heard.rawValue])
    ].map { formRow($0, state, in: "sign-form", reader) }
    let faults = state.faults.map { fault -> HTML in "<p class=\"fault\">■ \(reader(fault.sentence))</p>" }
    return """
      <form class="act" id="sign-form" method="post" \(action("\(path)/sign")) data-pen>
      <input type="hidden" name="csrf" value="\(reader.csrf)"><input type="hidden" name="strokes" value="">\(faults)\(rows)
      <div class="row"><p class="hint" id="pen-hint">\(reader("请在框内用手指或笔签名", "Sign in the box with finger or pen"))</p>
      <canvas class="pen" width="\(PenStrokes.width)" height="\(PenStrokes.height)" tabindex="0" aria-describedby="pen-hint"></canvas></div>
      <p class="send"><button class="main">\(reader("确认签名", "Take the signature"))</button> \
      <button type="button" class="quiet" data-pen-clear>\(reader("重签", "Clear"))</button></p></form>
      <noscript><p>\(reader("屏幕签名需要脚本；请打印签名后在下面上传扫描件。", "Signing on the screen needs scripts; print, sign and attach the scan below."))</p></noscript>
      <p><a class="button quiet" \(href("/cases/\(file.id)/files?kind=signedMinutes&sheet=\(sheet.paper)"))>\(reader("上传已签名的扫描件", "Attach the signed sheet"))</a></p>
      """
  }

  private func closing(_ state: FormState, _ reader: Reader) -> HTML {
    let row = FormRow(
      "unsigned", Phrase("未签名的情况", "Why nobody signed"), .textarea(max: 500), required: false,
      hint: Phrase("被询问人已签名的不填", "Not where whoever was heard has signed"))
    return form(
      Form(id: "close-form", action: "\(path)/close", sheet.isSigned ? [] : [row], button: CloseMinutes.title, state: state),
      reader)
  }

  private func withdrawing(_ state: FormState, _ reader: Reader) -> HTML {
    guard !sheet.isSigned else { return "<p class=\"hint\">\(reader("已签名的笔录不能作废。", "Signed minutes stay."))</p>" }
    let row = FormRow("reason", Phrase("理由", "Reason"), .text(max: 500))
    return form(Form(id: "withdraw-form", action: "\(path)/withdraw", [row], button: WithdrawMinutes.title, state: state), reader)
  }
}
