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
