/// Two-dimensional cross-correlation, as im2col and matrix products.
///
/// Notation: images x [N, C, H, W], weights w [O, C/g, kh, kw] in g groups, results y [N, O, Ho, Wo].
/// Per image and group the columns are [K, P] with K = C/g · kh · kw and P = Ho · Wo, so that
/// y = w [O/g, K] × columns. Work is cut over images; each piece owns one column buffer.
public struct Convolution: Sendable {
  public let inputShape: Shape
  public let weightShape: Shape
  public let outputShape: Shape
  let batch: Int
  let inChannels: Int
  let outChannels: Int
  let groups: Int
  let rows: Window
  let columns: Window

  /// - Throws: `ArrayError` when shapes, groups or windows do not fit together.
  public init(
    input: Shape, weight: Shape, stride: (Int, Int) = (1, 1), padding: (Int, Int) = (0, 0),
    dilation: (Int, Int) = (1, 1), groups: Int = 1
  ) throws {
    let operation = "conv2d"
    guard input.rank == 4 else {
      throw ArrayError.wrongShape(operation: operation, wanted: "an input (N, C, H, W)", got: input)
    }
    guard weight.rank == 4, weight[0] > 0, weight[1] > 0 else {
      throw ArrayError.wrongShape(operation: operation, wanted: "a weight (out, in / groups, kh, kw)", got: weight)
    }
    guard groups >= 1, weight[0] % groups == 0 else {
      throw ArrayError.invalidArgument(
        operation: operation, message: "\(weight[0]) output channels cannot be cut into \(groups) groups")
    }
    guard input[1] % groups == 0, input[1] / groups == weight[1] else {
      throw ArrayError.invalidArgument(
        operation: operation,
        message:
          "the input has \(input[1]) channels, the weight \(weight) with \(groups) group\(groups == 1 ? "" : "s")"
          + " wants \(weight[1].multipliedReportingOverflow(by: groups).partialValue)")
    }
    inputShape = input
    weightShape = weight
    batch = input[0]
    inChannels = input[1]
    outChannels = weight[0]
    self.groups = groups
    rows = try Window(
      operation: operation, input: input[2], kernel: weight[2], stride: stride.0, padding: padding.0,
      dilation: dilation.0)
    columns = try Window(
      operation: operation, input: input[3], kernel: weight[3], stride: stride.1, padding: padding.1,
      dilation: dilation.1)
    outputShape = try Shape(batch, outChannels, rows.count, columns.count)
    // The column buffer of one image must be addressable too.
    let columnShape = try Shape(weight[1], weight[2], weight[3], rows.count, columns.count)
    guard columnShape.count <= Int(Int32.max), rows.count * columns.count <= Int(Int32.max) else {
      throw ArrayError.tooManyElements(columnShape.array)
    }
  }

  var inPlane: Int { rows.input &* columns.input }
  var outPlane: Int { rows.count &* columns.count }
  /// K: weights of one output channel.
  var taps: Int { inChannels / groups &* rows.kernel &* columns.kernel }
  var groupIn: Int { inChannels / groups }
  var groupOut: Int { outChannels / groups }
  /// The columns are the image itself.
  var isPointwise: Bool {
    rows.kernel == 1 && columns.kernel == 1 && rows.stride == 1 && columns.stride == 1 && rows.padding == 0
      && columns.padding == 0
  }

  /// Images in a piece of work: enough to be worth a thread.
  var grain: Int {
    let work = max(outChannels &* taps &* outPlane, 1)
    return max(1, (2 << 20) / work)
  }

  /// Spreads one group of one image into columns [K, P].
  @inline(__always)
  func spread<T: RealElement>(_ image: UnsafePointer<T>, _ column: UnsafeMutablePointer<T>) {
    var target = column
    let isUnpadded =
      rows.stride == 1 && columns.stride == 1 && rows.padding == 0 && columns.padding == 0 && rows.dilation == 1
      && columns.dilation == 1
    for channel in 0..<groupIn {
      let plane = image + channel &* inPlane
      for ky in 0..<rows.kernel {
        let insideRows = rows.inside(ky)
        for kx in 0..<columns.kernel {
          if isUnpadded {
            var source = plane + (ky &* columns.input &+ kx)
            for _ in 0..<rows.count {
              Convolution.copy(source, target, columns.count)
              source += columns.input
              target += columns.count
            }
            continue
          }
          let inside = columns.inside(kx)
          for oy in 0..<rows.count {
            if insideRows.contains(oy) {
              let iy = oy &* rows.stride &- rows.padding &+ ky &* rows.dilation
              let shift: Int = iy &* columns.input &- columns.padding &+ kx &* columns.dilation
              let source = plane + shift
              for ox in 0..<inside.lowerBound { target[ox] = 0 }
              if columns.stride == 1 {
                Convolution.copy(source + inside.lowerBound, target + inside.lowerBound, inside.count)
              } else {
                for ox in inside { target[ox] = source[ox &* columns.stride] }
              }
              for ox in inside.upperBound..<columns.count { target[ox] = 0 }
            } else {
              for ox in 0..<columns.count { target[ox] = 0 }
            }
            target += columns.count
          }
        }
      }
    }
  }

  /// Short rows are copied eight numbers at a time, the last eight overlapping.
  @inline(__always)
  private static func copy<T: RealElement>(
    _ source: UnsafePointer<T>, _ target: UnsafeMutablePointer<T>, _ count: Int
  ) {
    if count < 8 {
      for i in 0..<max(count, 0) { target[i] = source[i] }
      return
    }
    var i = 0
    while i < count {
      let start = min(i, count &- 8)
      UnsafeMutableRawPointer(target + start).storeBytes(
        of: UnsafeRawPointer(source + start).loadUnaligned(as: SIMD8<T>.self), as: SIMD8<T>.self)
      i &+= 8
    }
  }

  /// Adds columns [K, P] back onto the image they were spread from: the transpose of `spread`.
  @inline(__always)
  func gather<T: RealElement>(_ column: UnsafePointer<T>, _ image: UnsafeMutablePointer<T>) {
    var source = column
    for channel in 0..<groupIn {
      let plane = image + channel &* inPlane
      for ky in 0..<rows.kernel {
        let insideRows = rows.inside(ky)
        for kx in 0..<columns.kernel {
          let inside = columns.inside(kx)
          for oy in 0..<rows.count {
            if insideRows.contains(oy) {
              let iy = oy &* rows.stride &- rows.padding &+ ky &* rows.dilation
              let shift: Int = iy &* columns.input &- columns.padding &+ kx &* columns.dilation
              let target = plane + shift
              if columns.stride == 1 {
                for ox in inside { target[ox] += source[ox] }
              } else {
                for ox in inside { target[ox &* columns.stride] += source[ox] }
              }
            }
            source += columns.count
          }
        }
      }
    }
  }
}
