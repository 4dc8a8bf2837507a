import type { Database } from '#platform';

/** How large a discussion is to be. */
export interface ThreadShape {
  readonly articleId: string;
  readonly siteId: string;
  readonly roots: number;
  /** Public replies to every root. */
  readonly repliesEach: number;
  /** Where the roots stand: every n-th in this section. */
  readonly section?: { readonly id: string; readonly every: number };
}

const NO_SECTION = '00000000-0000-0000-0000-000000000000';

/** Ids like uuid 7: `$1` decides the time part, so that ids of later rows sort later. */
const idOf = (millis: string, tail: string): string =>
  `(lpad(to_hex(1770000000000 + ${millis}), 12, '0') || '7000' || '8000' || lpad(to_hex(${tail}), 12, '0'))::uuid`;

/**
 * Public comments in bulk, past the verbs: roots with flat replies, votes that differ, and counters that are right. A million take
 * about a minute. The discussion row must exist and be empty.
 */
export async function buildThread(database: Database, shape: ThreadShape): Promise<void> {
  const { articleId, siteId, roots, repliesEach } = shape;
  const [sectionId, every] = [shape.section?.id ?? NO_SECTION, shape.section?.every ?? 0];
  await database.transaction(async () => {
    await database.execute(`SELECT set_config('statement_timeout', '0', true)`);
    await database.execute(INSERT_ROOTS, [articleId, siteId, roots, repliesEach, every, sectionId]);
    if (repliesEach > 0)
      await database.execute(INSERT_REPLIES, [articleId, siteId, roots, repliesEach, every, sectionId]);
    await database.execute(INSERT_REVISIONS, [articleId]);
    await database.execute(COUNT, [articleId]);
    await database.execute(COUNT_SECTIONS, [articleId]);
  });
}

/** What a discussion's counters must be, counted anew from its comments. */
export interface Recount {
  readonly published: number;
  readonly sections: Readonly<Record<string, number>>;
  readonly replies: Readonly<Record<string, number>>;
  readonly descendants: Readonly<Record<string, number>>;
}

/** Counts a discussion anew, without its counters: by status and path alone. */
export async function recount(database: Database, articleId: string): Promise<Recount> {
  const rows = await database.query<{
    id: string;
    parent_id: string | null;
    path: string[];
    status: string;
    section_id: string | null;
  }>('SELECT id, parent_id, path, status, section_id FROM comments WHERE article_id = $1 ORDER BY depth DESC', [
    articleId,
  ]);
  const sections: Record<string, number> = {};
  const replies: Record<string, number> = {};
  const descendants: Record<string, number> = {};
  let published = 0;
  for (const row of rows) {
    const isPublic = row.status === 'published';
    const isShown = isPublic || (replies[row.id] ?? 0) > 0;
    if (isShown && row.parent_id !== null) replies[row.parent_id] = (replies[row.parent_id] ?? 0) + 1;
    if (!isPublic) continue;
    published++;
    for (const above of row.path) descendants[above] = (descendants[above] ?? 0) + 1;
    if (row.section_id !== null) sections[row.section_id] = (sections[row.section_id] ?? 0) + 1;
  }
  return { published, sections, replies, descendants };
}

/** The counters as they are stored, in the shape of a recount: zeros are left out. */
export async function storedCounts(database: Database, articleId: string): Promise<Recount> {
  const [discussion] = await database.query<{ published: number }>(
    'SELECT published FROM discussions WHERE article_id = $1',
    [articleId],
  );
  const sections = await database.query<{ section_id: string; published: number }>(
    'SELECT section_id, published FROM section_counts WHERE article_id = $1 AND published <> 0',
    [articleId],
  );
  const comments = await database.query<{ id: string; reply_count: number; descendant_count: number }>(
    'SELECT id, reply_count, descendant_count FROM comments WHERE article_id = $1',
    [articleId],
  );
  const counted = (of: (row: (typeof comments)[number]) => number): Record<string, number> =>
    Object.fromEntries(comments.filter((row) => of(row) !== 0).map((row) => [row.id, of(row)]));
  return {
    published: discussion?.published ?? 0,
    sections: Object.fromEntries(sections.map((row) => [row.section_id, row.published])),
    replies: counted((row) => row.reply_count),
    descendants: counted((row) => row.descendant_count),
  };
}

const COLUMNS = `article_id, id, site_id, root_id, parent_id, depth, path, author_id, author_name, author_kind, status, revision,
  public_revision, body_html, anchor_kind, section_id, up, down, best, reply_count, descendant_count, created_at`;
const ROOT_ID = idOf('n * 10', 'n');
const SECTION = `CASE WHEN $5::int > 0 AND n % greatest($5::int, 1) = 0 THEN $6::uuid END`;
const HTML = `'<p dir="auto">Comment ' || n || ' ' || repeat('word ', 20 + (n * 7919 % 60)::int) || '</p>'`;
const AUTHOR = idOf('0', 'n % 5000');
const CREATED = `to_timestamp((1770000000000 + n * 10) / 1000.0)`;

const INSERT_ROOTS = `
INSERT INTO comments (${COLUMNS})
SELECT $1::uuid, ${ROOT_ID}, $2::uuid, ${ROOT_ID}, NULL, 0, '{}', ${AUTHOR}, 'Reader ' || n % 5000, 'guest', 'published', 1,
  1, ${HTML}, CASE WHEN ${SECTION} IS NULL THEN 'article' ELSE 'section' END, ${SECTION}, n * 31 % 97, n * 17 % 13, (n * 31 % 97) / 100.0, $4::int, $4::int, ${CREATED}
FROM generate_series(1::bigint, $3::bigint) n`;

const INSERT_REPLIES = `
INSERT INTO comments (${COLUMNS})
SELECT $1::uuid, ${idOf('n * 10 + 1 + k', 'n * 100000 + k')}, $2::uuid, ${ROOT_ID}, ${ROOT_ID}, 1, ARRAY[${ROOT_ID}], ${AUTHOR}, 'Reader ' || n % 5000, 'guest', 'published', 1,
  1, ${HTML}, CASE WHEN ${SECTION} IS NULL THEN 'article' ELSE 'section' END, ${SECTION}, 0, 0, 0, 0, 0, ${CREATED}
FROM generate_series(1::bigint, $3::bigint) n, generate_series(1::bigint, $4::bigint) k`;

const INSERT_REVISIONS = `
INSERT INTO comment_revisions (article_id, comment_id, revision, body, body_html, renderer, trace, created_at)
SELECT article_id, id, 1, author_name, body_html, 1, '[]', created_at FROM comments WHERE article_id = $1::uuid`;

const COUNT = `
UPDATE discussions d SET version = version + 1, published = c.total, last_activity_at = c.latest
FROM (SELECT count(*)::int AS total, max(created_at) AS latest FROM comments WHERE article_id = $1::uuid AND status = 'published') c
WHERE d.article_id = $1::uuid`;

const COUNT_SECTIONS = `
INSERT INTO section_counts (article_id, section_id, published)
SELECT article_id, section_id, count(*) FROM comments
WHERE article_id = $1::uuid AND status = 'published' AND section_id IS NOT NULL GROUP BY article_id, section_id`;
