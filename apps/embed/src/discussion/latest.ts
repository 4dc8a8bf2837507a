import type { Comment, CommentPage } from '#contracts';
import { Refused } from '../service/refused.js';
import type { Service } from '../service/service.js';
import { flatten, refreshed } from './comment-tree.js';
import type { DiscussionState } from './discussion-state.js';

const PAGE = 50;
/** How much of what is shown is looked at again. What lies further down is news when the reader gets there. */
const MOST_ROOTS = 100;
const MOST_LISTS = 10;
/** How many comments that were missing in one look are asked for one by one. */
const MOST_CHECKS = 5;

/** The discussion as it is now, as far as it is shown. */
export interface Latest {
  readonly article: CommentPage['article'];
  readonly roots: readonly Comment[];
  /** Replies by the comment that they answer. */
  readonly lists: ReadonlyMap<string, readonly Comment[]>;
  /** The comments that are shown, as they are now. */
  readonly applyTo: (comments: readonly Comment[]) => Comment[];
  /** How many comments have been seen that are not among these. */
  readonly unknown: (comments: readonly Comment[]) => number;
}

/** Reads what is shown of a discussion again. @throws {Refused} */
export async function readLatest(service: Service, articleId: string, state: DiscussionState): Promise<Latest> {
  const { article, roots } = await readRoots(service, articleId, state);
  const lists = await readLists(service, articleId, state.comments, byId(flatten(roots)));
  const latest = byId([...flatten(roots), ...[...lists.values()].flat()]);
  const missing = missingOf(state.comments, roots.length, lists, latest);
  const gone = new Set<string>();
  for (const id of missing.slice(0, MOST_CHECKS)) {
    try {
      latest.set(id, (await service.permalink(articleId, id)).comment);
    } catch (error) {
      if (error instanceof Refused && error.code === 'not_found') gone.add(id);
    }
  }
  return {
    article,
    roots,
    lists,
    applyTo: (comments) => refreshed(comments, latest, gone),
    unknown: (comments) => {
      const known = byId(flatten(comments));
      return [...latest.keys()].filter((id) => !known.has(id)).length;
    },
  };
}

async function readRoots(service: Service, articleId: string, { comments, view }: DiscussionState) {
  const wanted = Math.min(Math.max(comments.length, 1), MOST_ROOTS);
  const roots: Comment[] = [];
  let after: string | undefined;
  for (;;) {
    const limit = Math.min(Math.max(wanted - roots.length, 20), PAGE);
    const page = await service.threads(articleId, view, after === undefined ? { limit } : { limit, after });
    roots.push(...page.comments);
    if (page.next === null || roots.length >= wanted) return { article: page.article, roots };
    after = page.next;
  }
}

/** The lists of replies that were opened beyond what a page brings, or were whole and have grown. */
async function readLists(
  service: Service,
  articleId: string,
  comments: readonly Comment[],
  latest: ReadonlyMap<string, Comment>,
): Promise<ReadonlyMap<string, readonly Comment[]>> {
  const opened = flatten(comments).filter(({ id, replies }) => {
    if (replies === undefined || (replies.items.length === 0 && replies.next === null)) return false;
    const now = latest.get(id);
    const brought = now?.replies?.items.length ?? 0;
    return now === undefined || replies.items.length > brought || (replies.next === null && now.replyCount > brought);
  });
  const lists = new Map<string, readonly Comment[]>();
  for (const { id } of opened.slice(0, MOST_LISTS)) {
    const items = await service.replies(articleId, id, { limit: PAGE }).catch(() => undefined);
    if (items !== undefined) lists.set(id, items.items);
  }
  return lists;
}

/** What is shown among the first of its list and did not come again: moved on, or gone. */
function missingOf(
  comments: readonly Comment[],
  rootsRead: number,
  lists: ReadonlyMap<string, readonly Comment[]>,
  latest: ReadonlyMap<string, Comment>,
): string[] {
  const looked = flatten(comments).flatMap(({ id, replies }) => {
    const read = lists.get(id)?.length ?? latest.get(id)?.replies?.items.length;
    if (read === undefined) return [];
    // A shorter list than before has lost what is at its end.
    const isWhole = lists.has(id) ? read < PAGE : latest.get(id)?.replies?.next === null;
    return (replies?.items ?? []).slice(0, isWhole ? undefined : read);
  });
  return [...comments.slice(0, Math.max(rootsRead, 1)), ...looked].map(({ id }) => id).filter((id) => !latest.has(id));
}

function byId(comments: readonly Comment[]): Map<string, Comment> {
  return new Map(comments.map((comment) => [comment.id, comment]));
}
