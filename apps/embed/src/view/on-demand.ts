import { lazily } from './lazily.js';

export const Composer = lazily(async () => (await import('./composer.js')).Composer);
export const FlagForm = lazily(async () => (await import('./flag-form.js')).FlagForm);
export const SignIn = lazily(async () => (await import('./sign-in.js')).SignIn);
export const Subscribe = lazily(async () => (await import('./subscribe.js')).Subscribe);
