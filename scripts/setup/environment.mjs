// @ts-check
import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';

import { fromRoot } from './paths.mjs';

const file = fromRoot('.env');
const secret = () => randomBytes(24).toString('base64url');

const contents =
  () => `# Made by the set-up. These secrets belong to this checkout alone: never commit or reuse them.
APP_KEYS=${secret()},${secret()}
API_TOKEN_SALT=${secret()}
ADMIN_JWT_SECRET=${secret()}
TRANSFER_TOKEN_SALT=${secret()}
JWT_SECRET=${secret()}
ENCRYPTION_KEY=${secret()}
`;

/** The secrets without which Strapi does not start. An existing .env stays as it is. */
export const environment = {
  name: 'Secrets in .env',
  isDone: () => existsSync(file),
  async run() {
    writeFileSync(file, contents(), { mode: 0o600, flag: 'wx' });
  },
};
