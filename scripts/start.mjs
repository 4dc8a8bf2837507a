import { inProject } from './lib/project.mjs';
import { runBuilt } from './lib/run-built.mjs';

/** The data stays with the project, wherever `npm start` is called from. */
process.env.DATA_DIR ||= inProject('.data');
await runBuilt('apps/standalone/src/main.js');
