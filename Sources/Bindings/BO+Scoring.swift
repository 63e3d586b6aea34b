import BayesianOptimization
import Glibc
import LuaBridge
import Tensors

/// A script's scoring function as a study calls it: every answer becomes an outcome, and only an interrupt gets
/// through.
final class Scoring {
  private let f: FunctionRef
  private let isVectorized: Bool
  private var reported = 0
  private static let mostReports = 5

  init(_ f: FunctionRef, isVectorized: Bool) {
    self.f = f
    self.isVectorized = isVectorized
  }

  func callAsFunction(_ points: [[Double]]) throws -> [Outcome] {
    let dimension = points.first?.count ?? 0
    let outcomes: [Outcome]
    if isVectorized {
      outcomes = try surviving(points.count) {
        try f.perform(results: 1, try tensor(points.flatMap { $0 }, points.count, dimension)) { stack, first in
          try Scoring.outcomes(stack, first, count: points.count)
        }
      }
    } else {
      outcomes = try points.flatMap { point in
        try surviving(1) {
          try f.perform(results: 1, try tensor(point, dimension)) { stack, first in
            try Scoring.outcomes(stack, first, count: 1)
          }
        }
      }
    }
    for case .failed(let message) in outcomes { report(message) }
    return outcomes
  }

  /// An error of the script's becomes `count` failures; an interrupt or a time-out goes on.
  private func surviving(_ count: Int, _ body: () throws -> [Outcome]) throws -> [Outcome] {
    let before = Interrupt.delivered
    do {
      return try body()
    } catch let error as ScriptError {
      let isStop = error.message.hasSuffix("interrupted") || error.message.hasSuffix("timed out")
      if Interrupt.isRequested || (isStop && Interrupt.delivered != nil) || Interrupt.delivered != before {
        throw error
      }
      return Array(repeating: .failed(error.message), count: count)
    } catch let error as UserError {
      return Array(repeating: .failed("\(error)"), count: count)
    }
  }

  private func report(_ message: String) {
    reported += 1
    guard reported <= Scoring.mostReports else { return }
    fflush(stdout)
    fputs("bo: a trial failed: \(message)\n", stderr)
    if reported == Scoring.mostReports { fputs("bo: further failures are told by study:trials() alone\n", stderr) }
  }

  /// What a script gives for `count` points: a number, nil or message for one, else a table or tensor of them.
  static func outcomes(_ stack: LuaStack, _ index: Int32, count: Int) throws -> [Outcome] {
    if let tensor = try Tensor.read(stack, index) {
      let values = try doubles(tensor.array)
      guard values.count == count else {
        throw UserError("\(count) values wanted, one for each point, got a tensor of shape \(tensor.shape)")
      }
      return values.map { Outcome($0) }
    }
    if stack.type(index) == .table {
      let table = LuaTable(stack, index)
      // Holes are failures, so the length says nothing; a value too many is a mistake.
      try stack.reserve(4)
      if stack.getItem(table.index, count + 1) != .nil {
        stack.pop()
        throw UserError("\(count) values wanted, one for each point, got more")
      }
      stack.pop()
      return try (1...max(count, 1)).prefix(count).map { position in
        stack.getItem(table.index, position)
        defer { stack.pop() }
        return try one(stack, stack.top)
      }
    }
    if count == 1 || stack.type(index) == .nil || stack.type(index) == .none {
      return try (0..<count).map { _ in try one(stack, index) }
    }
    throw UserError("\(count) values wanted, one for each point, got \(stack.typeName(index))")
  }

  private static func one(_ stack: LuaStack, _ index: Int32) throws -> Outcome {
    switch stack.type(index) {
    case .number: return Outcome(Double.read(stack, index))
    case .nil, .none: return .failed("the scoring function returned nil")
    case .string: return .failed(stack.string(index) ?? "")
    default:
      if let tensor = try Tensor.read(stack, index) {
        guard tensor.shape.count == 1 else {
          throw UserError("a number wanted for each point, got a tensor of shape \(tensor.shape)")
        }
        return Outcome(try doubles(tensor.array).first)
      }
      return .failed("the scoring function returned a \(stack.typeName(index))")
    }
  }
}
