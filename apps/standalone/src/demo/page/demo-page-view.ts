import type { DemoArticle, DemoTextName } from '../demo-article.js';
import type { PageDate } from './page-date.js';

/** A link to another article with what is said of it. */
export interface RelatedArticle {
  readonly key: string;
  readonly href: string;
  readonly title: string;
  readonly excerpt: string;
  readonly category: string;
}

/** What the panel for newcomers says of the correction. */
export interface CorrectionView {
  /** What happened to the article and its remarks, in a sentence or two. */
  readonly story: string;
  /** Where that can be seen. */
  readonly links: readonly { readonly href: string; readonly text: string }[];
  /** What the buttons offer. */
  readonly offers: readonly { readonly text: DemoTextName; readonly label: string }[];
}

/** What the page of an article shows. */
export interface DemoPageView {
  readonly site: { readonly key: string; readonly name: string };
  readonly article: Pick<DemoArticle, 'key' | 'about'>;
  readonly html: string;
  readonly url: string;
  /** Where the page is, without the service's address. */
  readonly path: string;
  readonly threadPath: string;
  readonly published: PageDate;
  readonly corrected: (PageDate & { readonly note: string }) | undefined;
  readonly correction: CorrectionView | undefined;
  /** The article that has a correction, for the pages of those that have none. */
  readonly leadPath: string;
  readonly related: readonly RelatedArticle[];
  readonly hasMailbox: boolean;
}
