import Arrays

/// What a PyTorch file holds: tensors and plain values, in lists and tables.
///
/// Lists and tables stand in `containers`, where each refers to earlier ones only, so walking them in order needs no
/// recursion; what the file shares is there once.
public struct TorchContents: Sendable {
  public enum Value: Sendable {
    case none
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    /// Text (UTF-8) or bytes, by its place: see `bytes` and `text`.
    case string(Int)
    /// By its place in `arrays`.
    case array(Int)
    /// By its place in `containers`.
    case container(Int)
  }

  public enum Container: Sendable {
    case list([Value])
    /// Keys are strings, numbers and bools, each there once.
    case table([(key: Value, value: Value)])
  }

  public internal(set) var root = Value.none
  var strings = PackedStrings()
  public internal(set) var arrays: [NDArray] = []
  public internal(set) var containers: [Container] = []

  /// The bytes of a string.
  public func bytes(_ place: Int) -> ArraySlice<UInt8> { strings[place] }

  public func text(_ place: Int) -> String { String(decoding: strings[place], as: UTF8.self) }

  /// The arrays by name of a file that is a state dict: a table with nothing else in it.
  /// - Throws: `FormatError.unsupported` with what else the file holds.
  public func stateDict(path: String? = nil) throws -> [String: NDArray] {
    func wrong(_ what: String) -> FormatError {
      .unsupported(format: TorchFile.format, what: "\(what) in place of a table of tensors by name", path: path)
    }
    guard case .container(let place) = root, case .table(let pairs) = containers[place] else {
      throw wrong("a single value or a list")
    }
    var arrays: [String: NDArray] = [:]
    for (key, value) in pairs {
      guard case .string(let name) = key else { throw wrong("a table with a key that is no string") }
      guard case .array(let array) = value else {
        throw wrong("a table where '\(text(name).prefix(80))' is no tensor (tensor.load shows what there is)")
      }
      arrays[text(name)] = self.arrays[array]
    }
    return arrays
  }
}

/// Makes contents out of what a pickle left, and sees that there is nothing else in it.
struct TorchContentsBuilder {
  private let heap: PickleHeap
  private(set) var contents = TorchContents()
  /// The windows that `contents.arrays` is to hold, in its order.
  private(set) var tensors: [TorchTensor] = []

  /// A checkpoint nests its tables a few deep.
  private static let deepest = 200
  /// How many more values than there are a walk along every path may meet. Lists that share lists that share lists can
  /// be such that no walk ends.
  private static let mostRepeated = 10_000_000

  private enum Progress {
    case unknown, begun
    case done(Place)
  }
  private struct Place {
    let index: Int
    let height: Int
    let unfolded: Int
  }
  private var lists: [Progress]
  private var dictionaries: [Progress]
  private var arrayPlaces: [Int?]
  private var stringPlaces: [Int?]
  private let mostUnfolded: Int

  /// - Throws: `FormatError`.
  init(_ root: PickleValue, _ heap: PickleHeap) throws {
    self.heap = heap
    lists = Array(repeating: .unknown, count: heap.lists.count)
    dictionaries = Array(repeating: .unknown, count: heap.dictionaries.count)
    arrayPlaces = Array(repeating: nil, count: heap.tensors.count)
    stringPlaces = Array(repeating: nil, count: heap.strings.count)
    mostUnfolded =
      TorchContentsBuilder.mostRepeated + heap.lists.reduce(heap.lists.count) { $0 + $1.count }
      + heap.dictionaries.reduce(heap.dictionaries.count) { $0 + 2 * $1.count }
    contents.root = try plain(root, depth: 0).value
  }

  private typealias Plain = (value: TorchContents.Value, height: Int, unfolded: Int)

  private mutating func plain(_ value: PickleValue, depth: Int) throws -> Plain {
    switch value {
    case .none: return (.none, 0, 1)
    case .bool(let flag): return (.bool(flag), 0, 1)
    case .integer(let number): return (.integer(number), 0, 1)
    case .number(let number): return (.number(number), 0, 1)
    case .text(let place), .bytes(let place): return (.string(string(place)), 0, 1)
    case .global(.dtype(let type)):
      return (.string(contents.strings.append(TorchGlobal.name(of: type).utf8)), 0, 1)
    case .tensor(let place):
      let known = arrayPlaces[place] ?? tensors.count
      if arrayPlaces[place] == nil {
        arrayPlaces[place] = known
        tensors.append(heap.tensors[place])
      }
      return (.array(known), 0, 1)
    case .storage(let place):
      let storage = heap.storages[place]
      let element = heap.roots[storage.root].type ?? .uint8
      tensors.append(
        try TorchTensor(
          storage: storage, in: heap, element: element, offset: 0, sizes: [storage.count], strides: [1]))
      return (.array(tensors.count - 1), 0, 1)
    case .list(let place), .tuple(let place):
      return try container(\.lists, place, depth) { builder, depth in try builder.list(place, depth) }
    case .dictionary(let place):
      return try container(\.dictionaries, place, depth) { builder, depth in try builder.table(place, depth) }
    case .long, .global: throw FormatError.unsupported(TorchFile.format, value.kind)
    }
  }

  private mutating func string(_ place: Int) -> Int {
    if let known = stringPlaces[place] { return known }
    let new = contents.strings.append(heap.strings[place])
    stringPlaces[place] = new
    return new
  }

  private mutating func container(
    _ progress: WritableKeyPath<TorchContentsBuilder, [Progress]>, _ place: Int, _ depth: Int,
    _ make: (inout TorchContentsBuilder, Int) throws -> (TorchContents.Container, height: Int, unfolded: Int)
  ) throws -> Plain {
    switch self[keyPath: progress][place] {
    case .done(let place): return (.container(place.index), place.height, place.unfolded)
    case .begun: throw FormatError.unsupported(TorchFile.format, "a list or table that contains itself")
    case .unknown: break
    }
    self[keyPath: progress][place] = .begun
    guard depth < TorchContentsBuilder.deepest else { throw tooDeep }
    let (container, height, unfolded) = try make(&self, depth + 1)
    guard height < TorchContentsBuilder.deepest else { throw tooDeep }
    guard unfolded <= mostUnfolded else {
      throw FormatError.unsupported(
        TorchFile.format, "sharing that makes its lists and tables as long as \(mostUnfolded) values")
    }
    contents.containers.append(container)
    let done = Place(index: contents.containers.count - 1, height: height + 1, unfolded: unfolded + 1)
    self[keyPath: progress][place] = .done(done)
    return (.container(done.index), done.height, done.unfolded)
  }

  private var tooDeep: FormatError {
    .unsupported(TorchFile.format, "nesting more than \(TorchContentsBuilder.deepest) deep")
  }

  private mutating func list(_ place: Int, _ depth: Int) throws -> (TorchContents.Container, height: Int, unfolded: Int)
  {
    var (height, unfolded) = (0, 0)
    let items = try heap.lists[place].map { item in
      let plain = try plain(item, depth: depth)
      height = max(height, plain.height)
      unfolded += plain.unfolded
      return plain.value
    }
    return (.list(items), height, unfolded)
  }

  private mutating func table(_ place: Int, _ depth: Int) throws -> (
    TorchContents.Container, height: Int, unfolded: Int
  ) {
    var (height, unfolded) = (0, 0)
    var seen: Set<Key> = []
    let pairs = try heap.dictionaries[place].map { key, value in
      let name = try self.key(key)
      guard seen.insert(name).inserted else {
        throw FormatError.malformed(TorchFile.format, "a table has a key twice: \(name)")
      }
      let plain = try plain(value, depth: depth)
      height = max(height, plain.height)
      unfolded += plain.unfolded
      return (try self.plain(key, depth: depth).value, plain.value)
    }
    return (.table(pairs), height, unfolded)
  }

  private enum Key: Hashable, CustomStringConvertible {
    case string(ArraySlice<UInt8>)
    case integer(Int64)
    case number(Double)
    case bool(Bool)

    var description: String {
      switch self {
      case .string(let bytes): "'\(String(decoding: bytes.prefix(80), as: UTF8.self))'"
      case .integer(let number): "\(number)"
      case .number(let number): "\(number)"
      case .bool(let flag): "\(flag)"
      }
    }
  }

  /// A key as Lua tells them apart: 1.0 is 1.
  private func key(_ value: PickleValue) throws -> Key {
    switch value {
    case .text(let place), .bytes(let place): return .string(heap.strings[place])
    case .integer(let number): return .integer(number)
    case .number(let number) where !number.isNaN: return Int64(exactly: number).map { .integer($0) } ?? .number(number)
    case .bool(let flag): return .bool(flag)
    default: throw FormatError.unsupported(TorchFile.format, "\(value.kind) as the key of a table")
    }
  }
}

extension TorchContentsBuilder {
  /// The contents with their arrays.
  func filled(_ arrays: [NDArray]) -> TorchContents {
    var contents = contents
    contents.arrays = arrays
    return contents
  }
}
