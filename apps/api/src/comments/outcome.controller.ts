import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '#accounts';
import { AppealBody, CommentOutcome, CommentParams } from '#contracts';
import { FileAppeal, ReadOutcome } from '#moderation';
import { CurrentActor } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';
import { presentOutcome } from './outcome.presenter.js';

/** What became of one's own comment, and the way to a second opinion. */
@ApiTags('Readers')
@Controller('api/v1/articles/:articleId/comments/:id')
export class OutcomeController {
  constructor(
    @Inject(ReadOutcome) private readonly outcomes: ReadOutcome,
    @Inject(FileAppeal) private readonly appeals: FileAppeal,
  ) {}

  @Get('status')
  @Endpoint({
    summary: 'What became of my comment, and why',
    policy: 'comment.outcome',
    response: CommentOutcome,
    limit: 'read',
  })
  async status(
    @CurrentActor() actor: Actor,
    @Param({ schema: CommentParams }) { articleId, id }: CommentParams,
  ): Promise<CommentOutcome> {
    return presentOutcome(id, await this.outcomes.run(actor, articleId, id));
  }

  @Post('appeal')
  @Endpoint({
    summary: 'Ask for a second opinion',
    policy: 'comment.appeal',
    response: CommentOutcome,
    status: 201,
    limit: 'flag',
  })
  async appeal(
    @CurrentActor() actor: Actor,
    @Param({ schema: CommentParams }) { articleId, id }: CommentParams,
    @Body({ schema: AppealBody }) { text }: AppealBody,
  ): Promise<CommentOutcome> {
    return presentOutcome(id, await this.appeals.run(actor, { articleId, commentId: id, text }));
  }
}
