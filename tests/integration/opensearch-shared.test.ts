import { describeOnCluster, startCluster, type OpenSearchCluster } from '../support/opensearch-cluster';
import { describeEngine } from './opensearch/engine';
import { describeGeneration } from './opensearch/generation';
import { describeMap } from './opensearch/map';
import { describeSynonyms } from './opensearch/related';
import { describeCredentials } from './opensearch/tls';

/* Three nodes take as long to start as most of these tests: they share them, with indexes of their own. */
describeOnCluster()('on one cluster', () => {
  let nodes: OpenSearchCluster;
  const shared = (): OpenSearchCluster => nodes;

  beforeAll(async () => {
    nodes = await startCluster();
  });

  afterAll(() => nodes?.close());

  describeCredentials(shared);
  describeMap(shared);
  describeSynonyms(shared);
  // Its last test kills all nodes, and starts them again.
  describeEngine(shared);
  // Its last test kills one.
  describeGeneration(shared);
});
