import { lazily } from './lazily.js';

export const CommentPanel = lazily(async () => (await import('./comment-panel.js')).CommentPanel);
export const Composer = lazily(async () => (await import('./composer.js')).Composer);
export const FlagForm = lazily(async () => (await import('./flag-form.js')).FlagForm);
export const OwnNote = lazily(async () => (await import('./own-note.js')).OwnNote);
export const SignIn = lazily(async () => (await import('./sign-in.js')).SignIn);
export const Subscribe = lazily(async () => (await import('./subscribe.js')).Subscribe);
