import Arrays

extension Optimizer {
  /// Everything a resumed run needs, flat: `lr`, a number for each group (without dimensions where there is one), and for parameter i (0-based) `state.i.step` and `state.i.<name>` with
  /// PyTorch's names. Copies, so that they can be written while training goes on.
  public final func stateDict() throws -> [String: NDArray] {
    var state = [
      "lr": groups.count == 1
        ? try NDArray.scalar(.real(learningRate), dtype: .float64) : try NDArray(groups.map(\.rate))
    ]
    for (number, group) in groups.enumerated() {
      for index in group.places where steps[index] > 0 {
        state["state.\(index).step"] = try NDArray.scalar(.integer(Int64(steps[index])), dtype: .int64)
        for (name, array) in zip(stateNames(group: number), states[index]) {
          state["state.\(index).\(name)"] = try array.clone()
        }
      }
    }
    return state
  }

  /// Continues from what `stateDict` gave.
  /// - Throws: `NetworkError.optimizerState` when a name or a shape does not fit; nothing is changed then.
  public final func loadStateDict(_ state: [String: NDArray]) throws {
    func fail(_ message: String) -> NetworkError { .optimizerState("\(Self.self): \(message)") }
    var left = Set(state.keys)
    func take(_ name: String) -> NDArray? {
      left.remove(name)
      return state[name]
    }
    var rates = groups.map(\.rate)
    if let array = take("lr") {
      guard array.count == groups.count else {
        throw fail("lr must have a number for each group, \(groups.count), got shape \(array.shape)")
      }
      rates = try array.cast(to: .float64).values(as: Double.self)
    }
    var (newSteps, newStates) = (steps, states)
    for (number, group) in groups.enumerated() {
      for index in group.places {
        let parameter = parameters[index]
        guard let count = take("state.\(index).step") else {
          (newSteps[index], newStates[index]) = (0, [])
          continue
        }
        guard count.count == 1, try count.item().double >= 0 else {
          throw fail("state.\(index).step must be one count")
        }
        newSteps[index] = Int(try count.item().int64)
        newStates[index] = try stateNames(group: number).map { name in
          guard let array = take("state.\(index).\(name)") else { throw fail("state.\(index).\(name) is missing") }
          guard array.shape == parameter.shape else {
            throw fail("state.\(index).\(name) is \(array.shape), wanted \(parameter.shape)")
          }
          let cast = try array.cast(to: parameter.dtype)
          return cast.storage === array.storage ? try cast.clone() : cast
        }
      }
    }
    if let name = left.sorted().first { throw fail("unexpected name \(name)") }
    for (group, rate) in zip(groups, rates) { group.rate = rate }
    (steps, states) = (newSteps, newStates)
  }
}
