import type { Database } from '#platform';

/** What every table holds, as a count and a hash each. Two of them are equal when nothing was written between. */
export type TableState = Readonly<Record<string, string>>;

/** Columns that a read may move: when a key was last used. */
const MOVES_BY_READING = new Set(['api_keys.last_used_at']);

/** Takes it over every table of the schema `public` but the counters of the limits and the list of migrations. */
export async function tableState(database: Database): Promise<TableState> {
  const columns = await database.query<{ table_name: string; column_name: string }>(COLUMNS);
  const tables = [...new Set(columns.map((column) => column.table_name))];
  const parts = tables.map((table) => {
    const kept = columns
      .filter((column) => column.table_name === table && !MOVES_BY_READING.has(`${table}.${column.column_name}`))
      .map((column) => `"${column.column_name}"`);
    return `SELECT '${table}' AS name, count(*) || ':' || coalesce(md5(string_agg(row::text, E'\\n' ORDER BY row::text)), '')
      AS state FROM (SELECT ROW(${kept.join(', ')})::text AS row FROM "${table}") rows`;
  });
  const rows = await database.query<{ name: string; state: string }>(parts.join('\nUNION ALL\n'));
  return Object.fromEntries(rows.map(({ name, state }) => [name, state]));
}

const COLUMNS = `
SELECT c.table_name, c.column_name FROM information_schema.columns c
JOIN pg_class k ON k.oid = format('%I.%I', c.table_schema, c.table_name)::regclass
WHERE c.table_schema = 'public' AND NOT k.relispartition AND k.relkind IN ('r', 'p')
  AND c.table_name NOT LIKE 'rate\\_limit%' AND c.table_name NOT LIKE 'migrations%'
ORDER BY c.table_name, c.ordinal_position`;
