import Arrays
import Datasets
import Foundation
import TestSupport
import Testing

struct MNISTTests {
  /// Mean and deviation of the training pixels as every textbook lists them; class counts from the data's own page.
  @Test(.enabled(if: Reference.hasData)) func trainingSetHasItsKnownStatistics() throws {
    let data = try ImageDataset.mnist(locations: DataLocations(data: Reference.dataFolder, cache: nil))
    #expect(data.images.shape == (try Shape(60_000, 1, 28, 28)))
    #expect(data.images.dtype == .float32 && data.labels.dtype == .int64 && data.targets.dtype == .int64)
    let pixels = data.images.pointer(as: Float.self)
    var sum = 0.0
    var squares = 0.0
    for index in 0..<data.images.count {
      let value = Double(pixels[index])
      sum += value
      squares += value * value
    }
    let mean = sum / Double(data.images.count)
    #expect(abs(mean - 0.1307) < 5e-5)
    #expect(abs((squares / Double(data.images.count) - mean * mean).squareRoot() - 0.3081) < 5e-5)
    var counts = [Int](repeating: 0, count: 10)
    for index in 0..<data.count { counts[Int(data.labels.pointer(as: Int64.self)[index])] += 1 }
    #expect(counts == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])
    #expect((0..<5).map { data.targets.pointer(as: Int64.self)[$0] } == [5, 0, 4, 1, 9])
  }

  @Test(.enabled(if: Reference.hasData)) func theFolderItselfWillDoToo() throws {
    let folder = try #require(Reference.dataFolder) + "/mnist"
    let data = try ImageDataset.mnist(.test, locations: DataLocations(data: folder, cache: nil))
    #expect(data.count == 10_000)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/usr/share/datasets/fashion-mnist")))
  func fashionComesFromDebiansPackage() throws {
    let data = try ImageDataset.fashionMNIST(.test, locations: DataLocations(data: nil, cache: nil))
    #expect(data.images.shape == (try Shape(10_000, 1, 28, 28)))
    var counts = [Int](repeating: 0, count: 10)
    for index in 0..<data.count { counts[Int(data.labels.pointer(as: Int64.self)[index])] += 1 }
    #expect(counts == [Int](repeating: 1000, count: 10))
    #expect(data.classes[9] == "Ankle boot")
  }

  @Test func withoutDataAndHomeTheErrorSaysWhatToDo() {
    #expect {
      try ImageDataset.mnist(locations: DataLocations(data: "/nowhere", cache: nil))
    } throws: { error in
      let text = "\(error)"
      return text.contains("train-images-idx3-ubyte.gz") && text.contains("/nowhere/mnist")
        && text.contains("WORKBENCH_DATA") && text.split(separator: "\n").count == 3
    }
    #expect {
      try ImageDataset.fashionMNIST(locations: DataLocations(data: nil, cache: "/nowhere", system: "/nowhere"))
    } throws: { error in
      "\(error)".contains("apt-get install dataset-fashion-mnist")
    }
  }

  /// `file:` addresses stand in for the mirrors: the same program, the same checks, no network.
  @Test(.enabled(if: Reference.hasData)) func aDownloadIsCheckedAndKept() throws {
    let cache = NSTemporaryDirectory() + "/workbench-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: cache) }
    let folder = URL(fileURLWithPath: try #require(Reference.dataFolder)).standardized.path
    let mirrors = ["file:///nowhere/", "file://\(folder)/mnist/"]
    var asked: [String] = []
    let locations = DataLocations(data: nil, cache: cache, mnistMirrors: mirrors)
    for _ in 0..<2 {
      #expect(try ImageDataset.mnist(.test, locations: locations, onDownload: { asked.append($0) }).count == 10_000)
    }
    #expect(asked.count == 4)
    #expect(try FileManager.default.contentsOfDirectory(atPath: cache + "/mnist").count == 2)
  }

  @Test func aWrongFileIsNotKept() throws {
    let folder = NSTemporaryDirectory() + "/workbench-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data([1, 2, 3]).write(to: URL(fileURLWithPath: folder + "/t10k-images-idx3-ubyte.gz"))
    let locations = DataLocations(data: nil, cache: folder + "/cache", mnistMirrors: ["file://\(folder)/"])
    #expect(throws: DatasetError.self) { try ImageDataset.mnist(.test, locations: locations) }
    #expect(!FileManager.default.fileExists(atPath: folder + "/cache"))
  }

  @Test func locationsComeFromTheEnvironment() {
    let set = DataLocations(environment: ["WORKBENCH_DATA": "/d", "XDG_CACHE_HOME": "/c", "HOME": "/h"])
    #expect(set.data == "/d" && set.cache == "/c/workbench")
    let home = DataLocations(environment: ["WORKBENCH_DATA": "", "HOME": "/h"])
    #expect(home.data == nil && home.cache == "/h/.cache/workbench")
  }

  @Test func filesThatDoNotFitTogetherAreAnError() throws {
    let folder = NSTemporaryDirectory() + "/workbench-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    func write(_ name: String, _ bytes: [UInt8]) throws {
      try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
    }
    try write("t10k-images-idx3-ubyte", [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 7, 8])
    let locations = DataLocations(data: folder, cache: nil)
    try write("t10k-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 1, 3])
    #expect(throws: DatasetError.self) { try ImageDataset.mnist(.test, locations: locations) }
    try write("t10k-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 2, 3, 10])
    #expect(throws: DatasetError.self) { try ImageDataset.mnist(.test, locations: locations) }
    try write("t10k-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 2, 3, 9])
    #expect(try ImageDataset.mnist(.test, locations: locations).count == 2)
  }
}
