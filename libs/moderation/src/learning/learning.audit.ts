import { z } from 'zod';
import { Id } from '#contracts';
import { defineAuditEntry } from '#platform';

const Number = z.int().nullable();

/** Somebody has a site learn from its moderators' decisions. */
export const learningStarted = defineAuditEntry({
  kind: 'classifier.learning-started',
  data: z.strictObject({ taskId: Id }),
});

/** A site has learnt: a version was made, and put to use if it is worth it. */
export const classifierLearnt = defineAuditEntry({
  kind: 'classifier.learnt',
  data: z.strictObject({ number: z.int(), decisions: z.int(), isInUse: z.boolean() }),
});

/** Another version of what the site learnt came into use; null is the base model alone. */
export const classifierChanged = defineAuditEntry({
  kind: 'classifier.changed',
  data: z.strictObject({ number: Number, before: Number }),
});
