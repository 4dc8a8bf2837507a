import { z } from 'zod';
import { Id } from '#contracts';
import { defineEvent } from '#platform';

/** An appeal was answered; comes late, since the answer can be taken back with the decision that gave it. */
export const appealAnswered = defineEvent({ name: 'appeal.answered', payload: z.strictObject({ appealId: Id }) });
