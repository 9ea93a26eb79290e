import { ACTIONS, PLUGIN_ID } from '../../../shared/constants';

type Method = 'GET' | 'POST';

/** An admin route: signed in, permitted, and with errors in Strapi's format. */
const adminRoute = (method: Method, path: string, handler: string, action: string) => ({
  method,
  path,
  handler,
  config: {
    policies: [
      'admin::isAuthenticatedAdmin',
      { name: 'admin::hasPermissions', config: { actions: [action] } },
    ],
    middlewares: [`plugin::${PLUGIN_ID}.errors`],
  },
});

export default {
  admin: {
    type: 'admin',
    routes: [
      adminRoute('GET', '/status', 'status.get', ACTIONS.read),
      adminRoute('GET', '/runs', 'runs.list', ACTIONS.read),
      adminRoute('GET', '/runs/:id', 'runs.get', ACTIONS.read),
      adminRoute('GET', '/runs/:id/failures', 'runs.failures', ACTIONS.read),
      adminRoute('GET', '/generations', 'generations.list', ACTIONS.read),
      adminRoute('GET', '/drift', 'drift.list', ACTIONS.read),
      adminRoute('GET', '/drift/records/:documentId', 'drift.record', ACTIONS.read),
      adminRoute('POST', '/drift/check', 'drift.check', ACTIONS.rebuild),
      adminRoute('POST', '/runs', 'runs.start', ACTIONS.rebuild),
      adminRoute('POST', '/runs/:id/cancel', 'runs.cancel', ACTIONS.rebuild),
      adminRoute('POST', '/generations/:id/restore', 'generations.restore', ACTIONS.rebuild),
    ],
  },
};
