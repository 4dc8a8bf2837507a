import { lazily } from '../lazily.js';

export const Subscribe = lazily(async () => (await import('../subscribe.js')).Subscribe);
