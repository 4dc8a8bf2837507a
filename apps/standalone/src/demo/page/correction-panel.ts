import { Inject, Injectable } from '@nestjs/common';
import { type ArticleRow, ReadRevisions, type Site } from '#articles';
import { AnchorLedger } from '#discussion';
import type { DemoArticle, DemoTextName } from '../demo-article.js';
import { threadPath } from '../demo-articles.js';
import { correctionStory } from './correction-story.js';
import type { CorrectionView, DemoPageView } from './demo-page-view.js';
import { pageInstant } from './page-date.js';

/** What a page knows of its article. */
export interface KnownArticle {
  readonly demo: DemoArticle;
  readonly article: ArticleRow;
  readonly site: Site;
  /** The text that is out; undefined for one that is not the paper's own. */
  readonly published: DemoTextName | undefined;
}

/** What the page says of the correction: readers beside the byline, newcomers in the panel. */
@Injectable()
export class CorrectionPanel {
  constructor(
    @Inject(ReadRevisions) private readonly revisions: ReadRevisions,
    @Inject(AnchorLedger) private readonly ledger: AnchorLedger,
  ) {}

  /** Nothing for an article that has no correction. */
  async run(known: KnownArticle): Promise<Pick<DemoPageView, 'corrected' | 'correction'>> {
    const { demo, article, published } = known;
    if (demo.correction === undefined) return { corrected: undefined, correction: undefined };
    const { createdAt } = await this.revisions.one(article.id, article.revision);
    return {
      corrected: published === 'corrected' ? { ...pageInstant(createdAt), note: demo.correction.note } : undefined,
      correction: await this.correction(known),
    };
  }

  private async correction({ demo: { key }, article, site, published }: KnownArticle): Promise<CorrectionView> {
    const { id, revision } = article;
    const progress = await this.ledger.progress(id, revision);
    const thread = threadPath(key);
    const before = revision - 1;
    const links = [
      { href: `${thread}#comments-heading`, text: 'Read the remarks, each with what became of it' },
      { href: `${thread}/revisions/${before}`, text: `Read revision ${before}, the text before this one` },
    ];
    return {
      story: correctionStory({ published, revision, progress }),
      links: before > 0 && site.settings.oldTexts === 'public' ? links : links.slice(0, 1),
      offers: [
        ...(published === 'corrected' ? [] : [{ text: 'corrected' as const, label: 'Publish the correction' }]),
        ...(published === 'first' ? [] : [{ text: 'first' as const, label: 'Put the first version back' }]),
      ],
    };
  }
}
