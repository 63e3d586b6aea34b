local check = require "support.check"
local nn = require "nn"
local tensor = require "tensor"

-- Sizes of images after layers that shrink, keep and enlarge them.
local images = tensor.randn(2, 4, 9, 7)
for layer, shape in pairs {
  [nn.ConvTranspose2d(4, 3, 4, { stride = 2, padding = 1 })] = { 2, 3, 18, 14 },
  [nn.ConvTranspose2d(4, 6, { 3, 2 }, { stride = { 2, 1 }, output_padding = { 1, 0 }, groups = 2 })] = { 2, 6, 20, 8 },
  [nn.Conv2d(4, 5, 4, { padding = "same" })] = { 2, 5, 9, 7 },
  [nn.Conv2d(4, 5, 3, { padding = "valid", dilation = 2 })] = { 2, 5, 5, 3 },
  [nn.Conv2d(4, 4, 3, { padding = 2, padding_mode = "reflect", groups = 4 })] = { 2, 4, 11, 9 },
  [nn.AdaptiveAvgPool2d(6)] = { 2, 4, 6, 6 },
  [nn.AdaptiveAvgPool2d { nil, 2 }] = { 2, 4, 9, 2 },
  [nn.AdaptiveAvgPool2d { output_size = { 1, 3 } }] = { 2, 4, 1, 3 },
  [nn.MaxPool2d(3, 2)] = { 2, 4, 4, 3 },
  [nn.MaxPool2d { kernel_size = 3, stride = 2, ceil_mode = true }] = { 2, 4, 4, 3 },
  [nn.AvgPool2d({ 3, 1 }, { stride = { 1, 2 } })] = { 2, 4, 7, 4 },
  [nn.LocalResponseNorm(5)] = { 2, 4, 9, 7 },
  [nn.LayerNorm { 9, 7 }] = { 2, 4, 9, 7 },
} do
  check.equal(layer(images).shape, shape)
  assert(tostring(layer):find "%(")
end

-- A table of vectors: indices start at 1.
local table_of = nn.Embedding(5, 3, { padding_idx = 2 })
local weight = table_of.weight
check.near(table_of(tensor.new({ { 1, 2 }, { 5, 1 } }, { dtype = "int64" }))[2][1], weight[5])
check.near(weight[2], tensor.zeros(3))
table_of(tensor.new({ 1, 1, 2 }, { dtype = "int64" })):sum():backward()
check.near(weight.grad, { { 2, 2, 2 }, { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 } })
check.raises("index 0, but rows are 1 to 5", table_of, tensor.new({ 0 }, { dtype = "int64" }))
check.raises("index 6", table_of, tensor.new({ 6 }, { dtype = "int64" }))
check.raises("int64 indices wanted", table_of, tensor.ones(2))

-- Normalised rows have mean 0 and variance 1.
local rows = nn.LayerNorm(50, { elementwise_affine = false })(tensor.randn(4, 50) * 3 + 7)
check.near(rows:mean(2), tensor.zeros(4), 1e-5)
check.near(rows:square():mean(2), tensor.ones(4), 1e-3)
local norm = nn.BatchNorm1d(3, { momentum = false })
norm(tensor { { 0, 0, 0 }, { 2, 4, 6 } })
norm(tensor { { 4, 4, 4 }, { 4, 4, 4 } })
check.near(norm.running_mean, { 2.5, 3, 3.5 })
check.equal(#nn.BatchNorm2d(3, { track_running_stats = false, affine = false }):parameters(), 0)
check.raises("(N, C) or (N, C, L)", norm, tensor.zeros(2, 3, 4, 5))

-- Losses.
check.near(nn.huber_loss(tensor { 0, 3 }, tensor { 0.5, 0 }, { delta = 2, reduction = "none" }), { 0.125, 4 })
check.near(nn.binary_cross_entropy(tensor { 0.5, 0.5 }, tensor { 1, 0 }, { weight = tensor { 2, 0 } }):item(), math.log(2))
check.near(
  nn.binary_cross_entropy_with_logits(tensor { 0, 0 }, tensor { 1, 0 }, { weight = tensor { 4, 0 } }):item(), 2 * math.log(2))
local target = tensor({ { 0.5, 0.5 } }, { requires_grad = true })
nn.cross_entropy(tensor { { 0, 0 } }, target):backward()
check.near(target.grad, { { math.log(2), math.log(2) } })

-- What does not fit is told where the layer is made, by name.
check.raises("kernel_size must be positive", nn.Conv2d, 1, 1, 0)
check.raises("stride must be positive", nn.MaxPool2d, 2, 0)
check.raises("padding must be 0 or more", nn.ConvTranspose2d, 1, 1, 2, { padding = -1 })
check.raises("cannot be cut into 3 groups", nn.ConvTranspose2d, 4, 4, 2, { groups = 3 })
check.raises("output_padding (2, 2) must be smaller", nn.ConvTranspose2d, 4, 4, 2, { output_padding = 2, stride = 2 })
check.raises("channels must be positive", nn.Conv2d, -2, 1, 1)
check.raises("output_size cannot be -1", nn.AdaptiveAvgPool2d, -1)
check.raises("size must be positive", nn.LocalResponseNorm, 0)
check.raises("divisor_override cannot be 0", nn.AvgPool2d, 2, { divisor_override = 0 })
check.raises('"same"', nn.Conv2d, 1, 1, 3, { padding = "some" })
check.raises("strides of 1", nn.Conv2d, 1, 1, 3, { padding = "same", stride = 2 })
check.raises('"zeros"', nn.Conv2d, 1, 1, 3, { padding_mode = "mirror" })
check.raises("index 6 is out of range", nn.Embedding, 5, 2, { padding_idx = 6 })
for _, huge in ipairs { 1 << 40, math.maxinteger } do
  assert(not pcall(nn.Conv2d, huge, huge, huge))
  assert(not pcall(nn.ConvTranspose2d, huge, huge, huge))
  assert(not pcall(nn.Embedding, huge, huge))
  assert(not pcall(nn.LayerNorm, { huge, huge }))
  assert(not pcall(nn.BatchNorm1d, huge))
  assert(not pcall(nn.Conv2d(4, 1, 2, { padding = huge }), images))
  assert(not pcall(nn.Conv2d(4, 1, 2, { padding = "same", dilation = huge }), images))
  assert(not pcall(nn.ConvTranspose2d(4, 1, 2, { stride = huge }), images))
  assert(not pcall(nn.MaxPool2d(huge), images))
  assert(not pcall(nn.AdaptiveAvgPool2d(huge), images))
end

-- An argument may be given by name, not twice.
check.equal(tostring(nn.Dropout { p = 0.25 }), "Dropout(0.25)")
check.equal(tostring(nn.LeakyReLU(0.5)), tostring(nn.LeakyReLU { negative_slope = 0.5 }))
check.raises("too many arguments", nn.Dropout, 0.5, { p = 0.5 })
check.raises("did you mean 'kernel_size'", nn.MaxPool2d, { kernelsize = 2 })
check.raises("'kernel_size'", nn.MaxPool2d)
