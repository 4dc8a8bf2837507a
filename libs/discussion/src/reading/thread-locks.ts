import { Inject, Injectable } from '@nestjs/common';
import { ArticleDirectory, lockedThreads } from '#articles';
import { Database } from '#platform';

/** Those of some comments that are locked, or stand below one that is. $1 article, $2 comments, $3 locked threads */
const LOCKED_AMONG = `
SELECT id FROM comments
WHERE article_id = $1::uuid AND id = ANY ($2::uuid[]) AND (id = ANY ($3::uuid[]) OR path && $3::uuid[])`;

/** Tells which comments take no replies. */
@Injectable()
export class ThreadLocks {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ArticleDirectory) private readonly articles: ArticleDirectory,
  ) {}

  /** Those of the comments that cannot be answered. No query on an article without locked threads. @throws {ArticleNotFound} */
  async among(articleId: string, commentIds: readonly string[]): Promise<ReadonlySet<string>> {
    const locked = lockedThreads((await this.articles.byId(articleId)).rules);
    if (locked.length === 0 || commentIds.length === 0) return new Set();
    const rows = await this.database.query<{ id: string }>(LOCKED_AMONG, [articleId, commentIds, locked]);
    return new Set(rows.map(({ id }) => id));
  }
}
