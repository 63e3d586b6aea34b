#!/usr/bin/env python3
"""Reading 100 MB of float32 from each kind of file, beside the libraries that wrote it, in turns; the files are in the
page cache. Milliseconds: median and fastest.

    python3 benchmarks/files.py [--program .build/release/workbench] [--runs 7] [--threads 1]

`python3` has numpy, torch and safetensors.
"""
import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--program", default=".build/release/workbench")
parser.add_argument("--runs", type=int, default=7)
parser.add_argument("--threads", type=int, default=1)
options = parser.parse_args()
os.environ["OMP_NUM_THREADS"] = str(options.threads)

import numpy as np
import safetensors.torch
import torch

torch.set_num_threads(options.threads)
with tempfile.TemporaryDirectory() as folder:
    tensors = {f"layer{i}.weight": torch.randn(1000, 2500) for i in range(10)}
    arrays = {name: tensor.numpy() for name, tensor in tensors.items()}
    np.save(f"{folder}/a.npy", np.stack(list(arrays.values())))
    np.savez(f"{folder}/a.npz", **arrays)
    np.savez_compressed(f"{folder}/packed.npz", **arrays)
    safetensors.torch.save_file(tensors, f"{folder}/a.safetensors")
    torch.save(tensors, f"{folder}/a.pt")
    torch.save(tensors, f"{folder}/legacy.pt", _use_new_zipfile_serialization=False)
    torch.save({name: tensor.half() for name, tensor in tensors.items()}, f"{folder}/half.pt")

    def npz(path):
        with np.load(path) as file:
            return [file[name] for name in file.files]

    peers = {
        "a.npy": ("np.load", np.load),
        "a.npz": ("np.load", npz),
        "packed.npz": ("np.load", npz),
        "a.safetensors": ("safetensors.torch.load_file", safetensors.torch.load_file),
        "a.pt": ("torch.load", torch.load),
        "legacy.pt": ("torch.load", torch.load),
        "half.pt": ("torch.load", torch.load),
    }
    ours = {name: [] for name in peers}
    theirs = {name: [] for name in peers}
    for run in range(options.runs):
        command = [options.program, "--threads", str(options.threads), "benchmarks/files.lua", folder, *peers]
        result = subprocess.run(command, capture_output=True, check=True)
        for name, seconds in json.loads(result.stdout).items():
            ours[name].append(seconds * 1e3)
        for name, (_, load) in peers.items():
            start = time.perf_counter()
            loaded = load(f"{folder}/{name}")
            # What maps the file has not read it yet.
            values = loaded.values() if isinstance(loaded, dict) else [loaded] if hasattr(loaded, "shape") else loaded
            for value in values:
                value.reshape(-1)[::1024].sum()
            theirs[name].append((time.perf_counter() - start) * 1e3)

print("| file | the peer | its ms (fastest) | workbench (fastest) | the peer takes |\n| --- | --- | --- | --- | --- |")
for name, (peer, _) in peers.items():
    a, b = statistics.median(theirs[name]), statistics.median(ours[name])
    print(f"| {name} | {peer} | {a:.1f} ({min(theirs[name]):.1f}) | {b:.1f} ({min(ours[name]):.1f}) | {a / b:.2f} times as long |")
