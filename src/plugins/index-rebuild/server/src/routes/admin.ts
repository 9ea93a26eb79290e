import { ACTIONS, PLUGIN_ID, SYNONYM_UID } from '../../../shared/constants';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** A permission: of the plugin, or to do something with entries of a content type. */
type Action = string | { action: string; subject: string };

const CREATE_SYNONYMS = { action: 'plugin::content-manager.explorer.create', subject: SYNONYM_UID };

/** An admin route: signed in, with all of these permissions, and with errors in Strapi's format. */
const adminRoute = (method: Method, path: string, handler: string, ...actions: Action[]) => ({
  method,
  path,
  handler,
  config: {
    policies: ['admin::isAuthenticatedAdmin', { name: 'admin::hasPermissions', config: { actions } }],
    middlewares: [{ name: `plugin::${PLUGIN_ID}.errors`, config: { audience: 'admin' } }],
  },
});

/** What the admin's pages call, below /index-rebuild. */
export const adminRouter = {
  type: 'admin',
  routes: [
    adminRoute('GET', '/status', 'admin-status.get', ACTIONS.read),
    adminRoute('GET', '/runs', 'admin-runs.list', ACTIONS.read),
    adminRoute('GET', '/runs/:id', 'admin-runs.get', ACTIONS.read),
    adminRoute('GET', '/runs/:id/failures', 'admin-runs.failures', ACTIONS.read),
    adminRoute('GET', '/generations', 'admin-generations.list', ACTIONS.read),
    adminRoute('GET', '/drift', 'admin-drift.list', ACTIONS.read),
    adminRoute('GET', '/drift/records/:documentId', 'admin-drift.record', ACTIONS.read),
    adminRoute('POST', '/drift/states', 'admin-drift.states', ACTIONS.read),
    adminRoute('GET', '/insights', 'admin-insights.get', ACTIONS.insights),
    adminRoute('GET', '/insights/queries', 'admin-insights.queries', ACTIONS.insights),
    adminRoute('DELETE', '/insights', 'admin-insights.erase', ACTIONS.insights),
    adminRoute(
      ...(['GET', '/insights/synonyms', 'admin-insights.synonyms'] as const),
      ...[ACTIONS.insights, CREATE_SYNONYMS]
    ),
    adminRoute(
      ...(['POST', '/insights/synonyms/dismiss', 'admin-insights.dismissSynonym'] as const),
      ...[ACTIONS.insights, CREATE_SYNONYMS]
    ),
    adminRoute('GET', '/map', 'admin-map.get', ACTIONS.read),
    adminRoute('GET', '/map/query', 'admin-map.query', ACTIONS.read),
    adminRoute('POST', '/drift/check', 'admin-drift.check', ACTIONS.rebuild),
    adminRoute('POST', '/runs', 'admin-runs.start', ACTIONS.rebuild),
    adminRoute('POST', '/runs/:id/cancel', 'admin-runs.cancel', ACTIONS.rebuild),
    adminRoute('POST', '/generations/:id/restore', 'admin-generations.restore', ACTIONS.rebuild),
    adminRoute('GET', '/settings', 'admin-settings.get', ACTIONS.readSettings),
    adminRoute('GET', '/settings/changes', 'admin-settings.changes', ACTIONS.readSettings),
    adminRoute('GET', '/settings/times', 'admin-settings.times', ACTIONS.readSettings),
    adminRoute('PUT', '/settings/:section', 'admin-settings.change', ACTIONS.updateSettings),
    adminRoute('POST', '/settings/:section/reset', 'admin-settings.reset', ACTIONS.updateSettings),
    adminRoute('POST', '/settings/weights/preview', 'admin-weights.preview', ACTIONS.updateSettings),
    adminRoute('POST', '/try/weights/preview', 'admin-weights.preview', ACTIONS.trySearch),
    // Whoever is signed in: it shows what they may read in the Content Manager.
    adminRoute('GET', '/records', 'admin-try.choices'),
    adminRoute('GET', '/try', 'admin-try.search', ACTIONS.trySearch),
    adminRoute('GET', '/try/options', 'admin-try.options', ACTIONS.trySearch),
    adminRoute('GET', '/try/records', 'admin-try.records', ACTIONS.trySearch),
    adminRoute('GET', '/try/record', 'admin-try.record', ACTIONS.trySearch),
  ],
};
