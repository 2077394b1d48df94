import Basics
import Testing

@testable import Web

@Suite("Forms")
struct KitFormTests {
  let reader = Gallery().reader
  var refused: String { form(Gallery().application(refused: true), reader).text }
  var fresh: String { form(Gallery().application(refused: false), reader).text }

  @Test("A refused form returns with everything typed, even what is no sum or day")
  func typing() {
    #expect(refused.contains("value=\"十三万\"") && refused.contains("type=\"text\" id=\"form-effective\""))
    #expect(refused.contains("value=\"2025年5月\"") && refused.contains("value=\"章某\""))
    #expect(refused.contains(">\n\n&lt;b&gt;借款&lt;/b&gt; &amp; 利息</textarea>"))
    #expect(
      refused.contains("value=\"first\" checked") && refused.contains("value=\"money\" checked")
        && refused.contains("value=\"true\" checked"))
    #expect(fresh.contains("type=\"date\" id=\"form-effective\"") && !fresh.contains("checked"))
  }

  @Test("A summary on top links to each field at fault; a fault of the whole form stands there without a link")
  func summary() {
    for link in ["#form-amount", "#form-effective", "#form-parties-0--idNumber"] {
      #expect(refused.contains("<a href=\"\(link)\">"))
    }
    #expect(refused.contains("有 4 处需要改正") && refused.contains("<li>同一执行依据已有在办案件"))
    #expect(refused.hasPrefix("<div class=\"faults\" role=\"alert\" tabindex=\"-1\""))
    #expect(!fresh.contains("class=\"faults\""))
  }

  @Test("The reason and its article stand beside the field, tied to it for a screen reader")
  func reasons() {
    #expect(refused.contains("aria-invalid=\"true\" aria-describedby=\"form-effective-fault\""))
    #expect(refused.contains("id=\"form-effective-fault\"") && refused.contains("《民事诉讼法》（2023）第250条"))
    #expect(refused.contains("aria-describedby=\"form-instrument-hint\""))
  }

  @Test("The token, the version shown and the draft's name go along; browsers do not judge before the court does")
  func hidden() {
    #expect(fresh.contains("name=\"csrf\" value=\"token\"") && fresh.contains("name=\"version\" value=\"3\""))
    #expect(
      fresh.contains("novalidate") && fresh.contains("data-draft=\"new-case\"")
        && fresh.contains("enctype=\"multipart/form-data\""))
    #expect(!fresh.contains(" required"))
  }

  @Test("A group begins with two rows, shows those filled and one spare, one more when asked for, never more than allowed")
  func groups() {
    #expect(fresh.contains("parties[1].name") && !fresh.contains("parties[2].name"))
    #expect(fresh.contains("name=\"more\" value=\"parties\""))
    #expect(refused.contains("parties[1].name") && !refused.contains("parties[2].name"))
    let full = FormState(typed: (0..<4).map { ("parties[\($0)].name", "章某") }, faults: [])
    let rows = [
      FormRow("parties", Phrase("被执行人", "Debtor"), .group([FormRow("name", Phrase("姓名", "Name"), .text(max: 9))], max: 4))
    ]
    let text = form(Form(action: "/x", rows, button: Phrase("送", "Send"), state: full), reader).text
    #expect(text.contains("parties[3].name") && !text.contains("parties[4].name"))
    #expect(!text.contains("name=\"more\""))
    let asked = FormState(typed: [("parties[0].name", "章某"), ("parties[1].name", ""), ("more", "parties")], faults: [])
    let longer = form(Form(action: "/x", rows, button: Phrase("送", "Send"), state: asked), reader).text
    #expect(longer.contains("parties[2].name") && !longer.contains("parties[3].name"))
  }

  @Test("What a row begins with shows until something was typed; an emptied field stays empty")
  func beginnings() {
    let row = FormRow("phone", Phrase("电话", "Phone"), .text(max: 20), initial: ["0571"])
    #expect(formRow(row, FormState(), reader).text.contains("value=\"0571\""))
    #expect(formRow(row, FormState(typed: [("phone", "")], faults: []), reader).text.contains("value=\"\""))
    let box = FormRow("agree", Phrase("同意", "Agree"), .checkbox, initial: ["true"])
    #expect(formRow(box, FormState(), reader).text.contains("checked"))
    #expect(!formRow(box, FormState(typed: [("other", "")], faults: []), reader).text.contains("checked"))
  }

  @Test("A password is never written back, and a file is asked for again")
  func secrets() {
    let state = FormState(typed: [("secret", "hunter"), ("paper", "x.pdf")], faults: [])
    #expect(!formRow(FormRow("secret", Phrase("密码", "Password"), .password), state, reader).text.contains("hunter"))
    #expect(formRow(FormRow("paper", Phrase("文书", "Paper"), .file(accept: [".pdf"])), state, reader).text.contains("请重新选择文件"))
  }
}
