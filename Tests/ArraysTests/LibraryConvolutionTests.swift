import Arrays
import Testing

/// Convolutions by the library against plain loops in double precision, and against our own.
@Suite(.serialized) struct LibraryConvolutionTests {
  struct Case: Sendable, CustomStringConvertible {
    let input: [Int]
    let weight: [Int]
    var stride = (1, 1)
    var padding = (0, 0)
    var dilation = (1, 1)
    var groups = 1

    var description: String {
      "\(input) ⋆ \(weight), stride \(stride), padding \(padding), dilation \(dilation), groups \(groups)"
    }

    func convolution() throws -> Convolution {
      try Convolution(
        input: Shape(input), weight: Shape(weight), stride: stride, padding: padding, dilation: dilation,
        groups: groups)
    }

    /// Places in x, w and y of every product that is not in the padding.
    func forEachProduct(_ output: Shape, _ body: (_ x: Int, _ w: Int, _ y: Int) -> Void) {
      let (h, wide) = (input[2], input[3])
      let (inputs, outputs) = (weight[1], weight[0] / groups)
      for n in 0..<input[0] {
        for o in 0..<weight[0] {
          for oy in 0..<output[2] {
            for ox in 0..<output[3] {
              for c in 0..<inputs {
                for ky in 0..<weight[2] {
                  for kx in 0..<weight[3] {
                    let iy = oy * stride.0 - padding.0 + ky * dilation.0
                    let ix = ox * stride.1 - padding.1 + kx * dilation.1
                    guard iy >= 0, iy < h, ix >= 0, ix < wide else { continue }
                    body(
                      ((n * input[1] + o / outputs * inputs + c) * h + iy) * wide + ix,
                      ((o * inputs + c) * weight[2] + ky) * weight[3] + kx,
                      ((n * weight[0] + o) * output[2] + oy) * output[3] + ox)
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  static let cases = [
    Case(input: [1, 1, 5, 5], weight: [1, 1, 3, 3]),
    Case(input: [2, 3, 23, 19], weight: [64, 3, 11, 11], stride: (4, 4), padding: (2, 2)),
    Case(input: [1, 16, 9, 7], weight: [128, 16, 5, 5], padding: (2, 2)),
    Case(input: [5, 5, 8, 8], weight: [7, 5, 3, 3], stride: (2, 1), padding: (1, 0)),
    Case(input: [3, 8, 9, 9], weight: [64, 8, 3, 3], padding: (2, 2), dilation: (2, 2)),
    Case(input: [2, 8, 6, 6], weight: [12, 2, 3, 3], padding: (1, 1), groups: 4),
    Case(input: [2, 6, 6, 6], weight: [6, 1, 3, 3], padding: (1, 1), groups: 6),
    Case(input: [70, 4, 6, 5], weight: [32, 4, 2, 3]),
    Case(input: [4, 24, 7, 7], weight: [40, 24, 1, 1]),
    Case(input: [1, 2, 3, 40], weight: [96, 2, 3, 1], stride: (3, 2)),
  ]

  private static func with<T>(leastWork: Int, threads: Int = 2, _ body: () throws -> T) rethrows -> T {
    let before = (Convolution.libraryBounds, Threads.count)
    (Convolution.libraryBounds, Threads.count) = (.init(work: leastWork), threads)
    defer { (Convolution.libraryBounds, Threads.count) = before }
    return try body()
  }

  private struct Passes: Equatable {
    let y, rectified, dx, dw: [Float]
  }

  private static func passes(_ test: Case, strided: Bool = false) throws -> (Passes, x: NDArray, w: NDArray, g: NDArray)
  {
    let c = try test.convolution()
    var x = try KernelTests.noise(test.input)
    if strided { x = try x.transpose(2, 3).clone().transpose(2, 3) }
    let (w, g) = (try KernelTests.noise(test.weight, seed: 2), try KernelTests.noise(c.outputShape.array, seed: 3))
    let bias = try KernelTests.noise([test.weight[0]], seed: 4)
    return (
      Passes(
        y: try c.forward(x, w, bias: nil).values(), rectified: try c.forward(x, w, bias: bias, relu: true).values(),
        dx: try c.inputGradient(g, w).values(), dw: try c.weightGradient(g, x).values()), x, w, g
    )
  }

  private func isClose(_ got: [Float], _ wanted: [Double], _ scale: [Double]) -> Bool {
    zip(got, zip(wanted, scale)).allSatisfy { abs(Double($0) - $1.0) <= 2e-6 * $1.1 + 1e-30 }
  }

  @Test(arguments: cases) func allPassesAgreeWithPlainLoops(_ test: Case) throws {
    // Without the library the same test holds of our own code.
    if !Convolution.hasLibrary { print("oneDNN is missing: convolutions by it are not tested") }
    let (got, xs, ws, gs) = try Self.with(leastWork: 1) { try Self.passes(test) }
    let (x, w, g) = (
      try xs.values(as: Float.self).map(Double.init), try ws.values(as: Float.self).map(Double.init),
      try gs.values(as: Float.self).map(Double.init)
    )
    var (y, dx, dw) = ([Double](repeating: 0, count: g.count), x.map { _ in 0.0 }, w.map { _ in 0.0 })
    var (ySize, dxSize, dwSize) = (y, dx, dw)
    test.forEachProduct(try test.convolution().outputShape) { i, j, k in
      y[k] += x[i] * w[j]
      ySize[k] += abs(x[i] * w[j])
      dx[i] += g[k] * w[j]
      dxSize[i] += abs(g[k] * w[j])
      dw[j] += g[k] * x[i]
      dwSize[j] += abs(g[k] * x[i])
    }
    #expect(isClose(got.y, y, ySize))
    #expect(isClose(got.dx, dx, dxSize))
    #expect(isClose(got.dw, dw, dwSize))
    let bias = try KernelTests.noise([test.weight[0]], seed: 4).values(as: Float.self).map(Double.init)
    let plane = max(y.count / (test.input[0] * test.weight[0]), 1)
    let shifted = y.indices.map { y[$0] + bias[$0 / plane % bias.count] }
    #expect(isClose(got.rectified, shifted.map { max($0, 0) }, zip(ySize, shifted).map { $0 + abs($1) + 1 }))
  }

  @Test(arguments: cases) func bitsDoNotDependOnTheNumberOfThreads(_ test: Case) throws {
    let one = try Self.with(leastWork: 1, threads: 1) { try Self.passes(test).0 }
    for threads in [2, 3, 8] {
      #expect(try Self.with(leastWork: 1, threads: threads) { try Self.passes(test).0 } == one)
    }
    #expect(try Self.with(leastWork: 1) { try Self.passes(test, strided: true).0 } == one)
  }

  @Test func nothingAndNotNumbersComeThrough() throws {
    try Self.with(leastWork: 1) {
      let empty = try Convolution(input: Shape(0, 3, 9, 9), weight: Shape(8, 3, 3, 3))
      #expect(
        try empty.forward(.zeros(Shape(0, 3, 9, 9)), .zeros(Shape(8, 3, 3, 3)), bias: nil).shape == Shape(0, 8, 7, 7))
      #expect(
        try empty.weightGradient(.zeros(Shape(0, 8, 7, 7)), .zeros(Shape(0, 3, 9, 9))).values(as: Float.self)
          .allSatisfy { $0 == 0 })
      // A weight of infinity does not meet the padding, and nan stays nan through the rectifier.
      let c = try Convolution(input: Shape(1, 1, 3, 3), weight: Shape(1, 1, 3, 3), padding: (1, 1))
      let w = try NDArray([Float.infinity, 0, 0, 0, 1, 0, 0, 0, 0], shape: Shape(1, 1, 3, 3))
      let x = try NDArray([Float](repeating: 1, count: 9), shape: Shape(1, 1, 3, 3))
      #expect(
        try c.forward(x, w, bias: nil).values(as: Float.self) == [
          1, 1, 1, 1, .infinity, .infinity, 1, .infinity, .infinity,
        ])
      let broken = try NDArray([Float.nan] + [Float](repeating: 1, count: 8), shape: Shape(1, 1, 3, 3))
      let one = try NDArray([0, 0, 0, 0, 1, 0, 0, 0, 0] as [Float], shape: Shape(1, 1, 3, 3))
      let y = try c.forward(broken, one, bias: nil, relu: true).values(as: Float.self)
      #expect(y[0].isNaN)
      #expect(y[8] == 1)
    }
  }

  /// More shapes than are kept, from several calls at once.
  @Test func shapesComeAndGo() throws {
    try Self.with(leastWork: 1) {
      for round in 0..<2 {
        for size in 3..<80 {
          let c = try Convolution(input: Shape(1, 1, size, 3), weight: Shape(1, 1, 3, 3))
          let ones = try NDArray.ones(Shape(1, 1, 3, 3))
          let y = try c.forward(.ones(Shape(1, 1, size, 3)), ones, bias: nil).values(as: Float.self)
          #expect(y.allSatisfy { $0 == 9 }, "round \(round)")
          let dx = try c.inputGradient(.ones(c.outputShape), ones).values(as: Float.self)
          #expect(dx.reduce(0, +) == Float(9 * (size - 2)))
        }
      }
    }
  }
}
