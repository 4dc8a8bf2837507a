import { Inject, Injectable } from '@nestjs/common';
import { type Actor, NotFound } from '#accounts';
import type { FlipsQuery } from '#contracts';
import { CursorCodec } from '#kernel';
import type { LongTask } from '../../tasks/long-task.js';
import { ManageTasks } from '../../tasks/manage-tasks.js';
import { noFigures, type ReplayFigures } from './replay-figures.js';
import type { ReplayParams } from './replay-rules.js';
import { replayWarnings, type ReplayWarning } from './replay-warnings.js';
import { type FlipRow, REPLAY, Replays } from './replays.js';

/** A replay as far as it is. */
export interface ReplayReport {
  readonly task: LongTask;
  readonly params: ReplayParams;
  readonly figures: ReplayFigures;
  readonly warnings: readonly ReplayWarning[];
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Reads what replays have found. */
@Injectable()
export class ReadReplay {
  constructor(
    @Inject(ManageTasks) private readonly tasks: ManageTasks,
    @Inject(Replays) private readonly replays: Replays,
    @Inject(CursorCodec) private readonly cursors: CursorCodec,
  ) {}

  /** @throws {SiteNotFound} {NotFound} */
  async report(actor: Actor, named: { site: string; id: string }): Promise<ReplayReport> {
    const task = await this.tasks.one(actor, named);
    if (task.kind !== REPLAY) throw new NotFound();
    const figures = { ...noFigures, ...(task.figures as Partial<ReplayFigures>) };
    return {
      task,
      params: task.params as ReplayParams,
      figures,
      warnings: replayWarnings(figures, task.endedAt !== null),
    };
  }

  /**
   * A page of the comments that would be decided otherwise, in the order of their ids; of a replay that goes on, those found so far.
   * @throws {SiteNotFound} {NotFound} {InvalidCursor}
   */
  async flips(actor: Actor, id: string, query: FlipsQuery): Promise<{ items: FlipRow[]; next: string | null }> {
    const { task } = await this.report(actor, { site: query.site, id });
    const { from, to, contradicting, limit } = query;
    const list = `flips:${task.id}:${from ?? ''}:${to ?? ''}:${contradicting}`;
    const [after] = query.after === undefined ? [FIRST_ID] : this.cursors.decode(list, query.after);
    const items = await this.replays.flips(task.id, String(after), limit + 1, { from, to, contradicting });
    const shown = items.slice(0, limit);
    const last = items.length > limit ? shown.at(-1) : undefined;
    return { items: shown, next: last === undefined ? null : this.cursors.encode(list, [last.comment_id]) };
  }
}
