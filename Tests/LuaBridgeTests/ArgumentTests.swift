import LuaBridge
import Testing

@Suite struct ArgumentTests {
  let bench: Bench
  init() throws { bench = try Bench() }

  @Test(
    "a wrong argument is named, with what was wanted and what came",
    arguments: [
      ("kit.number('x')", "t.lua:1: bad argument #1 'x' to 'kit.number': number wanted, got string"),
      ("kit.number()", "t.lua:1: bad argument #1 'x' to 'kit.number': number wanted, got no value"),
      ("kit.number(nil)", "t.lua:1: bad argument #1 'x' to 'kit.number': number wanted, got nil"),
      ("kit.number(kit.block())", "t.lua:1: bad argument #1 'x' to 'kit.number': number wanted, got Block"),
      ("kit.integer(1.5)", "t.lua:1: bad argument #1 'n' to 'kit.integer': integer wanted, got 1.5"),
      ("kit.integer(1e300)", "t.lua:1: bad argument #1 'n' to 'kit.integer': integer wanted, got 1e+300"),
      ("kit.integer(0/0)", "t.lua:1: bad argument #1 'n' to 'kit.integer': integer wanted, got -nan"),
      ("kit.string(1)", "t.lua:1: bad argument #1 's' to 'kit.string': string wanted, got 1"),
      ("kit.number(1, 2)", "t.lua:1: too many arguments to 'kit.number': at most 1 wanted, got 2"),
      ("kit.train(1, 2)", "t.lua:1: bad argument #2 'options' to 'kit.train': table of options wanted, got 2"),
      (
        "kit.train(1, {lr='fast'})", "t.lua:1: bad option 'lr' to 'kit.train': number wanted, got string"
      ),
      ("kit.train(1, {momentun=2})", "t.lua:1: unknown option 'momentun' to 'kit.train'; did you mean 'momentum'?"),
      (
        "kit.train(1, {zzzzzz=2})",
        "t.lua:1: unknown option 'zzzzzz' to 'kit.train'; known are lr, momentum, must, name, steps"
      ),
      ("kit.sizes({color='gren'})", #"t.lua:1: kit.sizes: one of "red", "green", "blue" wanted, got "gren""#),
      ("kit.block():size('x')", "t.lua:1: bad argument #1 'unit' to 'Block:size': number or nil wanted, got string"),
      ("kit.block().size(3)", "t.lua:1: 'Block:size' is a method of Block, called on number; call it with ':'"),
      ("kit.block():siez()", "t.lua:1: Block has no method or property 'siez'; did you mean 'size'?"),
      ("kit.block().bytes = 3", "t.lua:1: 'bytes' of Block cannot be set"),
      ("kit.block().label = 3", "t.lua:1: Block.label: string wanted, got number"),
      ("kit.block().lable = 3", "t.lua:1: Block has no method or property 'lable'; did you mean 'label'?"),
      ("kit.index(0, 3)", "t.lua:1: kit.index: index 0 does not exist: indices start at 1, and -1 is the last"),
      ("kit.index(4, 3)", "t.lua:1: kit.index: index 4 is out of range for size 3"),
      ("kit.index(-4, 3)", "t.lua:1: kit.index: index -4 is out of range for size 3"),
      ("kit.index(math.mininteger, 3)", "t.lua:1: kit.index: index -9223372036854775808 is out of range for size 3"),
      (
        "kit.numbers{{1, 2}, {3}}",
        "t.lua:1: kit.numbers: all rows must be of one length: row 2 has 1 items, the first has 2"
      ),
      ("kit.numbers{{1, 2}, {3, 'x'}}", "t.lua:1: kit.numbers: number wanted in the table at position 2, got string"),
      ("kit.numbers{1, {2}}", "t.lua:1: kit.numbers: number wanted in the table at position 2, got table"),
      ("local t = {} t[1] = t kit.numbers(t)", "t.lua:1: kit.numbers: tables nested more than 8 deep"),
      ("kit.list{1, 'x'}", "t.lua:1: kit.list: number wanted at position 2 of the table, got string"),
      ("kit.names{1}", "t.lua:1: kit.names: names wanted as keys, got number"),
      ("kit.takes_narrow(kit.base())", "t.lua:1: bad argument #1 'n' to 'kit.takes_narrow': Narrow wanted, got Base"),
      ("kit.fail(7)", "t.lua:1: kit.fail: trouble 7"),
      ("kit.nothing()", "t.lua:1: attempt to call a nil value (field 'nothing')"),
    ])
  func wrongArgument(call: String, message: String) {
    #expect(bench.error(call) == message)
  }

  @Test(
    "a right argument arrives",
    arguments: [
      ("kit.number(1.5)", ["1.5"]),
      ("kit.integer(3.0)", ["3"]),
      ("kit.integer(math.mininteger)", ["-9223372036854775808"]),
      ("kit.string('a\\0b') == 'a\\0b'", ["true"]),
      ("kit.bytes('\\255\\0') == '\\255\\0'", ["true"]),
      ("kit.bool()", ["true"]),
      ("kit.bool(false)", ["false"]),
      ("kit.any('x')", ["x"]),
      ("kit.any()", ["nil"]),
      ("kit.index(1, 3)", ["0"]),
      ("kit.index(-1, 3)", ["2"]),
      ("kit.range(2, -1, 5)", ["4"]),
      ("kit.range(2, 1, 5)", ["0"]),
      ("#kit.numbers(5)", ["1"]),
      ("kit.numbers{{1, 2}, {3, 4}}[4]", ["4.0"]),
      ("select(2, kit.numbers{{1, 2, 3}, {3, 4, 5}})[2]", ["3"]),
      ("#select(2, kit.numbers{})", ["1"]),
      ("kit.list{1, 2}[2]", ["2.0"]),
      ("kit.names{a=1}.a", ["1.0"]),
      ("#kit.sizes(2, 3, {color='blue'})", ["2"]),
      ("select(2, kit.sizes({2, 3}, {color='blue'}))", ["blue"]),
      ("#kit.sizes{color='blue'}", ["0"]),
      ("kit.rest(1, nil, nil)", ["3"]),
      ("kit.rest()", ["0"]),
      ("select('#', kit.many(5000))", ["5000"]),
      ("kit.train(1)", ["1.0 0.1 0.0 3 -"]),
      ("kit.train(1, nil)", ["1.0 0.1 0.0 3 -"]),
      ("kit.train(1, {steps=5, name='n'})", ["1.0 0.1 0.0 5 n"]),
      ("kit.fields().b, kit.fields().c[2], kit.fields().d", ["two", "2.5", "nil"]),
      ("kit.pi, kit.inner.one()", ["3.25", "1"]),
      ("kit.narrow():kind(), kit.narrow():who(), kit.narrow():only()", ["narrow", "narrow", "true"]),
      ("kit.wide():kind(), kit.wide():who()", ["base", "base"]),
      ("kit.takes_narrow(kit.narrow())", ["narrow"]),
      ("#kit.block(4), kit.block(4)(2), tostring(kit.block(4)), kit.block(3)[-1]", ["4", "8.0", "Block(4)", "2"]),
      ("(function() local b = kit.block() b.label = 'x' return b.label, b == b end)()", ["x", "true"]),
      ("kit.block():rename('x', {upper=true}).label", ["X"]),
      ("(function() local b = kit.block(3) b[2] = 7 return b.label end)()", ["1=7"]),
      ("(function() local f = kit.counter() f() return f() end)()", ["2"]),
      ("(kit.block(1) + kit.block(2)).bytes", ["3"]),
    ])
  func rightArgument(expression: String, results: [String]) throws {
    #expect(try bench.run("return \(expression)") == results)
  }

  @Test("the nearest name is the one with the fewest edits, or none")
  func nearest() {
    #expect(nearestName(to: "mommentum", among: ["lr", "momentum", "moment"]) == "momentum")
    #expect(nearestName(to: "xy", among: ["abc", "defgh"]) == nil)
    #expect(nearestName(to: "", among: ["a"]) == nil)
    #expect(
      nearestName(to: "form", among: ["from", "for"]) == "for" || nearestName(to: "form", among: ["from"]) == "from")
  }
}
