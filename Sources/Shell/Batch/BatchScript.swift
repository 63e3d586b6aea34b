import Formats

/// One script of a batch.
struct BatchScript {
  /// Its path from the folder that holds the whole batch.
  let name: String
  /// Absolute.
  let path: String
  var header = ScriptHeader()
  /// Why it cannot be read: it fails when its turn comes.
  var problem: String?
  /// Positions of the scripts that it needs.
  var needs: [Int] = []
  /// Of its text, and in the end of all that its result is a function of.
  var digest = Digest()

  /// - Throws: `BatchError` for a bad header.
  init(name: String, path: String) throws {
    self.name = name
    self.path = path
    do {
      let source = try FileSource(path: path).bytes()
      digest.add(source)
      header = try ScriptHeader(source, name: name)
    } catch let error as FormatError {
      problem = "\(error)"
    }
  }

  /// Its name without the ending: that of its run folder.
  var shortName: String { name.hasSuffix(".lua") ? String(name.dropLast(4)) : name }
}
