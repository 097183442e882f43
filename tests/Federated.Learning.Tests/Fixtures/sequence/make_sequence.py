#!/usr/bin/python3
"""Writes sequence.safetensors: recurrent layers, attention and encoder layers as PyTorch computes them.

Each case holds inputs, parameters, the output y, the derivatives of L = sum (y - target)^2 / 2 and the parameters after
20 steps of Adam (learning rate 0.01, epsilon in the metadata). For recurrent layers y is the output plus, broadcast over the steps,
every layer's last state (and cell). Run it beside the file: /usr/bin/python3 make_sequence.py
"""
import json
import struct

import numpy as np
import torch
import torch.nn as nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

STEPS, RATE = 20, 0.01
tensors, metadata = {}, {"torch": torch.__version__, "steps": str(STEPS), "rate": str(RATE)}
torch.manual_seed(20)


def keep(name, value):
    tensors[name] = value.detach().numpy().astype("<f4").copy()


def case(name, module, inputs, compute, epsilon=1e-8, **more):
    metadata[name] = str(epsilon)
    for key, value in more.items():
        keep(f"{name}/{key}", value)
    for key, value in inputs.items():
        keep(f"{name}/{key}", value)
        value.requires_grad_(True)
    for key, value in module.named_parameters():
        keep(f"{name}/initial/{key}", value)
    module.train()
    optimizer = torch.optim.Adam(module.parameters(), lr=RATE, eps=epsilon)
    target = None
    for step in range(STEPS):
        optimizer.zero_grad()
        for value in inputs.values():
            value.grad = None
        y = compute()
        if target is None:
            target = torch.randn_like(y)
            keep(f"{name}/target", target)
            keep(f"{name}/output", y)
        ((y - target) ** 2).sum().div(2).backward()
        if step == 0:
            for key, value in inputs.items():
                keep(f"{name}/gradient/{key}", value.grad)
            for key, value in module.named_parameters():
                keep(f"{name}/gradient/{key}", value.grad)
        optimizer.step()
    for key, value in module.named_parameters():
        keep(f"{name}/final/{key}", value)


def recurrent(name, kind, layers, lengths, **options):
    batch, time, width, hidden = 4, 6, 5, 9
    module = kind(width, hidden, layers, batch_first=True, **options)
    inputs = {"input": torch.randn(batch, time, width)}
    more = {}
    if lengths:
        inputs["state"] = torch.randn(layers, batch, hidden)
        if kind is nn.LSTM:
            inputs["cell"] = torch.randn(layers, batch, hidden)
        more["lengths"] = torch.tensor(lengths)

    def compute():
        x = inputs["input"]
        state = None
        if lengths:
            x = pack_padded_sequence(x, torch.tensor(lengths), batch_first=True, enforce_sorted=False)
            state = (inputs["state"], inputs["cell"]) if kind is nn.LSTM else inputs["state"]
        y, last = module(x, state)
        if lengths:
            y, _ = pad_packed_sequence(y, batch_first=True, total_length=time)
        last = torch.cat(last) if isinstance(last, tuple) else last
        return y + last.sum(0).unsqueeze(1)

    case(name, module, inputs, compute, **more)


LENGTHS = [3, 6, 1, 4]
for label, kind, options in (("rnn", nn.RNN, {}), ("rnn_relu", nn.RNN, {"nonlinearity": "relu"}), ("gru", nn.GRU, {}), ("lstm", nn.LSTM, {})):
    recurrent(label, kind, 2, None, **options)
    recurrent(f"{label}_lengths", kind, 2, LENGTHS, **options)


def masks(batch, time, causal, lengths):
    return (torch.triu(torch.ones(time, time, dtype=torch.bool), 1) if causal else None,
            torch.arange(time).unsqueeze(0) >= torch.tensor(lengths).unsqueeze(1) if lengths else None)


def attention(name, causal, lengths):
    batch, time, width, heads = 3, 7, 12, 3
    module = nn.MultiheadAttention(width, heads, batch_first=True)
    with torch.no_grad():
        module.in_proj_bias.normal_(0, 0.3)
        module.out_proj.bias.normal_(0, 0.3)
    x = torch.randn(batch, time, width)
    mask, padding = masks(batch, time, causal, lengths)
    case(name, module, {"input": x}, lambda: module(x, x, x, attn_mask=mask, key_padding_mask=padding, need_weights=False)[0], 1e-4,
         **({"lengths": torch.tensor(lengths)} if lengths else {}))


attention("attention", False, None)
attention("attention_causal", True, None)
attention("attention_padded", False, [7, 2, 5])
attention("attention_causal_padded", True, [3, 7, 1])


def encoder(name, norm_first, activation, causal, lengths, layers=1):
    batch, time, width, heads, feed = 3, 6, 12, 2, 20
    one = nn.TransformerEncoderLayer(width, heads, feed, dropout=0.0, activation=activation, batch_first=True, norm_first=norm_first)
    module = one if layers == 1 else nn.TransformerEncoder(one, layers, norm=nn.LayerNorm(width), enable_nested_tensor=False)
    with torch.no_grad():
        for value in module.parameters():
            if value.dim() == 1:
                value.add_(torch.randn_like(value) * 0.2)
    x = torch.randn(batch, time, width)
    mask, padding = masks(batch, time, causal, lengths)
    if layers == 1:
        compute = lambda: module(x, src_mask=mask, src_key_padding_mask=padding)
    else:
        compute = lambda: module(x, mask=mask, src_key_padding_mask=padding)
    case(name, module, {"input": x}, compute, 1e-4, **({"lengths": torch.tensor(lengths)} if lengths else {}))


encoder("encoder_post", False, "relu", False, None)
encoder("encoder_pre", True, "gelu", True, None)
encoder("encoder_pre_padded", True, "relu", False, [6, 3, 2])
encoder("encoder_stack", True, "relu", True, [2, 6, 4], layers=2)

header, offset = {"__metadata__": metadata}, 0
for key in sorted(tensors):
    size = tensors[key].nbytes
    header[key] = {"dtype": "F32", "shape": list(tensors[key].shape), "data_offsets": [offset, offset + size]}
    offset += size
text = json.dumps(header, separators=(",", ":")).encode()
text += b" " * (-len(text) % 8)
with open("sequence.safetensors", "wb") as file:
    file.write(struct.pack("<Q", len(text)) + text)
    for key in sorted(tensors):
        file.write(tensors[key].tobytes())
