"""Writes modules.safetensors: values and gradients of single operations and modules, and 20 Adam steps of small models, computed by PyTorch.

Run with Debian's python3 (package python3-torch): python3 make_modules.py
The layout is written by hand: eight bytes of header length, a JSON header, the float32 data.
"""
import json
import struct
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

SEED = 20240607
torch.manual_seed(SEED)
torch.set_num_threads(1)
TENSORS = {}


def keep(name, values):
    if isinstance(values, torch.Tensor):
        values = values.detach().numpy()
    TENSORS[name] = np.array(values, dtype=np.float32, order="C")


def single(case, compute, inputs, parameters=None, indices=None):
    """Keeps inputs, parameters, output, a fixed output gradient and all gradients."""
    inputs = {name: value.clone().requires_grad_(True) for name, value in inputs.items()}
    parameters = {name: value.detach().clone().requires_grad_(True) for name, value in (parameters or {}).items()}
    for name, value in (indices or {}).items():
        keep(f"{case}/{name}", value)
    output = compute(inputs, parameters)
    slope = torch.randn(output.shape)
    output.backward(slope)
    keep(f"{case}/output", output)
    keep(f"{case}/slope", slope)
    for name, value in {**inputs, **parameters}.items():
        keep(f"{case}/{name}", value)
        keep(f"{case}/gradient.{name}", value.grad)


def of(module):
    """A module as a function of inputs and parameters."""
    def compute(inputs, parameters):
        return torch.nn.utils.stateless.functional_call(module, parameters, (inputs["x"],))
    return compute


def module_case(case, module, x):
    single(case, of(module), {"x": x}, dict(module.named_parameters()))


def elementwise():
    x = torch.cat([torch.randn(60) * 3, torch.tensor([-30.0, -12.0, -0.001, 0.0, 1e-4, 9.0, 25.0])])
    functions = {
        "relu": F.relu, "sigmoid": torch.sigmoid, "tanh": torch.tanh, "softplus": F.softplus, "leaky_relu": F.leaky_relu, "elu": F.elu, "gelu": F.gelu,
        "silu": F.silu, "softplus_beta": lambda v: F.softplus(v, beta=2, threshold=3), "square": torch.square, "absolute": torch.abs,
        "clamp": lambda v: torch.clamp(v, -1, 2), "exp": lambda v: torch.exp(v / 3),
    }
    for name, function in functions.items():
        single(name, lambda i, _: function(i["x"]), {"x": x})
    positive = torch.rand(35) * 4 + 1e-3
    for name, function in {"log": torch.log, "square_root": torch.sqrt, "power": lambda v: torch.pow(v, 1.7)}.items():
        single(name, lambda i, _: function(i["x"]), {"x": positive})
    a, b = torch.randn(3, 1, 5), torch.randn(4, 1)
    for name, function in {"add": torch.add, "subtract": torch.sub, "multiply": torch.mul, "maximum": torch.maximum, "minimum": torch.minimum}.items():
        single(name, lambda i, _: function(i["a"], i["b"]), {"a": a, "b": b})
    single("divide", lambda i, _: i["a"] / i["b"], {"a": a, "b": torch.rand(4, 1) + 0.5})
    tied = torch.tensor([1.0, -2.0, 3.0])
    single("maximum_tied", lambda i, _: torch.maximum(i["a"], i["b"]), {"a": tied, "b": torch.tensor([1.0, -3.0, 3.0])})


def shapes():
    x = torch.randn(4, 3, 21)
    single("sum_over_last", lambda i, _: i["x"].sum(-1), {"x": x})
    single("mean_over_last", lambda i, _: i["x"].mean(-1), {"x": x})
    single("mean_of_all", lambda i, _: i["x"].mean(), {"x": x})
    single("maximum_over_last", lambda i, _: i["x"].max(-1)[0], {"x": x})
    single("log_sum_exp", lambda i, _: torch.logsumexp(i["x"] * 20, -1), {"x": x})
    single("concatenate", lambda i, _: torch.cat([i["a"], i["b"]], -1), {"a": torch.randn(3, 2), "b": torch.randn(3, 19)})
    single("slice", lambda i, _: i["x"][:, 1:3], {"x": x})
    single("permute", lambda i, _: i["x"].permute(2, 0, 1), {"x": x})


def windows():
    image = torch.randn(3, 4, 9, 8)
    module_case("conv2d", nn.Conv2d(4, 6, 3), image)
    module_case("conv2d_options", nn.Conv2d(4, 6, (3, 2), stride=(2, 1), padding=(2, 1), dilation=(1, 2), groups=2), image)
    module_case("conv2d_pixel", nn.Conv2d(4, 5, 1, bias=False), image)
    module_case("conv1d", nn.Conv1d(4, 3, 3, stride=2, padding=2, dilation=2), torch.randn(2, 4, 15))
    single("max_pool2d", lambda i, _: F.max_pool2d(i["x"], (3, 2), (2, 1), (1, 1), (1, 2)), {"x": image})
    single("max_pool1d", lambda i, _: F.max_pool1d(i["x"], 3, 2, 1), {"x": torch.randn(2, 3, 10)})
    single("average_pool2d", lambda i, _: F.avg_pool2d(i["x"], 3, 2, 1), {"x": image})
    single("average_pool2d_uncounted", lambda i, _: F.avg_pool2d(i["x"], 3, 2, 1, count_include_pad=False), {"x": image})
    single("average_pool1d", lambda i, _: F.avg_pool1d(i["x"], 3, 2, 1), {"x": torch.randn(2, 3, 10)})
    single("global_average_pool", lambda i, _: F.adaptive_avg_pool2d(i["x"], 1).flatten(1), {"x": image})
    single("global_maximum_pool", lambda i, _: F.adaptive_max_pool2d(i["x"], 1).flatten(1), {"x": image})


def shaken(module):
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.5)
    return module


def normalisations():
    module_case("linear", nn.Linear(19, 7), torch.randn(5, 19))
    module_case("layer_norm", shaken(nn.LayerNorm(21)), torch.randn(4, 3, 21) * 2 + 1)
    module_case("layer_norm_plain", nn.LayerNorm((3, 21), elementwise_affine=False), torch.randn(4, 3, 21))
    module_case("group_norm", shaken(nn.GroupNorm(2, 6)), torch.randn(3, 6, 4, 5))
    module_case("group_norm_rows", shaken(nn.GroupNorm(2, 8)), torch.randn(3, 8))
    for case, module, x in [
        ("batch_norm_rows", shaken(nn.BatchNorm1d(21)), torch.randn(7, 21) * 3 - 1),
        ("batch_norm_images", shaken(nn.BatchNorm2d(3)), torch.randn(4, 3, 5, 6) + 2),
        ("batch_norm_plain", nn.BatchNorm1d(5, affine=False, momentum=0.3), torch.randn(4, 5, 7)),
    ]:
        module_case(case, module, x)
        # functional_call leaves the module's own statistics updated by the one training pass.
        keep(f"{case}/running_mean", module.running_mean)
        keep(f"{case}/running_var", module.running_var)
        keep(f"{case}/scored", module.eval()(x))


def lookups():
    table = torch.randn(9, 21)
    indices = torch.tensor([[4, 0, 4], [8, 2, 0]])
    single("embedding", lambda _, p: F.embedding(indices, p["weight"]), {}, {"weight": table}, {"indices": indices})
    single("embedding_padded", lambda _, p: F.embedding(indices, p["weight"], padding_idx=0), {}, {"weight": table}, {"indices": indices})
    offsets = torch.tensor([0, 3, 3, 5])
    flat = torch.tensor([1, 1, 8, 0, 2, 5, 0, 5])
    for mode in ("sum", "mean", "max"):
        single(f"embedding_bag_{mode}", lambda _, p: F.embedding_bag(indices, p["weight"], mode=mode), {}, {"weight": table}, {"indices": indices})
        single(f"embedding_bag_offsets_{mode}", lambda _, p: F.embedding_bag(flat, p["weight"], offsets, mode=mode), {}, {"weight": table}, {"indices": flat, "offsets": offsets})
        single(f"embedding_bag_padded_{mode}", lambda _, p: F.embedding_bag(flat, p["weight"], offsets, mode=mode, padding_idx=5), {}, {"weight": table}, {"indices": flat, "offsets": offsets})


def train(case, module, inputs, labels, forward=None):
    """20 steps of Adam (learning rate 0.01) on one batch: the loss before each step, and after the last."""
    forward = forward or module
    keep(f"{case}/labels", labels)
    for name, value in inputs.items():
        keep(f"{case}/{name}", value)
    for name, value in module.named_parameters():
        keep(f"{case}/initial.{name}", value)
    optimizer = torch.optim.Adam(module.parameters(), lr=0.01)
    losses = []
    for _ in range(20):
        optimizer.zero_grad()
        loss = F.cross_entropy(forward(*inputs.values()), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    losses.append(F.cross_entropy(forward(*inputs.values()), labels).item())
    keep(f"{case}/losses", losses)


class Text(nn.Module):
    def __init__(self):
        super().__init__()
        self.words = nn.EmbeddingBag(30, 8, mode="mean")
        self.norm = nn.LayerNorm(8)
        self.head = nn.Linear(8, 3)

    def forward(self, words):
        return self.head(self.norm(self.words(words)))


class Sequence(nn.Module):
    def __init__(self):
        super().__init__()
        self.items = nn.Embedding(20, 6, padding_idx=0)
        self.conv = nn.Conv1d(6, 8, 3, padding=1)
        self.norm = nn.GroupNorm(2, 8)
        self.head = nn.Linear(8, 3)

    def forward(self, items):
        return self.head(F.silu(self.norm(self.conv(self.items(items).transpose(1, 2)))).mean(-1))


def families():
    labels = torch.arange(16) % 3
    train("train_perceptron", nn.Sequential(nn.Linear(10, 20), nn.ReLU(), nn.LayerNorm(20), nn.Linear(20, 16), nn.Tanh(), nn.Linear(16, 12), nn.GELU(), nn.Linear(12, 3)), {"x": torch.randn(16, 10)}, labels)
    train("train_images", nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 6, 3), nn.ELU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(6, 3)),
        {"x": torch.randn(16, 1, 8, 8)}, labels)
    train("train_text", Text(), {"words": torch.randint(0, 30, (16, 5))}, labels)
    train("train_sequence", Sequence(), {"items": torch.randint(0, 20, (16, 7))}, labels)


def write(path):
    header, start = {"__metadata__": {"torch": torch.__version__, "seed": str(SEED), "script": "make_modules.py"}}, 0
    for name in sorted(TENSORS):
        values = TENSORS[name]
        header[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": [start, start + values.nbytes]}
        start += values.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(TENSORS[name].tobytes() for name in sorted(TENSORS)))


elementwise()
shapes()
windows()
normalisations()
lookups()
families()
write(Path(__file__).with_name("modules.safetensors"))
