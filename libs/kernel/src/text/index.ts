export * from './clean-text.js';
export * from './contains-forbidden.js';
export * from './email-address.js';
export * from './fold-for-matching.js';
export * from './grapheme-length.js';
export * from './skeleton.js';
