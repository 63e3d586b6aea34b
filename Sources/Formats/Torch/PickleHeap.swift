/// A value of Python's as a pickle builds it. What has parts stands in a `PickleHeap` and is shared by its place there:
/// nothing is nested in memory, so neither building nor freeing can run out of stack, and what contains itself leaks not.
enum PickleValue {
  case none
  case bool(Bool)
  case integer(Int64)
  case number(Double)
  /// Places in `PickleHeap.strings`: UTF-8 text, bytes, a whole number beyond 64 bits (little-endian two's complement).
  case text(Int)
  case bytes(Int)
  case long(Int)
  /// Places in `PickleHeap.lists`.
  case list(Int)
  case tuple(Int)
  /// A place in `PickleHeap.dictionaries`.
  case dictionary(Int)
  /// Places in `PickleHeap.storages` and `.tensors`.
  case storage(Int)
  case tensor(Int)
  case global(TorchGlobal)
}

/// What the values of a pickle refer to.
struct PickleHeap {
  private(set) var strings = PackedStrings()
  var lists: [[PickleValue]] = []
  var dictionaries: [[(key: PickleValue, value: PickleValue)]] = []
  var roots: [TorchRoot] = []
  var storages: [TorchStorage] = []
  var tensors: [TorchTensor] = []
  /// Places in `roots` by key.
  var rootPlaces: [[UInt8]: Int] = [:]

  mutating func text(_ bytes: [UInt8]) -> PickleValue { .text(strings.append(bytes)) }
  mutating func bytes(_ bytes: [UInt8]) -> PickleValue { .bytes(strings.append(bytes)) }
  mutating func long(_ bytes: [UInt8]) -> PickleValue { .long(strings.append(bytes)) }

  /// Lists, tuples and dictionaries.
  var containerCount: Int { lists.count + dictionaries.count }

  mutating func list(_ items: [PickleValue] = []) -> PickleValue {
    lists.append(items)
    return .list(lists.count - 1)
  }

  mutating func tuple(_ items: [PickleValue]) -> PickleValue {
    lists.append(items)
    return .tuple(lists.count - 1)
  }

  mutating func dictionary(_ pairs: [(key: PickleValue, value: PickleValue)] = []) -> PickleValue {
    dictionaries.append(pairs)
    return .dictionary(dictionaries.count - 1)
  }

  /// The items of a list or a tuple.
  func items(_ value: PickleValue) -> [PickleValue]? {
    switch value {
    case .list(let place), .tuple(let place): lists[place]
    default: nil
    }
  }

  func string(_ value: PickleValue) -> String? {
    if case .text(let place) = value { String(decoding: strings[place], as: UTF8.self) } else { nil }
  }

  /// A whole number that fits where memory is counted.
  func integer(_ value: PickleValue) -> Int? {
    if case .integer(let number) = value { Int(number) } else { nil }
  }
}

/// Many strings, one behind the other: a string by itself would take 50 bytes more.
struct PackedStrings: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  var count: Int { ends.count }

  /// Returns the string's place.
  mutating func append(_ string: some Collection<UInt8>) -> Int {
    bytes.append(contentsOf: string)
    ends.append(bytes.count)
    return ends.count - 1
  }

  subscript(place: Int) -> ArraySlice<UInt8> { bytes[(place == 0 ? 0 : ends[place - 1])..<ends[place]] }
}

extension PickleValue {
  /// What messages call it.
  var kind: String {
    switch self {
    case .none: "None"
    case .bool: "a bool"
    case .integer: "an integer"
    case .number: "a number"
    case .text: "a string"
    case .bytes: "bytes"
    case .long: "an integer beyond 64 bits"
    case .list: "a list"
    case .tuple: "a tuple"
    case .dictionary: "a dictionary"
    case .storage: "a storage"
    case .tensor: "a tensor"
    case .global: "a function or a class"
    }
  }
}
