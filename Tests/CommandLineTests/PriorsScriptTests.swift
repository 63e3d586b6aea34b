import Foundation
import TestSupport
import Testing

/// The scripts about priors and evidence bounds, in a small mode.
@Suite(.enabled(if: Program.isBuilt)) struct PriorsScriptTests {
  private static func script(_ name: String) -> String { "\(Reference.packageRoot)/scripts/\(name).lua" }

  private func json(_ folder: Program.Folder, _ name: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(name)"))
    return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test(.enabled(if: Reference.hasData)) func everyPriorIsTrainedAndShown() throws {
    let folder = try Program.Folder()
    let result = try Program.run([
      Self.script("priors"), "--epochs", "1", "--limit", "600", "--hidden", "30", "--latent", "4", "--nll_images", "20",
      "--nll_samples", "10", "--fid_images", "600", "--seeds", "2", "--out", folder.path,
    ])
    #expect(result.status == 0, "\(result.errors)")
    let summary = try json(folder, "priors.json")
    let priors = try #require(summary["priors"] as? [[String: Any]])
    #expect(priors.count == 8)
    for prior in priors {
      let runs = try #require(prior["runs"] as? [[String: Any]])
      #expect(runs.count == 2)
      for run in runs {
        for key in ["elbo", "reconstruction", "kl", "nll", "active", "fid"] {
          let value = try #require(run[key] as? Double, "\(prior["key"] ?? "?"): \(key)")
          #expect(value.isFinite)
        }
        let (elbo, kl) = (try #require(run["elbo"] as? Double), try #require(run["kl"] as? Double))
        #expect(abs(elbo + (run["reconstruction"] as? Double ?? 0) + kl) < 1e-6)
        #expect(elbo < 0 && elbo > -784)
      }
      // Two seeds, two models.
      #expect(runs[0]["elbo"] as? Double != runs[1]["elbo"] as? Double)
    }
    let page = try String(contentsOfFile: "\(folder.path)/priors.html", encoding: .utf8)
    #expect(page.components(separatedBy: "data:image/png;base64,").count == 1 + 1 + 3 * 8)
    // In a cell; a picture's letters may spell anything.
    #expect(!page.contains(">nan") && !page.contains(">-nan"))
  }

  @Test func theIdentityHolds() throws {
    let folder = try Program.Folder()
    let result = try Program.run([Self.script("elbo_identities"), "--draws", "4000", "--out", folder.path])
    #expect(result.status == 0, "\(result.errors)")
    let found = try json(folder, "elbo.json")
    let evidence = try #require(found["evidence"] as? Double)
    for identity in try #require(found["identities"] as? [[String: Double]]) {
      #expect(abs(try #require(identity["elbo"]) + #require(identity["kl"]) - evidence) < 1e-9)
      #expect(try #require(identity["kl"]) > 0)
    }
    for (name, estimates) in try #require(found["gradients"] as? [String: [String: [String: Double]]]) {
      for (kind, told) in estimates {
        let (average, wanted) = (try #require(told["average"]), try #require(told["exact"]))
        #expect(abs(average - wanted) < 5 * (told["standard_error"] ?? 0), "\(name) by the \(kind)")
      }
      #expect((estimates["path"]?["variance"] ?? 1) < (estimates["score"]?["variance"] ?? 0))
    }
  }
}
