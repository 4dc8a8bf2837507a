import { Inject, Injectable } from '@nestjs/common';
import { newId } from '#kernel';
import { Database, LiveBus } from '#platform';
import { type QueueEvent, queueTopic, writeEvent } from './queue-event.js';

/**
 * What a statement on `review_items i` returns, so that moderators hear of it. The subquery reads the row as it was before the
 * statement.
 */
export const CHANGED_ITEM = `i.comment_id, i.article_id, i.site_id, i.resolved_at IS NULL AS is_open,
  coalesce((SELECT b.resolved_at IS NULL FROM review_items b WHERE b.comment_id = i.comment_id), false) AS was_open`;

/** A review item after a statement that returned `CHANGED_ITEM`. */
export interface ChangedItem {
  readonly comment_id: string;
  readonly article_id: string;
  readonly site_id: string;
  readonly is_open: boolean;
  readonly was_open: boolean;
}

/** Tells the moderators of a site, wherever they are connected, what happened to their list: ids only, and only after the commit. */
@Injectable()
export class QueueNews {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(LiveBus) private readonly live: LiveBus,
  ) {}

  /**
   * Tells of items that a statement has changed.
   * @param claim when the statement only claimed them, or gave them back.
   */
  tell(items: readonly ChangedItem[], claim?: 'claimed' | 'released'): void {
    const events = items.flatMap((item): [string, QueueEvent][] => {
      const change = claim ?? changeOf(item);
      if (change === undefined) return [];
      return [[item.site_id, { id: newId(), change, articleId: item.article_id, commentId: item.comment_id }]];
    });
    if (events.length === 0) return;
    this.database.afterCommit(() => {
      for (const [siteId, event] of events) this.live.signal(writeEvent(siteId, event));
    });
  }

  /** Hears the news of every site. Returns how to stop. */
  hear(listener: (siteId: string, data: string) => void): () => void {
    return this.live.hear('*', ({ topic, data }) => {
      const siteId = queueTopic.siteOf(topic);
      if (siteId !== undefined) listener(siteId, data);
    });
  }
}

function changeOf({ is_open: isOpen, was_open: wasOpen }: ChangedItem): QueueEvent['change'] | undefined {
  if (isOpen) return wasOpen ? 'changed' : 'entered';
  return wasOpen ? 'left' : undefined;
}
