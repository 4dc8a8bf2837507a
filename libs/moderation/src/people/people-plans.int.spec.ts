import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import { openTestDatabase, type TestDatabase } from '#testing';
import { BY_NAME, COMMENTS_OF_PERSON, LINKED_BY_MAILBOX, LINKED_BY_NETWORK, SEEN } from './people.queries.js';

const PEOPLE = 20_000;
const PRINTS = 60_000;

let room: TestDatabase;
const [siteId, otherSiteId] = [newId(), newId()];
let personId: string;

/** Twenty thousand people of two sites, a mailbox each, and three comments of each from one of a thousand networks. */
beforeAll(async () => {
  room = await openTestDatabase();
  const { dataSource } = room;
  await dataSource.query(
    `INSERT INTO people (id, kind, name, name_key, mailbox_key, email_confirmed_at, created_at, updated_at)
     SELECT gen_random_uuid(), 'guest', 'Name ' || n, 'name' || n, sha256(n::text::bytea), now(), now(), now()
     FROM generate_series(1, ${PEOPLE}) n`,
  );
  await dataSource.query(
    `INSERT INTO comment_prints (comment_id, article_id, site_id, author_id, network_key, text_key, created_at)
     SELECT gen_random_uuid(), gen_random_uuid(), CASE WHEN p.at % 2 = 0 THEN $1::uuid ELSE $2::uuid END, p.id,
       sha256((p.at % 1000)::text::bytea), '', now()
     FROM (SELECT id, row_number() OVER () AS at FROM people) p, generate_series(1, ${PRINTS / PEOPLE}) n`,
    [siteId, otherSiteId],
  );
  for (const table of ['people', 'comment_prints', 'flag_records', 'roles', 'sanctions']) {
    await dataSource.query(`ANALYZE ${table}`);
  }
  const [row] = await dataSource.query<{ author_id: string }[]>(
    'SELECT author_id FROM comment_prints WHERE site_id = $1 LIMIT 1',
    [siteId],
  );
  personId = row?.author_id ?? '';
});
afterAll(() => room.close());

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Node[];
}

/** Whole tables that a statement reads, as it runs in the service: on a plan that is made once for all values. */
async function tablesReadWhole(sql: string, values: readonly unknown[]): Promise<string[]> {
  const list = values.map((value) => (typeof value === 'number' ? String(value) : `'${String(value)}'`)).join(', ');
  const name = `plan_${newId().replaceAll('-', '')}`;
  const runner = room.dataSource.createQueryRunner();
  try {
    await runner.query(`SET plan_cache_mode = force_generic_plan`);
    await runner.query(`PREPARE ${name} AS ${sql}`);
    const [explained] = (await runner.query(`EXPLAIN (FORMAT JSON) EXECUTE ${name}(${list})`)) as {
      'QUERY PLAN': { Plan: Node }[];
    }[];
    const nodes = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodes)];
    const [plan] = explained?.['QUERY PLAN'] ?? [];
    return (plan === undefined ? [] : nodes(plan.Plan))
      .filter((node) => node['Node Type'] === 'Seq Scan')
      .map((node) => node['Relation Name'] ?? '')
      .filter((table) => table === 'people' || table === 'comment_prints');
  } finally {
    await runner.query(`RESET plan_cache_mode`);
    await runner.release();
  }
}

describe('what moderators read about people', () => {
  it.each<[string, string, () => unknown[]]>([
    ['people by name', BY_NAME, () => ['name1', 'name1z', 'name1', '00000000-0000-0000-0000-000000000000', siteId]],
    ['a person’s comments', COMMENTS_OF_PERSON, () => [personId, siteId, 'ffffffff-ffff-ffff-ffff-ffffffffffff', 20]],
    ['who shares a mailbox', LINKED_BY_MAILBOX, () => [personId, siteId]],
    ['who shares a network', LINKED_BY_NETWORK, () => [personId, siteId, '2020-01-01T00:00:00Z']],
    ['when a person was seen', SEEN, () => [personId, siteId]],
  ])('walks indexes: %s', async (_what, sql, values) => {
    expect(await tablesReadWhole(sql, values())).toEqual([]);
  });
});
