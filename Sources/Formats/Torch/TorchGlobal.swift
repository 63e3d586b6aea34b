/// The names that a PyTorch file may use; PyTorch's own careful reader (`weights_only`) knows these and some more.
enum TorchGlobal {
  case orderedDict
  case rebuildTensor, rebuildTensorV2, rebuildTensorV3, rebuildParameter, rebuildFromType
  /// `torch.Tensor` and `torch.nn.Parameter`, which `rebuildFromType` is told.
  case tensorClass
  case storage(StoredType), untypedStorage
  case size, device
  case dtype(StoredType)
  case encode, bytes

  init?(module: String, name: String) {
    switch (module, name) {
    case ("collections", "OrderedDict"): self = .orderedDict
    case ("torch._utils", "_rebuild_tensor"): self = .rebuildTensor
    case ("torch._utils", "_rebuild_tensor_v2"): self = .rebuildTensorV2
    case ("torch._utils", "_rebuild_tensor_v3"): self = .rebuildTensorV3
    case ("torch._utils", "_rebuild_parameter"), ("torch._utils", "_rebuild_parameter_with_state"):
      self = .rebuildParameter
    case ("torch._tensor", "_rebuild_from_type_v2"): self = .rebuildFromType
    case ("torch", "Tensor"), ("torch.nn.parameter", "Parameter"): self = .tensorClass
    case ("torch.storage", "UntypedStorage"): self = .untypedStorage
    case ("torch", "Size"): self = .size
    case ("torch", "device"): self = .device
    case ("_codecs", "encode"): self = .encode
    case ("__builtin__", "bytes"), ("builtins", "bytes"), ("__builtin__", "bytearray"), ("builtins", "bytearray"):
      self = .bytes
    case ("torch", _), ("torch.cuda", _):
      if let type = TorchGlobal.storages[name] {
        self = .storage(type)
      } else if let type = TorchGlobal.dtypes[name], module == "torch" {
        self = .dtype(type)
      } else {
        return nil
      }
    default: return nil
    }
  }

  private static let storages: [String: StoredType] = [
    "DoubleStorage": .float64, "FloatStorage": .float32, "HalfStorage": .float16, "BFloat16Storage": .bfloat16,
    "LongStorage": .int64, "IntStorage": .int32, "ShortStorage": .int16, "CharStorage": .int8, "ByteStorage": .uint8,
    "BoolStorage": .bool,
  ]

  private static let dtypes: [String: StoredType] = [
    "float64": .float64, "double": .float64, "float32": .float32, "float": .float32, "float16": .float16,
    "half": .float16, "bfloat16": .bfloat16, "float8_e4m3fn": .float8e4m3, "float8_e5m2": .float8e5m2,
    "int64": .int64, "long": .int64, "int32": .int32, "int": .int32, "int16": .int16, "short": .int16,
    "int8": .int8, "uint8": .uint8, "uint16": .uint16, "uint32": .uint32, "uint64": .uint64, "bool": .bool,
  ]

  /// PyTorch's name of a dtype.
  static func name(of type: StoredType) -> String {
    switch type {
    case .float8e4m3: "float8_e4m3fn"
    case .float8e5m2: "float8_e5m2"
    default: "\(type)"
    }
  }
}

/// What the names do: they put together plain values, tensors' windows among them. Nothing is read here.
extension PickleHeap {
  mutating func call(_ global: TorchGlobal, _ arguments: [PickleValue]) throws -> PickleValue {
    switch global {
    case .orderedDict: return try orderedDictionary(arguments)
    case .rebuildTensor where arguments.count >= 4: return try tensor(arguments, element: nil)
    case .rebuildTensorV2 where arguments.count >= 6: return try tensor(arguments, element: nil)
    case .rebuildTensorV3 where arguments.count >= 7:
      guard case .global(.dtype(let element)) = arguments[6] else { throw wrong }
      return try tensor(arguments, element: element)
    case .rebuildParameter:
      guard case .tensor? = arguments.first else { throw wrong }
      return arguments[0]
    case .rebuildFromType where arguments.count == 4:
      guard case .global(let function) = arguments[0], case .global(.tensorClass) = arguments[1],
        let inner = items(arguments[2])
      else { throw wrong }
      switch function {
      case .rebuildTensor, .rebuildTensorV2, .rebuildTensorV3, .rebuildParameter: return try call(function, inner)
      default: throw wrong
      }
    case .size:
      guard arguments.count == 1, let sizes = items(arguments[0]) else { throw wrong }
      return tuple(sizes)
    case .device: return try device(arguments)
    case .encode, .bytes: return try bytes(from: arguments)
    default: throw wrong
    }
  }

  private var wrong: FormatError {
    .malformed(TorchFile.format, "its pickle calls a function with arguments that it does not take")
  }

  private mutating func orderedDictionary(_ arguments: [PickleValue]) throws -> PickleValue {
    guard let first = arguments.first else { return dictionary() }
    guard arguments.count == 1, let pairs = items(first) else { throw wrong }
    return dictionary(
      try pairs.map { pair in
        guard let pair = items(pair), pair.count == 2 else { throw wrong }
        return (pair[0], pair[1])
      })
  }

  /// `"cuda:0"`.
  private mutating func device(_ arguments: [PickleValue]) throws -> PickleValue {
    guard let kind = arguments.first.flatMap(string), arguments.count <= 2 else { throw wrong }
    guard arguments.count == 2 else { return text(Array(kind.utf8)) }
    guard let index = integer(arguments[1]) else { throw wrong }
    return text(Array("\(kind):\(index)".utf8))
  }

  /// Protocol 2 has no bytes: they come as text of Latin-1, `encode("…", "latin1")`.
  private mutating func bytes(from arguments: [PickleValue]) throws -> PickleValue {
    guard let first = arguments.first else { return bytes([]) }
    if case .bytes = first, arguments.count == 1 { return first }
    guard arguments.count == 2, let encoding = string(arguments[1]), ["latin1", "latin-1"].contains(encoding),
      let text = string(first)
    else { throw wrong }
    let scalars = text.unicodeScalars.compactMap { UInt8(exactly: $0.value) }
    guard scalars.count == text.unicodeScalars.count else { throw wrong }
    return bytes(scalars)
  }

  private mutating func tensor(_ arguments: [PickleValue], element: StoredType?) throws -> PickleValue {
    guard case .storage(let storage) = arguments[0], let offset = integer(arguments[1]),
      let sizes = items(arguments[2])?.compactMap(integer), let strides = items(arguments[3])?.compactMap(integer),
      sizes.count == items(arguments[2])?.count, strides.count == items(arguments[3])?.count
    else {
      throw FormatError.malformed(
        TorchFile.format,
        "a storage, an offset, sizes and strides wanted for a tensor, got "
          + arguments[..<4].map(\.kind).joined(separator: ", "))
    }
    tensors.append(
      try TorchTensor(
        storage: storages[storage], in: self, element: element, offset: offset, sizes: sizes, strides: strides))
    return .tensor(tensors.count - 1)
  }
}
