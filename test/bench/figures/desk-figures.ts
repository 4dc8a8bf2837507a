import { newId, sha256 } from '#kernel';
import type { Content } from '../content.js';
import { bounded, type Figure, percentile } from '../figure.js';
import type { Ground } from '../ground.js';
import type { BenchOptions } from '../options.js';

const PENDING = 100_000;
const DECIDED_AT_ONCE = 500;
/** Reads behind each figure; every other one is of another page or another word. */
const READS = 60;
const MODERATOR_KEY = 'bench-moderator';

interface Pending {
  readonly articleId: string;
  readonly commentId: string;
}

/** Q1: the moderators' desk with a long list before it, and a search among all comments there are. */
export async function measureDesk(
  ground: Ground,
  content: Content,
  options: BenchOptions,
  tell: (figure: Figure) => void,
): Promise<void> {
  const pending = await fillQueue(ground, content, options.isQuick ? PENDING / 10 : PENDING);
  const token = await signIn(ground, content);
  const { child, url } = await ground.api({ RATE_LIMITS: 'off' });
  const ask = async (path: string, body?: object): Promise<{ ms: number; answer: QueueAnswer }> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const begun = performance.now();
    const response = await fetch(`${url}/api/v1/moderation/${path}`, {
      headers,
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as QueueAnswer;
    const ms = performance.now() - begun;
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
    return { ms, answer };
  };
  const timed = async (
    id: string,
    what: string,
    goalMs: number,
    run: (n: number) => Promise<number>,
  ): Promise<void> => {
    for (let warm = 0; warm < 5; warm += 1) await run(warm);
    const times: number[] = [];
    for (let n = 0; n < READS; n += 1) times.push(await run(n));
    const note = `p95 of ${READS} requests one after the other; p50 ${percentile(times, 0.5).toFixed(0)} ms. ${pending.length.toLocaleString('en')} wait.`;
    tell(bounded({ id, what, unit: 'ms', ours: percentile(times, 0.95), note, runs: { ours: times } }, goalMs));
  };
  const queue = `queue?site=${content.site.key}`;
  let after: string | null = null;
  await timed('Q1 queue', 'a page of 50 of the queue, urgent, page after page', 100, async () => {
    const next: string = after === null ? '' : `&after=${after}`;
    const { ms, answer } = await ask(`${queue}&state=pending&sort=urgent${next}`);
    after = answer.next;
    return ms;
  });
  await timed(
    'Q1 filter',
    'the same, unclaimed and with a reason',
    100,
    async () => (await ask(`${queue}&state=pending&sort=oldest&claim=free&reason=links`)).ms,
  );
  await timed(
    'Q1 counts',
    'how many are in each of the eight queues',
    100,
    async () => (await ask(`queue/counts?site=${content.site.key}`)).ms,
  );
  await timed(
    'Q1 next',
    'claim the next 10',
    100,
    async () => (await ask('claims', { site: content.site.key, next: 10 })).ms,
  );
  const words = ['pelican', 'word', 'comment', 'pelican word', 'nowhere'];
  await timed('Q1 search', `search among ${await countOf(ground)} comments, rare and common words`, 300, async (n) => {
    const state = n % 2 === 0 ? 'pending' : 'published';
    return (await ask(`${queue}&state=${state}&sort=newest&q=${encodeURIComponent(words[n % words.length] ?? '')}`)).ms;
  });
  const times: number[] = [];
  for (let run = 0; run < options.runs; run += 1) {
    const batch = pending.slice(run * DECIDED_AT_ONCE, (run + 1) * DECIDED_AT_ONCE);
    const outcomes = ['publish', 'reject', 'spam'];
    const items = batch.map((one, n) => ({ ...one, revision: 1, outcome: outcomes[n % 3] }));
    times.push((await ask('decisions', { items })).ms);
  }
  const note = `${DECIDED_AT_ONCE} of one article in one request, a third each published, rejected and spam; p50 ${percentile(times, 0.5).toFixed(0)} ms`;
  tell(
    bounded(
      {
        id: 'Q1 decide',
        what: `decide ${DECIDED_AT_ONCE} at once`,
        unit: 'ms',
        ours: percentile(times, 0.95),
        note,
        runs: { ours: times },
      },
      1000,
    ),
  );
  await child.stop();
}

interface QueueAnswer {
  readonly next: string | null;
}

/** Comments that wait, on the largest article, and the index of all words. */
async function fillQueue(ground: Ground, content: Content, count: number): Promise<Pending[]> {
  const article = content.sized.at(-1);
  if (article === undefined) throw new Error('There is no article to fill.');
  const { client } = ground;
  await client.query(`SET statement_timeout = 0`);
  const { rows } = await client.query<{ id: string }>(
    `WITH new AS (
       SELECT n, (lpad(to_hex(1780000000000 + n * 10), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid AS id,
         CASE WHEN n % 1000 = 7 THEN 'A pelican ' ELSE 'A comment ' END || n || ' that waits, with a word and https://example.org/' || n AS body
       FROM generate_series(1::bigint, $3::bigint) n
     ), comment AS (
       INSERT INTO comments (article_id, id, site_id, root_id, depth, path, author_id, author_name, author_kind, status, revision, body_html, anchor_kind, created_at)
       SELECT $1, id, $2, id, 0, '{}', md5(n::text)::uuid, 'Somebody', 'guest', 'pending', 1, '<p>' || body || '</p>', 'article', now() FROM new
     ), revision AS (
       INSERT INTO comment_revisions (article_id, comment_id, revision, body, body_html, renderer, trace, created_at)
       SELECT $1, id, 1, body, '<p>' || body || '</p>', 1, '[]', now() FROM new
     ), decided AS (
       INSERT INTO decisions (id, article_id, comment_id, site_id, revision, cause, from_status, to_status, reasons, trace, created_at)
       SELECT gen_random_uuid(), $1, id, $2, 1, 'screening', 'pending', 'pending', '{links}',
         '{"verdict":"hold","reasons":["links"],"rulesVersion":"bench","phases":[]}', now() FROM new
     ), item AS (
       INSERT INTO review_items (comment_id, article_id, site_id, revision, status, reasons, urgency, reach, opened_at)
       SELECT id, $1, $2, 1, 'pending', '{links}', 1 + n % 7, 1, now() - (n % 5000) * interval '1 minute' FROM new
     )
     SELECT id FROM new ORDER BY n`,
    [article.id, content.site.id, count],
  );
  await client.query(
    `INSERT INTO comment_words (comment_id, words)
     SELECT c.id, to_tsvector('simple', r.body) || array_to_tsvector(ARRAY['site:' || c.site_id])
     FROM comments c JOIN comment_revisions r ON r.article_id = c.article_id AND r.comment_id = c.id AND r.revision = c.revision
     ON CONFLICT DO NOTHING`,
  );
  await client.query('VACUUM (ANALYZE)');
  return rows.map(({ id }) => ({ articleId: article.id, commentId: id }));
}

async function countOf(ground: Ground): Promise<string> {
  const { rows } = await ground.client.query<{ n: number }>('SELECT count(*)::int AS n FROM comment_words');
  return (rows[0]?.n ?? 0).toLocaleString('en');
}

async function signIn(ground: Ground, content: Content): Promise<string> {
  const [personId, token] = [newId(), newId() + newId()];
  await ground.client.query(
    `INSERT INTO people (id, kind, name, name_key, created_at, updated_at) VALUES ($1, 'account', 'Bench Moderator', $2, now(), now())`,
    [personId, MODERATOR_KEY],
  );
  await ground.client.query(
    `INSERT INTO roles (id, person_id, site_id, role, created_at) VALUES ($1, $2, $3, 'moderator', now())`,
    [newId(), personId, content.site.id],
  );
  await ground.client.query(
    `INSERT INTO sessions (id, person_id, kind, token_hash, created_at, expires_at)
     VALUES ($1, $2, 'staff', $3, now(), now() + interval '1 day')`,
    [newId(), personId, sha256(token)],
  );
  return token;
}
