import Testing

@testable import Storage

@Suite struct PinyinInitialsTests {
  @Test func aNameIsFoundByTheLettersItsSyllablesBeginWith() {
    #expect(PinyinInitials.readings("王小明") == ["wxm"])
    #expect(PinyinInitials.readings("欧阳 静") == ["oyj"])
    #expect(PinyinInitials.readings("示例A座商贸") == ["slazsm"])
  }
  @Test func aSurnameWithItsOwnReadingIsFoundByBoth() {
    #expect(PinyinInitials.readings("曾国藩") == ["cgf", "zgf"])
    #expect(PinyinInitials.readings("尉迟恭").contains("ycg"))
    #expect(PinyinInitials.readings("单田").contains("st"))
  }
  @Test func textWithoutChineseCharactersHasNoInitials() {
    #expect(PinyinInitials.readings("Acme Ltd").isEmpty)
    #expect(PinyinInitials.readings("").isEmpty)
  }
  @Test func aCharacterWithoutAKnownReadingIsLeftOut() {
    #expect(PinyinInitials.readings("王𠮷明") == ["wm"])
  }
  @Test func pairsOfInitialsStandBesideThoseOfCharacters() {
    #expect(NameIndex.grams("王小明") == ["王", "小", "明", "王小", "小明", "wx", "xm"])
  }
}
