import Arrays
import Glibc
import Tensors

/// A tensor as text, PyTorch's way: at most a screenful, whatever its size.
///
///     tensor([[0.1000, 0.2000],
///             [0.3000, 0.4000]], shape=(2, 2), dtype=float32)
struct TensorText {
  let text: String

  /// Above this many elements only the ends of each dimension are shown.
  private static let limit = 1000
  private static let edge = 3
  private static let width = 100

  init(_ tensor: Tensor) {
    let array = tensor.array
    let isShortened = array.count > TensorText.limit
    var shown: [Scalar] = []
    TensorText.visit(array, isShortened) { shown.append($0) }
    let format = NumberFormat(shown, array.dtype)
    let cells = shown.map(format.text)
    let width = cells.map(\.utf8.count).max() ?? 0
    var next = 0
    let body = TensorText.lines(array.shape, 0, indent: 8, isShortened) {
      defer { next += 1 }
      return String(repeating: " ", count: max(width - cells[next].utf8.count, 0)) + cells[next]
    }
    let grad = tensor.requiresGrad ? ", requires_grad=true" : ""
    text = "tensor(\(body), shape=\(array.shape), dtype=\(array.dtype.name)\(grad))"
  }

  /// Positions shown of a dimension; -1 stands for the gap.
  private static func positions(_ size: Int, _ isShortened: Bool) -> [Int] {
    guard isShortened, size > 2 * edge else { return Array(0..<size) }
    return Array(0..<edge) + [-1] + Array(size - edge..<size)
  }

  private static func visit(_ array: NDArray, _ isShortened: Bool, _ body: (Scalar) -> Void) {
    func walk(_ dimension: Int, _ offset: Int) {
      if dimension == array.rank { return body(array.element(at: offset)) }
      for position in positions(array.shape[dimension], isShortened) where position >= 0 {
        walk(dimension + 1, offset &+ position &* array.strides[dimension])
      }
    }
    if array.count > 0 { withExtendedLifetime(array.storage) { walk(0, 0) } }
  }

  private static func lines(
    _ shape: Shape, _ dimension: Int, indent: Int, _ isShortened: Bool, _ cell: () -> String
  ) -> String {
    if shape.count == 0 { return "[]" }
    if dimension == shape.rank { return cell() }
    let places = positions(shape[dimension], isShortened)
    let pad = String(repeating: " ", count: indent)
    if dimension == shape.rank - 1 {
      var rows = [""]
      for (number, place) in places.enumerated() {
        let piece = (place < 0 ? "..." : cell()) + (number == places.count - 1 ? "" : ", ")
        if indent + rows[rows.count - 1].utf8.count + piece.utf8.count > width, !rows[rows.count - 1].isEmpty {
          rows.append("")
        }
        rows[rows.count - 1] += piece
      }
      return "[" + rows.joined(separator: "\n" + pad) + "]"
    }
    // A blank line for each dimension that begins anew.
    let separator = "," + String(repeating: "\n", count: shape.rank - dimension - 1) + pad
    let parts = places.map { $0 < 0 ? "..." : lines(shape, dimension + 1, indent: indent + 1, isShortened, cell) }
    return "[" + parts.joined(separator: separator) + "]"
  }
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
