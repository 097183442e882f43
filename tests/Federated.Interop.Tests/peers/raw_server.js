'use strict';
// Answers every call with the same raw bytes and grpc-status 0, without any gRPC library. Prints its port.
const http2 = require('node:http2');
const { settings } = require('./settings');

const server = http2.createServer();
server.on('stream', (stream) => {
  stream.resume();
  stream.on('error', () => {});
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  stream.end(Buffer.from(settings.body, 'base64'));
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
