import { DataSource, type DataSourceOptions } from 'typeorm';
import { migrations } from '#migrations';
import type { AppConfig } from '../config/app-config.js';
import { SnakeCaseNaming } from './snake-case.js';

/** Statement limits differ by role: a reader waits, a job may take its time (reliability.md D35). */
export type DatabaseRole = 'api' | 'worker';

/**
 * How long a caller waits for a free connection: a reader is told to come back (reliability.md D35), a job stands in line, because
 * more jobs run at a time than there are connections.
 */
const CONNECTION_WAIT_MS: Readonly<Record<DatabaseRole, number>> = { api: 2000, worker: 30_000 };

/** Options of the one DataSource of a process. `synchronize` is never on. */
export function dataSourceOptions(config: AppConfig, role: DatabaseRole): DataSourceOptions {
  const statementTimeout = role === 'api' ? config.statementTimeoutMs : config.workerStatementTimeoutMs;
  return {
    type: 'postgres',
    url: config.databaseUrl,
    synchronize: false,
    migrationsRun: false,
    migrations,
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeCaseNaming(),
    poolSize: config.dbPoolSize,
    applicationName: `colloquy-${role}`,
    extra: {
      connectionTimeoutMillis: CONNECTION_WAIT_MS[role],
      statement_timeout: statementTimeout,
      idle_in_transaction_session_timeout: 10_000,
      keepAlive: true,
      // Statements do not wait for the answers of those before them (`Database`).
      pipeline: true,
    },
  };
}

/** A DataSource for migrations alone: long statements, one connection. */
export function migrationDataSource(databaseUrl: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url: databaseUrl,
    synchronize: false,
    migrations,
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeCaseNaming(),
    poolSize: 1,
    applicationName: 'colloquy-migrate',
    extra: { connectionTimeoutMillis: 5000, statement_timeout: 900_000 },
  });
}
