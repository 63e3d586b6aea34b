import LuaBridge

/// What the program says about itself; all its sentences are here.
enum Usage {
  static let text = """
    usage: workbench [options] [script.lua [args]]
           workbench batch DIR…      runs folders of scripts; 'workbench batch --help' says how
           workbench doctor          says what the program finds on this machine, and what is missing

      -e CHUNK        run a chunk of Lua
      -l MODULE       require a module into a global of its name (-l x=MODULE: into x)
      -i              a prompt after the script
      -v, --version   versions
      -E              ignore LUA_INIT, LUA_PATH and LUA_CPATH
      -W              show what warn() says
      -               run standard input
      --              end of options
      --seed N        seed of every random stream
      --threads N     most threads for numerics
      --memory SIZE   most memory for Lua and tensors together (500M, 2G)
      --timeout S     stop after so many seconds, with status 124
      --lax-globals   reading an undefined global is nil, not an error
      --bytecode      take binary chunks, which Lua does not check: they can crash the program
      --help          this text

    workbench help [TOPIC] explains a function, class or module
    workbench help [--reference DIR] [--stubs DIR] writes the reference pages, and stubs for lua-language-server

    Without a script: a prompt on a terminal, else standard input is run.
    Exit status: 0 success, 1 the script failed, 2 bad usage, 124 timed out, 130 interrupted.
    """

  static let options = [
    "-e", "-l", "-i", "-v", "-E", "-W", "--seed", "--threads", "--memory", "--timeout", "--lax-globals",
    "--bytecode", "--help", "--version",
  ]
}

extension UsageError: CustomStringConvertible {
  var description: String {
    switch self {
    case .unknownOption(let option) where BatchOptions.names.contains(option):
      "'\(option)' goes after 'workbench batch DIR'"
    case .unknownOption(let option):
      "unknown option '\(option)'"
        + (option.count > 3
          ? nearestName(to: option, among: Usage.options).map { "; did you mean '\($0)'?" } ?? "" : "")
    case .missingValue(let option, let wanted): "'\(option)' needs \(wanted)"
    case .badValue(let option, let wanted, let got): "'\(option)': \(wanted) wanted, got '\(got)'"
    case .surplus(let argument, let command): "'\(argument)' after '\(command)' makes no sense"
    }
  }
}
