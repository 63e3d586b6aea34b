import Arrays
import Bindings
import Tensors
import Testing

struct TensorTextTests {
  /// One number seen from everywhere: as large as wanted.
  private func wide(_ sizes: [Int]) throws -> Tensor {
    Tensor(try NDArray(empty: Shape(sizes.map { _ in 1 })).expand(to: Shape(sizes)))
  }

  @Test(
    "whatever the size, a screenful is shown and no more elements than that are looked at",
    arguments: [
      [100_000_000], [10_000, 10_000], [100, 1000, 1000], [1, 100_000_000], [100_000_000, 1], [2, 2, 25_000_000],
      [10, 10, 10, 10, 10, 10, 10, 10], [7, 7, 7, 7, 7, 7, 7, 7], [2, 2, 2, 2, 2, 2, 2, 2], [1000], [999], [40, 25],
      [25, 40], [500, 2], [3, 1000, 3], [1 << 20, 1 << 20],
    ])
  func bounded(sizes: [Int]) throws {
    let text = try TensorText(wide(sizes))
    #expect(text.elementsVisited <= 3000)
    #expect(text.text.split(separator: "\n", omittingEmptySubsequences: false).count <= 24)
    #expect(text.text.split(separator: "\n").allSatisfy { $0.count <= 130 })
    #expect(text.text.contains("shape=("))
  }

  @Test func theEndsOfEveryDimensionAreShown() throws {
    let values = (0..<10_000).map { Float($0) }
    let array = try NDArray(empty: Shape(100, 100))
    for (place, value) in values.enumerated() { array.pointer(as: Float.self)[place] = value }
    #expect(
      TensorText(Tensor(array)).text == """
        tensor([[   0.,    1.,    2., ...,   97.,   98.,   99.],
                [ 100.,  101.,  102., ...,  197.,  198.,  199.],
                [ 200.,  201.,  202., ...,  297.,  298.,  299.],
                ...,
                [9700., 9701., 9702., ..., 9797., 9798., 9799.],
                [9800., 9801., 9802., ..., 9897., 9898., 9899.],
                [9900., 9901., 9902., ..., 9997., 9998., 9999.]], shape=(100, 100), dtype=float32)
        """)
  }

  @Test func smallOnesAreShownWhole() throws {
    let array = try NDArray(empty: Shape(2, 2, 2))
    for place in 0..<8 { array.pointer(as: Float.self)[place] = Float(place) / 4 }
    #expect(
      TensorText(Tensor(array)).text == """
        tensor([[[0.0000, 0.2500],
                 [0.5000, 0.7500]],

                [[1.0000, 1.2500],
                 [1.5000, 1.7500]]], shape=(2, 2, 2), dtype=float32)
        """)
  }
}
