import type { PutArticleBody } from '#contracts';
import type { DemoComment } from './demo-comment.js';

/** The texts that a demo article can have. */
export const DEMO_TEXTS = ['first', 'corrected'] as const;
/** One of them. */
export type DemoTextName = (typeof DEMO_TEXTS)[number];

/** An article of the demo as its paper has it. */
export interface DemoArticle {
  /** Its key on the demo site. */
  readonly key: string;
  /** What is pushed beside its text and its address. */
  readonly about: Required<Pick<PutArticleBody, 'title' | 'excerpt' | 'categories' | 'tags' | 'publishedAt'>> & {
    readonly author: { readonly name: string; readonly bio: string };
  };
  /** Its HTML, as a publisher's page shows it. */
  readonly first: string;
  readonly correction?: {
    readonly html: string;
    /** What the paper says of it, in a sentence. */
    readonly note: string;
  };
  /** What its readers have said. */
  readonly comments: readonly DemoComment[];
}

/** The HTML of one of its texts; its first where it has no other. */
export function htmlOf(article: DemoArticle, text: DemoTextName): string {
  return text === 'corrected' ? (article.correction?.html ?? article.first) : article.first;
}
