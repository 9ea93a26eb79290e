'use strict';

/*
 * A process that contends for the lease with the code that Strapi runs, steered over IPC by
 * lease-contender.ts.
 */
const { randomUUID } = require('node:crypto');
const path = require('node:path');

const knex = require('knex');

const server = path.resolve(__dirname, '../../node_modules/strapi-plugin-index-rebuild/dist/server/src');
const { CatalogTable } = require(`${server}/adapters/strapi/catalog`);
const { leaseTimings } = require(`${server}/domain/lease`);
const { keepLease } = require(`${server}/services/lease-keeper`);

const RETRY_MS = 5;
const { config, name, leaseSeconds } = JSON.parse(process.argv[2]);
const database = knex(config);
const timings = leaseTimings(leaseSeconds);
const catalog = new CatalogTable({ knex: database }, name, timings.leaseMs);

const pause = () => new Promise((resolve) => setTimeout(resolve, RETRY_MS));

const waitForTurn = async () => {
  for (let tries = 1; ; tries += 1) {
    const lease = await catalog.acquire(randomUUID());
    if (lease) return { lease, tries };
    await pause();
  }
};

/** One turn: its statements stand between two entries of the log, which the database puts in order. */
const takeTurn = async (lease) => {
  const note = (event) => database('turns').insert({ event, token: lease.token, pid: process.pid });
  await note('enter');
  const renewed = await catalog.renew(lease);
  const published = await catalog.setPointer(lease, `generation-${lease.token}`);
  await note('leave');
  await catalog.release(lease);
  return renewed && published;
};

/** Takes turns until there were `goal` of them; after each, another process must have had one. */
const contend = async ({ goal }) => {
  let turns = 0;
  let refused = 0;
  let last = -1;
  for (;;) {
    const { token } = await catalog.read();
    if (token >= goal) return { turns, refused };
    const lease = token === last ? null : await catalog.acquire(randomUUID());
    // Lets the messages of the parent through, and nothing else: the more tries, the harder the race.
    await new Promise(setImmediate);
    if (!lease) continue;
    turns += 1;
    if (!(await takeTurn(lease))) refused += 1;
    last = lease.token;
  }
};

let stopKeeping = () => {};

const commands = {
  contend,
  waitForTurn,
  read: () => catalog.read(),
  acquire: () => catalog.acquire(randomUUID()),
  renew: ({ lease }) => catalog.renew(lease),
  release: ({ lease }) => catalog.release(lease),
  setPointer: ({ lease, generation }) => catalog.setPointer(lease, generation),
  ensureRow: ({ row }) => new CatalogTable({ knex: database }, row, timings.leaseMs).ensureRow(),
  keep: ({ lease }) => {
    stopKeeping = keepLease(catalog, lease, timings, () => process.send({ event: 'lost' }));
  },
  stopKeeping: () => stopKeeping(),
};

process.on('message', async ({ id, command, args }) => {
  try {
    process.send({ id, result: await commands[command](args) });
  } catch (error) {
    process.send({ id, error: error.stack });
  }
});
process.once('disconnect', () => process.exit());
process.send({ event: 'ready' });
