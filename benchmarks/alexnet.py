"""AlexNet beside torchvision's: python3 benchmarks/alexnet.py [--workbench PATH]

Random weights that torchvision made go through a safetensors file into `models.alexnet`; logits and the gradients of every
parameter must agree. `python3` has torch, torchvision and safetensors. Exits with 1 where they do not.
"""

import argparse
import os
import subprocess
import sys
import tempfile

import torch
import torchvision
from safetensors.torch import load_file, save_file

here = os.path.dirname(os.path.abspath(__file__))
parser = argparse.ArgumentParser()
parser.add_argument("--workbench", default=os.path.join(here, "..", ".build", "release", "workbench"))
options = parser.parse_args()

torch.manual_seed(1)
net = torchvision.models.alexnet(weights=None, num_classes=100).eval()
# The default initialisation gives logits near 0: larger weights make the comparison a sharper one.
with torch.no_grad():
    for parameter in net.parameters():
        parameter *= 2
images, targets = torch.randn(3, 3, 224, 224), torch.tensor([0, 7, 99])
logits = net(images)
torch.nn.functional.cross_entropy(logits, targets).backward()

with tempfile.TemporaryDirectory() as folder:
    save_file(net.state_dict(), f"{folder}/weights.safetensors")
    save_file({"images": images, "targets": targets + 1}, f"{folder}/inputs.safetensors")
    subprocess.run([options.workbench, os.path.join(here, "alexnet.lua"), "--folder", folder], check=True)
    ours = load_file(f"{folder}/results.safetensors")

largest = (ours.pop("logits") - logits).abs().max().item()
print(f"logits up to {logits.abs().max().item():.3g}: the largest difference is {largest:.2g}")
worst = max(
    ((ours[name] - parameter.grad).abs().max() / parameter.grad.abs().max()).item()
    for name, parameter in net.named_parameters()
)
print(f"gradients of {len(ours)} parameters: the largest difference is {worst:.2g} of a parameter's largest")
sys.exit(largest > 1e-4 or worst > 1e-4)
