import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { installSecurity } from '../../scripts/cluster/install.mjs';
import { freePort, startNodes } from '../../scripts/cluster/nodes.mjs';
import { requestNode, type Reply } from './opensearch-cluster';
import { makeCertificates } from './tls-node';

/** As `PUT _plugins/_security/api/roles/<name>` takes it. */
export type Role = {
  cluster_permissions: string[];
  index_permissions: { index_patterns: string[]; allowed_actions: string[] }[];
};

export type Credentials = { user: string; password: string };

/** A user with one role of the same name. */
export type Account = Credentials & { role: Role };

export type SecuredNode = {
  url: string;
  /** The file of the authority that has signed its certificate. */
  ca: string;
  ask(credentials: Credentials, method: string, pathAndQuery: string, body?: unknown): Promise<Reply>;
  /** Gives a user the role, and the password that is to hold from now on. */
  admit(account: Account): Promise<void>;
  /** Changes what the role of a user is. */
  grant(user: string, role: Role): Promise<void>;
  /** What a user was allowed and denied so far, by the names of the permissions. */
  decisions(user: string): { granted: string[]; denied: string[] };
  close(): Promise<void>;
};

/** That of the plugin's demo configuration. */
export const ADMIN: Credentials = { user: 'admin', password: 'admin' };

const PEMS = {
  pemcert_filepath: 'node.pem',
  pemkey_filepath: 'node.key',
  pemtrustedcas_filepath: 'ca.pem',
};

const SETTINGS = {
  ...Object.fromEntries(
    ['transport', 'http'].flatMap((layer) =>
      Object.entries(PEMS).map(([name, file]) => [`plugins.security.ssl.${layer}.${name}`, file])
    )
  ),
  'plugins.security.ssl.http.enabled': true,
  'plugins.security.allow_default_init_securityindex': true,
  'plugins.security.restapi.roles_enabled': ['all_access'],
  // The log of a test node has warnings and worse.
  'plugins.security.audit.type': 'log4j',
  'plugins.security.audit.config.log4j.level': 'WARN',
};

/** Writes down each decision on a permission, and nothing else. */
const AUDIT = {
  _meta: { type: 'audit', config_version: 2 },
  config: {
    enabled: true,
    audit: {
      ...{ enable_rest: false, enable_transport: true, disabled_transport_categories: ['AUTHENTICATED'] },
      ...{
        log_request_body: false,
        resolve_indices: false,
        resolve_bulk_requests: true,
        ignore_users: [ADMIN.user],
      },
    },
  },
};

/** That of the demo configuration gives every user a second role. */
const ROLES_MAPPING = {
  _meta: { type: 'rolesmapping', config_version: 2 },
  all_access: { users: [ADMIN.user] },
};

type Decision = {
  audit_category: string;
  audit_request_effective_user?: string;
  audit_request_privilege?: string;
};

const decisionsIn = (log: string): Decision[] =>
  [...log.matchAll(/\[audit *\] (\{.*\})$/gm)].map(([, json]) => JSON.parse(json));

const prepareFrom = (plugin: string) => (config: string) => {
  makeCertificates(config);
  const folder = path.join(config, 'opensearch-security');
  cpSync(path.join(plugin, 'config'), folder, { recursive: true });
  for (const [name, content] of Object.entries({ audit: AUDIT, roles_mapping: ROLES_MAPPING }))
    writeFileSync(path.join(folder, `${name}.yml`), JSON.stringify(content));
};

/** One node with the security plugin: it speaks TLS, and asks everybody for credentials. */
export const startSecuredNode = async (): Promise<SecuredNode> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'index-rebuild-opensearch-'));
  const ca = path.join(folder, 'node-1', 'config', 'ca.pem');
  const accessOf = ({ user, password }: Credentials) => ({ ca, credentials: `${user}:${password}` });
  const plugin = await installSecurity();
  const { nodes, stop } = await startNodes({
    folder,
    ports: [{ http: await freePort(), transport: await freePort() }],
    security: {
      classPath: path.join(plugin, '*'),
      plugin: 'org.opensearch.security.OpenSearchSecurityPlugin',
      settings: Object.entries(SETTINGS)
        .map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`)
        .join(''),
      prepare: prepareFrom(plugin),
      access: accessOf(ADMIN),
    },
  });
  const [node] = nodes;

  const ask: SecuredNode['ask'] = (credentials, method, pathAndQuery, body) =>
    requestNode(`${node.url}/${pathAndQuery}`, method, body, accessOf(credentials));

  const configure = async (pathAndQuery: string, body: object): Promise<void> => {
    const reply = await ask(ADMIN, 'PUT', `_plugins/_security/api/${pathAndQuery}`, body);
    if (reply.status >= 300) throw new Error(`${pathAndQuery}: ${JSON.stringify(reply)}`);
  };

  const grant: SecuredNode['grant'] = (user, role) => configure(`roles/${user}`, role);

  return {
    ...{ url: node.url, ca, ask, grant },
    async admit({ user, password, role }) {
      await grant(user, role);
      await configure(`internalusers/${user}`, { password });
      await configure(`rolesmapping/${user}`, { users: [user] });
    },
    decisions(user) {
      const own = decisionsIn(node.wholeLog()).filter((one) => one.audit_request_effective_user === user);
      const named = (category: string) =>
        own
          .filter(({ audit_category: found }) => found === category)
          .map(({ audit_request_privilege: name }) => name ?? '');
      return {
        granted: [...new Set(named('GRANTED_PRIVILEGES'))].sort(),
        denied: [...new Set(named('MISSING_PRIVILEGES'))].sort(),
      };
    },
    close: stop,
  };
};
