import City
import Foundation
import PartnerAPI

/// A key of its own for every unit, made once and kept in the data folder.
struct UnitKeys: Sendable {
  private let signers: [String: PartnerSigner]

  /// Reads `keys.json` of the folder, or makes it, readable by its owner only.
  init(folder: String) throws {
    let path = folder + "/keys.json"
    var raw: [String: String] = [:]
    if FileManager.default.fileExists(atPath: path) {
      raw = try JSONDecoder().decode([String: String].self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }
    var signers: [String: PartnerSigner] = [:]
    for unit in CityUnit.all {
      if let text = raw[unit.key] {
        guard let bytes = Data(base64Encoded: text) else { throw JournalFault("\(path): the key of \(unit.key) cannot be read") }
        signers[unit.key] = try PartnerSigner(keyID: "city-\(unit.key)", owner: unit.key, rawKey: Array(bytes))
      } else {
        signers[unit.key] = PartnerSigner(keyID: "city-\(unit.key)", owner: unit.key)
      }
    }
    self.signers = signers
    let kept = signers.mapValues { Data($0.rawKey).base64EncodedString() }
    guard kept != raw else { return }
    guard
      FileManager.default.createFile(
        atPath: path, contents: try JSONEncoder().encode(kept), attributes: [.posixPermissions: 0o600])
    else { throw JournalFault("\(path) cannot be written") }
  }

  subscript(unit: String) -> PartnerSigner? { signers[unit] }
  /// What the court must know of the units.
  var published: PartnerKeys { PartnerKeys(keys: CityUnit.all.compactMap { signers[$0.key]?.publicKey }) }
}
