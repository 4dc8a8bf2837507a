import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '#accounts';
import { SiteDirectory } from '#articles';
import {
  Accepted,
  CommentParams,
  DecisionParams,
  DecisionsBody,
  DecisionsResult,
  FlagBody,
  QueuePage,
  QueueQuery,
  UndoResult,
} from '#contracts';
import { Decide, RaiseFlag, refuseContested, ReviewQueue, UndoDecision } from '#moderation';
import { BodyLimit } from '#platform';
import { CurrentActor } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';
import { flagLimit } from '../access/post-limit.js';
import { presentQueuePage } from './queue.presenter.js';

/** 500 decisions, each with a note of 2000 characters and room for some that are longer in bytes. */
const DECISIONS_BYTES = 2_000_000;

/** The moderators' list, their decisions, and the flags that feed it. */
@ApiTags('Moderators')
@Controller('api/v1')
export class ModerationController {
  constructor(
    @Inject(ReviewQueue) private readonly reviewQueue: ReviewQueue,
    @Inject(Decide) private readonly decideComments: Decide,
    @Inject(UndoDecision) private readonly undoDecision: UndoDecision,
    @Inject(RaiseFlag) private readonly raiseFlag: RaiseFlag,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
  ) {}

  @Get('moderation/queue')
  @Endpoint({
    summary: 'What waits for a moderator',
    policy: 'moderation.queue',
    response: QueuePage,
    limit: 'moderate',
  })
  async queue(@CurrentActor() actor: Actor, @Query({ schema: QueueQuery }) query: QueueQuery): Promise<QueuePage> {
    const { site: key, ...question } = query;
    const site = await this.sites.byKey(key);
    return presentQueuePage(await this.reviewQueue.page(site.id, question, viewerOf(actor)));
  }

  @Post('moderation/decisions')
  @BodyLimit(DECISIONS_BYTES)
  @Endpoint({
    summary: 'Decide up to 500 comments',
    policy: 'comment.decide',
    response: DecisionsResult,
    limit: 'moderate',
  })
  async decide(
    @CurrentActor() actor: Actor,
    @Body({ schema: DecisionsBody }) body: DecisionsBody,
  ): Promise<DecisionsResult> {
    return { items: refuseContested(await this.decideComments.run(actor, body)) };
  }

  @Post('moderation/decisions/:id/undo')
  @Endpoint({ summary: 'Take a decision back', policy: 'decision.undo', response: UndoResult, limit: 'moderate' })
  async undo(
    @CurrentActor() actor: Actor,
    @Param({ schema: DecisionParams }) { id }: DecisionParams,
  ): Promise<UndoResult> {
    return this.undoDecision.run(actor, id);
  }

  @Post('articles/:articleId/comments/:id/flags')
  @Endpoint({ summary: 'Report a comment', policy: 'comment.flag', response: Accepted, status: 202, limit: flagLimit })
  async flag(
    @CurrentActor() actor: Actor,
    @Param({ schema: CommentParams }) params: CommentParams,
    @Body({ schema: FlagBody }) body: FlagBody,
  ): Promise<Accepted> {
    await this.raiseFlag.run(actor, params.articleId, params.id, body);
    return { accepted: true };
  }
}

/** API keys see the queue as nobody in particular. */
function viewerOf(actor: Actor): string | null {
  return actor.kind === 'person' ? actor.personId : null;
}
