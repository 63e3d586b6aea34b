import Formats
import Foundation
import Testing

struct TextFormatsTests {
  @Test func jsonKeepsOrderAndWholeNumbers() throws {
    let json = try JSON.parse(#"{"z": [1, 2.5, true, null], "a": {"ü\n": "\u00e9\u0000"}, "big": 9007199254740993}"#)
    #expect(json["big"] == 9_007_199_254_740_993)
    #expect(json.text() == #"{"z":[1,2.5,true,null],"a":{"ü\n":"é\u0000"},"big":9007199254740993}"#)
    #expect(try JSON.parse(json.text(pretty: true)) == json)
    #expect(JSON.number(.nan).text() == "null" && JSON.number(-.infinity).text() == "null")
  }

  @Test(arguments: [0.1, 1 / 3, 0x1p-1074, .greatestFiniteMagnitude, -0.0, 1e22, 123456789.125])
  func doublesComeBackBitForBit(value: Double) throws {
    guard case .number(let back) = try JSON.parse(JSON.number(value).text()) else {
      Issue.record("not a number")
      return
    }
    #expect(back.bitPattern == value.bitPattern)
  }

  /// Foundation's parser is the independent reader.
  @Test func anotherParserReadsWhatWePrint() throws {
    let json: JSON = ["text": "a\"\\\n\t\u{1}ü名", "list": [1, 2.5, [], ["x": false]], "none": .null, "empty": [:]]
    for pretty in [false, true] {
      let data = Data(json.text(pretty: pretty).utf8)
      let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      #expect(object["text"] as? String == "a\"\\\n\t\u{1}ü名")
      #expect((object["list"] as? [Any])?.count == 4)
      #expect(object["none"] is NSNull)
    }
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\":1,}", "nul", "1 2", "[1e999]", "99999999999999999999", "\"\u{1}\"", "{\"a\" 1}",
    String(repeating: "[", count: 100_000),
  ])
  func malformedJSONIsAnError(text: String) {
    #expect(throws: FormatError.self) { try JSON.parse(text) }
  }

  @Test func duplicateKeysAreRejectedWhereAsked() throws {
    let text = #"{"a": 1, "a": 2}"#
    #expect(try JSON.parse(text)["a"] == 2)
    #expect(throws: FormatError.self) { try JSON.parse(text, rejectingDuplicates: true) }
  }

  @Test func invalidUTF8IsAnError() {
    let bytes: [UInt8] = [0x22, 0xff, 0x22]
    #expect(throws: FormatError.self) { try bytes.withUnsafeBytes { try JSON.parse($0) } }
  }

  @Test func csvQuotesOnlyWhatNeedsIt() {
    var csv = CSV(header: ["step", "a,b", "say \"x\""])
    csv.append(numbers: [1, 0.1, .nan])
    csv.append(["2", "line\nbreak", ""])
    #expect(csv.text == "step,\"a,b\",\"say \"\"x\"\"\"\n1,0.1,nan\n2,\"line\nbreak\",\n")
  }
}
