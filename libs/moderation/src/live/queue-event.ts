import { z } from 'zod';
import { Id } from '#contracts';
import type { LiveSignal } from '#platform';

/** What became of an item of the moderators' list. */
export const QueueEvent = z.strictObject({
  id: Id,
  change: z.enum(['entered', 'left', 'changed', 'claimed', 'released']),
  articleId: Id,
  commentId: Id,
});
/** What became of an item of the moderators' list. */
export type QueueEvent = z.infer<typeof QueueEvent>;

const PREFIX = 'queue:';

/** The topic of a site's list on the live bus. */
export const queueTopic = {
  of: (siteId: string): string => `${PREFIX}${siteId}`,
  siteOf: (topic: string): string | undefined => (topic.startsWith(PREFIX) ? topic.slice(PREFIX.length) : undefined),
};

/** An event on its way. */
export function writeEvent(siteId: string, event: QueueEvent): LiveSignal {
  return { topic: queueTopic.of(siteId), id: event.id, data: JSON.stringify(event) };
}

/** An event as it arrived; undefined when another build sent what this one cannot read. */
export function readEvent(data: string): QueueEvent | undefined {
  return QueueEvent.safeParse(JSON.parse(data)).data;
}
