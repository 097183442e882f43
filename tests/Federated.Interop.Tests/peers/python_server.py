"""Serves InteropService with grpcio until standard input closes. Prints its port."""
import sys
import time
from concurrent import futures

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

from peer_settings import COMPRESSION, SETTINGS, pem

pool = descriptor_pool.DescriptorPool()
file = descriptor_pb2.FileDescriptorSet.FromString(open(SETTINGS["descriptor"], "rb").read()).file[0]
pool.Add(file)


def message_class(name):
    descriptor = pool.FindMessageTypeByName("federated.interop.v1." + name)
    if hasattr(message_factory, "GetMessageClass"):
        return message_factory.GetMessageClass(descriptor)
    return message_factory.MessageFactory(pool).GetPrototype(descriptor)


CallRequest = message_class("CallRequest")
CallReply = message_class("CallReply")
CODES = {code.value[0]: code for code in grpc.StatusCode}


def call(request, context):
    asked = {key: value for key, value in context.invocation_metadata() if key in ("ask", "ask-bin")}
    context.send_initial_metadata([(key.replace("ask", "ahead"), value) for key, value in asked.items()])
    trailers = [(key.replace("ask", "after"), value) for key, value in asked.items()]
    if request.fail_code:
        context.set_trailing_metadata(trailers + [("grpc-status-details-bin", request.fail_details)])
        context.abort(CODES[request.fail_code], request.fail_message)
    until = time.monotonic() + request.delay_milliseconds / 1000
    while time.monotonic() < until and context.is_active():
        time.sleep(0.01)
    context.set_trailing_metadata(trailers)
    return CallReply(text=request.text, payload=bytes(request.reply_bytes) if request.reply_bytes else request.payload)


server = grpc.server(futures.ThreadPoolExecutor(4), compression=COMPRESSION)
handler = grpc.unary_unary_rpc_method_handler(call, CallRequest.FromString, CallReply.SerializeToString)
server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler("federated.interop.v1.InteropService", {"Call": handler})])
if SETTINGS.get("tls"):
    credentials = grpc.ssl_server_credentials([(pem("server.key"), pem("server.pem"))], pem("authority.pem"), require_client_auth=True)
    port = server.add_secure_port("127.0.0.1:0", credentials)
else:
    port = server.add_insecure_port("127.0.0.1:0")
server.start()
print(port, flush=True)
sys.stdin.read()
server.stop(0)
