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

/// What a file holds, whatever its format: arrays by name, and values beside them.
struct FileContents {
  var arrays: [String: NDArray] = [:]
  var metadata: [String: String] = [:]
  var values: [String: JSON] = [:]
}

enum ReferenceFiles {
  static func expected(_ folder: String) throws -> [JSON.Member] {
    let json = try JSON.read(path: "\(Reference.folder ?? "")/\(folder)/expected.json")
    guard case .object(let files)? = json["files"] else { return [] }
    return files
  }

  /// What this module reads from a file of that name; nil for formats it does not read.
  static func read(_ name: String, in folder: String) throws -> FileContents? {
    let path = "\(Reference.folder ?? "")/\(folder)/\(name)"
    if name.contains("-idx") { return FileContents(arrays: ["": try Idx.read(path: path)]) }
    if name.hasSuffix(".png") { return FileContents(arrays: ["": try pixels(PNG.read(path: path))]) }
    switch ArrayFileKind(path) {
    case .npy: return FileContents(arrays: ["": try Npy.read(path: path)])
    case .npz: return FileContents(arrays: try Npz.read(path: path).arrays)
    case .safetensors:
      let file = try Safetensors.read(path: path)
      return FileContents(arrays: file.arrays, metadata: file.metadata)
    case .torch: return try TorchFile.read(path: path).flattened()
    case nil: return nil
    }
  }

  /// (H, W) or (H, W, C), as the recorded values stand.
  private static func pixels(_ picture: Raster) throws -> NDArray {
    let shape = [picture.height, picture.width] + (picture.channels > 1 ? [picture.channels] : [])
    let array = try NDArray(empty: Shape(shape), dtype: .int64)
    for (index, value) in picture.pixels.enumerated() { array.pointer(as: Int64.self)[index] = Int64(value) }
    return array
  }

  /// The first thing that is not as recorded.
  static func mismatch(_ found: FileContents, _ recorded: JSON) throws -> String? {
    let wanted = members(recorded["arrays"]).mapValues(RecordedArray.init)
    guard found.arrays.keys.sorted() == wanted.keys.sorted() else { return "it holds \(found.arrays.keys.sorted())" }
    for (key, recorded) in wanted {
      guard let array = try found.arrays[key]?.contiguous() else { continue }
      let values = try array.values(as: Double.self, cast: .float64)
      if let wrong = recorded.mismatch(values, shape: array.shape.array, dtype: array.dtype.name) {
        return "'\(key)': \(wrong)"
      }
    }
    guard found.metadata == members(recorded["metadata"]).compactMapValues(\.string) else { return "other metadata" }
    for (path, value) in members(recorded["scalars"]) where found.values[path] != value {
      return "\(path) is \(found.values[path].map { $0.text() } ?? "missing"), expected \(value.text())"
    }
    return nil
  }

  private static func members(_ json: JSON?) -> [String: JSON] {
    guard case .object(let members)? = json else { return [:] }
    return Dictionary(members.map { ($0.key, $0.value) }) { $1 }
  }
}

extension NDArray {
  /// The elements in row-major order, also of a window on other memory.
  fileprivate func values<T: Element>(as type: T.Type, cast dtype: DType) throws -> [T] {
    try cast(to: dtype).values(as: type)
  }
}

extension TorchContents {
  /// Arrays and values by paths, keys and positions (from 0) joined by dots; lists also as a whole.
  func flattened() -> FileContents {
    var contents = FileContents()
    flatten(root, "", into: &contents)
    return contents
  }

  private func flatten(_ value: Value, _ path: String, into contents: inout FileContents) {
    switch value {
    case .array(let place): contents.arrays[path] = arrays[place]
    case .container(let place):
      contents.values[path] = json(value)
      func inner(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
      switch containers[place] {
      case .list(let items):
        for (position, item) in items.enumerated() { flatten(item, inner("\(position)"), into: &contents) }
      case .table(let pairs):
        for (key, item) in pairs { flatten(item, inner(json(key).string ?? json(key).text()), into: &contents) }
      }
    default: contents.values[path] = json(value)
    }
  }

  func json(_ value: Value) -> JSON {
    switch value {
    case .none, .array: .null
    case .bool(let flag): .bool(flag)
    case .integer(let number): .integer(number)
    case .number(let number): .number(number)
    case .string(let place): .string(text(place))
    case .container(let place):
      switch containers[place] {
      case .list(let items): .array(items.map(json))
      case .table(let pairs): .object(pairs.map { JSON.Member(json($0.key).string ?? "", json($0.value)) })
      }
    }
  }
}

@Suite(.enabled(if: Reference.isAvailable)) struct ReferenceFilesTests {
  @Test func realFilesHoldWhatTheirWritersPutIn() throws {
    var (passed, failed, uncovered) = (0, 0, 0)
    for file in try ReferenceFiles.expected("formats") {
      guard let found = try ReferenceFiles.read(file.key, in: "formats") else {
        uncovered += 1
        continue
      }
      let wrong = try ReferenceFiles.mismatch(found, file.value)
      #expect(wrong == nil, "\(file.key)")
      if wrong == nil { passed += 1 } else { failed += 1 }
    }
    print("formats: \(passed) passed, \(failed) failed, \(uncovered) not covered")
    #expect(passed >= 31 && uncovered == 0)
  }

  @Test func hostileFilesAreErrorsThatNameTheFile() throws {
    var (refused, accepted, uncovered) = (0, 0, 0)
    let before = peakMemory()
    let live = Storage.liveBytes
    for file in try ReferenceFiles.expected("formats/malformed") {
      let name = file.key
      do {
        guard try ReferenceFiles.read(name, in: "formats/malformed") != nil else {
          uncovered += 1
          continue
        }
        // A file that may be read has been.
        guard file.value["must_be_a_clear_error"] == true else { continue }
        accepted += 1
        Issue.record("\(name) was accepted, though: \(file.value["why"]?.string ?? "")")
      } catch {
        let message = "\(error)"
        #expect(message.contains(name), "\(message)")
        #expect(message.count < 400, "\(message)")
        refused += 1
      }
    }
    print("hostile formats: \(refused) refused, \(accepted) accepted, \(uncovered) not covered")
    #expect(refused >= 82 && uncovered == 0)
    #expect(peakMemory() - before < 64 << 20)
    #expect(Storage.liveBytes == live)
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

  private func peakMemory() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss << 10
  }
}
