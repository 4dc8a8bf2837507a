import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#platform';
import type { LongTask, TaskStep } from '../tasks/long-task.js';
import { TimeBox } from '../tasks/time-box.js';
import { type PastBounds, type PastComment, PastComments } from './past-comments.js';

/** How far back a task goes. */
export interface PastReach {
  readonly days: number;
  /** The most comments that are judged: the newest. */
  readonly comments: number;
}

/** What one step makes of the comments that it meets. */
export interface PastTurn {
  /** Whether the step must end before it meets another. */
  readonly isFull: boolean;
  /** What was found so far, by the steps before this one too. */
  readonly figures: unknown;
  /** Judges a comment and keeps what comes of it. */
  readonly meet: (comment: PastComment) => Promise<void>;
  /** Writes what the step has kept, in the transaction that moves the task on. */
  readonly write: () => Promise<void>;
}

/** Where the next step begins: the stretch that is left. */
type Place = Pick<PastBounds, 'after' | 'upTo'>;

const BATCH = 50;

/** Goes through a site's past comments, oldest first, in the steps of a long task. */
@Injectable()
export class PastWalk {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PastComments) private readonly past: PastComments,
  ) {}

  /** The first step: finds out what there is to go through. */
  async begin({ siteId }: LongTask, { days, comments }: PastReach, figures: unknown): Promise<TaskStep> {
    const { total, ...place } = await this.past.bounds(siteId, days, comments);
    return { done: 0, total, place, figures, isLast: total === 0 };
  }

  /**
   * Each other step: meets what half a second allows. It reads in one transaction, on one connection and with plans that are made once; a
   * transaction that is done again takes a turn of its own.
   */
  async goOn(task: LongTask, signal: AbortSignal, newTurn: () => PastTurn): Promise<TaskStep> {
    return this.database.transaction(() => this.meet(task, newTurn(), new TimeBox(signal)));
  }

  private async meet(task: LongTask, turn: PastTurn, box: TimeBox): Promise<TaskStep> {
    let place = task.place as Place;
    let done = 0;
    const end = (isLast: boolean): TaskStep => ({
      done,
      place,
      figures: turn.figures,
      isLast,
      write: () => turn.write(),
    });
    for (;;) {
      const batch = await this.past.next(task.siteId, place, BATCH);
      for (const comment of batch) {
        if (box.isOver || turn.isFull) return end(false);
        await turn.meet(comment);
        place = { ...place, after: comment.decisionId };
        done++;
        await box.breathe();
      }
      if (batch.length < BATCH) return end(true);
    }
  }
}
