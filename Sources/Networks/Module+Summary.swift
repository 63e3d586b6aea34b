import Arrays
import Tensors

extension Module {
  /// One line of a summary.
  public struct SummaryLine {
    public let name: String
    public let type: String
    /// What the layer last gave for the input, nil when it was not called.
    public let output: Shape?
    /// Numbers in its own parameters.
    public let parameters: Int
  }

  /// Runs zeros of `input` through the module, in evaluation mode and without recording, and lists every layer.
  public final func summary(input: Shape) throws -> [SummaryLine] {
    let modules = namedModules()
    let modes = modules.map(\.module.isTraining)
    let before = Module.observer
    var outputs: [ObjectIdentifier: Shape] = [:]
    Module.observer = { outputs[ObjectIdentifier($0)] = $1.shape }
    eval()
    defer {
      Module.observer = before
      for ((_, module), mode) in zip(modules, modes) where mode { module.setTraining(mode) }
    }
    let dtype = namedParameters().first?.value.tensor.dtype ?? .float32
    _ = try Tape.paused { try self(Tensor(try NDArray.zeros(input, dtype: dtype))) }
    return modules.map { name, module in
      SummaryLine(
        name: name, type: module.typeName + "(\(module.details))", output: outputs[ObjectIdentifier(module)],
        parameters: module.parameters.reduce(0) { $0 + $1.value.tensor.shape.count })
    }
  }

  /// The summary as an aligned table with a total.
  public final func summaryText(input: Shape) throws -> String {
    let lines = try summary(input: input)
    var rows = [("layer", "type", "output", "parameters")]
    for line in lines {
      rows.append(
        (line.name.isEmpty ? "-" : line.name, line.type, line.output.map { "\($0)" } ?? "-", "\(line.parameters)"))
    }
    rows.append(("total", "", "", "\(lines.reduce(0) { $0 + $1.parameters })"))
    let widths = (
      rows.map(\.0.count).max() ?? 0, rows.map(\.1.count).max() ?? 0, rows.map(\.2.count).max() ?? 0,
      rows.map(\.3.count).max() ?? 0
    )
    func pad(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: width - text.count) }
    func right(_ text: String, _ width: Int) -> String { String(repeating: " ", count: width - text.count) + text }
    return rows.map {
      "\(pad($0.0, widths.0))  \(pad($0.1, widths.1))  \(pad($0.2, widths.2))  \(right($0.3, widths.3))"
    }.joined(separator: "\n")
  }
}
