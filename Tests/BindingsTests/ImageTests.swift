import Foundation
import Testing

struct ImageTests {
  @Test func picturesComeBackToWithinHalfALevel() throws {
    let script = try DataScript()
    try script.set("picture", [3, 4, 5]) { Float($0) / 59 }
    try script.run(
      """
      local image, json = require "image", require "json"
      image.save(folder .. "/a.png", picture)
      local back = image.load(folder .. "/a.png")
      assert(back.shape[1] == 3 and back.shape[2] == 4 and back.shape[3] == 5)
      local a, b = json.decode(json.encode(picture)), json.decode(json.encode(back))
      for c = 1, 3 do for i = 1, 4 do for j = 1, 5 do
        assert(math.abs(a[c][i][j] - b[c][i][j]) <= 0.5 / 255 + 1e-6)
      end end end
      """)
    #expect(script.names == ["a.png"])
  }

  @Test func gridsWithLabelsAreTheSameEachTime() throws {
    let script = try DataScript()
    try script.set("cells", [6, 1, 8, 8]) { Float($0 % 64) / 63 }
    try script.run(
      """
      local image = require "image"
      local labels = {"0 %", "10 %", "25 %", "50 %", "75 %", "100 %"}
      for _, name in ipairs{"1", "2"} do
        local strip = image.grid(cells, {columns=6, scale=5, padding=4, labels=labels, row_labels={"3"}})
        assert(strip.shape[1] == 3 and strip.shape[3] > 6 * 44)
        image.save(folder .. "/" .. name .. ".png", strip)
      end
      local plain = image.grid(cells, {columns=3, padding=1})
      assert(plain.shape[1] == 1 and plain.shape[2] == 1 + 2 * 9 and plain.shape[3] == 1 + 3 * 9)
      """)
    #expect(script.bytes("1.png") == script.bytes("2.png") && script.bytes("1.png") != nil)
  }

  @Test(arguments: [
    ("require('image').save(folder .. '/a.jpg', cells)", ".png wanted"),
    ("require('image').save(folder .. '/a.png', cells)", "got shape (2, 1, 2, 2)"),
    ("require('image').save('/nowhere/a.png', require('image').grid(cells))", "cannot write '/nowhere/a.png'"),
    ("require('image').load('/nowhere/a.png')", "cannot open"),
    ("require('image').grid(cells, {columns=0})", "columns from 1"),
    ("require('image').grid(cells, {scale=2^40})", "scale from 1"),
    ("require('image').grid(cells, {labels={1, 2}})", "string wanted"),
    ("require('image').grid(3)", "Tensor wanted, got 3"),
  ])
  func mistakesSayWhatWasWanted(source: String, message: String) throws {
    let script = try DataScript()
    try script.set("cells", [2, 1, 2, 2]) { Float($0) / 8 }
    let found = try #require(script.failure(source))
    #expect(found.contains(message) && found.hasPrefix("test:1: "), "\(found)")
    #expect(script.names.isEmpty)
  }
}
