export { RaiseFlag } from './flags/raise-flag.js';
export * from './moderation.errors.js';
export * from './moderation.jobs.js';
export { ModerationModule } from './moderation.module.js';
export { moderationSubscriptions } from './moderation.subscriptions.js';
export { Decide } from './review/decide.js';
export { ReviewQueue, type ReviewQueueItem } from './review/review-queue.js';
export { HoldForPerson } from './screening/hold-for-person.js';
export { ScreenComment } from './screening/screen-comment.js';
