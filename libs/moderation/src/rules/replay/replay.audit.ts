import { z } from 'zod';
import { Id } from '#contracts';
import { defineAuditEntry } from '#platform';

/** Rules were tried on past comments. `number` is null for rules that are no version. */
export const replayStarted = defineAuditEntry({
  kind: 'rules.replayed',
  data: z.strictObject({ taskId: Id, number: z.int().nullable(), days: z.int() }),
});
