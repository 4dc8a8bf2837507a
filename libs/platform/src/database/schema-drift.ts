import type { DataSource } from 'typeorm';

interface ColumnRow {
  readonly table_name: string;
  readonly column_name: string;
  readonly data_type: string;
  readonly is_nullable: 'YES' | 'NO';
}

const FULL_NAMES: Readonly<Record<string, string>> = {
  timestamptz: 'timestamp with time zone',
  int: 'integer',
  int8: 'bigint',
  float8: 'double precision',
  float4: 'real',
};

/**
 * Where entities and the migrated schema disagree: a table or column that is missing, or one of another type or nullability. Empty
 * when they agree. (TypeORM's own generator knows neither partitions nor partial indexes and would always find differences.)
 */
export async function findSchemaDrift(source: DataSource): Promise<string[]> {
  const rows = await source.query<ColumnRow[]>(
    `SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns WHERE table_schema = current_schema()`,
  );
  const actual = new Map(rows.map((row) => [`${row.table_name}.${row.column_name}`, row]));
  const drift: string[] = [];
  for (const entity of source.entityMetadatas) {
    for (const column of entity.columns) {
      const name = `${entity.tableName}.${column.databaseName}`;
      const row = actual.get(name);
      const type = column.isArray ? 'ARRAY' : (FULL_NAMES[String(column.type)] ?? String(column.type));
      if (row === undefined) drift.push(`${name} is not in the database`);
      else if (row.data_type !== type) drift.push(`${name} is ${row.data_type}, the entity says ${type}`);
      else if ((row.is_nullable === 'YES') !== column.isNullable) {
        drift.push(`${name} ${row.is_nullable === 'YES' ? 'may' : 'may not'} be null, the entity says otherwise`);
      }
    }
  }
  return drift;
}
