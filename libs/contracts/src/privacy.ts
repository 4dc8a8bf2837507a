import { z } from 'zod';
import { SiteKey } from './common.js';

const Sentence = z.string();

/** `GET /sites/{site}/privacy`: how comment data is processed here, as it is switched on now. */
export const DataProcessing = z.strictObject({
  site: SiteKey,
  name: z.string(),
  stored: z
    .array(
      z.strictObject({
        what: Sentence,
        why: Sentence,
        kept: Sentence.describe('For how long.'),
      }),
    )
    .describe('What is stored of who reads and writes here.'),
  judged: z.array(Sentence).describe('What a program decides by itself, and what a person can do about it.'),
  recipients: z
    .array(z.strictObject({ id: z.string(), name: z.string(), gets: z.array(Sentence), why: Sentence }))
    .describe('Who else receives something. Empty: nothing leaves this server.'),
  mails: z.strictObject({ areSent: z.boolean(), about: z.array(Sentence) }),
  cookies: z.array(z.strictObject({ name: z.string(), why: Sentence, kept: Sentence })),
});
export type DataProcessing = z.infer<typeof DataProcessing>;
