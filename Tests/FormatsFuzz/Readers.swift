import Arrays
import Formats
import Glibc

/// The entry point of libFuzzer: one file's bytes for the reader that WORKBENCH_FUZZ_READER names. A reader gives a value
/// or throws; anything else (a trap, a wrong access, much memory, a long time) is found by libFuzzer and
/// AddressSanitizer. `make fuzz` builds and runs it; it is no target of the package.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  do { for array in try reader(bytes) { try touch(array) } } catch {
    // Messages are made of what was read, too.
    if "\(error)".utf8.count > 1000 { abort() }
  }
  return 0
}

private let reader: ([UInt8]) throws -> [NDArray] = {
  let name = getenv("WORKBENCH_FUZZ_READER").map { String(cString: $0) } ?? ""
  switch name {
  case "npy": return { [try Npy.read(MemorySource($0))] }
  case "npz": return { Array(try Npz.read(MemorySource($0)).arrays.values) }
  case "safetensors": return { Array(try Safetensors.read(MemorySource($0)).arrays.values) }
  case "torch": return { try TorchFile.read(MemorySource($0)).arrays }
  // A pickle without the checksums of a zip around it.
  case "pickle": return { try TorchFile.read(MemorySource(legacyStart + $0)).arrays }
  case "idx": return { [try Idx.read(MemorySource($0))] }
  case "png": return { [try PNG.decode($0).array()] }
  case "json":
    return {
      let json = try $0.withUnsafeBytes { try JSON.parse($0) }
      guard try JSON.parse(json.text()) == json else { abort() }
      return []
    }
  default:
    fputs("WORKBENCH_FUZZ_READER is to name a reader, not '\(name)'\n", stderr)
    exit(2)
  }
}()

/// Magic number, version, and the machine that wrote the file, as three pickles.
private let legacyStart: [UInt8] =
  [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e]
  + [0x80, 2, 0x4d, 0xe9, 3, 0x2e] + [0x80, 2, 0x7d, 0x2e]

/// Reads every element, so that a window beyond its memory is found.
private func touch(_ array: NDArray) throws {
  guard array.count <= 1 << 20 else { return }
  _ = try array.clone()
}
