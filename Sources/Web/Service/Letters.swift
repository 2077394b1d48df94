import Basics
import Casework
import Enforcement

/// Chosen papers put into letters: one for each case and receiver.
struct Letters: Sendable {
  struct Letter: Sendable {
    let caseID: ID<CaseFile>
    let number: String
    let person: ID<Person>
    let papers: [Papers.PaperState]
    /// Name, phone and place as they go on the letter; opened only for printing.
    var recipient = ""
    var phone = ""
    var address = ""
    /// The place is one that the receiver confirmed.
    var isConfirmed = false
  }
  var list: [Letter]
  let people: People
  /// As chosen: `case/paper/person`.
  let rows: [String]
  static let rowsMax = 500

  static func load(_ rows: [String], _ services: CourtServices, _ reader: Reader) async throws -> Letters {
    var chosen: [(caseID: ID<CaseFile>, person: ID<Person>)] = []
    var papers: [Delivery.Key: ID<CaseFile>] = [:]
    let kept = Array(rows.prefix(rowsMax))
    for row in kept {
      let parts = row.split(separator: "/").map(String.init)
      guard parts.count == 3, let id = ID<CaseFile>(parts[0]), let paper = ID<Paper>(parts[1]), let person = ID<Person>(parts[2])
      else { continue }
      papers[Delivery.Key(paper: paper, to: person)] = id
      if !chosen.contains(where: { $0.caseID == id && $0.person == person }) { chosen.append((id, person)) }
    }
    var letters: [Letter] = []
    for (id, person) in chosen {
      let file = try await services.desk.look(at: id, actor: reader.actor, court: services.court).caseFile(id)
      let waiting = file.unserved(on: person).filter { papers[Delivery.Key(paper: $0.id, to: person)] == id }
      if !waiting.isEmpty { letters.append(Letter(caseID: id, number: file.number, person: person, papers: waiting)) }
    }
    let people = try await People.load(Array(Set(letters.map(\.person))), services, for: reader)
    return Letters(list: letters, people: people, rows: kept)
  }

  /// With names and places, which is recorded like any list that leaves the system.
  func addressed(_ services: CourtServices, _ reader: Reader) async throws -> Letters {
    try await services.signIns.record(
      Export(actor: reader.actor.ref, list: "letters", query: "", rows: list.count, at: reader.now))
    var addressed = self
    for index in list.indices {
      let person: Person = try await services.desk.look(at: .person(list[index].person))
      guard let vault = person.vault else { continue }
      let fields = try await services.vault.open([vault])[vault]?.fields ?? [:]
      func known(_ names: String...) -> String { names.lazy.compactMap { fields[$0] }.first { !$0.isEmpty } ?? "" }
      addressed.list[index].recipient = known("serviceRecipient", "name")
      addressed.list[index].phone = known("servicePhone", "phone")
      addressed.list[index].address = known("serviceAddress", "address")
      addressed.list[index].isConfirmed = !(fields["serviceAddress"] ?? "").isEmpty
    }
    return addressed
  }
}

/// Labels and envelopes to print, and the page on which the post's numbers are typed.
struct LetterPages: Sendable {
  let services: CourtServices

  func print(_ letters: Letters, envelopes: Bool, _ reader: Reader) async throws -> HTML {
    let addressed = try await letters.addressed(services, reader)
    let homeless = addressed.list.filter(\.address.isEmpty)
    let ready = addressed.list.filter { !$0.address.isEmpty }
    let pieces = ready.map { envelopes ? envelope($0, reader) : label($0, reader) }
    let missing = homeless.map { letter -> HTML in
      "<li><a \(href("/cases/\(letter.caseID)/do/\(ConfirmAddress.name)?party=\(letter.person)"))>\(letter.number) \(addressed.people.person(letter.person))</a></li>"
    }
    let title = envelopes ? reader("信封", "Envelopes") : reader("地址标签", "Labels")
    let none: HTML = when(
      !homeless.isEmpty,
      banner(
        .warn, Phrase("\(homeless.count) 名受送达人没有地址，没有打印", "\(homeless.count) receivers have no address and are left out"),
        next: "<ul>\(missing)</ul>", reader))
    return Layout(title: title, kind: .staff).page(
      reader,
      """
      <div class="screen-only"><p>← <a \(href("/service"))>\(reader("送达登记", "Service register"))</a></p><h1>\(title)</h1>\(none)
      <p>\(reader("共 \(ready.count) 封；请用浏览器打印（A4）。名称和地址的调取已记录。", "\(ready.count) letters; print from the browser (A4). That names and addresses were opened is recorded."))</p></div>
      <div class="\(envelopes ? "post envelopes" : "post labels")">\(pieces)</div>
      """)
  }

  private func to(_ letter: Letters.Letter, _ reader: Reader) -> HTML {
    """
    <p class="place">\(letter.address)</p><p class="name">\(letter.recipient)　\(reader("收", ""))</p>\
    \(when(!letter.phone.isEmpty, "<p class=\"phone\">\(letter.phone)</p>"))
    """
  }
  private func inside(_ letter: Letters.Letter, _ reader: Reader) -> String {
    "\(letter.number) " + letter.papers.map { reader($0.kind.title) }.joined(separator: reader("、", ", "))
  }
  private func label(_ letter: Letters.Letter, _ reader: Reader) -> HTML {
    "<div class=\"piece\">\(to(letter, reader))<p class=\"inside\">\(inside(letter, reader))</p></div>"
  }
  private func envelope(_ letter: Letters.Letter, _ reader: Reader) -> HTML {
    """
    <div class="piece">\(to(letter, reader))<p class="inside">\(reader("内件", "Inside"))：\(inside(letter, reader))</p>
    <p class="from">\(services.courtName) \(reader("执行局", "Enforcement bureau"))</p></div>
    """
  }

  /// One line a letter: its number beside it, one day for all.
  func enter(_ letters: Letters, back: String, _ reader: Reader) async throws -> HTML {
    let rows = letters.list.map { letter -> HTML in
      let field = "tracking-\(letter.caseID)-\(letter.person)"
      let name = "\(letter.number) \(letters.people.person(letter.person))"
      return """
        <tr><th scope="row"><a \(href("/cases/\(letter.caseID)#papers"))>\(letter.number)</a></th>\
        <td data-label="\(reader("受送达人", "Receiver"))">\(letters.people.person(letter.person))</td>\
        <td data-label="\(reader("内件", "Inside"))">\(letter.papers.map { reader($0.kind.title) }.joined(separator: reader("、", ", ")))</td>\
        <td data-label="\(reader("单号", "Letter"))"><input name="\(field)" maxlength="30" autocomplete="off" aria-label="\(reader("单号", "Letter")) \(name)"></td></tr>
        """
    }
    let hidden = letters.rows.map { row -> HTML in "<input type=\"hidden\" name=\"select\" value=\"\(row)\">" }
    let form: HTML = """
      <form class="act" method="post" \(action("/service/batch"))><input type="hidden" name="csrf" value="\(reader.csrf)">\
      <input type="hidden" name="do" value="record">\(hidden)
      <p><label>\(reader("寄出日期", "Sent on")) <input type="date" name="on" value="\(reader.now.day)" required></label></p>
      <div class="scroll"><table class="list cards"><caption>\(reader("每封一个单号；空白的不登记", "One number a letter; lines left empty are not recorded"))</caption>\
      <thead><tr><th scope="col">\(reader("案号", "Case"))</th><th scope="col">\(reader("受送达人", "Receiver"))</th>\
      <th scope="col">\(reader("内件", "Inside"))</th><th scope="col">\(reader("单号", "Letter"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
      <p class="send"><button class="main">\(reader("登记寄出", "Record as sent"))</button></p></form>
      """
    let body: HTML = when(
      letters.list.isEmpty, empty(Phrase("没有选中待送达的文书。", "No paper that waits was chosen."), reader), else: form)
    return Layout(title: reader("登记寄出", "Record sending"), kind: .staff).page(
      reader,
      """
      <p>← <a \(href(Address.isOwn(back) ? back : "/service"))>\(reader("送达登记", "Service register"))</a></p>
      <h1>\(reader("登记寄出", "Record sending"))</h1><section>\(body)</section>
      """)
  }
}
