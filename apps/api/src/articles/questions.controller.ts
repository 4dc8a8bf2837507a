import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#accounts';
import { ArticleIdParams, ArticleParams, AskQuestionBody, OneComment, RepliesQuery, ReplyPage } from '#contracts';
import { AskQuestion, PublicComments, ThreadQueries } from '#discussion';
import { CurrentActor } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';
import { presentComment } from '../comments/comment.presenter.js';
import { CachedAnswer } from '../reading/cached-answer.js';

/** Questions that an article's author asks its readers. */
@ApiTags('Publisher')
@Controller('api/v1')
export class QuestionsController {
  constructor(
    @Inject(AskQuestion) private readonly askQuestion: AskQuestion,
    @Inject(PublicComments) private readonly comments: PublicComments,
    @Inject(ThreadQueries) private readonly threads: ThreadQueries,
    @Inject(CachedAnswer) private readonly cached: CachedAnswer,
  ) {}

  @Post('sites/:site/articles/:key/questions')
  @Endpoint({
    summary: 'Ask a question on a passage',
    policy: 'question.ask',
    response: OneComment,
    status: 201,
    limit: 'publish',
  })
  async ask(
    @CurrentActor() actor: Actor,
    @Param({ schema: ArticleParams }) params: ArticleParams,
    @Body({ schema: AskQuestionBody }) body: AskQuestionBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OneComment> {
    const { question, isNew } = await this.askQuestion.run(actor, { ...params, body });
    void reply.code(isNew ? 201 : 200);
    return { comment: presentComment(question) };
  }

  @Get('articles/:articleId/questions')
  @Endpoint({
    summary: 'The questions asked on an article, newest first',
    policy: 'public',
    response: ReplyPage,
    limit: 'read',
  })
  async page(
    @Param({ schema: ArticleIdParams }) { articleId }: ArticleIdParams,
    @Query({ schema: RepliesQuery }) query: RepliesQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.cached.send(request, reply, articleId, async () => {
      const { version } = await this.threads.state(articleId);
      const { items, next } = await this.comments.questionsOf(articleId, query);
      return { version, body: { items: items.map((row) => presentComment(row)), next } };
    });
  }
}
