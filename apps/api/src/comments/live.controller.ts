import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ArticleDirectory } from '#articles';
import { ArticleIdParams } from '#contracts';
import { clientAddress } from '#platform';
import { Endpoint } from '../access/endpoint.js';
import { LiveStreams } from './live-streams.js';

/** News of a discussion, as server-sent events. */
@Controller('api/v1/articles/:articleId/live')
export class LiveController {
  constructor(
    @Inject(ArticleDirectory) private readonly articles: ArticleDirectory,
    @Inject(LiveStreams) private readonly streams: LiveStreams,
  ) {}

  @Get()
  @Endpoint({ summary: 'Versions of a discussion as they come', policy: 'public', limit: 'read' })
  async open(
    @Param({ schema: ArticleIdParams }) { articleId }: ArticleIdParams,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.articles.byId(articleId);
    if (request.method === 'HEAD') {
      await reply.code(200).send();
      return;
    }
    await this.streams.open(reply, {
      articleId,
      address: clientAddress(request),
      lastSeen: request.headers['last-event-id'],
    });
  }
}
