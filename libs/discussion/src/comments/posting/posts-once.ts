import { Inject, Injectable } from '@nestjs/common';
import { Clock, keyedHash, newId, sameBytes, sha256 } from '#kernel';
import { AppConfig, Database } from '#platform';
import { IdempotencyKeyReused } from '../../discussion.errors.js';

/** A request that may come again: its key, and all that it says. */
export interface RepeatableRequest {
  readonly articleId: string;
  /** The client's Idempotency-Key; without one every request is new. */
  readonly key: string | undefined;
  /** The person who asks; a key of one is not a key of another. */
  readonly personId: string | undefined;
  /** Everything that makes the comment what it is. */
  readonly content: unknown;
}

/** How a request is carried out: as a new comment with this id, or as one that was posted before. */
export interface OnceOnly<Result> {
  /** @param seed what a guest's token is made of, so that it can be given again; undefined when the request cannot come again. */
  readonly first: (commentId: string, seed: string | undefined) => Promise<Result>;
  readonly again: (commentId: string, seed: string) => Promise<Result>;
}

/** Makes posting repeatable (reliability.md F15): however often and however much at once a request comes, it makes one comment. */
@Injectable()
export class PostsOnce {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AppConfig) private readonly config: AppConfig,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Runs `first` in one transaction with the record of the key. Requests with the same key wait for it and then run `again`; if it
   * fails, the next of them is the first.
   * @throws {IdempotencyKeyReused} when the key came with other content before.
   */
  async run<Result>(request: RepeatableRequest, { first, again }: OnceOnly<Result>): Promise<Result> {
    const commentId = newId();
    if (request.key === undefined) return this.database.transaction(() => first(commentId, undefined));
    const keyHash = this.hash('key', request.personId ?? '', request.key);
    const bodyHash = sha256(JSON.stringify(request.content));
    const seed = this.hash('seed', request.articleId, keyHash.toString('hex')).toString('hex');
    return this.database.transaction(async () => {
      const claimed = await this.database.execute(
        `INSERT INTO idempotency_keys (article_id, key_hash, body_hash, comment_id, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (article_id, key_hash) DO NOTHING`,
        [request.articleId, keyHash, bodyHash, commentId, this.clock.now()],
      );
      if (claimed === 1) return first(commentId, seed);
      const earlier = await this.earlier(request.articleId, keyHash);
      if (!sameBytes(earlier.body_hash, bodyHash)) throw new IdempotencyKeyReused();
      return again(earlier.comment_id, seed);
    });
  }

  private async earlier(articleId: string, keyHash: Buffer): Promise<{ body_hash: Buffer; comment_id: string }> {
    const [row] = await this.database.query<{ body_hash: Buffer; comment_id: string }>(
      'SELECT body_hash, comment_id FROM idempotency_keys WHERE article_id = $1 AND key_hash = $2',
      [articleId, keyHash],
    );
    if (row === undefined) throw new IdempotencyKeyReused();
    return row;
  }

  private hash(...parts: string[]): Buffer {
    return keyedHash(this.config.secret.reveal(), 'idempotency', ...parts);
  }
}
