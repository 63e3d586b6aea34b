---@meta nn
-- Made from the declarations by `workbench help --stubs`; do not edit.

---A trainable function; call it: net(x).
---@class Module
---@field training boolean Whether the module is in training mode. Read-only.
---@field [string] any A child or a parameter by its name, net.fc1.weight; the i-th child, net[1].
---@field [integer] any A child or a parameter by its name, net.fc1.weight; the i-th child, net[1].
---@overload fun(x: Tensor): Tensor
---@operator len: integer
local Module = {}

---The same as net(x).
---
---```lua
---local y = nn.ReLU():forward(tensor.randn(3))
---```
---@param x Tensor
---@return Tensor
function Module:forward(x) end

---What training changes, a list of tensors.
---
---```lua
---assert(#nn.Linear(2, 3):parameters() == 2)
---```
---@return Tensor[]
function Module:parameters() end

---The parameters by name, with PyTorch's names.
---
---```lua
---for name, p in pairs(nn.Linear(2, 3):named_parameters()) do print(name, p:numel()) end
---```
---@return table<string, Tensor>
function Module:named_parameters() end

---Tensors that are saved but not trained, by name.
---
---```lua
---local mean = nn.BatchNorm2d(3):named_buffers().running_mean
---```
---@return table<string, Tensor>
function Module:named_buffers() end

---Parameters and buffers by name; the module's own memory, not copies.
---
---```lua
---tensor.save(nn.Linear(2, 3):state_dict(), "linear.safetensors")
---```
---@return table<string, Tensor>
function Module:state_dict() end

---@class Module.load_state_dict.options
---@field strict? boolean Default true.

---Copies tensors into parameters and buffers of the same names. All names that do not fit are reported at once, and nothing is changed then; strict=false loads the common ones.
---
---```lua
---local a, b = nn.Linear(2, 3), nn.Linear(2, 3)
---a:load_state_dict(b:state_dict())
---```
---@param state table<string, Tensor>
---@param options? Module.load_state_dict.options
---@return self
function Module:load_state_dict(state, options) end

---Writes the state as safetensors, whole or not at all.
---
---```lua
---nn.Linear(2, 3):save("linear.safetensors")
---```
---@param path string
---@return self
function Module:save(path) end

---@class Module.load.options
---@field strict? boolean Default true.

---Loads a file with tensors of the same names, as load_state_dict: .safetensors, .npz, or PyTorch's state dict in .pt or .pth. Of a larger checkpoint, pass tensor.load(path)'s own state dict to load_state_dict.
---
---```lua
---nn.Linear(2, 3):save("linear.safetensors")
---local net = nn.Linear(2, 3):load("linear.safetensors")
---```
---@param path string
---@param options? Module.load.options
---@return self
function Module:load(path, options) end

---Training mode, for dropout and batch normalisation; answers itself.
---
---```lua
---local net = nn.Dropout(0.5):train()
---```
---@param mode? boolean Default true.
---@return self
function Module:train(mode) end

---Evaluation mode; answers itself.
---
---```lua
---local net = nn.Dropout(0.5):eval()
---```
---@return self
function Module:eval() end

---Whether the parameters take gradients, to freeze a part of a network; answers itself.
---
---```lua
---local net = nn.Linear(2, 3):requires_grad_(false)
---```
---@param requires_grad? boolean Default true.
---@return self
function Module:requires_grad_(requires_grad) end

---The modules directly inside, a list.
---
---```lua
---assert(#nn.Sequential(nn.ReLU(), nn.Tanh()):children() == 2)
---```
---@return Module[]
function Module:children() end

---The module itself and all below it, each once, a list.
---
---```lua
---assert(#nn.Sequential(nn.ReLU(), nn.Tanh()):modules() == 3)
---```
---@return Module[]
function Module:modules() end

---Forgets all gradients.
---
---```lua
---nn.Linear(2, 3):zero_grad()
---```
---@return self
function Module:zero_grad() end

---Changes the dtype of all parameters, for which optimisers are to be made afterwards; answers itself.
---
---```lua
---local net = nn.Linear(2, 3):to("float64")
---```
---@param dtype "float32"|"float64"
---@return self
function Module:to(dtype) end

---A table of layers, their results' shapes for that input, their parameters.
---
---```lua
---print(nn.Sequential(nn.Linear(4, 2), nn.ReLU()):summary(1, 4))
---```
---@param ... integer|integer[]
---@return string
function Module:summary(...) end

---What a classifier sees in a batch before its last layer, (N, features); for those of `models` that have it.
---
---```lua
---local features = models.mnist_cnn():features(tensor.rand(2, 1, 28, 28))
---```
---@param x Tensor
---@return Tensor
function Module:features(x) end

---Adds a tensor that is saved but not trained.
---
---```lua
---local net = nn.Sequential()
---net:register_buffer("scale", tensor.ones(3))
---print(net.scale)
---```
---@param name string
---@param tensor Tensor
---@return self
function Module:register_buffer(name, tensor) end

---Adds a child under a name.
---
---```lua
---local net = nn.Sequential()
---net:add_module("first", nn.Linear(2, 3))
---print(net.first.weight)
---```
---@param name string
---@param module Module
---@return self
function Module:add_module(name, module) end

---Lets go of the object at once; using it afterwards is an error.
function Module:free() end

---A module written in Lua.
---@class ScriptModule: Module
---@field [string] any A field, a child, a parameter, or what the class has of that name.
---@field [integer] any A field, a child, a parameter, or what the class has of that name.
---@overload fun(...: any): any
local ScriptModule = {}

---The same as net(...).
---
---```lua
---local Twice = nn.Module:extend("Twice")
---function Twice:forward(x) return x * 2 end
---local y = Twice():forward(tensor.ones(3))
---```
---@param ... any
---@return any
function ScriptModule:forward(...) end

---A class of modules written in Lua; call it to make one.
---@class ModuleClass
---@field [string] any What was set on the class or on its parent; super is the parent.
---@overload fun(...: any): ScriptModule
local ModuleClass = {}

---A class whose init(self, ...) and forward(self, x) are to be set.
---
---```lua
---local Net = nn.Module:extend("Net")
---function Net:init(h) self.fc = nn.Linear(4, h) end
---function Net:forward(x) return self.fc(x):relu() end
---local net = Net(8)
---```
---@param name string
---@return ModuleClass
function ModuleClass:extend(name) end

---Lets go of the object at once; using it afterwards is an error.
function ModuleClass:free() end

---Layers, networks and losses, named and parametrised as PyTorch's.
---@class nn
---@field Module ModuleClass Base of modules written in Lua: nn.Module:extend("Net").
local nn = {}

---@class nn.Linear.options
---@field bias? boolean Default true.
---@field dtype? "float32"|"float64" Default "float32".

---y = x Wᵀ + b: (..., in) → (..., out).
---
---```lua
---local y = nn.Linear(4, 2)(tensor.randn(3, 4))
---```
---@param in_features integer
---@param out_features integer
---@param options? nn.Linear.options
---@return Module
function nn.Linear(in_features, out_features, options) end

---@class nn.Conv2d.options
---@field stride? integer|integer[] Default 1.
---@field padding? integer|integer[]|"same"|"valid" Default 0.
---@field dilation? integer|integer[] Default 1.
---@field groups? integer Default 1.
---@field bias? boolean Default true.
---@field padding_mode? "zeros"|"reflect"|"replicate"|"circular" Default "zeros".
---@field dtype? "float32"|"float64" Default "float32".

---Cross-correlation of images: (N, in, H, W) → (N, out, H', W'). padding="same" keeps the images' size, padding_mode says what borders are filled with.
---
---```lua
---local y = nn.Conv2d(1, 20, 5, {stride=1, padding=2})(tensor.randn(2, 1, 8, 8))
---```
---@param in_channels integer
---@param out_channels integer
---@param kernel_size integer|integer[]
---@param stride? integer|integer[] Default 1.
---@param padding? integer|integer[]|"same"|"valid" Default 0.
---@param dilation? integer|integer[] Default 1.
---@param groups? integer Default 1.
---@param options? nn.Conv2d.options
---@return Module
---@overload fun(in_channels: integer, out_channels: integer, kernel_size: integer|integer[], options?: nn.Conv2d.options): Module
function nn.Conv2d(in_channels, out_channels, kernel_size, stride, padding, dilation, groups, options) end

---@class nn.ConvTranspose2d.options
---@field stride? integer|integer[] Default 1.
---@field padding? integer|integer[] Default 0.
---@field output_padding? integer|integer[] Default 0.
---@field groups? integer Default 1.
---@field bias? boolean Default true.
---@field dilation? integer|integer[] Default 1.
---@field dtype? "float32"|"float64" Default "float32".

---The adjoint of a convolution, which enlarges images: (N, in, H, W) → (N, out, H', W') with H' = (H - 1) stride - 2 padding + dilation (kernel - 1) + output_padding + 1.
---
---```lua
---local y = nn.ConvTranspose2d(8, 3, 4, {stride=2, padding=1})(tensor.randn(2, 8, 7, 7))
---```
---@param in_channels integer
---@param out_channels integer
---@param kernel_size integer|integer[]
---@param stride? integer|integer[] Default 1.
---@param padding? integer|integer[] Default 0.
---@param output_padding? integer|integer[] Default 0.
---@param groups? integer Default 1.
---@param options? nn.ConvTranspose2d.options
---@return Module
---@overload fun(in_channels: integer, out_channels: integer, kernel_size: integer|integer[], options?: nn.ConvTranspose2d.options): Module
function nn.ConvTranspose2d(in_channels, out_channels, kernel_size, stride, padding, output_padding, groups, options) end

---@class nn.MaxPool2d.options
---@field kernel_size? integer|integer[]
---@field stride? integer|integer[]
---@field padding? integer|integer[] Default 0.
---@field dilation? integer|integer[] Default 1.
---@field ceil_mode? boolean Default false.

---Largest number of each window; stride is the kernel's size unless given.
---
---```lua
---local p = nn.MaxPool2d(2)
---```
---@param kernel_size integer|integer[]
---@param stride? integer|integer[]
---@param padding? integer|integer[] Default 0.
---@param options? nn.MaxPool2d.options
---@return Module
---@overload fun(options?: nn.MaxPool2d.options): Module
function nn.MaxPool2d(kernel_size, stride, padding, options) end

---@class nn.AvgPool2d.options
---@field kernel_size? integer|integer[]
---@field stride? integer|integer[]
---@field padding? integer|integer[] Default 0.
---@field ceil_mode? boolean Default false.
---@field count_include_pad? boolean Default true.
---@field divisor_override? integer

---Mean of each window; stride is the kernel's size unless given. divisor_override is what sums are divided by in place of the number of elements.
---
---```lua
---local p = nn.AvgPool2d(2)
---```
---@param kernel_size integer|integer[]
---@param stride? integer|integer[]
---@param padding? integer|integer[] Default 0.
---@param options? nn.AvgPool2d.options
---@return Module
---@overload fun(options?: nn.AvgPool2d.options): Module
function nn.AvgPool2d(kernel_size, stride, padding, options) end

---@class nn.AdaptiveAvgPool2d.options
---@field output_size? integer|integer[]

---Means over a grid of bins: images of any size → (N, C, h, w). {nil, w} and {h} keep the image's other size.
---
---```lua
---local y = nn.AdaptiveAvgPool2d({6, 6})(tensor.randn(1, 3, 13, 9))
---```
---@param output_size integer|integer[]
---@param options? nn.AdaptiveAvgPool2d.options
---@return Module
---@overload fun(options?: nn.AdaptiveAvgPool2d.options): Module
function nn.AdaptiveAvgPool2d(output_size, options) end

---@class nn.BatchNorm1d.options
---@field eps? number Default 1e-05.
---@field momentum? number|boolean Default 0.1.
---@field affine? boolean Default true.
---@field track_running_stats? boolean Default true.
---@field dtype? "float32"|"float64" Default "float32".

---Normalises each feature of (N, C) or (N, C, L), as BatchNorm2d does channels.
---
---```lua
---local y = nn.BatchNorm1d(20)(tensor.randn(8, 20))
---```
---@param num_features integer
---@param options? nn.BatchNorm1d.options
---@return Module
function nn.BatchNorm1d(num_features, options) end

---@class nn.BatchNorm2d.options
---@field eps? number Default 1e-05.
---@field momentum? number|boolean Default 0.1.
---@field affine? boolean Default true.
---@field track_running_stats? boolean Default true.
---@field dtype? "float32"|"float64" Default "float32".

---Normalises each channel of (N, C, H, W) by the batch's moments in training, by running ones afterwards. momentum=false takes the mean over all batches; without running moments evaluation takes the batch's.
---
---```lua
---local n = nn.BatchNorm2d(20)
---```
---@param num_features integer
---@param options? nn.BatchNorm2d.options
---@return Module
function nn.BatchNorm2d(num_features, options) end

---@class nn.LayerNorm.options
---@field eps? number Default 1e-05.
---@field elementwise_affine? boolean Default true.
---@field bias? boolean Default true.
---@field dtype? "float32"|"float64" Default "float32".

---Normalises over the last dimensions, which are normalized_shape.
---
---```lua
---local y = nn.LayerNorm({3, 4})(tensor.randn(2, 3, 4))
---```
---@param normalized_shape integer|integer[]
---@param eps? number Default 1e-05.
---@param options? nn.LayerNorm.options
---@return Module
---@overload fun(normalized_shape: integer|integer[], options?: nn.LayerNorm.options): Module
function nn.LayerNorm(normalized_shape, eps, options) end

---@class nn.LocalResponseNorm.options
---@field size? integer
---@field alpha? number Default 0.0001.
---@field beta? number Default 0.75.
---@field k? number Default 1.

---x / (k + alpha / size Σ x²)^beta, the sum over `size` neighbouring channels of (N, C, ...).
---
---```lua
---local y = nn.LocalResponseNorm(5)(tensor.randn(1, 8, 4, 4))
---```
---@param size integer
---@param alpha? number Default 0.0001.
---@param beta? number Default 0.75.
---@param k? number Default 1.
---@param options? nn.LocalResponseNorm.options
---@return Module
---@overload fun(options?: nn.LocalResponseNorm.options): Module
function nn.LocalResponseNorm(size, alpha, beta, k, options) end

---@class nn.Embedding.options
---@field padding_idx? integer
---@field max_norm? number
---@field norm_type? number Default 2.
---@field scale_grad_by_freq? boolean Default false.
---@field dtype? "float32"|"float64" Default "float32".

---A table of vectors: int64 indices from 1, of any shape → (..., embedding_dim). The row padding_idx is zero and not trained; rows are scaled to a norm of at most max_norm when they are looked up.
---
---```lua
---local y = nn.Embedding(10, 4)(tensor.new({{1, 5}, {10, 1}}, {dtype="int64"}))
---```
---@param num_embeddings integer
---@param embedding_dim integer
---@param options? nn.Embedding.options
---@return Module
function nn.Embedding(num_embeddings, embedding_dim, options) end

---@class nn.Dropout.options
---@field p? number Default 0.5.

---Zeroes elements at random in training.
---
---```lua
---local d = nn.Dropout(0.3)
---```
---@param p? number Default 0.5.
---@param options? nn.Dropout.options
---@return Module
---@overload fun(options?: nn.Dropout.options): Module
function nn.Dropout(p, options) end

---@class nn.Flatten.options
---@field start_dim? integer
---@field end_dim? integer

---Joins dimensions into one; all but the first unless given.
---
---```lua
---local f = nn.Flatten()
---```
---@param start_dim? integer
---@param end_dim? integer
---@param options? nn.Flatten.options
---@return Module
---@overload fun(options?: nn.Flatten.options): Module
function nn.Flatten(start_dim, end_dim, options) end

---Cuts one dimension into several.
---
---```lua
---local u = nn.Unflatten(2, {1, 28, 28})
---```
---@param dim integer
---@param ... integer|integer[]
---@return Module
function nn.Unflatten(dim, ...) end

---max(x, 0)
---
---```lua
---nn.ReLU()(tensor.randn(3))
---```
---@return Module
function nn.ReLU() end

---@class nn.LeakyReLU.options
---@field negative_slope? number Default 0.01.

---x, or slope · x where negative.
---
---```lua
---local y = nn.LeakyReLU(0.2)(tensor.randn(3))
---```
---@param negative_slope? number Default 0.01.
---@param options? nn.LeakyReLU.options
---@return Module
---@overload fun(options?: nn.LeakyReLU.options): Module
function nn.LeakyReLU(negative_slope, options) end

---Hyperbolic tangent.
---
---```lua
---local y = nn.Tanh()(tensor.randn(3))
---```
---@return Module
function nn.Tanh() end

---1 / (1 + exp(-x))
---
---```lua
---local y = nn.Sigmoid()(tensor.randn(3))
---```
---@return Module
function nn.Sigmoid() end

---@class nn.Softplus.options
---@field beta? number Default 1.
---@field threshold? number Default 20.

---log(1 + exp(beta x)) / beta, and x itself where beta x is above the threshold.
---
---```lua
---local y = nn.Softplus()(tensor.randn(3))
---```
---@param beta? number Default 1.
---@param threshold? number Default 20.
---@param options? nn.Softplus.options
---@return Module
---@overload fun(options?: nn.Softplus.options): Module
function nn.Softplus(beta, threshold, options) end

---@class nn.GELU.options
---@field approximate? "none"|"tanh" Default "none".

---x Φ(x), Φ the normal distribution function, or its approximation by tanh.
---
---```lua
---local y = nn.GELU{approximate="tanh"}(tensor.randn(3))
---```
---@param approximate? "none"|"tanh" Default "none".
---@param options? nn.GELU.options
---@return Module
---@overload fun(options?: nn.GELU.options): Module
function nn.GELU(approximate, options) end

---@class nn.Softmax.options
---@field dim? integer

---exp(x) / Σ exp(x) along a dimension, the last.
---
---```lua
---local p = nn.Softmax(2)(tensor.randn(2, 3))
---```
---@param dim? integer
---@param options? nn.Softmax.options
---@return Module
---@overload fun(options?: nn.Softmax.options): Module
function nn.Softmax(dim, options) end

---@class nn.LogSoftmax.options
---@field dim? integer

---The logarithm of softmax, without loss of digits.
---
---```lua
---local l = nn.LogSoftmax(2)(tensor.randn(2, 3))
---```
---@param dim? integer
---@param options? nn.LogSoftmax.options
---@return Module
---@overload fun(options?: nn.LogSoftmax.options): Module
function nn.LogSoftmax(dim, options) end

---Returns its input.
---
---```lua
---local same = nn.Identity()(tensor.randn(3))
---```
---@return Module
function nn.Identity() end

---Modules one after the other; seq[1] is the first.
---
---```lua
---local net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2))
---```
---@param ... any
---@return Module
function nn.Sequential(...) end

---Modules held in order, for loops of your own.
---
---```lua
---for _, layer in ipairs(nn.ModuleList(nn.ReLU(), nn.Tanh())) do end
---```
---@param ... any
---@return Module
function nn.ModuleList(...) end

---Parameters held in order, for a module of yours: it does not look for them in plain tables.
---
---```lua
---local list = nn.ParameterList(nn.Parameter(tensor.ones(2)))
---assert(list[1]:sum():item() == 2)
---```
---@param ... any
---@return Module
function nn.ParameterList(...) end

---The tensor as one that training changes; as a field of a module it becomes a parameter of it.
---
---```lua
---local w = nn.Parameter(tensor.randn(3))
---```
---@param data Tensor
---@return Tensor
function nn.Parameter(data) end

---@class nn.cross_entropy.options
---@field weight? Tensor
---@field ignore_index? integer Default -100.
---@field label_smoothing? number Default 0.
---@field reduction? "mean"|"sum"|"none" Default "mean".

---Cross-entropy of logits (N, C, ...) with class indices from 1, or with a probability for each class.
---
---```lua
---local l = nn.cross_entropy(tensor.randn(3, 5), tensor.new({1, 5, 2}, {dtype="int64"}))
---```
---@param input Tensor
---@param target Tensor
---@param options? nn.cross_entropy.options
---@return Tensor
function nn.cross_entropy(input, target, options) end

---@class nn.nll_loss.options
---@field weight? Tensor
---@field ignore_index? integer Default -100.
---@field reduction? "mean"|"sum"|"none" Default "mean".

---Negative log-likelihood of class indices from 1 under log-probabilities (N, C, ...).
---
---```lua
---local l = nn.nll_loss(tensor.randn(3, 5):log_softmax(2), tensor.new({1, 5, 2}, {dtype="int64"}))
---```
---@param input Tensor
---@param target Tensor
---@param options? nn.nll_loss.options
---@return Tensor
function nn.nll_loss(input, target, options) end

---@class nn.binary_cross_entropy.options
---@field weight? Tensor
---@field reduction? "mean"|"sum"|"none" Default "mean".

----(t log x + (1 - t) log(1 - x)) of probabilities x, times weight.
---
---```lua
---local l = nn.binary_cross_entropy(tensor.rand(3), tensor.ones(3), {reduction="sum"})
---```
---@param input Tensor
---@param target Tensor
---@param options? nn.binary_cross_entropy.options
---@return Tensor
function nn.binary_cross_entropy(input, target, options) end

---@class nn.binary_cross_entropy_with_logits.options
---@field weight? Tensor
---@field pos_weight? Tensor
---@field reduction? "mean"|"sum"|"none" Default "mean".

---The same of sigmoid(input), stable for large logits; pos_weight is the weight of t, of its last dimensions.
---
---```lua
---local l = nn.binary_cross_entropy_with_logits(tensor.randn(3), tensor.ones(3))
---```
---@param input Tensor
---@param target Tensor
---@param options? nn.binary_cross_entropy_with_logits.options
---@return Tensor
function nn.binary_cross_entropy_with_logits(input, target, options) end

---@class nn.mse_loss.options
---@field reduction? "mean"|"sum"|"none" Default "mean".

---(x - t)²
---
---```lua
---nn.mse_loss(tensor.randn(3), tensor.ones(3))
---```
---@param input Tensor
---@param target Tensor
---@param options? nn.mse_loss.options
---@return Tensor
function nn.mse_loss(input, target, options) end

---@class nn.l1_loss.options
---@field reduction? "mean"|"sum"|"none" Default "mean".

---|x - t|
---
---```lua
---nn.l1_loss(tensor.randn(3), tensor.ones(3))
---```
---@param input Tensor
---@param target Tensor
---@param options? nn.l1_loss.options
---@return Tensor
function nn.l1_loss(input, target, options) end

---@class nn.smooth_l1_loss.options
---@field beta? number Default 1.
---@field reduction? "mean"|"sum"|"none" Default "mean".

---(x - t)² / (2 beta) near 0, |x - t| - beta / 2 elsewhere.
---
---```lua
---nn.smooth_l1_loss(tensor.randn(3), tensor.ones(3))
---```
---@param input Tensor
---@param target Tensor
---@param options? nn.smooth_l1_loss.options
---@return Tensor
function nn.smooth_l1_loss(input, target, options) end

---@class nn.huber_loss.options
---@field delta? number Default 1.
---@field reduction? "mean"|"sum"|"none" Default "mean".

---(x - t)² / 2 near 0, delta (|x - t| - delta / 2) elsewhere.
---
---```lua
---nn.huber_loss(tensor.randn(3), tensor.ones(3), {delta=0.5})
---```
---@param input Tensor
---@param target Tensor
---@param options? nn.huber_loss.options
---@return Tensor
function nn.huber_loss(input, target, options) end

---@class nn.kl_div.options
---@field log_target? boolean Default false.
---@field reduction? "mean"|"sum"|"none"|"batchmean" Default "mean".

---t (log t - x) of log-probabilities x and probabilities t, or their logarithms.
---
---```lua
---nn.kl_div(tensor.randn(2, 3):log_softmax(2), tensor.randn(2, 3):softmax(2), {reduction="batchmean"})
---```
---@param input Tensor
---@param target Tensor
---@param options? nn.kl_div.options
---@return Tensor
function nn.kl_div(input, target, options) end

---@class nn.clip_grad_norm_.options
---@field max_norm? number
---@field norm_type? number Default 2.
---@field error_if_nonfinite? boolean Default false.

---Scales all gradients in place to a joint norm of at most max_norm; returns the norm before. norm_type is the p of the norm, math.huge for the largest magnitude.
---
---```lua
---local norm = nn.clip_grad_norm_(nn.Linear(2, 1):parameters(), 1)
---```
---@param params Tensor[]|table<string, Tensor>|Tensor
---@param max_norm number
---@param norm_type? number Default 2.
---@param options? nn.clip_grad_norm_.options
---@return number
---@overload fun(params: Tensor[]|table<string, Tensor>|Tensor, options?: nn.clip_grad_norm_.options): number
function nn.clip_grad_norm_(params, max_norm, norm_type, options) end

---@class nn.clip_grad_value_.options
---@field clip_value? number

---Holds every number of every gradient between -clip_value and clip_value, in place.
---
---```lua
---nn.clip_grad_value_(nn.Linear(2, 1):parameters(), 0.5)
---```
---@param params Tensor[]|table<string, Tensor>|Tensor
---@param clip_value number
---@param options? nn.clip_grad_value_.options
---@overload fun(params: Tensor[]|table<string, Tensor>|Tensor, options?: nn.clip_grad_value_.options)
function nn.clip_grad_value_(params, clip_value, options) end

---What is done to gradients before a step.
---@class nn.utils
nn.utils = {}

---@class nn.utils.clip_grad_norm_.options
---@field max_norm? number
---@field norm_type? number Default 2.
---@field error_if_nonfinite? boolean Default false.

---Scales all gradients in place to a joint norm of at most max_norm; returns the norm before. norm_type is the p of the norm, math.huge for the largest magnitude.
---
---```lua
---local norm = nn.clip_grad_norm_(nn.Linear(2, 1):parameters(), 1)
---```
---@param params Tensor[]|table<string, Tensor>|Tensor
---@param max_norm number
---@param norm_type? number Default 2.
---@param options? nn.utils.clip_grad_norm_.options
---@return number
---@overload fun(params: Tensor[]|table<string, Tensor>|Tensor, options?: nn.utils.clip_grad_norm_.options): number
function nn.utils.clip_grad_norm_(params, max_norm, norm_type, options) end

---@class nn.utils.clip_grad_value_.options
---@field clip_value? number

---Holds every number of every gradient between -clip_value and clip_value, in place.
---
---```lua
---nn.clip_grad_value_(nn.Linear(2, 1):parameters(), 0.5)
---```
---@param params Tensor[]|table<string, Tensor>|Tensor
---@param clip_value number
---@param options? nn.utils.clip_grad_value_.options
---@overload fun(params: Tensor[]|table<string, Tensor>|Tensor, options?: nn.utils.clip_grad_value_.options)
function nn.utils.clip_grad_value_(params, clip_value, options) end

return nn
