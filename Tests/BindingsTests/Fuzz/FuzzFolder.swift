import Foundation

/// A folder for the files that calls write, with damaged files for those that read; gone when the run is over.
final class FuzzFolder {
  let path = NSTemporaryDirectory() + "/workbench-fuzz-" + UUID().uuidString

  init() throws { try FileManager.default.createDirectory(atPath: path + "/folder", withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Runs in the folder, with what is printed kept out of the test's own output.
  func working(_ body: () throws -> Void) throws {
    let before = FileManager.default.currentDirectoryPath
    FileManager.default.changeCurrentDirectoryPath(path)
    defer { FileManager.default.changeCurrentDirectoryPath(before) }
    fflush(nil)
    let kept = dup(1)
    let nothing = open("/dev/null", O_WRONLY | O_CLOEXEC)
    dup2(nothing, 1)
    // What a crash says must be seen; progress and failed trials need not.
    let keptErrors = dup(2)
    let errors = open(path + "/../workbench-fuzz.err", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    dup2(errors, 2)
    defer {
      fflush(nil)
      dup2(kept, 1)
      dup2(keptErrors, 2)
      for descriptor in [kept, nothing, keptErrors, errors] { close(descriptor) }
    }
    try body()
  }

  /// Writes `bad.*`: files of each kind with some bytes changed, or cut short.
  func spoil(seed: UInt64) throws {
    var random = FuzzRandom(seed: seed)
    for (name, base64) in FuzzFolder.good {
      guard var bytes = Data(base64Encoded: base64) else { continue }
      for _ in 0..<Int.random(in: 0...3, using: &random) where !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      if random.oneIn(4) { bytes = bytes.prefix(Int.random(in: 0...bytes.count, using: &random)) }
      try bytes.write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }
  }

  // Written by the program itself: tensor.save, image.save, json.save; IDX by hand.
  private static let good: [String: String] = [
    "bad.npy":
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPGk4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDMpLC"
      + "B9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoBAAAAAAAA"
      + "AAIAAAAAAAAAAwAAAAAAAAAEAAAAAAAAAAUAAAAAAAAABgAAAAAAAAA=",
    "bad.safetensors":
      "WAAAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJlIjoiMSJ9LCJhIjp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlsyLDJdLC"
      + "JkYXRhX29mZnNldHMiOlswLDE2XX19ICAgICAgAACAPwAAgD8AAIA/AACAPw==",
    "bad.png":
      "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAAXNSR0IArs4c6QAAAD9JREFUCJkBNADL/wHKYhsp/g"
      + "bvMZp8lPAE2rNJ8z3UK1HT5CWVATNSMO/YTer1zyFawgHSkvcWz6xDLxy7Tu+hpBojwU+7pgAAAABJRU5ErkJggg==",
    "bad.json":
      "ewogICJhIjogWzEsIDIuNSwgIngiXQp9Cg==",
    "bad.idx":
      "AAAIAgAAAAIAAAADYWJjZGVm",
    "bad.idx.gz":
      "H4sIAAAAAAAAA2Ng4GBiYGAAYebEpOSU1DQAg9pGLxIAAAA=",
  ]
}
