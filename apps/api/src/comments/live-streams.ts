import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { LiveBus } from '#platform';
import { EventStreams } from '../live/event-streams.js';

interface Stream {
  readonly articleId: string;
  readonly version: number;
  readonly address: string;
  readonly lastSeen: string | string[] | undefined;
}

/**
 * Streams of a discussion's news. An event carries the discussion's version alone; its id is that version, so that a reader who comes
 * back with `Last-Event-ID` is told at once whether something changed meanwhile.
 */
@Injectable()
export class LiveStreams {
  constructor(
    @Inject(LiveBus) private readonly live: LiveBus,
    @Inject(EventStreams) private readonly streams: EventStreams,
  ) {}

  /** Takes the connection over. @throws {TooManyRequests} when its address holds too many streams. */
  open(reply: FastifyReply, stream: Stream): void {
    const { send, onClose } = this.streams.open(reply, stream.address);
    let sent = Number(stream.lastSeen ?? Number.NaN);
    const tell = (version: number) => {
      if (version <= sent) return;
      sent = version;
      send({ id: String(version), event: 'version', data: { version } });
    };
    onClose(
      this.live.subscribe(stream.articleId, ({ version }) => {
        tell(version);
      }),
    );
    tell(stream.version);
  }
}
