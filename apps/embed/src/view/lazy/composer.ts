import { lazily } from '../lazily.js';

export const Composer = lazily(async () => (await import('../composer.js')).Composer);
