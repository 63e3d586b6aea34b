import Arrays
import Tensors

/// Changes parameters by their gradients, in place. One that has no gradient is left alone.
///
/// Parameters come in groups, each with a learning rate and options of its own.
open class Optimizer {
  /// All groups' parameters, in order; each once.
  public private(set) var parameters: [Tensor] = []
  public private(set) var groups: [Group] = []
  /// Of the first group; setting it sets that of all, and makes it the rate that schedules start from.
  public var learningRate: Double {
    get { groups.first?.rate ?? 0 }
    set { for group in groups { group.learningRate = newValue } }
  }
  /// Steps that each parameter has taken.
  var steps: [Int] = []
  /// What the method remembers of each parameter, in the order of `stateNames`; made at its first step.
  var states: [[NDArray]] = []

  /// Parameters that share a learning rate and options.
  public final class Group {
    /// Their places among the optimiser's parameters.
    public let places: Range<Int>
    public let parameters: [Tensor]
    /// The rate before any schedule: what the group was made with, also after a state was loaded.
    public private(set) var baseRate: Double
    var rate: Double

    /// Setting it makes it the rate that schedules start from.
    public var learningRate: Double {
      get { rate }
      set { (rate, baseRate) = (newValue, newValue) }
    }

    init(_ parameters: [Tensor], places: Range<Int>, rate: Double) {
      (self.parameters, self.places, self.rate, baseRate) = (parameters, places, rate, rate)
    }
  }

  init() {}

  /// What messages call the method.
  var name: String { "\(Self.self)" }

  /// - Throws: `NetworkError.invalidOption` for an empty list, a parameter that takes no gradients or is trained already,
  ///   or a bad rate.
  func add(_ new: [Tensor], learningRate: Double) throws {
    guard !new.isEmpty else { throw NetworkError.invalidOption(owner: name, message: "no parameters to optimise") }
    for (index, parameter) in new.enumerated() {
      guard parameter.isLeaf, parameter.dtype.isFloatingPoint else {
        throw NetworkError.invalidOption(
          owner: name, message: "parameter \(index + 1) is not a leaf tensor of floats")
      }
    }
    guard learningRate >= 0, learningRate.isFinite else {
      throw NetworkError.invalidOption(owner: name, message: "the learning rate cannot be \(learningRate)")
    }
    let before = Set(parameters.map { ObjectIdentifier($0) })
    guard !new.contains(where: { before.contains(ObjectIdentifier($0)) }) else {
      throw NetworkError.invalidOption(owner: name, message: "a parameter appears in more than one group")
    }
    var seen = before
    let distinct = new.filter { seen.insert(ObjectIdentifier($0)).inserted }
    groups.append(
      Group(distinct, places: parameters.count..<parameters.count + distinct.count, rate: learningRate))
    parameters += distinct
    steps += Array(repeating: 0, count: distinct.count)
    states += Array(repeating: [], count: distinct.count)
  }

  /// More parameters, with the first group's options, and its rate unless another is given.
  /// - Throws: `NetworkError.invalidOption`; nothing is added then.
  public func addGroup(_ parameters: [Tensor], learningRate: Double?) throws {}

  /// PyTorch's names of the arrays that `states` holds for a group's parameters.
  func stateNames(group: Int) -> [String] { [] }

  /// What those arrays are filled with at first.
  func initialState(group: Int) -> Double { 0 }

  /// One update of `count` numbers of one parameter; pieces may run on any thread.
  func update(_ piece: OptimizerPiece<Float>, group: Int, rate: Double, step: Int) {}
  func update(_ piece: OptimizerPiece<Double>, group: Int, rate: Double, step: Int) {}

  /// Takes one step with the gradients that are there.
  /// - Throws: `ArrayError` when memory for the method's state is refused.
  public func step() throws {
    for (number, group) in groups.enumerated() {
      for index in group.places { try step(index, group: number, rate: group.rate) }
    }
  }

  private func step(_ index: Int, group: Int, rate: Double) throws {
    let parameter = parameters[index]
    guard let grad = parameter.grad?.array else { return }
    let gradient = try grad.dense("step", like: parameter.dtype, shape: parameter.shape)
    // A parameter that is a strided view is updated in a copy.
    let values = try parameter.array.contiguous()
    if states[index].isEmpty {
      let initial = Scalar.real(initialState(group: group))
      states[index] = try stateNames(group: group).map { _ in
        try NDArray(repeating: initial, shape: parameter.shape, dtype: parameter.dtype)
      }
    }
    steps[index] &+= 1
    let (state, step) = (states[index], steps[index])
    if parameter.dtype == .float32 {
      run(values, gradient, state, Float.self) { update($0, group: group, rate: rate, step: step) }
    } else {
      run(values, gradient, state, Double.self) { update($0, group: group, rate: rate, step: step) }
    }
    if values.storage === parameter.array.storage {
      parameter.array.storage.markWritten()
    } else {
      try parameter.array.copy(from: values)
    }
    Tape.noteWrite("an optimizer's step", parameter.array.storage)
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
