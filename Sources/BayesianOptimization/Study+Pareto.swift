extension Study.Options {
  /// Whether objective `o`, from 0, is maximised: `maximize`, unless `directions` say otherwise.
  func maximizes(_ o: Int) -> Bool { o < directions.count ? directions[o] : maximize }
}

/// Several objectives.
extension Study {
  /// 1 where objective `o`, from 0, is maximised, -1 where it is minimised.
  public func sign(_ o: Int) -> Double { options.maximizes(o) ? 1 : -1 }

  /// The complete, feasible trials that no other dominates, in order; with one objective those with the best value.
  public var pareto: [Trial] {
    let feasible = trials.filter { $0.value != nil && $0.isFeasible }
    let mask = ParetoFront.mask(feasible.map(maximized))
    return feasible.indices.filter { mask[$0] }.map { feasible[$0] }
  }

  /// The volume that the trials dominate above the reference point, in the user's units.
  /// - Throws: `StudyError.incompatible` without a reference point.
  public func hypervolume() throws -> Double {
    guard let reference = options.referencePoint else {
      throw StudyError.incompatible("a hypervolume needs a reference point")
    }
    return Hypervolume.exact(
      pareto.map(maximized), reference: reference.indices.map { sign($0) * reference[$0] })
  }

  private func maximized(_ trial: Trial) -> [Double] {
    (trial.outcomes ?? [trial.value ?? .nan]).enumerated().map { sign($0.offset) * $0.element }
  }

  /// - Throws: `StudyError` for options that do not go together.
  static func check(_ options: Options, hasComposite: Bool, hasCustomAcquisition: Bool) throws {
    let m = options.objectives
    let isDefault = options.acquisition == .qlogei || options.acquisition == .turbo
    if hasComposite {
      guard isDefault, options.maximizes(0), !hasCustomAcquisition else { throw StudyError.compositeAcquisition }
      guard m == 1, options.constraints == 0 else {
        throw StudyError.incompatible("a composite objective is the only one, without constraints told beside it")
      }
    }
    if hasCustomAcquisition, m > 1 || options.constraints > 0 {
      throw StudyError.incompatible("an acquisition of one's own is for one objective without constraints")
    }
    if options.outputWarp, hasComposite || hasCustomAcquisition || m > 1 {
      throw StudyError.incompatible("an output warp is for one objective under an acquisition of the study's own")
    }
    if m > 1 {
      guard m <= 3 else { throw StudyError.incompatible("two or three objectives can be searched, got \(m)") }
      guard isDefault || options.acquisition == .qehvi else {
        throw StudyError.incompatible("several objectives go with the acquisition 'qehvi'")
      }
    } else if options.acquisition == .qehvi {
      throw StudyError.incompatible("'qehvi' is for two or three objectives")
    }
    if options.constraints > 0, options.acquisition == .ucb || options.acquisition == .qucb {
      throw StudyError.incompatible("constraints do not go with '\(options.acquisition.rawValue)': it may be negative")
    }
    guard options.directions.isEmpty || options.directions.count == m else {
      throw StudyError.incompatible("\(m) directions wanted, one for each objective, got \(options.directions.count)")
    }
    if let reference = options.referencePoint {
      guard reference.count == m, reference.allSatisfy(\.isFinite) else {
        throw StudyError.incompatible("a reference point of \(m) finite numbers wanted, got \(reference)")
      }
    }
  }
}
