import Arrays
import Formats
import Plotting
import Testing

struct ImageGridTests {
  /// Pictures of one grey each: picture n has level n / 10.
  private func images(_ count: Int, channels: Int = 1, height: Int = 2, width: Int = 3) throws -> NDArray {
    let array = try NDArray(empty: Shape(count, channels, height, width))
    let size = channels * height * width
    for index in 0..<array.count { array.pointer(as: Float.self)[index] = Float(index / size) / 10 }
    return array
  }

  @Test func cellsStandInRowsWithPaddingAround() throws {
    var grid = ImageGrid(columns: 2, padding: 1, scale: 2)
    grid.background = 1
    let picture = try grid.raster(images(3))
    // 1 + 2 x (6 + 1) across, 1 + 2 x (4 + 1) down.
    #expect(picture.width == 15 && picture.height == 11 && picture.channels == 1)
    func level(_ x: Int, _ y: Int) -> UInt8 { picture.pixels[y * picture.width + x] }
    #expect(level(0, 0) == 255 && level(7, 5) == 255)
    #expect(level(1, 1) == 0 && level(6, 4) == 0)
    #expect(level(8, 1) == 26 && level(13, 4) == 26)
    #expect(level(1, 6) == 51)
    #expect(level(8, 6) == 255)
  }

  @Test func theGridIsAnArrayInZeroToOne() throws {
    let array = try ImageGrid(columns: 4, padding: 0).draw(images(4, channels: 3))
    #expect(array.shape == (try Shape(3, 2, 12)))
    #expect(array.dtype == .float32)
    #expect(abs(array.pointer(as: Float.self)[11] - 0.3) < 0.002)
  }

  @Test func labelsAreDrawnAndTheSameEachTime() throws {
    var grid = ImageGrid(columns: 3, padding: 4, scale: 20)
    grid.labels = ["0 %", "it's `x`", "100 %"]
    grid.columnLabels = ["a", "b", "c"]
    grid.rowLabels = ["row"]
    let picture = try grid.raster(images(3))
    #expect(try grid.raster(images(3)) == picture)
    #expect(picture.channels == 3)
    var plain = grid
    (plain.labels, plain.columnLabels, plain.rowLabels) = ([], [], [])
    let bare = try plain.raster(images(3))
    #expect(picture.width > bare.width && picture.height > bare.height)
    // Dark text on white stands below the last row of cells.
    let bottom = picture.pixels.suffix(picture.width * 3 * 12)
    #expect(bottom.contains { $0 < 128 } && bottom.contains(255))
  }

  @Test func wrongArgumentsAreErrors() throws {
    #expect(throws: PlotError.self) { try ImageGrid(columns: 0).draw(images(1)) }
    #expect(throws: PlotError.self) { try ImageGrid(padding: -1).draw(images(1)) }
    #expect(throws: PlotError.self) { try ImageGrid(scale: Int.max).draw(images(1)) }
    #expect(throws: PlotError.self) { try ImageGrid(columns: 1, scale: 1000).draw(images(100)) }
    #expect(throws: ArrayError.self) { try ImageGrid().draw(images(0)) }
    #expect(throws: ArrayError.self) { try ImageGrid().draw(images(1, channels: 2)) }
    #expect(throws: ArrayError.self) { try ImageGrid().draw(NDArray(empty: Shape(2, 2))) }
  }

  @Test func halfBlocksShowTwoRowsInOne() throws {
    let picture = try Raster(width: 2, height: 3, channels: 1, pixels: [0, 255, 255, 0, 7, 7])
    let lines = HalfBlocks.text(picture).split(separator: "\n")
    #expect(lines.count == 2)
    #expect(
      lines[0] == "\u{1b}[38;2;0;0;0m\u{1b}[48;2;255;255;255m▀\u{1b}[38;2;255;255;255m\u{1b}[48;2;0;0;0m▀\u{1b}[0m")
    #expect(HalfBlocks.text(picture, columns: 1).filter { $0 == "▀" }.count == 1)
  }
}
