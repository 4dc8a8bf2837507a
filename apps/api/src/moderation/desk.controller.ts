import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '#accounts';
import { SiteDirectory } from '#articles';
import {
  Accepted,
  AppealAnswer,
  AppealAnswerBody,
  AppealParams,
  Claims,
  ClaimsBody,
  LookingBody,
  QueueCounts,
  QueueCountsQuery,
  ReleaseBody,
} from '#contracts';
import { ClaimItems, DecideAppeal, ReviewQueue } from '#moderation';
import { CurrentActor } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';
import { presentClaims } from './queue.presenter.js';

/** How moderators share the list. */
@ApiTags('Moderators')
@Controller('api/v1/moderation')
export class DeskController {
  constructor(
    @Inject(ReviewQueue) private readonly reviewQueue: ReviewQueue,
    @Inject(ClaimItems) private readonly claims: ClaimItems,
    @Inject(DecideAppeal) private readonly appeals: DecideAppeal,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
  ) {}

  @Get('queue/counts')
  @Endpoint({ summary: 'How many wait', policy: 'moderation.queue', response: QueueCounts, limit: 'moderate' })
  async counts(@Query({ schema: QueueCountsQuery }) query: QueueCountsQuery): Promise<QueueCounts> {
    return this.reviewQueue.counts(await this.siteId(query.site));
  }

  @Post('claims')
  @Endpoint({ summary: 'Claim comments, or the next', policy: 'moderation.claim', response: Claims, limit: 'moderate' })
  async claim(@CurrentActor() actor: Actor, @Body({ schema: ClaimsBody }) body: ClaimsBody): Promise<Claims> {
    return presentClaims(await this.claims.run(actor, await this.siteId(body.site), body));
  }

  @Post('claims/release')
  @Endpoint({ summary: 'Give comments back', policy: 'moderation.claim', response: Accepted, limit: 'moderate' })
  async release(@CurrentActor() actor: Actor, @Body({ schema: ReleaseBody }) body: ReleaseBody): Promise<Accepted> {
    await this.claims.release(actor, await this.siteId(body.site), body.comments);
    return { accepted: true };
  }

  @Post('looking')
  @Endpoint({ summary: 'Say what you look at', policy: 'moderation.claim', response: Accepted, limit: 'moderate' })
  async look(@CurrentActor() actor: Actor, @Body({ schema: LookingBody }) body: LookingBody): Promise<Accepted> {
    await this.claims.look(actor, await this.siteId(body.site), body.comment);
    return { accepted: true };
  }

  @Post('appeals/:id/decision')
  @Endpoint({ summary: 'Answer an appeal', policy: 'appeal.decide', response: AppealAnswer, limit: 'moderate' })
  async answer(
    @CurrentActor() actor: Actor,
    @Param({ schema: AppealParams }) { id }: AppealParams,
    @Body({ schema: AppealAnswerBody }) body: AppealAnswerBody,
  ): Promise<AppealAnswer> {
    return this.appeals.run(actor, id, body);
  }

  private async siteId(key: string): Promise<string> {
    return (await this.sites.byKey(key)).id;
  }
}
