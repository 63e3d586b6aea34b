import Foundation
import TestSupport
import Testing

/// The scripts that come with the program, in a small mode, as their users run them.
@Suite(.enabled(if: Program.isBuilt)) struct ScriptsTests {
  private static func script(_ name: String) -> String { "\(Reference.packageRoot)/scripts/\(name).lua" }

  private func digit(_ folder: Program.Folder, _ arguments: [String]) throws -> Program.Result {
    try Program.run([Self.script("bo_digit"), "--out", folder.path] + arguments)
  }

  private func files(_ folder: Program.Folder) throws -> [String: Data] {
    var found: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      found[name] = FileManager.default.contents(atPath: "\(folder.path)/\(name)")
    }
    return found
  }

  private func summary(_ folder: Program.Folder, _ name: String = "digit3_summary.json") throws -> [String: Any] {
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(name)"))
    return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private static let outputs = ["digit3_strip.png", "digit3_summary.json", "digit3_trace.csv", "digit3_trace.png"]

  @Test(arguments: [[], ["--space", "z", "--box", "6"], ["--surrogate", "score"]])
  func aSearchWritesItsPicturesAndFigures(options: [String]) throws {
    let folder = try Program.Folder()
    let result = try digit(folder, ["--batches", "4"] + options)
    #expect(result.status == 0, "\(result.errors)")
    let files = try files(folder)
    #expect(files.keys.sorted() == Self.outputs)
    for name in Self.outputs where name.hasSuffix(".png") {
      #expect(files[name]?.prefix(8) == Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    }
    let rows = String(decoding: files["digit3_trace.csv"] ?? Data(), as: UTF8.self).split(separator: "\n")
    #expect(rows.first == "evaluation,batch,score,best,state")
    #expect(rows.count == 1 + 5 + 4 * 3)
    let summary = try summary(folder)
    #expect(summary["evaluations"] as? Int == 17)
    #expect(summary["failed_evaluations"] as? Int == 0)
    let referee = try #require(summary["referee"] as? [String: Any])
    #expect((0...9).contains(referee["digit"] as? Int ?? -1))
    let latent = try #require(summary["latent"] as? [String: Any])
    let tail = try #require(latent["prior_probability_of_a_larger_norm"] as? Double)
    #expect(tail >= 0 && tail <= 1)
    // The best of the trace is the score that is told.
    let best = rows.dropFirst().compactMap { Double($0.split(separator: ",", omittingEmptySubsequences: false)[2]) }
      .max()
    #expect(abs((best ?? 0) - (summary["score"] as? Double ?? 1)) < 1e-8)
  }

  @Test func theSameSeedGivesTheSameBytesWhateverTheThreads() throws {
    let (first, second, other) = (try Program.Folder(), try Program.Folder(), try Program.Folder())
    #expect(try digit(first, ["--batches", "6"]).status == 0)
    let single = try Program.run(
      ["--threads", "1", Self.script("bo_digit"), "--out", second.path, "--batches", "6"])
    #expect(single.status == 0)
    #expect(try files(first) == files(second))
    #expect(try digit(other, ["--batches", "6", "--seed", "2"]).status == 0)
    #expect(try files(first)["digit3_trace.csv"] != files(other)["digit3_trace.csv"])
  }

  @Test(
    "a scoring function that never gives a number ends the search, and says so in a file",
    arguments: [
      ("return nil", "gave nil"), ("return 0 / 0", "gave nan"), ("return 'three'", "gave a string"),
      ("error('no score today')", "no score today"),
    ])
  func hopelessScores(body: String, message: String) throws {
    let folder = try Program.Folder()
    let score = try folder.write("score.lua", "return function(y, k) \(body) end")
    let result = try digit(folder, ["--score", score])
    #expect(result.status == 1)
    #expect(result.errors.contains(message))
    #expect(result.errors.contains("without one success"))
    let summary = try summary(folder)
    #expect(summary["failed_evaluations"] as? Int == summary["evaluations"] as? Int)
    #expect((summary["first_failure"] as? String)?.contains(message) == true)
  }

  @Test func aScoreThatRaisesForAWhileCostsThoseTrialsOnly() throws {
    let folder = try Program.Folder()
    let score = try folder.write(
      "score.lua",
      """
      local calls = 0
      return function(y, k)
        calls = calls + 1
        if calls > 80 and calls <= 86 then error("broken in the meantime") end
        return math.exp(-2 * (y - k) ^ 2)
      end
      """)
    let result = try digit(folder, ["--score", score, "--batches", "5"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("broken in the meantime"))
    let summary = try summary(folder)
    #expect(summary["evaluations"] as? Int == 20)
    #expect(summary["failed_evaluations"] as? Int == 6)
  }

  @Test func aSearchInOneDimensionIsDrawnFrameByFrame() throws {
    let folder = try Program.Folder()
    let result = try Program.run([Self.script("bo_1d_figure"), "--frames", "3", "--out", folder.path])
    #expect(result.status == 0, "\(result.errors)")
    let files = try files(folder)
    #expect(files.keys.sorted() == ["frame01.png", "frame02.png", "frame03.png", "history.png", "last.png"])
    #expect(files["frame01.png"] != files["frame02.png"])
  }

  @Test func aVAEIsTunedInFourWays() throws {
    let folder = try Program.Folder()
    let result = try Program.run([
      Self.script("tune_beta"), "--evaluations", "4", "--images", "256", "--epochs", "1", "--samples", "60",
      "--dataset", "fashion_mnist", "--out", folder.path,
    ])
    #expect(result.status == 0, "\(result.errors)")
    let files = try files(folder)
    #expect(files.keys.sorted() == ["best.csv", "best_so_far.png", "samples.png", "slices.png", "surrogate.png"])
    let rows = String(decoding: files["best.csv"] ?? Data(), as: UTF8.self).split(separator: "\n")
    #expect(rows.count == 5 && rows.dropFirst().allSatisfy { $0.split(separator: ",").count == 5 })
  }

  @Test func weightsThatDoNotFitAreRefusedBeforeAnythingIsWritten() throws {
    let folder = try Program.Folder()
    let out = folder.path + "/results"
    let weights = Reference.packageRoot + "/weights"
    let whole = try Data(contentsOf: URL(fileURLWithPath: weights + "/mnist_vae.safetensors"))
    let cut = folder.path + "/cut.safetensors"
    try whole.prefix(1_000_000).write(to: URL(fileURLWithPath: cut))
    for (option, file, message) in [
      ("--vae", cut, "is not a valid safetensors file"),
      ("--vae", weights + "/mnist_cnn.safetensors", "missing: fc21.weight"),
      ("--classifier", weights + "/mnist_vae.safetensors", "missing: conv1.weight"),
      ("--vae", folder.path + "/none.safetensors", "No such file"),
    ] {
      let result = try Program.run([Self.script("bo_digit"), "--out", out, option, file])
      #expect(result.status == 1)
      #expect(result.errors.contains(message), "\(result.errors)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: out).isEmpty)
    }
  }

  @Test(
    "bad options are told with what was wanted",
    arguments: [
      (["--digit", "11"], "an integer from 0 to 9 wanted, got '11'"), (["--space", "w"], "one of posterior, z wanted"),
      (["--digits", "3"], "did you mean '--digit'?"), (["--box", "wide"], "a number"),
    ])
  func badOptions(arguments: [String], message: String) throws {
    let result = try Program.run([Self.script("bo_digit")] + arguments)
    #expect(result.status == 2)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test func aFolderThatCannotBeMadeIsToldBeforeTheSearch() throws {
    let folder = try Program.Folder()
    let file = try folder.write("file", "not a folder")
    let result = try Program.run([Self.script("bo_digit"), "--out", file + "/results"])
    #expect(result.status == 1)
    #expect(result.errors.contains("cannot make '\(file)/results'"))
  }

  @Test func controlCSavesWhatWasFound() throws {
    let folder = try Program.Folder()
    let result = try Program.run(
      [Self.script("bo_digit"), "--out", folder.path, "--batches", "3000"], interruptAfter: 3)
    #expect(result.status == 130)
    #expect(result.errors.contains("workbench: "))
    #expect(try files(folder).keys.sorted() == Self.outputs)
    let summary = try summary(folder)
    #expect((summary["stopped_by"] as? String)?.contains("interrupted") == true)
    #expect((summary["evaluations"] as? Int ?? 0) >= 5)
  }

  @Test func allDigitsAndACustomScore() throws {
    let folder = try Program.Folder()
    let all = try Program.run([Self.script("bo_all_digits"), "--out", folder.path, "--batches", "1"])
    #expect(all.status == 0, "\(all.errors)")
    #expect(all.output.split(separator: "\n").count == 12)
    let custom = try Program.run([Self.script("custom_score"), "--out", folder.path, "--batches", "3"])
    #expect(custom.status == 0, "\(custom.errors)")
    let names = try files(folder).keys
    for name in ["all_digits.png", "all_digits_summary.json", "between_4_and_9_strip.png"] {
      #expect(names.contains(name))
    }
  }

  @Test(arguments: [
    ("train_vae", []), ("train_classifier", ["--model", "cnn"]), ("train_classifier", ["--model", "referee"]),
  ])
  func aTrainingThatWasStoppedGoesOnWhereItWas(name: String, options: [String]) throws {
    let folder = try Program.Folder()
    let small = [Self.script(name), "--dataset", "fashion_mnist", "--limit", "600"] + options
    let whole = try Program.run(small + ["--epochs", "3", "--out", folder.path + "/whole.safetensors"])
    #expect(whole.status == 0, "\(whole.errors)")
    #expect(whole.output.contains("epoch 3: "))
    // Stopped in the second epoch: the same options again take up after the first.
    let stopping = try folder.write(
      "stopping.lua",
      """
      local checkpoint = require "checkpoint"
      local finish = checkpoint.finish
      function checkpoint:finish(epoch, figures)
        finish(self, epoch, figures)
        if epoch == 1 then error("killed", 0) end
      end
      local script = table.remove(arg, 1)
      arg[0] = script
      dofile(script)
      """)
    let parts = small + ["--epochs", "3", "--out", folder.path + "/parts.safetensors"]
    let killed = try Program.run([stopping] + parts)
    #expect(killed.status == 1)
    #expect(killed.errors.contains("killed"))
    let other = try Program.run(parts + ["--lr", "0.5"])
    #expect(other.status == 1)
    #expect(other.errors.contains("belongs to a run with other options"))
    let resumed = try Program.run(parts)
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(resumed.output.contains("resuming after epoch 1"))
    #expect(!resumed.output.contains("epoch 1: "))
    let files = try files(folder)
    #expect(files["whole.safetensors"] != nil)
    #expect(files["whole.safetensors"] == files["parts.safetensors"])
    #expect(files["parts.checkpoint.safetensors"] == nil)
  }
}
