-- A script's own options, as its users meet them. This script runs itself with a first argument "child".
local check = require "support.check"
local workbench = require "workbench"

if arg[1] == "child" then
  table.remove(arg, 1)
  local opt = workbench.options {
    digit = { 3, "digit to draw", { 0, 9 } }, rate = { 0.5, "a rate" }, fast = { false, "whether to hurry" },
    space = { "z", "what is searched", { "z", "posterior" } }, score = { nil, "a file" },
  }
  print(opt.digit, opt.rate, opt.fast, opt.space, opt.score, opt[1])
  return
end

local place = 0
while arg[place - 1] do place = place - 1 end
local program = arg[place]

local function quoted(text) return "'" .. text:gsub("'", "'\\''") .. "'" end

--- Runs the child with arguments; its output and status.
local function run(...)
  local words = { quoted(program), quoted(arg[0]), "child" }
  for _, word in ipairs { ... } do words[#words + 1] = quoted(word) end
  local pipe = assert(io.popen(table.concat(words, " ") .. " 2>&1"))
  local text = pipe:read("a")
  local _, _, status = pipe:close()
  return text, status
end

check.equal({ run() }, { "3\t0.5\tfalse\tz\tnil\tnil\n", 0 })
check.equal({ run("--digit", "7", "--rate=2", "--fast", "--space", "posterior", "--score", "it's", "rest") },
  { "7\t2.0\ttrue\tposterior\tit's\trest\n", 0 })
for _, case in ipairs {
  { { "--digit", "11" }, "an integer from 0 to 9 wanted, got '11'" },
  { { "--dgit", "1" }, "did you mean '--digit'?" },
  { { "--space", "w" }, "one of z, posterior" },
  { { "--digit" }, "needs an integer" },
} do
  local text, status = run(table.unpack(case[1]))
  check.equal(status, 2)
  assert(text:find(case[2], 1, true), text)
end
local help, status = run("--help")
check.equal(status, 0)
assert(help:find("--digit", 1, true) and help:find("digit to draw", 1, true), help)
