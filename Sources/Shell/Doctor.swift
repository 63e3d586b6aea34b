import Arrays
import Datasets
import Glibc
import LuaBridge
import Networks
import Subprocesses

/// `workbench doctor`: what the program finds on this machine, and for what is missing the command that mends it.
struct Doctor {
  /// The word alone, unless there is a script of that name.
  static func isAsked(_ options: Options) -> Bool {
    options.script == .file("doctor") && options.scriptArguments.isEmpty && access("doctor", F_OK) != 0
  }

  private struct Finding {
    let subject: String
    let text: String
    /// What mends it, where it is missing.
    var remedy: String?
  }

  /// - Returns: 0 when all is there, 1 otherwise.
  func run() -> Int32 {
    writeOutput("workbench \(Shell.version), \(LuaState.release)\n")
    var missing = 0
    for finding in [program, modules, blas, convolutions, processor, threads, memory, gnuplot] + dataSets + weights + [
      luaModules
    ] {
      if finding.remedy != nil { missing += 1 }
      let mark = finding.remedy == nil ? "ok     " : "MISSING"
      let subject = finding.subject.padded(to: 14)
      writeOutput(
        "\(mark)  \(subject) \(finding.text)\(finding.remedy.map { "\n\("".padded(to: 24))try: \($0)" } ?? "")\n")
    }
    writeOutput(missing == 0 ? "All is well.\n" : "\(missing) missing.\n")
    return missing == 0 ? ExitStatus.success : ExitStatus.scriptFailed
  }

  // MARK: The program

  private var program: Finding { Finding(subject: "program", text: Installation.executablePath ?? "unknown") }

  private var modules: Finding {
    guard let home = Installation.home, access(home + "/lib", R_OK | X_OK) == 0 else {
      return Finding(
        subject: "modules", text: "no lib/ above the program, nor under share/workbench beside its bin/",
        remedy: "make install PREFIX=… or WORKBENCH_HOME=the checkout's folder")
    }
    return Finding(subject: "modules", text: home + "/lib")
  }

  // MARK: The machine

  private var blas: Finding {
    let asked = getenv("OPENBLAS_CORETYPE").map { ", as OPENBLAS_CORETYPE=\(String(cString: $0)) asks" } ?? ""
    return Finding(
      subject: "BLAS",
      text: "\(BLAS.library), kernels for \(BLAS.core)\(asked), \(BLAS.ownThreads) thread of its own"
        + " (work is divided above it)")
  }

  private var convolutions: Finding {
    if Convolution.hasLibrary { return Finding(subject: "convolutions", text: "oneDNN for large ones") }
    if getenv("WORKBENCH_ONEDNN") != nil {
      return Finding(subject: "convolutions", text: "without oneDNN, as WORKBENCH_ONEDNN asks")
    }
    return Finding(
      subject: "convolutions", text: "libdnnl.so.2 is missing: large ones take twice as long",
      remedy: "apt-get install libdnnl2")
  }

  private var processor: Finding {
    let (model, features) = Machine.processor
    return Finding(subject: "processor", text: "\(model): \(features.joined(separator: " "))")
  }

  private var threads: Finding {
    let all = max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1)
    return Finding(subject: "threads", text: "\(Threads.count), for \(Threads.available) of \(all) processors")
  }

  private var memory: Finding {
    Finding(subject: "memory", text: "\(Machine.memory >> 20) MB; without --memory nine tenths of it may be used")
  }

  private var gnuplot: Finding {
    let remedy = "apt-get install gnuplot-nox"
    do {
      let result = try Subprocess.run("gnuplot", ["--version"], timeout: 10)
      let text = String(decoding: result.output, as: UTF8.self).split(separator: "\n").first.map(String.init)
      if result.succeeded, let text { return Finding(subject: "gnuplot", text: text) }
      return Finding(subject: "gnuplot", text: "it does not start", remedy: remedy)
    } catch {
      return Finding(subject: "gnuplot", text: "\(error)", remedy: remedy)
    }
  }

  // MARK: Data and weights

  private var dataSets: [Finding] {
    let locations = DataLocations.current
    return [
      finding(
        "MNIST", locations.search(locations.mnistFolders),
        remedy: "workbench -e 'datasets.mnist{}' -e 'datasets.mnist{split=\"test\"}', which downloads it"),
      finding(
        "Fashion-MNIST", locations.search(locations.fashionMNISTFolders),
        remedy: "apt-get install dataset-fashion-mnist"),
    ]
  }

  private func finding(_ name: String, _ search: DataLocations.Search, remedy: String) -> Finding {
    guard let folder = search.folder else {
      return Finding(
        subject: name, text: "not found in \(search.folders.joined(separator: ", ")) ($WORKBENCH_DATA names a folder)",
        remedy: remedy)
    }
    let counts = search.counts.map { "\($0.count ?? 0) pictures to \($0.split.rawValue)" }
    return Finding(subject: name, text: "\(counts.joined(separator: ", ")), in \(folder)")
  }

  private var weights: [Finding] {
    Pretrained.names.map { name in
      do {
        let path = try Pretrained.path(name)
        _ = try Pretrained.load(name, path: path)
        return Finding(subject: name, text: path)
      } catch {
        return Finding(
          subject: name, text: "\(error)",
          remedy: "make install PREFIX=… or WORKBENCH_WEIGHTS=the folder of the weights")
      }
    }
  }

  // MARK: Lua

  /// Other people's modules are welcome, not wanted.
  private var luaModules: Finding {
    let known: [String] = ["/usr/local/share/lua/5.4", "/usr/share/lua/5.4"]
    let folders = known.filter { (path: String) in access(path, R_OK | X_OK) == 0 }
    let text = folders.isEmpty ? "none of Debian's installed" : "Debian's in \(folders.joined(separator: ", "))"
    return Finding(subject: "Lua modules", text: text)
  }
}
