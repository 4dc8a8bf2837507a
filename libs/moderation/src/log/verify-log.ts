import { Inject, Injectable } from '@nestjs/common';
import { sameBytes } from '#kernel';
import { AppConfig, Database } from '#platform';
import { CHAIN_START, erasableHash, linkHash, type LogHead, type LogSource } from './log-link.js';
import { GONE_BEFORE_SEALING, IN_UTC, LINKS_AFTER, NEVER_SEALED, TAKE_YOUR_TIME, UNSEALED } from './log.queries.js';

const PAGE = 2000;

/** Where the log is not what was sealed. */
export interface LogFault {
  /** Of the chain; undefined for a row that has no link. */
  readonly position: number | undefined;
  readonly source: LogSource | undefined;
  readonly rowId: string | undefined;
  readonly why: string;
}

/** What a check of the whole log found. */
export interface LogCheck {
  /** Links that are right, from the first on. */
  readonly sealed: number;
  /** The end of the chain as far as it is right. */
  readonly head: LogHead;
  /** Rows that wait for their seal. */
  readonly unsealed: number;
  /** Notes and traces that were erased; their seals stay valid. */
  readonly erased: number;
  /** The first fault; undefined when there is none. */
  readonly fault: LogFault | undefined;
}

interface LinkRow {
  readonly position: string;
  readonly source: LogSource;
  readonly row_id: string;
  readonly note_hash: Buffer | null;
  readonly trace_hash: Buffer | null;
  readonly hash: Buffer;
  readonly text: string | null;
  readonly note: string | null;
  readonly trace: string | null;
}

interface Progress {
  position: number;
  hash: Buffer;
  erased: number;
}

/** Checks the log against its hash chain (reliability.md F30), page by page: what it holds in memory does not grow with the log. */
@Injectable()
export class VerifyLog {
  private readonly secret: string;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AppConfig) config: AppConfig,
  ) {
    this.secret = config.secret.reveal();
  }

  /**
   * Follows the chain from its beginning to its end or to the first fault.
   * @param published a head that was kept outside the database: a chain that was cut or written anew does not reach it.
   */
  async run(published?: LogHead): Promise<LogCheck> {
    const at: Progress = { position: 0, hash: CHAIN_START, erased: 0 };
    const fault = (await this.follow(at, published)) ?? afterTheEnd(at, published) ?? (await this.outsideTheChain());
    const [unsealed] = await this.database.query<{ n: number }>(UNSEALED);
    return {
      sealed: at.position,
      head: { position: at.position, hash: at.hash.toString('hex') },
      unsealed: unsealed?.n ?? 0,
      erased: at.erased,
      fault,
    };
  }

  private async follow(at: Progress, published: LogHead | undefined): Promise<LogFault | undefined> {
    for (;;) {
      const links = await this.page(at.position);
      for (const link of links) {
        const why = this.faultOf(link, at) ?? againstHead(link, published);
        if (why !== undefined) return { position: Number(link.position), source: link.source, rowId: link.row_id, why };
        at.position = Number(link.position);
        at.hash = link.hash;
      }
      if (links.length < PAGE) return undefined;
    }
  }

  private page(after: number): Promise<LinkRow[]> {
    return this.database.transaction(async () => {
      await this.database.query(IN_UTC);
      return this.database.query<LinkRow>(LINKS_AFTER, [after, PAGE]);
    });
  }

  private faultOf(link: LinkRow, at: Progress): string | undefined {
    if (Number(link.position) !== at.position + 1) return `the link before it, ${at.position + 1}, is missing`;
    if (link.text === null) return 'the row is gone';
    for (const field of ['note', 'trace'] as const) {
      const sealed = link[`${field}_hash`];
      if (sealed !== null && link[field] === null) at.erased += 1;
      else if (!isSame(sealed, erasableHash(this.secret, field, link.row_id, link[field])))
        return `its ${field} is not the one that was sealed`;
    }
    const { source, row_id: rowId, text, note_hash: noteHash, trace_hash: traceHash } = link;
    const hash = linkHash(at.hash, { source, rowId, text, noteHash, traceHash });
    return sameBytes(hash, link.hash) ? undefined : 'it is not what was sealed';
  }

  private async outsideTheChain(): Promise<LogFault | undefined> {
    type Row = { readonly source: LogSource; readonly row_id: string };
    const [never, gone] = await this.database.transaction(async () => {
      await this.database.query(TAKE_YOUR_TIME);
      return [await this.database.query<Row>(NEVER_SEALED), await this.database.query<Row>(GONE_BEFORE_SEALING)];
    });
    const found = never[0] ?? gone[0];
    if (found === undefined) return undefined;
    const why =
      never.length > 0 ? 'it was put in past the log, or its seal was taken away' : 'it was gone before it was sealed';
    return { position: undefined, source: found.source, rowId: found.row_id, why };
  }
}

function isSame(sealed: Buffer | null, found: Buffer | null): boolean {
  return sealed === null || found === null ? sealed === found : sameBytes(sealed, found);
}

function againstHead(link: LinkRow, published: LogHead | undefined): string | undefined {
  if (published?.position !== Number(link.position)) return undefined;
  return published.hash === link.hash.toString('hex')
    ? undefined
    : 'the chain was written anew: the published head is another';
}

function afterTheEnd(at: Progress, published: LogHead | undefined): LogFault | undefined {
  if (published === undefined || published.position <= at.position) return undefined;
  const why = `the log ends at ${at.position}; what was sealed up to ${published.position} is cut off`;
  return { position: at.position + 1, source: undefined, rowId: undefined, why };
}
