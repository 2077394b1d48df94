/// The special-funds capability's commands.
public enum SpecialFundsCommands {
  public static let all: [any Command.Type] = [
    AdvanceCost.self, ProposeLodgement.self, ApproveLodgement.self, RefuseLodgement.self, ClaimLodgement.self, PayLodged.self,
    LodgementYear.self, FillAidFund.self, ApplyForAid.self, GrantAid.self, RefuseAid.self, PayAid.self,
    ApplyForReward.self, PublishReward.self, RefuseReward.self, RecordRewardTip.self, ProposeReward.self, ApproveReward.self,
    DeclineReward.self, PayReward.self, SettleCosts.self, WithdrawCost.self, UndoAidFill.self,
  ]
}
