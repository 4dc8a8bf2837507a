import { Body, Controller, Delete, Get, Headers, Inject, Param, Patch, Post, Put } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Actor } from '#accounts';
import {
  ArticleIdParams,
  CommentParams,
  CommentSource,
  EditCommentBody,
  OneComment,
  PostCommentBody,
  PostedComment,
  Preview,
  PreviewBody,
  VoteBody,
  VoteResult,
} from '#contracts';
import {
  CastVote,
  EditComment,
  PostComment,
  previewComment,
  ReadSource,
  ThreadQueries,
  WithdrawComment,
} from '#discussion';
import { CurrentActor, NetworkKey } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';
import { postLimit } from '../access/post-limit.js';
import { presentComment } from './comment.presenter.js';
import { readIdempotencyKey } from './idempotency-key.js';

/** Writing: post, edit, withdraw, vote, preview. */
@ApiTags('Readers')
@Controller('api/v1')
export class CommentsController {
  constructor(
    @Inject(PostComment) private readonly postComment: PostComment,
    @Inject(EditComment) private readonly editComment: EditComment,
    @Inject(WithdrawComment) private readonly withdrawComment: WithdrawComment,
    @Inject(CastVote) private readonly castVote: CastVote,
    @Inject(ReadSource) private readonly readSource: ReadSource,
    @Inject(ThreadQueries) private readonly threads: ThreadQueries,
  ) {}

  @Post('articles/:articleId/comments')
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'The same key never makes a second comment.' })
  @Endpoint({
    summary: 'Post a comment',
    policy: 'comment.post',
    response: PostedComment,
    status: 201,
    limit: postLimit,
  })
  async post(
    @CurrentActor() actor: Actor,
    @NetworkKey() networkKey: Buffer | undefined,
    @Param({ schema: ArticleIdParams }) { articleId }: ArticleIdParams,
    @Body({ schema: PostCommentBody }) body: PostCommentBody,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<PostedComment> {
    const { altcha: _altcha, ...input } = body;
    const idempotencyKey = readIdempotencyKey(key);
    const posted = await this.postComment.run(actor, { ...input, articleId, idempotencyKey, networkKey });
    return {
      comment: presentComment(posted.comment),
      ...(posted.editToken === undefined ? {} : { editToken: posted.editToken }),
    };
  }

  @Get('articles/:articleId/comments/:id/source')
  @Endpoint({
    summary: 'What you typed, to go on from',
    policy: 'comment.edit',
    response: CommentSource,
    limit: 'read',
  })
  async source(
    @CurrentActor() actor: Actor,
    @Param({ schema: CommentParams }) { articleId, id }: CommentParams,
  ): Promise<CommentSource> {
    return { ...(await this.readSource.run(actor, articleId, id)) };
  }

  @Patch('articles/:articleId/comments/:id')
  @Endpoint({ summary: 'Edit your comment', policy: 'comment.edit', response: OneComment, limit: 'edit' })
  async edit(
    @CurrentActor() actor: Actor,
    @Param({ schema: CommentParams }) params: CommentParams,
    @Body({ schema: EditCommentBody }) body: EditCommentBody,
  ): Promise<OneComment> {
    const comment = await this.editComment.run(actor, {
      articleId: params.articleId,
      commentId: params.id,
      body: body.body,
    });
    return { comment: presentComment(comment) };
  }

  @Delete('articles/:articleId/comments/:id')
  @Endpoint({ summary: 'Withdraw your comment', policy: 'comment.withdraw', response: OneComment, limit: 'edit' })
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param({ schema: CommentParams }) params: CommentParams,
  ): Promise<OneComment> {
    await this.withdrawComment.run(actor, { articleId: params.articleId, commentId: params.id });
    return { comment: presentComment(await this.threads.own(params.articleId, params.id)) };
  }

  @Put('articles/:articleId/comments/:id/vote')
  @Endpoint({ summary: 'Vote on a comment', policy: 'comment.vote', response: VoteResult, limit: 'vote' })
  async vote(
    @CurrentActor() actor: Actor,
    @Param({ schema: CommentParams }) params: CommentParams,
    @Body({ schema: VoteBody }) body: VoteBody,
  ): Promise<VoteResult> {
    return this.castVote.run(actor, { articleId: params.articleId, commentId: params.id, value: body.value });
  }

  @Post('preview')
  @Endpoint({ summary: 'How a comment will look', policy: 'public', response: Preview, limit: 'preview' })
  preview(@Body({ schema: PreviewBody }) body: PreviewBody): Preview {
    return { html: previewComment(body.body) };
  }
}
