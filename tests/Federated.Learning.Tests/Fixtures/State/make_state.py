#!/usr/bin/env python3
"""Makes peer.safetensors and peer_types.safetensors with numpy, laid out as Python's safetensors package writes files, and reads one back.

    /usr/bin/python3 make_state.py             writes both files beside this script (metadata carries numpy's version)
    /usr/bin/python3 make_state.py --read F    prints the tensors of F as numpy sees them, after checking the layout

The layout (https://huggingface.co/docs/safetensors): u64 little-endian length N of the header; N bytes of UTF-8 JSON that begin with '{' and may end
in spaces; then the values, little-endian and row-major, without holes. The package sorts tensors by falling element size, then by name, and pads the
header to a multiple of eight.
"""
import json, os, struct, sys
import numpy as np

NAMES = {"float16": "F16", "float32": "F32", "float64": "F64", "int64": "I64", "uint8": "U8", "bool": "BOOL"}
FOLDER = os.path.dirname(os.path.abspath(__file__))


def write(path, tensors):
    order = sorted(tensors.items(), key=lambda item: (-item[1].dtype.itemsize, item[0]))
    header, offset, data = {"__metadata__": {"format": "np", "numpy": np.__version__}}, 0, b""
    for name, values in order:
        content = np.ascontiguousarray(values).astype(values.dtype.newbyteorder("<")).tobytes()
        header[name] = {"dtype": NAMES[values.dtype.name], "shape": list(values.shape), "data_offsets": [offset, offset + len(content)]}
        offset += len(content)
        data += content
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def read(path):
    with open(path, "rb") as file:
        content = file.read()
    length, = struct.unpack_from("<Q", content)
    text, data = content[8:8 + length], content[8 + length:]
    assert text[:1] == b"{" and length % 8 == 0, "header"
    header = json.loads(text)
    print("__metadata__", header.pop("__metadata__", {}))
    types, end = {code: name for name, code in NAMES.items()}, 0
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        begin, stop = entry["data_offsets"]
        assert begin == end, f"{name}: a hole or an overlap"
        end = stop
        values = np.frombuffer(data[begin:stop], np.dtype(types[entry["dtype"]]).newbyteorder("<")).reshape(entry["shape"])
        assert (8 + length + begin) % values.dtype.itemsize == 0, f"{name}: not aligned"
        print(name, entry["dtype"], values.shape, values.tolist())
    assert end == len(data), "bytes after the last tensor"


if sys.argv[1:2] == ["--read"]:
    read(sys.argv[2])
else:
    write(os.path.join(FOLDER, "peer.safetensors"), {
        "layers.0.weight": (np.arange(6, dtype=np.float32).reshape(2, 3) - 2.5) / 3,
        "layers.0.bias": np.array([np.float32(1e-45), np.float32(-3.4028235e38)]),
        "größe": np.array(np.pi),
        "empty": np.zeros((0, 4), np.float32),
        "limits": np.array([np.inf, -np.inf, 5e-324, -0.0]),
    })
    write(os.path.join(FOLDER, "peer_types.safetensors"), {
        "half": np.arange(3, dtype=np.float16), "ids": np.arange(4, dtype=np.int64).reshape(2, 2),
        "mask": np.array([True, False, True]), "bytes": np.arange(5, dtype=np.uint8), "single": np.array([1.0, 2.0, 6.0, np.nan], np.float32),
    })
