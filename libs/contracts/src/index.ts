export * from './articles.js';
export * from './comments.js';
export * from './common.js';
export * from './errors.js';
export * from './identity.js';
export * from './moderation.js';
export * from './sites.js';
export * from './subscriptions.js';
