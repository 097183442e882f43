'use strict';
// Posts raw bytes over HTTP/2 without any gRPC library and prints what came back as one line of JSON.
const fs = require('node:fs');
const http2 = require('node:http2');
const { settings } = require('./settings');

const session = http2.connect(`http://${settings.target}`);
const stream = session.request({
  ':method': 'POST', ':path': settings.method, 'content-type': 'application/grpc', te: 'trailers',
});
const answer = { http: 0, code: -1, length: 0 };
const take = (headers) => { if (headers['grpc-status'] !== undefined) answer.code = Number(headers['grpc-status']); };
stream.on('response', (headers) => { answer.http = headers[':status']; take(headers); });
stream.on('trailers', take);
stream.on('data', (bytes) => { answer.length += bytes.length; });
stream.on('close', () => { console.log(JSON.stringify(answer)); session.destroy(); });
stream.end(fs.readFileSync(settings.request));
