'use strict';
// Serves InteropService with grpc-js until standard input closes. Prints its port.
const fs = require('node:fs');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');
const { settings, pem } = require('./settings');

const definition = loader.loadFileDescriptorSetFromBuffer(fs.readFileSync(settings.descriptor), { defaults: true });
const service = definition['federated.interop.v1.InteropService'];

function call(request, callback) {
  const asked = request.request;
  const headers = new grpc.Metadata();
  const trailers = new grpc.Metadata();
  for (const suffix of ['', '-bin']) {
    for (const value of request.metadata.get('ask' + suffix)) {
      headers.set('ahead' + suffix, value);
      trailers.set('after' + suffix, value);
    }
  }
  request.sendMetadata(headers);
  if (asked.fail_code) {
    trailers.set('grpc-status-details-bin', asked.fail_details);
    callback({ code: asked.fail_code, details: asked.fail_message, metadata: trailers });
    return;
  }
  const payload = asked.reply_bytes ? Buffer.alloc(asked.reply_bytes) : asked.payload;
  setTimeout(() => callback(null, { text: asked.text, payload }, trailers), asked.delay_milliseconds);
}

const server = new grpc.Server(settings.gzip ? { 'grpc.default_compression_algorithm': grpc.compressionAlgorithms.gzip } : {});
server.addService(service, { Call: call });
const credentials = settings.tls
  ? grpc.ServerCredentials.createSsl(pem('authority.pem'), [{ private_key: pem('server.key'), cert_chain: pem('server.pem') }], true)
  : grpc.ServerCredentials.createInsecure();
server.bindAsync('127.0.0.1:0', credentials, (error, port) => {
  if (error) throw error;
  console.log(port);
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
