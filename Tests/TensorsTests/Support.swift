import Arrays
import Tensors
import TestSupport

/// Short names for tests.
func shape(_ sizes: Int...) -> Shape { (try? Shape(sizes)) ?? .scalar }

func tensor(_ values: [Double], _ sizes: [Int]? = nil, grad: Bool = false) throws -> Tensor {
  Tensor(try NDArray(values, shape: sizes.map { try Shape($0) }), requiresGrad: grad)
}

extension Tensor {
  var doubles: [Double] { get throws { try array.cast(to: .float64).values(as: Double.self) } }
}

/// Numbers without pattern, the same in every run.
struct Draws {
  private var stream: RandomStream
  init(_ seed: UInt64) { stream = RandomStream(seed: seed, stream: "tests") }

  mutating func array(_ sizes: [Int], from low: Double = -2, to high: Double = 2) throws -> NDArray {
    let shape = try Shape(sizes)
    return try NDArray((0..<shape.count).map { _ in low + (high - low) * stream.uniform() }, shape: shape)
  }

  mutating func below(_ n: Int) -> Int { Swift.min(n - 1, Int(stream.uniform() * Double(n))) }
}

/// The array as a window with other strides on larger memory: every second column of a transposed copy.
func strided(_ array: NDArray) throws -> NDArray {
  guard array.rank > 0 else { return array }
  let wide = try NDArray.stack([array, array.add(7)], array.rank)
  let order = Array((0...array.rank).reversed())
  let turned = try wide.permute(order).clone().permute(order)
  return try turned.select(array.rank, 0)
}
