-- A page of HTML with its pictures inside, so that it is one file.

local workbench = require "workbench"

local page = {}
page.__index = page

local alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

local function base64(bytes)
  local parts = {}
  for place = 1, #bytes, 3 do
    local a, b, c = bytes:byte(place, place + 2)
    local word = a << 16 | (b or 0) << 8 | (c or 0)
    local text = ""
    for shift = 18, 0, -6 do
      local k = (word >> shift & 63) + 1
      text = text .. alphabet:sub(k, k)
    end
    parts[#parts + 1] = c and text or text:sub(1, b and 3 or 2) .. (b and "=" or "==")
  end
  return table.concat(parts)
end

local function escaped(text)
  return (tostring(text):gsub("[&<>]", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;" }))
end

--- A page that will be written to `path` when it is closed.
function page.open(path, title)
  local self = setmetatable({ path = path, parts = {} }, page)
  self:add("<!doctype html><html lang=en><head><meta charset=utf-8><title>%s</title><style>"
    .. "body{font:15px/1.5 sans-serif;max-width:1100px;margin:2em auto;padding:0 1em}"
    .. "table{border-collapse:collapse}td,th{padding:.3em .8em;border-bottom:1px solid #ccc;text-align:right}"
    .. "td:first-child,th:first-child{text-align:left}img{max-width:100%%;display:block;margin:1em 0}"
    .. "</style></head><body><h1>%s</h1>", escaped(title), escaped(title))
  return self
end

function page:add(format, ...) self.parts[#self.parts + 1] = format:format(...) end

function page:heading(text) self:add("<h2>%s</h2>", escaped(text)) end

function page:text(text) self:add("<p>%s</p>", escaped(text)) end

--- @param names of the columns
-- @param rows lists of values, one for each column
function page:table(names, rows)
  local function row(cells, tag)
    local parts = {}
    for k, cell in ipairs(cells) do parts[k] = ("<%s>%s</%s>"):format(tag, escaped(cell), tag) end
    return "<tr>" .. table.concat(parts) .. "</tr>"
  end
  self:add("<table>%s", row(names, "th"))
  for _, cells in ipairs(rows) do self:add("%s", row(cells, "td")) end
  self:add "</table>"
end

--- The PNG file at `path`.
function page:picture(path)
  local file = assert(io.open(path, "rb"))
  self:add("<img alt=\"\" src=\"data:image/png;base64,%s\">", base64(file:read "a"))
  file:close()
end

function page:close()
  workbench.write(self.path, table.concat(self.parts, "\n") .. "\n</body></html>\n")
end

return page
