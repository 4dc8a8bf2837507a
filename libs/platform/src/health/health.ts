import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Database } from '../database/database.js';
import { SchemaBehind, assertSchemaIsCurrent } from '../database/migrate.js';
import { Logger } from '../logging/logger.js';
import { ShutdownState } from './shutdown-state.js';

/** The answer of `/health/ready`: 200 when `ready`, else 503. `checks` names what is wrong in one word each. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: {
    readonly database: 'up' | 'down';
    readonly schema: 'current' | 'behind' | 'unknown';
    readonly shutdown: 'no' | 'begun';
  };
}

const DATABASE_ANSWERS_WITHIN_MS = 1000;

/** Whether this process can serve. Liveness never asks the outside, so that an outage of PostgreSQL restarts nothing. */
@Injectable()
export class Health {
  private schemaIsCurrent = false;
  private asking: Promise<Readiness> | undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(DataSource) private readonly source: DataSource,
    @Inject(ShutdownState) private readonly shutdown: ShutdownState,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** The answer of `/health/live`: the process runs its event loop. */
  live(): { readonly status: 'alive' } {
    return { status: 'alive' };
  }

  /** Whether requests can be served: the database answers within 1 s, its schema is this build's, and no shutdown began. */
  async ready(): Promise<Readiness> {
    if (this.shutdown.isShuttingDown) {
      return { ready: false, checks: { database: 'up', schema: 'unknown', shutdown: 'begun' } };
    }
    this.asking ??= this.ask().finally(() => {
      this.asking = undefined;
    });
    return this.asking;
  }

  private async ask(): Promise<Readiness> {
    const database = await this.answersInTime();
    const schema = database === 'up' ? await this.schema() : 'unknown';
    return { ready: database === 'up' && schema === 'current', checks: { database, schema, shutdown: 'no' } };
  }

  private async answersInTime(): Promise<'up' | 'down'> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'down'>((resolve) => {
      timer = setTimeout(() => {
        resolve('down');
      }, DATABASE_ANSWERS_WITHIN_MS);
    });
    const answer = this.database.query('SELECT 1').then(
      () => 'up' as const,
      (error: unknown) => {
        this.logger.write('warn', 'the database does not answer', { error });
        return 'down' as const;
      },
    );
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** A schema that was current once stays so for the life of the process: migrations only add. */
  private async schema(): Promise<'current' | 'behind' | 'unknown'> {
    if (this.schemaIsCurrent) return 'current';
    try {
      await assertSchemaIsCurrent(this.source);
      this.schemaIsCurrent = true;
      return 'current';
    } catch (error) {
      this.logger.write('error', 'the schema could not be confirmed', { error });
      return error instanceof SchemaBehind ? 'behind' : 'unknown';
    }
  }
}
