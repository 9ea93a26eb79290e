import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

/** The tarball that `npm test` has packed before it starts the tests. */
export const packedPlugin = (): string => {
  const manifest = path.join(root, 'src/plugins/index-rebuild/package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const tarball = path.join(root, `.tmp/packed/strapi-plugin-index-rebuild-${version}.tgz`);
  if (!existsSync(tarball)) throw new Error('The plugin is not packed; run "npm run build".');
  return tarball;
};
