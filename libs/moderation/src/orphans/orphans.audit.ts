import { z } from 'zod';
import { Id } from '#contracts';
import { defineAuditEntry } from '#platform';

/** A moderator put remarks whose passage was gone somewhere else, or said that nobody needs to look for a place, or took that back. */
export const orphansSettled = defineAuditEntry({
  kind: 'orphans.settled',
  data: z.strictObject({
    articleId: Id,
    revision: z.int().min(1),
    placed: z.array(Id),
    retired: z.array(Id),
    restored: z.array(Id),
  }),
});
