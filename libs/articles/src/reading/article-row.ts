import type { ArticleSettings } from '#contracts';
import type { ModeratorRules } from '../place/effective-place.js';

/** A section of an article's current revision. `position` counts from 0. */
export interface SectionRow {
  readonly id: string;
  readonly heading: string;
  readonly level: number;
  readonly position: number;
}

/** An article as its publisher and readers may see it, with its sections in order. Holds nothing of the author's e-mail address. */
export interface ArticleRow {
  readonly id: string;
  readonly siteId: string;
  readonly key: string;
  readonly url: string;
  readonly title: string;
  readonly excerpt: string | null;
  readonly author: { readonly name: string; readonly bio: string | null } | null;
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  readonly settings: ArticleSettings;
  readonly revision: number;
  readonly sections: readonly SectionRow[];
  readonly publishedAt: Date | null;
  /** When the publisher says the text was last changed, or when a changed text was pushed. */
  readonly revisedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What other rooms ask of an article on every request. */
export interface ArticleFacts {
  readonly id: string;
  readonly siteId: string;
  readonly key: string;
  readonly url: string;
  readonly title: string;
  readonly revision: number;
  readonly settings: ArticleSettings;
  readonly rules: ModeratorRules;
  readonly publishedAt: Date | null;
  readonly createdAt: Date;
  /** As its publisher names them. */
  readonly authorName: string | null;
  /** Keyed hash of the author's address, to know the author among those who comment. */
  readonly authorEmailKey?: Buffer;
}
