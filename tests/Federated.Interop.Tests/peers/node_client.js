'use strict';
// Makes one call with grpc-js and prints its outcome as one line of JSON.
const fs = require('node:fs');
const grpc = require('@grpc/grpc-js');
const { settings, pem } = require('./settings');

const describe = (metadata) => Object.fromEntries(
  Object.entries(metadata?.getMap() ?? {}).map(([key, value]) => [key, Buffer.from(value).toString('base64')]));

const options = { 'grpc.enable_http_proxy': 0, 'grpc.max_send_message_length': -1 };
if (settings.gzip) options['grpc.default_compression_algorithm'] = grpc.compressionAlgorithms.gzip;
const credentials = settings.tls
  ? grpc.credentials.createSsl(pem('authority.pem'), pem('client.key'), pem('client.pem'))
  : grpc.credentials.createInsecure();
const client = new grpc.Client(settings.target, credentials, options);

const metadata = new grpc.Metadata();
for (const [key, value] of Object.entries(settings.metadata)) {
  const bytes = Buffer.from(value, 'base64');
  metadata.set(key, key.endsWith('-bin') ? bytes : bytes.toString());
}

const identity = (bytes) => bytes;
const outcome = { headers: {}, reply: '' };
const call = client.makeUnaryRequest(
  settings.method, identity, identity, fs.readFileSync(settings.request), metadata,
  { deadline: Date.now() + settings.timeout * 1000 },
  (error, reply) => { if (!error) outcome.reply = reply.toString('base64'); });
call.on('metadata', (headers) => { outcome.headers = describe(headers); });
call.on('status', (status) => {
  // The reply is handed over in the same turn as the status: print after both.
  setImmediate(() => {
    console.log(JSON.stringify({ ...outcome, code: status.code, details: status.details, trailers: describe(status.metadata) }));
    client.close();
  });
});
