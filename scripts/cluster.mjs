// @ts-check
import { ClusterUnavailable, installCluster, installSecurity } from './cluster/install.mjs';
import { startNodes } from './cluster/nodes.mjs';
import { fromRoot } from './setup/paths.mjs';
import { SetupError } from './setup/run.mjs';

/*
 * npm run cluster: three nodes of OpenSearch with its k-NN plugin on loopback, until Ctrl+C.
 * With `--install` it only fetches what they consist of, and with `--security` what nodes with the security plugin
 * have besides. It ends with code 3 where that cannot be had.
 */

const UNAVAILABLE = 3;

const PORTS = [1, 2, 3].map((number) => ({ http: 9200 + number, transport: 9300 + number }));

const serve = async () => {
  console.log('Starting three nodes of OpenSearch …');
  const startedAt = performance.now();
  const { nodes, stop } = await startNodes({ folder: fromRoot('.tmp', 'cluster'), ports: PORTS });
  for (const { name, url, pid } of nodes) console.log(`  ${name}  ${url}  (process ${pid})`);
  console.log(`\nGreen after ${((performance.now() - startedAt) / 1000).toFixed(0)} s.`);
  console.log(`Tests run against it with OPENSEARCH_URL=${nodes[0].url}`);
  console.log('\nPress Ctrl+C to end it. Its data goes with it.');
  const end = async () => {
    await stop();
    process.exit(0);
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
};

const installAll = async () => {
  await installCluster();
  if (process.argv.includes('--security')) await installSecurity();
};

try {
  await (process.argv.includes('--install') ? installAll() : serve());
} catch (error) {
  if (!(error instanceof ClusterUnavailable || error instanceof SetupError)) throw error;
  console.error(`\n${error.message}`);
  process.exit(error instanceof ClusterUnavailable ? UNAVAILABLE : 1);
}
