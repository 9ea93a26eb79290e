import type { Strapi } from './lib/strapi';
import { getService } from './container/services';

/** Ends what this process started: its run (as interrupted), its timers, its children. */
export const destroy = async ({ strapi }: { strapi: Strapi }): Promise<void> => {
  getService(strapi, 'schedule').stop();
  getService(strapi, 'recovery').stop();
  await getService(strapi, 'runtimeSettings').stop();
  await getService(strapi, 'insights').recorder.stop();
  await getService(strapi, 'runs').shutDown();
  await getService(strapi, 'deliveries').settled();
  // What is being fetched would be waited for.
  getService(strapi, 'container').store.close();
  await getService(strapi, 'localCopies').stop();
  await getService(strapi, 'follower').stop();
  await getService(strapi, 'replicas').leave();
  await getService(strapi, 'drift').queue.stop();
  await getService(strapi, 'trySearch').close();
  await getService(strapi, 'map').close();
  await getService(strapi, 'container').live.close();
};
