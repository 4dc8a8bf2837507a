import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#accounts';
import { SiteDirectory } from '#articles';
import {
  ArticleIdParams,
  CommentPage,
  CommentParams,
  CountsByKey,
  CountsQuery,
  DiscussionPage,
  DiscussionsQuery,
  Mine,
  Permalink,
  RepliesQuery,
  ReplyPage,
  SiteParams,
  ThreadQuery,
} from '#contracts';
import { DiscussionList, ThreadQueries } from '#discussion';
import { CurrentActor } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';
import { CachedAnswer } from '../reading/cached-answer.js';
import { MineReader } from '../reading/mine-reader.js';
import { ThreadState } from '../threads/thread-state.js';
import { presentComment, presentPage, presentReplies } from './comment.presenter.js';

/** What everyone may read. Answers are the same for everybody; the viewer's own things come from `mine`. */
@ApiTags('Readers')
@Controller('api/v1')
export class ReadingController {
  constructor(
    @Inject(ThreadQueries) private readonly threads: ThreadQueries,
    @Inject(DiscussionList) private readonly discussions: DiscussionList,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(CachedAnswer) private readonly cached: CachedAnswer,
    @Inject(MineReader) private readonly mineReader: MineReader,
    @Inject(ThreadState) private readonly state: ThreadState,
  ) {}

  @Get('articles/:articleId/comments')
  @Endpoint({ summary: 'A page of a discussion', policy: 'public', response: CommentPage, limit: 'read' })
  async page(
    @Param({ schema: ArticleIdParams }) { articleId }: ArticleIdParams,
    @Query({ schema: ThreadQuery }) query: ThreadQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.cached.send(request, reply, articleId, async () => {
      const page = await this.threads.page(articleId, { ...query, inline: query.anchored === 'inline' });
      const shown = page.items.flatMap((root) => [root, ...root.replies.items]);
      return { version: page.version, body: presentPage(articleId, page, await this.state.of(articleId, shown)) };
    });
  }

  @Get('articles/:articleId/comments/:id')
  @Endpoint({ summary: 'One comment with those above it', policy: 'anyone', response: Permalink, limit: 'read' })
  async permalink(
    @CurrentActor() actor: Actor,
    @Param({ schema: CommentParams }) params: CommentParams,
  ): Promise<Permalink> {
    const viewerId = actor.kind === 'person' ? actor.personId : undefined;
    const { comment, ancestors } = await this.threads.permalink(params.articleId, params.id, viewerId);
    const { locked } = await this.state.of(params.articleId, [comment, ...ancestors]);
    return {
      comment: presentComment(comment, locked),
      ancestors: ancestors.map((row) => presentComment(row, locked)),
    };
  }

  @Get('articles/:articleId/comments/:id/replies')
  @Endpoint({ summary: 'The replies to a comment', policy: 'public', response: ReplyPage, limit: 'read' })
  async replies(
    @Param({ schema: CommentParams }) params: CommentParams,
    @Query({ schema: RepliesQuery }) query: RepliesQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.cached.send(request, reply, params.articleId, async () => {
      const { version } = await this.threads.state(params.articleId);
      const replies = await this.threads.replies(params.articleId, params.id, query);
      const { locked } = await this.state.of(params.articleId, replies.items);
      return { version, body: presentReplies(replies, locked) };
    });
  }

  @Get('articles/:articleId/mine')
  @Endpoint({ summary: "The viewer's own votes, waiting comments and subscriptions", policy: 'anyone', response: Mine })
  async mine(
    @CurrentActor() actor: Actor,
    @Param({ schema: ArticleIdParams }) { articleId }: ArticleIdParams,
  ): Promise<Mine> {
    return this.mineReader.run(actor, articleId);
  }

  @Get('counts')
  @Endpoint({ summary: 'Counts of up to 100 articles', policy: 'public', response: CountsByKey, limit: 'read' })
  async counts(@Query({ schema: CountsQuery }) query: CountsQuery): Promise<CountsByKey> {
    const site = await this.sites.byKey(query.site);
    return this.threads.counts(site.id, query.key);
  }

  @Get('sites/:site/discussions')
  @Endpoint({ summary: "A site's discussions", policy: 'public', response: DiscussionPage, limit: 'read' })
  async index(
    @Param({ schema: SiteParams }) params: SiteParams,
    @Query({ schema: DiscussionsQuery }) query: DiscussionsQuery,
  ): Promise<DiscussionPage> {
    const site = await this.sites.byKey(params.site);
    const page = await this.discussions.page(site.id, query);
    return {
      discussions: page.discussions.map((row) => ({
        articleId: row.articleId,
        key: row.key,
        url: row.url,
        title: row.title,
        total: row.total,
        lastActivityAt: row.lastActivityAt?.toISOString() ?? null,
        createdAt: row.createdAt.toISOString(),
      })),
      next: page.next,
    };
  }
}
