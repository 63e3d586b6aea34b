-- Checkpoints of a training loop: after every epoch the model, the optimiser and the figures so far go into one
-- safetensors file, whole or not at all, so that a killed run goes on where it was.

local json = require "json"
local tensor = require "tensor"
local workbench = require "workbench"

local checkpoint = {}
checkpoint.__index = checkpoint

local function with_prefix(into, prefix, tensors)
  for name, value in pairs(tensors) do into[prefix .. name] = value end
end

local function without_prefix(tensors, prefix)
  local found = {}
  for name, value in pairs(tensors) do
    if name:sub(1, #prefix) == prefix then found[name:sub(#prefix + 1)] = value end
  end
  return found
end

--- Opens the run that writes its weights to `out`; loads its checkpoint when there is one.
-- @param out path of the weights; the checkpoint is `out` with `.checkpoint.safetensors` in place of its extension
-- @param parts `model`, `optimizer` (both with state_dict and load_state_dict), perhaps the `loader` of the training
-- data, and `options`: a checkpoint of other options is refused, apart from `epochs`, which may grow, and `out`. Every
-- stream of random numbers goes on, too, and so does the loader's order.
function checkpoint.open(out, parts)
  local self = setmetatable({
    out = out, path = out:gsub("%.safetensors$", "") .. ".checkpoint.safetensors",
    model = parts.model, optimizer = parts.optimizer, loader = parts.loader, history = {}, start = workbench.clock(),
  }, checkpoint)
  local wanted = {}
  for name, value in pairs(parts.options) do
    if name ~= "epochs" and name ~= "out" then wanted[name] = value end
  end
  self.options = json.encode(wanted)
  local file = io.open(self.path, "rb")
  if not file then return self end
  file:close()
  local tensors, metadata = tensor.load(self.path)
  if metadata.options ~= self.options then
    error(("%s belongs to a run with other options:\n  it has  %s\n  this is %s\nremove it or choose another --out")
      :format(self.path, metadata.options, self.options), 0)
  end
  self.model:load_state_dict(without_prefix(tensors, "model."))
  self.optimizer:load_state_dict(without_prefix(tensors, "optimizer."))
  self.history = json.decode(metadata.history)
  if metadata.random then workbench.set_rng_state(metadata.random) end
  if self.loader then self.loader.epoch = tonumber(metadata.loader_epoch) or #self.history end
  print(("resuming after epoch %d (%s)"):format(#self.history, self.path))
  return self
end

--- Whether `epoch` was finished before this run began.
function checkpoint:done(epoch) return epoch <= #self.history end

--- Ends an epoch: prints its figures and saves.
-- @param figures names to numbers, for example `{train_loss = 110.2, test_loss = 106.3}`
function checkpoint:finish(epoch, figures)
  self.history[epoch] = figures
  local names, parts = {}, {}
  for name in pairs(figures) do names[#names + 1] = name end
  table.sort(names, function(a, b) return a > b end)
  for _, name in ipairs(names) do parts[#parts + 1] = ("%s %.4f"):format(name:gsub("_", " "), figures[name]) end
  print(("epoch %d: %s (%.0f s)"):format(epoch, table.concat(parts, ", "), workbench.clock() - self.start))
  local tensors = {}
  with_prefix(tensors, "model.", self.model:state_dict())
  with_prefix(tensors, "optimizer.", self.optimizer:state_dict())
  local folder = self.path:match("^(.*)/[^/]*$")
  if folder then workbench.mkdir(folder) end
  tensor.save(self.path, tensors, {
    metadata = {
      options = self.options, history = json.encode(self.history), random = workbench.get_rng_state(),
      loader_epoch = self.loader and tostring(self.loader.epoch) or nil,
    },
  })
end

--- Writes the weights, with the figures of every epoch in the file's metadata, and removes the checkpoint.
function checkpoint:close()
  tensor.save(self.out, self.model:state_dict(),
    { metadata = { options = self.options, history = json.encode(self.history) } })
  os.remove(self.path)
  print("weights: " .. self.out)
end

return checkpoint
