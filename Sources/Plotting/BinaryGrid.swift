/// Values on a grid as raw bytes after the `plot` command.
struct BinaryGrid {
  let source: String
  let bytes: [UInt8]

  /// - Parameters:
  ///   - x: Where the first column's centre stands, and the distance to the next.
  ///   - y: The same for rows.
  init(width: Int, height: Int, itemSize: Int, bytes: [UInt8], x: (Double, Double), y: (Double, Double)) {
    var (width, height, bytes, x, y) = (width, height, bytes, x, y)
    // gnuplot draws no grid that is one wide or one high: that one becomes two halves.
    if height == 1 {
      bytes += bytes
      (height, y) = (2, (y.0 - y.1 / 4, y.1 / 2))
    }
    if width == 1 {
      bytes = stride(from: 0, to: bytes.count, by: itemSize).flatMap { place in
        bytes[place..<place + itemSize] + bytes[place..<place + itemSize]
      }
      (width, x) = (2, (x.0 - x.1 / 4, x.1 / 2))
    }
    source =
      "'-' binary array=(\(width),\(height)) dx=\(Script.number(x.1)) dy=\(Script.number(y.1)) "
      + "origin=(\(Script.number(x.0)),\(Script.number(y.0)))"
    self.bytes = bytes
  }
}
