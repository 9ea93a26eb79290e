import path from 'node:path';
import { copyFileSync } from 'node:fs';

import { prepareDatabase } from './prepared-database';
import { TestApp } from './test-app';

/** Before the first test that starts Strapi. */
export default async function prepare(): Promise<void> {
  await prepareDatabase(async (file) => {
    const app = await TestApp.start();
    await app.stop();
    copyFileSync(path.join(app.folder, 'data.db'), file);
    await app.remove();
  });
}
