import { z } from 'zod';
import { Id } from '#contracts';
import { defineEvent } from '#platform';

/** A verification was issued and its mail is to be sent. The code and the link are recomputed from the id (reliability.md D33). */
export const verificationRequested = defineEvent({
  name: 'verification.requested',
  payload: z.strictObject({ verificationId: Id }),
});

/**
 * A person has confirmed an address. `guestId` is the guest whose comments were written under it and now are the person's;
 * `articleId` the article of the comment that waited.
 */
export const personVerified = defineEvent({
  name: 'person.verified',
  payload: z.strictObject({ personId: Id, guestId: Id.optional(), articleId: Id.optional() }),
});
