import type { Quote } from '#contracts';
import type { PageStorage } from '../service/storage.js';

/** What is about to be written on. */
export interface Passage {
  readonly quote: Quote;
  readonly sectionId?: string | undefined;
}

/** What somebody has begun to write. */
export interface Draft {
  readonly body: string;
  /** The section it is on; none for the whole article. */
  readonly sectionId?: string | undefined;
  readonly passage?: Passage | undefined;
}

export const EMPTY_DRAFT: Draft = { body: '' };

/** The drafts of a discussion, each by what it answers or changes. They outlive the page and what happens to the connection. */
export class Drafts {
  constructor(
    private readonly storage: PageStorage,
    private readonly articleId: string,
  ) {}

  /** What was begun there. */
  read(target: string): Draft | undefined {
    const draft = this.storage.readJson(this.nameOf(target)) as Draft | undefined;
    return typeof draft?.body === 'string' ? draft : undefined;
  }

  /** Keeps it; an empty one is forgotten. */
  write(target: string, draft: Draft): void {
    const isEmpty = draft.body === '' && draft.passage === undefined;
    this.storage.write(this.nameOf(target), isEmpty ? undefined : JSON.stringify(draft));
  }

  private nameOf(target: string): string {
    return `draft:${this.articleId}:${target}`;
  }
}

/** A text as Markdown quotes it, with room to go on below. */
export function quoted(text: string): string {
  return `${text
    .trim()
    .split(/\n+/u)
    .map((line) => `> ${line}`)
    .join('\n')}\n\n`;
}

/** How long a text is for the service: code points without white space at its ends. */
export function lengthOf(text: string): number {
  return Array.from(text.trim()).length;
}
