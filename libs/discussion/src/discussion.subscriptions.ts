import { personVerified } from '#accounts';
import { articleAsked, articleRevised } from '#articles';
import { subscribe } from '#platform';
import { HAVE_ANCHORS } from './anchors/anchor-ledger.queries.js';
import { adoptComments, followAsks, placeAnchors } from './discussion.jobs.js';

/** What this room does when something happens elsewhere. */
export const discussionSubscriptions = [
  subscribe(personVerified, adoptComments, (verified) => verified),
  subscribe(articleAsked, followAsks, (asked) => asked),
  subscribe(articleRevised, placeAnchors, ({ articleId }) => ({ articleId }), {
    when: ({ revision }) => revision > 1,
    key: ({ articleId }) => articleId,
    sql: HAVE_ANCHORS,
  }),
];
