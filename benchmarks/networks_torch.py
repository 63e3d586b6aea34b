"""The work of networks.lua in PyTorch; prints one JSON object of microseconds, the median of each."""

import argparse
import json
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

from vae_torch import VAE

parser = argparse.ArgumentParser()
parser.add_argument("--work", default="vae")
parser.add_argument("--rounds", type=int, default=60)
parser.add_argument("--threads", type=int, default=1)
options = parser.parse_args()
torch.set_num_threads(options.threads)
torch.manual_seed(1)


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)
        self.fc1, self.fc2 = nn.Linear(800, 500), nn.Linear(500, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return F.log_softmax(self.fc2(F.relu(self.fc1(x.view(-1, 800)))), 1)


def median(rounds, body):
    times = []
    for i in range(rounds + 3):
        start = time.perf_counter()
        body()
        if i >= 3:
            times.append((time.perf_counter() - start) * 1e6)
    return sorted(times)[(len(times) - 1) // 2]


def trainer(optimizer, loss):
    def step():
        optimizer.zero_grad()
        loss().backward()
        optimizer.step()

    return step


results = {}
few = max(options.rounds // 10, 5)


def vae():
    net, x = VAE(), torch.rand(128, 784)
    adam = torch.optim.Adam(net.parameters())
    results["VAE training step, batch 128"] = median(options.rounds, trainer(adam, lambda: net.loss(x)))


def cnn():
    net, images, targets = CNN(), torch.rand(64, 1, 28, 28), torch.randint(0, 10, (64,))
    adam = torch.optim.Adam(net.parameters())
    results["CNN training step, batch 64"] = median(
        options.rounds, trainer(adam, lambda: F.nll_loss(net(images), targets))
    )
    net.eval()
    with torch.no_grad():
        for batch in (1, 3, 64):
            some = torch.rand(batch, 1, 28, 28)
            results[f"CNN inference, batch {batch}"] = median(options.rounds * 3, lambda: net(some))


def alexnet():
    import torchvision

    net = torchvision.models.alexnet().eval()
    with torch.no_grad():
        for batch in (1, 16):
            images = torch.randn(batch, 3, 224, 224)
            results[f"AlexNet forward, batch {batch}"] = median(
                options.rounds if batch == 1 else few, lambda: net(images)
            )


def alexnet_training():
    import torchvision

    net, images, targets = torchvision.models.alexnet(), torch.randn(16, 3, 224, 224), torch.randint(0, 1000, (16,))
    sgd = torch.optim.SGD(net.parameters(), lr=1e-3, momentum=0.9)
    results["AlexNet training step, batch 16"] = median(
        few, trainer(sgd, lambda: F.cross_entropy(net(images), targets))
    )


def elementwise():
    x, y, matrix, row = torch.randn(1000000), torch.randn(1000000), torch.randn(1000, 1000), torch.randn(1000)
    rounds = options.rounds * 5
    with torch.no_grad():
        results["exp, 10^6"] = median(rounds, lambda: x.exp())
        results["tanh, 10^6"] = median(rounds, lambda: x.tanh())
        results["sum, 10^6"] = median(rounds, lambda: x.sum())
        results["softmax, 1000 rows of 1000"] = median(rounds, lambda: matrix.softmax(1))
        results["add, 10^6 to 10^6"] = median(rounds, lambda: x + y)
        results["add, a row to 1000 rows of 1000"] = median(rounds, lambda: matrix + row)


{work.__name__: work for work in (vae, cnn, alexnet, alexnet_training, elementwise)}[options.work]()
print(json.dumps(results))
