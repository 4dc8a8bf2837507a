import { z } from 'zod';
import { type Actor } from '#accounts';
import { Id, Instant, SanctionedComments, SanctionKind } from '#contracts';
import { type AuditSubject, defineAuditEntry } from '#platform';

/** A sanction was imposed. */
export const sanctionImposed = defineAuditEntry({
  kind: 'sanction.imposed',
  data: z.strictObject({
    sanctionId: Id,
    personId: Id,
    kind: SanctionKind,
    isEverywhere: z.boolean(),
    reason: z.string(),
    endsAt: Instant.nullable(),
    comments: SanctionedComments,
    keyId: Id.optional(),
  }),
});

/** A sanction was lifted before its end. */
export const sanctionLifted = defineAuditEntry({
  kind: 'sanction.lifted',
  data: z.strictObject({ sanctionId: Id, personId: Id.nullable(), kind: SanctionKind, keyId: Id.optional() }),
});

/** What a sanction was to do to comments was done; `touched` of them changed. */
export const sanctionApplied = defineAuditEntry({
  kind: 'sanction.applied',
  data: z.strictObject({ sanctionId: Id, outcome: z.enum(['hold', 'reject']), touched: z.int().min(0) }),
});

/** The rest was not done: whoever imposed the sanction may not any more, or it was lifted. */
export const sanctionStopped = defineAuditEntry({
  kind: 'sanction.stopped',
  data: z.strictObject({ sanctionId: Id, outcome: z.enum(['hold', 'reject']), touched: z.int().min(0) }),
});

/** Who did it, for the log: a person by id; a key is named in the entry. */
export function subjectOf(actor: Actor, siteId: string): AuditSubject {
  return actor.kind === 'person' ? { siteId, actorId: actor.personId } : { siteId };
}

/** The key that did it, where one did. */
export function keyOf(actor: Actor): { readonly keyId?: string } {
  return actor.kind === 'key' ? { keyId: actor.keyId } : {};
}
