import { z } from 'zod';
import { defineJob } from '#platform';

/** Removes what has run out: verifications, sessions, setup links. */
export const forgetExpired = defineJob({
  queue: 'maintenance',
  name: 'forget-expired',
  payload: z.strictObject({}),
  timeoutMs: 120_000,
});
