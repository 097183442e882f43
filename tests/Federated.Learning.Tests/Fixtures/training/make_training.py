#!/usr/bin/env python3
"""Losses and optimiser steps computed by PyTorch, for LossFixtureTests and OptimizerFixtureTests.

    env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE /usr/bin/python3 make_training.py

writes training.safetensors beside this file (Debian's python3-torch; its version is in the file's metadata).
Losses are computed in float64 on float32 inputs; optimisers run in float32, 20 steps each.
"""
import json, math, pathlib, struct

import numpy as np
import torch
import torch.nn.functional as F

SEED = 3
rng = np.random.default_rng(SEED)
tensors = {}


def put(name, value, kind=np.float32):
    tensors[name] = np.ascontiguousarray(np.asarray(value, dtype=kind))


def uniform(*shape, scale=1.0):
    return rng.uniform(-scale, scale, shape).astype(np.float32)


def loss_case(name, outputs, labels, weights, mean, total):
    """mean, total: functions of float64 tensors (outputs, labels, weights) with PyTorch's definition of either reduction."""
    put(f"loss.{name}.outputs", outputs)
    put(f"loss.{name}.labels", labels)
    put(f"loss.{name}.weights", weights if weights is not None else np.zeros(0))
    for kind, rule in (("mean", mean), ("sum", total)):
        x = torch.tensor(outputs, dtype=torch.float64, requires_grad=True)
        value = rule(x, torch.tensor(labels, dtype=torch.float64), None if weights is None else torch.tensor(weights, dtype=torch.float64))
        value.backward()
        put(f"loss.{name}.{kind}", [float(value)], np.float64)
        put(f"loss.{name}.{kind}_gradient", x.grad.numpy(), np.float64)


def reductions(rule):
    return (lambda x, y, w: rule(x, y, "mean")), (lambda x, y, w: rule(x, y, "sum"))


rows = 21
z, y = uniform(rows, scale=6), rng.integers(0, 2, rows).astype(np.float32)
loss_case("bce", z, y, None, *reductions(lambda x, y, r: F.binary_cross_entropy_with_logits(x, y, reduction=r)))
p = torch.tensor(2.5, dtype=torch.float64)
loss_case("bce_positive", z, y, None, *reductions(lambda x, y, r: F.binary_cross_entropy_with_logits(x, y, pos_weight=p, reduction=r)))
w = np.abs(uniform(rows, scale=2))
loss_case("bce_weighted", z, y, w,
          lambda x, y, w: F.binary_cross_entropy_with_logits(x, y, weight=w, reduction="sum") / w.sum(),
          lambda x, y, w: F.binary_cross_entropy_with_logits(x, y, weight=w, reduction="sum"))
loss_case("bce_labels", uniform(rows, 5, scale=4), rng.uniform(0, 1, (rows, 5)).astype(np.float32), None,
          *reductions(lambda x, y, r: F.binary_cross_entropy_with_logits(x, y, reduction=r)))

logits, classes = uniform(rows, 17, scale=5), rng.integers(0, 17, rows).astype(np.float32)
loss_case("cross", logits, classes, None, *reductions(lambda x, y, r: F.cross_entropy(x, y.long(), reduction=r)))
some = classes.copy(); some[[2, 7, 20]] = -100
loss_case("cross_ignored", logits, some, None, *reductions(lambda x, y, r: F.cross_entropy(x, y.long(), ignore_index=-100, label_smoothing=0.1, reduction=r)))
cw = np.linspace(0.2, 3, 17)
put("loss.cross_classes.class_weights", cw, np.float64)
loss_case("cross_classes", logits, some, None,
          *reductions(lambda x, y, r: F.cross_entropy(x, y.long(), weight=torch.tensor(cw), ignore_index=-100, label_smoothing=0.2, reduction=r)))
loss_case("cross_weighted", logits, classes, w,
          lambda x, y, w: (F.cross_entropy(x, y.long(), reduction="none") * w).sum() / w.sum(),
          lambda x, y, w: (F.cross_entropy(x, y.long(), reduction="none") * w).sum())
log_q = np.concatenate([np.zeros((rows, 1), np.float32), np.log(rng.uniform(0.01, 1, (rows, 17))).astype(np.float32)], 1)
loss_case("sampled", logits, log_q, None, *reductions(lambda x, y, r: F.cross_entropy(x - y[:, 1:], y[:, 0].long(), reduction=r)))
pair = uniform(rows, 4, scale=3)
loss_case("bpr", pair, np.zeros(rows, np.float32), None,
          lambda x, y, w: -F.logsigmoid(x[:, :1] - x[:, 1:]).mean(), lambda x, y, w: -F.logsigmoid(x[:, :1] - x[:, 1:]).mean(1).sum())

real = uniform(rows, 3, scale=3)
target = uniform(rows, 3, scale=3)
loss_case("squared", real, target, None, *reductions(lambda x, y, r: F.mse_loss(x, y, reduction=r)))
loss_case("huber", real, target, None, *reductions(lambda x, y, r: F.huber_loss(x, y, delta=1.3, reduction=r)))
loss_case("poisson", real, np.floor(np.abs(target) * 2), None, *reductions(lambda x, y, r: F.poisson_nll_loss(x, y, log_input=True, full=False, reduction=r)))
both = uniform(rows, 2, scale=2)
loss_case("gaussian", both, uniform(rows, scale=2), None, *reductions(lambda x, y, r: F.gaussian_nll_loss(x[:, 0], y, x[:, 1].exp(), reduction=r)))


def divergence(x, d, k):
    mean, log_variance = x[:, d:d + k], x[:, d + k:]
    normal = torch.distributions.Normal(torch.zeros((), dtype=x.dtype), torch.ones((), dtype=x.dtype))
    return torch.distributions.kl_divergence(torch.distributions.Normal(mean, (log_variance / 2).exp()), normal).sum()


variational = uniform(rows, 9 + 2 * 4, scale=2)
gauss = lambda x, y: -torch.distributions.Normal(x[:, :9], math.sqrt(0.7)).log_prob(y).sum() + 0.5 * divergence(x, 9, 4)
loss_case("gaussian_elbo", variational, uniform(rows, 9), None, lambda x, y, w: gauss(x, y) / rows, lambda x, y, w: gauss(x, y))
bits = rng.integers(0, 2, (rows, 9)).astype(np.float32)
bernoulli = lambda x, y: F.binary_cross_entropy_with_logits(x[:, :9], y, reduction="sum") + divergence(x, 9, 4)
loss_case("bernoulli_elbo", variational, bits, None, lambda x, y, w: bernoulli(x, y) / rows, lambda x, y, w: bernoulli(x, y))

# ---------------------------------------------------------------- optimisers on a perceptron
features, target = uniform(32, 10), rng.integers(0, 2, 32).astype(np.float32)
start = [uniform(8, 10, scale=0.3), uniform(8, scale=0.3), uniform(1, 8, scale=0.3), uniform(1, scale=0.3)]
put("mlp.features", features); put("mlp.labels", target)
for k, v in enumerate(start):
    put(f"mlp.start.{k}", v)
O = torch.optim
DENSE = {
    "sgd": lambda p: O.SGD(p, lr=0.1), "sgd_decay": lambda p: O.SGD(p, lr=0.1, weight_decay=0.05),
    "sgd_momentum": lambda p: O.SGD(p, lr=0.05, momentum=0.9), "sgd_dampened": lambda p: O.SGD(p, lr=0.05, momentum=0.9, dampening=0.3, weight_decay=0.01),
    "sgd_nesterov": lambda p: O.SGD(p, lr=0.05, momentum=0.9, nesterov=True, weight_decay=0.01),
    "adam": lambda p: O.Adam(p, lr=0.01), "adam_l2": lambda p: O.Adam(p, lr=0.01, weight_decay=0.1, betas=(0.8, 0.95)),
    "adamw": lambda p: O.AdamW(p, lr=0.01, weight_decay=0.2),
    "adagrad": lambda p: O.Adagrad(p, lr=0.05), "adagrad_all": lambda p: O.Adagrad(p, lr=0.05, lr_decay=0.1, weight_decay=0.05, initial_accumulator_value=0.01),
    "rmsprop": lambda p: O.RMSprop(p, lr=0.005), "rmsprop_momentum": lambda p: O.RMSprop(p, lr=0.005, alpha=0.9, momentum=0.5, weight_decay=0.05),
    "rmsprop_centered": lambda p: O.RMSprop(p, lr=0.005, alpha=0.9, centered=True, weight_decay=0.05),
    "clip_norm": lambda p: O.SGD(p, lr=0.5), "clip_value": lambda p: O.SGD(p, lr=0.5),
}
for name, make in DENSE.items():
    ps = [torch.tensor(v, requires_grad=True) for v in start]
    opt, losses = make(ps), []
    for _ in range(20):
        opt.zero_grad()
        hidden = torch.relu(F.linear(torch.tensor(features), ps[0], ps[1]))
        loss = F.binary_cross_entropy_with_logits(F.linear(hidden, ps[2], ps[3]).squeeze(1), torch.tensor(target))
        loss.backward()
        if name == "clip_norm":
            torch.nn.utils.clip_grad_norm_(ps, 0.1)
        if name == "clip_value":
            torch.nn.utils.clip_grad_value_(ps, 0.01)
        opt.step()
        losses.append(float(loss))
    put(f"mlp.{name}.losses", losses, np.float64)
    for k, p in enumerate(ps):
        put(f"mlp.{name}.{k}", p.detach().numpy())

# ---------------------------------------------------------------- sparse and dense steps of a table, gradients given
table, steps, reads = uniform(20, 7), 20, 6
rows_read = rng.integers(0, 15, (steps, reads))
slopes = uniform(steps, reads, 7, scale=0.01)
put("table.start", table); put("table.rows", rows_read); put("table.slopes", slopes)
TABLE = {
    "sparse_adam": (True, lambda p: O.SparseAdam(p, lr=0.01)), "sparse_adagrad": (True, lambda p: O.Adagrad(p, lr=0.05)),
    "sparse_sgd": (True, lambda p: O.SGD(p, lr=0.5)), "adam": (False, lambda p: O.Adam(p, lr=0.01)), "sgd_momentum": (False, lambda p: O.SGD(p, lr=0.5, momentum=0.9)),
}
for name, (sparse, make) in TABLE.items():
    p = torch.tensor(table, requires_grad=True)
    opt = make([p])
    for s in range(steps):
        g = torch.sparse_coo_tensor(torch.tensor(rows_read[s][None]), torch.tensor(slopes[s]), p.shape)
        p.grad = g if sparse else g.to_dense()
        opt.step()
    put(f"table.{name}", p.detach().numpy())


def write(path):
    header, data, offset = {"__metadata__": {"torch": torch.__version__, "seed": str(SEED), "made_by": "make_training.py"}}, [], 0
    for name in sorted(tensors):
        value = tensors[name]
        raw = value.tobytes()
        header[name] = {"dtype": {"float32": "F32", "float64": "F64"}[str(value.dtype)], "shape": list(value.shape), "data_offsets": [offset, offset + len(raw)]}
        data.append(raw)
        offset += len(raw)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(data))


for name in [n for n, v in tensors.items() if v.size == 0]:
    del tensors[name]
write(pathlib.Path(__file__).with_name("training.safetensors"))
