import Basics
import Enforcement
import EnforcementLaw
import Foundation

/// Money, sanctions and papers of one case.
extension RunningChecks {
  // MARK: Money

  func movements(
    _ gathered: RunningImport.Gathered, _ head: inout RunningReader, _ faults: inout [RunningFault]
  ) -> [RunningCase.Movement] {
    var movements: [RunningCase.Movement] = []
    var all = readers(.money, gathered)
    bound(&all, &faults)
    var isWhole = true
    for var reader in all {
      let direction = reader.word(.direction, MoneyDirection.self, required: true)
      let on = reader.day(.day, required: true)
      let amount = reader.money(.amount)
      let word = reader.word(.moneyKind, MoneyWord.self, required: true)
      let bankLine = reader.text(.bankLine, max: 80)
      if let direction, let word, (direction == .incoming) != word.isIncoming {
        reader.fault(
          .moneyKind, .list,
          Phrase("“\(word.written.zh)”不是\(direction.written.zh)款", "“\(word.written.en)” does not go \(direction.written.en)"),
          Phrase("核对收付与款项种类", "Check direction and kind"))
      }
      if let word, let on, let amount, !reader.hasError {
        movements.append(RunningCase.Movement(word: word, on: on, amount: amount, bankLine: bankLine))
      } else {
        isWhole = false
      }
      faults += reader.faults
    }
    balance(movements, isWhole, &head, &faults)
    return movements
  }

  /// What came in less what went out is what the table of cases says is held, and never below zero on any day.
  private func balance(
    _ movements: [RunningCase.Movement], _ isWhole: Bool, _ head: inout RunningReader, _ faults: inout [RunningFault]
  ) {
    let before = head.faults.count
    let stated = head.money(.balance, allowZero: true)
    if isWhole, let stated {
      var sum = Money.zero
      var lowest = Money.zero
      for movement in movements.sorted(by: { ($0.on, $0.word.isIncoming ? 0 : 1) < ($1.on, $1.word.isIncoming ? 0 : 1) }) {
        sum = movement.word.isIncoming ? sum + movement.amount : sum - movement.amount
        lowest = min(lowest, sum)
      }
      if sum != stated {
        head.fault(
          .balance, .balance,
          Phrase(
            "案款表收付相抵为 \(sum.grouped) 元，与在账 \(stated.grouped) 元不符",
            "The table of money leaves \(sum.grouped), not \(stated.grouped)"),
          Phrase("补齐收付记录，或改正在账金额", "Complete the movements, or correct the balance"))
      } else if lowest < .zero {
        head.fault(
          .balance, .balance,
          Phrase("付款早于到账，账上曾为 \(lowest.grouped) 元", "Paid before it came in: the account stood at \(lowest.grouped)"),
          Phrase("核对收付日期", "Check the days"))
      }
      if head.line[.state] != "", let state = RunningState.read(head.line[.state]), state == .ended, sum > .zero {
        head.fault(
          .balance, .state, Phrase("终本案件尚有在账案款 \(sum.grouped) 元", "The ended case still holds \(sum.grouped)"),
          Phrase("先发放完毕，或按在办接收", "Pay it out first, or hand it over as running"))
      }
    }
    faults += head.faults[before...]
  }

  // MARK: Sanctions

  func sanctions(
    _ gathered: RunningImport.Gathered, _ parties: [DocketParty], _ faults: inout [RunningFault]
  ) -> (restrictions: [RunningCase.Restriction], listings: [RunningCase.Listing]) {
    var restrictions: [RunningCase.Restriction] = []
    var listings: [RunningCase.Listing] = []
    var seen: Set<String> = []
    var all = readers(.sanctions, gathered)
    bound(&all, &faults)
    for var reader in all {
      let word = reader.word(.sanction, SanctionWord.self, required: true)
      let party = debtor(&reader, parties)
      let on = reader.day(.decidedOn, required: true)
      let paper = reader.text(.paper, max: 60)
      if let word, let party, !seen.insert("\(word)\(party)").inserted {
        reader.fault(.debtor, .person, Phrase("同一措施重复", "The same sanction twice"), Phrase("只保留一行", "Keep one line"))
      }
      switch word {
      case .restriction:
        refuse([.ground, .until], &reader, Phrase("限制消费没有情形和届满日", "A restriction has no ground and no end"))
        if let party, let on, !reader.hasError {
          restrictions.append(RunningCase.Restriction(party: party, on: on, paper: paper))
        }
      case .listing:
        let listing = listing(&reader, party, on, paper, parties)
        if let listing, !reader.hasError { listings.append(listing) }
      case nil: break
      }
      faults += reader.faults
    }
    return (restrictions, listings)
  }

  private func listing(
    _ reader: inout RunningReader, _ party: Int?, _ on: Day?, _ paper: String, _ parties: [DocketParty]
  ) -> RunningCase.Listing? {
    let ground = reader.word(.ground, ListingGround.self, required: true)
    let until = reader.day(.until, mayLieAhead: true)
    guard let party, let on, let ground else { return nil }
    if ground == .ableButRefuses, until != nil {
      reader.fault(
        .until, .listing, Phrase("第一项情形没有固定期限", "Ground 1 has no term"), Phrase("留空", "Leave it blank"))
    }
    if ground != .ableButRefuses {
      // Two years, or up to three more (失信规定 2.1).
      let least = on.adding(months: DishonestList.termMonths)
      let most = least.adding(months: DishonestList.extraYears.upperBound * 12)
      if let until, until < least - 1 || until > most {
        reader.fault(
          .until, .listing,
          Phrase("期限应为二年，至多五年：\(least - 1) 至 \(most)", "The term is two years, five at most: \(least - 1) to \(most)"),
          Phrase("核对决定日期与届满日", "Check the days"))
      } else if until == nil, reader.line[.until].isEmpty {
        reader.fault(
          .until, .listing, Phrase("第二至六项情形须写届满日", "Grounds 2 to 6 have an end"), Phrase("填写届满日", "Write the last day"))
      } else if let until, until < court.today {
        reader.fault(
          .until, .listing, as: .warning, Phrase("期限已于 \(until) 届满，接收后即办理删除", "The term ended on \(until); the removal is due"),
          Phrase("已删除的删去该行", "Where it was removed, delete the line"))
      }
    }
    if parties[party].kind == .natural, let document = parties[party].document, document.kind == .residentID,
      let birth = (try? ResidentID.check(document.number))?.birth, !DishonestList.isAdult(born: birth, on: on)
    {
      reader.fault(
        .debtor, .listing, Phrase("未成年人不得纳入失信名单", "Minors are never listed"), Phrase("核对，并在原系统更正", "Check, and put it right"))
    }
    return RunningCase.Listing(party: party, on: on, ground: ground, until: until, paper: paper)
  }

  // MARK: Papers

  /// The largest paper, and how many a case may have.
  private static let paperBytesMax = 64 << 20

  func papers(_ gathered: RunningImport.Gathered) -> [RunningFault] {
    func fault(_ paper: RunningSource.Paper, _ message: Phrase, _ instead: Phrase) -> RunningFault {
      RunningFault(
        source: "papers/\(paper.ref)/\(paper.name)", table: nil, line: 0, column: nil, header: "",
        rule: RunningRule.paper.rawValue, severity: .error, message: message, instead: instead, ref: gathered.ref)
    }
    var faults: [RunningFault] = []
    for (place, paper) in gathered.papers.enumerated() {
      if place == RunningChecks.linesMax {
        faults.append(
          fault(
            paper, Phrase("本案文书超过 \(RunningChecks.linesMax) 份", "More than \(RunningChecks.linesMax) papers of one case"),
            Phrase("合并为一份", "Join them")))
        break
      }
      if paper.name.contains("/") {
        faults.append(
          fault(
            paper, Phrase("案件的文件夹里还有文件夹", "A folder within the folder of a case"), Phrase("文件直接放在案件的文件夹里", "Put its files there"))
        )
        continue
      }
      guard let (isPDF, size) = RunningChecks.look(at: paper) else {
        faults.append(fault(paper, Phrase("读不到", "Cannot be read"), Phrase("核对文件", "Check the file")))
        continue
      }
      if !isPDF {
        faults.append(fault(paper, Phrase("不是 PDF 文件", "No PDF file"), Phrase("另存为 PDF", "Save it as PDF")))
      } else if size > RunningChecks.paperBytesMax {
        faults.append(fault(paper, Phrase("超过 64 MB", "Larger than 64 MB"), Phrase("压缩后重新扫描", "Scan it smaller")))
      }
    }
    return faults
  }

  private static func look(at paper: RunningSource.Paper) -> (isPDF: Bool, size: Int)? {
    switch paper.place {
    case .packed(let packed), .kept(let packed, _): return (packed.isPDF, packed.bytes)
    case .file(let url):
      guard let file = try? FileHandle(forReadingFrom: url) else { return nil }
      defer { try? file.close() }
      let start = (try? file.read(upToCount: 5)) ?? Data()
      return (start == Data("%PDF-".utf8), Int((try? file.seekToEnd()) ?? 0))
    }
  }
}
