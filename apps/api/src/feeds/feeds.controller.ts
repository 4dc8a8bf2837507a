import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ArticleRow, ArticleQueries, type Site, SiteDirectory, SiteNotFound } from '#articles';
import { PublicComments, type PublicPage, ThreadQueries } from '#discussion';
import { partId } from '#kernel';
import { AppConfig } from '#platform';
import { Endpoint } from '../access/endpoint.js';
import { CachedAnswer } from '../reading/cached-answer.js';
import { ThreadPageParams } from '../threads/thread-view.js';
import { ATOM_TYPE, atomFeed, type AtomFeed } from './atom-feed.js';
import { commentEntry, siteEntry, threadFeedId } from './comment-entry.js';
import { CommentFeedParams, FeedQuery, SiteFeedParams } from './feed-query.js';
import { type ListPlace, PublicLinks } from './public-links.js';

/** Public comments as Atom feeds, newest first (RFC 4287 with threading, RFC 4685, and paging, RFC 5005). */
@Controller('d/:site')
export class FeedsController {
  constructor(
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(ArticleQueries) private readonly articles: ArticleQueries,
    @Inject(PublicComments) private readonly comments: PublicComments,
    @Inject(ThreadQueries) private readonly threads: ThreadQueries,
    @Inject(CachedAnswer) private readonly cached: CachedAnswer,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  @Get('feed.atom')
  @Endpoint({ summary: "A site's newest comments as an Atom feed", policy: 'public', limit: 'read' })
  async ofSite(
    @Param({ schema: SiteFeedParams }) params: SiteFeedParams,
    @Query({ schema: FeedQuery }) query: FeedQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const site = await this.sites.byKey(params.site);
    const links = this.links(site);
    const [page, since] = await Promise.all([this.comments.ofSite(site.id, query), this.comments.siteSince(site.id)]);
    if (since === undefined) throw new SiteNotFound();
    const text = atomFeed({
      id: partId(site.id, 'comments'),
      title: `Comments – ${site.name}`,
      language: site.settings.language,
      since,
      ...pagesOf(query, page, (place) => links.ofSite('feed.atom', place)),
      entries: page.items.map((one) => siteEntry(one, links)),
    });
    await this.cached.sendText(request, reply, { type: ATOM_TYPE, text });
  }

  @Get(':key/feed.atom')
  @Endpoint({ summary: 'The newest comments of a discussion as an Atom feed', policy: 'public', limit: 'read' })
  async ofThread(
    @Param({ schema: ThreadPageParams }) params: ThreadPageParams,
    @Query({ schema: FeedQuery }) query: FeedQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { site, article, links } = await this.place(params);
    const { version } = await this.threads.state(article.id);
    const page = await this.comments.ofArticle(article.id, query);
    const text = atomFeed({
      id: threadFeedId(article.id),
      title: `Comments on “${article.title}”`,
      language: site.settings.language,
      since: article.createdAt,
      alternate: links.thread(article.key),
      ...pagesOf(query, page, (place) => links.ofThread(article.key, 'feed.atom', place)),
      entries: page.items.map((row) => commentEntry(row, article, links)),
    });
    await this.cached.sendText(request, reply, { type: ATOM_TYPE, text, of: { articleId: article.id, version } });
  }

  @Get(':key/comments/:id/feed.atom')
  @Endpoint({ summary: 'The newest replies to a comment as an Atom feed', policy: 'public', limit: 'read' })
  async ofReplies(
    @Param({ schema: CommentFeedParams }) params: CommentFeedParams,
    @Query({ schema: FeedQuery }) query: FeedQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { site, article, links } = await this.place(params);
    const { version } = await this.threads.state(article.id);
    const { comment } = await this.threads.permalink(article.id, params.id);
    const page = await this.comments.repliesTo(article.id, comment.id, query);
    const answered = comment.authorId === null ? 'a removed comment' : comment.authorName;
    const text = atomFeed({
      id: partId(comment.id, 'replies'),
      title: `Replies to ${answered} on “${article.title}”`,
      language: site.settings.language,
      since: comment.createdAt,
      alternate: links.comment(article.key, comment.id),
      ...pagesOf(query, page, (place) => links.replies(article.key, comment.id, place)),
      entries: page.items.map((row) => commentEntry(row, article, links)),
    });
    await this.cached.sendText(request, reply, { type: ATOM_TYPE, text, of: { articleId: article.id, version } });
  }

  private async place(params: ThreadPageParams): Promise<{ site: Site; article: ArticleRow; links: PublicLinks }> {
    const site = await this.sites.byKey(params.site);
    return { site, article: await this.articles.byKey(site.id, params.key), links: this.links(site) };
  }

  private links(site: Site): PublicLinks {
    return new PublicLinks(this.config.publicUrl, site.key);
  }
}

function pagesOf(
  { limit, after }: FeedQuery,
  { next }: Pick<PublicPage<unknown>, 'next'>,
  at: (place: ListPlace) => string,
): Pick<AtomFeed, 'self' | 'first' | 'next'> {
  return {
    self: at({ limit, after }),
    first: at({ limit }),
    next: next === null ? undefined : at({ limit, after: next }),
  };
}
