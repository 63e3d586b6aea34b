"""PyTorch's dense VAE example on MNIST, to hold beside `workbench scripts/train_vae.lua`: one JSON line a seed with the test loss
after each epoch (binary cross-entropy + KL, nats per image, over the 10,000 test images, as the example prints it).

The example's network, Adam at 0.001, batches of 128 and 10 epochs.

    python benchmarks/vae_mnist_torch.py --data DIR [--seeds 1-3] [--epochs 10] [--threads 1]

DIR holds MNIST's four files (`train-images-idx3-ubyte.gz` and so on, packed or not).
"""

import argparse
import gzip
import json
from pathlib import Path

import torch

from vae_torch import VAE


def images(folder: Path, name: str) -> torch.Tensor:
    path = folder / name
    raw = path.read_bytes() if path.exists() else gzip.decompress((folder / f"{name}.gz").read_bytes())
    pixels = torch.frombuffer(bytearray(raw), dtype=torch.uint8, offset=16)
    return pixels.reshape(-1, 784).float() / 255


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seeds", default="1-3")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    train, test = images(args.data, "train-images-idx3-ubyte"), images(args.data, "t10k-images-idx3-ubyte")
    first, _, last = args.seeds.partition("-")
    for seed in range(int(first), int(last or first) + 1):
        torch.manual_seed(seed)
        net = VAE()
        adam = torch.optim.Adam(net.parameters(), lr=1e-3)
        losses = []
        for _ in range(args.epochs):
            for batch in torch.randperm(len(train)).split(128):
                adam.zero_grad()
                net.loss(train[batch]).backward()
                adam.step()
            with torch.no_grad():
                losses.append(sum(net.loss(part).item() for part in test.split(128)) / len(test))
        print(json.dumps({"seed": seed, "test_loss": losses}), flush=True)


if __name__ == "__main__":
    main()
