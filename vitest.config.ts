import swc from 'unplugin-swc';
import { defineConfig } from 'vitest/config';

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
const resolve = { conditions: ['source', 'node'] };
const ssr = { resolve: { conditions: ['source', 'node'], externalConditions: ['node'] } };
const base = { plugins, resolve, ssr };

export default defineConfig({
  ...base,
  test: {
    sequence: { shuffle: true },
    projects: [
      {
        ...base,
        test: {
          name: 'unit',
          include: ['libs/**/*.spec.ts', 'apps/**/*.spec.ts', 'scripts/**/*.spec.ts'],
          exclude: ['**/*.int.spec.ts', '**/*.api.spec.ts', '**/node_modules/**', 'dist/**'],
        },
      },
    ],
  },
});
