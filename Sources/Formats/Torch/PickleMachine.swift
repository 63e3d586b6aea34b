import Arrays

/// Runs a pickle, a program for a small stack machine (docs.python.org/3/library/pickletools.html), as `torch.save`
/// writes it in protocols 2 to 5. It builds values; of names it knows those of `TorchGlobal` and refuses all others, and
/// nothing that a file names is ever executed.
struct PickleMachine {
  var heap = PickleHeap()
  private var stack: [PickleValue] = []
  private var marks: [Int] = []
  private var memo: [UInt64: PickleValue] = [:]

  /// Python hands over a thousand items at a time; only a tuple can be longer.
  private static let deepest = 1 << 17
  /// A tensor takes five, so this is enough for a hundred thousand; each takes some 70 bytes of memory, and a byte or two
  /// of the file.
  private static let mostContainers = 1 << 19

  /// The value that the pickle stands for; `input` is left behind it.
  /// - Throws: `FormatError`.
  mutating func run(_ input: PickleInput) throws -> PickleValue {
    stack = []
    marks = []
    memo = [:]
    var count = 0
    while true {
      let opcode = try input.byte()
      if opcode == UInt8(ascii: ".") {
        let result = try pop()
        guard stack.isEmpty, marks.isEmpty else { throw malformed("it ends with values left over") }
        return result
      }
      try execute(opcode, input)
      guard stack.count <= PickleMachine.deepest, marks.count <= PickleMachine.deepest else {
        throw malformed("it holds more than \(PickleMachine.deepest) unfinished values at once")
      }
      guard heap.containerCount <= PickleMachine.mostContainers else {
        throw FormatError.unsupported(
          TorchFile.format, "a pickle of more than \(PickleMachine.mostContainers) lists, tuples and dictionaries")
      }
      count &+= 1
      if count & 0xffff == 0 { try Cancellation.check() }
    }
  }

  private func malformed(_ reason: String) -> FormatError { .malformed(TorchFile.format, "its pickle: \(reason)") }

  private mutating func execute(_ opcode: UInt8, _ input: PickleInput) throws {
    switch Opcode(rawValue: opcode) {
    case .proto:
      let version = try input.byte()
      guard (2...5).contains(version) else {
        throw FormatError.unsupported(TorchFile.format, "pickle protocol \(version)")
      }
    case .frame: _ = try input.unsigned(bytes: 8)
    case .nothing: stack.append(.none)
    case .true: stack.append(.bool(true))
    case .false: stack.append(.bool(false))
    case .int1: stack.append(.integer(Int64(try input.byte())))
    case .int2: stack.append(.integer(Int64(try input.unsigned(bytes: 2))))
    case .int4: stack.append(.integer(Int64(Int32(truncatingIfNeeded: try input.unsigned(bytes: 4)))))
    case .long1: try pushLong(input.bytes(UInt64(input.byte())))
    case .long4: try pushLong(input.bytes(input.unsigned(bytes: 4)))
    case .float: stack.append(.number(try input.double()))
    case .text1: try pushText(input.bytes(UInt64(input.byte())))
    case .text4: try pushText(input.bytes(input.unsigned(bytes: 4)))
    case .text8: try pushText(input.bytes(input.unsigned(bytes: 8)))
    // Python 2's strings; PyTorch reads them as text.
    case .string1: try pushText(input.bytes(UInt64(input.byte())))
    case .string4: try pushText(input.bytes(input.unsigned(bytes: 4)))
    case .bytes1: try pushBytes(input.bytes(UInt64(input.byte())))
    case .bytes4: try pushBytes(input.bytes(input.unsigned(bytes: 4)))
    case .bytes8, .bytearray8: try pushBytes(input.bytes(input.unsigned(bytes: 8)))
    case .emptyList: stack.append(heap.list())
    case .emptyTuple: stack.append(heap.tuple([]))
    case .emptyDict: stack.append(heap.dictionary())
    case .tuple1, .tuple2, .tuple3: try pushTuple(Int(opcode) - Int(Opcode.tuple1.rawValue) + 1)
    case .tuple: stack.append(heap.tuple(try popToMark()))
    case .append: try append([pop()])
    case .appends: try append(popToMark())
    case .setItem:
      let value = try pop()
      try set([pop(), value])
    case .setItems: try set(popToMark())
    case .mark: marks.append(stack.count)
    case .pop:
      // At a mark, the mark is what goes.
      if marks.last == stack.count { marks.removeLast() } else { _ = try pop() }
    case .popMark: _ = try popToMark()
    case .dup: stack.append(try top())
    case .put1: memo[UInt64(try input.byte())] = try top()
    case .put4: memo[try input.unsigned(bytes: 4)] = try top()
    case .memoize: memo[UInt64(memo.count)] = try top()
    case .get1: try recall(UInt64(input.byte()))
    case .get4: try recall(input.unsigned(bytes: 4))
    case .global: try pushGlobal(module: input.line(), name: input.line())
    case .stackGlobal:
      let (name, module) = (try pop(), try pop())
      guard let module = heap.string(module), let name = heap.string(name) else {
        throw malformed("two strings wanted as a name, got \(module.kind) and \(name.kind)")
      }
      try pushGlobal(module: module, name: name)
    case .reduce, .newObject: try reduce()
    case .build: try build()
    case .persistentID: stack.append(try heap.storage(pop()))
    case nil: throw malformed("unknown instruction \(opcode) at byte \(input.position - 1)")
    }
  }

  // MARK: The stack

  private func top() throws -> PickleValue {
    guard let value = stack.last, stack.count > marks.last ?? 0 else {
      throw malformed("a value wanted, there is none")
    }
    return value
  }

  private mutating func pop() throws -> PickleValue {
    let value = try top()
    stack.removeLast()
    return value
  }

  private mutating func popToMark() throws -> [PickleValue] {
    guard let mark = marks.popLast() else { throw malformed("a mark wanted, there is none") }
    let items = Array(stack[mark...])
    stack.removeSubrange(mark...)
    return items
  }

  private mutating func pushTuple(_ count: Int) throws {
    guard stack.count - (marks.last ?? 0) >= count else { throw malformed("\(count) values wanted for a tuple") }
    let items = Array(stack.suffix(count))
    stack.removeLast(count)
    stack.append(heap.tuple(items))
  }

  private mutating func recall(_ key: UInt64) throws {
    guard let value = memo[key] else { throw malformed("value \(key) is asked for, but was not kept") }
    stack.append(value)
  }

  // MARK: Values

  private mutating func pushText(_ bytes: [UInt8]) throws { stack.append(heap.text(bytes)) }

  private mutating func pushBytes(_ bytes: [UInt8]) throws { stack.append(heap.bytes(bytes)) }

  private mutating func pushLong(_ bytes: [UInt8]) throws {
    guard bytes.count <= 8 else {
      stack.append(heap.long(bytes))
      return
    }
    var bits: UInt64 = (bytes.last ?? 0) & 0x80 == 0 ? 0 : .max
    for byte in bytes.reversed() { bits = bits << 8 | UInt64(byte) }
    stack.append(.integer(Int64(bitPattern: bits)))
  }

  private mutating func append(_ items: [PickleValue]) throws {
    guard case .list(let place) = try top() else {
      throw malformed("a list wanted to append to, got \(try top().kind)")
    }
    heap.lists[place].append(contentsOf: items)
  }

  private mutating func set(_ pairs: [PickleValue]) throws {
    guard case .dictionary(let place) = try top() else {
      throw malformed("a dictionary wanted to set in, got \(try top().kind)")
    }
    guard pairs.count % 2 == 0 else { throw malformed("a key without a value") }
    for index in stride(from: 0, to: pairs.count, by: 2) {
      heap.dictionaries[place].append((pairs[index], pairs[index + 1]))
    }
  }

  private mutating func pushGlobal(module: String, name: String) throws {
    guard let global = TorchGlobal(module: module, name: name) else {
      throw FormatError.unsupported(
        TorchFile.format, "'\(module.shortened).\(name.shortened)', which is neither a tensor nor plain data,")
    }
    stack.append(.global(global))
  }

  private mutating func reduce() throws {
    let (arguments, function) = (try pop(), try pop())
    guard case .global(let global) = function else { throw malformed("\(function.kind) cannot be called") }
    guard case .tuple(let place) = arguments else {
      throw malformed("a tuple wanted as arguments, got \(arguments.kind)")
    }
    stack.append(try heap.call(global, heap.lists[place]))
  }

  /// The attributes of an ordered dictionary; a state dict keeps its layers' versions there. They are no content.
  private mutating func build() throws {
    let state = try pop()
    guard case .dictionary = try top(), case .dictionary = state else {
      throw malformed("attributes of \(try top().kind) are not known")
    }
  }

  private enum Opcode: UInt8 {
    case proto = 0x80, frame = 0x95
    case nothing = 0x4e, `true` = 0x88, `false` = 0x89
    case int1 = 0x4b, int2 = 0x4d, int4 = 0x4a, long1 = 0x8a, long4 = 0x8b, float = 0x47
    case text1 = 0x8c, text4 = 0x58, text8 = 0x8d, string1 = 0x55, string4 = 0x54
    case bytes1 = 0x43, bytes4 = 0x42, bytes8 = 0x8e, bytearray8 = 0x96
    case emptyList = 0x5d, append = 0x61, appends = 0x65
    case emptyTuple = 0x29, tuple1 = 0x85, tuple2 = 0x86, tuple3 = 0x87, tuple = 0x74
    case emptyDict = 0x7d, setItem = 0x73, setItems = 0x75
    case mark = 0x28, pop = 0x30, popMark = 0x31, dup = 0x32
    case put1 = 0x71, put4 = 0x72, memoize = 0x94, get1 = 0x68, get4 = 0x6a
    case global = 0x63, stackGlobal = 0x93, reduce = 0x52, newObject = 0x81, build = 0x62, persistentID = 0x51
  }
}

extension String {
  /// For messages: a name of a file's own can be of any length.
  fileprivate var shortened: String { count <= 80 ? self : prefix(80) + "…" }
}
