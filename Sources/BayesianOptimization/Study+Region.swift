/// Where the next suggestion is looked for, and what it is learnt from.
extension Study {
  /// The whole cube.
  func region() -> Region { .cube(space.dimension) }

  /// The points of the cube that make sense; nil where all do.
  var lattice: (any Lattice)? { nil }

  /// The trials that the model is fitted to: those that have a value.
  var modelledTrials: [Trial] { trials.filter { $0.value != nil } }
}
