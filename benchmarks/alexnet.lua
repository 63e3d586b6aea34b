-- Logits and gradients of AlexNet with given weights and images, for alexnet.py.

local models = require "models"
local nn = require "nn"
local tensor = require "tensor"
local workbench = require "workbench"

local opt = workbench.options { folder = { ".", "where weights.safetensors and inputs.safetensors are" } }
local net = models.alexnet { classes = 100 }:load(opt.folder .. "/weights.safetensors"):eval()
local inputs = tensor.load(opt.folder .. "/inputs.safetensors")
local logits = net(inputs.images)
nn.cross_entropy(logits, inputs.targets):backward()
local results = { logits = logits:detach() }
for name, parameter in pairs(net:named_parameters()) do results[name] = parameter.grad end
tensor.save(opt.folder .. "/results.safetensors", results)
