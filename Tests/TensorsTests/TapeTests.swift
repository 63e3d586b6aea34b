import Arrays
import Tensors
import Testing

/// The line that a program would be at.
nonisolated(unsafe) private var line: Int32 = 0

@Suite struct TapeTests {
  @Test func aTensorUsedTwiceCollectsBothGradients() throws {
    let x = try tensor([2, 3], grad: true)
    try x.mul(x).add(x).sum().backward()
    #expect(try x.grad?.doubles == [5, 7])
    // A second graph adds to what is there.
    try x.sum().backward()
    #expect(try x.grad?.doubles == [6, 8])
  }

  @Test func aFreedGraphIsAnError() throws {
    let x = try tensor([2, 3], grad: true)
    let y = try x.mul(x).sum()
    try y.backward(retainGraph: true)
    try y.backward()
    #expect(throws: TensorError.graphFreed(operation: "sum", freedBy: "backward")) { try y.backward() }
    #expect(try x.grad?.doubles == [8, 12])
  }

  @Test func aWriteThatAGradientCannotSurviveIsFound() throws {
    let x = try tensor([2, 3], grad: true)
    let y = try x.exp()
    let z = try y.mul(y)
    try y.add_(1)
    #expect(throws: TensorError.modifiedInPlace(operation: "mul", writer: "add_")) { try z.sum().backward() }
  }

  @Test func aViewOlderThanAWriteIsFound() throws {
    let x = try tensor([2, 3], grad: true)
    let y = try x.mul(2)
    let first = try y.select(0, 0)
    try y.mul_(2)
    #expect(throws: TensorError.staleView(operation: "mul", writer: "mul_")) { try first.mul(3).backward() }
    try y.select(0, 0).mul(3).backward()
  }

  @Test func aLeafThatRequiresGradRefusesWritesWhileRecording() throws {
    let x = try tensor([2, 3], grad: true)
    #expect(throws: TensorError.leafInPlace(operation: "add_")) { try x.add_(1) }
    #expect(throws: TensorError.leafInPlace(operation: "fill_")) { try x.select(0, 0).fill_(1) }
    try Tape.paused { _ = try x.add_(1) }
    #expect(try x.doubles == [3, 4])
    try x.mul(x).sum().backward()
    #expect(try x.grad?.doubles == [6, 8])
  }

  @Test func aFailedBackwardChangesNoGradient() throws {
    let (x, y) = (try tensor([1], grad: true), try tensor([1], grad: true))
    let z = try x.exp()
    let w = try z.mul(z).add(y)
    try z.fill_(0)
    #expect(throws: TensorError.self) { try w.backward() }
    #expect(x.grad == nil && y.grad == nil)
  }

  @Test func gradientsOfSharedMemoryAreApart() throws {
    let (x, y) = (try tensor([1, 2], grad: true), try tensor([1, 2], grad: true))
    let seed = try NDArray([1.0, 1.0])
    try x.add(y).backward(seed)
    try x.grad?.fill_(9)
    #expect(try y.grad?.doubles == [1, 1])
    #expect(try seed.values(as: Double.self) == [1, 1])
  }

  @Test func gradientsWithRespectToResultsAndLeaves() throws {
    let x = try tensor([2, 3], grad: true)
    let y = try x.square()
    let found = try Tensor.gradients(of: y.mul(y).sum(), withRespectTo: [x, y], retainGraph: true)
    #expect(try found[0].values(as: Double.self) == [32, 108])
    #expect(try found[1].values(as: Double.self) == [8, 18])
    #expect(x.grad == nil)
    let other = try tensor([1], grad: true)
    #expect(throws: TensorError.unreachable(position: 0)) {
      try Tensor.gradients(of: x.sum(), withRespectTo: [other])
    }
  }

  @Test func nothingIsRecordedInAPause() throws {
    let x = try tensor([2, 3], grad: true)
    let y = try Tape.paused { try x.exp() }
    #expect(!y.requiresGrad && Tape.isRecording)
    #expect(throws: TensorError.nothingToDifferentiate) { try y.sum().backward() }
    #expect(throws: TensorError.scalarWanted(shape(2), operation: "exp")) { try x.exp().backward() }
    #expect(throws: TensorError.gradientShape(wanted: shape(2), got: shape(3))) {
      try x.exp().backward(.ones(shape(3)))
    }
  }

  @Test func aMillionAdditionsNeedNoDeepStack() throws {
    let before = Storage.liveBytes
    do {
      let x = try tensor([1], grad: true)
      var y = x
      for _ in 0..<1_000_000 { y = try y.add(1) }
      try y.backward(retainGraph: true)
      #expect(try x.grad?.doubles == [1])
    }
    // The chain's own numbers would be 8 MB and more.
    #expect(Storage.liveBytes - before < 1 << 20)
  }

  @Test func integersCarryNoGradients() throws {
    let x = Tensor(try NDArray([1, 2] as [Int64]))
    #expect(throws: TensorError.notDifferentiable(.int64)) { try x.setRequiresGrad(true) }
    #expect(!(try tensor([1, 2], grad: true).gt(x)).requiresGrad)
    #expect(!(try tensor([1, 2], grad: true).to(.int64)).requiresGrad)
  }

  @Test func gradientsHaveTheirInputsDType() throws {
    let x = Tensor(try NDArray([1, 2] as [Float]), requiresGrad: true)
    try x.mul(tensor([3, 4])).sum().backward()
    #expect(x.grad?.dtype == .float32)
    #expect(try x.grad?.doubles == [3, 4])
  }

  @Test func placesOfTheOperationAndOfTheWriteAreNamed() throws {
    Tape.notePlaces(TapePlaces(current: { _ in line }, text: { "train.lua:\($0)" }))
    defer { Tape.notePlaces(nil) }
    let x = try tensor([2, 3], grad: true)
    line = 11
    let y = try x.exp()
    line = 12
    let z = try y.mul(y)
    #expect(z.gradientFunction == "mul at train.lua:12" && x.gradientFunction == nil)
    line = 15
    try y.map_(.tanh)
    line = 16
    let w = try z.sum()
    #expect(throws: TensorError.modifiedInPlace(operation: "mul at train.lua:12", writer: "tanh_ at train.lua:15")) {
      try w.backward()
    }
    line = 20
    let v = try x.square().sum()
    line = 21
    try v.backward()
    let again = TensorError.graphFreed(operation: "sum at train.lua:20", freedBy: "backward at train.lua:21")
    #expect(throws: again) { try v.backward() }
    line = 22
    let u = try x.mul(2)
    let view = try u.select(0, 0)
    line = 23
    try u.mul_(2)
    line = 24
    let late = try view.mul(3)
    #expect(throws: TensorError.staleView(operation: "mul at train.lua:24", writer: "mul_ at train.lua:23")) {
      try late.backward()
    }
  }

  @Test func gradientsOfSeveralOutputs() throws {
    let (x, y) = (try tensor([2, 3], grad: true), try tensor([1, 1], grad: true))
    let found = try Tensor.gradients(
      of: [x.square(), x.sum(), x], withRespectTo: [x, y], gradients: [NDArray([1.0, 10]), nil, NDArray([0.5, 0.25])])
    #expect(try found[0]?.values(as: Double.self) == [5.5, 61.25])
    #expect(found[1] == nil)
  }

  @Test func backwardIntoSomeLeavesOnly() throws {
    let (x, y) = (try tensor([2, 3], grad: true), try tensor([1, 1], grad: true))
    try x.mul(y).sum().backward(inputs: [y])
    #expect(try y.grad?.doubles == [2, 3])
    #expect(x.grad == nil)
    let z = try x.mul(2)
    #expect(throws: ArrayError.self) { try z.sum().backward(inputs: [z]) }
  }

  @Test func aPassInsideAPassThroughTheSameGraphIsFound() throws {
    let x = try tensor([2], grad: true)
    let y = try x.square()
    let z = try Tensor.custom("inner", inputs: [y], results: [y.array]) { g in
      try y.sum().backward(retainGraph: true)
      return g
    }[0]
    #expect(throws: TensorError.graphInUse(operation: "square")) { try z.backward() }
    // The graph is whole afterwards: another pass goes through.
    let w = try Tensor.custom("inner", inputs: [x], results: [x.array]) { g in
      let other = try tensor([3], grad: true)
      try other.square().backward()
      return try other.grad.map { [try g[0]?.mul($0.array)] } ?? [nil]
    }[0]
    try w.backward()
    #expect(try x.grad?.doubles == [6])
  }
}
