"""What both sides of a benchmark run in: the environment without the variables that tell a library which kernels to use or how
many threads, so that each side chooses for this machine."""

import os

environment = {
    name: value for name, value in os.environ.items() if not name.startswith(("OPENBLAS_", "MKL_", "OMP_", "ONEDNN_"))
}
