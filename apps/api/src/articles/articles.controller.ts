import { Body, Controller, Get, Inject, Param, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '#accounts';
import { ArticleQueries, PutArticle, SiteDirectory } from '#articles';
import { Article, ArticleParams, FindArticleQuery, PutArticleBody, SiteParams } from '#contracts';
import { BodyLimit } from '#platform';
import { CurrentActor } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';
import { presentArticle } from './article.presenter.js';

/** 5 MB of HTML, and room for its JSON escapes. */
const ARTICLE_BYTES = 12_000_000;

/** The publisher's door: articles are pushed and found. */
@ApiTags('Publisher')
@Controller('api/v1/sites/:site')
export class ArticlesController {
  constructor(
    @Inject(PutArticle) private readonly putArticle: PutArticle,
    @Inject(ArticleQueries) private readonly articles: ArticleQueries,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
  ) {}

  @Put('articles/:key')
  @BodyLimit(ARTICLE_BYTES)
  @Endpoint({ summary: 'Push an article', policy: 'article.put', response: Article, limit: 'publish' })
  async put(
    @CurrentActor() actor: Actor,
    @Param({ schema: ArticleParams }) params: ArticleParams,
    @Body({ schema: PutArticleBody }) body: PutArticleBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Article> {
    const { article, created } = await this.putArticle.run(actor, { ...params, body });
    void reply.code(created ? 201 : 200);
    return presentArticle(article);
  }

  @Get('articles/:key')
  @Endpoint({ summary: 'An article by its key', policy: 'article.get', response: Article })
  async byKey(@Param({ schema: ArticleParams }) params: ArticleParams): Promise<Article> {
    const site = await this.sites.byKey(params.site);
    return presentArticle(await this.articles.byKey(site.id, params.key));
  }

  @Get('articles')
  @Endpoint({ summary: 'An article by its address or any alias', policy: 'article.get', response: Article })
  async byUrl(
    @Param({ schema: SiteParams }) params: SiteParams,
    @Query({ schema: FindArticleQuery }) query: FindArticleQuery,
  ): Promise<Article> {
    const site = await this.sites.byKey(params.site);
    return presentArticle(await this.articles.byUrl(site.id, query.url));
  }
}
