import Arrays
import Tensors

/// Changes parameters by their gradients, in place. One that has no gradient is left alone.
open class Optimizer {
  public let parameters: [Tensor]
  /// Setting it makes it the rate that schedules start from.
  public var learningRate: Double {
    get { rate }
    set {
      rate = newValue
      baseRate = newValue
    }
  }
  /// The rate before any schedule: what the optimiser was made with, also after a state was loaded.
  public private(set) var baseRate: Double
  var rate: Double
  /// Steps that each parameter has taken.
  var steps: [Int]
  /// What the method remembers of each parameter, in the order of `stateNames`; made at its first step.
  var states: [[NDArray]]

  /// - Throws: `NetworkError.invalidOption` for an empty list, a parameter that takes no gradients or a bad rate.
  init(_ parameters: [Tensor], learningRate: Double) throws {
    let name = "\(Self.self)"
    guard !parameters.isEmpty else {
      throw NetworkError.invalidOption(owner: name, message: "no parameters to optimise")
    }
    for (index, parameter) in parameters.enumerated() {
      guard parameter.isLeaf, parameter.dtype.isFloatingPoint else {
        throw NetworkError.invalidOption(
          owner: name, message: "parameter \(index + 1) is not a leaf tensor of floats")
      }
    }
    guard learningRate >= 0, learningRate.isFinite else {
      throw NetworkError.invalidOption(owner: name, message: "the learning rate cannot be \(learningRate)")
    }
    var seen: Set<ObjectIdentifier> = []
    self.parameters = parameters.filter { seen.insert(ObjectIdentifier($0)).inserted }
    rate = learningRate
    baseRate = learningRate
    steps = Array(repeating: 0, count: self.parameters.count)
    states = Array(repeating: [], count: self.parameters.count)
  }

  /// PyTorch's names of the arrays in `states`.
  var stateNames: [String] { [] }

  /// One update of `count` numbers of one parameter; pieces may run on any thread.
  func update(_ piece: OptimizerPiece<Float>, step: Int) {}
  func update(_ piece: OptimizerPiece<Double>, step: Int) {}

  /// Takes one step with the gradients that are there.
  /// - Throws: `ArrayError` when memory for the method's state is refused.
  public func step() throws {
    for (index, parameter) in parameters.enumerated() {
      guard let grad = parameter.grad?.array else { continue }
      let gradient = try grad.dense("step", like: parameter.dtype, shape: parameter.shape)
      // A parameter that is a strided view is updated in a copy.
      let values = try parameter.array.contiguous()
      if states[index].isEmpty {
        states[index] = try stateNames.map { _ in try NDArray.zeros(parameter.shape, dtype: parameter.dtype) }
      }
      steps[index] += 1
      let (state, step) = (states[index], steps[index])
      if parameter.dtype == .float32 {
        run(values, gradient, state, Float.self) { update($0, step: step) }
      } else {
        run(values, gradient, state, Double.self) { update($0, step: step) }
      }
      if values.storage === parameter.array.storage {
        parameter.array.storage.markWritten()
      } else {
        try parameter.array.copy(from: values)
      }
    }
  }

  private func run<T: RealElement>(
    _ values: NDArray, _ gradient: NDArray, _ state: [NDArray], _ type: T.Type, _ body: (OptimizerPiece<T>) -> Void
  ) {
    let (p, g) = (values.pointer(as: T.self), gradient.pointer(as: T.self))
    let s = state.first?.pointer(as: T.self)
    let s2 = state.count > 1 ? state[1].pointer(as: T.self) : nil
    let s3 = state.count > 2 ? state[2].pointer(as: T.self) : nil
    Threads.forEach(count: values.count, grain: 1 << 14) { range in
      let start = range.lowerBound
      body(
        OptimizerPiece(
          count: range.count, p: p + start, g: g + start, state: s.map { $0 + start }, second: s2.map { $0 + start },
          third: s3.map { $0 + start }))
    }
    withExtendedLifetime((values, gradient, state)) {}
  }

  /// Forgets all gradients.
  public final func zeroGrad() {
    for parameter in parameters { parameter.grad = nil }
  }
}

/// A stretch of a parameter p with its gradient g and the method's state.
struct OptimizerPiece<T> {
  let count: Int
  let p: UnsafeMutablePointer<T>
  let g: UnsafePointer<T>
  let state: UnsafeMutablePointer<T>?
  let second: UnsafeMutablePointer<T>?
  let third: UnsafeMutablePointer<T>?
}
