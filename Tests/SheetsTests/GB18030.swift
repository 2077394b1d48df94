import Glibc

/// UTF-8 as GB18030, by the C library.
func gb18030(_ text: [UInt8]) -> [UInt8] {
  guard let converter = iconv_open("GB18030", "UTF-8") else { return [] }
  defer { iconv_close(converter) }
  var source = text.map { CChar(bitPattern: $0) }
  let room = text.count * 2 + 16
  return [UInt8](unsafeUninitializedCapacity: room) { target, count in
    source.withUnsafeMutableBufferPointer { input in
      target.withMemoryRebound(to: CChar.self) { output in
        var from = input.baseAddress
        var to = output.baseAddress
        var left = text.count
        var free = room
        _ = iconv(converter, &from, &left, &to, &free)
        count = room - free
      }
    }
  }
}
