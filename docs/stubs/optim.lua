---@meta optim
-- Made from the declarations by `workbench help --stubs`; do not edit.

---Changes parameters by their gradients.
---@class Optimizer
---@field param_groups ParamGroup[] The groups of parameters, each with its rate. Read-only.
---@field lr number The learning rate, of the first group; setting it sets that of all.
local Optimizer = {}

---Takes one step with the gradients that are there.
---
---```lua
---local net = nn.Linear(2, 1)
---local optimizer = optim.Adam(net:parameters())
---net(tensor.randn(8, 2)):square():mean():backward()
---optimizer:step()
---```
---@return self
function Optimizer:step() end

---Forgets all gradients.
---
---```lua
---optim.SGD(nn.Linear(2, 1):parameters()):zero_grad()
---```
---@return self
function Optimizer:zero_grad() end

---All a resumed run needs: tensors by name, flat, so that they can be saved.
---
---```lua
---tensor.save(optim.Adam(nn.Linear(2, 1):parameters()):state_dict(), "optimizer.safetensors")
---```
---@return table<string, Tensor>
function Optimizer:state_dict() end

---Continues from a saved state.
---
---```lua
---local optimizer = optim.Adam(nn.Linear(2, 1):parameters())
---optimizer:load_state_dict(optimizer:state_dict())
---```
---@param state table<string, Tensor>
---@return self
function Optimizer:load_state_dict(state) end

---@class Optimizer.add_param_group.options
---@field lr? number

---Trains more parameters, with the first group's options, and its rate unless lr is given.
---
---```lua
---local optimizer = optim.SGD(nn.Linear(2, 1):parameters())
---optimizer:add_param_group(nn.Linear(2, 1):parameters(), {lr=0.1})
---```
---@param params Tensor[]|table<string, Tensor>|Tensor
---@param lr? number
---@param options? Optimizer.add_param_group.options
---@return self
---@overload fun(self: Optimizer, params: Tensor[]|table<string, Tensor>|Tensor, options?: Optimizer.add_param_group.options): Optimizer
function Optimizer:add_param_group(params, lr, options) end

---Lets go of the object at once; using it afterwards is an error.
function Optimizer:free() end

---Parameters of an optimiser with a rate of their own.
---@class ParamGroup
---@field params Tensor[] The parameters, a list. Read-only.
---@field lr number The learning rate.
local ParamGroup = {}

---Lets go of the object at once; using it afterwards is an error.
function ParamGroup:free() end

---Sets an optimiser's rate epoch by epoch.
---@class Schedule
---@field last_epoch integer Epochs done; may be set by a resumed run.
local Schedule = {}

---Ends an epoch.
---
---```lua
---local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})
---optim.lr_scheduler.StepLR(optimizer, 10):step()
---```
---@return self
function Schedule:step() end

---The rate of the present epoch, of the first group.
---
---```lua
---local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})
---print(optim.lr_scheduler.StepLR(optimizer, 10):get_last_lr())
---```
---@return number
function Schedule:get_last_lr() end

---What a resumed run needs: last_epoch, in a tensor, so that it can be saved.
---
---```lua
---local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})
---local state = optim.lr_scheduler.StepLR(optimizer, 10):state_dict()
---```
---@return table<string, Tensor>
function Schedule:state_dict() end

---Continues from a saved state.
---
---```lua
---local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})
---local schedule = optim.lr_scheduler.StepLR(optimizer, 10)
---schedule:load_state_dict(schedule:state_dict())
---```
---@param state table<string, Tensor>
---@return self
function Schedule:load_state_dict(state) end

---Lets go of the object at once; using it afterwards is an error.
function Schedule:free() end

---Optimisers and schedules, named and parametrised as PyTorch's.
---@class optim
local optim = {}

---@class optim.SGD.options
---@field lr? number Default 0.001.
---@field momentum? number Default 0.
---@field dampening? number Default 0.
---@field weight_decay? number Default 0.
---@field nesterov? boolean Default false.
---@field maximize? boolean Default false.

---Stochastic gradient descent with momentum, Nesterov's where nesterov.
---
---```lua
---optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1, momentum=0.9})
---```
---@param params Tensor[]|table<string, Tensor>|table<string, any>[]
---@param lr? number Default 0.001.
---@param options? optim.SGD.options
---@return Optimizer
---@overload fun(params: Tensor[]|table<string, Tensor>|table<string, any>[], options?: optim.SGD.options): Optimizer
function optim.SGD(params, lr, options) end

---@class optim.Adam.options
---@field lr? number Default 0.001.
---@field betas? number[] Default {0.9, 0.999}.
---@field eps? number Default 1e-08.
---@field weight_decay? number Default 0.
---@field amsgrad? boolean Default false.
---@field maximize? boolean Default false.

---Adam; weight_decay is added to the gradient. Parameters may come in groups with options of their own.
---
---```lua
---local net = nn.Sequential(nn.Linear(4, 2), nn.Linear(2, 1))
---optim.Adam({{params=net[1]:parameters()}, {params=net[2]:parameters(), lr=0.01}}, {lr=1e-3})
---```
---@param params Tensor[]|table<string, Tensor>|table<string, any>[]
---@param lr? number Default 0.001.
---@param options? optim.Adam.options
---@return Optimizer
---@overload fun(params: Tensor[]|table<string, Tensor>|table<string, any>[], options?: optim.Adam.options): Optimizer
function optim.Adam(params, lr, options) end

---@class optim.AdamW.options
---@field lr? number Default 0.001.
---@field betas? number[] Default {0.9, 0.999}.
---@field eps? number Default 1e-08.
---@field weight_decay? number Default 0.01.
---@field amsgrad? boolean Default false.
---@field maximize? boolean Default false.

---Adam with decoupled weight decay.
---
---```lua
---optim.AdamW(nn.Linear(2, 1):parameters())
---```
---@param params Tensor[]|table<string, Tensor>|table<string, any>[]
---@param lr? number Default 0.001.
---@param options? optim.AdamW.options
---@return Optimizer
---@overload fun(params: Tensor[]|table<string, Tensor>|table<string, any>[], options?: optim.AdamW.options): Optimizer
function optim.AdamW(params, lr, options) end

---@class optim.RMSprop.options
---@field lr? number Default 0.01.
---@field alpha? number Default 0.99.
---@field eps? number Default 1e-08.
---@field weight_decay? number Default 0.
---@field momentum? number Default 0.
---@field centered? boolean Default false.
---@field maximize? boolean Default false.

---RMSprop.
---
---```lua
---optim.RMSprop(nn.Linear(2, 1):parameters(), {lr=1e-2})
---```
---@param params Tensor[]|table<string, Tensor>|table<string, any>[]
---@param lr? number Default 0.01.
---@param options? optim.RMSprop.options
---@return Optimizer
---@overload fun(params: Tensor[]|table<string, Tensor>|table<string, any>[], options?: optim.RMSprop.options): Optimizer
function optim.RMSprop(params, lr, options) end

---@class optim.Adagrad.options
---@field lr? number Default 0.01.
---@field lr_decay? number Default 0.
---@field weight_decay? number Default 0.
---@field initial_accumulator_value? number Default 0.
---@field eps? number Default 1e-10.
---@field maximize? boolean Default false.

---Adagrad: every number has a rate that falls with its gradients so far.
---
---```lua
---optim.Adagrad(nn.Linear(2, 1):parameters(), {lr=0.1})
---```
---@param params Tensor[]|table<string, Tensor>|table<string, any>[]
---@param lr? number Default 0.01.
---@param options? optim.Adagrad.options
---@return Optimizer
---@overload fun(params: Tensor[]|table<string, Tensor>|table<string, any>[], options?: optim.Adagrad.options): Optimizer
function optim.Adagrad(params, lr, options) end

---The same as nn.clip_grad_norm_.
---
---```lua
---local norm = optim.clip_grad_norm(nn.Linear(2, 1):parameters(), 1)
---```
---@param params Tensor[]|table<string, Tensor>|Tensor
---@param max_norm number
---@return number
function optim.clip_grad_norm(params, max_norm) end

---Learning rates as functions of the epochs done; call step() after each.
---@class optim.lr_scheduler
optim.lr_scheduler = {}

---@class optim.lr_scheduler.StepLR.options
---@field step_size? integer
---@field gamma? number Default 0.1.

---The rate times gamma every step_size epochs.
---
---```lua
---local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})
---local schedule = optim.lr_scheduler.StepLR(optimizer, 10, 0.5)
---```
---@param optimizer Optimizer
---@param step_size integer
---@param gamma? number Default 0.1.
---@param options? optim.lr_scheduler.StepLR.options
---@return Schedule
---@overload fun(optimizer: Optimizer, options?: optim.lr_scheduler.StepLR.options): Schedule
function optim.lr_scheduler.StepLR(optimizer, step_size, gamma, options) end

---@class optim.lr_scheduler.MultiStepLR.options
---@field milestones? integer[]
---@field gamma? number Default 0.1.

---The rate times gamma at each milestone.
---
---```lua
---local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})
---local schedule = optim.lr_scheduler.MultiStepLR(optimizer, {30, 80})
---```
---@param optimizer Optimizer
---@param milestones integer[]
---@param gamma? number Default 0.1.
---@param options? optim.lr_scheduler.MultiStepLR.options
---@return Schedule
---@overload fun(optimizer: Optimizer, options?: optim.lr_scheduler.MultiStepLR.options): Schedule
function optim.lr_scheduler.MultiStepLR(optimizer, milestones, gamma, options) end

---@class optim.lr_scheduler.ExponentialLR.options
---@field gamma? number

---The rate times gamma every epoch.
---
---```lua
---local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})
---local schedule = optim.lr_scheduler.ExponentialLR(optimizer, 0.9)
---```
---@param optimizer Optimizer
---@param gamma number
---@param options? optim.lr_scheduler.ExponentialLR.options
---@return Schedule
---@overload fun(optimizer: Optimizer, options?: optim.lr_scheduler.ExponentialLR.options): Schedule
function optim.lr_scheduler.ExponentialLR(optimizer, gamma, options) end

---@class optim.lr_scheduler.CosineAnnealingLR.options
---@field T_max? integer
---@field eta_min? number Default 0.

---From the rate to eta_min in T_max epochs, as half a cosine.
---
---```lua
---local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})
---local schedule = optim.lr_scheduler.CosineAnnealingLR(optimizer, 50)
---```
---@param optimizer Optimizer
---@param T_max integer
---@param eta_min? number Default 0.
---@param options? optim.lr_scheduler.CosineAnnealingLR.options
---@return Schedule
---@overload fun(optimizer: Optimizer, options?: optim.lr_scheduler.CosineAnnealingLR.options): Schedule
function optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max, eta_min, options) end

---@class optim.lr_scheduler.LinearLR.options
---@field start_factor? number Default 0.3333333333333333.
---@field end_factor? number Default 1.
---@field total_iters? integer Default 5.

---The rate times a factor that goes linearly from one to the other.
---
---```lua
---local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})
---local schedule = optim.lr_scheduler.LinearLR(optimizer, {total_iters=10})
---```
---@param optimizer Optimizer
---@param start_factor? number Default 0.3333333333333333.
---@param end_factor? number Default 1.
---@param total_iters? integer Default 5.
---@param options? optim.lr_scheduler.LinearLR.options
---@return Schedule
---@overload fun(optimizer: Optimizer, options?: optim.lr_scheduler.LinearLR.options): Schedule
function optim.lr_scheduler.LinearLR(optimizer, start_factor, end_factor, total_iters, options) end

return optim
