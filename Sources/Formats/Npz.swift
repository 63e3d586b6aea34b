import Arrays

/// NumPy's archives of arrays (numpy.org/doc/stable/reference/generated/numpy.savez.html): a zip whose entries are
/// `.npy` files, stored or deflated.
public enum Npz {
  static let format = "npz"
  private static let suffix = ".npy"

  public static func read(path: String) throws -> NamedArrays {
    try naming(path) { try read(FileSource(path: path)) }
  }

  /// - Throws: `FormatError`, `ArrayError`. An entry that is not an array is unsupported.
  public static func read(_ source: some ByteSource) throws -> NamedArrays {
    let archive = try ZipArchive(source)
    var file = NamedArrays()
    for entry in archive.entries {
      guard entry.name.hasSuffix(suffix) else {
        throw FormatError.unsupported(format, "the entry '\(entry.name)', whose name does not end in \(suffix),")
      }
      let name = String(entry.name.dropLast(suffix.count))
      do {
        let stream = try archive.stream(entry)
        file.arrays[name] = try Npy.read(stream, count: entry.size)
        try stream.finish()
      } catch FormatError.malformed(Npy.format, let reason, nil) {
        throw FormatError.malformed(format, "'\(name)': \(reason)")
      } catch FormatError.unsupported(Npy.format, let what, nil) {
        throw FormatError.unsupported(format, "'\(name)': \(what)")
      }
    }
    return file
  }

  /// Writes the file whole or not at all, its arrays in the order of their names' bytes; the same arrays give the same
  /// bytes.
  /// - Parameter deflates: Whether the arrays are packed, as by `numpy.savez_compressed`.
  /// - Throws: `FormatError`; `ArrayError`. A file without arrays is unsupported, and so is metadata.
  public static func write(_ file: NamedArrays, deflates: Bool = false, path: String) throws {
    guard file.metadata.isEmpty else { throw FormatError.unsupported(format: format, what: "metadata", path: path) }
    guard !file.arrays.isEmpty else {
      throw FormatError.unsupported(format: format, what: "a file without arrays", path: path)
    }
    for name in file.names where name.utf8.contains(0) || name.utf8.count > 1 << 12 {
      throw FormatError.unsupported(format: format, what: "a name with NUL or of more than 4096 bytes", path: path)
    }
    // Row-major all at once: libzip asks for the bytes at the end.
    let arrays = try file.names.compactMap { name in try file.arrays[name].map { (name, try $0.contiguous()) } }
    try withExtendedLifetime(arrays) {
      try ZipWriter.write(
        arrays.map { name, array in
          let start = array.storage.pointer + array.offset * array.dtype.itemSize
          let bytes = UnsafeRawBufferPointer(start: start, count: array.count * array.dtype.itemSize)
          return ZipWriter.Entry(name: name + suffix, head: Npy.head(of: array), body: bytes)
        }, deflates: deflates, path: path)
    }
  }
}
