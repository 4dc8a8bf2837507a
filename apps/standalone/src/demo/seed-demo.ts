import { Inject, Injectable } from '@nestjs/common';
import { ArticleNotFound, ArticleQueries, PutArticle } from '#articles';
import { AppConfig } from '#platform';
import { DEMO_ARTICLE_KEY, demoArticle } from './demo-article.js';
import { DemoReaders } from './demo-readers.js';
import { DEMO_SITE, DemoSite } from './demo-site.js';

const SYSTEM = { kind: 'system' } as const;

/** Makes the demo a newcomer meets: a site, an article, and readers who talk about it. Done once; a later start finds it there. */
@Injectable()
export class SeedDemo {
  constructor(
    @Inject(DemoSite) private readonly site: DemoSite,
    @Inject(ArticleQueries) private readonly articles: ArticleQueries,
    @Inject(PutArticle) private readonly putArticle: PutArticle,
    @Inject(DemoReaders) private readonly readers: DemoReaders,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  /** Gives the address of the demo article's discussion. */
  async run(): Promise<string> {
    const site = await this.site.ensure();
    const url = `${this.config.publicUrl}/d/${DEMO_SITE}/${DEMO_ARTICLE_KEY}`;
    const found = await this.articles.byKey(site.id, DEMO_ARTICLE_KEY).catch((error: unknown) => {
      if (error instanceof ArticleNotFound) return undefined;
      throw error;
    });
    if (found === undefined) {
      const body = { ...demoArticle, url };
      const { article } = await this.putArticle.run(SYSTEM, { site: DEMO_SITE, key: DEMO_ARTICLE_KEY, body });
      await this.readers.talk(article);
    }
    return url;
  }
}
