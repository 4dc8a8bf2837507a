import { Inject, Injectable, Optional } from '@nestjs/common';
import { ArticleQueries, SiteDirectory } from '#articles';
import { MailCapture } from '../../mailbox/mail-capture.js';
import { type DemoArticle, htmlOf } from '../demo-article.js';
import { demoArticles, demoPath, LEAD_ARTICLE, threadPath } from '../demo-articles.js';
import { DEMO_SITE } from '../demo-site.js';
import { DemoTexts } from '../demo-texts.js';
import { CorrectionPanel } from './correction-panel.js';
import type { DemoPageView, RelatedArticle } from './demo-page-view.js';
import { pageDay } from './page-date.js';

/** Puts the page of an article of the demo's paper together, as its publisher's own system would. */
@Injectable()
export class DemoPage {
  constructor(
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(ArticleQueries) private readonly articles: ArticleQueries,
    @Inject(DemoTexts) private readonly texts: DemoTexts,
    @Inject(CorrectionPanel) private readonly panel: CorrectionPanel,
    @Optional() @Inject(MailCapture) private readonly mail: MailCapture | undefined,
  ) {}

  /** @throws {SiteNotFound} {ArticleNotFound} before the demo was made. */
  async run(demo: DemoArticle): Promise<DemoPageView> {
    const site = await this.sites.byKey(DEMO_SITE);
    const article = await this.articles.byKey(site.id, demo.key);
    const published = await this.texts.published(demo, article);
    return {
      site,
      article: demo,
      html: htmlOf(demo, published ?? 'first'),
      url: this.texts.address(demo),
      path: demoPath(demo.key),
      threadPath: threadPath(demo.key),
      published: pageDay(new Date(demo.about.publishedAt)),
      ...(await this.panel.run({ demo, article, site, published })),
      leadPath: demoPath(LEAD_ARTICLE.key),
      related: demoArticles.filter(({ key }) => key !== demo.key).map(toRelated),
      hasMailbox: this.mail !== undefined,
    };
  }
}

function toRelated({ key, about: { title, excerpt, categories } }: DemoArticle): RelatedArticle {
  return { key, title, excerpt, href: demoPath(key), category: categories[0] ?? '' };
}
