import EnforcementLaw
import Foundation

/// Reads questions line by line and writes the answers in the same order. A bad line gets an error and stops nothing.
struct BatchRunner {
  let books: CalcBooks
  /// Bytes read at once; answers are written after each read, so that a slow asker is answered at once.
  private static let chunkBytes = 1 << 18

  func run(from input: FileHandle, to output: FileHandle) throws {
    var held: [UInt8] = []
    var answers: [UInt8] = []
    var skipsToLineEnd = false
    var chunk = [UInt8](repeating: 0, count: BatchRunner.chunkBytes)
    while let count = try read(input, into: &chunk), count > 0 {
      held.append(contentsOf: chunk[..<count])
      var start = 0
      while let end = held[start...].firstIndex(of: 10) {
        if !skipsToLineEnd { answer(held, start..<end, to: &answers) }
        skipsToLineEnd = false
        start = end + 1
      }
      held.removeSubrange(..<start)
      if held.count > CalcLine.bytesMax {
        if !skipsToLineEnd { answer(held, 0..<held.count, to: &answers) }
        skipsToLineEnd = true
        held.removeAll(keepingCapacity: true)
      }
      try write(answers, to: output)
      answers.removeAll(keepingCapacity: true)
    }
    if !skipsToLineEnd { answer(held, 0..<held.count, to: &answers) }
    try write(answers, to: output)
  }

  /// Blank lines are no questions.
  private func answer(_ bytes: [UInt8], _ range: Range<Int>, to answers: inout [UInt8]) {
    guard !bytes[range].allSatisfy({ $0 == 32 || $0 == 9 || $0 == 13 }) else { return }
    CalcLine.answer(bytes, range, in: books, to: &answers)
  }

  private func read(_ input: FileHandle, into chunk: inout [UInt8]) throws -> Int? {
    while true {
      let count = chunk.withUnsafeMutableBytes { Glibc.read(input.fileDescriptor, $0.baseAddress, $0.count) }
      if count >= 0 { return count }
      guard errno == EINTR else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    }
  }

  private func write(_ bytes: [UInt8], to output: FileHandle) throws {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(output.fileDescriptor, $0.baseAddress.map { $0 + done }, $0.count - done) }
      if count > 0 {
        done += count
      } else if errno != EINTR {
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
      }
    }
  }
}
