/**
 * The worker as it is shipped, but a comment that says `poison:<kind>` makes its screening do something terrible (reliability.md F11).
 * Each time it does is written to the table `poison_bites`, which the scenario has made.
 */
import pg from 'pg';
import { ScreenComment } from '#moderation';

const HOARD = 2_000_000_000;
const client = new pg.Client({ connectionString: process.env['DATABASE_URL'] });
await client.connect();

const BITES: Readonly<Record<string, () => unknown>> = {
  exit: () => process.exit(3),
  loop: () => {
    for (;;) Math.random();
  },
  memory: () => {
    const hoard: number[][] = [];
    for (let bytes = 0; bytes < HOARD; bytes += 8_000_000) hoard.push(new Array<number>(1_000_000).fill(bytes));
    return hoard.length;
  },
  rejection: () => {
    void Promise.reject(new Error('Nobody waits for this.'));
    return new Promise(() => undefined);
  },
  throw: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- a job may throw anything
    throw { poison: true };
  },
};

// eslint-disable-next-line @typescript-eslint/unbound-method -- called below with its own `this`
const screen = ScreenComment.prototype.run;
ScreenComment.prototype.run = async function poisoned(payload, finish) {
  const { rows } = await client.query<{ body: string }>(
    'SELECT body FROM comment_revisions WHERE article_id = $1 AND comment_id = $2 AND revision = $3',
    [payload.articleId, payload.commentId, payload.revision],
  );
  const kind = /poison:(\w+)/u.exec(rows[0]?.body ?? '')?.[1];
  const bite = kind === undefined ? undefined : BITES[kind];
  if (bite !== undefined) {
    await client.query('INSERT INTO poison_bites (kind) VALUES ($1)', [kind]);
    await bite();
  }
  return screen.call(this, payload, finish);
};

await import('../../apps/worker/src/main.js');
