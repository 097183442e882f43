"""Makes one call with grpcio and prints its outcome as one line of JSON."""
import base64
import json

import grpc

from peer_settings import COMPRESSION, SETTINGS, pem


def decode(value):
    return base64.b64decode(value)


def describe(metadata):
    return {key: base64.b64encode(value if isinstance(value, bytes) else value.encode()).decode() for key, value in metadata or ()}


options = [("grpc.enable_http_proxy", 0), ("grpc.max_send_message_length", -1)]
if SETTINGS.get("tls"):
    credentials = grpc.ssl_channel_credentials(pem("authority.pem"), pem("client.key"), pem("client.pem"))
    channel = grpc.secure_channel(SETTINGS["target"], credentials, options, COMPRESSION)
else:
    channel = grpc.insecure_channel(SETTINGS["target"], options, COMPRESSION)
method = channel.unary_unary(SETTINGS["method"])
metadata = [(key, decode(value) if key.endswith("-bin") else decode(value).decode()) for key, value in SETTINGS["metadata"].items()]
try:
    reply, outcome = method.with_call(open(SETTINGS["request"], "rb").read(), timeout=SETTINGS["timeout"], metadata=metadata)
except grpc.RpcError as error:
    reply, outcome = b"", error
print(json.dumps({
    "code": outcome.code().value[0],
    "details": outcome.details() or "",
    "headers": describe(outcome.initial_metadata()),
    "trailers": describe(outcome.trailing_metadata()),
    "reply": base64.b64encode(reply).decode(),
}))
