import { Inject, Injectable } from '@nestjs/common';
import {
  ArticleNotFound,
  ArticleQueries,
  type ArticleRow,
  CreateSite,
  PutArticle,
  SiteDirectory,
  SiteNotFound,
} from '#articles';
import { AppConfig } from '#platform';

const SYSTEM = { kind: 'system' } as const;

const SECTIONS = [
  [
    'ice',
    'How the ice came',
    'The wind turned east on Monday, and by Thursday the ferries stayed in port. The board had been warned.',
  ],
  [
    'road',
    'The road over the ice',
    'On Friday the first sledges went out. The ice was measured at forty places and was thickest off the northern mole.',
  ],
  [
    'town',
    'What the town did',
    'The bakery sent bread over the ice, as it had done in 1963. Schools closed at noon, and nobody complained.',
  ],
  [
    'after',
    'What remains',
    'The bill came in April. It was smaller than feared, and the council has filed the plan under harbours.',
  ],
] as const;

/** The article of made-up comments: made when it is missing, with four sections of our own writing. */
@Injectable()
export class SeedArticle {
  constructor(
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(CreateSite) private readonly createSite: CreateSite,
    @Inject(PutArticle) private readonly putArticle: PutArticle,
    @Inject(ArticleQueries) private readonly articles: ArticleQueries,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  /** Finds the article, or makes it and its site. */
  async ensure(site: string, key: string): Promise<ArticleRow> {
    const { id: siteId } = await this.sites.byKey(site).catch((error: unknown) => {
      if (error instanceof SiteNotFound) return this.createSite.run({ key: site, name: `The ${site} site` });
      throw error;
    });
    try {
      return await this.articles.byKey(siteId, key);
    } catch (error) {
      if (!(error instanceof ArticleNotFound)) throw error;
    }
    const url = `${this.config.publicUrl}/d/${site}/${key}`;
    const html = SECTIONS.map(([id, heading, text]) => `<h2 id="${id}">${heading}</h2>\n<p>${text}</p>`).join('\n');
    const body = { url, title: `The winter of the ice road (${key})`, html };
    return (await this.putArticle.run(SYSTEM, { site, key, body })).article;
  }
}
