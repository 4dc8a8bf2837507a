import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SiteDirectory } from '#articles';
import { SiteQuery } from '#contracts';
import { clientAddress } from '#platform';
import { bearerOf, staffCookie } from '../access/credentials.js';
import { Endpoint } from '../access/endpoint.js';
import { QueueStreams } from './queue-streams.js';

/** News of the moderators' list, as server-sent events. */
@Controller('api/v1/moderation/live')
export class QueueLiveController {
  constructor(
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(QueueStreams) private readonly streams: QueueStreams,
  ) {}

  @Get()
  @Endpoint({
    summary: 'What happens to the list, as it happens',
    policy: 'moderation.queue',
    session: 'either',
    limit: 'moderate',
  })
  async open(
    @Query({ schema: SiteQuery }) query: SiteQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const site = await this.sites.byKey(query.site);
    if (request.method === 'HEAD') {
      await reply.code(200).send();
      return;
    }
    const lastSeen = request.headers['last-event-id'];
    this.streams.start(reply, {
      siteId: site.id,
      address: clientAddress(request),
      token: bearerOf(request) ?? staffCookie(request) ?? '',
      lastSeen: typeof lastSeen === 'string' ? lastSeen : undefined,
    });
  }
}
