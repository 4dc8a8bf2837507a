import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '#accounts';
import { SiteDirectory } from '#articles';
import {
  ArticleIdParams,
  OrphanedArticlePage,
  OrphanedArticlesQuery,
  OrphanPage,
  OrphansQuery,
  SettledOrphans,
  SettleOrphansBody,
} from '#contracts';
import { OrphanDesk, SettleOrphans } from '#moderation';
import { CurrentActor } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';
import { presentOrphan } from './orphan.presenter.js';

/** Remarks whose passage or section is gone from the article. */
@ApiTags('Moderators')
@Controller('api/v1/moderation')
export class OrphansController {
  constructor(
    @Inject(OrphanDesk) private readonly desk: OrphanDesk,
    @Inject(SettleOrphans) private readonly settle: SettleOrphans,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
  ) {}

  @Get('orphans')
  @Endpoint({
    summary: 'Articles some of whose remarks have lost their place',
    policy: 'moderation.queue',
    response: OrphanedArticlePage,
    limit: 'moderate',
  })
  async articles(@Query({ schema: OrphanedArticlesQuery }) query: OrphanedArticlesQuery): Promise<OrphanedArticlePage> {
    const site = await this.sites.byKey(query.site);
    const { items, next } = await this.desk.articles(site.id, query);
    return { items: items.map((item) => ({ ...item })), next };
  }

  @Get('articles/:articleId/orphans')
  @Endpoint({
    summary: 'Remarks that have lost their place, with the best ones for them',
    policy: 'moderation.queue',
    response: OrphanPage,
    limit: 'moderate',
  })
  async page(
    @Param({ schema: ArticleIdParams }) { articleId }: ArticleIdParams,
    @Query({ schema: OrphansQuery }) query: OrphansQuery,
  ): Promise<OrphanPage> {
    const { revision, items, next } = await this.desk.page(articleId, query);
    return { revision, items: items.map(presentOrphan), next };
  }

  @Post('articles/:articleId/orphans')
  @Endpoint({
    summary: 'Put remarks in a place, or let them rest',
    policy: 'thread.manage',
    response: SettledOrphans,
    limit: 'moderate',
  })
  async decide(
    @CurrentActor() actor: Actor,
    @Param({ schema: ArticleIdParams }) { articleId }: ArticleIdParams,
    @Body({ schema: SettleOrphansBody }) body: SettleOrphansBody,
  ): Promise<SettledOrphans> {
    return this.settle.run(actor, articleId, body);
  }
}
