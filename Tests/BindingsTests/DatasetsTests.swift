import Arrays
import Foundation
import TestSupport
import Testing

struct DatasetsTests {
  /// Two files of three pictures, 2 x 2, labels 7, 0, 9.
  private func smallData(_ script: DataScript) throws {
    let images: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 2] + (0..<12).map { UInt8($0 * 5) }
    try Data(images).write(to: URL(fileURLWithPath: script.folder + "/images"))
    try Data([0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 9] as [UInt8]).write(to: URL(fileURLWithPath: script.folder + "/labels"))
  }

  @Test func idxFilesAreReadAsTheyStandOrScaled() throws {
    let script = try DataScript()
    try smallData(script)
    try script.run(
      """
      local datasets = require "datasets"
      local labels, images = datasets.idx(folder .. "/labels"), datasets.idx(folder .. "/images", {scaled=true})
      assert(labels.dtype == "int64" and labels.shape[1] == 3)
      assert(images.dtype == "float32" and images.shape[2] == 2)
      assert(datasets.idx(folder .. "/images").dtype == "int64")
      """)
  }

  @Test(.enabled(if: Reference.hasData)) func targetsArePositionsAndLabelsAreDigits() throws {
    let script = try DataScript()
    setenv("WORKBENCH_DATA", try #require(Reference.dataFolder), 1)
    try script.run(
      """
      local json = require "json"
      local test = require("datasets").mnist{split="test"}
      assert(test.images.shape[1] == 10000 and test.images.shape[2] == 1 and #test.classes == 10)
      local labels, targets = json.decode(json.encode(test.labels)), json.decode(json.encode(test.targets))
      assert(labels[1] == 7 and targets[1] == 8)
      for i = 1, #labels do assert(targets[i] == labels[i] + 1) end
      """)
  }

  @Test func everyLoopIsAnEpochAlsoAfterABreak() throws {
    let script = try DataScript()
    try script.set("x", [10, 2]) { Float($0) }
    try script.set("y", [10]) { Float($0) }
    try script.run(
      """
      local loader = require("datasets").loader({x, y}, {batch_size=4})
      assert(#loader == 3 and loader.count == 10 and loader.epoch == 0)
      for _ = 1, 2 do
        local sizes = {}
        for a, b in loader do
          assert(a.shape[1] == b.shape[1])
          sizes[#sizes + 1] = a.shape[1]
        end
        assert(table.concat(sizes, " ") == "4 4 2")
      end
      for _ in loader do break end
      local n = 0
      for _ in loader do n = n + 1 end
      assert(n == 3 and loader.epoch == 4)
      """)
  }

  @Test func theSeedFixesTheOrder() throws {
    let script = try DataScript()
    try script.set("x", [50]) { Float($0) }
    try script.run(
      """
      local datasets, json, workbench = require "datasets", require "json", require "workbench"
      local function order(options, epochs)
        local loader = datasets.loader({x}, options)
        local text
        for _ = 1, epochs do
          text = ""
          for batch in loader do text = text .. json.encode(batch) end
        end
        return text
      end
      local function with(seed) return {batch_size=7, shuffle=true, seed=seed} end
      assert(order(with(1), 1) == order(with(1), 1))
      assert(order(with(1), 1) ~= order(with(2), 1))
      assert(order(with(1), 1) ~= order(with(1), 2))
      workbench.seed(5)
      local first = order(with(), 1)
      workbench.seed(5)
      assert(order(with(), 1) == first)
      local resumed = datasets.loader({x}, with(1))
      resumed.epoch = 1
      local text = ""
      for batch in resumed do text = text .. json.encode(batch) end
      assert(text == order(with(1), 2))
      """)
  }

  @Test func aTransformTakesTheBatchsPlace() throws {
    let script = try DataScript()
    try script.set("x", [4]) { Float($0) }
    try script.set("z", [1]) { _ in 9 }
    try script.run(
      """
      local datasets = require "datasets"
      for batch in datasets.loader({x}, {batch_size=2, transform=function(t) assert(t.shape[1] == 2) return z end}) do
        assert(batch.shape[1] == 1)
      end
      local ok, message = pcall(function()
        for _ in datasets.loader({x}, {transform=function() error("mine") end}) do end
      end)
      assert(not ok and message:find("mine"))
      """)
  }

  @Test(arguments: [
    ("require('datasets').mnist{split='valid'}", "\"train\", \"test\""),
    ("require('datasets').loader({x}, {batch_size=0})", "at least 1"),
    ("require('datasets').loader({x}, {bach_size=1})", "did you mean 'batch_size'"),
    ("require('datasets').loader({x, y})", "shapes do not match"),
    ("require('datasets').loader(7)", "data set or list of tensors wanted"),
    ("require('datasets').idx('/nowhere/x')", "cannot open '/nowhere/x'"),
  ])
  func mistakesSayWhatWasWanted(source: String, message: String) throws {
    let script = try DataScript()
    try script.set("x", [4]) { Float($0) }
    try script.set("y", [5]) { Float($0) }
    let found = try #require(script.failure(source))
    #expect(found.contains(message) && found.hasPrefix("test:1: "), "\(found)")
  }
}
