// Training steps from a Lua loop beside the same steps from a Swift loop, in one process and in turns:
//
//   swift run -c release -Xcc -march=native lua-loop [THREADS] [ROUNDS]
//
// Prints the median of the rounds for either, in microseconds a step, and the ratio. Rounds of both sides stand beside each
// other in time, so that what else the machine does falls on both.

import Arrays
import Bindings
import Glibc
import LuaBridge
import Networks
import Tensors

struct Work {
  let name: String
  /// Steps in a round.
  let steps: Int
  /// Makes the global function `steps(n)`.
  let lua: String
  /// Makes the same in Swift.
  let swift: () throws -> () throws -> Void
}

/// Training of a dense VAE by Adam; `options` and `make` say the same in either language.
func vae(_ name: String, steps: Int, batch: Int, input: Int, options: String, _ make: @escaping () throws -> VAE)
  -> Work
{
  Work(
    name: name, steps: steps,
    lua: """
      local models, optim, tensor, workbench = require "models", require "optim", require "tensor", require "workbench"
      workbench.seed(1)
      local vae = models.vae{\(options)}
      local adam = optim.Adam(vae:parameters())
      local x = tensor.rand(\(batch), \(input))
      function steps(n)
        for _ = 1, n do
          adam:zero_grad()
          vae:loss(x):backward()
          adam:step()
        end
      end
      """,
    swift: {
      Random.seed = 1
      let vae = try make()
      let adam = try Adam(vae.parameterTensors())
      let x = Tensor(try images(batch, input))
      return {
        adam.zeroGrad()
        try vae.loss(x).backward()
        try adam.step()
      }
    })
}

let works = [
  vae("VAE training step, batch 128", steps: 4, batch: 128, input: 784, options: "") { try VAE() },
  Work(
    name: "CNN training step, batch 64", steps: 4,
    lua: """
      local models, nn, optim = require "models", require "nn", require "optim"
      local tensor, workbench = require "tensor", require "workbench"
      workbench.seed(1)
      local cnn = models.mnist_cnn()
      local adam = optim.Adam(cnn:parameters())
      local x, targets = tensor.rand(64, 1, 28, 28), tensor.arange(64):remainder(10):long() + 1
      function steps(n)
        for _ = 1, n do
          adam:zero_grad()
          nn.nll_loss(cnn(x), targets):backward()
          adam:step()
        end
      end
      """,
    swift: {
      Random.seed = 1
      let cnn = try MNISTCNN()
      let adam = try Adam(cnn.parameterTensors())
      let x = Tensor(try images(64, 1, 28, 28))
      let targets = try NDArray((0..<64).map { Int64($0 % 10) })
      return {
        adam.zeroGrad()
        try Tensor.nllLoss(cnn(x), targets).backward()
        try adam.step()
      }
    }),
  // With hardly any arithmetic: the difference is what the loop itself costs, to be held against the steps above.
  vae("VAE of single numbers, batch 1", steps: 1000, batch: 1, input: 1, options: "latent=1, hidden=1, input=1") {
    try VAE(latent: 1, hidden: 1, input: 1)
  },
]

/// Uniform numbers, as tensor.rand draws them.
func images(_ sizes: Int...) throws -> NDArray {
  let array = try NDArray(empty: Shape(sizes))
  Random.withStream("random") { $0.fillUniform(array.pointer(as: Float.self), count: array.count) }
  return array
}

func seconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

func decimals(_ value: Double, _ count: Int) -> String {
  let digits = String(Int((value * pow(10, Double(count))).rounded()))
  let filled = String(repeating: "0", count: max(count + 1 - digits.count, 0)) + digits
  return filled.dropLast(count) + "." + filled.suffix(count)
}

let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
Threads.count = arguments.first ?? 1
let rounds = max(arguments.dropFirst().first ?? 101, 1)

print(
  "| \(Threads.count) thread\(Threads.count > 1 ? "s" : "") | Lua loop, us | Swift loop, us | median of the rounds' ratios |"
)
print("| --- | --- | --- | --- |")
for work in works {
  let state = try LuaState()
  let memory = state.memory
  memory.native = NativeMemory(allocated: { _ in Storage.allocatedBytes }, live: { _ in Storage.liveBytes })
  try state.preload(modules)
  Interrupt.install(in: state)
  try state.run(work.lua)
  let step = try work.swift()
  var (lua, swift): ([Double], [Double]) = ([], [])
  func timeLua() throws {
    let start = seconds()
    try state.run("steps(\(work.steps))")
    lua.append((seconds() - start) / Double(work.steps) * 1e6)
  }
  func timeSwift() throws {
    let start = seconds()
    for _ in 0..<work.steps { try step() }
    swift.append((seconds() - start) / Double(work.steps) * 1e6)
  }
  for round in 0..<rounds + 2 {
    // Who goes first alternates.
    if round % 2 == 0 {
      try timeLua()
      try timeSwift()
    } else {
      try timeSwift()
      try timeLua()
    }
    if round < 2 { (lua, swift) = ([], []) }
  }
  let ratio = median(zip(lua, swift).map { $0 / $1 })
  print("| \(work.name) | \(decimals(median(lua), 1)) | \(decimals(median(swift), 1)) | \(decimals(ratio, 3)) |")
  state.close()
}
