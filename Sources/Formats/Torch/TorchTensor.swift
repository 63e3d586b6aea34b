import Arrays

/// The memory of one or more tensors, as a pickle announces it.
struct TorchRoot {
  let key: [UInt8]
  /// nil for untyped memory, counted in bytes.
  let type: StoredType?
  let count: Int

  var byteCount: Int { count * (type?.itemSize ?? 1) }
  var name: String { String(decoding: key.prefix(40), as: UTF8.self) }
}

/// A part of a root; only the legacy form has parts that are not the whole.
struct TorchStorage {
  /// A place in `PickleHeap.roots`.
  let root: Int
  let start: Int
  let count: Int
}

/// A window on a root, checked to lie within it.
struct TorchTensor {
  let root: Int
  let element: StoredType
  let shape: Shape
  let strides: Strides
  /// In elements of the root.
  let offset: Int

  /// - Throws: `FormatError.malformed` where the window is not within the storage.
  init(
    storage: TorchStorage, in heap: PickleHeap, element: StoredType?, offset: Int, sizes: [Int], strides: [Int]
  ) throws {
    let root = heap.roots[storage.root]
    func wrong(_ reason: String) -> FormatError {
      .malformed(TorchFile.format, "a tensor in storage '\(root.name)': \(reason)")
    }
    guard let element = element ?? root.type, element == root.type ?? element else {
      throw wrong("its element type is not the storage's")
    }
    let shape: Shape
    do { shape = try Shape(sizes) } catch { throw wrong("\(error)") }
    guard strides.count == sizes.count, strides.allSatisfy({ $0 >= 0 }) else {
      throw wrong("\(sizes.count) strides of 0 and up wanted, got \(strides.prefix(9))")
    }
    // Untyped memory is counted in bytes.
    let length = root.type == nil ? storage.count / element.itemSize : storage.count
    guard offset >= 0, offset <= length else { throw wrong("it begins at \(offset) of \(length) elements") }
    if shape.count > 0 {
      var last = offset
      for (size, stride) in zip(sizes, strides) {
        let (step, overflowsStep) = (size - 1).multipliedReportingOverflow(by: stride)
        let (next, overflows) = last.addingReportingOverflow(step)
        guard !overflowsStep, !overflows else { throw wrong("shape \(shape) with strides \(strides) overflows") }
        last = next
      }
      guard last < length else {
        throw wrong("shape \(shape) with strides \(strides) reaches element \(last) of \(length)")
      }
    }
    self.root = storage.root
    self.element = element
    self.shape = shape
    var windowStrides = shape.contiguousStrides
    for (dimension, stride) in strides.enumerated() { windowStrides[dimension] = stride }
    self.strides = windowStrides
    self.offset = storage.start + offset
  }
}

extension PickleHeap {
  /// The storage that a persistent id stands for: ("storage", type, key, device, count) and, in the legacy form, None or
  /// (key of the part, offset, count).
  mutating func storage(_ id: PickleValue) throws -> PickleValue {
    func wrong(_ reason: String) -> FormatError { .malformed(TorchFile.format, "a storage's description: \(reason)") }
    guard case .tuple = id, let parts = items(id), (5...6).contains(parts.count), string(parts[0]) == "storage",
      case .text(let keyPlace) = parts[2], case .text = parts[3], let count = integer(parts[4]), count >= 0
    else { throw wrong("('storage', type, key, device, count) wanted") }
    let type: StoredType?
    switch parts[1] {
    case .global(.storage(let known)): type = known
    case .global(.untypedStorage): type = nil
    default: throw wrong("a storage type wanted, got \(parts[1].kind)")
    }
    guard count <= Int.max / 16 else { throw wrong("\(count) elements cannot be") }
    let root = try place(TorchRoot(key: Array(strings[keyPlace]), type: type, count: count))
    var part = TorchStorage(root: root, start: 0, count: count)
    if parts.count == 6, let view = items(parts[5]) {
      guard type != nil, view.count == 3, let start = integer(view[1]), let length = integer(view[2]), start >= 0,
        length >= 0, start <= count, length <= count - start
      else { throw wrong("a part that is not within its storage") }
      part = TorchStorage(root: root, start: start, count: length)
    } else if parts.count == 6, case .none = parts[5] {
    } else if parts.count == 6 {
      throw wrong("a part wanted, got \(parts[5].kind)")
    }
    storages.append(part)
    return .storage(storages.count - 1)
  }

  private mutating func place(_ root: TorchRoot) throws -> Int {
    if let known = rootPlaces[root.key] {
      guard roots[known].type == root.type, roots[known].count == root.count else {
        throw FormatError.malformed(TorchFile.format, "storage '\(root.name)' is described in two ways")
      }
      return known
    }
    roots.append(root)
    rootPlaces[root.key] = roots.count - 1
    return roots.count - 1
  }
}
