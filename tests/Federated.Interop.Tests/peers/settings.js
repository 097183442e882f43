'use strict';
// What both JavaScript peers share: their settings come as one JSON argument.
const fs = require('node:fs');
const path = require('node:path');

const settings = JSON.parse(process.argv[2]);
const pem = (name) => fs.readFileSync(path.join(settings.tls, name));

module.exports = { settings, pem };
