import { readFileSync } from 'node:fs';

import react from '@vitejs/plugin-react-swc';
import { defineConfig } from 'vite';

type Manifest = Record<'dependencies' | 'peerDependencies', Record<string, string>>;

const { dependencies, peerDependencies } = JSON.parse(
  readFileSync(new URL('package.json', import.meta.url), 'utf8')
) as Manifest;

/** What the host's own build of the admin brings or finds; a second copy of React would break it. */
const packages = Object.keys({ ...dependencies, ...peerDependencies });

export default defineConfig({
  plugins: [react()],
  publicDir: false,
  build: {
    lib: {
      entry: 'admin/src/index.ts',
      formats: ['es', 'cjs'],
      fileName: (format) => (format === 'es' ? 'index.mjs' : 'index.js'),
    },
    outDir: 'dist/admin',
    target: 'es2022',
    // The host's build minifies.
    minify: false,
    sourcemap: false,
    rollupOptions: {
      external: (id) => packages.some((name) => id === name || id.startsWith(`${name}/`)),
    },
  },
});
