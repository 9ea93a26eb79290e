// @ts-check
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const fromRoot = (/** @type {string[]} */ ...parts) => path.join(root, ...parts);
export const setupDir = fromRoot('.index-rebuild');
export const modelDir = path.join(setupDir, 'models', 'all-MiniLM-L6-v2-int8');
