extension ConvolutionBlock {
  /// Gradients of x (where wanted), w and b from `g` = dL/dy.
  public struct Gradients {
    public let x: NDArray?
    public let w: NDArray
    public let b: NDArray
  }

  /// Lane groups that hold one kernel row of all channels.
  private var groups: Int { (convolution.columns.kernel &* convolution.inChannels &+ 15) / 16 }
  private var padded: Int { groups &* 16 }

  /// - Parameter codes: as `forward` gave them.
  /// - Throws: `ArrayError`.
  public func backward(
    _ g: NDArray, _ x: NDArray, _ w: NDArray, codes: UnsafePointer<UInt8>, wantsInput: Bool
  ) throws -> Gradients {
    let c = convolution
    let (g, x, w) = (
      try g.dense("conv2d", like: .float32, shape: outputShape), try x.dense("conv2d", like: .float32),
      try w.dense("conv2d", like: .float32)
    )
    let dx = wantsInput ? try NDArray(empty: c.inputShape) : nil
    let (dw, db) = (try NDArray(empty: c.weightShape), try NDArray(empty: Shape(c.outChannels)))
    let (rows, channels) = (c.rows.kernel, c.outChannels)
    let size = c.inPlane &* c.inChannels
    let gradients = channels &* pooledPlane
    // Sums of fixed pieces of the batch, at most 16, so that the bits do not depend on the number of threads.
    let grain = max(2, (c.batch &+ 15) / 16)
    let pieces = c.batch == 0 ? 0 : (c.batch &- 1) / grain &+ 1
    let workers = Threads.workers(pieces: pieces)
    let sums = try Scratch(Float.self, count: rows &* channels &* padded &+ channels, slots: max(pieces, 1))
    let kernel = try Scratch(Float.self, count: wantsInput ? rows &* channels &* padded : 0)
    let image = try Scratch(Float.self, count: size &+ padded, slots: workers)
    let change = try Scratch(Float.self, count: wantsInput ? size &+ padded : 0, slots: workers)
    let integers = try Scratch(Int32.self, count: GradientLists.integers(self), slots: workers)
    let floats = try Scratch(Float.self, count: 2 &* gradients, slots: workers)
    if wantsInput { layOut(w.pointer(as: Float.self), kernel[0]) }
    let (gs, xs, dxs) = (g.pointer(as: Float.self), x.pointer(as: Float.self), dx?.pointer(as: Float.self))

    Threads.forEach(count: c.batch, grain: grain, workers: workers) { range, worker in
      let sum = sums[range.lowerBound / grain]
      sum.update(repeating: 0, count: rows &* channels &* padded &+ channels)
      let lists = GradientLists(self, integers[worker], floats[worker])
      for number in range {
        let start = number &* gradients
        lists.collect(self, gs + start, codes + start)
        turn(xs + number &* size, image[worker])
        addWeightGradient(image[worker], lists, sum)
        if let dxs {
          lists.sortByPosition(self, padded: padded)
          inputGradient(lists, kernel[0], change[worker], dxs + number &* size)
        }
      }
    }
    fold(sums, pieces, dw.pointer(as: Float.self), db.pointer(as: Float.self))
    withExtendedLifetime((g, x, w)) {}
    return Gradients(x: dx, w: dw, b: db)
  }

  /// [C, H, W] → [H, W, C], with zeros behind it for the last lane group.
  private func turn(_ x: UnsafePointer<Float>, _ image: UnsafeMutablePointer<Float>) {
    let (channels, plane) = (convolution.inChannels, convolution.inPlane)
    if channels == 1 {
      image.update(from: x, count: plane)
    } else {
      for channel in 0..<channels {
        let (source, target) = (x + channel &* plane, image + channel)
        for i in 0..<plane { target[i &* channels] = source[i] }
      }
    }
    (image + channels &* plane).update(repeating: 0, count: padded)
  }

  /// Adds one image's share of dL/dw as [ky, O, 16 M] and of dL/db behind it.
  private func addWeightGradient(
    _ image: UnsafePointer<Float>, _ lists: GradientLists, _ sum: UnsafeMutablePointer<Float>
  ) {
    let (rows, channels, padded) = (convolution.rows.kernel, convolution.outChannels, padded)
    let line = convolution.columns.input &* convolution.inChannels
    let biases = sum + rows &* channels &* padded
    for channel in 0..<channels {
      let (start, count) = lists.range(channel: channel)
      let weights = lists.weights + start
      var total: Float = 0
      for i in 0..<count { total += weights[i] }
      biases[channel] += total
      if groups == 1 {
        // One group holds a kernel row: all rows at once.
        GatherSum.add(
          image, lists.places + start, weights, count: count, groups: rows, step: line, to: sum + channel &* padded,
          outStep: channels &* padded)
      }
    }
    if groups == 1 { return }
    for ky in 0..<rows {
      for channel in 0..<channels {
        let (start, count) = lists.range(channel: channel)
        GatherSum.add(
          image + ky &* line, lists.places + start, lists.weights + start, count: count, groups: groups, step: 16,
          to: sum + (ky &* channels &+ channel) &* padded, outStep: 16)
      }
    }
  }

  /// dL/dx of one image, through its [H, W, C] form.
  private func inputGradient(
    _ lists: GradientLists, _ kernel: UnsafePointer<Float>, _ change: UnsafeMutablePointer<Float>,
    _ dx: UnsafeMutablePointer<Float>
  ) {
    let c = convolution
    let line = c.columns.input &* c.inChannels
    change.update(repeating: 0, count: c.inChannels &* c.inPlane &+ padded)
    for ky in 0..<c.rows.kernel {
      let weights = kernel + ky &* c.outChannels &* padded
      for row in 0..<c.rows.count {
        for column in 0..<c.columns.count {
          let (start, count) = lists.range(position: row &* c.columns.count &+ column)
          if count == 0 { continue }
          GatherSum.add(
            weights, lists.channels + start, lists.spread + start, count: count, groups: groups, step: 16,
            to: change + ((row &+ ky) &* line &+ column &* c.inChannels), outStep: 16)
        }
      }
    }
    for channel in 0..<c.inChannels {
      let (source, target) = (change + channel, dx + channel &* c.inPlane)
      for i in 0..<c.inPlane { target[i] = source[i &* c.inChannels] }
    }
  }

  /// w [O, C, kh, kw] → [ky, O, (kx, c) padded with zeros].
  private func layOut(_ w: UnsafePointer<Float>, _ kernel: UnsafeMutablePointer<Float>) {
    kernel.update(repeating: 0, count: convolution.rows.kernel &* convolution.outChannels &* padded)
    forEachWeight { kernel[$1] = w[$0] }
  }

  /// Sums the pieces, in order, into dw [O, C, kh, kw] and db.
  private func fold(
    _ sums: borrowing Scratch<Float>, _ pieces: Int, _ dw: UnsafeMutablePointer<Float>,
    _ db: UnsafeMutablePointer<Float>
  ) {
    let channels = convolution.outChannels
    let count = convolution.rows.kernel &* channels &* padded
    let total = sums[0]
    if pieces == 0 { total.update(repeating: 0, count: count &+ channels) }
    for piece in 1..<max(pieces, 1) {
      let part = sums[piece]
      for i in 0..<count &+ channels { total[i] += part[i] }
    }
    forEachWeight { dw[$0] = total[$1] }
    for channel in 0..<channels { db[channel] = total[count &+ channel] }
  }

  /// Place of every weight in [O, C, kh, kw] and in [ky, O, (kx, c)].
  @inline(__always)
  private func forEachWeight(_ body: (Int, Int) -> Void) {
    let c = convolution
    var place = 0
    for channel in 0..<c.outChannels {
      for input in 0..<c.inChannels {
        for ky in 0..<c.rows.kernel {
          for kx in 0..<c.columns.kernel {
            body(place, (ky &* c.outChannels &+ channel) &* padded &+ kx &* c.inChannels &+ input)
            place &+= 1
          }
        }
      }
    }
  }
}
