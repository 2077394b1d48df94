import Basics
import EnforcementLaw

extension PartyChange.Ground {
  /// As a form lists it, with its article.
  public var title: Phrase {
    let name: Phrase =
      switch self {
      case .applicantHeir: Phrase("申请执行人死亡，继承人、受遗赠人等承受权利", "Applicant died: heirs or legatees")
      case .applicantMissing: Phrase("申请执行人被宣告失踪，财产代管人", "Applicant declared missing: custodian")
      case .applicantDivorced: Phrase("申请执行人离婚，权利分割给配偶", "Applicant divorced: the right went to the spouse")
      case .applicantDissolved: Phrase("申请执行人终止，承受权利的主体", "Applicant dissolved: who took the right over")
      case .applicantMerged: Phrase("申请执行人合并，存续或者新设的主体", "Applicant merged: the surviving or new body")
      case .applicantSplit: Phrase("申请执行人分立，新设的主体", "Applicant split: the new bodies")
      case .applicantOfficeAbolished: Phrase("申请执行人（机关）被撤销，继续履行职能的主体", "Applicant office abolished: its successor")
      case .claimAssigned: Phrase("债权转让，受让人", "Claim assigned: the assignee")
      case .debtorHeir: Phrase("被执行人死亡，遗产管理人、继承人等（以遗产为限）", "Debtor died: administrator or heirs, within the estate")
      case .debtorMerged: Phrase("被执行人合并，存续或者新设的主体", "Debtor merged: the surviving or new body")
      case .debtorSplit: Phrase("被执行人分立，新设的主体", "Debtor split: the new bodies")
      case .soleProprietor: Phrase("个人独资企业的投资人", "The owner of a sole proprietorship")
      case .generalPartner: Phrase("合伙企业的普通合伙人", "A general partner")
      case .limitedPartner: Phrase("未足额出资的有限合伙人", "A limited partner who has not paid in")
      case .branch: Phrase("分支机构的法人", "The company of a branch")
      case .shareholderUnpaid: Phrase("未缴、未足额缴纳出资的股东", "A shareholder who has not paid in")
      case .shareholderWithdrew: Phrase("抽逃出资的股东", "A shareholder who withdrew his contribution")
      case .shareTransferorUnpaid: Phrase("未履行出资义务即转让股权的股东", "A shareholder who transferred unpaid shares")
      case .onePersonCompany: Phrase("一人公司不能证明财产独立的股东", "The shareholder of a one-person company")
      case .dissolvedWithoutLiquidation: Phrase("未经清算即注销，股东、控股股东等", "Deregistered without liquidation: its shareholders")
      case .assetsTakenOnDissolution: Phrase("终止后无偿接受财产的股东、出资人、主管部门", "Who took its assets without payment on dissolution")
      case .promiseOnDeregistration: Phrase("注销登记时书面承诺承担责任的第三人", "Who promised to answer on deregistration")
      case .promiseInEnforcement: Phrase("执行中书面承诺代为履行的第三人", "Who promised in the enforcement to perform")
      case .assetsAllocatedAway: Phrase("财产被无偿调拨、划转给的第三人", "To whom its assets were allocated away")
      }
    let parts = rawValue.split(separator: ".")
    let place = "第\(parts[0])条" + (parts.count > 1 ? "第\(parts[1])款" : "")
    return name + Phrase("（\(place)）", " (art. \(rawValue))")
  }
}
