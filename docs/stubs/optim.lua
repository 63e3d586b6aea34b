---@meta optim
-- Made from the declarations by `workbench help --stubs`; do not edit.

---Changes parameters by their gradients.
---@class Optimizer
---@field lr number The learning rate.
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

---Lets go of the object at once; using it afterwards is an error.
function Optimizer:free() end

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

---The rate of the present epoch.
---
---```lua
---local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})
---print(optim.lr_scheduler.StepLR(optimizer, 10):get_last_lr())
---```
---@return number
function Schedule:get_last_lr() end

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

---Stochastic gradient descent.
---
---```lua
---optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1, momentum=0.9})
---```
---@param params Tensor[]|table<string, Tensor>
---@param options? optim.SGD.options
---@return Optimizer
function optim.SGD(params, options) end

---@class optim.Adam.options
---@field lr? number Default 0.001.
---@field betas? number[] Default {0.9, 0.999}.
---@field eps? number Default 1e-08.
---@field weight_decay? number Default 0.
---@field amsgrad? boolean Default false.

---Adam; weight_decay is added to the gradient.
---
---```lua
---optim.Adam(nn.Linear(2, 1):parameters(), {lr=1e-3})
---```
---@param params Tensor[]|table<string, Tensor>
---@param options? optim.Adam.options
---@return Optimizer
function optim.Adam(params, options) end

---@class optim.AdamW.options
---@field lr? number Default 0.001.
---@field betas? number[] Default {0.9, 0.999}.
---@field eps? number Default 1e-08.
---@field weight_decay? number Default 0.01.
---@field amsgrad? boolean Default false.

---Adam with decoupled weight decay.
---
---```lua
---optim.AdamW(nn.Linear(2, 1):parameters())
---```
---@param params Tensor[]|table<string, Tensor>
---@param options? optim.AdamW.options
---@return Optimizer
function optim.AdamW(params, options) end

---@class optim.RMSprop.options
---@field lr? number Default 0.01.
---@field alpha? number Default 0.99.
---@field eps? number Default 1e-08.
---@field weight_decay? number Default 0.
---@field momentum? number Default 0.
---@field centered? boolean Default false.

---RMSprop.
---
---```lua
---optim.RMSprop(nn.Linear(2, 1):parameters(), {lr=1e-2})
---```
---@param params Tensor[]|table<string, Tensor>
---@param options? optim.RMSprop.options
---@return Optimizer
function optim.RMSprop(params, options) end

---Scales all gradients in place to a joint norm of at most max_norm; returns the norm before.
---
---```lua
---local norm = optim.clip_grad_norm(nn.Linear(2, 1):parameters(), 1)
---```
---@param params Tensor[]|table<string, Tensor>
---@param max_norm number
---@return number
function optim.clip_grad_norm(params, max_norm) end

---Learning rates as functions of the epochs done; call step() after each.
---@class optim.lr_scheduler
optim.lr_scheduler = {}

---The rate times gamma every step_size epochs.
---
---```lua
---local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})
---local schedule = optim.lr_scheduler.StepLR(optimizer, 10, 0.5)
---```
---@param optimizer Optimizer
---@param step_size integer
---@param gamma? number Default 0.1.
---@return Schedule
function optim.lr_scheduler.StepLR(optimizer, step_size, gamma) end

---The rate times gamma at each milestone.
---
---```lua
---local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})
---local schedule = optim.lr_scheduler.MultiStepLR(optimizer, {30, 80})
---```
---@param optimizer Optimizer
---@param milestones integer[]
---@param gamma? number Default 0.1.
---@return Schedule
function optim.lr_scheduler.MultiStepLR(optimizer, milestones, gamma) end

---The rate times gamma every epoch.
---
---```lua
---local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})
---local schedule = optim.lr_scheduler.ExponentialLR(optimizer, 0.9)
---```
---@param optimizer Optimizer
---@param gamma number
---@return Schedule
function optim.lr_scheduler.ExponentialLR(optimizer, gamma) end

---From the rate to eta_min in T_max epochs, as half a cosine.
---
---```lua
---local optimizer = optim.SGD(nn.Linear(2, 1):parameters(), {lr=0.1})
---local schedule = optim.lr_scheduler.CosineAnnealingLR(optimizer, 50)
---```
---@param optimizer Optimizer
---@param T_max integer
---@param eta_min? number Default 0.
---@return Schedule
function optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max, eta_min) end

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
---@param options? optim.lr_scheduler.LinearLR.options
---@return Schedule
function optim.lr_scheduler.LinearLR(optimizer, options) end

return optim
