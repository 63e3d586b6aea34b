import Formats
import Glibc
import LuaBridge
import Plotting

extension PictureProtocol: LuaChoice {}

/// Writes the picture to standard output, in the way asked for or else the best that the terminal has.
func show(_ picture: Raster, columns: Int?, _ kind: PictureProtocol?) throws {
  if let columns, !(1...10_000).contains(columns) { throw UserError("1 to 10000 columns wanted, got \(columns)") }
  let (width, cellWidth) = Terminal.size
  let bytes = try TerminalPicture.bytes(
    picture, kind ?? Terminal.pictures, columns: columns ?? min(width, 80), cellWidth: cellWidth,
    colours: Terminal.colours)
  bytes.withUnsafeBytes { _ = fwrite($0.baseAddress, 1, $0.count, stdout) }
  fflush(stdout)
}

/// Shows the figure at `index` where the terminal has graphics fine enough to read it; false for everything else.
public func showFigure(_ stack: LuaStack, _ index: Int32) throws -> Bool {
  let object = stack.object(index)
  guard object is FigureBox || object is GridBox, [.kitty, .sixel].contains(Terminal.pictures) else { return false }
  if let box = object as? FigureBox { try show(PlotGrid([box.figure], columns: 1), columns: nil, nil) }
  if let box = object as? GridBox { try show(box.grid, columns: nil, nil) }
  return true
}

/// Draws the figures and shows them.
func show(_ grid: PlotGrid, columns: Int?, _ kind: PictureProtocol?) throws {
  try show(PNG.decode(grid.draw(as: .png)), columns: columns, kind)
}
