import { Inject, Injectable } from '@nestjs/common';
import { type ActiveSanction, type Actor, Sanctions, type Standing } from '#accounts';
import { Clock } from '#kernel';
import { Database } from '#platform';
import { assertMayTakePart, BadParent, ThreadTooDeep } from '../../discussion.errors.js';
import type { CommentRow } from '../../reading/comment-row.js';
import type { CommentStatus } from '../comment-status.js';
import { FACTS } from './author-record.queries.js';
import type { Place } from './posting-place.js';

/** The comment that is answered. */
export interface ParentFacts {
  readonly id: string;
  readonly depth: number;
  /** Its ancestors, topmost first. */
  readonly path: readonly string[];
  readonly rootId: string;
  readonly sectionId: string | null;
  readonly isQuestion: boolean;
}

/** What a writer did on the site so far, as far as it counts: what an unconfirmed guest did counts for nothing. */
export interface AuthorRecord {
  readonly approved: number;
  /** Of the days that the site's rules name: decided, and rejected or called spam. */
  readonly decidedLately: number;
  readonly rejectedLately: number;
  /** A sanction under which one may still write. */
  readonly mute: ActiveSanction | undefined;
}

/** Everything that is looked up before a comment is written. */
export interface PostingFacts {
  readonly parent: ParentFacts | undefined;
  readonly record: AuthorRecord;
  /** How the writer stands on the site; undefined for somebody new. */
  readonly standing: Standing | undefined;
}

interface FactsRow {
  readonly id: string | null;
  readonly status: CommentStatus;
  readonly depth: number;
  readonly path: string[];
  readonly root_id: string;
  readonly section_id: string | null;
  readonly kind: CommentRow['kind'];
  readonly approved: number;
  readonly decided_lately: number;
  readonly rejected_lately: number;
}

/** How many of a writer's newest comments make their record, beside twice as many as must have been published. */
const LOOKED_AT = 20;
const DAY_MS = 86_400_000;

/** Looks up what a comment is judged by. */
@Injectable()
export class PostingFactsSource {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Sanctions) private readonly sanctions: Sanctions,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * One query for parent and record, one for sanctions, beside each other; none for a root comment of a new guest.
   * @throws {BadParent} {ThreadTooDeep} when the parent cannot be answered.
   * @throws {Sanctioned} when the writer is suspended or banned.
   */
  async of(actor: Actor, { article, site }: Place, parentId: string | undefined): Promise<PostingFacts> {
    const personId = actor.kind === 'person' ? actor.personId : undefined;
    const knownId = actor.kind === 'person' && actor.personKind !== 'guest' ? actor.personId : undefined;
    const [row, standing] = await Promise.all([
      parentId === undefined && knownId === undefined ? undefined : this.row(article.id, parentId, site, knownId),
      personId === undefined ? undefined : this.sanctions.standingOf(personId, site.id),
    ]);
    const sanctions = standing?.sanctions ?? [];
    assertMayTakePart(sanctions);
    return {
      parent: parentId === undefined ? undefined : answerable(row, site.settings.maxDepth),
      record: {
        approved: row?.approved ?? 0,
        decidedLately: row?.decided_lately ?? 0,
        rejectedLately: row?.rejected_lately ?? 0,
        mute: sanctions[0],
      },
      standing,
    };
  }

  /**
   * Whether a writer still stands as they did when the facts were looked up. In the transaction that writes: a sanction that comes
   * later waits for it, and what it does not see is not made public at once (reliability.md F16).
   */
  async stillStands(standing: Standing | undefined): Promise<boolean> {
    return standing === undefined || this.sanctions.stillStands(standing);
  }

  private async row(
    articleId: string,
    parentId: string | undefined,
    site: Place['site'],
    knownId: string | undefined,
  ): Promise<FactsRow | undefined> {
    const { newCommenter, recentRejections } = site.settings.screening;
    const looked = LOOKED_AT + 2 * newCommenter.holdFirst;
    const since = new Date(this.clock.nowMs() - recentRejections.days * DAY_MS);
    const values = [articleId, parentId ?? null, site.id, knownId ?? null, looked, since];
    return (await this.database.query<FactsRow>(FACTS, values))[0];
  }
}

function answerable(row: FactsRow | undefined, maxDepth: number): ParentFacts {
  if (row === undefined || row.id === null || row.status !== 'published') throw new BadParent();
  if (row.depth >= maxDepth) throw new ThreadTooDeep(maxDepth);
  const { id, depth, path, root_id: rootId, section_id: sectionId, kind } = row;
  return { id, depth, path, rootId, sectionId, isQuestion: kind === 'question' };
}
