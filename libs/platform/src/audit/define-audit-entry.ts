import type { ZodType } from 'zod';

/** A kind of entry of the audit log, with the shape of what it keeps. It lives in the lib whose verb writes it. */
export interface AuditEntryDefinition<Data> {
  /** Dotted, past tense, unique, e.g. `sanction.imposed`. Kept for ever: one is added, never renamed. */
  readonly kind: string;
  /** Ids, codes and figures only. Personal data stays where it can be erased (reliability.md D32). */
  readonly data: ZodType<Data>;
}

/** Declares a kind of entry. */
export function defineAuditEntry<Data>(definition: AuditEntryDefinition<Data>): AuditEntryDefinition<Data> {
  return Object.freeze({ ...definition });
}
