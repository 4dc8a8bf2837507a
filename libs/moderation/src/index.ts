export { HandleFlags } from './flags/handle-flags.js';
export { HideFlagged } from './flags/hide-flagged.js';
export { RaiseFlag } from './flags/raise-flag.js';
export { type QueueEvent } from './live/queue-event.js';
export { QueueFeed } from './live/queue-feed.js';
export * from './desk.errors.js';
export { type LogHead, readHead, writeHead } from './log/log-link.js';
export { PublishLogHead } from './log/publish-log-head.js';
export { type LogRow, ReadLog } from './log/read-log.js';
export { SealLog } from './log/seal-log.js';
export { type LogCheck, VerifyLog } from './log/verify-log.js';
export * from './moderation.errors.js';
export * from './moderation.jobs.js';
export * from './people/people.jobs.js';
export { ModerationModule } from './moderation.module.js';
export { moderationSubscriptions } from './moderation.subscriptions.js';
export {
  assertKnownReason,
  moderatorReasonTexts,
  reasonCatalogue,
  systemReasonTexts,
} from './reasons/public-reasons.js';
export { Decide, refuseContested } from './review/decide.js';
export { UndoDecision } from './review/undo-decision.js';
export { ClaimItems, type ItemClaim } from './claims/claim-items.js';
export { type QueueQuestion, ReviewQueue } from './review/review-queue.js';
export type { ReviewQueueItem } from './review/review-queue-item.js';
export { IndexWords } from './search/index-words.js';
export { ChangeRules } from './rules/change-rules.js';
export { ChangeSiteSettings } from './rules/change-site-settings.js';
export { type DescribedRuleSet, ReadRules } from './rules/read-rules.js';
export { ReadReplay, type ReplayReport } from './rules/replay/read-replay.js';
export type { FlipRow } from './rules/replay/replays.js';
export { StartReplay } from './rules/replay/start-replay.js';
export { type RescreenReport, StartRescreen } from './rules/rescreen/start-rescreen.js';
export { ManageShadow, type ShadowReport } from './rules/shadow/manage-shadow.js';
export { TestRules } from './rules/test-rules.js';
export { CommentsOfPerson } from './people/comments-of-person.js';
export type { LikelyLinked } from './people/linked-people.js';
export { PeopleList, type PersonInBrief } from './people/people-list.js';
export { type NoteRow, PersonNotes } from './people/person-notes.js';
export { type PersonOnSite, PersonRecords } from './people/person-records.js';
export { ReadPersonEmail } from './people/read-email.js';
export { SitePeople } from './people/site-people.js';
export { ApplySanction } from './sanctions/apply-sanction.js';
export { ImposeSanction } from './sanctions/impose-sanction.js';
export { LiftSanction } from './sanctions/lift-sanction.js';
export { SanctionList } from './sanctions/sanction-list.js';
export { HoldForPerson } from './screening/hold-for-person.js';
export { ScreenComment } from './screening/screen-comment.js';
export * from './tasks/long-task.js';
export { LongTasks, type NewTask } from './tasks/long-tasks.js';
export { ManageTasks } from './tasks/manage-tasks.js';
export { RunTask } from './tasks/run-task.js';
export { ReadStatistics } from './statistics/read-statistics.js';
export * from './screening/providers/tell-akismet.js';
