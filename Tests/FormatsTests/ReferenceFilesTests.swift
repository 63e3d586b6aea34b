import Arrays
import Foundation
import Formats
import TestSupport
import Testing

/// What an independent program wrote, and what must be found in it.
struct RecordedArray {
  let dtype: String
  let shape: [Int]
  let first: [Double]
  let last: [Double]
  let sum: Double

  init(_ json: JSON) {
    dtype = json["dtype"]?.string ?? ""
    shape = (json["shape"]?.array ?? []).compactMap(\.integer)
    first = (json["first"]?.array ?? []).compactMap(RecordedArray.number)
    last = (json["last"]?.array ?? []).compactMap(RecordedArray.number)
    sum = json["sum"].flatMap(RecordedArray.number) ?? .nan
  }

  static func number(_ json: JSON) -> Double? {
    json.double ?? json.string.flatMap { ["nan": .nan, "inf": .infinity, "-inf": -.infinity][$0] }
  }

  /// Halves become float32, integers int64; everything else keeps its type.
  var dtypeHere: String {
    switch dtype {
    case "float16", "bfloat16": "float32"
    case "uint8", "int8", "int16", "uint16", "int32", "uint32", "uint64": "int64"
    default: dtype
    }
  }

  func mismatch(_ values: [Double], shape: [Int], dtype: String) -> String? {
    if shape != self.shape { return "shape \(shape), expected \(self.shape)" }
    if dtype != dtypeHere { return "dtype \(dtype), expected \(dtypeHere)" }
    if let wrong = firstMismatch(Array(values.prefix(first.count)), first, rtol: 0, atol: 0, label: "first") {
      return wrong
    }
    if let wrong = firstMismatch(Array(values.suffix(last.count)), last, rtol: 0, atol: 0, label: "last") {
      return wrong
    }
    return firstMismatch([values.reduce(0, +)], [sum], rtol: 1e-6, atol: 1e-9, label: "sum")
  }
}

enum ReferenceFiles {
  static func expected(_ folder: String) throws -> [JSON.Member] {
    let json = try JSON.read(path: "\(Reference.folder ?? "")/\(folder)/expected.json")
    guard case .object(let files)? = json["files"] else { return [] }
    return files
  }

  /// What this module reads from a file of that name, by array name; nil for formats it does not read.
  static func read(_ name: String, in folder: String) throws -> (arrays: [String: NDArray], metadata: [String: String])?
  {
    let path = "\(Reference.folder ?? "")/\(folder)/\(name)"
    if name.hasSuffix(".safetensors") {
      let file = try Safetensors.read(path: path)
      return (file.arrays, file.metadata)
    }
    if name.hasSuffix(".npy") { return (["": try Npy.read(path: path)], [:]) }
    if name.contains("-idx") { return (["": try Idx.read(path: path)], [:]) }
    if name.hasSuffix(".png") { return (["": try pixels(PNG.read(path: path))], [:]) }
    return nil
  }

  /// (H, W) or (H, W, C), as the recorded values stand.
  private static func pixels(_ picture: Raster) throws -> NDArray {
    let shape = [picture.height, picture.width] + (picture.channels > 1 ? [picture.channels] : [])
    let array = try NDArray(empty: Shape(shape), dtype: .int64)
    for (index, value) in picture.pixels.enumerated() { array.pointer(as: Int64.self)[index] = Int64(value) }
    return array
  }
}

@Suite(.enabled(if: Reference.isAvailable)) struct ReferenceFilesTests {
  @Test func realFilesHoldWhatTheirWritersPutIn() throws {
    var read = 0
    for file in try ReferenceFiles.expected("formats") {
      let name = file.key
      guard let found = try ReferenceFiles.read(name, in: "formats") else { continue }
      let wanted = members(file.value["arrays"]).mapValues(RecordedArray.init)
      #expect(found.arrays.keys.sorted() == wanted.keys.sorted(), "\(name)")
      for (key, recorded) in wanted {
        guard let array = found.arrays[key] else { continue }
        let wrong = recorded.mismatch(array.values, shape: array.shape.array, dtype: array.dtype.name)
        #expect(wrong == nil, "\(name) '\(key)'")
      }
      #expect(found.metadata == members(file.value["metadata"]).compactMapValues(\.string), "\(name)")
      read += 1
    }
    #expect(read >= 22)
  }

  @Test func hostileFilesAreErrorsThatNameTheFile() throws {
    var refused = 0
    let before = peakMemory()
    for file in try ReferenceFiles.expected("formats/malformed") {
      let name = file.key
      guard file.value["must_be_a_clear_error"] == true else { continue }
      let clock = ContinuousClock.now
      do {
        guard try ReferenceFiles.read(name, in: "formats/malformed") != nil else { continue }
        Issue.record("\(name) was accepted, though: \(file.value["why"]?.string ?? "")")
      } catch {
        let message = "\(error)"
        #expect(message.contains(name), "\(message)")
        #expect(message.count < 400, "\(message)")
        refused += 1
      }
      #expect(ContinuousClock.now - clock < .seconds(1), "\(name)")
    }
    #expect(refused >= 53)
    #expect(peakMemory() - before < 64 << 20)
  }

  @Test func tensorsThatAPeerWroteComeBackFromOurOwnFile() throws {
    let path = "\(Reference.folder ?? "")/formats/weights.safetensors"
    let file = try Safetensors.read(path: path)
    let folder = try TemporaryFolder()
    try Safetensors.write(file, path: folder.file("copy.safetensors"))
    let copy = try Safetensors.read(path: folder.file("copy.safetensors"))
    #expect(copy.names == file.names)
    #expect(copy.metadata == file.metadata)
    for (name, array) in file.arrays {
      let other = try #require(copy.arrays[name])
      #expect(other.values == array.values && other.shape == array.shape && other.dtype == array.dtype, "\(name)")
    }
  }

  private func members(_ json: JSON?) -> [String: JSON] {
    guard case .object(let members)? = json else { return [:] }
    return Dictionary(members.map { ($0.key, $0.value) }) { $1 }
  }

  private func peakMemory() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss << 10
  }
}
