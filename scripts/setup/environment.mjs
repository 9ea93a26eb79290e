// @ts-check
import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';

import { fromRoot } from './paths.mjs';

const file = fromRoot('.env');
const secret = () => randomBytes(24).toString('base64url');

const contents =
  () => `# Created by the set-up. These secrets are for this checkout only: never commit or reuse them.
APP_KEYS=${secret()},${secret()}
API_TOKEN_SALT=${secret()}
ADMIN_JWT_SECRET=${secret()}
TRANSFER_TOKEN_SALT=${secret()}
JWT_SECRET=${secret()}
ENCRYPTION_KEY=${secret()}
`;

/** The secrets that Strapi needs to start. An existing .env is left alone. */
export const environment = {
  name: 'Secrets in .env',
  isDone: () => existsSync(file),
  async run() {
    writeFileSync(file, contents(), { mode: 0o600, flag: 'wx' });
  },
};
