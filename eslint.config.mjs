import boundaries from 'eslint-plugin-boundaries';
import tseslint from 'typescript-eslint';

const server = 'src/plugins/index-rebuild/server/src';
const layer = (type, pattern) => ({ type, pattern: `${server}/${pattern}`, partialMatch: false });

/** Layers; the first pattern that matches a file names its layer. */
const layers = [
  { type: 'shared', pattern: 'src/plugins/index-rebuild/shared/**', partialMatch: false },
  { type: 'admin', pattern: 'src/plugins/index-rebuild/admin/**', partialMatch: false },
  layer('domain', 'domain/**'),
  layer('ports', 'ports/**'),
  layer('pipeline', 'pipeline/**'),
  layer('content-types', 'content-types/**'),
  layer('lib', 'lib/**'),
  layer('adapters', 'adapters/**'),
  layer('backends', 'backends/**'),
  layer('processes', 'processes/**'),
  layer('config', 'config/**'),
  layer('container', 'container/**'),
  layer('services', 'services/**'),
  layer('middlewares', 'middlewares/**'),
  layer('controllers', 'controllers/**'),
  layer('routes', 'routes/**'),
  layer('cli', 'cli/**'),
  layer('setup', 'setup/**'),
  { type: 'entry', pattern: server, partialMatch: false },
  { type: 'app', pattern: ['config', 'src/api/**', 'src'], partialMatch: false },
];

/** From each layer to the layers it may import: the arrows of ARCHITECTURE.md. */
const arrows = {
  shared: ['shared'],
  admin: ['admin', 'shared'],
  lib: ['lib'],
  domain: ['domain', 'shared'],
  ports: ['ports', 'domain', 'shared'],
  pipeline: ['pipeline', 'ports', 'domain', 'shared'],
  'content-types': ['content-types', 'shared'],
  adapters: ['adapters', 'content-types', 'ports', 'domain', 'lib', 'shared'],
  backends: ['backends', 'ports', 'domain', 'lib', 'shared'],
  config: ['config', 'adapters', 'ports', 'domain', 'lib', 'shared'],
  services: ['services', 'config', 'pipeline', 'ports', 'domain', 'lib', 'shared'],
  processes: ['processes', 'backends', 'adapters', 'pipeline', 'ports', 'domain', 'lib', 'shared'],
  container: [
    'container',
    'services',
    'processes',
    'backends',
    'adapters',
    'config',
    'ports',
    'domain',
    'lib',
    'shared',
  ],
  middlewares: ['middlewares', 'container', 'services', 'domain', 'lib', 'shared'],
  controllers: ['controllers', 'container', 'services', 'domain', 'lib', 'shared'],
  routes: ['routes', 'config', 'lib', 'shared'],
  setup: ['setup', 'adapters', 'domain', 'lib', 'shared'],
  cli: ['cli', 'setup', 'container', 'services', 'domain', 'lib', 'shared'],
  entry: [
    'entry',
    'config',
    'container',
    'content-types',
    'controllers',
    'middlewares',
    'routes',
    'services',
    'lib',
    'shared',
  ],
  // The contracts are for whoever calls the plugin.
  app: ['app', 'shared'],
};

const pureLayers = ['domain', 'ports', 'pipeline'].map((name) => `${server}/${name}/**/*.ts`);

export default tseslint.config(
  {
    ignores: [
      'node_modules/',
      '**/dist/',
      '.cache/',
      '.index-rebuild/',
      '.tmp/',
      '.strapi/',
      'types/generated/',
      'coverage/',
    ],
  },
  ...tseslint.configs.recommended,
  {
    files: ['src/**/*.{ts,tsx}', 'config/**/*.ts'],
    plugins: { boundaries },
    settings: {
      'boundaries/elements': layers,
      'import/resolver': { typescript: { project: ['tsconfig.json'] } },
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          message: '{{from.element.type}} may not import {{to.element.type}}: see ARCHITECTURE.md, "Layers".',
          policies: Object.entries(arrows).map(([from, types]) => ({
            from: { element: { type: from } },
            allow: types.map((type) => ({ to: { element: { type } } })),
          })),
        },
      ],
      'boundaries/no-unknown-files': 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'config/**/*.ts', 'scripts/**/*.mjs'],
    rules: {
      'max-lines': ['error', { max: 260, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['off'],
      'no-console': 'off',
      eqeqeq: 'error',
    },
  },
  {
    files: pureLayers,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['@strapi/*', 'knex', 'koa'], message: 'Pure layers do not import Strapi.' },
            {
              group: ['node:fs', 'node:fs/*', 'fs', 'node:child_process', 'node:os', 'node:worker_threads'],
              message: 'Pure layers touch nothing outside; use a port.',
            },
          ],
        },
      ],
      'no-restricted-globals': ['error', 'process', 'setTimeout', 'setInterval', 'performance', 'strapi'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time is a parameter.' },
        { object: 'Math', property: 'random', message: 'Randomness is a parameter.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Time is a parameter.',
        },
      ],
    },
  },
  {
    files: [
      '**/*.cjs',
      'src/plugins/index-rebuild/strapi-server.js',
      'src/plugins/index-rebuild/bin/*.js',
      'src/plugins/index-rebuild/server/src/backends/embedded/faiss/*.ts',
    ],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  }
);
