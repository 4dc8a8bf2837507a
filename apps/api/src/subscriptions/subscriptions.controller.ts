import { Body, Controller, Delete, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '#accounts';
import { Accepted, ArticleIdParams, SubscribeBody, Subscription, SubscriptionParams } from '#contracts';
import { Subscribe, SubscriptionLinks } from '#notifications';
import { CurrentActor } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';

/** Asking to hear of a discussion by e-mail. */
@ApiTags('Subscriptions')
@Controller('api/v1/articles/:articleId/subscriptions')
export class SubscriptionsController {
  constructor(
    @Inject(Subscribe) private readonly subscribe: Subscribe,
    @Inject(SubscriptionLinks) private readonly links: SubscriptionLinks,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Subscribe',
    policy: 'subscription.create',
    response: Subscription,
    status: 201,
    limit: 'subscribe',
  })
  async create(
    @CurrentActor() actor: Actor,
    @Param({ schema: ArticleIdParams }) { articleId }: ArticleIdParams,
    @Body({ schema: SubscribeBody }) body: SubscribeBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Subscription> {
    const { id, state } = await this.subscribe.run(actor, articleId, body);
    void reply.code(state === 'confirmed' ? 201 : 202);
    return { id, kind: body.kind, state };
  }

  @Delete(':id')
  @Endpoint({ summary: 'End a subscription of yours', policy: 'anyone', response: Accepted, limit: 'subscribe' })
  async end(
    @CurrentActor() actor: Actor,
    @Param({ schema: SubscriptionParams }) params: SubscriptionParams,
  ): Promise<Accepted> {
    await this.links.end(actor, params.articleId, params.id);
    return { accepted: true };
  }
}
