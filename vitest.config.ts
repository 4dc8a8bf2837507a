import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import swc from 'unplugin-swc';
import { defineConfig } from 'vitest/config';
import type { TestUserConfig } from 'vitest/config';

/** SWC, because esbuild emits no decorator metadata and Nest's constructor injection reads it. */
const plugins = [
  swc.vite({
    module: { type: 'es6' },
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    },
  }),
];

/** The sources behind package.json's `#lib` names: conditions alone do not reach Vitest's global set-up. */
const { imports } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  imports: Record<string, { source: string }>;
};
const alias = Object.fromEntries(
  Object.entries(imports).map(([name, { source }]) => [name, fileURLToPath(new URL(source, import.meta.url))]),
);
const base = { plugins, resolve: { alias } };
const rooms = ['libs', 'apps', 'scripts', 'migrations', 'test'];
const needServers = ['**/*.int.spec.ts', '**/*.api.spec.ts', '**/*.journey.spec.ts', '**/*.fault.spec.ts'];

/** One group after another. Two cores: more workers would only make the servers' answers late. */
const withServers = {
  globalSetup: ['libs/testing/src/global-setup.ts'],
  maxWorkers: 2,
  sequence: { shuffle: true, groupOrder: 1 },
  testTimeout: 20_000,
  hookTimeout: 60_000,
};
const alone = { ...withServers, maxWorkers: 1, fileParallelism: false, sequence: { shuffle: true, groupOrder: 2 } };
/** They wait for processes more than they work, and each has servers of its own. */
const besides = { ...withServers, sequence: { shuffle: true, groupOrder: 2 } };

function tier(name: string, include: string[], options: TestUserConfig = {}) {
  const exclude = ['**/node_modules/**', 'dist/**'];
  return { ...base, test: { name, include, exclude, sequence: { shuffle: true }, ...options } };
}

/** One project per tier; `npm test` runs the first four (scripts/test.mjs). */
export default defineConfig({
  ...base,
  test: {
    projects: [
      tier(
        'unit',
        rooms.map((room) => `${room}/**/*.spec.ts`),
        { exclude: ['**/node_modules/**', 'dist/**', ...needServers] },
      ),
      tier('int', ['libs/**/*.int.spec.ts', 'apps/**/*.int.spec.ts'], withServers),
      tier('api', ['apps/**/*.api.spec.ts'], withServers),
      tier('journeys', ['test/journeys/**/*.journey.spec.ts'], { ...alone, testTimeout: 120_000 }),
      tier('faults', ['test/faults/**/*.fault.spec.ts'], { ...besides, testTimeout: 300_000 }),
      tier('browser', ['test/browser/**/*.e2e.ts'], { ...alone, testTimeout: 120_000 }),
    ],
  },
});
