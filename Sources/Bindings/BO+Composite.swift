import Arrays
import BayesianOptimization
import LuaBridge
import Tensors

extension CompositeObjective {
  /// A script's function of (N, m) outputs, called with gradients where the optimiser climbs; nil without one.
  init?(outputs: Int?, objective: FunctionRef?) throws {
    if outputs == nil, objective == nil { return nil }
    guard let outputs, let objective else { throw UserError("outputs=m and objective=function(h) go together") }
    guard (1...1000).contains(outputs) else { throw UserError("outputs must be from 1 to 1000, got \(outputs)") }
    self.init(outputCount: outputs) { outcomes, rows, values, gradients in
      let before = Interrupt.delivered
      do {
        let h = try CompositeObjective.rows(outcomes, rows, outputs, requiresGrad: gradients != nil)
        let scores = try objective.call(h, returning: Tensor.self)
        guard scores.shape.count == rows else {
          throw UserError(
            "the objective must return \(rows) values for h of shape (\(rows), \(outputs)), got \(scores.shape)")
        }
        for (index, value) in try doubles(scores.array).enumerated() { values[index] = value }
        guard let gradients else { return }
        // A constant objective has no way back to h: its gradient is zero.
        for index in 0..<(rows * outputs) { gradients[index] = 0 }
        guard scores.requiresGrad else { return }
        let ones = try NDArray.ones(scores.shape, dtype: scores.dtype)
        let found = try Tensor.gradients(of: scores, withRespectTo: [h], gradient: ones)
        for (index, value) in try doubles(found[0]).enumerated() { gradients[index] = value }
      } catch let error as ScriptError where Scoring.isStop(error, deliveredBefore: before) {
        throw StudyError.interrupted
      }
    }
  }

  private static func rows(
    _ outcomes: UnsafeBufferPointer<Double>, _ rows: Int, _ outputs: Int, requiresGrad: Bool
  ) throws -> Tensor {
    let array = try NDArray(empty: Shape(rows, outputs), dtype: .float64)
    if let start = outcomes.baseAddress { array.pointer(as: Double.self).update(from: start, count: rows * outputs) }
    return Tensor(array, requiresGrad: requiresGrad)
  }
}
