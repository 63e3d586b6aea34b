local check = require "support.check"
local optim = require "optim"
local tensor = require "tensor"

-- Each makes the quadratic bowl (x - 3)^2 smaller, and ends near 3.
for name, options in pairs {
  SGD = { lr = 0.1 }, Adam = { lr = 0.1 }, AdamW = { lr = 0.1, weight_decay = 0 }, RMSprop = { lr = 0.02 },
} do
  local x = tensor({ 0 }, { requires_grad = true })
  local optimizer = optim[name]({ x }, options)
  for _ = 1, 400 do
    optimizer:zero_grad();
    ((x - 3) ^ 2):sum():backward()
    optimizer:step()
  end
  check.near(x:item(), 3, 0.02)
end

-- One step of gradient descent with momentum, by hand.
local x = tensor({ 1 }, { requires_grad = true })
local sgd = optim.SGD({ x }, { lr = 0.1, momentum = 0.9 })
for _, wanted in ipairs { 0.8, 0.46 } do
  sgd:zero_grad();
  (x ^ 2):sum():backward()
  sgd:step()
  check.near(x:item(), wanted)
end

local scheduler = optim.lr_scheduler.StepLR(sgd, 2, 0.5)
scheduler:step()
check.near(sgd.lr, 0.1)
scheduler:step()
check.near(sgd.lr, 0.05)
check.raises("did you mean 'momentum'", optim.SGD, { x }, { momentm = 1 })
