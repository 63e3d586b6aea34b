import Arrays
import Tensors
import Testing

/// Every differentiable operation against central differences, over random shapes and strides.
@Suite struct GradcheckTests {
  static let shapes: [[Int]] = [[], [1], [5], [2, 3], [3, 1, 2], [2, 0]]

  static let unary: [(UnaryFunction, Double, Double)] = [
    (.neg, -2, 2), (.abs, 0.1, 2), (.square, -2, 2), (.relu, 0.1, 2), (.reciprocal, 0.5, 2), (.sqrt, 0.5, 2),
    (.rsqrt, 0.5, 2), (.exp, -2, 2), (.exp2, -2, 2), (.expm1, -2, 2), (.log, 0.5, 2), (.log2, 0.5, 2),
    (.log10, 0.5, 2), (.log1p, -0.5, 2), (.sin, -2, 2), (.cos, -2, 2), (.tan, -1, 1), (.asin, -0.8, 0.8),
    (.acos, -0.8, 0.8), (.atan, -2, 2), (.sinh, -2, 2), (.cosh, -2, 2), (.tanh, -2, 2), (.asinh, -2, 2),
    (.acosh, 1.5, 3), (.atanh, -0.8, 0.8), (.sigmoid, -2, 2), (.logSigmoid, -2, 2), (.softplus, -2, 2),
    (.silu, -2, 2), (.gelu, -2, 2), (.geluTanh, -2, 2), (.erf, -2, 2), (.erfc, -2, 2), (.lgamma, 0.5, 4),
    (.digamma, 0.5, 4), (.floor, 0.2, 0.8),
    (.ceil, 0.2, 0.8), (.round, 0.6, 1.4), (.trunc, 0.2, 0.8), (.sign, 0.2, 0.8),
  ]

  @Test func everyFunctionOfOneNumberIsListed() {
    let listed = Set(GradcheckTests.unary.map(\.0))
    #expect(Set(UnaryFunction.allCases).subtracting(listed) == [.trigamma])
  }

  @Test(arguments: unary.indices) func functionsOfOneNumber(index: Int) throws {
    let (function, low, high) = GradcheckTests.unary[index]
    var draws = Draws(UInt64(index))
    for sizes in GradcheckTests.shapes {
      let x = try draws.array(sizes, from: low, to: high)
      for input in [x, try strided(x)] { try Gradcheck.check(at: [input]) { try $0[0].map(function) } }
    }
  }

  @Test func functionsWithAParameter() throws {
    var draws = Draws(2)
    for sizes in GradcheckTests.shapes {
      let x = try draws.array(sizes)
      for input in [x, try strided(x)] {
        try Gradcheck.check(at: [input]) { try $0[0].leakyRelu(0.2) }
        try Gradcheck.check(at: [input]) { try $0[0].elu(alpha: 0.7) }
        try Gradcheck.check(at: [input]) { try $0[0].softplus(beta: 1.5) }
        try Gradcheck.check(at: [input]) { try $0[0].gelu() }
        try Gradcheck.check(at: [input]) { try $0[0].gelu(tanh: true) }
        try Gradcheck.check(at: [input]) { try $0[0].clamp(min: -1, max: 0.5) }
        for p in [0, 1, 2, 3, -1, -2, 2.5] {
          try Gradcheck.check(at: [try input.map(.abs).add(0.5)]) { try $0[0].pow(.real(p)) }
        }
        try Gradcheck.check(at: [input]) { try $0[0].rpow(1.7) }
        try Gradcheck.check(at: [input]) { try $0[0].rsub(2).rdiv(3).remainder(10).add(1).mul(2).sub(1).div(4) }
      }
    }
  }

  @Test(arguments: [BinaryFunction.add, .sub, .mul, .div, .pow, .maximum, .minimum, .atan2, .remainder])
  func functionsOfTwoNumbers(function: BinaryFunction) throws {
    var draws = Draws(3)
    let pairs: [([Int], [Int])] = [
      ([], []), ([3], []), ([], [2, 2]), ([2, 3], [3]), ([2, 1], [1, 3]), ([2, 3], [2, 3]), ([4, 1, 2], [3, 1]),
      ([0], [1]), ([1, 1], [2]),
    ]
    for (left, right) in pairs {
      let a = try draws.array(left, from: 2.2, to: 2.9)
      let b = try draws.array(right, from: 0.8, to: 1.05)
      try Gradcheck.check(at: [a, b]) { try .binary(function, $0[0], $0[1]) }
      try Gradcheck.check(at: [try strided(a), try strided(b)]) { try .binary(function, $0[0], $0[1]) }
      // The same tensor on both sides.
      if function != .maximum, function != .minimum, function != .remainder {
        try Gradcheck.check(at: [b]) { try .binary(function, $0[0], $0[0]) }
      }
    }
  }

  typealias Function = (Tensor) throws -> Tensor

  @Test func reductions() throws {
    var draws = Draws(4)
    let cases: [([Int], [Int]?)] = [
      ([], nil), ([4], nil), ([4], [0]), ([2, 3], [0]), ([2, 3], [-1]), ([2, 3, 2], [0, 2]), ([2, 3, 2], [1]),
      ([2, 3, 2], nil), ([3, 1], [1]),
    ]
    for (sizes, dimensions) in cases {
      for keepdim in [false, true] {
        let x = try draws.array(sizes)
        for input in [x, try strided(x)] {
          let functions: [Function] = [
            { try $0.sum(dimensions, keepdim: keepdim) }, { try $0.mean(dimensions, keepdim: keepdim) },
            { try $0.variance(dimensions, correction: 0, keepdim: keepdim) },
            { try $0.logsumexp(dimensions, keepdim: keepdim) }, { try $0.prod(dimensions, keepdim: keepdim) },
            { try $0.amax(dimensions, keepdim: keepdim) }, { try $0.amin(dimensions, keepdim: keepdim) },
            { try $0.norm(1, dimensions, keepdim: keepdim) }, { try $0.norm(2, dimensions, keepdim: keepdim) },
            { try $0.norm(3, dimensions, keepdim: keepdim) }, { try $0.norm(.infinity, dimensions, keepdim: keepdim) },
          ]
          for function in functions { try Gradcheck.check(at: [input]) { try function($0[0]) } }
        }
        if sizes.reduce(1, *) > 3, sizes != [3, 1] {
          try Gradcheck.check(at: [x]) { try $0[0].std(dimensions, correction: 1, keepdim: keepdim) }
        }
      }
    }
  }

  @Test func productsWithZeros() throws {
    let x = try NDArray([2, 0, 3, 0, 0, 1, 4, 5, 6] as [Double], shape: shape(3, 3))
    for dimensions in [[0], [1], nil] { try Gradcheck.check(at: [x]) { try $0[0].prod(dimensions) } }
  }

  @Test func operationsAlongOneDimension() throws {
    var draws = Draws(5)
    for sizes in [[], [4], [3, 2], [2, 3, 2]] {
      for dimension in -1..<max(sizes.count, 1) {
        let x = try draws.array(sizes)
        for input in [x, try strided(x)] {
          let functions: [Function] = [
            { try $0.softmax(dimension) }, { try $0.logSoftmax(dimension) }, { try $0.cumsum(dimension) },
            { try $0.flip(dimension) }, { try $0.max(dimension).values },
            { try $0.min(dimension, keepdim: true).values },
            { try $0.sort(dimension, descending: true).values }, { try $0.topk(1, dimension).values },
            { try $0.median(dimension).values }, { try $0.quantile(0.3, dimension) },
          ]
          for function in functions { try Gradcheck.check(at: [input]) { try function($0[0]) } }
        }
      }
    }
  }

  @Test func shapesAndPositions() throws {
    var draws = Draws(6)
    let x = try draws.array([3, 4, 2])
    let index = Tensor(try NDArray([2, 0, 2, -1] as [Int64]))
    let places = Tensor(try NDArray([0, 1, 1, 0, 2, 0, 1, 1] as [Int64], shape: shape(1, 4, 2)))
    let mask = Tensor(try x.gt(.scalar(0, dtype: .float64)))
    let rows = Tensor(try NDArray([true, false, true]))
    let functions: [Function] = [
      { try $0.reshape([-1, 6]) }, { try $0.flatten(1) }, { try $0.unsqueeze(1).squeeze(1) },
      { try $0.transpose(0, 2) },
      { try $0.permute([2, 0, 1]) }, { try $0.unsqueeze(0).expand([3, -1, -1, -1]) },
      { try $0.narrow(1, start: 1, length: 2) }, { try $0.select(1, -1) },
      { try $0.slice(1, start: 3, length: 2, step: -2) },
      { try $0.transpose(0, 1).narrow(0, start: 1, length: 2).reshape([4, 3]) }, { try $0.unflatten(1, [2, -1]) },
      { try $0.split(3, 1)[1] }, { try $0.chunk(2, 1)[0] }, { try $0.clone().contiguous() },
      { try $0.indexSelect(0, index) }, { try $0.indexSelect(2, Tensor(NDArray([1, 1, 0] as [Int64]))) },
      { try $0.gather(0, places) }, { try $0.maskedFill(mask, 3) }, { try $0.maskedSelect(mask) },
      { try $0.maskedSelect(rows) }, { try Tensor.cat([$0, $0.exp(), $0.narrow(1, start: 0, length: 1)], 1) },
      { try Tensor.stack([$0, $0.sin()], -1) }, { try Tensor.where(mask, $0, $0.exp()) },
      { try $0.indexAdd(0, index, $0.indexSelect(0, index).exp()) },
      { try $0.scatterAdd(0, places, $0.gather(0, places).sin()) },
    ]
    for (position, function) in functions.enumerated() {
      for input in [x, try strided(x)] {
        #expect(throws: Never.self, "function \(position)") { try Gradcheck.check(at: [input]) { try function($0[0]) } }
      }
    }
  }

  @Test func matrixProducts() throws {
    var draws = Draws(7)
    let pairs: [([Int], [Int])] = [
      ([3], [3]), ([2, 3], [3]), ([3], [3, 2]), ([2, 3], [3, 4]), ([2, 2, 3], [3, 2]), ([2, 2, 3], [2, 3, 2]),
      ([2, 1, 2, 3], [3, 3, 1]), ([3], [2, 3, 2]), ([2, 2, 3], [3]), ([0, 3], [3, 2]), ([2, 0], [0, 2]),
    ]
    for (left, right) in pairs {
      let (a, b) = (try draws.array(left), try draws.array(right))
      try Gradcheck.check(at: [a, b]) { try $0[0].matmul($0[1]) }
      try Gradcheck.check(at: [try strided(a), try strided(b)]) { try $0[0].matmul($0[1]) }
    }
    let (a, b) = (try draws.array([2, 3]), try draws.array([2, 3]))
    try Gradcheck.check(at: [a, b]) { try $0[0].t().mm($0[1]) }
    try Gradcheck.check(at: [try draws.array([2]), try draws.array([3])]) { try $0[0].outer($0[1]) }
  }

  @Test func writesInPlace() throws {
    var draws = Draws(8)
    let (x, v) = (try draws.array([3, 2]), try draws.array([2]))
    let functions: [([Tensor]) throws -> Tensor] = [
      { try $0[0].sin().add_($0[1]).mul_($0[1]).sin() },
      { try $0[0].sin().div_($0[0]).sub_($0[1]) },
      // Rows of a constant become results.
      { i in
        let y = Tensor(try .zeros(shape(3, 2), dtype: .float64))
        try y.select(0, 1).copy_(i[1].sin())
        try y.select(0, 2).add_(i[1])
        return try y.mul(i[0])
      },
      // A window of a result is overwritten, doubled, and used both by itself and through its base.
      { i in
        let y = try i[0].square()
        let row = try y.select(0, 1)
        try row.copy_(i[1])
        try row.mul_(2)
        return try y.mul(y).add(row)
      },
      { i in
        let y = try i[0].square()
        try y.narrow(0, start: 1, length: 2).t().fill_(3)
        return try y.mul(i[0])
      },
      { i in
        let y = try i[0].square()
        try y.clamp_(min: 0.5, max: 2)
        try y.map_(.log)
        return try y.mul(i[0])
      },
      { i in
        let y = try i[0].mul(1)
        let mask = Tensor(try NDArray([true, false, true]))
        try y.maskedCopy_(mask, i[1])
        try y.maskedFill_(Tensor(NDArray([true, false])), 2)
        return try y.mul(i[0])
      },
    ]
    for (position, function) in functions.enumerated() {
      #expect(throws: Never.self, "function \(position)") { try Gradcheck.check(at: [x, v], function) }
    }
  }

  @Test func aWrongGradientIsFound() throws {
    #expect(throws: Gradcheck.Mismatch.self) {
      try Gradcheck.check(at: [try NDArray([1.0, 2.0])]) { try $0[0].mul($0[0].detach()) }
    }
  }
}
