import Basics

/// The virtual sub-account of a case at the court's bank (一案一账号): a prefix and the case's id, so that a credit finds its case.
public enum SubAccount {
  static let prefix = "8801"
  /// Where money is paid that names no case.
  public static let general = "880100000000"
  /// The court's aid fund; no case has this id.
  public static let aidFund = prefix + "0000000000000001"
  /// What begins the number of a cluster: no id begins with a zero.
  static let clusterPrefix = prefix + "09"
  /// The virtual account's number: the prefix and the case's id.
  public static func number(of caseID: ID<CaseFile>) -> String { prefix + "\(caseID)" }
  /// The virtual account's number: the cluster's prefix and its id.
  public static func number(of cluster: ID<Cluster>) -> String { clusterPrefix + "\(cluster)" }
  /// The case of a virtual account; nil for a cluster's and for any other number.
  public static func caseID(_ number: String) -> ID<CaseFile>? {
    guard number.hasPrefix(prefix), cluster(number) == nil else { return nil }
    return ID<CaseFile>(String(number.dropFirst(prefix.count)))
  }
  /// The cluster of a virtual account; nil for any other number.
  public static func cluster(_ number: String) -> ID<Cluster>? {
    number.hasPrefix(clusterPrefix) ? ID<Cluster>(String(number.dropFirst(clusterPrefix.count))) : nil
  }
  /// Whether the number is a case's or a cluster's.
  public static func isOwn(_ number: String) -> Bool { caseID(number) != nil || cluster(number) != nil }
}
