"""What both Python peers share: their settings come as one JSON argument."""
import json
import pathlib
import sys

import grpc

SETTINGS = json.loads(sys.argv[1])
COMPRESSION = grpc.Compression.Gzip if SETTINGS.get("gzip") else grpc.Compression.NoCompression


def pem(name):
    return pathlib.Path(SETTINGS["tls"], name).read_bytes()
