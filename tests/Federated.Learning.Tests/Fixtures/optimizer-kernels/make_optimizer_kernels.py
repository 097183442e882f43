"""Writes optimizer-kernels.txt: 35 values after 20 steps of each optimiser of PyTorch, in float32.

Value i starts at 0.1*i - 1; its gradient at step t (from 1) is sin(3*i + t) * (1 + i/10), both rounded to float32.
Run from this folder: python3 make_optimizer_kernels.py
"""
import numpy
import torch

COUNT, STEPS = 35, 20
CASES = {
    "adam": lambda p: torch.optim.Adam([p], lr=0.01),
    "adam-penalty": lambda p: torch.optim.Adam([p], lr=0.01, betas=(0.8, 0.95), eps=1e-6, weight_decay=0.1),
    "adamw": lambda p: torch.optim.AdamW([p], lr=0.01, weight_decay=0.1),
    "sgd": lambda p: torch.optim.SGD([p], lr=0.01, weight_decay=0.1),
    "sgd-momentum": lambda p: torch.optim.SGD([p], lr=0.01, momentum=0.9, weight_decay=0.1),
    "sgd-nesterov": lambda p: torch.optim.SGD([p], lr=0.01, momentum=0.9, nesterov=True),
    "adagrad": lambda p: torch.optim.Adagrad([p], lr=0.05, lr_decay=0.1, weight_decay=0.1),
    "rmsprop": lambda p: torch.optim.RMSprop([p], lr=0.01, alpha=0.9, weight_decay=0.1),
    "rmsprop-momentum": lambda p: torch.optim.RMSprop([p], lr=0.01, alpha=0.9, momentum=0.5),
}

index = numpy.arange(COUNT)
with open("optimizer-kernels.txt", "w") as out:
    out.write(f"# torch {torch.__version__}\n")
    for name, make in CASES.items():
        p = torch.nn.Parameter(torch.tensor((0.1 * index - 1).astype("float32")))
        optimizer = make(p)
        for step in range(1, STEPS + 1):
            p.grad = torch.tensor((numpy.sin(3.0 * index + step) * (1 + index / 10)).astype("float32"))
            optimizer.step()
        out.write(name + " " + " ".join(f"{v:.9g}" for v in p.detach().numpy()) + "\n")
