import type { PoolClient, QueryResult, QueryResultRow } from 'pg';
import { sha256 } from '#kernel';

const names = new Map<string, string>();

/**
 * The name under which a statement is prepared on every connection. SQL texts are constants, so the map is bounded by the code.
 * Preparing saves PostgreSQL the planning of queries over partitioned tables on every call.
 */
function statementName(sql: string): string {
  let name = names.get(sql);
  if (name === undefined) {
    name = `c_${sha256(sql).toString('base64url').slice(0, 22)}`;
    names.set(sql, name);
  }
  return name;
}

/** Runs a constant SQL text as a prepared statement on one connection. */
export async function runPrepared<Row extends QueryResultRow>(
  client: Pick<PoolClient, 'query'>,
  sql: string,
  values: readonly unknown[],
): Promise<QueryResult<Row>> {
  return client.query<Row>({ name: statementName(sql), text: sql, values: [...values] });
}

/**
 * Holds back what is written to a connection until the code that runs now has nothing more to do, so that statements called together
 * leave in one system call.
 */
export function sendTogether({ connection: { stream } }: PoolClient): void {
  stream.cork();
  process.nextTick(() => {
    stream.uncork();
  });
}
