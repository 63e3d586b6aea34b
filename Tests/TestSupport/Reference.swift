import Foundation

/// Values computed by independent programs (PyTorch, SciPy, GPyTorch, BoTorch), read from a folder
/// beside the checkout or from `$WORKBENCH_REFERENCE`; a user's clone does not have it.
public enum Reference {
  /// `shared/reference`, or nil where it is missing; says so once, loudly.
  public static let folder: String? = {
    let root = packageRoot
    let candidates = [ProcessInfo.processInfo.environment["WORKBENCH_REFERENCE"], root + "/../shared/reference"]
    for case let path? in candidates where FileManager.default.fileExists(atPath: path + "/README.md") {
      return path
    }
    FileHandle.standardError.write(
      Data("SKIPPED: no reference values (set WORKBENCH_REFERENCE); the tests that need them do not run\n".utf8))
    return nil
  }()

  public static let isAvailable = folder != nil

  /// MNIST, CIFAR-10 and the tutorial weights: `$WORKBENCH_DATA` or `shared/data` beside the checkout.
  public static let dataFolder: String? = {
    let candidates = [ProcessInfo.processInfo.environment["WORKBENCH_DATA"], packageRoot + "/../shared/data"]
    for case let path? in candidates where FileManager.default.fileExists(atPath: path + "/mnist") {
      return path
    }
    FileHandle.standardError.write(
      Data("SKIPPED: no MNIST (set WORKBENCH_DATA); the tests that need it do not run\n".utf8))
    return nil
  }()

  public static let hasData = dataFolder != nil

  public static let packageRoot: String = {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { url.deleteLastPathComponent() }
    return url.path
  }()

  /// All cases of one file, e.g. `elementwise`.
  public static func cases(_ file: String) throws -> [ReferenceCase] {
    guard let folder else { return [] }
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file).json"))
    let root = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    return ((root?["cases"] as? [[String: Any]]) ?? []).map(ReferenceCase.init)
  }
}

/// A recorded tensor; integers and booleans are held as doubles too.
public struct ReferenceTensor: Sendable {
  public let shape: [Int]
  public let data: [Double]
  public let dtype: String

  init?(_ json: Any?) {
    if let number = ReferenceTensor.number(json) {
      self.init(shape: [], data: [number], dtype: "float64")
      return
    }
    guard let object = json as? [String: Any], let shape = object["shape"] as? [Int],
      let values = object["data"] as? [Any]
    else { return nil }
    let data = values.compactMap(ReferenceTensor.number)
    guard data.count == values.count else { return nil }
    self.init(shape: shape, data: data, dtype: object["dtype"] as? String ?? "float64")
  }

  init(shape: [Int], data: [Double], dtype: String) {
    self.shape = shape
    self.data = data
    self.dtype = dtype
  }

  static func number(_ json: Any?) -> Double? {
    switch json {
    case let number as NSNumber: number.doubleValue
    case let text as String:
      switch text {
      case "nan": .nan
      case "inf": .infinity
      case "-inf": -.infinity
      default: nil
      }
    default: nil
    }
  }
}

/// One case: what goes in, what must come out, and how near.
public struct ReferenceCase: CustomStringConvertible, @unchecked Sendable {
  public let name: String
  public let call: String
  public let inputs: [String: ReferenceTensor]
  /// Plain JSON values.
  public let parameters: [String: Any]
  public let expected: [String: ReferenceTensor]
  /// Set where the case asks for a clear error in place of a value.
  public let expectsError: Bool
  public let rtol: Double
  public let atol: Double
  public let isAdvisory: Bool

  init(_ json: [String: Any]) {
    name = json["name"] as? String ?? "?"
    call = json["call"] as? String ?? ""
    inputs = (json["inputs"] as? [String: Any] ?? [:]).compactMapValues(ReferenceTensor.init)
    parameters = json["parameters"] as? [String: Any] ?? [:]
    let wanted = json["expected"] as? [String: Any] ?? [:]
    expectsError = (wanted["error"] as? Bool) == true
    expected = wanted.compactMapValues(ReferenceTensor.init)
    rtol = json["rtol"] as? Double ?? 1e-9
    atol = json["atol"] as? Double ?? 1e-9
    isAdvisory = json["advisory"] as? Bool ?? false
  }

  public var description: String { name }

  /// The first place where `got` is not within tolerance of `expected[key]`, or nil.
  public func mismatch(
    _ key: String, got: [Double], shape: [Int]? = nil, rtol: Double? = nil, atol: Double? = nil
  ) -> String? {
    guard let wanted = expected[key] else { return "\(name): nothing is expected under \(key)" }
    if let shape, shape != wanted.shape { return "\(name).\(key): shape \(shape), expected \(wanted.shape)" }
    return firstMismatch(
      got, wanted.data, rtol: rtol ?? self.rtol, atol: atol ?? self.atol, label: "\(name).\(key)")
  }
}

/// Elementwise |a - b| <= atol + rtol |b|; nan matches nan, an infinity the same infinity.
public func firstMismatch(
  _ got: [Double], _ wanted: [Double], rtol: Double, atol: Double, label: String = ""
) -> String? {
  guard got.count == wanted.count else { return "\(label): \(got.count) values, expected \(wanted.count)" }
  for (index, (a, b)) in zip(got, wanted).enumerated() {
    if a == b || (a.isNaN && b.isNaN) { continue }
    if a.isFinite, b.isFinite, abs(a - b) <= atol + rtol * abs(b) { continue }
    return "\(label)[\(index)]: \(a), expected \(b)"
  }
  return nil
}
