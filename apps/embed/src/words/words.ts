import type { Badge, CommentSort, DiscussionState, FlagReason, SubscriptionKind } from '#contracts';
import type { Refused } from '../service/refused.js';

type Counted = (count: number) => string;
type Named = (name: string) => string;

/** Everything the embed says. */
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
  readonly inReplyTo: Named;
  readonly collapse: string;
  readonly expand: string;
  readonly reply: string;
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
  readonly withdrawAsk: string;
  readonly withdrawYes: string;
  readonly cancel: string;
  readonly flagReason: string;
  readonly flagReasons: Readonly<Record<FlagReason, string>>;
  readonly flagDetail: string;
  readonly flagSend: string;
  readonly flagged: string;
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
  readonly waiting: string;
  readonly waitingBecause: Named;
  readonly waitingForAddress: string;
  readonly refused: string;
  readonly refusedBecause: Named;
  readonly editWaits: string;
  readonly editRefused: string;
  readonly onlyYou: string;
  readonly write: string;
  readonly writeReply: Named;
  readonly writeEdit: string;
  readonly yourComment: string;
  /** What Markdown is taken. */
  readonly hint: string;
  readonly about: string;
  readonly wholeArticle: string;
  readonly dropPassage: string;
  readonly characters: (count: number, most: number) => string;
  readonly number: Counted;
  readonly tooLong: Counted;
  readonly name: string;
  readonly email: string;
  readonly optional: string;
  readonly neverShown: string;
  readonly notify: string;
  readonly notifies: Readonly<Record<'none' | 'replies' | 'all', string>>;
  readonly preview: string;
  readonly writeOn: string;
  readonly nothingToPreview: string;
  readonly post: string;
  readonly save: string;
  readonly sending: string;
  readonly draftKept: string;
  readonly leaveEmpty: string;
  readonly published: string;
  readonly held: string;
  readonly takeClosest: string;
  readonly nameMissing: string;
  readonly emailMissing: string;
  readonly textMissing: string;
  readonly signIn: string;
  readonly signInWhy: string;
  readonly signOut: string;
  readonly signedInAs: Named;
  readonly sendCode: string;
  readonly codeSent: Named;
  readonly code: string;
  readonly confirm: string;
  readonly newCode: string;
  readonly subscribe: string;
  readonly notifyOf: string;
  readonly kinds: Readonly<Record<SubscriptionKind, string>>;
  readonly subscribed: string;
  readonly confirmMail: string;
  readonly yourSubscriptions: string;
  readonly unconfirmed: string;
  readonly end: string;
  readonly privacy: string;
  readonly openPage: string;
  readonly feed: string;
  readonly commentOnThis: string;
  readonly navigation: string;
  readonly sectionCount: (count: number, heading: string) => string;
  readonly remarksHere: Counted;
  readonly selectionHint: Named;
  /** What the service's refusals mean, by their codes; what is not here is said in the service's own words. */
  readonly refusals: Readonly<Record<string, string>>;
}

/** What was refused, in the reader's language where it has words for it. */
export function refusalText(words: Words, { code, message, details }: Refused): string {
  if (code === 'unreachable') return words.failed;
  const own = words.refusals[code];
  if (own === undefined) return message === '' ? words.failed : message;
  // A moderator's own words come with it, in the site's language.
  const { text } = details;
  return typeof text === 'string' ? `${own} ${text}` : own;
}
