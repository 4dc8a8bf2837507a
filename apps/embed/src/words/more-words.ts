import type { FlagReason, SubscriptionKind } from '#contracts';

type Counted = (count: number) => string;
type Named = (name: string) => string;

/** What the embed says to those who take part. */
export interface MoreWords {
  readonly withdrawAsk: string;
  readonly withdrawYes: string;
  readonly flagReason: string;
  readonly flagReasons: Readonly<Record<FlagReason, string>>;
  readonly flagDetail: string;
  readonly flagSend: string;
  readonly flagged: string;
  readonly waiting: string;
  readonly waitingBecause: Named;
  readonly waitingForAddress: string;
  readonly refused: string;
  readonly refusedBecause: Named;
  readonly editWaits: string;
  readonly editRefused: string;
  readonly onlyYou: string;
  readonly writeReply: Named;
  readonly writeEdit: string;
  readonly yourComment: string;
  /** What Markdown is taken. */
  readonly hint: string;
  readonly about: string;
  readonly wholeArticle: string;
  readonly dropPassage: string;
  readonly characters: (count: number, most: number) => string;
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
  readonly leaveEmpty: string;
  readonly takeClosest: string;
  readonly nameMissing: string;
  readonly emailMissing: string;
  readonly textMissing: string;
  readonly signInWhy: string;
  readonly sendCode: string;
  readonly codeSent: Named;
  readonly code: string;
  readonly confirm: string;
  readonly newCode: string;
  readonly notifyOf: string;
  readonly kinds: Readonly<Record<SubscriptionKind, string>>;
  readonly yourSubscriptions: string;
  readonly unconfirmed: string;
  readonly end: string;
}
