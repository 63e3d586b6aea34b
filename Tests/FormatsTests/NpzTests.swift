import Arrays
import Formats
import Foundation
import Testing

struct NpzTests {
  private func several() throws -> NamedArrays {
    let matrix = try NDArray.floats([1, 2, 3, 4, 5, 6], 2, 3)
    var strides = matrix.strides
    (strides[0], strides[1]) = (1, 3)
    let transposed = NDArray(
      storage: matrix.storage, shape: try Shape(3, 2), strides: strides, offset: 0, dtype: .float32)
    return NamedArrays(arrays: [
      "m": matrix, "t": transposed, "whole": try .integers([1, -2], 2), "none": try .floats([], 0, 3),
      "nested/näme": try NDArray.floats([7], 1), "scalar": try NDArray.floats([8]),
      "large": try NDArray(repeating: 1, shape: Shape(100_000)),
    ])
  }

  @Test(arguments: [false, true]) func arraysComeBackAsTheyWere(deflates: Bool) throws {
    let folder = try TemporaryFolder()
    let written = try several()
    try Npz.write(written, deflates: deflates, path: folder.file("a.npz"))
    let read = try Npz.read(path: folder.file("a.npz"))
    #expect(read.names == written.names)
    for (name, array) in written.arrays {
      let other = try #require(read.arrays[name])
      #expect(other.shape == array.shape && other.dtype == array.dtype, "\(name)")
      #expect(try other.values == array.contiguous().values, "\(name)")
    }
    try Npz.write(written, deflates: deflates, path: folder.file("b.npz"))
    #expect(folder.bytes("a.npz") == folder.bytes("b.npz"))
    #expect(folder.names == ["a.npz", "b.npz"])
    #expect((try #require(folder.bytes("a.npz")).count < 400_000) == deflates)
  }

  /// Python's `zipfile` checks the archive, and finds the array's file in it.
  @Test(arguments: [false, true]) func anotherReaderAgrees(deflates: Bool) throws {
    let folder = try TemporaryFolder()
    try Npz.write(try several(), deflates: deflates, path: folder.file("a.npz"))
    try Npy.write(try NDArray.floats([1, 2, 3, 4, 5, 6], 2, 3), path: folder.file("m.npy"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None\n"
        + "assert z.read('m.npy') == open(sys.argv[2], 'rb').read()\n"
        + "assert sorted(z.namelist())[-3:] == ['scalar.npy', 't.npy', 'whole.npy'], z.namelist()",
      folder.file("a.npz"), folder.file("m.npy"),
    ]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test func whatCannotBeWrittenLeavesNothing() throws {
    let folder = try TemporaryFolder()
    let array = try NDArray.floats([1], 1)
    #expect(throws: FormatError.self) { try Npz.write(NamedArrays(), path: folder.file("a.npz")) }
    #expect(throws: FormatError.self) {
      try Npz.write(NamedArrays(arrays: ["a": array], metadata: ["b": "c"]), path: folder.file("a.npz"))
    }
    #expect(throws: FormatError.self) {
      try Npz.write(NamedArrays(arrays: ["a\0b": array]), path: folder.file("a.npz"))
    }
    #expect(throws: FormatError.self) { try Npz.write(NamedArrays(arrays: ["a": array]), path: "/dev/full") }
    #expect(folder.names.isEmpty)
  }

  /// Every prefix of a valid file, and every single byte changed, is a value or an error.
  @Test func damagedFilesNeverEndTheProcess() throws {
    let folder = try TemporaryFolder()
    let array = try NDArray.floats([1, 2, 3, 4, 5, 6], 2, 3)
    for deflates in [false, true] {
      try Npz.write(NamedArrays(arrays: ["a": array, "b": array]), deflates: deflates, path: folder.file("z"))
      let whole = [UInt8](try #require(folder.bytes("z")))
      for length in 0..<whole.count {
        #expect(throws: FormatError.self) { try Npz.read(MemorySource(Array(whole[..<length]))) }
      }
      for index in whole.indices {
        for value in [0, 0xff, whole[index] ^ 1, whole[index] ^ 0x80] {
          var damaged = whole
          damaged[index] = value
          _ = try? Npz.read(MemorySource(damaged))
        }
      }
    }
  }
}

/// Zip archives that no writer makes, as records of the format (APPNOTE.TXT 4.3).
struct HostileZipTests {
  struct Member {
    var name: String
    var packed: [UInt8]
    var size: Int
    var method = 0
    var crc: UInt32
    /// The place of its local header; nil for the usual one.
    var offset: Int?
    var hasLocalHeader = true
  }

  private func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private func archive(_ members: [Member], count: Int? = nil) -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for member in members {
      let start = member.offset ?? bytes.count
      let common =
        little(20, 2) + little(0, 2) + little(member.method, 2) + little(0x21_0000, 4) + little(Int(member.crc), 4)
        + little(member.packed.count, 4) + little(member.size, 4) + little(member.name.utf8.count, 2)
      if member.hasLocalHeader {
        bytes += [0x50, 0x4b, 3, 4] + common + little(0, 2) + Array(member.name.utf8) + member.packed
      }
      directory +=
        [0x50, 0x4b, 1, 2] + little(20, 2) + common + little(0, 12) + little(start, 4) + Array(member.name.utf8)
    }
    let end = little(count ?? members.count, 2)
    return bytes + directory + [0x50, 0x4b, 5, 6] + little(0, 4) + end + end + little(directory.count, 4)
      + little(bytes.count, 4) + little(0, 2)
  }

  private func message(_ bytes: [UInt8]) -> String {
    do {
      _ = try Npz.read(MemorySource(bytes))
      return "accepted"
    } catch { return "\(error)" }
  }

  /// One float64, 7.5, as NumPy writes it; its CRC-32 by Python's `zlib.crc32`.
  private let npy: [UInt8] =
    [0x93] + Array("NUMPY".utf8) + [1, 0, 54, 0]
    + Array("{'descr': '<f8', 'fortran_order': False, 'shape': ()}\n".utf8) + [0, 0, 0, 0, 0, 0, 0x1e, 0x40]

  private var member: Member { Member(name: "a.npy", packed: npy, size: npy.count, crc: crc) }
  private var crc: UInt32 {
    // The definition, bit by bit (ISO 3309).
    ~npy.reduce(~0 as UInt32) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xedb8_8320 : value >> 1 }
    }
  }

  @Test func theUsualArchiveIsRead() throws {
    #expect(try Npz.read(MemorySource(archive([member]))).arrays["a"]?.values == [7.5])
    #expect(message(archive([])) == "accepted")
  }

  @Test func membersThatAreNotAsAnnouncedAreErrors() {
    func changed(_ change: (inout Member) -> Void) -> String {
      var other = member
      change(&other)
      return message(archive([other]))
    }
    #expect(changed { $0.crc ^= 1 }.contains("CRC"))
    #expect(changed { $0.size += 1 } != "accepted")
    #expect(changed { $0.size -= 1 } != "accepted")
    #expect(changed { $0.size = 0xffff_fff0 }.contains("announces"))
    #expect(changed { $0.method = 8 } != "accepted")
    #expect(changed { $0.method = 12 }.contains("compression method 12"))
    #expect(changed { $0.method = 99 } != "accepted")
    #expect(changed { $0.name = "a.txt" }.contains("a.txt"))
    #expect(changed { $0.offset = 1 } != "accepted")
    #expect(changed { $0.offset = 0x7fff_ffff } != "accepted")
    #expect(changed { $0.hasLocalHeader = false } != "accepted")
    #expect(message(archive([member], count: 2)) != "accepted")
    #expect(message(archive([member], count: 0)) != "accepted")
    #expect(message(archive([member], count: 0xffff)) != "accepted")
  }

  @Test func namesAndBytesBelongToOneMember() {
    #expect(message(archive([member, member])) != "accepted")
    // A second directory entry for the same bytes.
    var again = member
    again.hasLocalHeader = false
    again.offset = 0
    #expect(message(archive([member, again])) != "accepted")
    // A member whose bytes hold another member, which the directory lists, too.
    var inner = member
    inner.name = "b.npy"
    let local = Array(archive([inner]).prefix(30 + 5 + npy.count))
    var outer = Member(name: "a.npy", packed: npy, size: npy.count, crc: crc)
    outer.packed = npy + local
    outer.size = outer.packed.count
    inner.hasLocalHeader = false
    inner.offset = 30 + 5 + npy.count
    #expect(message(archive([outer, inner])) != "accepted")
  }
}
