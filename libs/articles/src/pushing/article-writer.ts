import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { Clock, newId } from '#kernel';
import { ArticleExists } from '../articles.errors.js';
import { type PushedText, RevisionWriter } from '../revisions/revision-writer.js';
import { ArticleAnnouncer } from './article-announcer.js';
import type { ArticleMetadata } from './article-metadata.js';
import { type ArticleFields, ArticleStore, type StoredArticle } from './article-store.queries.js';

/** A push, checked and parsed. */
export interface PreparedPush {
  readonly siteId: string;
  readonly key: string;
  readonly metadata: ArticleMetadata;
  readonly text: PushedText;
  /** Normalised addresses that lead to the article, its own among them. */
  readonly urlKeys: readonly string[];
}

/** Writes a push inside its transaction. */
@Injectable()
export class ArticleWriter {
  constructor(
    @Inject(ArticleStore) private readonly store: ArticleStore,
    @Inject(RevisionWriter) private readonly revisions: RevisionWriter,
    @Inject(ArticleAnnouncer) private readonly announcer: ArticleAnnouncer,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Creates or updates the article. Pushes to one key wait for each other, so two first pushes make one article.
   * @returns whether the article is new.
   * @throws {ArticleExists} when an address leads to another article; nothing may then be committed.
   */
  async write(push: PreparedPush): Promise<{ created: boolean }> {
    await this.store.lock(push.siteId, push.key);
    const stored = await this.store.find(push.siteId, push.key);
    const id = stored?.id ?? newId(this.clock.nowMs());
    const isNewText = stored === undefined || !stored.hash.equals(push.text.hash);
    const fields = this.fields(push, stored, isNewText);
    if (stored === undefined) await this.store.insert({ ...push, id }, fields, this.clock.now());

    const owner = await this.store.addAliases(push.siteId, id, push.urlKeys, this.clock.now());
    if (owner !== undefined) throw new ArticleExists(owner);

    const isOtherMarkup = await this.writeText(id, fields.revision, push.text, isNewText);
    if (stored !== undefined && (isNewText || isOtherMarkup || differs(stored, fields))) {
      await this.store.update(id, fields, this.clock.now());
      await this.announcer.changed(id);
    }
    // After the article's row is written, and so locked: what was anchored before the push is seen, what comes after waits for it.
    if (isNewText) await this.announcer.revised(id, fields.revision);
    if (!isDeepStrictEqual(stored?.asks ?? [], fields.asks)) await this.announcer.asked(id);
    return { created: stored === undefined };
  }

  private async writeText(id: string, revision: number, text: PushedText, isNewText: boolean): Promise<boolean> {
    if (!isNewText) return this.revisions.refresh(id, revision, text);
    await this.revisions.writeRevision(id, revision, text);
    return true;
  }

  private fields(
    { metadata, text }: PreparedPush,
    stored: StoredArticle | undefined,
    isNewText: boolean,
  ): ArticleFields {
    const revisedNow = isNewText && stored !== undefined ? this.clock.now() : (stored?.revisedAt ?? null);
    return {
      ...metadata,
      settings: metadata.settings ?? stored?.settings ?? {},
      revision: (stored?.revision ?? 0) + (isNewText ? 1 : 0),
      revisedAt: metadata.revisedAt ?? revisedNow,
      asks: text.parsed.asks,
    };
  }
}

function differs({ id: _id, hash: _hash, ...stored }: StoredArticle, fields: ArticleFields): boolean {
  return !isDeepStrictEqual(stored, fields);
}
