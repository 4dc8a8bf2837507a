export * from './app-error.js';
export * from './clock.js';
export * from './cursor.js';
export * from './hash.js';
export * from './ids.js';
export * from './text/index.js';
