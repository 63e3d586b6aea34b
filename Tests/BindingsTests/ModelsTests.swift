import TestSupport
import Testing

@Suite(.serialized) struct ModelsTests {
  private func script() throws -> DataScript {
    let script = try DataScript()
    try script.set("images", [3, 1, 28, 28]) { Float(($0 * 37) % 11) / 11 }
    try script.set("z", [3, 20]) { Float(($0 * 37) % 11) / 11 - 0.5 }
    try script.run("nn, optim, models = require 'nn', require 'optim', require 'models'")
    return script
  }

  @Test func vaeHasItsParts() throws {
    try script().run(
      """
      local vae = models.vae{latent=20, hidden=30}
      local mu, logvar = vae:encode(images)
      assert(mu.shape[2] == 20 and logvar.shape[1] == 3 and vae.latent == 20)
      assert(vae:decode(z).shape[2] == 784 and vae:sample(5).shape[1] == 5)
      assert(vae:reparameterize(mu, logvar).shape[2] == 20)
      local image, m, l = vae(images)
      assert(image.shape[2] == 784 and m.shape[2] == 20 and l.shape[2] == 20)
      local loss = vae:loss(images, {beta=2, reduction="mean"})
      loss:backward()
      assert(vae:named_parameters()["fc1.weight"].grad and loss:item() > 0)
      assert(not pcall(vae.decode, vae, images) and not pcall(models.vae, {latnet=3}))
      """)
  }

  @Test func sameSeedSameWeights() throws {
    try script().run(
      """
      local workbench = require "workbench"
      workbench.seed(5); local a = models.mnist_cnn()
      workbench.seed(5); local b = models.mnist_cnn()
      assert(a:state_dict()["fc1.weight"] == b:state_dict()["fc1.weight"])
      assert(a:eval()(images).shape[2] == 10 and models.mnist_referee():eval()(images).shape[2] == 10)
      """)
  }

  @Test(.enabled(if: Reference.hasData)) func pretrainedLoadsFromAPath() throws {
    let script = try script()
    try script.run("path = '\(Reference.dataFolder ?? "")/botorch-tutorial/'")
    try script.run(
      """
      local vae = models.pretrained("mnist_vae", {path = path .. "mnist_vae.safetensors"})
      local cnn = models.pretrained("mnist_cnn", {path = path .. "mnist_cnn.safetensors"})
      assert(vae.training == false)
      local p = cnn(vae:decode(z)):exp()
      assert(math.abs(p:sum():item() - 3) < 1e-5)
      local ok, message = pcall(models.pretrained, "mnist_cnn", {path = path .. "mnist_vae.safetensors"})
      assert(not ok and message:find("missing: conv1.weight"))
      ok, message = pcall(models.pretrained, "mnist_dog")
      assert(not ok and message:find("mnist_vae"))
      """)
  }
}
