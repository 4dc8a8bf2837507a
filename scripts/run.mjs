/** Installs and builds what is missing, then runs a compiled program: `node scripts/run.mjs apps/cli/src/main.js migrate`. */
import { runBuilt } from './lib/run-built.mjs';

const [program] = process.argv.splice(2, 1);
await runBuilt(program ?? '');
