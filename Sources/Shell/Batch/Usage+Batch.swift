extension Usage {
  static let batch = """
    usage: workbench batch [options] DIR… [-- ARGS]
           workbench DIR [options] [-- ARGS]

    Runs every *.lua of each DIR in order of name (or the scripts named), each in a process and a working folder of its
    own, runs/NAME/SCRIPT, which also gets its log (batch.log) and how it ended (batch.json). ARGS are for every script.

      --jobs N        run up to N scripts at the same time (1)
      --threads N     threads that all of them have together (the processors, or --jobs if that is more)
      --timeout S     stop a script after so many seconds
      --memory SIZE   most memory of a script for Lua and tensors together (500M, 2G;
                      nine tenths of the machine's, divided among the jobs)
      --seed N        seed of every script
      --filter GLOB   only scripts of such names, and those that they need; may be given again
      --report FILE   write a report, JUnit XML (.xml) or JSON (.json); may be given again
      --runs DIR      where the run folders are made (runs)
      --resume        run only what has not succeeded, or has changed since
      --fail-fast     stop at the first failure
      -E, -W, --lax-globals, --bytecode   as for a single script
      --help          this text

    A script's own comments at its top come first: -- workbench: timeout=60 needs=train_vae.lua threads=1 memory=1G
    Exit status: the largest of the scripts' (0 success, 1 failed, 124 timed out, 128+n killed by signal n);
    2 nothing was run, 130 interrupted.
    """
}
