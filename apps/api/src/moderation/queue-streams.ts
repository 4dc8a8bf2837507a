import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Authenticator, can } from '#accounts';
import { QueueFeed, type QueueEvent } from '#moderation';
import type { EventStream } from '../live/event-stream.js';
import { EventStreams } from '../live/event-streams.js';

/** Whoever loses the role, the session or the key hears nothing more after this time and one look (reliability.md A6: 5 s). */
const CHECK_EVERY_MS = 2000;

interface Moderator {
  readonly siteId: string;
  readonly address: string;
  /** The session or key that opened the stream. */
  readonly token: string;
  readonly lastSeen: string | undefined;
}

/**
 * Streams of what happens to a site's list, for its moderators. Events carry ids only. A moderator who comes back is told what
 * happened since, or `reset` when that is not known: then the list is to be read again.
 */
@Injectable()
export class QueueStreams implements OnModuleDestroy {
  private readonly open = new Map<EventStream, Moderator>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(QueueFeed) private readonly feed: QueueFeed,
    @Inject(EventStreams) private readonly streams: EventStreams,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
  ) {}

  /** Takes the connection over. @throws {TooManyRequests} {StreamsAreFull} */
  start(reply: FastifyReply, moderator: Moderator): void {
    const stream = this.streams.take(reply, moderator.address);
    const { siteId, lastSeen } = moderator;
    const tell = (event: QueueEvent) => stream.send(asStreamEvent(event));
    const missed = lastSeen === undefined ? [] : this.feed.after(siteId, lastSeen);
    if (missed === undefined) stream.send({ event: 'reset', data: {} });
    else for (const event of missed) tell(event);
    stream.onClose(this.feed.listen(siteId, tell));
    this.open.set(stream, moderator);
    stream.onClose(() => this.open.delete(stream));
    this.timer ??= setInterval(() => void this.check(), CHECK_EVERY_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Cuts off whoever may not read the list any more. While the database is away nobody is. */
  private async check(): Promise<void> {
    await Promise.all(
      [...this.open].map(async ([stream, { siteId, token }]) => {
        const actor = await this.authenticator.resolveNow(token).catch(() => undefined);
        if (actor !== undefined && !can(actor, 'moderation.queue', { siteId })) stream.close();
      }),
    );
  }
}

function asStreamEvent({ id, change, articleId, commentId }: QueueEvent) {
  return { id, event: change, data: { articleId, commentId } };
}
