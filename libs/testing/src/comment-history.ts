import { recount, storedCounts } from './build-comment.js';
import type { FaultPlace, Scenario } from './fault-bed.js';
import type { CommentToPost } from './post-load.js';

/** Settings under which everything is public at first and screening takes most of a load back: counters go up and down. */
export const BUSY_SITE = {
  screening: { newCommenter: { holdFirst: 0 }, flood: { perMinute: 0, perHour: 0 }, repeats: { windowSeconds: 0 } },
} as const;

/** What a load posts: roots, replies and section comments, each naming its operation. `parents` are answered in turn. */
export function mixedComments(
  { article }: FaultPlace,
  parents: readonly string[],
  tokens: readonly string[] = [],
): (index: number) => CommentToPost {
  const section = article.sections[0]?.id ?? '';
  return (index) => {
    const token = tokens[index % Math.max(1, tokens.length)];
    const parentId = index % 3 === 0 ? parents[index % Math.max(1, parents.length)] : undefined;
    const isInSection = parentId === undefined && index % 4 === 1;
    return {
      articleId: article.id,
      body: {
        body: `This is what operation-${index} has to say.`,
        ...(parentId === undefined ? {} : { parentId }),
        ...(isInSection ? { anchor: { sectionId: section } } : {}),
        ...(token === undefined ? { guest: { name: `Reader ${index}` } } : {}),
      },
      ...(token === undefined ? {} : { token }),
    };
  };
}

const STORED = `
SELECT substring(r.body FROM 'operation-[0-9]+') AS id, count(*)::int AS n FROM comments c
JOIN comment_revisions r ON r.article_id = c.article_id AND r.comment_id = c.id AND r.revision = 1
WHERE c.article_id = $1 AND r.body LIKE '%operation-%' GROUP BY 1`;
const SCREENED = `
SELECT substring(r.body FROM 'operation-[0-9]+') AS id, count(d.id)::int AS n FROM comments c
JOIN comment_revisions r ON r.article_id = c.article_id AND r.comment_id = c.id AND r.revision = 1
LEFT JOIN decisions d ON d.comment_id = c.id AND d.revision = 1 AND d.cause = 'screening'
WHERE c.article_id = $1 AND r.body LIKE '%operation-%' GROUP BY 1`;

/** How often each operation's comment is stored, and how often its text was judged. */
export async function effectsOf(
  { database }: Scenario,
  articleId: string,
): Promise<{ comments: ReadonlyMap<string, number>; decisions: ReadonlyMap<string, number> }> {
  const read = async (sql: string) => {
    const rows = await database.query<{ id: string; n: number }>(sql, [articleId]);
    return new Map(rows.map(({ id, n }) => [id, n]));
  };
  return { comments: await read(STORED), decisions: await read(SCREENED) };
}

const WAITING_UNSEEN = `
SELECT count(*)::int AS n FROM comments c WHERE c.article_id = $1 AND c.status = 'pending'
  AND NOT EXISTS (SELECT 1 FROM review_items i WHERE i.comment_id = c.id AND i.resolved_at IS NULL)`;

/** What must be as it is counted anew (reliability.md F29): the counters, and that moderators see everything that waits. */
export async function counterState(scenario: Scenario, articleId: string) {
  return {
    stored: await storedCounts(scenario.database, articleId),
    truth: await recount(scenario.database, articleId),
    waitingUnseen: await scenario.count(WAITING_UNSEEN, [articleId]),
  };
}

/** Posts public comments that a load can answer, as the moderator. */
export async function seedParents(
  post: (body: { body: string }, token: string) => Promise<{ comment: { id: string; status: string } }>,
  { moderator }: FaultPlace,
  count: number,
): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index++) {
    const { comment } = await post({ body: `Parent ${index} of the answers.` }, moderator.token);
    if (comment.status !== 'published') throw new Error(`A moderator's comment is ${comment.status}.`);
    ids.push(comment.id);
  }
  return ids;
}
