import type { ArticleSettings, DiscussionState, GuestPolicy, ModerationMode, SiteSettings } from '#contracts';

/** The rules that hold where a comment is about to be posted. */
export interface EffectivePlace {
  readonly moderation: ModerationMode;
  readonly guests: GuestPolicy;
  readonly state: DiscussionState;
}

const DAY_MS = 86_400_000;

/**
 * What holds in an article's discussion: each of the article's own settings goes before the site's. `closeAfterDays` counts days
 * of 24 hours from publication, or from the first push when no publication date is known; at that age the discussion is closed
 * whatever `discussion` says, so an article is kept open by a `closeAfterDays` of 0. Pure (product.md 1, "by hand or by age").
 */
export function effectivePlace(
  site: { readonly settings: Pick<SiteSettings, 'moderation' | 'guests' | 'discussion' | 'closeAfterDays'> },
  article: { readonly settings: ArticleSettings; readonly publishedAt: Date | null; readonly createdAt: Date },
  now: Date,
): EffectivePlace {
  const closeAfterDays = article.settings.closeAfterDays ?? site.settings.closeAfterDays;
  const ageMs = now.getTime() - (article.publishedAt ?? article.createdAt).getTime();
  const isTooOld = closeAfterDays > 0 && ageMs >= closeAfterDays * DAY_MS;
  return {
    moderation: article.settings.moderation ?? site.settings.moderation,
    guests: article.settings.guests ?? site.settings.guests,
    state: isTooOld ? 'closed' : (article.settings.discussion ?? site.settings.discussion),
  };
}
