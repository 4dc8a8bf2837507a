import { Inject, Injectable } from '@nestjs/common';
import { Database, LiveBus, Outbox } from '#platform';
import { commentPublished, commentSettled } from '../discussion.events.js';
import type { SettledRow, Settlement } from './settlement.js';

/** A decision with what became of it. */
export interface SettledPair {
  readonly settlement: Settlement;
  readonly row: SettledRow;
}

/** Tells of decisions in the transaction that takes them. Live readers hear at once, everybody else as late as the decision says. */
@Injectable()
export class TellSettled {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(LiveBus) private readonly live: LiveBus,
  ) {}

  /**
   * Has the events of decisions published; those that changed nothing have none.
   * @param versions the new versions of the discussions in which something can be seen.
   */
  async run(
    pairs: readonly SettledPair[],
    versions: readonly { readonly articleId: string; readonly version: number }[],
  ): Promise<void> {
    for (const [delayMs, together] of byDelay(pairs.filter(({ settlement }) => settlement.isNoNews !== true))) {
      await Promise.all([
        this.outbox.publishMany(commentSettled, together.flatMap(settledEvent), { delayMs }),
        this.outbox.publishMany(commentPublished, together.flatMap(publishedEvent), { delayMs }),
      ]);
    }
    if (versions.length === 0) return;
    this.database.afterCommit(() => {
      for (const change of versions) this.live.publish(change);
    });
  }
}

function byDelay(pairs: readonly SettledPair[]): Map<number, SettledPair[]> {
  const delays = new Map<number, SettledPair[]>();
  for (const pair of pairs) {
    const delayMs = pair.settlement.outsideAfterMs ?? 0;
    delays.set(delayMs, [...(delays.get(delayMs) ?? []), pair]);
  }
  return delays;
}

function settledEvent({ settlement, row }: SettledPair) {
  const { articleId, commentId, revision, to: decided, requestId } = settlement;
  const { decision_id: decisionId, from_status: from, to_status: to } = row;
  if (decisionId === null) return [];
  return [{ requestId, payload: { articleId, commentId, revision, decisionId, decided, from, to } }];
}

/** News is what was not public before, and what was public before anybody was told. */
function publishedEvent({ settlement: { articleId, commentId, requestId }, row }: SettledPair) {
  const isNews = row.from_status !== 'published' || !row.announced;
  const isPublic = row.to_status === 'published' && row.ruling !== 'edit';
  if (row.decision_id === null || !isPublic || !isNews) return [];
  return [{ requestId, payload: { articleId, commentId, decisionId: row.decision_id } }];
}
