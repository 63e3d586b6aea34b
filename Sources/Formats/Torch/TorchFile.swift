import Arrays

/// Files by `torch.save`, in both forms: a zip with a pickle and a file for each storage, and the older one, five pickles
/// and then the storages. Whichever device the tensors were on, they come to memory.
///
/// The pickle is run by a machine that builds tensors, numbers, strings, lists and tables and knows no other names
/// (`TorchGlobal`). All that it announces is checked against the file before anything is allocated for it. Floats of 8
/// and 16 bits become float32, integers int64. Tensors that share a storage in the file share memory here; that a tensor
/// was a parameter is not kept.
public enum TorchFile {
  static let format = "PyTorch"

  public static func read(path: String) throws -> TorchContents {
    try naming(path) { try read(FileSource(path: path)) }
  }

  /// - Throws: `FormatError`, `ArrayError`.
  public static func read(_ source: some ByteSource) throws -> TorchContents {
    try ZipArchive.isZip(source) ? readZip(source) : readLegacy(source)
  }

  /// The windows on storages that `read` gives.
  private static func arrays(_ tensors: [TorchTensor], _ read: (Int, StoredType) throws -> NDArray) throws -> [NDArray]
  {
    var storages: [Int: NDArray] = [:]
    for tensor in tensors where storages[tensor.root] == nil {
      storages[tensor.root] = try read(tensor.root, tensor.element)
    }
    return tensors.compactMap { tensor in
      storages[tensor.root].map {
        NDArray(
          storage: $0.storage, shape: tensor.shape, strides: tensor.strides, offset: tensor.offset, dtype: $0.dtype)
      }
    }
  }

  /// The elements' type of each storage that tensors use.
  private static func elements(_ tensors: [TorchTensor]) throws -> [Int: StoredType] {
    var elements: [Int: StoredType] = [:]
    for tensor in tensors {
      guard elements.updateValue(tensor.element, forKey: tensor.root) ?? tensor.element == tensor.element else {
        throw FormatError.unsupported(format, "a storage under tensors of several types")
      }
    }
    return elements
  }

  // MARK: The zip form

  /// A pickle that was packed may unpack to this many bytes, or to eight times as many as it takes.
  private static let longestPickle = 1 << 18

  private static func readZip(_ source: some ByteSource) throws -> TorchContents {
    let archive = try ZipArchive(source)
    let pickles = archive.entries.filter { $0.name == "data.pkl" || $0.name.hasSuffix("/data.pkl") }
    guard pickles.count == 1, let pickle = pickles.first else {
      throw FormatError.malformed(format, "one data.pkl wanted in it, found \(pickles.count)")
    }
    let folder = String(pickle.name.dropLast("data.pkl".count))
    if archive[folder + "constants.pkl"] != nil { throw FormatError.unsupported(format, "TorchScript") }
    let bytes = try archive.bytes(pickle, limit: max(longestPickle, pickle.packedSize * 8))
    var machine = PickleMachine()
    let input = PickleInput(MemorySource(bytes))
    let root = try machine.run(input)
    guard input.left == 0 else { throw FormatError.malformed(format, "\(input.left) bytes follow its pickle") }
    let builder = try TorchContentsBuilder(root, machine.heap)
    let roots = machine.heap.roots
    let elements = try elements(builder.tensors)
    let isBigEndian = try isBigEndian(archive, folder)
    var entries: [Int: ZipArchive.Entry] = [:]
    for place in elements.keys {
      let root = roots[place]
      guard let entry = archive["\(folder)data/\(String(decoding: root.key, as: UTF8.self))"] else {
        throw FormatError.malformed(format, "storage '\(root.name)' is missing")
      }
      guard entry.size == root.byteCount else {
        throw FormatError.malformed(
          format, "storage '\(root.name)' has \(entry.size) bytes, its tensors need \(root.byteCount)")
      }
      entries[place] = entry
    }
    return builder.filled(
      try arrays(builder.tensors) { place, element in
        guard let entry = entries[place] else { throw FormatError.malformed(format, "a storage is missing") }
        let stream = try archive.stream(entry)
        let shape = try Shape(roots[place].byteCount / element.itemSize)
        let array = try stream.array(of: element, shape: shape, bigEndian: isBigEndian, format: format)
        // Untyped memory may have some bytes more than elements.
        var rest = [UInt8](repeating: 0, count: roots[place].byteCount % element.itemSize)
        _ = try rest.withUnsafeMutableBytes { try stream.read(into: $0) }
        try stream.finish()
        return array
      })
  }

  private static func isBigEndian(_ archive: ZipArchive, _ folder: String) throws -> Bool {
    guard let entry = archive[folder + "byteorder"] else { return false }
    switch String(decoding: try archive.bytes(entry, limit: 16), as: UTF8.self) {
    case "little": return false
    case "big": return true
    default: throw FormatError.malformed(format, "its byteorder is neither little nor big")
    }
  }

  // MARK: The legacy form

  /// 0x1950a86a20f9469cfc6c, the first pickle's value.
  private static let magic: [UInt8] = [0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19]

  private static func readLegacy(_ source: some ByteSource) throws -> TorchContents {
    let input = PickleInput(source)
    try checkStart(input)
    var machine = PickleMachine()
    let root = try machine.run(input)
    let builder = try TorchContentsBuilder(root, machine.heap)
    let elements = try elements(builder.tensors)
    let offsets = try offsets(source, input, machine.heap)
    if let place = elements.keys.first(where: { offsets[$0] == nil }) {
      throw FormatError.malformed(format, "storage '\(machine.heap.roots[place].name)' is missing")
    }
    return builder.filled(
      try arrays(builder.tensors) { place, element in
        guard let offset = offsets[place] else { throw FormatError.malformed(format, "a storage is missing") }
        let shape = try Shape(machine.heap.roots[place].byteCount / element.itemSize)
        return try source.array(of: element, shape: shape, at: offset, format: format)
      })
  }

  /// Magic number, version, and the machine that wrote the file.
  private static func checkStart(_ input: PickleInput) throws {
    var machine = PickleMachine()
    guard case .long(let place) = try machine.run(input), Array(machine.heap.strings[place]) == magic else {
      throw FormatError.malformed(format, "it is neither a zip nor begins with PyTorch's magic number")
    }
    guard case .integer(1001) = try machine.run(input) else {
      throw FormatError.unsupported(format, "a version other than 1001 of the legacy form")
    }
    guard case .dictionary(let place) = try machine.run(input) else {
      throw FormatError.malformed(format, "it does not tell the machine that wrote it")
    }
    for (key, value) in machine.heap.dictionaries[place] where machine.heap.string(key) == "little_endian" {
      guard case .bool(true) = value else {
        throw FormatError.unsupported(format, "the legacy form of a big-endian machine")
      }
    }
  }

  /// Where the elements of each root begin: after the list of keys come, in its order, a count and the elements.
  private static func offsets(
    _ source: some ByteSource, _ input: PickleInput, _ heap: PickleHeap
  ) throws -> [Int: Int] {
    var machine = PickleMachine()
    guard case .list(let list) = try machine.run(input) else {
      throw FormatError.malformed(format, "it does not list its storages")
    }
    var offsets: [Int: Int] = [:]
    var position = input.position
    for key in machine.heap.lists[list] {
      guard case .text(let place) = key, let root = heap.rootPlaces[Array(machine.heap.strings[place])],
        offsets[root] == nil
      else { throw FormatError.malformed(format, "it lists a storage twice, or one that nothing needs") }
      var count: Int64 = 0
      try withUnsafeMutableBytes(of: &count) { try source.read(into: $0, at: position) }
      guard Int64(littleEndian: count) == heap.roots[root].count else {
        throw FormatError.malformed(
          format, "storage '\(heap.roots[root].name)' has \(count) elements, its tensors need \(heap.roots[root].count)"
        )
      }
      offsets[root] = position + 8
      try source.check(heap.roots[root].byteCount, at: position + 8)
      position += 8 + heap.roots[root].byteCount
    }
    guard position == source.count else {
      throw FormatError.malformed(format, "\(source.count - position) bytes follow its last storage")
    }
    return offsets
  }
}
