import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ArticleQueries, type ArticleRow, ArticleText, ReadRevisions, SiteDirectory } from '#articles';
import { ArticleParams, ArticleRevision, ArticleRevisionPage, ArticleRevisionParams, RevisionsQuery } from '#contracts';
import { AnchorLedger } from '#discussion';
import { Endpoint } from '../access/endpoint.js';
import { presentRevision, presentWholeRevision } from './revision.presenter.js';

/** The texts an article has had, and what became of the remarks in each. */
@ApiTags('Publisher')
@Controller('api/v1/sites/:site/articles/:key/revisions')
export class RevisionsController {
  constructor(
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(ArticleQueries) private readonly articles: ArticleQueries,
    @Inject(ReadRevisions) private readonly revisions: ReadRevisions,
    @Inject(ArticleText) private readonly text: ArticleText,
    @Inject(AnchorLedger) private readonly ledger: AnchorLedger,
  ) {}

  @Get()
  @Endpoint({
    summary: 'The revisions of an article, newest first',
    policy: 'revision.read',
    response: ArticleRevisionPage,
  })
  async page(
    @Param({ schema: ArticleParams }) params: ArticleParams,
    @Query({ schema: RevisionsQuery }) query: RevisionsQuery,
  ): Promise<ArticleRevisionPage> {
    const article = await this.article(params);
    const { items, next } = await this.revisions.page(article.id, query);
    return { items: items.map((row) => presentRevision(row, article.revision)), next };
  }

  @Get(':revision')
  @Endpoint({
    summary: 'A revision with its text and what became of the remarks in it',
    policy: 'revision.read',
    response: ArticleRevision,
  })
  async one(@Param({ schema: ArticleRevisionParams }) params: ArticleRevisionParams): Promise<ArticleRevision> {
    const article = await this.article(params);
    const row = await this.revisions.one(article.id, params.revision);
    const [blocks, progress] = await Promise.all([
      this.text.blocks(article.id, params.revision),
      this.ledger.progress(article.id, params.revision),
    ]);
    return presentWholeRevision(row, article.revision, blocks, progress);
  }

  private async article({ site: siteKey, key }: ArticleParams): Promise<ArticleRow> {
    const site = await this.sites.byKey(siteKey);
    return this.articles.byKey(site.id, key);
  }
}
