local check = require "support.check"
local nn = require "nn"
local optim = require "optim"
local tensor = require "tensor"

local function leaf(values) return tensor(values, { requires_grad = true, dtype = "float64" }) end

-- Groups of parameters have rates and options of their own; what they do not say is shared.
local a, b = leaf { 1, 2 }, leaf { 3 }
local sgd = optim.SGD({ { params = { a }, lr = 0.5 }, { params = { b }, weight_decay = 1 } }, { lr = 0.1 })
check.equal(#sgd.param_groups, 2)
check.near(sgd.param_groups[1].lr, 0.5)
check.near(sgd.param_groups[2].lr, 0.1);
(a:sum() + b:sum()):backward()
sgd:step()
check.near(a, tensor({ 0.5, 1.5 }, { dtype = "float64" }))
check.near(b, tensor({ 2.6 }, { dtype = "float64" }))

local schedule = optim.lr_scheduler.StepLR(sgd, { step_size = 1, gamma = 0.1 })
schedule:step()
check.near(sgd.param_groups[1].lr, 0.05)
check.near(sgd.param_groups[2].lr, 0.01)
local state = schedule:state_dict()
schedule:step()
schedule:load_state_dict(state)
check.equal(schedule.last_epoch, 1)
check.near(sgd.lr, 0.05)
check.raises("last_epoch", schedule.load_state_dict, schedule, { epoch = tensor { 1 } })

local c = leaf { 1 }
sgd:add_param_group({ c }, { lr = 2 })
check.near(sgd.param_groups[3].lr, 2)
check.raises("more than one group", sgd.add_param_group, sgd, { c })
sgd.param_groups[3].lr = 1
c:sum():backward()
a.grad, b.grad = nil, nil
sgd:step()
check.near(c:item(), 0)

check.raises("did you mean 'momentum'", optim.SGD, { { params = { a }, momentm = 1 } })
check.raises("boolean wanted", optim.SGD, { { params = { a }, nesterov = 1 } })
check.raises("no params", optim.Adam, { { lr = 1 } })
check.raises("not a leaf", optim.Adam, { a * 2 })

-- Adagrad: the first step is the rate, whatever the gradient's size.
local x = leaf { 5, 5 }
local adagrad = optim.Adagrad({ x }, { lr = 0.1 })
x.grad = tensor({ 100, 0.01 }, { dtype = "float64" })
adagrad:step()
check.near(x, tensor({ 4.9, 4.9 }, { dtype = "float64" }), 1e-6)

-- Up the gradient.
for _, name in ipairs { "SGD", "Adam", "AdamW", "RMSprop", "Adagrad" } do
  local y = leaf { 1 }
  y.grad = tensor({ 1 }, { dtype = "float64" })
  optim[name]({ y }, { lr = 0.1, maximize = true }):step()
  assert(y:item() > 1, name)
end

-- Gradients held in bounds.
local g = leaf { 0, 0 }
g.grad = tensor({ 3, 4 }, { dtype = "float64" })
check.near(nn.clip_grad_norm_({ g }, 10), 5)
check.near(nn.utils.clip_grad_norm_(g, 1, { norm_type = math.huge }), 4)
check.near(g.grad, tensor({ 0.75, 1 }, { dtype = "float64" }), 1e-6)
nn.clip_grad_value_({ g }, 0.8)
check.near(g.grad, tensor({ 0.75, 0.8 }, { dtype = "float64" }), 1e-6)
check.raises("max_norm cannot be -1", nn.clip_grad_norm_, { g }, -1)
g.grad = tensor({ 0 / 0, 1 }, { dtype = "float64" })
check.raises("nan", nn.clip_grad_norm_, { g }, 1, { error_if_nonfinite = true })

-- A schedule's numbers by place or by name.
local s = optim.SGD({ leaf { 1 } }, 1)
check.near(s.lr, 1)
check.near(optim.lr_scheduler.CosineAnnealingLR(s, { T_max = 4, eta_min = 0.5 }):get_last_lr(), 1)
check.near(optim.lr_scheduler.ExponentialLR(s, { gamma = 0.5 }):get_last_lr(), 1)
check.raises("'T_max'", optim.lr_scheduler.CosineAnnealingLR, s)
check.raises("period must be positive", optim.lr_scheduler.StepLR, s, 0)
