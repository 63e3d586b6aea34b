import BayesianOptimization
import Glibc
import LuaBridge
import Tensors

/// A script's scoring function as a study calls it: every answer becomes an outcome, and only an interrupt gets
/// through.
final class Scoring {
  private let f: FunctionRef
  private let domain: Domain
  private let isVectorized: Bool
  /// Numbers that f gives for a point where a composite objective scores them; nil where f gives the value itself.
  private let outputs: Int?
  private var reported = 0
  private var lastReport: String?
  private static let mostReports = 5

  init(_ f: FunctionRef, _ domain: Domain, isVectorized: Bool, outputs: Int?) {
    self.f = f
    self.domain = domain
    self.isVectorized = isVectorized
    self.outputs = outputs
  }

  func callAsFunction(_ points: [[Double]]) throws -> [Outcome] {
    if isVectorized {
      return try surviving(points.count) {
        try f.perform(results: 1, all: [try domain.pushable(batch: points)]) { stack, first in
          try Scoring.outcomes(stack, first, count: points.count, outputs: outputs)
        }
      }
    }
    return try points.flatMap { point in
      try surviving(1) {
        let results = Int32(clamping: outputs ?? 1)
        return try f.perform(results: results, all: [try domain.pushable(point)]) { stack, first in
          try Scoring.severalResults(stack, first, outputs)
            ?? Scoring.outcomes(stack, first, count: 1, outputs: outputs)
        }
      }
    }
  }

  /// An error of the script's becomes `count` failures; an interrupt or a time-out goes on.
  private func surviving(_ count: Int, _ body: () throws -> [Outcome]) throws -> [Outcome] {
    let before = Interrupt.delivered
    do {
      return try body()
    } catch let error as ScriptError {
      if Scoring.isStop(error, deliveredBefore: before) { throw error }
      return Array(repeating: .failed(error.message), count: count)
    } catch let error as UserError {
      return Array(repeating: .failed("\(error)"), count: count)
    }
  }

  /// Whether an error is an interrupt or a time-out on its way.
  static func isStop(_ error: ScriptError, deliveredBefore before: Interrupt.Reason?) -> Bool {
    let isStop = error.message.hasSuffix("interrupted") || error.message.hasSuffix("timed out")
    return Interrupt.isRequested || (isStop && Interrupt.delivered != nil) || Interrupt.delivered != before
  }

  /// Tells of a failed trial on standard error. The same failure again says nothing new.
  func report(_ message: String) {
    if message == lastReport { return }
    lastReport = message
    reported += 1
    guard reported <= Scoring.mostReports else { return }
    fflush(stdout)
    fputs("bo: a trial failed: \(message)\n", stderr)
    if reported == Scoring.mostReports { fputs("bo: further failures are told by study:trials() alone\n", stderr) }
  }

  /// What a script gives for `count` points: a number, nil or message for one, else a table or tensor of them.
  /// With `outputs`, that many numbers for one point, or a table or (count, outputs) tensor of them for several.
  static func outcomes(_ stack: LuaStack, _ index: Int32, count: Int, outputs: Int? = nil) throws -> [Outcome] {
    if let outputs { return try rows(stack, index, count: count, outputs: outputs) }
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

  /// `return value, constraint, …`: numbers that are results of one call; nil where they come in another way.
  private static func severalResults(_ stack: LuaStack, _ first: Int32, _ outputs: Int?) -> [Outcome]? {
    guard let outputs, outputs > 1 else { return nil }
    let numbers = (0..<Int32(clamping: outputs)).compactMap { offset in
      stack.type(first + offset) == .number ? Double.read(stack, first + offset) : nil
    }
    return numbers.count == outputs ? [.outcomes(numbers)] : nil
  }

  private static func rows(_ stack: LuaStack, _ index: Int32, count: Int, outputs: Int) throws -> [Outcome] {
    switch stack.type(index) {
    case .nil, .none, .string, .number:
      let outcome = try one(stack, index)
      guard case .value(let number) = outcome else { return Array(repeating: outcome, count: count) }
      if outputs == 1, count == 1 { return [.outcomes([number])] }
      throw UserError("\(outputs) outputs a point wanted, got a number")
    default: break
    }
    if stack.type(index) == .table, count > 1 {
      let table = LuaTable(stack, index)
      return try (0..<count).map { row in
        try stack.reserve(4)
        stack.getItem(table.index, row + 1)
        defer { stack.pop() }
        return try rows(stack, stack.top, count: 1, outputs: outputs)[0]
      }
    }
    guard let points = try PointsArgument.read(stack, index) else {
      return Array(repeating: .failed("the function returned a \(stack.typeName(index))"), count: count)
    }
    guard points.count == count, points.dimension == outputs else {
      throw UserError(
        "\(outputs) outputs a point wanted for \(count) point(s), got (\(points.count), \(points.dimension)) numbers")
    }
    return points.rows.map { .outcomes($0) }
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
