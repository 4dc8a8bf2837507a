import { z } from 'zod';
import { Id } from '#contracts';
import { defineAuditEntry } from '#platform';

/** Past comments are judged again, with effect. */
export const rescreenStarted = defineAuditEntry({
  kind: 'rules.rescreened',
  data: z.strictObject({
    taskId: Id,
    number: z.int(),
    days: z.int(),
    apply: z.enum(['stricter', 'looser', 'both']),
  }),
});
