// swift-tools-version: 6.0
import PackageDescription

/// Every Swift target is built with the same settings; CPU flags come from the Makefile, so that the
/// package stays usable as a dependency.
let settings: [SwiftSetting] = [.swiftLanguageMode(.v5)]

func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// A thin C or C++ target over a library of the system's.
func clibrary(_ name: String, links: [String]) -> Target {
  .target(name: name, linkerSettings: links.map { .linkedLibrary($0) })
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies + ["TestSupport"], swiftSettings: settings)
}

let package = Package(
  name: "workbench",
  products: [
    .executable(name: "workbench", targets: ["workbench"])
  ],
  targets: [
    // Libraries of the system, from the lowest layer up.
    clibrary("COpenBLAS", links: ["openblas"]),
    clibrary("CSleef", links: ["sleef"]),
    // Opened when the first large convolution comes.
    clibrary("COneDNN", links: []),
    clibrary("CSpecial", links: []),
    clibrary("CLBFGSB", links: ["lbfgsb"]),
    // Linked statically: the shared library would add 12 ms to every start. Eigen's headers are not on the usual path.
    .target(
      name: "CCMAES", cxxSettings: [.headerSearchPath("eigen")],
      linkerSettings: [":libpagmo.a", ":libboost_serialization.a", "tbb"].map { .linkedLibrary($0) }),
    clibrary("CPNG", links: ["png"]),
    clibrary("CZlib", links: ["z"]),
    clibrary("CZip", links: []),
    clibrary("CJansson", links: ["jansson"]),
    clibrary("CSixel", links: ["sixel"]),
    clibrary("CEdit", links: ["edit"]),
    clibrary("CLua", links: ["lua5.4"]),
    clibrary("CProcess", links: []),

    // Numbers: none of these knows that Lua exists.
    module("Arrays", ["COpenBLAS", "CSleef", "COneDNN", "CSpecial"]),
    module("Tensors", ["Arrays"]),
    module("Formats", ["Arrays", "CPNG", "CZlib", "CZip", "CJansson"]),
    module("Distributions", ["Arrays", "Tensors", "CSpecial"]),
    module("Networks", ["Arrays", "Tensors", "Distributions", "Formats"]),
    module("GaussianProcesses", ["Arrays", "Distributions", "CLBFGSB"]),
    module("BayesianOptimization", ["Arrays", "Distributions", "GaussianProcesses", "CCMAES"]),
    module("Analysis", ["Arrays"]),
    module("Subprocesses", ["Arrays", "CProcess"]),
    module("Datasets", ["Arrays", "Formats", "Subprocesses"]),
    module("Plotting", ["Arrays", "Formats", "Subprocesses", "CSixel"]),
    module("StudyPlots", ["BayesianOptimization", "GaussianProcesses", "Plotting"]),

    // The border: LuaBridge does not know what a tensor is, Bindings hold no mathematics.
    module("LuaBridge", ["CLua"]),
    module(
      "Bindings",
      [
        "LuaBridge", "Arrays", "Tensors", "Distributions", "Networks", "Formats", "GaussianProcesses",
        "BayesianOptimization", "Datasets", "Plotting", "StudyPlots", "Analysis",
      ]),
    module(
      "Shell", ["LuaBridge", "Bindings", "Arrays", "Formats", "Networks", "Datasets", "Subprocesses", "CEdit"]),
    // Small objects come and go by the million; mimalloc takes half of malloc's time for them.
    .executableTarget(
      name: "workbench", dependencies: ["Shell"], swiftSettings: settings,
      linkerSettings: [.linkedLibrary("mimalloc")]),

    // Ours beside ours: what the border costs.
    .executableTarget(
      name: "lua-loop", dependencies: ["Bindings", "LuaBridge", "Networks", "Tensors", "Arrays"],
      path: "benchmarks/LuaLoop", swiftSettings: settings),

    // Tests mirror Sources.
    .target(name: "TestSupport", dependencies: ["Arrays"], path: "Tests/TestSupport", swiftSettings: settings),
    tests("ArraysTests", ["Arrays"]),
    tests("TensorsTests", ["Tensors", "Arrays"]),
    tests("DistributionsTests", ["Distributions", "Tensors", "Arrays", "CSpecial"]),
    tests("NetworksTests", ["Networks", "Distributions", "Tensors", "Arrays", "Formats"]),
    tests("FormatsTests", ["Formats", "Arrays"]),
    tests("SubprocessesTests", ["Subprocesses"]),
    tests("DatasetsTests", ["Datasets", "Formats", "Arrays"]),
    tests("PlottingTests", ["Plotting", "Formats", "Arrays"]),
    tests("GaussianProcessesTests", ["GaussianProcesses", "Arrays"]),
    tests("BayesianOptimizationTests", ["BayesianOptimization", "GaussianProcesses", "Arrays"]),
    tests("AnalysisTests", ["Analysis", "Arrays"]),
    tests("LuaBridgeTests", ["LuaBridge", "CLua"]),
    tests("BindingsTests", ["Bindings", "LuaBridge", "Tensors", "Arrays"]),
    tests("CommandLineTests", []),
  ]
)
