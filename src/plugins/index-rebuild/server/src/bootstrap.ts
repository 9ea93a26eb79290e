import type { Strapi } from './lib/strapi';
import { ACTIONS, PLUGIN_ID } from '../../shared/constants';
import { getService } from './container/services';
import { bringAlongEarlier } from './services/earlier-versions';
import { WEBHOOK_EVENTS } from './services/events';
import { registerMcpTools } from './controllers/mcp/register';
import { checkSteering } from './services/steering/checks';
import { noticeChanges } from './services/drift/notice';
import { proxyWarning } from './services/rate-limiter';
import { assertPathIsFree } from './routes/path-is-free';

/** Strapi shows those of section "settings" under their category, beside its own. */
const settingsPermission = (uid: string, displayName: string) => ({
  ...{ section: 'settings', category: 'Search index', displayName, uid },
  pluginName: PLUGIN_ID,
});

const permission = (uid: string, displayName: string) => ({
  section: 'plugins',
  displayName,
  uid,
  pluginName: PLUGIN_ID,
});

/** Everything that needs the database but no child process. */
export const bootstrap = async ({ strapi }: { strapi: Strapi }): Promise<void> => {
  assertPathIsFree(strapi);
  await strapi
    .service('admin::permission')
    .actionProvider.registerMany([
      permission(ACTIONS.read.split('.')[1], 'Read the status and the history'),
      permission(ACTIONS.rebuild.split('.')[1], 'Rebuild, cancel and roll back the index'),
      permission(ACTIONS.trySearch.split('.')[1], 'Try search'),
      permission(ACTIONS.insights.split('.')[1], 'See and erase what visitors search for'),
      settingsPermission('settings.read', 'See the settings'),
      settingsPermission('settings.update', 'Change the settings'),
    ]);
  const container = getService(strapi, 'container');
  const drift = getService(strapi, 'drift');
  await container.runtimeSettings.refresh();
  container.store.openAt(await container.catalog.ensureRow());
  await bringAlongEarlier(container);
  await getService(strapi, 'storage').announce();
  await container.drift.ensureState();
  for (const [key, event] of Object.entries(WEBHOOK_EVENTS))
    strapi.get('webhookStore').addAllowedEvent(key, event);
  const warning = proxyWarning(strapi.config.get('server.proxy'));
  if (warning) strapi.log.warn(`[index-rebuild] ${warning}`);
  noticeChanges(strapi, container, drift);
  getService(strapi, 'inSearch').watch(strapi);
  registerMcpTools(strapi);
  checkSteering(
    strapi,
    container.settings.sources.map(({ uid }) => uid),
    () => getService(strapi, 'steering').forget()
  );
  drift.queue.start();
  // Under `develop` the compiled files are replaced between here and the server's start, so
  // children, which load them, come after that.
  strapi.server.httpServer.once('listening', () => {
    container.runtimeSettings.start();
    getService(strapi, 'follower').start();
    getService(strapi, 'schedule').start();
    getService(strapi, 'insights').recorder.start();
    // Finds changes made while Strapi was down, or that no hook saw.
    drift.queue.addAll();
  });
};
