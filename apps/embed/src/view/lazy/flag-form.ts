import { lazily } from '../lazily.js';

export const FlagForm = lazily(async () => (await import('../flag-form.js')).FlagForm);
