import GaussianProcesses

extension Study {
  /// The model in the user's units of points and values; nil before the first.
  public var modelInUnits: ExactGP? {
    let bounds = zip(space.lower, space.upper).map { (lower: $0, upper: $1) }
    return model?.seen(in: bounds, isNegated: !options.maximize)
  }
}
