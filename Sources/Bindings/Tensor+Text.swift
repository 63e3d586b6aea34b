import Arrays
import Glibc
import LuaBridge
import Tensors

/// A tensor as text, PyTorch's way: at most a screenful, whatever its size.
///
///     tensor([[0.1000, 0.2000],
///             [0.3000, 0.4000]], shape=(2, 2), dtype=float32)
public struct TensorText {
  public let text: String
  /// Elements that were looked at.
  public let elementsVisited: Int

  /// A screenful.
  private static let mostLines = 24
  private static let width = 80
  /// More elements than these are never looked at.
  private static let mostElements = 1000

  public init(_ tensor: Tensor) {
    let array = tensor.array
    var (body, visited) = ("[]", 0)
    for layout in TensorText.layouts(of: array.shape) where layout.rows <= TensorText.mostLines {
      let cells = TensorText.cells(array, layout)
      visited += cells.count
      body = TensorText.lines(layout, cells)
      if body.utf8.count(where: { $0 == UInt8(ascii: "\n") }) < TensorText.mostLines { break }
    }
    elementsVisited = visited
    let grad = tensor.requiresGrad ? ", requires_grad=true" : ""
    text = "tensor(\(body), shape=\(array.shape), dtype=\(array.dtype.name)\(grad))"
  }

  /// Shape and dtype alone, for a tensor among other values.
  public static func brief(_ tensor: Tensor) -> String { "tensor of \(tensor.shape), \(tensor.array.dtype.name)" }

  // MARK: Layout

  /// What is shown of each dimension: some positions from its start, and some before its end if there is a gap.
  private struct Layout {
    struct Dimension {
      let size: Int
      let head: Int
      let tail: Int
      var hasGap: Bool { head + tail < size }
      var shown: Int { head + tail }

      /// - Parameter edge: positions shown at each end; 0 for the first position alone.
      init(_ size: Int, edge: Int) {
        self.size = size
        let isWhole = size <= max(2 * edge, 1)
        head = isWhole ? size : max(edge, 1)
        tail = isWhole ? 0 : edge
      }
    }
    var dimensions: [Dimension]

    var elements: Int {
      dimensions.reduce(1) { $0.multipliedReportingOverflow(by: $1.shown).overflow ? .max : $0 * $1.shown }
    }

    /// Lines of text when no row has to be broken.
    var rows: Int {
      var rows = 1
      for (level, dimension) in dimensions.dropLast().reversed().enumerated() {
        let gap = dimension.hasGap ? 1 : 0
        let (product, isLarge) = rows.multipliedReportingOverflow(by: dimension.shown)
        if isLarge || product > 1 << 20 { return .max }
        rows = product + gap + (dimension.shown > 1 ? (dimension.shown + gap - 1) * level : 0)
      }
      return rows
    }
  }

  /// From everything to the least, each with no more elements than are allowed. The outer dimensions give way first.
  private static func layouts(of shape: Shape) -> [Layout] {
    guard shape.count > 0 else { return [] }
    let sizes = shape.array
    var edges = [Int](repeating: 3, count: sizes.count)
    var layouts = [Layout(dimensions: sizes.map { .init($0, edge: $0) })]
    layouts.append(Layout(dimensions: zip(sizes, edges).map { .init($0, edge: $1) }))
    for dimension in sizes.indices.dropLast() {
      for edge in [2, 1, 0] {
        edges[dimension] = edge
        layouts.append(Layout(dimensions: zip(sizes, edges).map { .init($0, edge: $1) }))
      }
    }
    return layouts.filter { $0.elements <= mostElements }
  }

  /// The shown elements as text, all of one width, in row-major order.
  private static func cells(_ array: NDArray, _ layout: Layout) -> [String] {
    var shown: [Scalar] = []
    func walk(_ level: Int, _ offset: Int) {
      if level == layout.dimensions.count { return shown.append(array.element(at: offset)) }
      let dimension = layout.dimensions[level]
      for number in 0..<dimension.shown {
        let position = number < dimension.head ? number : dimension.size - dimension.shown + number
        walk(level + 1, offset &+ position &* array.strides[level])
      }
    }
    withExtendedLifetime(array.storage) { walk(0, 0) }
    let format = NumberFormat(shown, array.dtype)
    let texts = shown.map(format.text)
    let width = texts.map(\.utf8.count).max() ?? 0
    return texts.map { String(repeating: " ", count: width - $0.utf8.count) + $0 }
  }

  private static func lines(_ layout: Layout, _ cells: [String]) -> String {
    var next = cells.makeIterator()
    let rank = layout.dimensions.count
    func block(_ level: Int) -> String {
      if level == rank { return next.next() ?? "" }
      let dimension = layout.dimensions[level]
      var parts: [String] = []
      for number in 0..<dimension.shown {
        if dimension.hasGap, number == dimension.head { parts.append("...") }
        parts.append(block(level + 1))
      }
      if dimension.hasGap, dimension.tail == 0 { parts.append("...") }
      let indent = String(repeating: " ", count: 8 + level)
      guard level == rank - 1 else {
        // A blank line for each dimension that begins anew.
        let lines = dimension.shown > 1 ? rank - level - 1 : 1
        return "[" + parts.joined(separator: "," + String(repeating: "\n", count: lines) + indent) + "]"
      }
      return "[" + row(parts, indent: indent) + "]"
    }
    return block(0)
  }

  /// One row, broken where it is too long.
  private static func row(_ parts: [String], indent: String) -> String {
    var text = ""
    var column = indent.utf8.count
    for (number, part) in parts.enumerated() {
      let piece = part + (number == parts.count - 1 ? "" : ", ")
      if column + piece.utf8.count > width, column > indent.utf8.count {
        text += "\n" + indent
        column = indent.utf8.count
      }
      text += piece
      column += piece.utf8.count
    }
    return text
  }
}

/// The object at `index` in a few words, for a list of values; nil where `tostring` says it.
public func briefText(_ stack: LuaStack, _ index: Int32) -> String? {
  guard let tensor = stack.object(index) as? Tensor else { return nil }
  return TensorText.brief(tensor)
}

/// One way of writing for all shown numbers.
private struct NumberFormat {
  private enum Style { case boolean, integer, whole, fixed, scientific }
  private let style: Style

  init(_ shown: [Scalar], _ dtype: DType) {
    switch dtype {
    case .bool: style = .boolean
    case .int64: style = .integer
    default:
      let magnitudes = shown.map { abs($0.double) }.filter { $0.isFinite && $0 != 0 }
      let (least, most) = (magnitudes.min() ?? 1, magnitudes.max() ?? 1)
      if magnitudes.allSatisfy({ $0 == $0.rounded() }) {
        style = most < 1e8 ? .whole : .scientific
      } else {
        style = most >= 1e8 || least < 1e-4 || most / least > 1000 ? .scientific : .fixed
      }
    }
  }

  func text(_ value: Scalar) -> String {
    switch style {
    case .boolean: return value.int64 != 0 ? "true" : "false"
    case .integer: return "\(value.int64)"
    case .whole: return value.double.isFinite ? format("%.0f.", value.double) : special(value.double)
    case .fixed: return value.double.isFinite ? format("%.4f", value.double) : special(value.double)
    case .scientific: return value.double.isFinite ? format("%.4e", value.double) : special(value.double)
    }
  }

  private func special(_ value: Double) -> String { value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }

  private func format(_ pattern: String, _ value: Double) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer in
      guard let start = buffer.baseAddress else { return "" }
      _ = withVaList([value]) { vsnprintf(start, buffer.count, pattern, $0) }
      return String(cString: start)
    }
  }
}

extension NDArray {
  /// The element `offset` elements after the first; the caller has checked it.
  func element(at offset: Int) -> Scalar {
    switch dtype {
    case .float32: .real(Double(pointer(as: Float.self)[offset]))
    case .float64: .real(pointer(as: Double.self)[offset])
    case .int64: .integer(pointer(as: Int64.self)[offset])
    case .bool: .integer(pointer(as: Bool.self)[offset] ? 1 : 0)
    }
  }
}
