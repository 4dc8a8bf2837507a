/** A BullMQ worker whose job only reads the comment and commits a status: what screening is held against (M2). */
import pg from 'pg';
import { type BenchBackend, startWorker } from './bench-queue.js';

const settings = JSON.parse(process.argv[2] ?? '{}') as BenchBackend & { jobs: number };
const READ = `SELECT c.*, r.body FROM comments c JOIN comment_revisions r
  ON r.article_id = c.article_id AND r.comment_id = c.id AND r.revision = c.revision WHERE c.article_id = $1 AND c.id = $2`;
const WRITE = 'UPDATE comments SET status = $3 WHERE article_id = $1 AND id = $2';
const pool = new pg.Pool({ connectionString: settings.databaseUrl, max: 10 });
let done = 0;
let first = 0;

startWorker(settings, async ({ data: { articleId, commentId } }) => {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query({ name: 'read', text: READ, values: [articleId, commentId] });
    await client.query({ name: 'write', text: WRITE, values: [articleId, commentId, 'published'] });
    await client.query('COMMIT');
  } finally {
    client.release();
  }
  done += 1;
  if (done === 1) first = performance.now();
  if (done === settings.jobs) process.stdout.write(`perSecond ${((done - 1) * 1000) / (performance.now() - first)}\n`);
});
process.on('SIGTERM', () => process.exit(0));
