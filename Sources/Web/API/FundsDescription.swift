import Basics
import Enforcement

/// Special funds in the API's description.
extension OpenAPI {
  static let fundComponents: [String: JSONValue] = [
    "Aid": AidPages.shape.schema, "Lodged": LodgedPages.shape.schema, "Rewards": RewardPages.shape.schema,
    "Deposits": DepositPages.shape.schema,
    "OwnShares": SharePages.shape.schema, "OwnShareList": SharePages.list.schema, "Clusters": ClusterPages.list.schema,
    "Cluster": ClusterPages.shape.schema,
  ]
  static let fundPaths: [String: JSONValue] = [
    "/api/aid": operation(
      "get", "getAidFund", "The aid fund: received, granted, free, and every application with its state and cap",
      answers: ref("Aid")),
    "/api/lodged": operation(
      "get", "listLodged", "Lodged money with ground, age, next reminder and the end of its five years", answers: ref("Lodged")),
    "/api/deposits": operation(
      "get", "listDeposits", "Deposits kept apart in cases: kind, age, decision, and the credit that each was",
      answers: ref("Deposits")),
    "/api/rewards": operation(
      "get", "listRewards", "Rewards for information on property: promised, decided, paid", answers: ref("Rewards")),
    "/api/party/shares": operation(
      "get", "listPartyShares", "My shares as a creditor from outside in distributions", answers: ref("OwnShareList")),
    "/api/party/shares/{id}": operation(
      "get", "getPartyShares", "My share, its objection period and the account it goes to", path: ["id"],
      answers: ref("OwnShares")),
    "/api/party/shares/{id}/plan/{paper}": operation(
      "get", "getPartyPlan", "The plan that was served on me, as PDF", path: ["id", "paper"], type: "application/pdf"),
    "/api/cases/{id}/distribution/batch": operation(
      "post", "createShareBatch", "Make a mass payout of the shares of creditors from outside, a line each", path: ["id"],
      answers: ref("Payout")),
    "/api/clusters": operation(
      "get", "listClusters", "Cases against one debtor that are settled out of one account", answers: ref("Clusters")),
    "/api/clusters/{id}": operation(
      "get", "getCluster", "A cluster's receipts, divisions and cases", path: ["id"], answers: ref("Cluster")),
  ]
}
