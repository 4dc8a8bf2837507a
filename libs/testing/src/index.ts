export * from './database.js';
export * from './manual-clock.js';
export * from './open-test-database.js';
export * from './servers/redis-server.js';
export * from './servers/smtp-sink.js';
export * from './test-config.js';
export * from './eventually.js';
export * from './queue-bed.js';
