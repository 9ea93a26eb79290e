// @ts-check
import { setUp, SetupError } from './setup/index.mjs';

/* npm run setup [-- --for-tests]: installs what is missing and nothing else. */
try {
  await setUp({ forTests: process.argv.includes('--for-tests') });
  console.log('Everything is in place.');
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}
