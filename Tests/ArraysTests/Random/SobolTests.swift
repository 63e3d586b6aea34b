import Arrays
import TestSupport
import Testing

@Suite struct SobolTests {
  @Test(.enabled(if: Reference.isAvailable)) func plainPointsAreThePeersPoints() throws {
    let cases = try Reference.cases("sobol")
    #expect(cases.count >= 11)
    for test in cases {
      guard let dimension = test.parameters["dimension"] as? Int, let start = test.parameters["start"] as? Int,
        let count = test.parameters["count"] as? Int
      else {
        Issue.record("\(test): parameters are missing")
        continue
      }
      var sobol = try Sobol(dimension: dimension, start: start)
      let mismatch = test.mismatch("points", got: try sobol.draw(count), shape: [count, dimension])
      #expect(mismatch == nil)
    }
  }

  @Test func piecesContinueEachOther() throws {
    var whole = try Sobol(dimension: 5)
    var pieces = try Sobol(dimension: 5)
    let points = try whole.draw(50)
    #expect(points == (try pieces.draw(0)) + (try pieces.draw(1)) + (try pieces.draw(17)) + (try pieces.draw(32)))
  }

  /// Every aligned block of 2^k scrambled points has one point in each of the 2^k equal cells of
  /// every coordinate: scrambling keeps the net.
  @Test(arguments: [UInt64(1), 2, 3]) func scramblingKeepsTheStrata(seed: UInt64) throws {
    var stream = RandomStream(seed: seed, stream: "sobol")
    var sobol = try Sobol(dimension: 40, scrambledBy: &stream)
    let points = try sobol.draw(256)
    #expect(points.allSatisfy { $0 > 0 && $0 < 1 })
    for column in 0..<40 {
      let cells = Set((0..<256).map { Int(points[$0 * 40 + column] * 256) })
      #expect(cells.count == 256)
    }
  }

  @Test func scramblesDifferBySeedAndRepeat() throws {
    func points(_ seed: UInt64) throws -> [Double] {
      var stream = RandomStream(seed: seed, stream: "sobol")
      var sobol = try Sobol(dimension: 3, scrambledBy: &stream)
      return try sobol.draw(16)
    }
    #expect(try points(1) == points(1))
    #expect(try points(1) != points(2))
  }

  /// The error of a smooth integral in 6 dimensions is far below Monte Carlo's 1/sqrt(n).
  @Test func scrambledPointsIntegrateWell() throws {
    var stream = RandomStream(seed: 4, stream: "sobol")
    var sobol = try Sobol(dimension: 6, scrambledBy: &stream)
    let points = try sobol.draw(4096)
    var sum = 0.0
    for i in 0..<4096 {
      var product = 1.0
      for k in 0..<6 { product *= 1 + 0.5 * (points[i * 6 + k] - 0.5) }
      sum += product
    }
    #expect(abs(sum / 4096 - 1) < 5e-4)
  }

  @Test func normalsHaveUnitVariance() throws {
    var stream = RandomStream(seed: 4, stream: "sobol")
    var sobol = try Sobol(dimension: 2, scrambledBy: &stream)
    let normals = try sobol.drawNormal(1024)
    let variance = normals.reduce(0) { $0 + $1 * $1 } / 2048
    #expect(abs(variance - 1) < 0.02)
  }

  @Test func hostileArgumentsThrow() {
    #expect(throws: ArrayError.self) { try Sobol(dimension: 0) }
    #expect(throws: ArrayError.self) { try Sobol(dimension: -1) }
    #expect(throws: ArrayError.self) { try Sobol(dimension: Int.max) }
    #expect(throws: ArrayError.self) { try Sobol(dimension: 2, start: -1) }
    #expect(throws: ArrayError.self) {
      var sobol = try Sobol(dimension: 2)
      return try sobol.draw(Int.max)
    }
    #expect(throws: ArrayError.self) {
      var stream = RandomStream(seed: 0, stream: "")
      return try Sobol(dimension: -4, scrambledBy: &stream)
    }
  }
}
