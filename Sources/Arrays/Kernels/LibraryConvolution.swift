import COneDNN

/// A convolution of oneDNN's, prepared for some of the images and channels of a `Convolution` in float32.
struct LibraryConvolution: ~Copyable {
  private let handle: OpaquePointer

  /// - Parameters:
  ///   - images: how many at a time.
  ///   - outputs: how many of the output channels; all of them where there are groups.
  /// - Returns: nil where the library is missing or has no such convolution.
  init?(_ c: Convolution, _ pass: onednn_pass, images: Int, outputs: Int) {
    func pair(_ f: (Window) -> Int) -> (Int64, Int64) { (Int64(f(c.rows)), Int64(f(c.columns))) }
    var shape = onednn_shape(
      pass: Int64(pass.rawValue), images: Int64(images), groups: Int64(c.groups), inputs: Int64(c.inChannels),
      outputs: Int64(outputs), input: pair(\.input), kernel: pair(\.kernel), stride: pair(\.stride),
      padding: pair(\.padding), dilation: pair(\.dilation), output: pair(\.count),
      x_step: Int64(c.inChannels &* c.inPlane), y_step: Int64(c.outChannels &* c.outPlane))
    guard let handle = onednn_prepare(&shape) else { return nil }
    self.handle = handle
  }

  deinit { onednn_release(handle) }

  /// Numbers of the weights in the library's order; 0 where that is the usual one.
  var packedCount: Int { onednn_packed_bytes(handle) / MemoryLayout<Float>.stride }
  /// Bytes of working memory for `pack` and `run`.
  var memoryBytes: Int { onednn_memory_bytes(handle) }

  func pack(_ w: UnsafePointer<Float>, _ packed: UnsafeMutablePointer<Float>, _ memory: UnsafeMutableRawPointer)
    -> Bool
  {
    onednn_pack(handle, w, packed, memory) == 0
  }

  /// Computes the one of x, w, y that the pass gives; only that one is written.
  func run(
    x: UnsafePointer<Float>, w: UnsafePointer<Float>, y: UnsafePointer<Float>, _ memory: UnsafeMutableRawPointer
  ) -> Bool {
    onednn_run(
      handle, UnsafeMutablePointer(mutating: x), UnsafeMutablePointer(mutating: w), UnsafeMutablePointer(mutating: y),
      memory) == 0
  }
}

/// The passes of a `Convolution` by oneDNN. Each says whether it was done; where not, nothing the caller sees was changed.
///
/// The library's products run on the CPU at 250 GFLOP/s where im2col and OpenBLAS reach 100 to 200, but preparing one for a
/// new shape takes a millisecond: small convolutions are not worth it. Work is cut by sizes alone, into pieces of images,
/// or of output channels where there are few images: same bits on any number of threads.
extension Convolution {
  /// What a call must have for the library to be asked: with few channels it is slower than im2col and OpenBLAS.
  package struct LibraryBounds {
    /// Multiplications of one call.
    package var work: Int
    /// Output channels; input channels, for the gradient of the input.
    package var outChannels, inChannels: Int

    package init(work: Int, outChannels: Int = 1, inChannels: Int = 1) {
      (self.work, self.outChannels, self.inChannels) = (work, outChannels, inChannels)
    }
  }
  package nonisolated(unsafe) static var libraryBounds = LibraryBounds(work: 1 << 23, outChannels: 64, inChannels: 16)

  /// Whether the library is there.
  package static var hasLibrary: Bool { onednn_is_available() != 0 }

  private var suitsLibrary: Bool {
    let work = batch.multipliedReportingOverflow(by: outChannels &* taps)
    let all = work.partialValue.multipliedReportingOverflow(by: outPlane)
    let bounds = Convolution.libraryBounds
    return !work.overflow && (all.overflow || all.partialValue >= max(bounds.work, 1)) && batch > 0 && inPlane > 0
      && outChannels >= bounds.outChannels
  }

  /// Images in a piece: at most 64 pieces.
  private var libraryGrain: Int { max(grain, (batch &+ 63) / 64) }

  /// Equal parts of the output channels, multiples of 16; 1 with groups.
  private func slices(atMost most: Int) -> Int {
    guard groups == 1 else { return 1 }
    return stride(from: most, to: 1, by: -1).first {
      outChannels % ($0 &* 16) == 0 && outChannels / $0 >= 32
    } ?? 1
  }

  /// y = w ⋆ x (+ b, rectified)
  func forwardByLibrary(
    _ x: UnsafePointer<Float>, _ w: UnsafePointer<Float>, _ bias: UnsafePointer<Float>?, _ relu: Bool,
    _ y: UnsafeMutablePointer<Float>
  ) throws -> Bool {
    guard suitsLibrary else { return false }
    let parts = batch < 4 ? slices(atMost: 4) : 1
    return try overImages(onednn_forward, parts: parts, w) { plan, packed, images, part, memory in
      let outputs = outChannels / parts
      let target = y + (images.lowerBound &* outChannels &+ part &* outputs) &* outPlane
      guard plan.run(x: x + images.lowerBound &* inChannels &* inPlane, w: packed, y: target, memory) else {
        return false
      }
      for image in 0..<images.count {
        Convolution.finish(
          target + image &* outChannels &* outPlane, outputs, outPlane, bias.map { $0 + part &* outputs }, relu)
      }
      return true
    }
  }

  /// dL/dx from g = dL/dy
  func inputGradientByLibrary(
    _ g: UnsafePointer<Float>, _ w: UnsafePointer<Float>, _ dx: UnsafeMutablePointer<Float>
  ) throws -> Bool {
    guard suitsLibrary, inChannels >= Convolution.libraryBounds.inChannels else { return false }
    return try overImages(onednn_input_gradient, parts: 1, w) { plan, packed, images, _, memory in
      plan.run(
        x: dx + images.lowerBound &* inChannels &* inPlane, w: packed,
        y: g + images.lowerBound &* outChannels &* outPlane, memory)
    }
  }

  /// Pieces of images times parts of the output channels; the last images have a plan of their own where they are fewer.
  private func overImages(
    _ pass: onednn_pass, parts: Int, _ w: UnsafePointer<Float>,
    _ body: (
      _ plan: borrowing LibraryConvolution, _ packed: UnsafePointer<Float>, _ images: Range<Int>, _ part: Int,
      _ memory: UnsafeMutableRawPointer
    ) -> Bool
  ) throws -> Bool {
    let grain = min(libraryGrain, batch)
    let whole = batch / grain &* grain
    guard try run(pass, 0..<whole, grain, parts, w, body) else { return false }
    return whole == batch ? true : try run(pass, whole..<batch, batch &- whole, parts, w, body)
  }

  private func run(
    _ pass: onednn_pass, _ images: Range<Int>, _ grain: Int, _ parts: Int, _ w: UnsafePointer<Float>,
    _ body: (
      _ plan: borrowing LibraryConvolution, _ packed: UnsafePointer<Float>, _ images: Range<Int>, _ part: Int,
      _ memory: UnsafeMutableRawPointer
    ) -> Bool
  ) throws -> Bool {
    let outputs = outChannels / parts
    guard let plan = LibraryConvolution(self, pass, images: grain, outputs: outputs) else { return false }
    let pieces = images.count / grain &* parts
    let workers = Threads.workers(pieces: pieces)
    let memory = try Scratch(UInt8.self, count: plan.memoryBytes, slots: workers)
    let count = plan.packedCount
    let packed = try Scratch(Float.self, count: count, slots: count == 0 ? 1 : parts)
    let refused = FirstFailure()
    if count > 0 {
      Threads.forEach(count: parts, grain: 1, workers: workers) { range, worker in
        for part in range where !plan.pack(w + part &* outputs &* taps, packed[part], memory[worker]) {
          refused.note()
        }
      }
    }
    Threads.forEach(count: pieces, grain: 1, workers: workers) { range, worker in
      for piece in range {
        if Cancellation.isRequested || refused.isNoted { return }
        let (part, first) = (piece % parts, images.lowerBound &+ piece / parts &* grain)
        let weights = count > 0 ? UnsafePointer(packed[part]) : w + part &* outputs &* taps
        if !body(plan, weights, first..<first &+ grain, part, memory[worker]) { refused.note() }
      }
    }
    return !refused.isNoted
  }

  /// dL/dw, cut over output channels, so that no sums of pieces have to be added up.
  func weightGradientByLibrary(
    _ g: UnsafePointer<Float>, _ x: UnsafePointer<Float>, _ dw: UnsafeMutablePointer<Float>
  ) throws -> Bool {
    guard suitsLibrary else { return false }
    let parts = slices(atMost: 8)
    let outputs = outChannels / parts
    // Stretches of images that stay within some 20 milliseconds and 64 MB.
    let most = min((1 << 31) / max(outputs &* taps &* outPlane, 1), (16 << 20) / max(inChannels &* inPlane, 1))
    let step = min(max(most, 1), batch)
    var first = 0
    while first < batch {
      let images = min(step, batch &- first)
      guard
        try addWeightGradient(
          g + first &* outChannels &* outPlane, x + first &* inChannels &* inPlane, dw, images: images, parts: parts,
          isFirst: first == 0)
      else { return false }
      if Cancellation.isRequested { return true }
      first &+= images
    }
    return true
  }

  private func addWeightGradient(
    _ g: UnsafePointer<Float>, _ x: UnsafePointer<Float>, _ dw: UnsafeMutablePointer<Float>, images: Int, parts: Int,
    isFirst: Bool
  ) throws -> Bool {
    let outputs = outChannels / parts
    guard let plan = LibraryConvolution(self, onednn_weight_gradient, images: images, outputs: outputs) else {
      return false
    }
    let workers = Threads.workers(pieces: parts)
    let memory = try Scratch(UInt8.self, count: plan.memoryBytes, slots: workers)
    let sum = try Scratch(Float.self, count: isFirst ? 0 : outputs &* taps, slots: workers)
    let refused = FirstFailure()
    Threads.forEach(count: parts, grain: 1, workers: workers) { range, worker in
      for part in range {
        let target = dw + part &* outputs &* taps
        let gradient = isFirst ? target : sum[worker]
        guard plan.run(x: x, w: gradient, y: g + part &* outputs &* outPlane, memory[worker]) else {
          return refused.note()
        }
        if !isFirst { for i in 0..<outputs &* taps { target[i] += gradient[i] } }
      }
    }
    return !refused.isNoted
  }
}
