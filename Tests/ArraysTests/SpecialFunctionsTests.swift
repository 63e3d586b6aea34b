import Arrays
import Foundation
import Testing

@Suite struct SpecialFunctionsTests {
  /// mpmath 1.3, 40 digits: log(npdf(u) + u ncdf(u)) and log(ncdf(u)).
  @Test func tailsMatchHighPrecision() {
    for (u, logImprovement, logProbability) in SpecialFunctionsTests.highPrecision {
      let improvement = SpecialFunctions.logExpectedImprovement(u).value
      #expect(abs(improvement - logImprovement) <= 4e-15 * max(1, abs(logImprovement)), "u = \(u)")
      let probability = SpecialFunctions.logNormalDistribution(u).value
      #expect(abs(probability - logProbability) <= 4e-15 * max(1, abs(logProbability)), "u = \(u)")
    }
  }

  @Test func derivativesMatchDifferences() {
    for u in stride(from: -40.0, through: 8, by: 0.37) {
      let step = 1e-5 * max(1, abs(u))
      for f in [SpecialFunctions.logExpectedImprovement, SpecialFunctions.logNormalDistribution] {
        let difference = (f(u + step).value - f(u - step).value) / (2 * step)
        #expect(abs(difference - f(u).derivative) <= 1e-7 * max(1, abs(difference)), "u = \(u)")
      }
    }
  }

  @Test func everyFiniteArgumentHasAFiniteValue() {
    for u in [-1e150, -1e100, -1e10, -1e6, -1, 0, 1e6, 1e100] {
      for f in [SpecialFunctions.logExpectedImprovement, SpecialFunctions.logNormalDistribution] {
        #expect(f(u).value.isFinite && f(u).derivative.isFinite, "u = \(u)")
      }
    }
    #expect(SpecialFunctions.logExpectedImprovement(.nan).value.isNaN)
    #expect(SpecialFunctions.logNormalDistribution(.nan).value.isNaN)
  }

  @Test func quantileInvertsTheDistribution() {
    for p in [1e-300, 1e-20, 1e-5, 0.01, 0.3, 0.5, 0.77, 0.999] {
      let back = SpecialFunctions.normalDistribution(SpecialFunctions.normalQuantile(p))
      #expect(abs(back - p) <= 1e-12 * p)
    }
    #expect(SpecialFunctions.normalQuantile(0) == -.infinity)
    #expect(SpecialFunctions.normalQuantile(1) == .infinity)
    #expect(SpecialFunctions.normalQuantile(-0.1).isNaN)
    #expect(SpecialFunctions.normalQuantile(1.1).isNaN)
    #expect(SpecialFunctions.normalQuantile(.nan).isNaN)
  }

  static let highPrecision: [(Double, Double, Double)] = [
    (-1000.0, -500014.7344520911584, -500007.8266948121843),
    (-100.0, -5010.129578800249792, -5005.524208694205089),
    (-38.5, -749.3472742078229216, -745.6952702904110813),
    (-20.0, -206.9178385094250979, -203.9171553710972639),
    (-10.0, -55.55312203612235593, -53.23128515051247058),
    (-5.0, -16.74430116266099014, -15.06499839398872574),
    (-3.0, -7.869686059603028517, -6.607726221510349543),
    (-1.5, -3.529935920805709851, -2.705944400823889807),
    (-1.0001, -2.485311456445883341, -1.841174162541410747),
    (-1.0, -2.485121025712641337, -1.841021645009263506),
    (-0.9999, -2.4849306021991763, -1.840869135486139608),
    (-0.5, -1.620516264387319919, -1.175911761593618609),
    (0.0, -0.9189385332046727418, -0.6931471805599453094),
    (0.5, -0.3598276837450638186, -0.3689464152886563931),
    (2.0, 0.6973835457882283122, -0.02301290932896348847),
    (6.0, 1.791759469254114497, -9.865876455243757317e-10),
  ]
}
