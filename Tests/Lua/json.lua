local check = require "support.check"
local json = require "json"
local tensor = require "tensor"

local value = { name = "é \"quoted\" \0\n", list = { 1, 2.5, -3 }, deep = { a = { b = true } }, empty = {} }
check.equal(json.decode(json.encode(value)), value)
check.equal(json.encode { b = 1, a = 0.1 }, '{"a":0.1,"b":1}')
check.equal(math.type(json.decode "[3]"[1]), "integer")
check.equal(math.type(json.decode "[3.0]"[1]), "float")
check.equal(json.decode "[null]"[1] == json.null, true)
check.equal(json.decode '{"a": null}'.a, nil)
check.equal(json.encode(tensor { { 1, 2 } }), "[[1.0,2.0]]")
check.equal(json.encode { 0 / 0, math.huge }, "[null,null]")

json.save("value.json", value)
check.equal(json.load "value.json", value)
check.raises("line 1", json.decode, '{"a": }')
check.raises("none.json", json.load, "none.json")
local loop = {}
loop[1] = loop
assert(not pcall(json.encode, loop))
assert(not pcall(json.encode, { print }))
