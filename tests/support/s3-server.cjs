'use strict';

const S3rver = require('s3rver');

/* A server that speaks S3, for as long as the IPC channel to the test is open. */

const [directory, bucket, port] = process.argv.slice(2);
const server = new S3rver({
  directory,
  port: Number(port),
  address: '127.0.0.1',
  silent: true,
  configureBuckets: [{ name: bucket }],
});

process.once('disconnect', () => process.exit(0));
server.run().then(
  (address) => process.send({ port: address.port }),
  (error) => process.send({ error: error.message }, () => process.exit(1))
);
