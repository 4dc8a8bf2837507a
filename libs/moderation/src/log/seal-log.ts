import { Inject, Injectable } from '@nestjs/common';
import { AppConfig, Database } from '#platform';
import { CHAIN_START, erasableHash, linkHash, type LogHead, type LogSource, type SealedRow } from './log-link.js';
import { COUNT_DECISIONS } from '../statistics/count-decisions.queries.js';
import { APPEND_LINKS, HEAD, IN_UTC, LEAD, TAKE_UNSEALED, UNSEALED } from './log.queries.js';

const BATCH = 500;

interface UnsealedRow {
  readonly source: LogSource;
  readonly row_id: string;
  readonly text: string;
  readonly note: string | null;
  readonly trace: string | null;
}

interface Link {
  readonly position: number;
  readonly row: SealedRow;
  readonly hash: Buffer;
}

/**
 * Appends what was written to the log since the last time to its hash chain. Rows are taken once they are committed, in whatever
 * order that happens, so that a transaction that commits late is sealed late and never forgotten. Each decision is counted for the
 * statistics in the transaction that seals it, so that it counts once.
 */
@Injectable()
export class SealLog {
  private readonly secret: string;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AppConfig) config: AppConfig,
  ) {
    this.secret = config.secret.reveal();
  }

  /**
   * Seals everything that waits, batch by batch, each in a transaction of its own. While another process seals, it does nothing.
   * @returns how many rows were sealed.
   */
  async run(): Promise<number> {
    let sealed = 0;
    for (;;) {
      const count = await this.database.transaction(() => this.sealBatch());
      sealed += count;
      if (count < BATCH) return sealed;
    }
  }

  /** The end of the chain; undefined while nothing is sealed. */
  async head(): Promise<LogHead | undefined> {
    const [row] = await this.database.query<{ position: string; hash: Buffer }>(HEAD);
    return row === undefined ? undefined : { position: Number(row.position), hash: row.hash.toString('hex') };
  }

  /** How many rows wait for their seal. */
  async waiting(): Promise<number> {
    const [row] = await this.database.query<{ n: number }>(UNSEALED);
    return row?.n ?? 0;
  }

  private async sealBatch(): Promise<number> {
    const [lock] = await this.database.query<{ leads: boolean }>(LEAD);
    if (lock?.leads !== true) return 0;
    await this.database.query(IN_UTC);
    const rows = await this.database.query<UnsealedRow>(TAKE_UNSEALED, [BATCH]);
    if (rows.length === 0) return 0;
    const [last] = await this.database.query<{ position: string; hash: Buffer }>(HEAD);
    await this.append(this.linked(rows, Number(last?.position ?? 0), last?.hash ?? CHAIN_START));
    const decisions = rows.filter(({ source }) => source === 'decision').map((row) => row.row_id);
    if (decisions.length > 0) await this.database.execute(COUNT_DECISIONS, [decisions]);
    return rows.length;
  }

  private linked(rows: readonly UnsealedRow[], position: number, hash: Buffer): Link[] {
    let previous = hash;
    return rows.map((unsealed, index) => {
      const row: SealedRow = {
        source: unsealed.source,
        rowId: unsealed.row_id,
        text: unsealed.text,
        noteHash: erasableHash(this.secret, 'note', unsealed.row_id, unsealed.note),
        traceHash: erasableHash(this.secret, 'trace', unsealed.row_id, unsealed.trace),
      };
      previous = linkHash(previous, row);
      return { position: position + index + 1, row, hash: previous };
    });
  }

  private async append(links: readonly Link[]): Promise<void> {
    await this.database.execute(APPEND_LINKS, [
      links.map(({ position }) => position),
      links.map(({ row }) => row.source),
      links.map(({ row }) => row.rowId),
      links.map(({ row }) => row.noteHash),
      links.map(({ row }) => row.traceHash),
      links.map(({ hash }) => hash),
    ]);
  }
}
