import Arrays
import Testing

/// Maxima over windows by vectors, against plain loops, in values and places.
@Suite struct SlidingMaximumTests {
  struct Case: Sendable, CustomStringConvertible {
    let input: [Int]
    let kernel: (Int, Int)
    var stride = (1, 1)
    var padding = (0, 0)
    var dilation = (1, 1)
    var roundsUp = false
    var description: String {
      "\(input), kernel \(kernel), stride \(stride), padding \(padding), dilation \(dilation), up \(roundsUp)"
    }
  }

  static let cases = [
    Case(input: [2, 3, 55, 55], kernel: (3, 3), stride: (2, 2)),
    Case(input: [1, 2, 13, 13], kernel: (3, 3), stride: (2, 2)),
    Case(input: [1, 1, 1, 1], kernel: (1, 1)),
    Case(input: [1, 2, 7, 40], kernel: (2, 5), stride: (3, 1), padding: (1, 2)),
    Case(input: [1, 2, 9, 9], kernel: (3, 3), stride: (2, 2), padding: (1, 1), roundsUp: true),
    Case(input: [1, 2, 10, 35], kernel: (3, 3), stride: (1, 2), padding: (1, 1), dilation: (2, 3)),
    Case(input: [1, 1, 1, 2], kernel: (2, 2), padding: (1, 1), dilation: (4, 3)),
    Case(input: [1, 1, 6, 33], kernel: (2, 2), stride: (2, 3)),
    Case(input: [3, 4, 17], kernel: (2, 3), stride: (1, 2)),
  ]

  @Test(arguments: cases, [0, 1, 2]) func valuesAndPlacesAgreeWithPlainLoops(_ test: Case, flavour: Int) throws {
    let pooling: Pooling
    do {
      pooling = try Pooling(
        operation: "max_pool2d", input: Shape(test.input), kernel: test.kernel, stride: test.stride,
        padding: test.padding, dilation: test.dilation, roundsUp: test.roundsUp)
    } catch { return #expect(test.dilation.0 > 1) }
    var values = try KernelTests.noise(test.input).values(as: Float.self)
    // Many equal numbers; nan, infinities and zeros of both signs.
    if flavour == 1 { for i in values.indices { values[i] = values[i].rounded() } }
    if flavour == 2 {
      let special: [Float] = [.nan, -.infinity, .infinity, -.infinity, 0, -0.0]
      for i in values.indices { values[i] = i % 3 == 0 ? special[i / 3 % 6] : -Float.infinity }
    }
    let x = try NDArray(values, shape: Shape(test.input))
    let count = pooling.outputShape.count
    let places = UnsafeMutablePointer<Int32>.allocate(capacity: count)
    defer { places.deallocate() }
    let got = try pooling.maximum(x, positions: places).values(as: Float.self)
    let alone = try pooling.maximum(x).values(as: Float.self)
    #expect(zip(got, alone).allSatisfy { $0.bitPattern == $1.bitPattern || $0.isNaN && $1.isNaN })

    let (h, w) = (test.input[test.input.count - 2], test.input[test.input.count - 1])
    let (rows, columns) = (
      pooling.outputShape[test.input.count - 2], pooling.outputShape[test.input.count - 1]
    )
    for o in 0..<count {
      let (plane, oy, ox) = (o / (rows * columns), o / columns % rows, o % columns)
      var (best, place) = (-Float.infinity, -1)
      for ky in 0..<test.kernel.0 {
        for kx in 0..<test.kernel.1 {
          let iy = oy * test.stride.0 - test.padding.0 + ky * test.dilation.0
          let ix = ox * test.stride.1 - test.padding.1 + kx * test.dilation.1
          guard iy >= 0, iy < h, ix >= 0, ix < w else { continue }
          let value = values[plane * h * w + iy * w + ix]
          if place < 0 || value > best || value.isNaN { (best, place) = (value, iy * w + ix) }
        }
      }
      #expect(Int(places[o]) == place)
      #expect(got[o] == best || got[o].isNaN && best.isNaN)
    }
  }
}
