import Basics
import Enforcement

/// Takes files of payments to the bank. Taking the same file twice must do no harm: the bank knows it by its MsgId.
public protocol PaymentCarrier: Sendable {
  var way: BatchChunksHanded.Way { get }
  /// Returns when the file is where it belongs and stays there.
  func carry(_ file: PaymentFile) async throws
}

/// A file of payments as it leaves.
public struct PaymentFile: Sendable {
  public let batch: ID<PayoutBatch>
  public let chunk: Int
  public let bytes: [UInt8]
  public let sha256: String
  public var name: String { "\(batch)-\(chunk).xml" }
  public init(batch: ID<PayoutBatch>, chunk: Int, bytes: [UInt8], sha256: String) {
    self.batch = batch
    self.chunk = chunk
    self.bytes = bytes
    self.sha256 = sha256
  }
}
