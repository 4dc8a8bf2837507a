import { Inject, Injectable } from '@nestjs/common';
import { ArticleText } from '#articles';
import { type Place, readComment } from '#discussion';
import { Clock } from '#kernel';
import { Database } from '#platform';
import { type ArticleFacts, type SiteFacts, termsOf } from '#screening';
import { NEW_PEOPLE, STANDING_COMMENTS } from './article-facts.queries.js';
import { TimedCache } from './timed-cache.js';

type NewPeople = NonNullable<SiteFacts['newPeople']>;

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** A raid is seen so much later at most. */
const NEW_PEOPLE_FRESH_MS = 10_000;
const TERMS_FRESH_MS = 300_000;
const ARTICLES = 500;

/** What screening asks of an article rather than of a comment. One look serves all comments of some seconds. */
@Injectable()
export class ArticleKnowledge {
  private readonly people: TimedCache<NewPeople>;
  private readonly terms: TimedCache<ArticleFacts>;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ArticleText) private readonly text: ArticleText,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    this.people = new TimedCache(clock, NEW_PEOPLE_FRESH_MS, ARTICLES);
    this.terms = new TimedCache(clock, TERMS_FRESH_MS, ARTICLES);
  }

  /** New people on the article within the hour before now, or before an earlier minute, and in a usual one. */
  newPeople({ article }: Place, at?: Date): Promise<NewPeople> {
    const minute = at && new Date(Math.ceil(at.getTime() / MINUTE_MS) * MINUTE_MS);
    return this.people.get(minute ? `${article.id}:${minute.getTime()}` : article.id, async () => {
      const rows = await this.database.query<{ in_hour: number; before: number; hours: number }>(NEW_PEOPLE, [
        article.id,
        minute ?? this.clock.now(),
      ]);
      const { in_hour = 0, before = 0, hours = 0 } = rows[0] ?? {};
      return { inHour: in_hour, usualInHour: before / Math.max(1, hours) };
    });
  }

  /** The words of the article's newest revision and of its discussion, without comments that came within the hour. */
  words({ article }: Place): Promise<ArticleFacts> {
    return this.terms.get(`${article.id}:${article.revision}`, async () => {
      const paragraphs = await this.text.paragraphs(article.id, article.revision);
      const standing = await this.database.query<{ body: string }>(STANDING_COMMENTS, [
        article.id,
        new Date(this.clock.nowMs() - HOUR_MS),
      ]);
      const texts = [...paragraphs.map(({ text }) => text), ...standing.map(({ body }) => readComment(body).text)];
      return termsOf(texts.join('\n'));
    });
  }
}
