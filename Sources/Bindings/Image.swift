import Arrays
import Formats
import Glibc
import LuaBridge
import Plotting
import Tensors

let imageModule = LuaModule("image", doc: "Pictures as tensors (C, H, W) with values in [0, 1].") { m in
  m.function(
    "load", .string("path"), doc: "The picture in a PNG file: (C, H, W) float32 in [0, 1], C from 1 to 4.",
    example: "local ok, picture = pcall(image.load, \"digit.png\")"
  ) { (path: String) -> Tensor in Tensor(try PNG.read(path: path).array()) }
  m.function(
    "save", .string("path"), .value("t", as: Tensor.self),
    doc: "Writes (H, W) or (C, H, W) with values in [0, 1] as an 8-bit PNG, whole or not at all.",
    example: "image.save(\"example.png\", tensor.rand(28, 28))"
  ) { (path: String, tensor: Tensor) in
    guard path.lowercased().hasSuffix(".png") else { throw UserError("'\(path)': a name ending in .png wanted") }
    try PNG.write(Raster(tensor.array), path: path)
  }
  m.function(
    "grid", .value("t", as: Tensor.self), .option("columns", 8), .option("padding", 2), .option("scale", 1),
    .option("background", 1.0), .option("labels", [String]()), .option("column_labels", [String]()),
    .option("row_labels", [String]()),
    doc: "Pictures (N, C, H, W) or (N, H, W) side by side on one (C', H', W'), each pixel enlarged scale times; "
      + "labels stand below the cells, column_labels above the columns, row_labels left of the rows.",
    example: "local strip = image.grid(tensor.rand(6, 1, 28, 28), {columns=6, scale=4})"
  ) {
    (
      tensor: Tensor, columns: Int, padding: Int, scale: Int, background: Double, labels: [String],
      columnLabels: [String], rowLabels: [String]
    ) -> Tensor in
    var grid = ImageGrid(columns: columns, padding: padding, scale: scale)
    grid.background = background
    grid.labels = labels
    grid.columnLabels = columnLabels
    grid.rowLabels = rowLabels
    return Tensor(try grid.draw(tensor.array))
  }
  m.function(
    "show", .value("t", as: Tensor.self), .option("columns", as: Int?.self),
    .option("protocol", as: PictureProtocol?.self),
    doc:
      "Shows a picture, or a grid of (N, C, H, W), in the terminal: by kitty's graphics or sixels where it has them, "
      + "else by coloured half blocks, `columns` of them at most; into a pipe or file by half blocks without colour.",
    example: "image.show(tensor.rand(28, 28))"
  ) { (tensor: Tensor, columns: Int?, kind: PictureProtocol?) in
    let picture = try tensor.shape.rank == 4 ? ImageGrid().raster(tensor.array) : Raster(tensor.array)
    try show(picture, columns: columns, kind)
  }
}
