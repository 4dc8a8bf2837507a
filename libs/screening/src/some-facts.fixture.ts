import type {
  ArticleFacts,
  AuthorFacts,
  CommentFacts,
  OutsideFacts,
  PlaceFacts,
  RecentFacts,
  ScreeningFacts,
  SiteFacts,
} from './facts.js';

/** What a test changes about an ordinary comment. */
export type SomeFacts = Readonly<{
  comment?: Partial<CommentFacts>;
  author?: Partial<AuthorFacts>;
  place?: Partial<PlaceFacts>;
  recent?: Partial<RecentFacts>;
  site?: Partial<SiteFacts['sameTextAcrossSite']>;
  similar?: SiteFacts['similar'];
  newPeople?: SiteFacts['newPeople'];
  article?: ArticleFacts;
  outside?: OutsideFacts;
}>;

/** For tests: an ordinary comment of a person who wrote before, with what the test names changed. */
export function someFacts({
  comment,
  author,
  place,
  recent,
  site,
  similar,
  newPeople,
  article,
  outside,
}: SomeFacts = {}): ScreeningFacts {
  const body = comment?.body ?? 'The second paragraph forgets the port of Aktau.';
  return {
    comment: { body, text: body, links: [], isReply: false, isEdit: false, ...comment },
    author: { kind: 'verified', name: 'Anna Berg', approvedCount: 3, isTrusted: false, ...author },
    place: { mode: 'open', moderation: 'post', ...place },
    ...(recent && {
      recent: {
        sameTextByAuthor: { count: 0, lastSecondsAgo: 0 },
        byAuthorInWindow: 1,
        byNetworkInWindow: 1,
        ...recent,
      },
    }),
    ...((site ?? similar ?? newPeople) && {
      site: {
        sameTextAcrossSite: { count: 0, distinctAuthors: 0, markedSpam: 0, ...site },
        ...(similar && { similar }),
        ...(newPeople && { newPeople }),
      },
    }),
    ...(article && { article }),
    ...(outside && { outside }),
  };
}

/** For tests: links to hosts, written in the body as they are. */
export function linksTo(...hosts: readonly string[]): CommentFacts['links'] {
  return hosts.map((host) => ({ href: `https://${host}/`, host, text: host }));
}
