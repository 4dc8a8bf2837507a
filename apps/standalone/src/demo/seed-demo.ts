import { Inject, Injectable } from '@nestjs/common';
import { ArticleNotFound, ArticleQueries, type Site } from '#articles';
import type { DemoArticle } from './demo-article.js';
import { demoArticles, LEAD_ARTICLE } from './demo-articles.js';
import { DemoReaders } from './demo-readers.js';
import { DemoSite } from './demo-site.js';
import { DemoTexts } from './demo-texts.js';

/** Makes the demo a newcomer meets: a site, its articles, and readers who talk about them. Done once; a later start finds it there. */
@Injectable()
export class SeedDemo {
  constructor(
    @Inject(DemoSite) private readonly site: DemoSite,
    @Inject(ArticleQueries) private readonly articles: ArticleQueries,
    @Inject(DemoTexts) private readonly texts: DemoTexts,
    @Inject(DemoReaders) private readonly readers: DemoReaders,
  ) {}

  /** Gives the address of the first article's page. */
  async run(): Promise<string> {
    const site = await this.site.ensure();
    // The newest comes last, so that its discussion is the liveliest.
    for (const demo of demoArticles.toReversed()) await this.ensure(site, demo);
    return this.texts.address(LEAD_ARTICLE);
  }

  private async ensure(site: Site, demo: DemoArticle): Promise<void> {
    const found = await this.articles.byKey(site.id, demo.key).catch((error: unknown) => {
      if (error instanceof ArticleNotFound) return undefined;
      throw error;
    });
    if (found === undefined) {
      await this.readers.talk(await this.texts.put(demo, 'first'), demo.comments);
      return;
    }
    // The service may have got another address since.
    if (found.url === this.texts.address(demo)) return;
    const published = await this.texts.published(demo, found);
    if (published !== undefined) await this.texts.put(demo, published);
  }
}
