import BayesianOptimization
import Plotting

/// The pictures of a search.
public enum StudyPlot: String, Sendable, CaseIterable {
  /// Every value, and the best so far, over the evaluations; with the baselines' where there are some.
  case history
  /// Values over each parameter, with the model along it through the best point.
  case slice
  /// The model over two parameters through the best point, with the trials.
  case contour
  /// One dimension: the model with its band, and the acquisition below it.
  case surrogate
  /// A line a trial across all parameters, coloured by its value.
  case parallel
  /// The values of several objectives against each other, with the front.
  case pareto
}

/// Why a picture of a study cannot be drawn, as data.
public enum StudyPlotError: Error, Equatable, CustomStringConvertible {
  case noTrials(StudyPlot)
  case noModel(StudyPlot)
  case oneDimensionOnly(got: Int)
  case twoParameters(got: Int)
  case unknownParameter(String, known: [String])
  case severalObjectives(got: Int)

  public var description: String {
    switch self {
    case .noTrials(let plot): "\(plot.rawValue): there is no finished trial to show"
    case .noModel(let plot): "\(plot.rawValue): there is no model of the value alone to show"
    case .oneDimensionOnly(let got):
      "surrogate: a study of one parameter wanted, this one has \(got); try slice or contour"
    case .twoParameters(let got): "contour: two parameters wanted, got \(got)"
    case .unknownParameter(let name, let known):
      "there is no parameter '\(name)'; known are \(known.joined(separator: ", "))"
    case .severalObjectives(let got): "pareto: a study of two or three objectives wanted, this one has \(got)"
    }
  }
}

extension Study {
  var plotLabel: String { composite == nil ? "value" : "score" }

  var acquisitionName: String { customAcquisition == nil ? options.acquisition.rawValue : "acquisition" }

  /// Finished trials that succeeded, in order.
  var successes: [(trial: Trial, value: Double)] {
    var result: [(trial: Trial, value: Double)] = []
    for trial in trials {
      if let value = trial.value { result.append((trial, value)) }
    }
    return result
  }
}
