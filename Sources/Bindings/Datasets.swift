import Arrays
import Datasets
import Formats
import Glibc
import LuaBridge
import Tensors

let datasetsModule = LuaModule("datasets", doc: "Labelled pictures, and batches of them.") { m in
  m.function(
    "mnist", .option("split", Split.train),
    doc: "MNIST's handwritten digits: {images=(N, 1, 28, 28) float32 in [0, 1], labels=digits 0-9, "
      + "targets=class indices 1-10, classes=names}. Downloaded once where it is missing.",
    example: "local train = datasets.mnist{split=\"test\"}", returns: [datasetType]
  ) { (split: Split) in
    try fields(ImageDataset.mnist(split, onDownload: { note("downloading \($0)") }))
  }
  m.function(
    "fashion_mnist", .option("split", Split.train),
    doc: "Fashion-MNIST's pictures of clothing, in the form of datasets.mnist; from Debian's dataset-fashion-mnist.",
    example: "local train = datasets.fashion_mnist{split=\"test\"}",
    returns: [datasetType]
  ) { (split: Split) in try fields(ImageDataset.fashionMNIST(split)) }
  m.function(
    "idx", .string("path"), .option("scaled", false),
    doc:
      "The array in an IDX file, plain or packed by gzip: integers as int64; with scaled, bytes as float32 in [0, 1].",
    example: "local ok, images = pcall(datasets.idx, \"train-images-idx3-ubyte.gz\")"
  ) { (path: String, scaled: Bool) -> Tensor in
    Tensor(try scaled ? Idx.readPictures(path: path) : Idx.read(path: path))
  }
  m.function(
    "loader", .value("dataset", as: BatchSource.self), .option("batch_size", 1), .option("shuffle", false),
    .option("drop_last", false), .option("seed", as: UInt64?.self), .option("transform", as: FunctionRef?.self),
    doc: "Batches for a loop: `for images, targets in loader do`. Each loop is an epoch, in an order of its own that "
      + "the seed fixes. The data set is a table with images and targets, or a list of tensors; transform gets each "
      + "batch's first tensor and gives what takes its place.",
    example: "local x = tensor.randn(10, 3)\nfor batch in datasets.loader({x}, {batch_size=4}) do end"
  ) { (source: BatchSource, size: Int, shuffle: Bool, drop: Bool, seed: UInt64?, transform: FunctionRef?) in
    BatchIterator(
      try Loader(
        source.arrays, batchSize: size, isShuffled: shuffle, dropsLast: drop,
        seed: seed ?? Random.withStream("loader") { $0.nextUInt64() }), transform: transform)
  }
  m.type(BatchIterator.luaClass)
}

extension Split: LuaChoice {}

private let datasetType = LuaValueType.fields([
  "images": .object("Tensor"), "labels": .object("Tensor"), "targets": .object("Tensor"), "classes": .list(.string),
])

private func fields(_ data: ImageDataset) throws -> Fields {
  // A class index is a position, and positions start at 1; labels stay the data's own.
  let targets = try data.targets.clone()
  let values = targets.pointer(as: Int64.self)
  for index in 0..<targets.count { values[index] = Int64(LuaIndex(zeroBased: Int(values[index])).value) }
  return Fields([
    "images": Tensor(data.images), "labels": Tensor(data.labels), "targets": Tensor(targets), "classes": data.classes,
  ])
}

private func note(_ text: String) {
  fflush(stdout)
  fputs(text + "\n", stderr)
}

/// What a loader takes: the images and targets of a data set, or a list of tensors.
struct BatchSource: LuaReadable {
  let arrays: [NDArray]

  static var luaTypeName: String { "data set or list of tensors" }
  static var luaType: LuaValueType {
    .either([
      .fields(["images": .object("Tensor"), "targets": LuaValueType.object("Tensor").optional]),
      .list(.object("Tensor")),
    ])
  }

  static func read(_ stack: LuaStack, _ index: Int32) throws -> BatchSource? {
    guard stack.type(index) == .table else { return nil }
    let table = LuaTable(stack, index)
    if table.count > 0 { return BatchSource(arrays: try table.items(as: Tensor.self).map(\.array)) }
    guard let images = try table.field("images", as: Tensor.self) else { return nil }
    let targets = try table.field("targets", as: Tensor.self)
    return BatchSource(arrays: [images, targets].compactMap { $0?.array })
  }
}

/// A loader in a script: called by `for`, once for each batch.
final class BatchIterator: LuaObject {
  let loader: Loader
  let transform: FunctionRef?
  /// The epoch that is running or has run last, from 1; the next loop is one further.
  var epoch = 0
  private var pass: Loader.Pass?

  init(_ loader: Loader, transform: FunctionRef?) {
    self.loader = loader
    self.transform = transform
  }

  func next(startsLoop: Bool) throws -> Results {
    if startsLoop {
      // A script may have set any epoch.
      if epoch < .max { epoch += 1 }
      pass = try loader.pass(epoch: epoch)
    }
    guard let batch = try pass?.next() else {
      pass = nil
      return Results([Tensor?.none])
    }
    var tensors = batch.map { Tensor($0) }
    if let transform, let first = tensors.first {
      tensors[0] = try transform.call(first, returning: Tensor.self)
    }
    return Results(tensors)
  }

  static let luaClass = LuaClass(BatchIterator.self, "Loader", doc: "Batches of a data set.") { c in
    // `for` passes the last batch back, nil before the first: that is how a new epoch is told from the next batch, also
    // after a loop that was left early.
    c.metamethod(
      "__call", .value("self", as: BatchIterator.self), .any("state"), .any("last"),
      doc: "The next batch; nil at the end.",
      returns: [LuaValueType.object("Tensor").optional, LuaValueType.object("Tensor").optional]
    ) { (loader: BatchIterator, _: LuaAny, last: LuaAny) in try loader.next(startsLoop: last.isNil) }
    c.metamethod("__len", .value("self", as: BatchIterator.self), .any("_"), doc: "Number of batches.") {
      (loader: BatchIterator, _: LuaAny) in loader.loader.batchCount
    }
    c.property(
      "count", doc: "Number of rows in the data set.",
      example: "local loader = datasets.loader({tensor.randn(10, 3)}, {batch_size=4})\nassert(loader.count == 10)"
    ) { $0.loader.count }
    c.property(
      "batch_size", doc: "Rows in each batch but perhaps the last.",
      example: "local loader = datasets.loader({tensor.randn(10, 3)}, {batch_size=4})\nassert(loader.batch_size == 4)"
    ) { $0.loader.batchSize }
    c.property(
      "epoch", doc: "The epoch of the last loop, from 1; set it to go on where an interrupted run stood.",
      example: "local loader = datasets.loader({tensor.randn(10, 3)}, {batch_size=4})\nloader.epoch = 3",
      get: { $0.epoch },
      set: { (loader: BatchIterator, epoch: Int) in
        guard epoch >= 0 else { throw UserError("an epoch from 0 wanted, got \(epoch)") }
        loader.epoch = epoch
      })
  }
}
