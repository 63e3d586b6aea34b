import Arrays
import Foundation
import Testing

@Suite struct RandomStreamTests {
  @Test func equalSeedsAndNamesGiveEqualBits() {
    var a = RandomStream(seed: 7, stream: "noise")
    var b = RandomStream(seed: 7, stream: "noise")
    #expect((0..<100).map { _ in a.nextUInt64() } == (0..<100).map { _ in b.nextUInt64() })
  }

  @Test func seedsAndNamesAndSubstreamsDiffer() {
    var seen = Set<UInt64>()
    var count = 0
    for seed in [UInt64(0), 1, 2, 1 << 32, .max] {
      for name in ["", "a", "b", "noise"] {
        var stream = RandomStream(seed: seed, stream: name)
        var first = stream.substream(0)
        var second = stream.substream(1)
        for value in [stream.nextUInt64(), first.nextUInt64(), second.nextUInt64()] {
          seen.insert(value)
          count += 1
        }
      }
    }
    #expect(seen.count == count)
  }

  @Test func restoredStreamContinues() {
    for drawn in 0..<9 {
      var stream = RandomStream(seed: 3, stream: "data")
      for _ in 0..<drawn { _ = stream.nextUInt32() }
      var restored = RandomStream(seed: stream.seed, identity: stream.identity, position: stream.position)
      #expect((0..<10).map { _ in stream.nextUInt32() } == (0..<10).map { _ in restored.nextUInt32() })
      #expect(stream == restored)
    }
  }

  @Test func fillsDependOnIndexAlone() {
    for count in [0, 1, 15, 16, 31, 32, 33, 63, 64, 65, 127, 1000] {
      var long = RandomStream(seed: 5, stream: "fill")
      var short = long
      var a = [Float](repeating: .nan, count: 2000)
      var b = [Float](repeating: -7, count: count + 1)
      a.withUnsafeMutableBufferPointer { long.fillNormal($0.baseAddress!, count: 2000) }
      b.withUnsafeMutableBufferPointer { short.fillNormal($0.baseAddress!, count: count) }
      #expect(Array(a.prefix(count)) == Array(b.prefix(count)))
      #expect(b[count] == -7, "wrote past the end at count \(count)")
    }
  }

  @Test func uniformsStayInTheirIntervals() {
    var stream = RandomStream(seed: 11, stream: "u")
    for _ in 0..<1000 {
      let open = stream.uniformOpen()
      #expect(open > 0 && open < 1)
      let half = stream.uniform()
      #expect(half >= 0 && half < 1)
    }
    var floats = [Float](repeating: 2, count: 100_003)
    floats.withUnsafeMutableBufferPointer { stream.fillUniform($0.baseAddress!, count: 100_003) }
    #expect(floats.allSatisfy { $0 >= 0 && $0 < 1 })
    let mean = floats.reduce(0.0) { $0 + Double($1) } / 100_003
    #expect(abs(mean - 0.5) < 0.0036)
  }

  /// Moments within five standard errors, and the empirical distribution within Kolmogorov's bound.
  @Test(arguments: [UInt64(1), 2, 3]) func normalsAreNormal(seed: UInt64) {
    let count = 200_000
    var stream = RandomStream(seed: seed, stream: "normal")
    var floats = [Float](repeating: 0, count: count)
    var doubles = [Double](repeating: 0, count: count)
    floats.withUnsafeMutableBufferPointer { stream.fillNormal($0.baseAddress!, count: count) }
    doubles.withUnsafeMutableBufferPointer { stream.fillNormal($0.baseAddress!, count: count) }
    let single = (0..<count).map { _ in stream.normal() }
    for sample in [floats.map(Double.init), doubles, single] {
      let n = Double(count)
      func moment(_ power: Double) -> Double { sample.reduce(0) { $0 + pow($1, power) } / n }
      #expect(abs(moment(1)) < 5 / n.squareRoot())
      #expect(abs(moment(2) - 1) < 5 * (2 / n).squareRoot())
      #expect(abs(moment(3)) < 5 * (15 / n).squareRoot())
      #expect(abs(moment(4) - 3) < 5 * (96 / n).squareRoot())
      let sorted = sample.sorted()
      var distance = 0.0
      for (i, x) in sorted.enumerated() {
        let cdf = 0.5 * erfc(-x / 2.0.squareRoot())
        distance = max(distance, abs(cdf - (Double(i) + 0.5) / n))
      }
      #expect(distance < 1.95 / n.squareRoot())
      // Neighbours, and partners of one pair, are uncorrelated.
      for lag in [1, 16, 32] {
        let covariance = zip(sample, sample.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 } / n
        #expect(abs(covariance) < 5 / n.squareRoot())
      }
    }
  }

  @Test func integersAreUnbiasedAndBounded() {
    var stream = RandomStream(seed: 1, stream: "int")
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[stream.integer(below: 7)] += 1 }
    for count in counts { #expect(abs(count - 10_000) < 5 * 93) }
    #expect(stream.integer(below: 1) == 0)
    #expect(stream.integer(below: 0) == 0)
    #expect(stream.integer(below: -5) == 0)
    #expect((0..<100).allSatisfy { _ in (0..<Int.max).contains(stream.integer(below: Int.max)) })
  }

  @Test func permutationsHoldEveryNumberOnce() {
    var stream = RandomStream(seed: 1, stream: "order")
    #expect(stream.permutation(0).isEmpty)
    #expect(stream.permutation(-3).isEmpty)
    #expect(stream.permutation(1) == [0])
    let order = stream.permutation(1000)
    #expect(order.sorted() == Array(0..<1000))
    #expect(order != Array(0..<1000))
    #expect(stream.permutation(1000) != order)
  }

  @Test func processWideStreamsMoveOnAndRestore() {
    let saved = (Random.seed, Random.streams)
    defer { Random.restore(seed: saved.0, streams: saved.1) }
    Random.seed = 42
    let first = Random.withStream("test") { $0.nextUInt64() }
    let checkpoint = Random.streams
    let second = Random.withStream("test") { $0.nextUInt64() }
    #expect(first != second)
    Random.restore(seed: 42, streams: checkpoint)
    #expect(Random.withStream("test") { $0.nextUInt64() } == second)
    Random.seed = 42
    #expect(Random.withStream("test") { $0.nextUInt64() } == first)
  }
}
