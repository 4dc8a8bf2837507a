import { z } from 'zod';
import { SiteKey } from './common.js';

/** Names the site that a moderator asks about. */
export const SiteQuery = z.strictObject({ site: SiteKey });
export type SiteQuery = z.infer<typeof SiteQuery>;
