import Bindings
import LuaBridge
import Tensors
import Testing

/// Every operation that scripts reach, against central differences, over random shapes and strides. A method or function
/// that is added and not listed here fails the first test.
@Suite(.serialized) struct OperationGradientTests {
  /// What has no gradient, or is tested by what it is made for.
  static let without: Set<String> = Set(
    """
    size is_contiguous is_floating_point dim numel item totable equals isnan isinf isfinite logical_not logical_and
    logical_or logical_xor eq ne lt le gt ge isclose allclose unique bincount histc one_hot count_nonzero searchsorted any
    all argmax argmin argsort nonzero requires_grad_ detach backward long bool normal_ uniform_ exponential_ bernoulli_
    bernoulli multinomial float fill_ zero_

    new zeros zeros_like ones ones_like empty empty_like full full_like arange linspace eye rand rand_like randn randn_like
    randint randperm load from_file save grad gradcheck is_grad_enabled no_grad enable_grad custom
    """.split { $0 == " " || $0 == "\n" }.map(String.init))

  /// Over tensors x and y of one shape, of numbers between 0.2 and 0.9.
  static let pointwise: [String: [String]] = [
    "neg": ["x:neg()", "-x"], "add": ["x + y", "x:add(y, {alpha=2})", "x + 2"], "sub": ["x - y", "2 - x"],
    "mul": ["x * y", "x * 3", "x * x"], "div": ["x / y", "2 / x"], "pow": ["x ^ y", "x ^ 3", "2 ^ x", "x ^ -0.5"],
    "remainder": ["(x + 5) % (y + 1)", "x % 5"], "fmod": ["(x + 5):fmod(2)"], "floor_divide": ["x // 2"],
    "atan2": ["x:atan2(y)"], "maximum": ["x:maximum(y + 1)", "x:maximum(0.01)"], "minimum": ["x:minimum(y + 1)"],
    "hypot": ["x:hypot(y)"], "logaddexp": ["x:logaddexp(y)"], "xlogy": ["x:xlogy(y)"], "acosh": ["(x + 1.5):acosh()"],
    "round": ["x:round()", "(x * 0 + 0.26 + x * 1e-3):round{decimals=1} + x"],
    "leaky_relu": ["(x - y):leaky_relu(0.1)"],
    "elu": ["(x - 0.55):elu(0.7)"], "softplus": ["x:softplus(2, 20)"],
    "gelu": ["x:gelu()", "x:gelu{approximate=\"tanh\"}"],
    "clamp": ["(x * 3):clamp(0.1, 5)", "x:clamp(y * 0, y + 1)", "x:clamp(nil, 4)"],
    "logit": ["x:logit()", "x:logit(0.01)"],
    "mish": ["x:mish()"], "nan_to_num": ["x:nan_to_num(1)"],
    "lerp": ["x:lerp(y, 0.3)", "x:lerp(y, 0.8)", "x:lerp(y, x)"],
    "addcmul": ["x:addcmul(x, y, {value=2})"], "addcdiv": ["x:addcdiv(x, y)"], "where": ["x:where(x:gt(0.5), y)"],
    "masked_fill": ["x:masked_fill(x:gt(0.5), 2)"], "clone": ["x:clone()"], "contiguous": ["x:contiguous()"],
    "to": ["x:to(\"float64\") * 2"], "double": ["x:double()"], "flatten": ["x:flatten()"], "reshape": ["x:reshape(-1)"],
    "squeeze": ["x:unsqueeze(1):squeeze(1)"], "unsqueeze": ["x:unsqueeze(-1)"], "sum": ["x:sum()"],
    "mean": ["x:numel() > 0 and x:mean() or x"],
    "prod": ["x:prod()"], "nansum": ["x:nansum()"], "take": ["x:numel() > 0 and x:take({1, -1, 1}) or x"],
    "repeat_interleave": ["x:repeat_interleave(2)"], "roll": ["x:roll(1)"],
    "expand": ["x:unsqueeze(1):expand(unpack(x, 3))"],
    "broadcast_to": ["x:broadcast_to(unpack(x, 2))"], "expand_as": ["x:expand_as(tensor.zeros(unpack(x, 2)))"],
    "masked_select": ["x:masked_select(x:gt(0.5))"], "masked_scatter": ["x:masked_scatter(x:gt(0.5), y)"],
    "tile": ["x:tile(2)", "x:tile(2, 1, 2)"],
  ]

  /// Over x (3, 4), y (3, 4) and z (4, 2).
  static let others: [String: [String]] = [
    "view": ["x:view(2, 6)"], "unflatten": ["x:unflatten(2, 2, -1)"], "transpose": ["x:transpose(1, 2)"],
    "t": ["x:t()"],
    "permute": ["x:permute(2, 1)"], "narrow": ["x:narrow(2, 2, 2)"], "select": ["x:select(2, -1)"],
    "flip": ["x:flip(1, 2)"],
    "split": ["x:split(3, 2)[2]", "x:split({1, 3}, 2)[2]"], "chunk": ["x:chunk(2)[1]"], "movedim": ["x:movedim(1, 2)"],
    "unbind": ["x:unbind(2)[3]"], "diff": ["x:diff()", "x:diff(2, 1)"], "roll": ["x:roll({1, -1}, {1, 2})"],
    "repeat_interleave": ["x:repeat_interleave({1, 0, 2}, 1)"], "squeeze": ["x:unsqueeze(2):squeeze({2})"],
    "sum": ["x:sum(1)", "x:sum({1, 2}, {keepdim=true})", "x:sum{dtype=\"float64\"}"], "mean": ["x:mean(2)"],
    "prod": ["x:prod(2)", "(x * x:gt(0.3):double()):prod(1)"], "nansum": ["x:nansum(1)"], "nanmean": ["x:nanmean(2)"],
    "var": ["x:var(2)", "x:var{correction=0}"], "std": ["x:std(1)", "x:std{unbiased=false}"],
    "norm": ["x:norm()", "x:norm(1, 2)", "x:norm(3, 1)", "x:norm(math.huge)"], "logsumexp": ["x:logsumexp(2)"],
    "amax": ["x:amax(1)"], "amin": ["x:amin{keepdim=true}"], "max": ["x:max(2)", "x:max()", "x:max(y)"],
    "min": ["x:min(1, {keepdim=true})"], "median": ["x:median(2)", "x:median()"], "cumsum": ["x:cumsum(2)"],
    "cumprod": ["x:cumprod(1)", "(x * x:gt(0.4):double()):cumprod(2)"], "logcumsumexp": ["x:logcumsumexp(2)"],
    "cummax": ["x:cummax(2)"], "cummin": ["x:cummin(1)"],
    "kthvalue": ["x:kthvalue(2)", "x:kthvalue(3, 1, {keepdim=true})"],
    "aminmax": ["x:aminmax(1)"], "sort": ["x:sort(1)", "x:sort{descending=true}"], "topk": ["x:topk(2)"],
    "quantile": ["x:quantile(0.3)", "x:quantile({0.2, 0.75}, 2, {keepdim=true})"], "softmax": ["x:softmax(2)"],
    "log_softmax": ["x:log_softmax(1)"], "cdist": ["x:cdist(y)", "x:cdist(y + 1, {p=1})", "x:cdist(y + 1, {p=3})"],
    "index_select": ["x:index_select(2, {1, 1, -1})"], "gather": ["x:gather(2, {{1, 1}, {4, 2}, {3, 3}})"],
    "index_add": ["x:index_add(1, {2, 2, 1}, y)"],
    "scatter_add": ["x:scatter_add(2, {{1, 1}, {4, 2}, {3, 3}}, y[{{}, {1, 2}}])"],
    "scatter": ["x:scatter(2, {{1, 1}, {4, 2}, {3, 3}}, y[{{}, {1, 2}}])", "x:scatter(1, {{2, 1, 3, 1}}, 2)"],
    "index_copy": ["x:index_copy(2, {4, 1}, y[{{}, {1, 2}}])"], "index_fill": ["x:index_fill(1, {2}, 5)"],
    "matmul": ["x:matmul(z)", "x[1]:matmul(z)", "x:matmul(z:t()[1])"], "mm": ["x:mm(z)"], "mv": ["x:mv(y[1])"],
    "bmm": ["x:unsqueeze(1):expand(2, 3, 4):bmm(z:expand(2, 4, 2))"], "dot": ["x[1]:dot(y[2])"],
    "outer": ["x[1]:outer(y[2])"],
    "cat": ["tensor.cat({x, y, z:t()})", "tensor.cat({x, y}, -1)"], "stack": ["tensor.stack({x, y}, 2)"],
    "where": ["tensor.where(x:gt(0.5), x * 2, y)", "tensor.where(x:gt(0.5), 1.5, y)"],
    "meshgrid": ["tensor.meshgrid({x[1], y[1]})[2]", "tensor.meshgrid({x[1], y[1]}, {indexing=\"xy\"})[1]"],
    "einsum": [
      "tensor.einsum(\"ij,jk->ki\", x, z)", "tensor.einsum(\"ij,ij->i\", x, y)",
      "tensor.einsum(\"ij,kj,jl->ikl\", x, y, z)",
      "tensor.einsum(\"ii->i\", x[{{}, {1, 3}}])", "tensor.einsum(\"i...,j...->...\", x, y)",
      "tensor.einsum(\"ij\", x)",
      "tensor.einsum(\"ij->\", x)", "tensor.einsum(\"i,j\", {x[1], y[2]})",
      "tensor.einsum(\"bij,bjk->bik\", x:expand(2, 3, 4), z:expand(2, 4, 2))",
    ],
    // S is symmetric and well away from singular.
    "cholesky": ["S(x):cholesky()"], "cholesky_solve": ["y:cholesky_solve(S(x):cholesky())"],
    "triangular_solve": ["(y:triangular_solve(S(x):tril(), {upper=false}))"],
    "solve_triangular": ["S(x):tril():solve_triangular(y, {upper=false})"], "solve": ["S(x):solve(y)"],
    "inverse": ["S(x):inverse()"], "pinv": ["x:pinv()"], "lstsq": ["(x:t():lstsq(y:t()))"], "det": ["S(x):det()"],
    "logdet": ["S(x):logdet()"], "slogdet": ["(select(2, S(x):slogdet()))"], "eigh": ["(S(x):eigh())"],
    "eigvalsh": ["S(x):eigvalsh()"], "svd": ["(select(2, x:svd{full_matrices=false}))"], "svdvals": ["x:svdvals()"],
    "qr": ["x:t():qr()"], "matrix_norm": ["x:matrix_norm()"], "trace": ["S(x):trace()"], "diag": ["x:diag()"],
    "diagonal": ["x:diagonal()"], "tril": ["x:tril()"], "triu": ["x:triu(1)"],
    "[]": [
      "x[2]", "x[{{2, 3}, 1}]", "x[{{1, 3, 2}, {}}]", "x[x:gt(0.5)]", "x[tensor{1, 1, 3}]",
      "x[{tensor{1, 3}, tensor{2, 2}}]",
    ],
  ]

  /// In place on a copy of x, which is used before and after.
  static let inPlace: [String: String] = [
    "add_": "(y, {alpha=0.5})", "sub_": "(y)", "mul_": "(y)", "div_": "(y)", "pow_": "(2)", "remainder_": "(5)",
    "addcmul_": "(y, y)", "addcdiv_": "(y, x + 1)", "lerp_": "(y, 0.25)", "copy_": "(y)", "clamp_": "(0.1, 4)",
    "scatter_": "(2, {{1, 1}, {4, 2}, {3, 3}}, y[{{}, {1, 2}}])", "index_copy_": "(2, {4, 1}, y[{{}, {1, 2}}])",
    "index_fill_": "(1, {2}, 5)", "masked_scatter_": "(x:gt(0.5), y)", "index_add_": "(1, {2, 2, 1}, y)",
    "scatter_add_": "(2, {{1, 1}, {4, 2}, {3, 3}}, y[{{}, {1, 2}}])", "masked_fill_": "(x:gt(0.5), 2)",
  ]

  private static let setUp = """
    workbench.seed(17)
    function unpack(x, n) return {n, table.unpack(x.shape)} end
    local function draw(sizes, strided)
      local x = tensor.rand(sizes, {dtype="float64"}) * 0.7 + 0.2
      -- Every second column of something larger, turned.
      if strided and #sizes > 0 then
        x = tensor.stack({x, x * 9}, #sizes + 1):transpose(1, -1):clone():transpose(1, -1):select(#sizes + 1, 1)
      end
      return x:detach():requires_grad_()
    end
    function S(x) return x:matmul(x:t()) + tensor.eye(3):double() end
    function check(source, sizes, second, strided, run)
      local f = load("local x, y, z = ... return " .. source)
      if run then f = run(source) end
      local inputs = {draw(sizes, strided), draw(sizes, strided), draw(second or {4, 2}, strided)}
      -- Results without gradients (positions, counts) take no part; elements out of tables do.
      assert(tensor.gradcheck(function(...) return f(...) end, inputs, {rtol=1e-5, atol=1e-6}))
    end
    """

  private static var methods: [String] { Tensor.luaClass.methods.map(\.name) }
  private static var functions: [String] {
    let module = modules.outline().first { $0.module.name == "tensor" }?.module
    return (module?.functions ?? []).map(\.name)
  }

  /// Functions of one number without a parameter are their own case.
  private static func plain(_ name: String) -> [String]? {
    let hasOne = Tensor.luaClass.methods.contains { $0.name == name + "_" && $0.parameters.isEmpty }
    return hasOne ? ["x:\(name)()"] : nil
  }

  private static func isListed(_ name: String) -> Bool {
    if name.hasSuffix("_"), inPlace[name] != nil || plain(String(name.dropLast())) != nil { return true }
    return without.contains(name) || pointwise[name] != nil || others[name] != nil || plain(name) != nil
  }

  @Test func everyOperationIsListed() {
    for name in OperationGradientTests.methods + OperationGradientTests.functions {
      #expect(
        OperationGradientTests.isListed(name),
        "\(name): add an expression to OperationGradientTests.pointwise, others or inPlace, or its name to without")
    }
    let known = Set(OperationGradientTests.methods + OperationGradientTests.functions + ["[]"])
    let listed = [
      Set(OperationGradientTests.pointwise.keys), Set(OperationGradientTests.others.keys),
      Set(OperationGradientTests.inPlace.keys), OperationGradientTests.without,
    ]
    for name in listed.reduce(Set(), { $0.union($1) }) { #expect(known.contains(name), "there is no \(name)") }
  }

  @Test func elementByElement() throws {
    let script = try Script()
    try script.run(OperationGradientTests.setUp)
    for name in OperationGradientTests.methods {
      guard !OperationGradientTests.without.contains(name), !name.hasSuffix("_") else { continue }
      let sources =
        OperationGradientTests.pointwise[name]
        ?? (OperationGradientTests.others[name] == nil ? OperationGradientTests.plain(name) ?? [] : [])
      for source in sources {
        for sizes in ["{}", "{4}", "{2, 3}", "{3, 1, 2}", "{2, 0}"] {
          for strided in [false, true] {
            #expect(throws: Never.self, "\(source) for \(sizes)\(strided ? ", strided" : "")") {
              try script.run("check([==[\(source)]==], \(sizes), nil, \(strided))")
            }
          }
        }
      }
    }
  }

  @Test func alongDimensionsAndByPosition() throws {
    let script = try Script()
    try script.run(OperationGradientTests.setUp)
    for sources in OperationGradientTests.others.values {
      for source in sources {
        for strided in [false, true] {
          if strided, source.hasPrefix("x:view") { continue }
          #expect(throws: Never.self, "\(source)\(strided ? ", strided" : "")") {
            try script.run("check([==[\(source)]==], {3, 4}, nil, \(strided))")
          }
        }
      }
    }
  }

  @Test func inPlaceAndThroughViews() throws {
    let script = try Script()
    try script.run(OperationGradientTests.setUp)
    for name in OperationGradientTests.methods
    where name.hasSuffix("_") && !OperationGradientTests.without.contains(name) {
      let call = name + (OperationGradientTests.inPlace[name] ?? "()")
      let shift = name == "acosh_" ? " + 1" : ""
      for body in [
        // On a copy that others have read, and on a window of it.
        "local c = x * 1\(shift) local before = c * 2 c:\(call) return c * y, before",
        "local c = tensor.stack({x, x})\(shift) c[1]:\(call) return c * c",
        "local c = (x\(shift)):t():clone() c:t():\(call) return c:t() * y",
      ] {
        #expect(throws: Never.self, "\(call): \(body)") {
          try script.run(
            "check('', {3, 4}, nil, false, function() return load([==[local x, y, z = ... \(body)]==]) end)")
        }
      }
    }
  }
}
