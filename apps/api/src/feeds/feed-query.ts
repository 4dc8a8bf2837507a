import { z } from 'zod';
import { ArticleKey, Cursor, Id, pageLimit, SiteKey } from '#contracts';

/** How many entries a page has unless it is asked for another number. */
export const USUAL_LIMIT = 50;

/** A site. */
export const SiteFeedParams = z.strictObject({ site: SiteKey });
export type SiteFeedParams = z.infer<typeof SiteFeedParams>;

/** A comment of an article by the article's key. */
export const CommentFeedParams = z.strictObject({ site: SiteKey, key: ArticleKey, id: Id });
export type CommentFeedParams = z.infer<typeof CommentFeedParams>;

/** A page of a feed. */
export const FeedQuery = z.strictObject({ limit: pageLimit(USUAL_LIMIT), after: Cursor.optional() });
export type FeedQuery = z.infer<typeof FeedQuery>;

/** A file of a site map, or its index. */
export const SitemapQuery = z.strictObject({ after: Cursor.optional() });
export type SitemapQuery = z.infer<typeof SitemapQuery>;
