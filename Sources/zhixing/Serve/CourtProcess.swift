import AsyncHTTPClient
import BankFiles
import Basics
import Casework
import Documents
import Enforcement
import Foundation
import Import
import Logging
import PartnerAPI
import Partners
import Settings
import Storage
import StorageSQLite
import Web
import Workers

extension CasePress: PaperPreview {}

/// A running court: store, desk, workroom and web, wired together.
struct CourtProcess: Sendable {
  let configuration: CourtConfiguration
  let store: SQLiteStore
  let desk: CaseDesk
  let papers: FolderPaperStore
  let press: CasePress
  let dockets: DocketIntake
  let payouts: PayoutOffice
  let bankFiles: BankFileIntake
  let takeovers: TakeoverIntake
  private let signingFolder: URL
  let clock: any CourtClock
  let ids: IDSource

  init(folder: DataFolder, configuration: CourtConfiguration, clock: any CourtClock, address: String? = nil) async throws {
    self.configuration = configuration
    self.clock = clock
    signingFolder = folder.signingRounds
    let keys = try folder.keys()
    store = try SQLiteStore(file: folder.database, keys: keys)
    ids = IDSource(clock: clock, after: try await store.largestID())
    desk = CaseDesk(
      store: store, hasher: keys, clock: clock, ids: ids, books: configuration.books,
      signer: CourtKey(signer: try ServeCommand.signer(folder, court: configuration.court)))
    papers = try FolderPaperStore(folder: folder.papers, keys: keys)
    press = CasePress(
      store: store, vault: store, papers: papers, ids: ids, hasher: keys, reads: SQLCaseReads(store), clock: clock,
      court: configuration.court, courtName: configuration.courtName, books: configuration.books, phone: configuration.phone,
      checkPath: (configuration.publicURL ?? address ?? "") + "/check")
    dockets = try DocketIntake(
      desk: desk, court: configuration.court, calendar: configuration.books.law.calendar, files: papers,
      folder: folder.dockets)
    payouts = PayoutOffice(
      desk: desk, reads: SQLBatchReads(store), files: papers, court: configuration.court, courtName: configuration.courtName,
      settings: configuration.payments)
    bankFiles = try BankFileIntake(
      desk: desk, court: configuration.court, files: papers, folder: folder.bankFiles, own: configuration.payments.receives)
    let (store, court) = (store, configuration.court)
    takeovers = try TakeoverIntake(desk: desk, court: court, files: papers, folder: folder.takeovers) {
      try await CourtProcess.members(store, court)
    }
  }

  func workroom(partners: any PartnerGateway, messages: (any MessageGateway)?) -> Workroom {
    Workroom(
      desk: desk, vault: store, partners: partners, press: press, messages: messages, court: configuration.court,
      treasury: configuration.treasury, sendsApart: true, payees: payouts)
  }

  func services(keyring: UnitKeyring, messages: (any MessageGateway)?) throws -> CourtServices {
    let inbox = PartnerInbox(desk: desk, court: configuration.court)
    let clock = clock
    let payouts = payouts
    let bank = configuration.books.units.first { $0.kind == .courtBank }?.key ?? ""
    var services = CourtServices(
      desk: desk, reads: SQLCaseReads(store), vault: store, papers: papers, dockets: dockets, payouts: payouts,
      bankFiles: bankFiles, ledger: SQLLedgerReads(store), takeovers: takeovers, signIns: store, press: press,
      court: configuration.court,
      courtName: configuration.courtName, realClock: SystemClock(),
      partnerMessage: { path, signature, body in
        await PartnerDoor(keyring: keyring, inbox: inbox, clock: clock, payouts: payouts, bank: bank).take(path, signature, body)
      }, sendCode: messages.map(CourtProcess.codeSender))
    services.phone = configuration.phone ?? ""
    services.isSecure = configuration.publicURL?.hasPrefix("https://") ?? false
    services.rounds = try SigningRounds(
      desk: desk, court: configuration.court, folder: signingFolder, check: CourtServices.check(services))
    return services
  }
}

extension CourtProcess {
  /// Sends one-time codes, which do not wait in the queue: a person looks at the phone now.
  private static func codeSender(_ gateway: any MessageGateway) -> @Sendable (String, String) async throws -> Void {
    { phone, text in try await gateway.deliver(text: text, to: phone, id: "") }
  }
}

/// The door through which units' messages come: signature first, then the command.
struct PartnerDoor: Sendable {
  let keyring: UnitKeyring
  let inbox: PartnerInbox
  let clock: any CourtClock
  let payouts: PayoutOffice
  /// Whose files of answers count.
  let bank: String
  private let log = Logger(label: "zhixing.partners")

  init(keyring: UnitKeyring, inbox: PartnerInbox, clock: any CourtClock, payouts: PayoutOffice, bank: String) {
    self.payouts = payouts
    self.bank = bank
    self.keyring = keyring
    self.inbox = inbox
    self.clock = clock
  }

  func take(_ path: String, _ signature: String?, _ body: [UInt8]) async -> (status: Int, text: String) {
    do {
      let owner = try await keyring.verify(signature, path: path, body: body, now: clock.now)
      if path == PartnerPaths.bankFiles {
        guard owner == bank else { return (403, "the key is not the court's bank's") }
        do { _ = try await payouts.take(answer: body) } catch let fault as BankFileFault {
          log.error("\(path): line \(fault.line): \(fault.message.en)")
          return (400, "line \(fault.line): \(fault.message.en)")
        } catch let fault as PayoutFault {
          return (400, fault.text.en)
        }
      } else if path == PartnerPaths.answers {
        let answer = try PartnerJSON.decode(PartnerAnswerMessage.self, from: body)
        guard answer.unit == owner else { return (403, "the key is not \(answer.unit)'s") }
        try await inbox.receive(answer)
      } else {
        let notice = try PartnerJSON.decode(PartnerNoticeMessage.self, from: body)
        guard notice.unit == owner else { return (403, "the key is not \(notice.unit)'s") }
        try await inbox.receive(notice)
      }
      return (200, "taken")
    } catch let refusal as PartnerSignatureRefusal {
      return (401, refusal.text.en)
    } catch let refusal as PartnerMessageRefusal {
      return (400, "\(refusal.field): \(refusal.fault)")
    } catch CaseDesk.Failure.refused(let refusal) {
      // Final: sending it again would change nothing, so the unit is told that it was taken; the log keeps it for a person.
      log.error("\(path): \(refusal.code) \(refusal.message.en)")
      return (200, "taken; refused: \(refusal.code)")
    } catch CaseDesk.Failure.faults(let faults) {
      log.error("\(path): \(faults.map { "\($0.field): \($0.message.en)" }.joined(separator: "; "))")
      return (200, "taken; not readable as a command")
    } catch {
      return (503, "try again: \(error)")
    }
  }
}
