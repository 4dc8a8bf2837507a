import type { Badge, Comment, CommentSort, DiscussionState } from '#contracts';
import type { Refused } from '../service/refused.js';

type Counted = (count: number) => string;
type Named = (name: string) => string;

/** What the embed says to everybody who reads. */
export interface Words {
  /** BCP 47 tag, for dates and numbers. */
  readonly language: string;
  readonly heading: Counted;
  readonly loading: string;
  readonly none: string;
  readonly noneHere: string;
  readonly failed: string;
  readonly retry: string;
  readonly sortBy: string;
  readonly sorts: Readonly<Record<CommentSort, string>>;
  readonly show: string;
  readonly all: string;
  readonly inline: string;
  readonly onSection: Named;
  readonly clearSection: string;
  readonly fresh: Counted;
  readonly nextUnread: Counted;
  readonly moreThreads: string;
  readonly moreReplies: string;
  readonly showReplies: Counted;
  readonly states: Readonly<Record<Exclude<DiscussionState, 'open'>, string>>;
  readonly waits: string;
  readonly slowMode: Counted;
  readonly gone: string;
  readonly edited: string;
  readonly pinned: string;
  readonly featured: string;
  readonly isNew: string;
  readonly locked: string;
  readonly badges: Readonly<Record<Badge, string>>;
  readonly kinds: Readonly<Record<NonNullable<Comment['kind']>, string>>;
  readonly collapse: string;
  readonly expand: string;
  readonly reply: string;
  readonly answer: string;
  readonly quote: string;
  readonly more: string;
  readonly voteUp: string;
  readonly voteDown: string;
  readonly share: string;
  readonly copyLink: string;
  readonly copied: string;
  readonly follow: string;
  readonly flag: string;
  readonly edit: string;
  readonly withdraw: string;
  readonly cancel: string;
  readonly passage: string;
  readonly showPassage: string;
  readonly outcome: {
    readonly section: Readonly<Record<'moved' | 'orphaned', string>>;
    readonly passage: Readonly<Record<'moved' | 'edited' | 'split' | 'orphaned', string>>;
  };
  readonly readsNow: string;
  readonly stoodIn: string;
  /** Of a remark that a revision of the article has dealt with. */
  readonly addressed: Counted;
  readonly write: string;
  readonly number: Counted;
  readonly published: string;
  readonly held: string;
  readonly signIn: string;
  readonly signOut: string;
  readonly signedInAs: Named;
  readonly subscribe: string;
  readonly subscribed: string;
  readonly confirmMail: string;
  readonly privacy: string;
  readonly openPage: string;
  readonly feed: string;
  readonly commentOnThis: string;
  readonly navigation: string;
  readonly sectionCount: (count: number, heading: string) => string;
  readonly remarksHere: Counted;
  readonly asksHere: string;
  readonly selectionHint: Named;
  /** What the service's refusals mean, by their codes; what is not here is said in the service's own words. */
  readonly refusals: Readonly<Record<string, string>>;
}

/** What readers may be refused, and other languages have words for. */
export type ReaderRefusal =
  | 'validation_failed'
  | 'bad_parent'
  | 'invalid_code'
  | 'sign_in_required'
  | 'forbidden'
  | 'sanctioned'
  | 'verification_required'
  | 'not_found'
  | 'conflict'
  | 'body_too_large'
  | 'idempotency_key_reused'
  | 'discussion_closed'
  | 'discussion_read_only'
  | 'edit_window_closed'
  | 'quote_not_found'
  | 'section_not_found'
  | 'thread_too_deep'
  | 'thread_locked'
  | 'name_reserved'
  | 'text_not_allowed'
  | 'own_comment'
  | 'slow_mode'
  | 'too_many_requests'
  | 'internal'
  | 'unavailable'
  | 'overloaded';

/** All of them, in one language. */
export type Refusals = Readonly<Record<ReaderRefusal, string>>;

/** What was refused, in the reader's language where it has words for it. */
export function refusalText(words: Words, { code, message, details }: Refused): string {
  if (code === 'unreachable') return words.failed;
  const own = words.refusals[code];
  if (own === undefined) return message === '' ? words.failed : message;
  // A moderator's own words come with it, in the site's language.
  const { text } = details;
  return typeof text === 'string' ? `${own} ${text}` : own;
}
