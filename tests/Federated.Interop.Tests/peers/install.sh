#!/bin/sh
# Installs the peers of the interoperation tests: python3-grpcio from Debian, grpc-js from npm.
set -eu
cd "$(dirname "$0")"

if ! /usr/bin/python3 -c 'import grpc, google.protobuf' 2>/dev/null; then
    if [ "$(id -u)" -eq 0 ]; then elevate=''; else elevate='sudo'; fi
    $elevate apt-get update -q
    DEBIAN_FRONTEND=noninteractive $elevate apt-get install -y -q --no-install-recommends python3-grpcio python3-protobuf
fi

npm ci --no-progress
