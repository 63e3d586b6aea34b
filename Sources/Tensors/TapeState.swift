import Arrays
import Glibc

/// How lines of a program are told, for errors of `backward` that name them.
public struct TapePlaces {
  /// Gives for its context a number for the line that runs, the same for the same line; 0 where there is none. Asked at
  /// every operation that is recorded, hence plain C.
  public typealias Current = @convention(c) (OpaquePointer?) -> Int32

  let current: Current
  let context: OpaquePointer?
  /// `train.lua:12`
  let text: (Int32) -> String?

  /// - Parameter context: must last as long as `text`, which may hold it.
  public init(current: @escaping Current, context: OpaquePointer? = nil, text: @escaping (Int32) -> String?) {
    self.current = current
    self.context = context
    self.text = text
  }
}

/// What recording needs to remember; each thread has its own, so that graphs on different threads do not meet.
final class TapeState {
  var isRecording = true
  private var nextSequence = 0
  // A chain of a million operations must not be freed by a million nested deinits, which would overflow
  // the stack: edges on their way out queue here and the outermost call empties the queue.
  var leaving: [[Edge]] = []
  private var isDraining = false

  func takeSequence() -> Int {
    defer { nextSequence += 1 }
    return nextSequence
  }

  func drain() {
    if isDraining { return }
    isDraining = true
    while let batch = leaving.popLast() { _ = batch }
    isDraining = false
  }

  // MARK: Backward passes

  /// The pass that runs, 0 for none. A pullback may run another one.
  private(set) var pass = 0
  private var passes = 0

  func withPass<T>(_ body: (Int) throws -> T) rethrows -> T {
    let outer = pass
    passes += 1
    pass = passes
    defer { pass = outer }
    return try body(pass)
  }

  // MARK: Places

  var places: TapePlaces? {
    didSet { (current, context) = (places?.current ?? { _ in 0 }, places?.context) }
  }
  // Apart from `text`, so that nothing is counted where nothing is told.
  private var current: TapePlaces.Current = { _ in 0 }
  private var context: OpaquePointer?

  /// The line of the program that runs.
  var place: Int32 { current(context) }

  /// ` at train.lua:12`, or nothing where nobody can tell.
  func text(ofPlace number: Int32) -> String {
    guard number != 0, let text = places?.text(number) else { return "" }
    return " at \(text)"
  }

  private struct Writer: Hashable {
    let operation: UnsafePointer<UInt8>
    let place: Int32
  }
  private var writers: [(operation: StaticString, place: Int32)] = []
  private var writerNumbers: [Writer: Int32] = [:]

  /// Keeps who wrote, for storages that a pullback reads.
  func noteWrite(_ operation: StaticString, _ storage: Storage) {
    if storage.writer == 0 { return }
    let writer = Writer(operation: operation.utf8Start, place: place)
    if let number = writerNumbers[writer] {
      storage.writer = number
    } else {
      writers.append((operation, writer.place))
      storage.writer = Int32(clamping: writers.count)
      writerNumbers[writer] = storage.writer
    }
  }

  /// `add_ at train.lua:15`, as far as it is known.
  func writer(of storage: Storage) -> String {
    let number = Int(storage.writer)
    guard number > 0, number <= writers.count else { return "a write in place" }
    let writer = writers[number - 1]
    return TapeState.inPlaceName(writer.operation) + text(ofPlace: writer.place)
  }

  /// Functions in place share their names with those that are not.
  static func inPlaceName(_ operation: StaticString) -> String {
    let name = "\(operation)"
    return name.hasSuffix("_") || name.contains(" ") ? name : name + "_"
  }

  // MARK: One for each thread

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key) { state in
      if let state { Unmanaged<TapeState>.fromOpaque(state).release() }
    }
    return key
  }()

  static var current: TapeState {
    if let found = pthread_getspecific(key) { return Unmanaged<TapeState>.fromOpaque(found).takeUnretainedValue() }
    let state = TapeState()
    pthread_setspecific(key, Unmanaged.passRetained(state).toOpaque())
    return state
  }
}
