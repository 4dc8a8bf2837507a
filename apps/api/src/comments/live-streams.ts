import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ThreadQueries } from '#discussion';
import { LiveBus } from '#platform';
import { encodeEvent, type EventStream } from '../live/event-stream.js';
import { EventStreams } from '../live/event-streams.js';

interface Reader {
  readonly articleId: string;
  readonly address: string;
  readonly lastSeen: string | string[] | undefined;
}

/** Those who read one article. */
interface Audience {
  /** The version that each was told last; not a number before the first. */
  readonly told: Map<EventStream, number>;
  readonly stop: () => void;
}

/**
 * Streams of a discussion's news. An event carries the discussion's version alone; its id is that version, so that a reader who comes
 * back with `Last-Event-ID` is told at once whether something changed meanwhile. However many read an article, its news is heard and written down once.
 */
@Injectable()
export class LiveStreams {
  private readonly audiences = new Map<string, Audience>();

  constructor(
    @Inject(LiveBus) private readonly live: LiveBus,
    @Inject(EventStreams) private readonly streams: EventStreams,
    @Inject(ThreadQueries) private readonly threads: ThreadQueries,
  ) {}

  /** Takes the connection over. @throws {TooManyRequests} {StreamsAreFull} */
  async open(reply: FastifyReply, { articleId, address, lastSeen }: Reader): Promise<void> {
    const stream = this.streams.take(reply, address);
    this.join(articleId, stream, Number(lastSeen ?? Number.NaN));
    try {
      // Read once it listens, so that nothing can come between.
      const { version } = await this.threads.state(articleId);
      this.tell(articleId, version, [stream]);
    } catch {
      // Its browser connects again in a few seconds.
      stream.close();
    }
  }

  private join(articleId: string, stream: EventStream, told: number): void {
    const audience = this.audiences.get(articleId) ?? this.gather(articleId);
    audience.told.set(stream, told);
    stream.onClose(() => {
      audience.told.delete(stream);
      if (audience.told.size > 0 || this.audiences.get(articleId) !== audience) return;
      audience.stop();
      this.audiences.delete(articleId);
    });
  }

  private gather(articleId: string): Audience {
    const stop = this.live.subscribe(articleId, ({ version }) => {
      this.tell(articleId, version, audience.told.keys());
    });
    const audience: Audience = { told: new Map(), stop };
    this.audiences.set(articleId, audience);
    return audience;
  }

  private tell(articleId: string, version: number, streams: Iterable<EventStream>): void {
    const told = this.audiences.get(articleId)?.told;
    const news = encodeEvent({ id: String(version), event: 'version', data: { version } });
    for (const stream of streams) {
      const last = told?.get(stream);
      if (last === undefined || version <= last) continue;
      told?.set(stream, version);
      stream.sendNewest(news);
    }
  }
}
