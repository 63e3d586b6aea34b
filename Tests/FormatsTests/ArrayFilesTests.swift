import Arrays
import Formats
import Foundation
import Testing

struct ArrayFilesTests {
  @Test func safetensorsBytesDoNotDependOnTheOrderOfNames() throws {
    let folder = try TemporaryFolder()
    let a = try NDArray.floats([1, 2, 3, 4, 5, 6], 2, 3)
    let b = try NDArray.integers([7], 1)
    let names = (0..<40).map { "n\($0)" }
    var forward = NamedArrays(metadata: ["z": "1", "a": "2"])
    var backward = NamedArrays(metadata: ["a": "2", "z": "1"])
    for (index, name) in names.enumerated() { forward.arrays[name] = index % 3 == 0 ? b : a }
    for (index, name) in names.enumerated().reversed() { backward.arrays[name] = index % 3 == 0 ? b : a }
    try Safetensors.write(forward, path: folder.file("1"))
    try Safetensors.write(backward, path: folder.file("2"))
    #expect(folder.bytes("1") == folder.bytes("2"))
    #expect(try #require(folder.bytes("1")).prefix(8).first.map { $0 % 8 } == 0)
  }

  @Test func namesWithQuotesAndOtherAlphabetsSurvive() throws {
    let folder = try TemporaryFolder()
    let name = "a\"b\\ü\n名"
    let array = try NDArray.floats([1], 1)
    try Safetensors.write(NamedArrays(arrays: [name: array], metadata: [name: name]), path: folder.file("x"))
    let file = try Safetensors.read(path: folder.file("x"))
    #expect(file.names == [name])
    #expect(file.metadata == [name: name])
  }

  @Test func aTransposedArrayIsWrittenInItsOwnOrder() throws {
    let folder = try TemporaryFolder()
    let array = try NDArray.floats([1, 2, 3, 4, 5, 6], 2, 3)
    var strides = array.strides
    strides[0] = 1
    strides[1] = 3
    let transposed = NDArray(
      storage: array.storage, shape: try Shape(3, 2), strides: strides, offset: 0, dtype: .float32)
    try Npy.write(transposed, path: folder.file("t.npy"))
    try Safetensors.write(NamedArrays(arrays: ["t": transposed]), path: folder.file("t.safetensors"))
    #expect(try Npy.read(path: folder.file("t.npy")).values == [1, 4, 2, 5, 3, 6])
    #expect(try Safetensors.read(path: folder.file("t.safetensors")).arrays["t"]?.values == [1, 4, 2, 5, 3, 6])
  }

  @Test(arguments: DType.allCases, [[], [0, 3], [5], [2, 3, 4]])
  func npyComesBackAsItWas(dtype: DType, sizes: [Int]) throws {
    let folder = try TemporaryFolder()
    let array = try NDArray(empty: Shape(sizes), dtype: dtype)
    memset(array.storage.pointer, 1, array.count * dtype.itemSize)
    try Npy.write(array, path: folder.file("x.npy"))
    let other = try Npy.read(path: folder.file("x.npy"))
    #expect(other.shape == array.shape && other.dtype == dtype)
    #expect(memcmp(other.storage.pointer, array.storage.pointer, array.count * dtype.itemSize) == 0)
    #expect(try #require(folder.bytes("x.npy")).count == 128 + array.count * dtype.itemSize)
  }

  /// Every prefix of a valid file, and every single byte changed, is a value or an error.
  @Test func damagedFilesNeverEndTheProcess() throws {
    let folder = try TemporaryFolder()
    let array = try NDArray.floats([1, 2, 3, 4, 5, 6], 2, 3)
    try Safetensors.write(NamedArrays(arrays: ["a": array, "b": array]), path: folder.file("s"))
    try Npy.write(array, path: folder.file("n"))
    try PNG.write(Raster(array), path: folder.file("p"))
    for name in ["s", "n", "p"] {
      let whole = [UInt8](try #require(folder.bytes(name)))
      for length in 0..<whole.count { read(name, Array(whole[..<length])) }
      for index in whole.indices {
        for value in [0, 0xff, whole[index] ^ 1, whole[index] ^ 0x80] {
          var damaged = whole
          damaged[index] = value
          read(name, damaged)
        }
      }
    }
  }

  private func read(_ name: String, _ bytes: [UInt8]) {
    switch name {
    case "s": _ = try? Safetensors.read(MemorySource(bytes))
    case "n": _ = try? Npy.read(MemorySource(bytes))
    default: _ = try? PNG.decode(bytes)
    }
  }

  @Test func picturesComeBackAsTheyWere() throws {
    for channels in 1...4 {
      let pixels = (0..<7 * 5 * channels).map { UInt8($0 * 37 % 256) }
      let picture = try Raster(width: 7, height: 5, channels: channels, pixels: pixels)
      #expect(try PNG.decode(PNG.encode(picture)) == picture)
      #expect(try PNG.encode(picture) == PNG.encode(picture))
      #expect(try Raster(picture.array()) == picture)
    }
  }

  @Test func pixelValuesAreClampedAndRounded() throws {
    let array = try NDArray.floats([-1, 0, 0.5, 1, 2, .nan], 2, 3)
    #expect(try Raster(array).pixels == [0, 0, 128, 255, 255, 0])
    #expect(throws: ArrayError.self) { try Raster(NDArray.floats([1], 1)) }
    #expect(throws: ArrayError.self) { try Raster(NDArray.integers([1], 1, 1)) }
    #expect(throws: ArrayError.self) { try Raster(NDArray.floats([], 0, 3)) }
  }
}

/// Element types that arrays do not have; expected values by the types' definitions.
struct StoredTypesTests {
  private func safetensors(_ code: String, _ bytes: [UInt8], _ count: Int) throws -> [Double] {
    let header = Array(#"{"a":{"dtype":"\#(code)","shape":[\#(count)],"data_offsets":[0,\#(bytes.count)]}}"#.utf8)
    let length = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) }
    return try #require(Safetensors.read(MemorySource(length + header + bytes)).arrays["a"]).values
  }

  private func npy(_ descr: String, _ bytes: [UInt8], _ shape: String, version: UInt8 = 1) throws -> NDArray {
    let header = Array("{'descr': '\(descr)', 'fortran_order': False, 'shape': \(shape), }\n".utf8)
    let length: [UInt8] = [UInt8(header.count), 0] + (version > 1 ? [0, 0] : [])
    return try Npy.read(MemorySource(Npy.start(version) + length + header + bytes))
  }

  @Test func smallFloats() throws {
    #expect(try safetensors("F8_E4M3", [0x38, 0x7e, 0x01, 0xb8, 0x00, 0x08], 6) == [1, 448, 0x1p-9, -1, 0, 0x1p-6])
    #expect(try safetensors("F8_E4M3", [0x7f, 0xff], 2).allSatisfy(\.isNaN))
    #expect(try safetensors("F8_E5M2", [0x3c, 0x7b, 0x01, 0xfc], 4) == [1, 57344, 0x1p-16, -.infinity])
    #expect(try safetensors("BF16", [0x80, 0x3f, 0x80, 0xff], 2) == [1, -.infinity])
    #expect(try safetensors("F16", [0x00, 0x3c, 0x01, 0x00], 2) == [1, 0x1p-24])
    #expect(try safetensors("U64", [UInt8](repeating: 0xff, count: 7) + [0x7f], 1) == [0x1p63])
    #expect(throws: FormatError.self) { try safetensors("U64", [UInt8](repeating: 0xff, count: 8), 1) }
    #expect(throws: FormatError.self) { try safetensors("C64", [UInt8](repeating: 0, count: 8), 1) }
  }

  @Test func numpysTypesInBothOrders() throws {
    #expect(try npy(">i2", [0xff, 0xfe, 1, 0], "(2,)").values == [-2, 256])
    #expect(try npy("<u2", [0xfe, 0xff], "(1,)").values == [65534])
    #expect(try npy(">f2", [0x3c, 0], "(1L,)").values == [1])
    #expect(try npy(">u4", [0, 0, 1, 0], "()").values == [256])
    #expect(try npy("|i1", [0x80], "(1,)").values == [-128])
    #expect(try npy("?", [2], "(1,)", version: 3).values == [1])
    #expect(try npy("|b1", [1, 0], "(2,)", version: 2).dtype == .bool)
    for descr in ["<f16", "<c8", "|S4", "<U1", "|V8", "|O", "<M8[s]", "", "<", "f4", "|f4"] {
      #expect(throws: FormatError.self) { try npy(descr, [0, 0, 0, 0], "(1,)") }
    }
    for shape in ["(1", "1,)", "(-1,)", "(1.0,)", "(1e3,)", "(99999999999999999999,)", "(1,,)", "[1]", "None"] {
      #expect(throws: FormatError.self) { try npy("<f4", [0, 0, 0, 0], shape) }
    }
  }
}

extension Npy {
  fileprivate static func start(_ version: UInt8) -> [UInt8] { [0x93] + Array("NUMPY".utf8) + [version, 0] }
}
