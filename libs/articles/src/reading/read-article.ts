import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize } from '#accounts';
import { SiteDirectory } from '../sites/site-directory.js';
import type { ArticleRow } from './article-row.js';
import { ArticleQueries } from './articles.queries.js';

/** A publisher looks up one of its articles. */
@Injectable()
export class ReadArticle {
  constructor(
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(ArticleQueries) private readonly queries: ArticleQueries,
  ) {}

  /**
   * @param input.site the site's key; and either the publisher's key for the article or any address that leads to it.
   * @throws {SiteNotFound} when there is no such site.
   * @throws {ArticleNotFound} when there is no such article.
   * @throws {InvalidField} when the address is not an absolute http or https URL.
   */
  async run(actor: Actor, input: { site: string } & ({ key: string } | { url: string })): Promise<ArticleRow> {
    const site = await this.sites.byKey(input.site);
    authorize(actor, 'article.get', { siteId: site.id });
    return 'key' in input ? this.queries.byKey(site.id, input.key) : this.queries.byUrl(site.id, input.url);
  }
}
