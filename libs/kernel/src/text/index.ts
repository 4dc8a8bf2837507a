export * from './clean-text.js';
export * from './contains-forbidden.js';
export * from './email-address.js';
export { foldCharacter } from './fold-character.js';
export type { FoldedCharacter } from './fold-character.js';
export * from './fold-for-matching.js';
export * from './grapheme-length.js';
export * from './skeleton.js';
