import type { Comment } from '#contracts';
import type { PageStorage } from '../service/storage.js';
import { flatten } from './comment-tree.js';

/** Which comments have come since the reader was here last. */
export class Unread {
  private readonly since: number;
  private readonly read = new Set<string>();

  /** @param articleId of the discussion, whose visits are kept. */
  constructor(storage: PageStorage, articleId: string, now: number) {
    const name = `seen:${articleId}`;
    const before = Number(storage.read(name));
    // On a first visit all is new, and nothing is told from the rest.
    this.since = Number.isFinite(before) && before > 0 ? before : now;
    storage.write(name, String(now));
  }

  /** Whether a comment is unread by this reader. */
  isUnread({ id, createdAt, author }: Comment, readerId: string | undefined): boolean {
    return (
      Date.parse(createdAt) > this.since && !this.read.has(id) && (readerId === undefined || author.id !== readerId)
    );
  }

  /** How many of these are unread. */
  count(comments: readonly Comment[], readerId: string | undefined): number {
    return flatten(comments).filter((comment) => this.isUnread(comment, readerId)).length;
  }

  /** The first unread one in the order of the page, which is read from here on. */
  next(comments: readonly Comment[], readerId: string | undefined): string | undefined {
    const found = flatten(comments).find((comment) => this.isUnread(comment, readerId));
    if (found !== undefined) this.read.add(found.id);
    return found?.id;
  }
}
