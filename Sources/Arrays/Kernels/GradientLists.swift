/// The gradients of one image that came through the maxima of a `ConvolutionBlock`: by output channel, and by output
/// position.
struct GradientLists {
  /// By channel: where the kernel's window starts in the image [H, W, C], the gradient, and its output position.
  let places: UnsafeMutablePointer<Int32>
  let weights: UnsafeMutablePointer<Float>
  private let outputs: UnsafeMutablePointer<Int32>
  private let starts: UnsafeMutablePointer<Int32>
  /// By position: where the weights of the gradient's channel start, and the gradient.
  let channels: UnsafeMutablePointer<Int32>
  let spread: UnsafeMutablePointer<Float>
  private let ends: UnsafeMutablePointer<Int32>

  /// Integers of working memory that `init` cuts up.
  static func integers(_ block: ConvolutionBlock) -> Int {
    3 &* block.convolution.outChannels &* block.pooledPlane &+ block.convolution.outChannels &+ 1
      &+ block.convolution.outPlane
  }

  init(_ block: ConvolutionBlock, _ integers: UnsafeMutablePointer<Int32>, _ floats: UnsafeMutablePointer<Float>) {
    let count = block.convolution.outChannels &* block.pooledPlane
    places = integers
    outputs = integers + count
    channels = integers + 2 &* count
    starts = integers + 3 &* count
    ends = integers + (3 &* count &+ block.convolution.outChannels &+ 1)
    weights = floats
    spread = floats + count
  }

  func range(channel: Int) -> (start: Int, count: Int) {
    (Int(starts[channel]), Int(starts[channel &+ 1] &- starts[channel]))
  }

  func range(position: Int) -> (start: Int, count: Int) {
    let start = position == 0 ? 0 : ends[position &- 1]
    return (Int(start), Int(ends[position] &- start))
  }

  /// Lists the gradients by channel; closed maxima are overwritten by the next.
  func collect(_ block: ConvolutionBlock, _ g: UnsafePointer<Float>, _ codes: UnsafePointer<UInt8>) {
    let c = block.convolution
    let (width, depth) = (c.columns.input, c.inChannels)
    var (next, source) = (0, 0)
    for channel in 0..<c.outChannels {
      starts[channel] = Int32(truncatingIfNeeded: next)
      for row in 0..<block.pooledRows {
        for column in 0..<block.pooledColumns {
          let code = Int(codes[source])
          let (y, x) = (2 &* row &+ ((code >> 1) & 1), 2 &* column &+ (code & 1))
          places[next] = Int32(truncatingIfNeeded: (y &* width &+ x) &* depth)
          outputs[next] = Int32(truncatingIfNeeded: y &* c.columns.count &+ x)
          weights[next] = g[source]
          next &+= code == Int(Halving.closed) ? 0 : 1
          source &+= 1
        }
      }
    }
    starts[c.outChannels] = Int32(truncatingIfNeeded: next)
  }

  /// Lists them by position too, by counting; `padded` is the distance of two channels' weights.
  func sortByPosition(_ block: ConvolutionBlock, padded: Int) {
    let c = block.convolution
    let count = Int(starts[c.outChannels])
    ends.update(repeating: 0, count: c.outPlane)
    for i in 0..<count { ends[Int(outputs[i])] &+= 1 }
    var sum: Int32 = 0
    for position in 0..<c.outPlane {
      let here = ends[position]
      ends[position] = sum
      sum &+= here
    }
    for channel in 0..<c.outChannels {
      let (start, count) = range(channel: channel)
      for i in start..<start &+ count {
        let position = Int(outputs[i])
        let place = Int(ends[position])
        channels[place] = Int32(truncatingIfNeeded: channel &* padded)
        spread[place] = weights[i]
        ends[position] &+= 1
      }
    }
  }
}
