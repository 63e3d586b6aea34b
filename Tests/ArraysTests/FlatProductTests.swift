import Arrays
import Testing

/// Dense layers with few rows and large weights.
@Suite(.serialized) struct FlatProductTests {
  @Test(arguments: [1, 2, 3, 4, 7, 16, 31, 32, 33], [(1024, 1024), (1031, 2049), (100, 20_003), (4099, 257)])
  func agreesWithDoublePrecision(rows: Int, sizes: (outputs: Int, inputs: Int)) throws {
    let x = try KernelTests.noise([rows, sizes.inputs])
    let w = try KernelTests.noise([sizes.outputs, sizes.inputs], seed: 2)
    let bias = try KernelTests.noise([sizes.outputs], seed: 3)
    let layer = try Dense(input: x.shape, weight: w.shape)
    let wanted = try layer.forward(x.cast(to: .float64), w.cast(to: .float64), bias: bias.cast(to: .float64))
    let got = try layer.forward(x, w, bias: bias)
    // Rounding of a sum of n products of normal numbers: a few units times the root of n.
    let most = try got.cast(to: .float64).sub(wanted).map(.abs).maximum(nil).item().double
    #expect(most < 8e-6 * Double(sizes.inputs).squareRoot())
    let before = Threads.count
    defer { Threads.count = before }
    for threads in [1, 2, 3, 8] {
      Threads.count = threads
      #expect(try layer.forward(x, w, bias: bias).equals(got))
    }
    let strided = try layer.forward(x.t().clone().t(), w.t().clone().t(), bias: bias)
    #expect(try strided.equals(got))
  }

  @Test(arguments: [1, 2, 5, 16, 31, 32], [(1024, 1024), (1031, 2049), (100, 20_003), (4099, 257)])
  func gradientsAgreeWithDoublePrecision(rows: Int, sizes: (outputs: Int, inputs: Int)) throws {
    let x = try KernelTests.noise([rows, sizes.inputs])
    let w = try KernelTests.noise([sizes.outputs, sizes.inputs], seed: 2)
    let g = try KernelTests.noise([rows, sizes.outputs], seed: 3)
    let layer = try Dense(input: x.shape, weight: w.shape)
    let (dx, dw) = (try layer.inputGradient(g, w), try layer.weightGradient(g, x))
    let wanted = (
      try layer.inputGradient(g.cast(to: .float64), w.cast(to: .float64)),
      try layer.weightGradient(g.cast(to: .float64), x.cast(to: .float64))
    )
    func distance(_ a: NDArray, _ b: NDArray) throws -> Double {
      try a.cast(to: .float64).sub(b).map(.abs).maximum(nil).item().double
    }
    #expect(try distance(dx, wanted.0) < 8e-6 * Double(sizes.outputs).squareRoot())
    #expect(try distance(dw, wanted.1) < 8e-6 * Double(rows).squareRoot())
    let before = Threads.count
    defer { Threads.count = before }
    for threads in [1, 2, 3, 8] {
      Threads.count = threads
      #expect(try layer.inputGradient(g, w).equals(dx))
      #expect(try layer.weightGradient(g, x).equals(dw))
    }
  }
}
