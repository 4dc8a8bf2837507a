import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from './project.mjs';

/** What old phones still in use understand; Vite's own floor would leave out Safari 15. */
const TARGET = 'es2022';

/**
 * Builds what readers load: `embed.js` and `count.js` under names that never change, and parts named by their content, which a
 * browser may keep for ever.
 * @param {string} outDir where the files go; emptied first.
 */
export async function buildEmbed(outDir) {
  // Loaded here: the scripts begin on a clone where nothing is installed yet.
  const { build } = await import('vite');
  const source = inProject('apps/embed/src');
  const common = /** @type {const} */ ({
    root: source,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    base: './',
  });
  await build({
    ...common,
    // Else a test, which is no production, would measure another build than the one that ships.
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
    build: {
      outDir,
      emptyOutDir: true,
      target: TARGET,
      // As a library, since a page's imports come with a loader of their own, which is larger than most parts.
      lib: { entry: { app: join(source, 'main.ts') }, formats: ['es'] },
      rolldownOptions: {
        preserveEntrySignatures: false,
        output: {
          entryFileNames: '[name]-[hash].js',
          chunkFileNames: '[name]-[hash].js',
          minify: true,
          comments: false,
        },
      },
    },
  });
  const app = readdirSync(outDir).find((name) => /^app-.+\.js$/u.test(name));
  for (const { name, file } of [
    { name: 'embed', file: 'loader.ts' },
    { name: 'count', file: 'count.ts' },
  ]) {
    await build({
      ...common,
      define: { __APP__: JSON.stringify(`./embed/${app}`) },
      build: {
        outDir: join(outDir, name),
        target: TARGET,
        rolldownOptions: { input: join(source, file), output: { format: 'iife', entryFileNames: 'out.js' } },
      },
    });
    const [made] = readdirSync(join(outDir, name));
    writeFileSync(join(outDir, `${name}.js`), readFileSync(join(outDir, name, String(made))));
  }
}
