import { z } from 'zod';

/** An id: uuid, brought to lower case, so that what is kept by it is found under one name. */
export const Id = z.uuid().toLowerCase().describe('A uuid.');
/** An instant: ISO 8601 in UTC. */
export const Instant = z.iso.datetime().describe('ISO 8601, UTC.');
/** An opaque cursor. It belongs to the list that gave it. */
export const Cursor = z.string().min(1).max(512).describe('The `next` of an earlier answer of the same list.');
/** How much of a list is asked for at a time. */
export const pageLimit = (usual: number) =>
  z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(100))
    .default(usual);
/** A site's key in paths. */
export const SiteKey = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
  .describe("The site's key, e.g. `demo`.");
/** A publisher's own key for an article. */
export const ArticleKey = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,199}$/)
  .describe("The publisher's key for the article, e.g. its slug.");
/** An absolute http(s) URL. One with a name and password in it would hand them to every reader. */
export const HttpUrl = z
  .url({ protocol: /^https?$/ })
  .max(2048)
  .refine((text) => !URL.canParse(text) || new URL(text).username + new URL(text).password === '', {
    error: 'An address here has no name and password in it.',
  })
  .describe('An absolute http or https URL.');
/** An e-mail address as typed; its grammar is checked where it is used. */
export const Email = z.string().min(3).max(254).describe('An e-mail address.');

/** The body of every error answer. */
export const ErrorBody = z
  .strictObject({
    error: z.strictObject({
      code: z.string(),
      message: z.string(),
      details: z.record(z.string(), z.unknown()).optional(),
      requestId: z.string(),
    }),
  })
  .describe('What went wrong, in a stable code and a sentence that says what to do.');
export type ErrorBody = z.infer<typeof ErrorBody>;
