import { lazily } from '../lazily.js';

export const OwnNote = lazily(async () => (await import('../own-note.js')).OwnNote);
