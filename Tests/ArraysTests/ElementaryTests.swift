import Arrays
import Foundation
import Testing

@Suite struct ElementaryTests {
  /// Difference in units in the last place of `wanted`.
  static func ulps(_ got: Double, _ wanted: Double) -> Double { abs(got - wanted) / wanted.ulp }

  @Test func expIsWithinTwoUnits() {
    var worst = 0.0
    var stream = RandomStream(seed: 1, stream: "exp")
    for _ in 0..<20_000 {
      let x = (stream.uniform() * 2 - 1) * 700
      worst = max(worst, ElementaryTests.ulps(Elementary.exp(x), Foundation.exp(x)))
      let small = stream.normal()
      worst = max(worst, ElementaryTests.ulps(Elementary.exp(small), Foundation.exp(small)))
    }
    #expect(worst <= 2)
    #expect(Elementary.exp(0) == 1)
    #expect(Elementary.exp(-.infinity) == 0)
    #expect(Elementary.exp(-709) == 0)
    #expect(Elementary.exp(.infinity) == .infinity)
    #expect(Elementary.exp(711) == .infinity)
    #expect(Elementary.exp(.nan).isNaN)
  }

  @Test func logIsWithinTwoUnits() {
    var worst = 0.0
    var stream = RandomStream(seed: 1, stream: "log")
    for _ in 0..<20_000 {
      let x = Foundation.exp((stream.uniform() * 2 - 1) * 700)
      worst = max(worst, ElementaryTests.ulps(Elementary.log(x), Foundation.log(x)))
      let near = 1 + stream.normal() * 0.05
      worst = max(worst, ElementaryTests.ulps(Elementary.log(near), Foundation.log(near)))
    }
    #expect(worst <= 2)
    #expect(Elementary.log(1) == 0)
  }
}
