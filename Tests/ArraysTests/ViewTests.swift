import Arrays
import Testing

/// A row-major array 0, 1, 2, ... of int64.
private func counted(_ sizes: Int...) throws -> NDArray {
  let shape = try Shape(sizes)
  return try NDArray.arange(0, .integer(Int64(shape.count))).reshape(shape)
}

extension NDArray {
  fileprivate var integers: [Int64] { get throws { try values(as: Int64.self) } }
}

@Suite struct ViewTests {
  @Test func windowsShareMemory() throws {
    let x = try counted(2, 3)
    try x.select(0, 1).fill(7)
    #expect(try x.integers == [0, 1, 2, 7, 7, 7])
    try x.t().select(0, 0).copy(from: NDArray([8, 9] as [Int64]))
    #expect(try x.integers == [8, 1, 2, 9, 7, 7])
    #expect(x.storage.version == 2)
    #expect(try x.clone().storage !== x.storage)
    #expect(try x.contiguous().storage === x.storage)
    #expect(try x.t().contiguous().storage !== x.storage)
  }

  @Test func orderAndPlaces() throws {
    let x = try counted(2, 3, 4)
    #expect(try x.transpose(0, 2).integers.prefix(4) == [0, 12, 4, 16])
    #expect(try x.permute([1, -1, 0]).shape.array == [3, 4, 2])
    #expect(try x.permute([1, -1, 0]).integers.prefix(4) == [0, 12, 1, 13])
    #expect(try x.narrow(1, start: 1, length: 2).select(2, -1).integers == [7, 11, 19, 23])
    #expect(try x.slice(2, start: 3, length: 2, step: -2).select(1, 0).integers == [3, 1, 15, 13])
    #expect(try x.select(0, 1).expand([2, 3, 4]).shape.array == [2, 3, 4])
    #expect(try NDArray([1, 2] as [Int64]).unsqueeze(-1).expand([-1, 3]).integers == [1, 1, 1, 2, 2, 2])
  }

  /// Against plain index arithmetic, for windows of every kind.
  @Test func reshapingKeepsRowMajorOrder() throws {
    let x = try counted(4, 6)
    let windows = [
      x, try x.t(), try x.narrow(1, start: 1, length: 4), try x.slice(0, start: 0, length: 2, step: 2),
      try x.select(1, 2), try x.unsqueeze(1), try x.narrow(0, start: 1, length: 2).t(),
      try x.slice(1, start: 5, length: 6, step: -1), try x.narrow(0, start: 2, length: 0),
    ]
    for window in windows {
      let order = try window.integers
      for sizes in [[-1], [2, -1], [window.count], [1, window.count, 1]] {
        guard window.count > 0 || !sizes.contains(-1) else { continue }
        let reshaped = try window.reshape(sizes)
        #expect(try reshaped.integers == order)
        // A view where there is one, and then the same memory.
        if let view = try? window.view(reshaped.shape) { #expect(view.storage === window.storage) }
      }
    }
    #expect(throws: ArrayError.self) { try x.t().view(Shape(24)) }
    #expect(try x.narrow(0, start: 1, length: 2).view(Shape(2, 2, 3)).storage === x.storage)
  }

  @Test func sizesOfOne() throws {
    let x = try counted(1, 3, 1)
    #expect(try x.squeeze().shape.array == [3])
    #expect(try x.squeeze(0).shape.array == [3, 1])
    #expect(try x.squeeze(1).shape.array == [1, 3, 1])
    #expect(try x.unsqueeze(-1).shape.array == [1, 3, 1, 1])
    #expect(try x.flatten(0, 1).shape.array == [3, 1])
    #expect(try counted().flatten().shape.array == [1])
    #expect(try counted().unsqueeze(0).shape.array == [1])
  }

  @Test func mistakesAreErrors() throws {
    let x = try counted(2, 3)
    let mistakes: [() throws -> Void] = [
      { _ = try x.select(2, 0) }, { _ = try x.select(0, 2) }, { _ = try x.select(-3, 0) }, { _ = try x.select(0, -3) },
      { _ = try x.narrow(0, start: 1, length: 2) }, { _ = try x.narrow(0, start: -1, length: 1) },
      { _ = try x.narrow(0, start: 0, length: -1) }, { _ = try x.narrow(0, start: .max, length: .max) },
      { _ = try x.slice(0, start: 0, length: 2, step: .max) }, { _ = try x.slice(0, start: 1, length: 3, step: .min) },
      { _ = try x.reshape([4, 2]) }, { _ = try x.reshape([-1, -1]) }, { _ = try x.reshape([-1, 0]) },
      { _ = try x.reshape([-2, 3]) }, { _ = try x.reshape([1 << 40, 1 << 40]) }, { _ = try x.permute([0]) },
      { _ = try x.permute([0, 0]) }, { _ = try x.permute([0, 2]) }, { _ = try x.expand([2, 4]) },
      { _ = try x.expand([3]) }, { _ = try x.expand([-1, -1, -1]) }, { _ = try x.transpose(0, 2) },
      { _ = try x.unsqueeze(4) }, { _ = try x.squeeze(2) }, { _ = try x.flatten(1, 0) },
      { _ = try x.unsqueeze(0).t() }, { try x.copy(from: counted(3, 2)) },
      { try x.select(0, 0).expand([4, 3]).fill(1) },
      { _ = try counted().select(0, 0) }, { _ = try counted().narrow(0, start: 0, length: 1) },
    ]
    for (index, mistake) in mistakes.enumerated() {
      #expect(throws: ArrayError.self, "mistake \(index)") { try mistake() }
    }
  }

  @Test func overlappingCopiesReadTheOldValues() throws {
    let x = try counted(6)
    try x.narrow(0, start: 1, length: 5).copy(from: x.narrow(0, start: 0, length: 5))
    #expect(try x.integers == [0, 0, 1, 2, 3, 4])
    let y = try counted(2, 2)
    try y.copy(from: y.t())
    #expect(try y.integers == [0, 2, 1, 3])
  }
}
