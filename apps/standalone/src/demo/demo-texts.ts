import { Inject, Injectable } from '@nestjs/common';
import { parseArticle } from '#anchoring';
import { type ArticleRow, ArticleText, PutArticle } from '#articles';
import { AppConfig } from '#platform';
import { DEMO_TEXTS, type DemoArticle, type DemoTextName, htmlOf } from './demo-article.js';
import { demoPath } from './demo-articles.js';
import { DEMO_SITE } from './demo-site.js';

const SYSTEM = { kind: 'system' } as const;

/** Publishes the texts of demo articles as a publisher does, and tells which of them is out. */
@Injectable()
export class DemoTexts {
  constructor(
    @Inject(PutArticle) private readonly putArticle: PutArticle,
    @Inject(ArticleText) private readonly texts: ArticleText,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  /** The address under which it is pushed: its page. */
  address({ key }: DemoArticle): string {
    return `${this.config.publicUrl}${demoPath(key)}`;
  }

  /** Pushes one of its texts. Pushing the one that is out changes nothing. */
  async put(demo: DemoArticle, text: DemoTextName): Promise<ArticleRow> {
    const body = { ...demo.about, url: this.address(demo), html: htmlOf(demo, text) };
    return (await this.putArticle.run(SYSTEM, { site: DEMO_SITE, key: demo.key, body })).article;
  }

  /** Which of its texts is out; undefined when somebody has pushed another one, by the publisher's API. */
  async published(demo: DemoArticle, { id, revision }: ArticleRow): Promise<DemoTextName | undefined> {
    const words = (await this.texts.blocks(id, revision)).map(({ text }) => text).join('\n');
    return DEMO_TEXTS.find((name) => parseArticle(htmlOf(demo, name)).text === words);
  }
}
