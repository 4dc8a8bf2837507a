/** Bare Fastify and pg without logging, validation or cache: what R2, R4 and W1 are held against. */
import { fastify } from 'fastify';
import pg from 'pg';
import { pageAnswer, type PageRow } from './page-answer.js';
import { COUNTS_SQL, PAGE_SQL } from './page-sql.js';
import { type PlainPost, postRows } from './post-rows.js';

interface Settings {
  readonly databaseUrl: string;
  readonly siteId: string;
  readonly poolSize: number;
  readonly writers: readonly { id: string; name: string }[];
}

interface PageQuery {
  readonly sort: keyof typeof PAGE_SQL;
  readonly limit: string;
  readonly replies: string;
}

const settings = JSON.parse(process.argv[2] ?? '{}') as Settings;
const pool = new pg.Pool({ connectionString: settings.databaseUrl, max: settings.poolSize });
const server = fastify();
let turn = 0;

server.get<{ Params: { articleId: string }; Querystring: PageQuery }>(
  '/articles/:articleId/comments',
  async (request, reply) => {
    const { articleId } = request.params;
    const { sort, limit, replies } = request.query;
    const wanted = Number(replies) === 0 ? 0 : Number(replies) + 1;
    const values = [articleId, Number(limit) + 1, wanted];
    const { rows } = await pool.query<PageRow>({ name: `page-${sort}`, text: PAGE_SQL[sort], values });
    const text = JSON.stringify(pageAnswer(articleId, rows, Number(limit), Number(replies)));
    return reply.header('content-type', 'application/json; charset=utf-8').send(text);
  },
);

server.get<{ Querystring: { key: string[] } }>('/counts', async (request, reply) => {
  const { key } = request.query;
  const { rows } = await pool.query<{ key: string; total: number; sections: object | null }>({
    ...{ name: 'counts', text: COUNTS_SQL },
    values: [settings.siteId, key],
  });
  const counts = Object.fromEntries(rows.map((row) => [row.key, { total: row.total, sections: row.sections ?? {} }]));
  return reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(counts));
});

server.post<{ Params: { articleId: string }; Body: PlainPost }>(
  '/articles/:articleId/comments',
  async (request, reply) => {
    turn += 1;
    const writer = settings.writers[turn % settings.writers.length] ?? { id: '', name: '' };
    const answer = await postRows(pool, request.params.articleId, request.body, { ...writer, siteId: settings.siteId });
    return reply.code(201).send(answer);
  },
);

await server.listen({ port: 0, host: '127.0.0.1' });
const address = server.server.address();
process.stdout.write(`port ${typeof address === 'object' ? address?.port : ''}\n`);
process.on('SIGTERM', () => process.exit(0));
