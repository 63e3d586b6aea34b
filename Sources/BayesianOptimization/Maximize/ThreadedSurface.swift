import Arrays
import GaussianProcesses

/// An acquisition whose batches have nothing to do with one another: climbs run on all threads, each with a work space of
/// its own, with the same result on any number of them.
final class ThreadedSurface: AcquisitionSurface {
  let count: Int
  let dimension: Int
  private let makeFunction: () -> any BatchFunction
  private let isInterrupted: () -> Bool
  /// One for each thread, made when first needed.
  private var functions: [(any BatchFunction)?] = []

  /// - Parameters:
  ///   - count: q.
  ///   - makeFunction: makes a thread's work space; called on any thread.
  init(
    count: Int, dimension: Int, isInterrupted: @escaping () -> Bool = { Cancellation.isRequested },
    _ makeFunction: @escaping () -> any BatchFunction
  ) {
    self.count = max(count, 1)
    self.dimension = dimension
    self.isInterrupted = isInterrupted
    self.makeFunction = makeFunction
  }

  func values(_ batches: [Double]) throws -> [Double] {
    let (total, size) = (batches.count / size, size)
    var values = [Double](repeating: -.infinity, count: total)
    batches.withUnsafeBufferPointer { batches in
      values.withUnsafeMutableBufferPointer { values in
        guard let batches = batches.baseAddress, let values = values.baseAddress else { return }
        forEach(count: total, grain: 32) { function, range in
          for index in range where !Cancellation.isRequested { values[index] = function.value(batches + index * size) }
        }
      }
    }
    if isInterrupted() { throw StudyError.interrupted }
    return values
  }

  func climb(_ climbs: [Climb], options: BoundedQuasiNewton.Options) throws -> [Climb.End] {
    let size = size
    var ends = [Climb.End?](repeating: nil, count: climbs.count)
    ends.withUnsafeMutableBufferPointer { buffer in
      guard let ends = buffer.baseAddress else { return }
      forEach(count: climbs.count, grain: 1) { function, range in
        for index in range {
          let minimizer = BoundedQuasiNewton.minimize(
            start: climbs[index].start, lower: climbs[index].lower, upper: climbs[index].upper, options: options
          ) { point, gradient in
            if Cancellation.isRequested { return .nan }
            let value =
              function.value(point, gradient: gradient)
              + climbs[index].wall(point, count: count, dimension: dimension, adding: gradient)
            for k in 0..<size { gradient[k] = -gradient[k] }
            return -value
          }
          ends[index] = Climb.End(minimizer)
        }
      }
    }
    if isInterrupted() { throw StudyError.interrupted }
    return ends.compactMap { $0 }
  }

  private func forEach(count total: Int, grain: Int, body: (any BatchFunction, Range<Int>) -> Void) {
    let workers = Threads.workers(pieces: (total + grain - 1) / grain)
    while functions.count < workers { functions.append(nil) }
    functions.withUnsafeMutableBufferPointer { buffer in
      guard let functions = buffer.baseAddress else { return }
      Threads.forEach(count: total, grain: grain, workers: workers) { range, worker in
        // A place belongs to one thread at a time.
        let function = functions[worker] ?? makeFunction()
        functions[worker] = function
        body(function, range)
      }
    }
  }
}
