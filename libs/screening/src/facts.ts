/** A link of a comment, as rendering found it. `host` is empty for `mailto:`. */
export type LinkFact = Readonly<{ href: string; host: string; text: string }>;

/** A sanction in force. Whoever gathers the facts leaves out those that ended: screening has no clock. */
export type SanctionFact = Readonly<{ kind: 'mute' | 'suspension' | 'ban'; endsAt?: string }>;

/** The comment to judge, at the revision to judge. */
export type CommentFacts = Readonly<{
  /** The Markdown source; spans of field `body` count in it, in UTF-16 units. */
  body: string;
  /** The plain text a reader sees. */
  text: string;
  links: readonly LinkFact[];
  language?: string;
  isReply: boolean;
  isEdit: boolean;
}>;

/** Who wrote it. */
export type AuthorFacts = Readonly<{
  kind: 'guest' | 'verified' | 'account' | 'staff';
  name: string;
  website?: string;
  /** Comments of theirs that were published, by a person or after screening. 0 for an address that was not confirmed. */
  approvedCount: number;
  /** Comments of theirs that were rejected or marked spam of late. */
  rejectedRecently: number;
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

/** What the site saw of the same text. */
export type SiteFacts = Readonly<{
  /** Other comments with the same `fingerprint`, by how many people, and how many of them people marked as spam. */
  sameTextAcrossSite: Readonly<{ count: number; distinctAuthors: number; markedSpam: number }>;
  newPeopleOnArticle?: number;
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
}>;
