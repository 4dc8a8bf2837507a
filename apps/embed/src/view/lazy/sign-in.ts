import { lazily } from '../lazily.js';

export const SignIn = lazily(async () => (await import('../sign-in.js')).SignIn);
