import { z } from 'zod';
import { defineAuditEntry } from '#platform';

/** A rule set judges beside the rules in use, without effect. */
export const shadowStarted = defineAuditEntry({
  kind: 'rules.shadow_started',
  data: z.strictObject({ number: z.int(), days: z.int() }),
});

/** It does no more. */
export const shadowStopped = defineAuditEntry({
  kind: 'rules.shadow_stopped',
  data: z.strictObject({ number: z.int() }),
});
