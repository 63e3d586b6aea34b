import Arrays
import Testing

@Suite struct CreationTests {
  @Test func ranges() throws {
    #expect(try NDArray.arange(0, 3).values(as: Int64.self) == [0, 1, 2])
    #expect(try NDArray.arange(5, 0, -2).values(as: Int64.self) == [5, 3, 1])
    #expect(try NDArray.arange(0.0, 1, 0.25).values(as: Float.self) == [0, 0.25, 0.5, 0.75])
    #expect(try NDArray.arange(3, 3).count == 0)
    #expect(try NDArray.linspace(0, 1, count: 3, dtype: .float64).values(as: Double.self) == [0, 0.5, 1])
    #expect(try NDArray.linspace(2, 9, count: 1).values(as: Float.self) == [2])
    #expect(try NDArray.linspace(2, 9, count: 0).count == 0)
    #expect(try NDArray.eye(2, 3).values(as: Float.self) == [1, 0, 0, 0, 1, 0])
    #expect(try NDArray.eye(0).count == 0)
  }

  @Test func hostileSizesAreErrors() throws {
    let calls: [() throws -> Void] = [
      { _ = try Shape(-1) }, { _ = try Shape(1 << 40, 1 << 40) }, { _ = try Shape(.max, .max) },
      { _ = try Shape(Array(repeating: 1, count: 9)) }, { _ = try NDArray.zeros(Shape(1 << 40)) },
      { _ = try NDArray.zeros(Shape(1 << 44), dtype: .float64) }, { _ = try NDArray.eye(1 << 22) },
      { _ = try NDArray.eye(-1) }, { _ = try NDArray.arange(0, .integer(.max)) },
      { _ = try NDArray.arange(.integer(.min), .integer(.max)) }, { _ = try NDArray.arange(0, .real(.infinity)) },
      { _ = try NDArray.arange(0, 1, 0) }, { _ = try NDArray.arange(0, 1, -1) },
      { _ = try NDArray.arange(0, 1e300, 1e-300) },
      { _ = try NDArray.arange(0, .real(.nan)) }, { _ = try NDArray.linspace(0, 1, count: -1) },
      { _ = try NDArray.linspace(0, 1, count: 1 << 50) }, { _ = try NDArray([1.0, 2.0], shape: Shape(3)) },
      { _ = try NDArray([1.0, 2.0]).item() }, { _ = try NDArray([1.0]).values(as: Float.self) },
      // Broadcasting whose result is beyond memory.
      { _ = try NDArray.zeros(Shape(1 << 20, 1)).add(.zeros(Shape(1, 1 << 24))) },
      { _ = try NDArray.zeros(Shape(1 << 24, 1)).matmul(.zeros(Shape(1, 1 << 24))) },
    ]
    for (index, call) in calls.enumerated() { #expect(throws: ArrayError.self, "call \(index)") { try call() } }
  }

  @Test func castsFollowTheRules() throws {
    let x = try NDArray([0.5, -1.9, .nan, .infinity, -1e300, 0] as [Double])
    #expect(try x.cast(to: .int64).values(as: Int64.self) == [0, -1, 0, .max, .min, 0])
    #expect(try x.cast(to: .bool).values(as: Bool.self) == [true, true, true, true, true, false])
    #expect(try x.cast(to: .float32).values(as: Float.self)[4] == -.infinity)
    for from in DType.allCases {
      for to in DType.allCases {
        let ones = try NDArray([true, false, true]).cast(to: from).cast(to: to)
        #expect(ones.dtype == to)
        #expect(try ones.cast(to: .int64).values(as: Int64.self) == [1, 0, 1])
      }
    }
  }

  @Test func dtypesPromoteAsPyTorchs() throws {
    func result(_ a: NDArray, _ b: NDArray) throws -> DType { try a.add(b).dtype }
    let (f32, f64) = (try NDArray([1 as Float]), try NDArray([1.0]))
    let (i64, flag) = (try NDArray([1 as Int64]), try NDArray([true]))
    #expect(try result(f32, f64) == .float64)
    #expect(try result(i64, f32) == .float32)
    #expect(try result(flag, i64) == .int64)
    // A 0-d operand counts by its kind only.
    #expect(try result(f32, .scalar(1, dtype: .float64)) == .float32)
    #expect(try result(i64, .scalar(1, dtype: .float64)) == .float64)
    #expect(try result(.scalar(1, dtype: .float32), .scalar(1, dtype: .float64)) == .float64)
    #expect(try i64.add(1.5).dtype == .float32)
    #expect(try i64.add(1).dtype == .int64)
    #expect(try f32.add(1.5).dtype == .float32)
    #expect(try i64.div(i64).dtype == .float32)
    #expect(try f64.gt(i64).dtype == .bool)
  }
}
