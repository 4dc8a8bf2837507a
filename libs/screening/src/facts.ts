/** A link of a comment, as rendering found it. `host` is empty for `mailto:`. */
export type LinkFact = Readonly<{ href: string; host: string; text: string }>;

/** A sanction in force. Whoever gathers the facts leaves out those that ended: screening has no clock. */
export type SanctionFact = Readonly<{ kind: 'mute' | 'suspension' | 'ban'; endsAt?: string }>;

/** How the form of a comment was filled in, as its page reported it. */
export type FormFact = Readonly<{
  /** From opening the form to sending it, in milliseconds. */
  elapsedMs?: number;
  /** The field that people cannot see held something. */
  isTrapped: boolean;
}>;

/** The comment to judge, at the revision to judge. */
export type CommentFacts = Readonly<{
  /** The Markdown source; spans of field `body` count in it, in UTF-16 units. */
  body: string;
  /** The plain text a reader sees. */
  text: string;
  links: readonly LinkFact[];
  /** The language of the site, BCP 47. */
  language?: string;
  /** The language the text was found to be in, ISO 639-1; absent when nobody asked or none was found for sure. */
  detected?: string;
  isReply: boolean;
  isEdit: boolean;
  form?: FormFact;
}>;

/** What became of the writer's comments on the site in the days that `recentRejections` names. */
export type RecordFacts = Readonly<{ decided: number; rejected: number }>;

/** Who wrote it. */
export type AuthorFacts = Readonly<{
  kind: 'guest' | 'verified' | 'account' | 'staff';
  name: string;
  website?: string;
  /** The address, as far as it is judged; the address itself never enters screening. */
  email?: Readonly<{ domain: string; isRole: boolean }>;
  /** Comments of theirs that were published, by a person or after screening. 0 for an address that was not confirmed. */
  approvedCount: number;
  record?: RecordFacts;
  isTrusted: boolean;
  sanction?: SanctionFact;
}>;

/** Where it was written; what article and section set against the site is already resolved. */
export type PlaceFacts = Readonly<{
  mode: 'open' | 'read-only' | 'closed';
  moderation: 'post' | 'pre' | 'verified-only';
}>;

/** What the author and their network did of late. Counts of comments include the one that is judged. */
export type RecentFacts = Readonly<{
  /** Earlier comments of the author with the same `fingerprint`, and the age of the youngest in seconds. */
  sameTextByAuthor: Readonly<{ count: number; lastSecondsAgo: number }>;
  /** Comments of the author in the last 60 seconds. */
  byAuthorInWindow: number;
  /** Comments of the author in the last hour; left out, the hourly limit has no opinion. */
  byAuthorInHour?: number;
  /** Comments from the author's network (IPv4 address or IPv6 /64) in the last 60 seconds. */
  byNetworkInWindow: number;
}>;

/** A text of another writer on the site that may be a near-duplicate. */
export type SimilarFact = Readonly<{
  /** How alike it is, by the likenesses of both. */
  percent: number;
  authorId: string;
  isMarkedSpam: boolean;
}>;

/** What the site saw of the same text and of its article. */
export type SiteFacts = Readonly<{
  /** Other comments with the same `fingerprint`, by how many people, and how many of them people marked as spam. */
  sameTextAcrossSite: Readonly<{ count: number; distinctAuthors: number; markedSpam: number }>;
  /** Comments of the last days that share a band of their likeness with the comment and are as alike as the rules say; a bounded number. */
  similar?: readonly SimilarFact[];
  /** New people who wrote on the article in the last hour, and how many of them come in a usual hour there. */
  newPeople?: Readonly<{ inHour: number; usualInHour: number }>;
}>;

/** Words of the article and its discussion, each with its number, and their sum. */
export type ArticleFacts = Readonly<{ terms: ReadonlyMap<string, number>; total: number }>;

/**
 * What became of asking a provider. `pending`: it will be asked by the job, so that a comment which waits for it is not public before.
 * `failed`: it gave no answer that can be used, with a code for the trace.
 */
export type ProviderFact<Answer> =
  | Readonly<{ result: 'answered'; answer: Answer }>
  | Readonly<{ result: 'failed'; failure: string }>
  | Readonly<{ result: 'pending' }>;

/** Akismet's answer: `discard` is its word for blatant spam. */
export type AkismetAnswer = 'ham' | 'spam' | 'discard';

/** The answer of the external service; it has none on 204. */
export type ExternalAnswer = Readonly<{
  verdict: 'publish' | 'hold' | 'reject' | 'spam' | 'no-opinion';
  score?: number;
  /** A sentence for moderators, shown as text. */
  explanation?: string;
}>;

/** What providers outside the host said. A provider that is off is absent. */
export type OutsideFacts = Readonly<{
  akismet?: ProviderFact<AkismetAnswer>;
  external?: ProviderFact<ExternalAnswer>;
}>;

/**
 * Everything screening knows of one comment (product.md section 4). It is gathered before and read only. A group that is absent
 * means that the phases which need it have no opinion; it never counts in favour of publication.
 */
export type ScreeningFacts = Readonly<{
  comment: CommentFacts;
  author: AuthorFacts;
  place: PlaceFacts;
  recent?: RecentFacts;
  site?: SiteFacts;
  article?: ArticleFacts;
  outside?: OutsideFacts;
}>;
