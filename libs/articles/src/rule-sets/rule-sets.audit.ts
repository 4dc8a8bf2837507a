import { z } from 'zod';
import { defineAuditEntry } from '#platform';

/** A version of the screening rules was made; it is not in use yet. */
export const ruleSetMade = defineAuditEntry({ kind: 'rules.made', data: z.strictObject({ number: z.int() }) });

/** A version of the screening rules came into use in place of another. */
export const ruleSetActivated = defineAuditEntry({
  kind: 'rules.activated',
  data: z.strictObject({ number: z.int(), before: z.int().nullable() }),
});
