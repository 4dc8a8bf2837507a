import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ArticleQueries, SiteDirectory } from '#articles';
import { AnnotatedComments, ThreadQueries } from '#discussion';
import { AppConfig } from '#platform';
import { Endpoint } from '../access/endpoint.js';
import { CachedAnswer } from '../reading/cached-answer.js';
import { ThreadPageParams } from '../threads/thread-view.js';
import { FeedQuery } from './feed-query.js';
import { PublicLinks } from './public-links.js';
import { ANNOTATION_TYPE, annotationCollection, annotationPage } from './web-annotation.js';

/** Public comments on parts of an article as W3C Web Annotations. */
@Controller('d/:site/:key/annotations.jsonld')
export class AnnotationsController {
  constructor(
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(ArticleQueries) private readonly articles: ArticleQueries,
    @Inject(AnnotatedComments) private readonly comments: AnnotatedComments,
    @Inject(ThreadQueries) private readonly threads: ThreadQueries,
    @Inject(CachedAnswer) private readonly cached: CachedAnswer,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  @Get()
  @Endpoint({ summary: 'Comments on parts of an article as Web Annotations', policy: 'public', limit: 'read' })
  async read(
    @Param({ schema: ThreadPageParams }) params: ThreadPageParams,
    @Query({ schema: FeedQuery }) query: FeedQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const site = await this.sites.byKey(params.site);
    const article = await this.articles.byKey(site.id, params.key);
    const { version } = await this.threads.state(article.id);
    const { limit, after = this.comments.start(article.id) } = query;
    const page = await this.comments.page(article.id, { limit, after });
    const input = { article, links: new PublicLinks(this.config.publicUrl, site.key), limit, after, page };
    const document =
      query.after === undefined
        ? annotationCollection(input, await this.comments.total(article.id))
        : annotationPage(input);
    const text = JSON.stringify(document);
    await this.cached.sendText(request, reply, { type: ANNOTATION_TYPE, text, of: { articleId: article.id, version } });
  }
}
