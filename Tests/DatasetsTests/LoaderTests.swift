import Arrays
import Datasets
import Testing

struct LoaderTests {
  /// Row i holds (i, -i); a second array holds i.
  private func arrays(_ count: Int) throws -> [NDArray] {
    let pairs = try NDArray(empty: Shape(count, 2))
    let numbers = try NDArray(empty: Shape(count), dtype: .int64)
    for index in 0..<count {
      pairs.pointer(as: Float.self)[2 * index] = Float(index)
      pairs.pointer(as: Float.self)[2 * index + 1] = -Float(index)
      numbers.pointer(as: Int64.self)[index] = Int64(index)
    }
    return [pairs, numbers]
  }

  private func walk(_ loader: Loader, epoch: Int) throws -> (rows: [Int], sizes: [Int]) {
    var pass = try loader.pass(epoch: epoch)
    var rows: [Int] = []
    var sizes: [Int] = []
    while let batch = try pass.next() {
      let numbers = batch[1]
      sizes.append(numbers.shape[0])
      for index in 0..<numbers.count {
        let row = Int(numbers.pointer(as: Int64.self)[index])
        #expect(batch[0].pointer(as: Float.self)[2 * index] == Float(row))
        #expect(batch[0].pointer(as: Float.self)[2 * index + 1] == -Float(row))
        rows.append(row)
      }
    }
    return (rows, sizes)
  }

  @Test(arguments: [
    (10, 3, false, [3, 3, 3, 1]), (10, 3, true, [3, 3, 3]), (9, 3, false, [3, 3, 3]),
    (2, 5, false, [2]), (2, 5, true, []), (0, 4, false, []), (4, Int.max, false, [4]),
  ])
  func batchesHaveTheirSizes(count: Int, size: Int, drop: Bool, sizes: [Int]) throws {
    let loader = try Loader(arrays(count), batchSize: size, dropsLast: drop)
    let (rows, found) = try walk(loader, epoch: 1)
    #expect(found == sizes && loader.batchCount == sizes.count)
    #expect(rows == Array(0..<rows.count))
  }

  @Test func anEpochShowsEveryRowOnceInAnOrderOfItsOwn() throws {
    let loader = try Loader(arrays(100), batchSize: 7, isShuffled: true, seed: 5)
    let first = try walk(loader, epoch: 1).rows
    let second = try walk(loader, epoch: 2).rows
    #expect(first.sorted() == Array(0..<100) && second.sorted() == Array(0..<100))
    #expect(first != second && first != Array(0..<100))
  }

  @Test func sameSeedAndEpochSameOrder() throws {
    let data = try arrays(50)
    func order(_ seed: UInt64, _ epoch: Int) throws -> [Int] {
      try walk(Loader(data, batchSize: 8, isShuffled: true, seed: seed), epoch: epoch).rows
    }
    #expect(try order(1, 3) == order(1, 3))
    #expect(try order(1, 3) != order(2, 3))
  }

  @Test func wrongArgumentsAreErrors() throws {
    let data = try arrays(4)
    #expect(throws: DatasetError.self) { try Loader(data, batchSize: 0) }
    #expect(throws: DatasetError.self) { try Loader([], batchSize: 1) }
    #expect(throws: DatasetError.self) { try Loader([NDArray(empty: .scalar)], batchSize: 1) }
    #expect(throws: ArrayError.self) { try Loader([data[0], arrays(5)[1]], batchSize: 1) }
  }
}
