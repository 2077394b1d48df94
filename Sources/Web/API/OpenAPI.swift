import Basics
import Casework
import Enforcement

/// The API's description, made from the commands themselves.
enum OpenAPI {
  /// The document as JSON text.
  static func text(_ court: String) -> String { JSONText.encode(document(court)) }

  private static func document(_ court: String) -> JSONValue {
    var paths = listed.merging(service) { own, _ in own }
    for type in OpenAPI.commands {
      paths["/api/commands/\(type.name)"] = operation(
        "post", type.name, "\(type.title.zh) / \(type.title.en)", body: schema(type.fields), idempotent: true, versioned: true,
        answers: ref("Receipt"))
    }
    paths.merge(CalcDescription.paths) { own, _ in own }
    paths.merge(fundPaths) { own, _ in own }
    paths.merge(DeskDescription.paths) { own, _ in own }
    return [
      "openapi": "3.1.0",
      "info": [
        "title": .text("\(court) · 执行 API"), "version": "1",
        "description":
          "Every POST under /api/ but those that sign in takes an Idempotency-Key: sent again under it, a write is answered as the first time.",
      ], "paths": .object(paths),
      "components": [
        "securitySchemes": ["bearer": ["type": "http", "scheme": "bearer"]],
        "schemas": .object(components.merging(fundComponents) { own, _ in own }),
      ],
      "security": .list([["bearer": .list([])]]),
    ]
  }

  /// Commands that people attempt; those of the machine and of units come by their own doors, and so does what goes with a file or with a
  /// sign-in.
  static var commands: [any Command.Type] {
    commandCatalogue.values.filter {
      !$0.roles.subtracting([.machine, .partner]).isEmpty && !APIRoutes.byUpload.contains($0.name)
        && !APIRoutes.byStaffDesk.contains($0.name)
    }
  }

  static func ref(_ name: String) -> JSONValue { ["$ref": .text("#/components/schemas/\(name)")] }

  /// RFC 9457.
  static let problem: JSONValue = [
    "type": "object",
    "properties": [
      "type": ["type": "string"], "title": string("The kind of problem"), "status": ["type": "integer"],
      "detail": string("This occurrence, in the language of Accept-Language"), "instance": ["type": "string"],
      "code": string("Stable"), "zh": ["type": "string"], "en": ["type": "string"], "field": ["type": "string"],
      "remedy": string("What would allow it"), "citations": ["type": "array", "items": ["type": "string"]],
      "errors": [
        "type": "array",
        "items": object(
          [
            "field": ["type": "string"], "code": ["type": "string"], "zh": ["type": "string"], "en": ["type": "string"],
            "citations": ["type": "array", "items": ["type": "string"]],
          ], required: ["field", "code", "zh", "en"]),
      ],
    ],
    "required": .list(["type", "title", "status", "detail", "instance", "code", "zh", "en"]),
  ]

  static let paging = ["after", "limit"]
  private static let watchers = LooksPage.readers.map(\.title.en).sorted().joined(separator: ", ")
  private static let listed: [String: JSONValue] = [
    "/api/sign-in": operation(
      "post", "signIn", "Sign in; gives a bearer token",
      body: object(
        [
          "signIn": string("Sign-in name"), "password": string("Password"),
          "code": string("One-time password (TOTP), where the account has one"),
        ], required: ["signIn", "password"]), answers: ref("Token"), open: true),
    "/api/cases": operation(
      "get", "listCases",
      "List cases; `q` is a number, part of a name, or exactly an ID number, phone or account of a party; `next` continues as `after`",
      query: [
        "q", "status", "type", "lane", "handler", "overdue", "livelihood", "filedOn", "closedOn", "sort", "way", "desc",
      ] + paging, answers: ref("Cases")),
    "/api/cases/{id}": operation(
      "get", "getCase", "One case with all that its page shows; `on` gives it as of the end of a day", path: ["id"],
      query: ["on"],
      answers: ref("Case")),
    "/api/cases/{id}/events": operation(
      "get", "listEvents", "Its history in order, with what was written and how things were counted", path: ["id"], query: paging,
      answers: ref("Events")),
    "/api/cases/{id}/commands": operation(
      "get", "listCommands", "What may be done now, and why not", path: ["id"], answers: ref("Offers")),
    "/api/remedies": operation(
      "get", "listRemedies", "Objections and changes of parties of the court, by clock",
      query: ["kind", "stage", "due", "presiding", "open"] + paging, answers: ref("Remedies")),
    "/api/cases/{id}/remedies": operation(
      "get", "getRemedies", "A case's matters under review with service, periods and courts above", path: ["id"],
      answers: ref("CaseRemedies")),
    "/api/cases/{id}/corrections": operation(
      "get", "getUndoing", "What of a case has to be undone, with owner and clock", path: ["id"], answers: ref("Undoing")),
    "/api/cases/{id}/owed": operation(
      "get", "getOwed",
      "What is owed at the end of a day, past or to come, with what each receipt paid off; `pay` supposes a payment",
      path: ["id"], query: ["on", "pay"], answers: ref("OwedStatement")),
    "/api/party/cases/{id}/owed": operation(
      "get", "getPartyOwed", "What is owed in my case at the end of a day", path: ["id"], query: ["on", "pay"],
      answers: ref("OwedStatement")),
    "/api/cases/{id}/papers/{paper}": operation(
      "get", "getPaper", "A paper as PDF: as sealed, or a preview of the draft", path: ["id", "paper"], type: "application/pdf"),
    "/api/cases/{id}/parties/{person}": operation(
      "post", "openParticulars", "Full particulars of a party; the look is recorded", path: ["id", "person"],
      body: object(["reason": string("Why")], required: ["reason"]), answers: ref("Particulars")),
    "/api/cases/{id}/property/{property}": operation(
      "post", "openProperty", "Full numbers and place of a thing of the case; the look is recorded", path: ["id", "property"],
      body: object(["reason": string("Why")], required: ["reason"]), answers: ref("Particulars")),
    "/api/cases/{id}/certificate": operation(
      "post", "issueCertificate", "The closing certificate at the counter", path: ["id"],
      body: object(["asker": string("Who asks, and how identity was checked")], required: ["asker"]),
      idempotent: true, answers: ref("Certificate")),
    "/api/cases/{id}/distribution": operation(
      "get", "getDistribution", "Distributions that the case leads: plan, objections, shares", path: ["id"],
      answers: ref("Distributions")),
    "/api/desk": operation("get", "listDesk", "My work by clock", query: paging, answers: ref("Desk")),
    "/api/papers": operation(
      "get", "listPapersToSign", "Papers that wait for my signature", query: paging, answers: ref("Papers")),
    "/api/requests": operation(
      "get", "listRequests", "Requests to units, the newest first", query: ["status"] + paging, answers: ref("Requests")),
    "/api/money": operation(
      "get", "listMoney", "Receipts and payouts, the newest first", query: paging, answers: ref("Money")),
    "/api/people": operation(
      "get", "listPeople", "Handlers, their open cases, who is away and who acts for them", answers: ref("People")),
    "/api/double-zero": operation(
      "get", "getDoubleZero", "Every receipt not paid out whole, with days and ground, and the ledger's balance beside their sum",
      answers: ref("DoubleZero")),
    "/api/bulletins": operation(
      "get", "listBulletins", "Weekly bulletins of case money, the newest first", answers: ref("Bulletins")),
    "/api/nodes": operation(
      "get", "listNodes", "Open nodes of the court by clock", query: ["owner", "node", "handler", "due", "count"] + paging,
      answers: ref("Nodes")),
    "/api/looks": operation(
      "get", "listLooks", "Who saw full particulars, when and why (\(watchers))", query: ["staff"] + paging,
      answers: ref("Looks")),
    "/api/exports": operation(
      "get", "listExports", "Who took which list out as a file, the latest first (\(watchers))", query: ["staff"] + paging,
      answers: ref("Exports")),
    "/api/chase": operation(
      "get", "listChase", "Payouts that are chased, the oldest first", query: ["handler"] + paging, answers: ref("Chase")),
    "/api/wall": operation("get", "getWall", "Counts of the day", answers: ref("Wall")),
    "/api/check": operation(
      "get", "checkPaper", "Public: who issued a paper and when, and whether it matches", query: ["code", "sha256"],
      answers: ref("Check"), open: true),
    "/api/party/code": operation(
      "post", "sendPartyCode", "Send a one-time code to the confirmed phone of whoever has this ID number",
      body: object(["idNumber": string("Resident ID or credit code")], required: ["idNumber"]),
      answers: object(["sent": ["type": "string"]], required: ["sent"]), open: true),
    "/api/party/sign-in": operation(
      "post", "signInParty", "Sign a party in by the code; gives a bearer token",
      body: object(["idNumber": string("ID number"), "code": string("Six digits")], required: ["idNumber", "code"]),
      answers: ref("Token"), open: true),
    "/api/party/cases": operation("get", "listPartyCases", "My cases as a party", answers: ref("PartyCases")),
    "/api/party/cases/{id}": operation(
      "get", "getPartyCase", "Where my case is, what is owed, what was served on me", path: ["id"], answers: ref("PartyCase")),
    "/api/party/cases/{id}/clue": operation(
      "post", "givePartyClue", "Give the court a clue to property, as an applicant", path: ["id"],
      body: object(
        [
          "debtor": string("Id of the debtor"), "text": string("The clue"),
          "urgent": ["type": "boolean", "description": "It may be moved at once"],
        ],
        required: ["debtor", "text"]), answers: ref("Receipt")),
    "/api/party/cases/{id}/papers/{paper}": operation(
      "get", "getPartyPaper", "A paper served on me, as PDF", path: ["id", "paper"], type: "application/pdf"),
    "/api/party/cases/{id}/direct-payments": operation(
      "post", "reportOwnPayment", "As a party: I paid, or was paid, directly", path: ["id"],
      body: object(
        [
          "payer": string("The debtor who paid"), "payee": string("The applicant who was paid"), "amount": string("Sum"),
          "on": string("Day"), "side": string("debtor or applicant; a party speaks for himself"),
          "text": string("How, and what shows it"),
        ], required: ["payer", "payee", "amount", "on", "side", "text"]),
      answers: object(["recorded": ["type": "boolean"]], required: ["recorded"])),
    "/api/party/cases/{id}/direct-payments/{payment}": operation(
      "post", "answerOwnPayment", "As the applicant: whether I was paid directly", path: ["id", "payment"],
      body: object(["answer": string("confirm or deny"), "text": string("What I want to say")], required: ["answer"]),
      answers: object(["recorded": ["type": "boolean"]], required: ["recorded"])),
    "/api/staff": merged(
      operation("get", "listStaff", "Staff with their sign-ins (administrator)", answers: ref("Staff")),
      operation(
        "post", "addStaff", "Add a member with a sign-in (administrator)",
        body: object(
          [
            "signIn": string("Sign-in name"), "name": string("Full name"), "password": string("Ten characters or more"),
            "roles": ["type": "array", "items": ["type": "string"]], "team": string("Team"),
            "totp": string("Shared secret, base32"),
          ], required: ["signIn", "name", "password", "roles"]), answers: ref("Staff"))),
    "/api/staff/sign-in": operation(
      "post", "resetSignIn", "Reset password or one-time passwords; signs out (administrator)",
      body: object(
        [
          "signIn": string("Sign-in name"), "password": string("New password; left as it is where missing"),
          "totp": string("Shared secret, `none` to end it; left as it is where missing"),
        ], required: ["signIn"]), answers: ref("Staff")),
    "/api/staff/roles": operation(
      "post", "changeStaff", "Change roles, disable or enable (administrator)",
      body: object(
        [
          "signIn": string("Sign-in name"), "roles": ["type": "array", "items": ["type": "string"]], "team": string("Team"),
          "active": ["type": "boolean"],
        ], required: ["signIn", "active"]), answers: ref("Staff")),
    "/api/receipts": operation(
      "get", "listSuspense", "Money without a case by claim clock (roles of case money)", query: ["status", "on"] + paging,
      answers: ref("SuspenseList")),
    "/api/receipts/{id}": operation(
      "get", "getSuspense", "One credit in suspense with the cases it may belong to, and why", path: ["id"],
      answers: ref("SuspenseReceipt")),
    "/api/bank-files": merged(
      operation("get", "listBankFiles", "Files of the bank handed in", answers: ref("BankFiles")),
      operation(
        "post", "handInBankFile", "Hand in camt.053, camt.054, or a bank's CSV or xlsx: the file as the body", query: ["name"],
        csv: true, answers: ref("BankFile"))),
    "/api/bank-files/{id}": operation("get", "getBankFile", "How far a file is taken", path: ["id"], answers: ref("BankFile")),
    "/api/reconciliation": operation(
      "get", "listBankDays", "Days of the bank, the newest first; `open` leaves out those signed off", query: ["open", "limit"],
      answers: ref("BankDays")),
    "/api/reconciliation/timing": operation(
      "get", "listTimingDifferences", "Differences explained by timing whose counterpart has not come",
      answers: ref("TimingDifferences")),
    "/api/reconciliation/{account}/{day}": operation(
      "get", "getBankDay", "Lines of the bank and entries of the books on a day", path: ["account", "day"],
      answers: ref("BankDay")),
    "/api/ledger/accounts": operation(
      "get", "listLedgerAccounts", "Accounts of the ledger with their balances", query: ["kind"] + paging,
      answers: ref("LedgerAccounts")),
    "/api/ledger/accounts/{account}": operation(
      "get", "getLedgerAccount", "An account's entries with opening and closing balance", path: ["account"],
      query: ["from", "through"] + paging, answers: ref("LedgerAccount")),
    "/api/dockets": merged(
      operation("get", "listDockets", "Dockets handed in", answers: ref("Dockets")),
      operation("post", "handInDocket", "Hand in a docket: CSV as the body", query: ["name"], csv: true, answers: ref("Docket"))),
    "/api/dockets/{id}": operation(
      "get", "getDocket", "How far a docket's filing is, with its faults", path: ["id"], answers: ref("Docket")),
    "/api/dockets/{id}/corrections.csv": operation(
      "get", "getCorrections", "The rows to correct", path: ["id"], type: "text/csv"),
    "/api/payouts": merged(
      operation("get", "listPayouts", "Mass payouts, newest first", query: ["after", "limit"], answers: ref("Payouts")),
      operation(
        "post", "createPayout", "Make a mass payout of a list: CSV or .xlsx as the body",
        query: ["case", "account", "purpose", "ground", "repeats", "count", "total"], csv: true, answers: ref("PayoutCreated"))),
    "/api/payouts/answers": operation(
      "post", "takeBankAnswer", "A bank's file (pain.002, camt.054, camt.053, pacs.004) as the body", csv: true,
      answers: ref("BankAnswer")),
    "/api/payouts/{id}": operation("get", "getPayout", "How a mass payout stands", path: ["id"], answers: ref("Payout")),
    "/api/payouts/{id}/lines": operation(
      "get", "getPayoutLines", "Its lines", path: ["id"], query: ["q", "status", "after", "limit"], answers: ref("PayoutLines")),
    "/api/payouts/{id}/corrections.csv": operation(
      "get", "getPayoutCorrections", "The lines held back", path: ["id"], type: "text/csv"),
    "/api/payouts/{id}/report.csv": operation(
      "get", "getPayoutReport", "Every line with what became of it", path: ["id"], type: "text/csv"),
    "/api/payouts/{id}/report.xlsx": operation(
      "get", "getPayoutWorkbook", "The same as a workbook", path: ["id"],
      type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "/api/payouts/{id}/files/{chunk}": operation(
      "get", "getPayoutFile", "A file of payments (pain.001.001.09)", path: ["id", "chunk"], type: "application/xml"),
    "/api/payouts/{id}/resend": operation(
      "post", "resendPayout", "Send failed lines again; corrected lines as the body pass the gates anew", path: ["id"], csv: true,
      answers: ref("Payout")),
    "/api/payouts/{id}/send": operation(
      "post", "sendPayout", "Post a released batch into a folder of this machine (local token)", path: ["id"], query: ["out"],
      answers: ref("Payout")),
    "/partner/bank-files": operation(
      "post", "partnerBankFile", "The bank's answer to files of payments, signed (docs/bank-files.md)", csv: true,
      type: "text/plain", open: true),
    "/api/takeovers": merged(
      operation("get", "listTakeovers", "Takeovers of running cases", answers: ref("Takeovers")),
      operation(
        "post", "handInRunning",
        "Hand in the running cases of an earlier system: a workbook, or with a name that ends in .zip an archive with papers, as the body (docs/running-format.md); commands of this machine name a path",
        query: ["name", "path"], workbook: true, answers: ref("Takeover"))),
    "/api/takeovers/{id}": operation(
      "get", "getTakeover", "How far a takeover is, with its faults", path: ["id"], answers: ref("Takeover")),
    "/api/takeovers/{id}/sign": operation(
      "post", "signTakeover", "Sign the report and take the cases over", path: ["id"], query: ["signer"], answers: ref("Takeover")
    ),
    "/api/takeovers/{id}/{file}": operation(
      "get", "getTakeoverFile", "report.xlsx, report.csv, corrections.xlsx or differences.csv", path: ["id", "file"],
      type: "application/octet-stream"),
    "/api/by-hand": operation(
      "post", "enterByHand",
      "Enter findings by hand: a table (text, CSV or .xlsx) as the body, each row checked by itself; `check=1` stores nothing",
      query: ["case", "source", "learnedOn", "told", "check"], csv: true, answers: ref("HandEntry")),
    "/api/by-hand/files": operation(
      "post", "keepHandFile", "Keep a PDF or picture, to be named among the attachments of an entry", query: ["name"], csv: true,
      answers: ref("HandFile")),
    "/api/measures": operation(
      "get", "listMeasures", "Measures that end within so many days, with how far their renewal is",
      query: ["q", "within", "state", "kind", "handler", "sort", "desc", "count", "limit", "after"],
      answers: ref("Measures")),
    "/api/lifting": operation(
      "get", "listLifting", "What is to be lifted, by clock", query: ["q", "what", "handler", "count", "limit", "after"],
      answers: ref("Lifting")),
    "/metrics": operation("get", "metrics", "Prometheus text", type: "text/plain", open: true),
    "/openapi.json": operation("get", "openapi", "This document", answers: ["type": "object"], open: true),
    "/partner/keys": operation(
      "get", "partnerKeys", "The court's public keys, for units", answers: ["type": "object"], open: true),
    "/partner/answers": operation(
      "post", "partnerAnswer", "A unit's answer, signed (docs/partner-api.md)", body: ["type": "object"], type: "text/plain",
      open: true),
    "/partner/notices": operation(
      "post", "partnerNotice", "A unit's notice, signed (docs/partner-api.md)", body: ["type": "object"], type: "text/plain",
      open: true),
    "/health/live": operation("get", "live", "Is the process up", answers: ["type": "object"], open: true),
    "/health/ready": operation("get", "ready", "Can it serve", answers: ["type": "object"], open: true),
  ]

}
