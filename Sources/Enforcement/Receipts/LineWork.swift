import Basics
import Ledger

/// Lines of one day being taken, one after the other.
struct LineWork {
  private let command: TakeBankLines
  private let state: BankDay
  private var judge: CreditJudge
  private var debits: Set<String> = []
  /// Parts of collective entries that are booked whole, by the digest of the whole.
  private var parts: [String: (all: NotedCredit, lines: [BankLine])] = [:]
  private var noted: [NotedCredit] = []
  var draft: Draft
  private(set) var stated: [BankLine] = []
  private(set) var pairs: [BankItemsPaired] = []

  init(_ command: TakeBankLines, _ state: BankDay, _ draft: Draft) {
    self.command = command
    self.state = state
    self.draft = draft
    let digests = command.paper == .statement ? state.digests : [:]
    judge = CreditJudge(
      registers: draft.situation.creditRegisters(around: command.day), file: command.file, isStated: { digests[$0] != nil })
  }

  mutating func take(_ line: TakenLine) throws(Refusal) {
    switch line.side {
    case .credit: try credit(line)
    case .debit:
      guard let known = draft.situation.identities[line.key], debits.insert(known.digest).inserted else { return }
      state(line, known.digest)
    }
  }

  /// What was told goes to the day's register.
  mutating func close() {
    for (_, whole) in parts where !whole.all.place.isEmpty {
      let sum = whole.lines.reduce(Money.zero) { $0 + $1.amount }
      if sum == whole.all.amount { pairs.append(BankItemsPaired(lines: whole.lines.map(\.id), entries: [whole.all.place])) }
    }
    if !noted.isEmpty { draft.add(.creditRegister(draft.situation.court, command.day), [CreditsNoted(credits: noted)]) }
  }

  private mutating func credit(_ line: TakenLine) throws(Refusal) {
    guard let digests = LineDigests(line, draft.situation.identities) else { return }
    switch judge.verdict(line, digests) {
    case .known(let own): state(line, own.digest)
    case .knownElsewhere:
      note(line, digests, digests.line, .known)
      state(line, digests.line)
    case .collective(let kin):
      note(line, digests, digests.line, .collective)
      guard let own = state(line, digests.line) else { return }
      if let all = kin.first, !all.isPart {
        parts[all.digest, default: (all, [])].lines.append(own)
      } else if kin.allSatisfy({ !$0.place.isEmpty }) {
        pairs.append(BankItemsPaired(lines: [own.id], entries: kin.map(\.place)))
      }
    case .hold(let digest, let ground, let alike): hold(line, digests, digest, ground, alike)
    case .book(let digest):
      if line.cameBack(draft.situation) {
        note(line, digests, digest, .returned)
      } else if let share = share(line) {
        draft.add(share.stream, [share.event(digest)])
        note(line, digests, digest, .moved)
      } else {
        let vault = draft.situation.depository.deposit(line.content(command.account))
        note(line, digests, digest, .booked, try book(line, digest, vault))
        state(line, digest, vault)
        return
      }
      state(line, digest)
    }
  }

  /// A share of a distribution or of a cluster's money that the books have and no line of the bank has met yet.
  private func share(_ line: TakenLine) -> (stream: StreamID, event: (String) -> ShareMet)? {
    guard line.text.hasPrefix(ReceiptSource.moved), let caseID = line.caseID else { return nil }
    let account = draft.situation.account(caseID)
    let open = account.receiptOrder.compactMap { account.receipts[$0] }.first {
      ($0.source == .distribution || $0.source == .cluster) && $0.amount == line.amount && !$0.isMet
    }
    guard let open else { return nil }
    return (.caseAccount(caseID), { ShareMet(receipt: open.id, lineDigest: $0) })
  }

  private mutating func book(_ line: TakenLine, _ digest: String, _ vault: VaultRef) throws(Refusal) -> String {
    if let caseID = line.caseID, draft.situation.caseFile(caseID).isFiled {
      let receipt = try CaseReceipts.book(
        .init(amount: line.amount, on: command.day, source: line.source, digest: digest, vault: vault, from: nil), caseID, &draft)
      return EntryID(ReceiptKey.booked(receipt), "1").description
    }
    if let id = line.cluster, (draft.situation.state(.cluster(id)) as Cluster).exists {
      let booking = draft.situation.ids.next(Receipt.self)
      draft.add(
        .cluster(id),
        [ClusterReceiptBooked(booking: booking, amount: line.amount, on: command.day, bankLineDigest: digest, vault: vault)])
      return EntryID(ReceiptKey.clustered(booking), "1").description
    }
    let receipt = Suspense.take(line.amount, on: command.day, digest: digest, vault: vault, &draft)
    return EntryID(ReceiptKey.taken("\(receipt)"), "1").description
  }

  private mutating func hold(
    _ line: TakenLine, _ digests: LineDigests, _ digest: String, _ ground: HoldGround, _ alike: [NotedCredit]
  ) {
    let situation = draft.situation
    let vault = situation.depository.deposit(line.content(command.account))
    let own = state(line, digest, vault)
    let clock = Suspense.clock(command.day, situation)
    let id = situation.ids.next(BankReceipt.self)
    draft.add(
      .bankReceipt(id),
      [
        CreditHeld(
          amount: line.amount, account: command.account, on: command.day, line: own?.id, lineDigest: digest, vault: vault,
          ground: ground, alike: alike.prefix(CreditHeld.alikeMax).map { .init(digest: $0.digest, place: $0.place) },
          caseID: line.caseID.flatMap { situation.caseFile($0).isFiled ? $0 : nil }, source: line.source, claimBy: clock.value,
          reasons: clock.reasons)
      ])
    note(line, digests, digest, .held, "\(id)")
  }

  private mutating func note(
    _ line: TakenLine, _ digests: LineDigests, _ digest: String, _ fate: NotedCredit.Fate, _ place: String = ""
  ) {
    let credit = NotedCredit(
      digest: digest, seen: digests.seen, amount: line.amount, whole: digests.whole, sum: line.whole, payer: digests.payer,
      payerName: digests.payerName, isNumbered: line.isNumbered, file: command.file, fate: fate, place: place)
    noted.append(credit)
    judge.now.note(credit)
  }

  /// Stands beside the books, where the paper is a statement and the line is new on it.
  @discardableResult
  private mutating func state(_ line: TakenLine, _ digest: String, _ vault: VaultRef? = nil) -> BankLine? {
    guard command.paper == .statement, state.digests[digest] == nil, !stated.contains(where: { $0.digest == digest }) else {
      return nil
    }
    let own = BankLine(
      id: draft.situation.ids.next(), side: line.side, amount: line.amount, digest: digest,
      payment: line.payment.isEmpty ? nil : line.payment, isReturn: line.isReturn,
      vault: vault ?? draft.situation.depository.deposit(line.content(command.account)))
    stated.append(own)
    return own
  }
}

extension TakeBankLines {
  /// What the registers of the day and its neighbours say of each line of an attempt, in its order; nil for payments and for what no
  /// register knows.
  public static func fates(
    _ fields: [String: InputValue], today: Day, in registers: [CreditRegister], digest: (IdentityKey) -> String
  ) -> [NotedCredit?] {
    var input = Input(fields, today: today)
    return TakeBankLines(&input).lines.map { line in
      guard line.side == .credit else { return nil }
      let keys = [line.otherKey, line.datedKey, line.key].map(digest)
      return keys.lazy.compactMap { key in registers.lazy.compactMap { $0.credit(key) }.first }.first
    }
  }
}
