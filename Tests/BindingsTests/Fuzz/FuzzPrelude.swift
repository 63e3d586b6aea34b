/// What the fuzz run's calls are made of, as Lua.
enum FuzzPrelude {
  /// Runs before the calls; with it a call of the log runs by itself under `workbench`.
  static let source = """
    for _, name in ipairs{
      "workbench", "tensor", "nn", "optim", "models", "datasets", "image", "plot", "json", "gp", "bo", "dist",
      "metrics",
    } do
      rawset(_G, name, require(name))
    end
    rawset(_G, "F", {})
    F.cycle = {}
    F.cycle[1], F.cycle.self, F.cycle.x = F.cycle, F.cycle, F.cycle
    function F.freed(object) object:free() return object end
    function F.meta(object) return debug.getmetatable(object) end
    -- What a script does with results.
    function F.use(...)
      for i = 1, select("#", ...) do tostring((select(i, ...))) end
      return ...
    end
    -- The object that a call is about, for functions that turn against it meanwhile.
    O = json.null
    function F.own(object) O = object return object end
    function F.inside(f) return coroutine.wrap(f)() end
    function F.net()
      local Net = nn.Module:extend("Net")
      function Net:init(size) self.fc, self.scale = nn.Linear(3, size or 2), nn.Parameter(tensor.ones(1)) end
      function Net:forward(x) return self.fc(x) * self.scale end
      return Net
    end
    function F.changing()
      local Changing = nn.Module:extend("Changing")
      function Changing:init() self.fc = nn.Linear(3, 3) end
      function Changing:forward(x)
        local y = self.fc(x)
        self.fc, self[1], self.other = nil, nil, nn.ReLU()
        self:add_module("fc", nn.Linear(3, 3))
        return y
      end
      return Changing()
    end
    function F.custom()
      return tensor.custom("square", {
        forward = function(ctx, x) ctx:save(x) ctx.kept = x F.last = ctx return x * x, x end,
        backward = function(ctx, g, h) local x = ctx:saved() return 2 * g * x + h end,
      })
    end
    function F.context() F.custom()(tensor.ones(2, {requires_grad=true})) return F.last end
    function F.optimizer(name)
      local w = tensor.ones(3, {requires_grad=true});
      (w * w):sum():backward()
      return optim[name]({w}, {lr=0.1})
    end
    function F.study(n)
      local study = bo.study{bounds={0, 1, dim=2}, initial=2, samples=16}
      for i = 1, n do study:tell(study:ask(1), {i * 0.1}) end
      return study
    end
    """

  /// Modules whose arguments must have one size together, which random ones seldom have.
  static let seldomFitting: Set<String> = ["metrics"]

  /// Ways to make an object of each class. A class without any fails the run.
  static let objects: [String: [String]] = [
    "Tensor": [
      "tensor.randn(2, 3)", "tensor.randn(2, 3)", "tensor.ones(3)", "tensor.randn(3, 3)",
      "tensor.arange(6):reshape(2, 3)",
      "tensor.randn(2, 3, {requires_grad=true})", "tensor.randn(2, 3, 4, {requires_grad=true})", "tensor.zeros(0, 3)",
      "tensor(5)", "tensor{true, false, true}", "tensor.randn(3, 2):t()", "tensor.randn(3, {dtype=\"float64\"})",
      "tensor.ones(1):expand(5)", "tensor{0/0, 1/0, -1/0}", "tensor.randint(1, 3, {3})", "tensor.randn(2, 1, 8, 8)",
      "tensor.rand(28, 28)", "tensor.rand(2, 4)", "tensor.rand(3, 6, 5)", "tensor.ones(2, 1, 2, 1, 2, 1, 2, 1)",
      "tensor.randn(2, 3):gt(0)", "tensor.randn(4, 4, {dtype=\"float64\", requires_grad=true})", "tensor.zeros(0)",
      "tensor.randint(-2, 9, {2, 3})", "tensor.randn(6, 6):narrow(1, 2, 3)", "tensor.randn(5, 4):select(2, 3)",
      "tensor.ones(2, {requires_grad=true}):mul(2)", "tensor.new({{1 << 62, math.mininteger}}, {dtype=\"int64\"})",
      "tensor.full({3}, 1e300, {dtype=\"float64\"})", "tensor.full({2}, math.maxinteger, {dtype=\"int64\"})",
      "tensor.zeros(1 << 40, 0)", "tensor.zeros(0, 1 << 20)", "tensor{5e-324, 0, -5e-324}:double()",
      "tensor.zeros(2, 0, 3)",
      "tensor.ones(1, 1, 1):expand(1 << 20, 1, 1)",
    ],
    "Module": [
      "nn.Linear(3, 2)", "nn.Conv2d(1, 2, 3)", "nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Dropout(0.5))",
      "nn.BatchNorm2d(1)", "nn.MaxPool2d(2)", "nn.AvgPool2d(2, {padding=1})", "nn.Flatten()", "nn.Unflatten(2, {1, 3})",
      "nn.Softmax()", "nn.GELU()", "F.changing()", "nn.Sequential(F.changing(), F.net()())",
      "nn.ModuleList(nn.ReLU(), nn.Tanh())", "F.net()()", "nn.Sequential()",
      "nn.Conv2d(2, 4, {3, 2}, {stride=2, padding=1, dilation=2, groups=2})",
      "nn.Conv2d(1, 2, 4, {padding=\"same\", padding_mode=\"circular\"})", "nn.ConvTranspose2d(1, 2, 3, {stride=2})",
      "nn.AdaptiveAvgPool2d({nil, 3})", "nn.BatchNorm1d(3, {momentum=false})", "nn.LayerNorm(3)",
      "nn.LocalResponseNorm(2)", "nn.Embedding(5, 3, {padding_idx=1, max_norm=1})",
      "nn.ParameterList(nn.Parameter(tensor.ones(3)))",
    ],
    "ModuleClass": ["F.net()", "nn.Module:extend(\"Empty\")", "nn.Module"],
    "ScriptModule": ["F.changing()", "F.net()()", "F.net()(3)", "nn.Module:extend(\"Empty\")()"],
    "CustomOperation": [
      "F.custom()", "tensor.custom(\"f\", {forward=print, backward=print})",
      "tensor.custom(\"f\", {forward=function(ctx, ...) O = ctx return ... end, backward=function(ctx, ...) return ... end})",
    ],
    "CustomContext": ["F.context()"],
    "VAE": ["models.vae{latent=2, hidden=3, input=4}"],
    "PriorVAE": [
      "models.vae{latent=2, hidden=3, input=4, prior=dist.Gamma(3, 2)}",
      "models.vae{latent=2, hidden=3, input=4, prior=dist.Beta(1, 1), posterior=\"moments\"}",
      "models.vae{latent=2, hidden=3, input=4, prior=\"mixture\", components=2}",
    ],
    "Optimizer": [
      "F.optimizer(\"SGD\")", "F.optimizer(\"Adam\")", "F.optimizer(\"AdamW\")", "F.optimizer(\"RMSprop\")",
      "F.optimizer(\"Adagrad\")",
    ],
    "ParamGroup": ["F.optimizer(\"SGD\").param_groups[1]"],
    "Schedule": [
      "optim.lr_scheduler.StepLR(F.optimizer(\"SGD\"), 2)",
      "optim.lr_scheduler.CosineAnnealingLR(F.optimizer(\"Adam\"), 10)",
      "optim.lr_scheduler.MultiStepLR(F.optimizer(\"SGD\"), {2, 4})",
      "optim.lr_scheduler.LinearLR(F.optimizer(\"SGD\"))",
      "optim.lr_scheduler.ExponentialLR(F.optimizer(\"SGD\"), 0.5)",
    ],
    "Loader": [
      "datasets.loader({tensor.randn(10, 3), tensor.arange(10)}, {batch_size=4, shuffle=true})",
      "datasets.loader({images=tensor.rand(3, 1, 2, 2), targets=tensor.arange(3)})",
    ],
    "Figure": ["plot.figure{title=\"t\"}", "plot.figure{}:line({1, 2, 4}):scatter({1, 2}, {0, 1})"],
    "PlotGrid": ["plot.grid{plot.figure{}, plot.figure{}:line({1, 2})}"],
    "null": ["json.null"],
    "Distribution": [
      "dist.Normal({0, 1}, 2)", "dist.Gamma(0.5, 2)", "dist.Beta(2, 0.1)", "dist.Categorical({1, 2, 3})",
      "dist.Dirichlet({1, 0.5})", "dist.MultivariateNormal({0, 1}, {{2, 1}, {1, 2}})", "dist.StudentT(3)",
      "dist.Independent(dist.Laplace({0, 1}, 1), 1)", "dist.Binomial(5, {0.1, 0.9})", "dist.Poisson(40)",
      "dist.MixtureSameFamily(dist.Categorical({1, 2}), dist.Normal({0, 1}, 1))", "dist.Bernoulli({logits=2})",
      "dist.TruncatedNormal(0, 1, -1, 1)",
    ],
    "Kernel": [
      "gp.RBF{}", "gp.Matern{nu=1.5, lengthscale=0.3}", "gp.RBF{variance=2, ard=false}",
      "gp.Linear{} + gp.Periodic{} * gp.RBF{}", "gp.Linear{lengthscale={}}", "gp.Linear{variance={1, 2}}",
      "gp.Periodic{period={}}", "gp.RBF{lengthscale={1, 2}}", "gp.RBF{lengthscale=5e-324} + gp.Linear{variance=1e308}",
    ],
    "Paths": ["gp.fit({{0}, {0.5}, {1}}, {0, 1, 0}):sample_path(2, {features=16})"],
    "GP": [
      "gp.fit({{0}, {0.5}, {1}}, {0, 1, 0})",
      "gp.fit({{0}, {0.5}, {1}}, {0, 1, 9}, {input_warp=true, output_warp=\"yeo-johnson\"})",
      "gp.fit(tensor.rand(4, 2), {0, 1, 2, 3}, {noise=0.1})",
    ],
    "Posterior": ["gp.fit({{0}, {0.5}, {1}}, {0, 1, 0}):posterior({{0.2}, {0.7}})"],
    "Study": [
      "F.study(0)", "F.study(1)", "F.study(4)",
      "bo.study{space={a=bo.int(1, 2), b=bo.categorical{\"x\", \"y\"}, c=bo.float(0, 1)}, initial=2}",
      "bo.study{space={a=dist.Normal(0, 1), b=dist.Beta(0.1, 0.1), c=bo.int(1, 3)}, initial=2, input_warp=true}",
      "bo.study{bounds={0, 1, dim=2}, initial=2, output_warp=\"yeo-johnson\", kernel=gp.Linear{} + gp.RBF{}}",
    ],
    "Parameter": [
      "bo.float(0, 1)", "bo.float(1e-5, 1, {log=true})", "bo.int(1, 5)", "bo.int(1, 1 << 53, {log=true})",
      "bo.categorical{\"a\", 2, true}",
    ],
    "TestFunction": ["bo.functions.branin", "bo.functions.ackley:with(3)"],
    "Progress": ["workbench.progress(3, \"x\")", "workbench.progress()"],
  ]

  /// Functions that turn against the object whose method runs.
  private static let turning: [String] = [
    "function() O:free() return 1 end", "function() O:tell({{0.1, 0.2}}, {1}) return 1 end",
    "function() O:ask(1) return 1 end", "function() O:run(function() return 1 end, {evaluations=3}) return 1 end",
    "function() return O:best() and O.model and 1 end", "function(x) return O(x) end",
    "function(x) return O:forward(x) end",
    "function(x) O.fc = nn.Linear(3, 1) return x end", "function(x) O:add_module(\"fc\", nn.ReLU()) return x end",
    "function() O:backward() return 1 end", "function() O.grad = nil O:zero_() return O end",
    "function() O.epoch = 3 return O() end", "function(x) collectgarbage() return x end",
    "function(x) return x:add_(1) end",
    "function() O = nil collectgarbage() return 1 end",
  ]

  /// What breaks things.
  static let hostile: [String] =
    turning + [
      "nil", "true", "false", "0", "1", "2", "3", "-1", "-2", "1 << 31", "1 << 40", "1 << 62", "math.mininteger",
      "math.maxinteger", "math.maxinteger - 1", "0/0", "1/0", "-1/0", "-0.0", "1e300", "1e-310", "2.5", "0.5", "5e-324",
      "1.7976931348623157e308", "{0, 5e-324}", "{-1.7976931348623157e308, 1.7976931348623157e308}",
      "{[\"\\xff\"]={1}, [\"\\xfe\"]={2}}", "tensor.zeros(1 << 40, 0)",
      "tensor.full({2}, math.maxinteger, {dtype=\"int64\"})",
      "\"\"",
      "\"float64\"", "\"a\\0b\"", "\"\\xff\\xfe\"", "\"1\"", "(\"x\"):rep(1000)", "{}", "{1, 2}", "{2, 1}", "{0}",
      "{-1}",
      "{1.5}", "{1, nil, 3}", "{1 << 40, 1 << 40}", "{{1, 2}, {}, 1}", "{{1, 2}, {3, 4}}", "{{0/0, 1/0}}",
      "{dtype=\"int64\"}",
      "{keepdim=true}", "{requires_grad=true}", "{nonsense=1}", "{[1]=2, lr=3}", "F.cycle", "{F.cycle}", "print",
      "function() error({}) end", "function() end", "function(x) return x end", "function(...) return ... end",
      "function() coroutine.yield(1) end", "coroutine.create(print)", "io.stdout", "F.freed(tensor.ones(2))",
      "F.freed(nn.Linear(2, 1))", "{tensor.ones(2), tensor.ones(2)}", "{tensor.ones(2), 1}", "{x=tensor.ones(2)}",
      "setmetatable({}, {__index=function() error(\"index\") end, __len=function() error(\"len\") end})",
      "setmetatable({}, {__call=function() return 1 end})",
      "setmetatable({}, {__tostring=function() error(\"s\") end})",
      "setmetatable({}, {__gc=function() tensor.ones(3, 2):mm(1) end})", "json.null", "tensor", "F.study(0)",
      "gp.RBF{}",
      "F.net()()", "tensor.randn(2, 3)", "tensor.zeros(0, 3)", "models.vae{latent=2, hidden=3, input=4}",
    ]

  /// What a script would give for a parameter or option of that name, where the type does not tell enough.
  static let byName: [String: [String]] = [
    "path": [
      "\"out.npy\"", "\"out.safetensors\"", "\"out.png\"", "\"out.json\"", "\"out.txt\"", "\"bad.npy\"",
      "\"bad.safetensors\"", "\"bad.png\"", "\"bad.json\"", "\"bad.idx.gz\"", "\"bad.idx\"", "\"missing/x.npy\"",
      "\".\"",
      "\"\"", "\"a\\0b.npy\"", "\"/dev/null/x.npy\"", "\"/dev/full\"", "(\"x\"):rep(5000) .. \".npy\"", "\"folder\"",
    ],
    "bounds": [
      "{{0, 1}, {-1, 2}}", "{0, 1, dim=2}", "{{0, 1}}", "tensor{{0, 1}, {0, 5}}", "{1, 0, dim=2}",
      "{0, 1, dim=1 << 40}",
      "{{0/0, 1}}", "{{0, 1/0}}", "{{-1e308, 1e308}}", "{{1, 1}}", "{}", "{{0, 1e-320}}",
    ],
    "X": [
      "{{0}, {0.5}, {1}}", "tensor.rand(3, 2)", "{{0, 1}, {1, 0}}", "{0.1, 0.2}", "tensor.rand(4)", "{{0/0}}",
      "{{1e300}}",
      "{}", "{{}}", "tensor.zeros(0, 2)", "tensor.ones(3, 2)", "{tensor.ones(2), tensor.zeros(2)}",
    ],
    "y": [
      "{0, 1, 0}", "tensor.rand(3)", "{1, 2}", "{0/0, 1, 2}", "{1e300, -1e300, 0}", "{}", "0.5", "{nil, 1}",
      "{1, 1, 1}",
    ],
    "space": [
      "{a=bo.float(0, 1), b=bo.int(1, 3)}", "{a=bo.categorical{\"x\", \"y\"}, b=bo.int(1, 1 << 53, {log=true})}",
      "{0, 1, dim=2}", "{{0, 1}}", "{}", "{a=1}", "{[1]=bo.int(1, 2)}", "{a=bo.float(1, 0)}", "{a=bo.int(2, 2)}",
      "{a=dist.LogNormal(-7, 2), b=dist.StudentT(0.1)}", "{a=dist.Uniform(0, 5e-324)}", "{a=dist.Poisson(3)}",
      "{a=dist.Beta(1e-3, 1e-3), b=dist.Gamma(1e-3, 1e300)}", "{a=dist.Normal({0, 1}, 1)}",
    ],
    "priors": [
      "true", "false", "{lengthscale=dist.Gamma(3, 6), noise=false}", "{noise=dist.Uniform(-2, -1)}", "{warp=1}",
      "{x=true}",
      "{lengthscale=dist.Beta(0.01, 0.01), variance=dist.StudentT(0.1), noise=dist.Gamma(1e-3, 1e300)}", "{}",
      "{lengthscale=dist.Normal(-40, 1), period=dist.Exponential(1e30), slope_variance=dist.Poisson(3)}",
    ],
    "stop": [
      "{evaluations=6}", "{evaluations=6, patience=1}", "{evaluations=8, target=0}", "{time=0}", "{evaluations=0}",
      "{evaluations=6, time=-1}", "{patience=0/0}", "{steps=3}", "{}",
    ],
    "xlim": ["{0, 1}", "{-1/0, 1/0}", "{1, 1}", "{0, 1e-300}", "{0/0, 1}"],
    "ylim": ["{0, 1}", "{-1e308, 1e308}"],
    "normalize": ["{{0, 1}}", "{{0, 1}, {0, 1}}", "{{0, 1e-320}}", "{{-1e308, 1e308}}"],
    "idx": [
      "{1}", "{1, 2}", "{{1, 2, 3}, {3, 2, 1}}", "tensor.randint(1, 2, {2})", "{0}", "{-1}", "{1 << 62}", "{1.5}",
    ],
    "sizes": [
      "2, 3", "{2, 3}", "3", "-1", "2, -1", "0, 3", "1 << 31, 1 << 31", "1 << 40", "1, 1, 1, 1, 1, 1, 1, 1, 1", "6",
    ],
    "shape": ["2, 3", "{2, 3}", "3", "-1", "0, 3", "1 << 31, 1 << 31", "1 << 40", "1, 1, 1, 1, 1, 1, 1, 1, 1"],
    "dims": ["2, 1", "{2, 1}", "1", "1, 1", "3, 1, 2"],
    "name": ["\"mnist_vae\"", "\"weight\"", "\"fc\"", "\"\"", "\"a.b\"", "\"a\\0b\""],
    "target": ["tensor.new({1, 2}, {dtype=\"int64\"})", "tensor.rand(2, 3)", "tensor.randn(2, 3):softmax(2)"],
    "modules": ["nn.ReLU(), nn.Linear(3, 2)", "{nn.ReLU()}", "nn.ReLU()"],
    "declared": [
      "{digit={3, \"digit\", {0, 9}}}", "{out={\"x\", \"y\", {\"x\", \"z\"}}}", "{n={}}", "{flag={false}}", "{[1]={1}}",
    ],
    "figures": ["{plot.figure{}, plot.figure{}}", "{plot.figure{}, columns=1 << 62}", "{}"],
    "params": [
      "{tensor.ones(3, {requires_grad=true})}", "nn.Linear(2, 1):parameters()", "nn.Linear(2, 1):named_parameters()",
      "{{params=nn.Linear(2, 1):parameters(), lr=1}, {params={tensor.ones(2, {requires_grad=true})}, momentum=0.5}}",
      "{{params=1}}", "{}",
    ],
    "text": [
      "'{\"a\": [1, 2.5, null]}'", "'[[[['", "'1e999'", "'\"\\\\ud800\"'", "('['):rep(100000)", "'{}x'",
      "'-9223372036854775809'",
    ],
    "f": turning + [
      "function(x) return x[1] end", "function(x) return x:sum() end", "function() return nil end",
      "function() return 0/0 end", "function() error(\"no\") end", "function(x) return {x[1], 2} end", "math.sin",
      "function(x) return (x * x):sum(1) end", "function(x) x:free() return 1 end",
    ],
    "functions": [
      "{forward=function(ctx, x) return x end, backward=function(ctx, g) return g end}", "{}", "{forward=print}",
    ],
    "gradcheck.inputs": [
      "tensor.randn(3, {dtype=\"float64\", requires_grad=true})", "{tensor.ones(2, {requires_grad=true})}",
      "{tensor.randn(2, {dtype=\"float64\", requires_grad=true}), tensor.ones(2)}",
    ],
    "on_batch": turning, "fn": turning + ["function() return tensor.ones(2) * 2 end"],
    "objective": turning + [
      "function(h) return h:sum(2) end", "function(h) return h end", "function(h) return tensor.ones(h:size(1)) end",
      "function(h) h:free() return h end", "function(h) error(\"no\") end", "function(h) return 1 end",
    ],
    "transform": turning + ["function(x) return x * 2 end", "function(x) return 1 end", "function(x) x:free() end"],
    "image.grid.t": pictures, "image.save.t": pictures, "image.show.t": pictures, "Figure:image.t": pictures,
    "image.load.path": ["\"bad.png\"", "\"out.png\""],
    "image.save.path": ["\"out.png\"", "\"missing/out.png\"", "\"a\\0b.png\""],
    "Figure:save.path": ["\"out.png\"", "\"out.svg\"", "\"out.pdf\"", "\"missing/x.png\"", "\"o'u't.png\""],
    "tensor.load.path": ["\"bad.npy\"", "\"bad.safetensors\""], "json.load.path": ["\"bad.json\""],
    "datasets.idx.path": ["\"bad.idx\"", "\"bad.idx.gz\""],
  ]

  private static let pictures = [
    "tensor.rand(3, 1, 6, 5)", "tensor.rand(8, 8)", "tensor.rand(3, 4, 4)", "tensor.rand(2, 4, 4)",
    "tensor.zeros(0, 1, 4, 4)", "tensor.rand(1, 3, 2, 2)", "tensor.randn(4, 4):mul(1e30)", "tensor.zeros(1, 0, 3)",
    "tensor{{0/0, 1/0}, {-1, 2}}",
  ]

  private static let labels =
    [String](repeating: "{}", count: 30) + ["{\"a\", \"b\"}", "{(\"x\"):rep(300)}", "{\"\\xff\"}", "{1}"]

  /// Amounts of work. A script that asks for a million evaluations gets them; the run asks for few.
  static let amounts: [String: [String]] = [
    "evaluations": ["1", "3", "6", "0", "-1", "2.5", "\"3\""],
    "restarts": ["0", "1", "2", "-1", "1 << 40"],
    "samples": ["1", "16", "128", "0", "-1", "1 << 40"],
    "batch": ["1", "2", "3", "0", "-1", "1 << 40"],
    "initial": ["1", "2", "5", "0", "-1", "1 << 40"],
    "q": ["1", "2", "3", "0", "-1", "1 << 40", "math.mininteger"],
    "outputs": ["1", "2", "3", "0", "-1", "1 << 40"],
    // Every image takes five hundred draws.
    "VAE:log_likelihood.x": ["tensor.rand(2, 784)", "tensor.rand(2, 4)", "tensor.rand(3)", "tensor.zeros(0, 4)"],
    "PriorVAE:log_likelihood.x": [
      "tensor.rand(2, 4)", "tensor.rand(3)", "tensor.zeros(0, 4)", "tensor.zeros(2, 4) / 0",
    ],
    "dist.mc_kl.n": ["2", "100", "0", "-1", "1 << 40"],
    "workbench.threads.n": ["1", "2", "0", "-1", "1.5", "nil"],
    // Texts are drawn by a process of gnuplot each time, figures so large.
    "labels": labels, "column_labels": labels, "row_labels": labels,
    "width": ["100", "640", "0", "-1", "1 << 40", "0/0"],
    "height": ["100", "400", "0", "-1", "1 << 40"],
  ]

  /// Left out, each with its reason.
  static let excluded: [String: String] = [
    "datasets.mnist": "downloads where the files are missing, and reads 188 MB where they are not",
    "models.alexnet": "61 million parameters, drawn each time",
    "datasets.fashion_mnist": "the same data each time, 31 MB of it",
  ]

  /// Run more rarely: they start a program or fit a model at each call. One call of so many.
  static let slow: [String: Int] = [
    "Figure:save": 30, "Figure:show": 30, "PlotGrid:show": 30, "PlotGrid:save": 30, "Study:run": 3, "bo.maximize": 3,
    "bo.minimize": 3,
  ]
}
