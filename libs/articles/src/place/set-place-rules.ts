import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, authorize } from '#accounts';
import { Id, type PlaceRules, PlaceRulesChange } from '#contracts';
import { AuditLog, Database, defineAuditEntry } from '#platform';
import { SectionNotFound } from '../articles.errors.js';
import { ArticleDirectory } from '../reading/article-directory.js';
import { SECTION_OF } from './place-rules.queries.js';
import { PlaceRulesStore } from './place-rules-store.js';

/** A moderator changed what holds in an article's discussion, or in one of its sections. */
export const placeRulesChanged = defineAuditEntry({
  kind: 'place.rules-changed',
  data: z.strictObject({ articleId: Id, sectionId: Id.optional(), change: PlaceRulesChange }),
});

/** Sets mode, state and slow mode of an article or a section as a moderator. A publisher's push leaves them as they are. */
@Injectable()
export class SetPlaceRules {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ArticleDirectory) private readonly articles: ArticleDirectory,
    @Inject(PlaceRulesStore) private readonly store: PlaceRulesStore,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /**
   * @returns the rules that the article or the section has of its own now.
   * @throws {ArticleNotFound} {SectionNotFound}, and what `authorize` throws.
   */
  async run(
    actor: Actor,
    { articleId, sectionId }: { readonly articleId: string; readonly sectionId?: string },
    change: PlaceRulesChange,
  ): Promise<PlaceRules> {
    const { siteId } = await this.articles.byId(articleId);
    authorize(actor, 'thread.manage', { siteId });
    const place = { articleId, ...(sectionId === undefined ? {} : { sectionId }) };
    const actorId = actor.kind === 'person' ? actor.personId : undefined;
    return this.database.transaction(async () => {
      if (sectionId !== undefined) await this.assertSection(articleId, sectionId);
      const rules = await this.store.change(place, change, actorId);
      await this.audit.append(
        placeRulesChanged,
        { siteId, ...(actorId === undefined ? {} : { actorId }) },
        { ...place, change },
      );
      return rules;
    });
  }

  private async assertSection(articleId: string, sectionId: string): Promise<void> {
    if ((await this.database.query(SECTION_OF, [articleId, sectionId])).length === 0) throw new SectionNotFound();
  }
}
