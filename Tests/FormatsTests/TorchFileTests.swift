import Arrays
import Formats
import Testing

/// The legacy form around a pickle: three small pickles before it, and the storages behind.
struct TorchBytes {
  static let start: [UInt8] =
    [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e]
    + [0x80, 2, 0x4d, 0xe9, 3, 0x2e] + [0x80, 2, 0x7d, 0x2e]

  /// - Parameters:
  ///   - body: The pickle between its protocol and its end.
  ///   - storages: Keys and elements.
  static func file(_ body: [UInt8], storages: [(String, [Float])] = []) -> [UInt8] {
    var bytes = start + [0x80, 2] + body + [0x2e, 0x80, 2, 0x5d]
    for (key, _) in storages { bytes += text(key) + [0x61] }
    bytes.append(0x2e)
    for (_, values) in storages {
      withUnsafeBytes(of: Int64(values.count).littleEndian) { bytes += Array($0) }
      values.withUnsafeBytes { bytes += Array($0) }
    }
    return bytes
  }

  static func text(_ text: String) -> [UInt8] {
    [0x58] + withUnsafeBytes(of: UInt32(text.utf8.count).littleEndian) { Array($0) } + Array(text.utf8)
  }

  static func integer(_ value: Int) -> [UInt8] {
    [0x8a, 8] + withUnsafeBytes(of: Int64(value).littleEndian) { Array($0) }
  }

  static func tuple(_ values: [Int]) -> [UInt8] { [0x28] + values.flatMap(integer) + [0x74] }

  static func tensor(key: String = "a", count: Int, offset: Int, sizes: [Int], strides: [Int]) -> [UInt8] {
    Array("ctorch._utils\n_rebuild_tensor_v2\n((".utf8) + text("storage") + Array("ctorch\nFloatStorage\n".utf8)
      + text(key) + text("cpu") + integer(count) + Array("NtQ".utf8) + integer(offset) + tuple(sizes)
      + tuple(strides) + [0x89] + Array("ccollections\nOrderedDict\n)RtR".utf8)
  }
}

struct TorchFileTests {
  private func read(_ body: [UInt8], storages: [(String, [Float])] = []) throws -> TorchContents {
    try TorchFile.read(MemorySource(TorchBytes.file(body, storages: storages)))
  }

  private func json(_ body: [UInt8]) throws -> JSON {
    let contents = try read(body)
    return contents.json(contents.root)
  }

  private func message(_ body: [UInt8], storages: [(String, [Float])] = []) -> String {
    do {
      _ = try read(body, storages: storages)
      return "accepted"
    } catch { return "\(error)" }
  }

  /// Values by Python's own `pickle.dumps`.
  @Test(arguments: [
    ("K\u{01}", "1"), ("J\u{FF}\u{FF}\u{FF}\u{FF}", "-1"), ("M\u{00}\u{01}", "256"), ("\u{8A}\u{01}\u{80}", "-128"),
    ("\u{8A}\u{00}", "0"), ("\u{8B}\u{02}\u{00}\u{00}\u{00}\u{FF}\u{00}", "255"), ("N", "null"), ("\u{88}", "true"),
    ("G?\u{F0}\u{00}\u{00}\u{00}\u{00}\u{00}\u{00}", "1.0"), ("X\u{02}\u{00}\u{00}\u{00}\u{C3}\u{A9}", "\"é\""),
    ("\u{8C}\u{01}x", "\"x\""), ("U\u{01}x", "\"x\""), ("C\u{01}x", "\"x\""), ("](K\u{01}K\u{02}e", "[1,2]"),
    ("K\u{01}K\u{02}K\u{03}\u{87}", "[1,2,3]"), (")", "[]"), ("}X\u{01}\u{00}\u{00}\u{00}aNs", "{\"a\":null}"),
    ("(K\u{01}K\u{02}t", "[1,2]"), ("]q\u{05}(h\u{05}0K\u{01}e", "[1]"), ("]\u{94}K\u{07}a", "[7]"),
    ("K\u{01}(K\u{02}1", "1"), ("K\u{01}(0", "1"), ("K\u{01}2\u{86}", "[1,1]"),
    ("ctorch\nSize\nK\u{04}\u{85}\u{85}R", "[4]"), ("ctorch\nfloat16\n", "\"float16\""),
    ("\u{8C}\u{05}torch\u{8C}\u{06}device\u{93}\u{8C}\u{04}cudaK\u{01}\u{86}R", "\"cuda:1\""),
    ("c__builtin__\nbytes\n)R", "\"\""),
  ])
  func pickledValuesAreWhatPythonSaved(body: String, wanted: String) throws {
    #expect(try json(body.unicodeScalars.map { UInt8($0.value) }).text() == wanted)
  }

  @Test func windowsShareTheirStorage() throws {
    let body =
      [0x5d, 0x28] + TorchBytes.tensor(count: 6, offset: 0, sizes: [2, 3], strides: [3, 1])
      + TorchBytes.tensor(count: 6, offset: 1, sizes: [2, 2], strides: [1, 3])
      + TorchBytes.tensor(count: 6, offset: 5, sizes: [4], strides: [0])
      + TorchBytes.tensor(count: 6, offset: 6, sizes: [0, 9], strides: [1, 1])
      + TorchBytes.tensor(count: 6, offset: 2, sizes: [], strides: []) + [0x65]
    let arrays = try read(body, storages: [("a", [0, 1, 2, 3, 4, 5])]).arrays
    let values = try arrays.map { try $0.values(as: Float.self) }
    #expect(values == [[0, 1, 2, 3, 4, 5], [1, 4, 2, 5], [5, 5, 5, 5], [], [2]])
    #expect(arrays.allSatisfy { $0.storage === arrays[0].storage })
    #expect(arrays[3].shape.array == [0, 9] && arrays[4].rank == 0)
  }

  @Test(arguments: [
    (0, [7], [1]), (1, [6], [1]), (0, [2, 3], [4, 1]), (-1, [1], [1]), (7, [0], [1]), (0, [-1], [1]), (0, [2], [-1]),
    (0, [2], [Int.max]), (Int.max, [1], [1]), (0, [1 << 40, 1 << 40], [0, 0]), (0, [2, 2], [1]), (0, [3], [Int.min]),
    (0, [Int.min], [1]), (0, Array(repeating: 1, count: 9), Array(repeating: 1, count: 9)),
    (1, [2, 2, 2], [Int.max, Int.max, Int.max]),
  ])
  func windowsOutsideTheirStorageAreErrors(offset: Int, sizes: [Int], strides: [Int]) {
    let body = TorchBytes.tensor(count: 6, offset: offset, sizes: sizes, strides: strides)
    #expect(message(body, storages: [("a", [0, 1, 2, 3, 4, 5])]).contains("PyTorch"))
  }

  @Test func storagesAreAsAnnounced() {
    let body = TorchBytes.tensor(count: 2, offset: 0, sizes: [2], strides: [1])
    #expect(message(body, storages: [("a", [1, 2])]) == "accepted")
    for storages: [(String, [Float])] in [
      [], [("a", [1])], [("a", [1, 2, 3])], [("b", [1, 2])], [("a", [1, 2]), ("a", [1, 2])],
      [("a", [1, 2]), ("b", [])],
    ] {
      #expect(message(body, storages: storages).hasPrefix("not valid PyTorch"))
    }
    for count in [-1, Int.max, 1 << 60, 1 << 40] {
      let body = TorchBytes.tensor(count: count, offset: 0, sizes: [2], strides: [1])
      #expect(message(body, storages: [("a", [1, 2])]) != "accepted")
    }
    let two = [0x5d, 0x28] + body + TorchBytes.tensor(count: 3, offset: 0, sizes: [2], strides: [1]) + [0x65]
    #expect(message(two, storages: [("a", [1, 2])]).contains("described in two ways"))
  }

  @Test(arguments: [
    "cos\nsystem\n", "cposix\nsystem\n", "cbuiltins\neval\n", "c__builtin__\nexec\n", "c__main__\nNet\n",
    "cnumpy.core.multiarray\nscalar\n", "ctorch\nload\n", "ctorch._utils\n_rebuild_sparse_tensor\n",
    "ctorch\nComplexFloatStorage\n", "ctorch.hub\nload\n", "cfunctools\npartial\n",
    "\u{8C}\u{02}os\u{8C}\u{06}system\u{93}",
  ])
  func otherNamesAreRefusedByName(body: String) {
    let found = message(body.unicodeScalars.map { UInt8($0.value) } + [0x29, 0x52])
    let name = body.dropFirst().split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
    #expect(
      found.contains("neither a tensor nor plain data") && (body.first != "c" || found.contains(name)), "\(found)")
  }

  @Test(arguments: [
    "K\u{01}K\u{01}", "", "0", "h\u{01}", "(", "t", "e", "a", "s", "u", "R", "b", "Q", "q\u{01}", "1", "2", "\u{85}",
    "\u{87}", "K\u{01}(\u{85}", "]K\u{01}(e0", "NNs", "}(NNu", "}(Nu", "}]Ns", ")Na", "K\u{01})R",
    "ctorch\nSize\nK\u{01}R",
    "ctorch\nSize\n)R", "ctorch\nSize\n", ")}b0K\u{01}b", "]q\u{01}h\u{01}a", "X\u{FF}\u{FF}\u{FF}\u{7F}",
    "X\u{FF}\u{FF}\u{FF}\u{FF}", "\u{8D}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}",
    "\u{8B}\u{FF}\u{FF}\u{FF}\u{FF}", "\u{8A}\u{09}\u{01}\u{01}\u{01}\u{01}\u{01}\u{01}\u{01}\u{01}\u{01}", "I1\n",
    "S'a'\n",
    "\u{80}\u{06}", "\u{80}\u{00}", "\u{8F}", "\u{82}\u{01}", "c", "cos", "NQ", ")Q", "ctorch\ndevice\n)R",
    "ccollections\nOrderedDict\nN\u{85}R", "ccollections\nOrderedDict\n](Na\u{85}R", "c_codecs\nencode\n)\u{85}R",
    "}K\u{01}NsK\u{01}Ns", "}K\u{01}NsG?\u{F0}\u{00}\u{00}\u{00}\u{00}\u{00}\u{00}Ns",
    "}G\u{7F}\u{F8}\u{00}\u{00}\u{00}\u{00}\u{00}\u{00}Ns", "\u{93}", "NN\u{93}", "]K\u{01}b",
  ])
  func whatIsNoValueIsAnError(body: String) {
    #expect(message(body.unicodeScalars.map { UInt8($0.value) }) != "accepted")
  }

  @Test func whatNestsOrSharesWithoutEndIsAnError() {
    func nested(_ depth: Int) -> [UInt8] {
      Array(repeating: 0x5d, count: depth) + Array(repeating: 0x61, count: depth - 1)
    }
    #expect(message(nested(100)) == "accepted")
    #expect(message(nested(1000)).contains("deep"))
    #expect(message(nested(100_000)).contains("deep"))
    #expect(message(nested(1_000_000)).contains("unfinished"))
    // Tuples within tuples, and dictionaries within dictionaries.
    #expect(message([0x29] + Array(repeating: 0x85, count: 100_000)).contains("deep"))
    #expect(message(Array(repeating: [0x7d, 0x4e], count: 50_000).flatMap { $0 }) != "accepted")
    #expect(message(Array(repeating: 0x28, count: 1_000_000)).contains("unfinished"))
    // Each list holds the one before it twice: 2^60 values on 60 lists.
    let laughs = [0x5d, 0x4b, 1, 0x61] + (0..<60).flatMap { _ in [0x71, 0, 0x30, 0x5d, 0x28, 0x68, 0, 0x68, 0, 0x65] }
    #expect(message(laughs.map { UInt8($0) }).contains("sharing"))
    // The same with ten levels is fine, and shared.
    let few = [0x5d, 0x4b, 1, 0x61] + (0..<10).flatMap { _ in [0x71, 0, 0x30, 0x5d, 0x28, 0x68, 0, 0x68, 0, 0x65] }
    #expect((try? read(few.map { UInt8($0) }))?.containers.count == 11)
    #expect(message(Array("]q".utf8) + [0] + Array("h".utf8) + [0] + Array("a".utf8)).contains("contains itself"))
  }

  @Test func thePartsOfAFileAreChecked() {
    let whole = TorchBytes.file(
      TorchBytes.tensor(count: 2, offset: 0, sizes: [2], strides: [1]), storages: [("a", [1, 2])])
    #expect((try? TorchFile.read(MemorySource(whole))) != nil)
    for length in 0..<whole.count {
      #expect(throws: FormatError.self) { try TorchFile.read(MemorySource(Array(whole[..<length]))) }
    }
    #expect(throws: FormatError.self) { try TorchFile.read(MemorySource(whole + [0])) }
    for index in whole.indices {
      for value in [0, 0xff, whole[index] ^ 1, whole[index] ^ 0x80] {
        var damaged = whole
        damaged[index] = value
        _ = try? TorchFile.read(MemorySource(damaged))
      }
    }
  }

  @Test func aStateDictIsATableOfTensors() throws {
    let tensor = TorchBytes.tensor(count: 1, offset: 0, sizes: [1], strides: [1])
    let state = try read([0x7d] + TorchBytes.text("w") + tensor + [0x73], storages: [("a", [3])]).stateDict()
    #expect(state.keys.sorted() == ["w"] && state["w"]?.values == [3])
    for other in [
      tensor, [0x5d], [0x7d, 0x4b, 1] + tensor + [0x73], [0x7d] + TorchBytes.text("epoch") + [0x4b, 1, 0x73],
    ] {
      let contents = try read(other, storages: other.count > 20 ? [("a", [3])] : [])
      #expect(throws: FormatError.self) { try contents.stateDict() }
    }
  }
}
