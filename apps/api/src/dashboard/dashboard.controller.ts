import { Body, Controller, Get, HttpStatus, Inject, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { type Actor, isStaffAnywhere } from '#accounts';
import { Id, Outcome, QueueState, SiteKey } from '#contracts';
import { Decide } from '#moderation';
import { Page } from '#platform';
import { CurrentActor } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';
import { QueuePages } from './queue-pages.js';

const QueueView = z.strictObject({
  site: SiteKey.optional(),
  state: QueueState.default('pending'),
  after: z.string().max(512).optional(),
  done: z.enum(['applied', 'stale']).optional(),
});
type QueueView = z.infer<typeof QueueView>;

const DecideForm = z.strictObject({
  site: SiteKey,
  state: QueueState,
  articleId: Id,
  commentId: Id,
  revision: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number),
  outcome: Outcome,
  reason: z.string().max(100),
});
type DecideForm = z.infer<typeof DecideForm>;

/** The moderators' queue as pages that need no script. */
@Controller('dashboard')
export class DashboardController {
  constructor(
    @Inject(Decide) private readonly decideComments: Decide,
    @Inject(QueuePages) private readonly queues: QueuePages,
  ) {}

  @Get()
  @Page()
  @Endpoint({ summary: 'The queue', policy: 'anyone', session: 'cookie' })
  async queue(
    @CurrentActor() actor: Actor,
    @Query({ schema: QueueView }) view: QueueView,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!isStaffAnywhere(actor)) await reply.redirect('/dashboard/sign-in', HttpStatus.SEE_OTHER);
    else await reply.type('text/html; charset=utf-8').send(await this.queues.run(actor, view));
  }

  @Post('decide')
  @Page()
  @Endpoint({ summary: 'Decide one comment', policy: 'comment.decide', session: 'cookie', limit: 'moderate' })
  async decide(
    @CurrentActor() actor: Actor,
    @Body({ schema: DecideForm }) form: DecideForm,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { articleId, commentId, revision, outcome } = form;
    const reason = form.reason === '' ? undefined : form.reason;
    const [result] = await this.decideComments.run(actor, {
      items: [{ articleId, commentId, revision, outcome, reason }],
    });
    const query = new URLSearchParams({ site: form.site, state: form.state, done: result?.result ?? 'stale' });
    await reply.redirect(`/dashboard?${query.toString()}`, HttpStatus.SEE_OTHER);
  }
}
