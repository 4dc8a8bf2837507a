import { Inject, Injectable } from '@nestjs/common';
import type { PlaceRules, PlaceRulesChange } from '#contracts';
import { Clock } from '#kernel';
import { Database } from '#platform';
import { TooManyThreadRules } from '../articles.errors.js';
import { ArticleAnnouncer } from '../pushing/article-announcer.js';
import { CHANGE_RULES, DROP_EMPTY, THREADS_WITH_RULES } from './place-rules.queries.js';

/** What rules are about: all of an article, a section of it, or a comment and everything below. */
export interface RuledPlace {
  readonly articleId: string;
  readonly sectionId?: string;
  readonly commentId?: string;
}

/** Every request reads an article's rules from its cached facts, so that there must not be too many of them (own choice). */
export const MOST_THREADS_WITH_RULES = 500;

/** Writes what moderators set, in the caller's transaction, and tells everybody who goes by the article. */
@Injectable()
export class PlaceRulesStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ArticleAnnouncer) private readonly announcer: ArticleAnnouncer,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Merges a change and gives the rules that the place has of its own now.
   * @throws {TooManyThreadRules} when 500 comments of the article have rules already.
   */
  async change(place: RuledPlace, change: PlaceRulesChange, actorId: string | undefined): Promise<PlaceRules> {
    const { articleId, sectionId = null, commentId = null } = place;
    const set = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== null));
    const dropped = Object.entries(change).flatMap(([name, value]) => (value === null ? [name] : []));
    const values = [articleId, sectionId, commentId, JSON.stringify(set), dropped, actorId ?? null, this.clock.now()];
    const [row] = await this.database.query<{ rules: PlaceRules }>(CHANGE_RULES, values);
    await this.database.execute(DROP_EMPTY, [articleId]);
    if (commentId !== null) await this.assertRoom(articleId);
    await this.announcer.changed(articleId);
    return row?.rules ?? {};
  }

  private async assertRoom(articleId: string): Promise<void> {
    const [row] = await this.database.query<{ count: number }>(THREADS_WITH_RULES, [articleId]);
    if ((row?.count ?? 0) > MOST_THREADS_WITH_RULES) throw new TooManyThreadRules(MOST_THREADS_WITH_RULES);
  }
}
