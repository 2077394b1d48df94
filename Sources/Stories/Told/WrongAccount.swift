import Basics
import City
import Enforcement

/// The debtor's ID number was entered as a namesake's: his account is frozen and emptied before he comes to the counter. The right
/// person takes his place, everything that followed is undone one by one, his money goes back, and the case is paid by its debtor.
public enum WrongAccount: Story {
  public static let key = "wrong-account-put-right"
  public static let title = "错冻账户的纠正：王禾安与孙远舟民间借贷"
  public static let begins = "2024-05-08"
  private static let namesake = "330000197904210130"
  private static let account = "6299900011000099010"

  public static func live(in court: Scenario) async throws {
    try await court.unitsAnswerWithin(seconds: 60)
    try await court.advance(to: begins, 9)
    let person = CityFile.Person(
      name: "孙远舟", idNumber: namesake,
      accounts: [CityFile.Account(bank: "bankA", account: account, balance: .yuan(86_000))])
    try await court.city.moveIn(CityFile(people: [person]))
    try await takes(court)
    try await corrects(court)
    try await undoes(court)
    try await returnsMoney(court)
    try await ends(court)
  }

  private static func takes(_ court: Scenario) async throws {
    await court.tell("立案时把孙远舟的证件号码录成了同名的另一个人。")
    var application = try court.application("liaison-finds")
    if case .list(var parties)? = application["parties"] {
      for (place, party) in parties.enumerated() {
        guard case .object(var fields) = party, fields["role"] == "debtor" else { continue }
        fields["idNumber"] = .text(namesake)
        parties[place] = .object(fields)
      }
      application["parties"] = .list(parties)
    }
    try await court.person(.filingClerk).does("filing.submit", application)
    try await court.advance(minutes: 120)
    try await court.person(.filingJudge).does("filing.file")
    try await court.advance(minutes: 30)
    try await court.opensCase()
    try await court.servesDebtors()
    try court.equal(try await court.file.search.foundWorth.map(\.value), [.yuan(86_000)], "the namesake's deposit is found")
    try await court.handler.does("seizure.draftRuling", ["kinds": .list(["deposit"])])
    try await court.anotherJudge().signs(.controlRuling)
    try await court.advance(minutes: 20)
    try await court.handler.does("disposal.draftTransferRuling")
    try await court.anotherJudge().signs(.transferRuling)
    try await court.advance(minutes: 30)
    try court.equal(try await court.account.received, .yuan(86_000), "taken from the namesake")
  }

  private static func corrects(_ court: Scenario) async throws {
    try await court.advance(days: 1, hour: 10)
    await court.tell("被扣款的孙远舟来到接待窗口：我不认识王禾安，从未借过钱。核对户籍，确系同名。")
    guard let wrong = try await court.file.debtors.first?.person else { throw ScenarioFailure("the case has no debtor") }
    try court.equal(
      try await court.person(.clerk).refusal(
        "correction.person", ["wrong": "\(wrong)", "kind": "natural", "name": "孙远舟", "reason": "-", "evidence": "-"]),
      "notYourRole", "a clerk corrected a party")
    try await court.handler.does(
      "correction.person",
      [
        "wrong": "\(wrong)", "kind": "natural", "name": "孙远舟", "idKind": "residentID", "idNumber": "330000198009030138",
        "phone": "15400000003", "address": "浙江省仙居县示例乡远山村66号", "reason": "证件号码录成同名的另一个人",
        "evidence": "原审卷宗身份证复印件，户籍查询回执",
      ])
    let tasks = try await court.file.undoing.list.map(\.kind)
    for kind in [UndoKind.releaseMeasure, .returnMoney, .replacePaper, .tellReceiver, .noticeRightPerson, .searchRightPerson] {
      try court.hold(tasks.contains(kind), "not listed: \(kind.name.zh)")
    }
    try court.equal(try await court.account.owedBack[wrong], .yuan(86_000), "kept to be returned")
    try court.hold(try await court.file.search.foundWorth.isEmpty, "what was found counts for the debtor still")
  }

  private static func undoes(_ court: Scenario) async throws {
    try await court.advance(minutes: 20)
    await court.tell("逐项纠正：解除冻结，向真正的被执行人发出执行通知并查询，告知误收文书的人。")
    let taken = try await court.file.undoing.open.filter { $0.kind == .releaseMeasure }.map { InputValue.text($0.subject) }
    try await court.handler.does(
      "seizure.draftRelease", ["ground": "thirdPartyOwned", "measures": .list(taken), "reason": "账户系案外人所有，经核对身份证件确认。"])
    try await court.anotherJudge().signs(.releaseRuling)
    for kind in [PaperKind.enforcementNotice, .propertyReportOrder] { try await court.handler.signs(kind) }
    try await court.advance(minutes: 30)
    try await court.servesDebtors()
    try court.hold(try await court.file.seizure.live.isEmpty, "the ruling against the namesake was used against the debtor")
    try await court.handler.does("seizure.draftRuling", ["kinds": .list(["deposit"])])
    try await court.anotherJudge().signs(.controlRuling)
    try await court.advance(minutes: 10)
    guard let told = try await court.file.undoing.open.first(where: { $0.kind == .tellReceiver }) else {
      throw ScenarioFailure("nobody has to be told")
    }
    let words: [String: InputValue] = ["task": "\(told.id)", "reason": "已当面说明情况、书面致歉，收回误发的文书。"]
    try court.equal(
      try await court.handler.refusal("correction.explain", words), "secondPerson", "who corrected explained it himself")
    try await court.person(.bureauChief).does("correction.explain", words)
    try court.equal(try await court.file.undoing.open.map(\.kind), [.returnMoney], "left to be undone")
  }

  private static func returnsMoney(_ court: Scenario) async throws {
    try await court.advance(days: 1, hour: 9)
    guard let owner = try await court.account.owedBackList.first?.person else { throw ScenarioFailure("nothing is owed back") }
    try court.equal(
      try await court.handler.refusal("funds.proposePayout"), "nothingToPay", "the namesake's money was to be paid out")
    try await court.person(.clerk).does(
      "funds.recordPayee",
      ["person": "\(owner)", "payeeName": "孙远舟", "payeeAccount": .text(account), "payeeBank": "临江银行"])
    try await court.handler.does("correction.returnTaken")
    guard let payout = try await court.account.openPayouts.first else { throw ScenarioFailure("no return is proposed") }
    try await court.passesGates(payout)
    try await court.advance(minutes: 5)
    try court.hold(try await court.file.undoing.open.isEmpty, "something is left to be undone")
    try court.equal(try await court.account.balance, .zero, "the case account's balance")
    await court.tell("误扣的 86,000 元当日退回孙远舟的账户，一分未计入清偿。")
  }

  private static func ends(_ court: Scenario) async throws {
    try await court.advance(days: 3, hour: 10)
    try await court.debtorPaysAll("孙远舟")
    try court.hold(try await court.file.closing.performedOn != nil, "performed in full")
    try await court.advance(minutes: 30)
    try await court.signsWhatLifts()
    try await court.paysOut()
    try await court.closes()
    let (file, money) = (try await court.file, try await court.account)
    try court.equal(money.balance, .zero, "the case account's balance at the end")
    try court.equal(
      money.paid(.applicant) + money.paid(.fee) + money.paid(.surplus) + money.paid(.wrongful), money.received,
      "paid of what came in")
    try court.hold(file.seizure.live.isEmpty && file.undoing.open.isEmpty, "something stands")
    try court.hold(file.closing.closed?.way == .fullyEnforced, "not closed as fully enforced")
    try court.hold(court.rejected.isEmpty, "answers were refused: \(court.rejected)")
  }
}
