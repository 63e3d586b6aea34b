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

---Loads a safetensors file of the same names.
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

---Forgets all gradients.
---
---```lua
---nn.Linear(2, 3):zero_grad()
---```
---@return self
function Module:zero_grad() end

---Changes the dtype of all parameters; answers itself.
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
---@field padding? integer|integer[] Default 0.
---@field dilation? integer|integer[] Default 1.
---@field groups? integer Default 1.
---@field bias? boolean Default true.
---@field dtype? "float32"|"float64" Default "float32".

---Cross-correlation of images: (N, in, H, W) → (N, out, H', W').
---
---```lua
---local y = nn.Conv2d(1, 20, 5, {stride=1, padding=2})(tensor.randn(2, 1, 8, 8))
---```
---@param in_channels integer
---@param out_channels integer
---@param kernel_size integer|integer[]
---@param options? nn.Conv2d.options
---@return Module
function nn.Conv2d(in_channels, out_channels, kernel_size, options) end

---@class nn.MaxPool2d.options
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
---@param options? nn.MaxPool2d.options
---@return Module
function nn.MaxPool2d(kernel_size, options) end

---@class nn.AvgPool2d.options
---@field stride? integer|integer[]
---@field padding? integer|integer[] Default 0.
---@field ceil_mode? boolean Default false.
---@field count_include_pad? boolean Default true.

---Mean of each window; stride is the kernel's size unless given.
---
---```lua
---local p = nn.AvgPool2d(2)
---```
---@param kernel_size integer|integer[]
---@param options? nn.AvgPool2d.options
---@return Module
function nn.AvgPool2d(kernel_size, options) end

---@class nn.BatchNorm2d.options
---@field eps? number Default 1e-05.
---@field momentum? number Default 0.1.
---@field affine? boolean Default true.
---@field dtype? "float32"|"float64" Default "float32".

---Normalises each channel of (N, C, H, W) by the batch's moments in training, by running ones afterwards.
---
---```lua
---local n = nn.BatchNorm2d(20)
---```
---@param num_features integer
---@param options? nn.BatchNorm2d.options
---@return Module
function nn.BatchNorm2d(num_features, options) end

---Zeroes elements at random in training.
---
---```lua
---local d = nn.Dropout(0.3)
---```
---@param p? number Default 0.5.
---@return Module
function nn.Dropout(p) end

---Joins dimensions into one; all but the first unless given.
---
---```lua
---local f = nn.Flatten()
---```
---@param start_dim? integer
---@param end_dim? integer
---@return Module
function nn.Flatten(start_dim, end_dim) end

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

---x, or slope · x where negative.
---
---```lua
---local y = nn.LeakyReLU(0.2)(tensor.randn(3))
---```
---@param negative_slope? number Default 0.01.
---@return Module
function nn.LeakyReLU(negative_slope) end

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

---log(1 + exp(x))
---
---```lua
---local y = nn.Softplus()(tensor.randn(3))
---```
---@return Module
function nn.Softplus() end

---x Φ(x), Φ the normal distribution function.
---
---```lua
---local y = nn.GELU()(tensor.randn(3))
---```
---@return Module
function nn.GELU() end

---exp(x) / Σ exp(x) along a dimension, the last.
---
---```lua
---local p = nn.Softmax(2)(tensor.randn(2, 3))
---```
---@param dim? integer
---@return Module
function nn.Softmax(dim) end

---The logarithm of softmax, without loss of digits.
---
---```lua
---local l = nn.LogSoftmax(2)(tensor.randn(2, 3))
---```
---@param dim? integer
---@return Module
function nn.LogSoftmax(dim) end

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
---@field reduction? "mean"|"sum"|"none" Default "mean".

----(t log x + (1 - t) log(1 - x)) of probabilities x.
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
---@field pos_weight? Tensor
---@field reduction? "mean"|"sum"|"none" Default "mean".

---The same of sigmoid(input), stable for large logits.
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

return nn
