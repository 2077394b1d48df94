import Foundation
import Synchronization

/// The letters with which the syllables of a Chinese text begin (首字母): 王小明 is `wxm`. Readings are those of ICU; surnames that are
/// read otherwise than the same character in other words have both readings.
enum PinyinInitials {
  /// Surnames whose reading is not the character's usual one: 单 is Shàn, 曾 Zēng.
  private static let surnames: [String: String] = [
    "万俟": "mq", "尉迟": "yc", "澹台": "tt", "长孙": "zs", "单": "s", "曾": "z", "仇": "q", "解": "x", "区": "o", "查": "z", "翟": "z",
    "乐": "y", "覃": "q", "种": "c", "召": "s", "折": "s", "秘": "b", "隗": "k", "谌": "s", "员": "y", "那": "n", "朴": "p", "繁": "p",
    "句": "g",
    "盛": "s", "车": "c", "幺": "y", "卜": "b", "冼": "x", "祭": "z", "晟": "c",
  ]
  private static let known = Mutex<[Character: Character?]>([:])

  /// Each way to write the text by initials, in small letters; letters and digits stand for themselves, other signs are left out.
  /// Empty where the text has no Chinese character.
  static func readings(_ text: String) -> Set<String> {
    let characters = Array(text.lowercased())
    guard characters.contains(where: isChinese) else { return [] }
    let usual = String(characters.compactMap(initial))
    guard let surname = [2, 1].map({ String(characters.prefix($0)) }).first(where: { surnames[$0] != nil }),
      let read = surnames[surname]
    else { return [usual] }
    return [usual, read + String(characters.dropFirst(surname.count).compactMap(initial))]
  }

  private static func initial(_ character: Character) -> Character? {
    if character.isASCII { return character.isLetter || character.isNumber ? character : nil }
    if let found = known.withLock({ $0[character] }) { return found }
    let latin = String(character).applyingTransform(.mandarinToLatin, reverse: false)?
      .applyingTransform(.stripDiacritics, reverse: false)?.lowercased()
    let letter = latin?.first.flatMap { $0.isASCII && $0.isLetter ? $0 : nil }
    known.withLock { $0[character] = .some(letter) }
    return letter
  }

  private static func isChinese(_ character: Character) -> Bool {
    character.unicodeScalars.first?.properties.isIdeographic ?? false
  }
}
