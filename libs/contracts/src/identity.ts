import { z } from 'zod';
import { Email, Id, Instant, SiteKey } from './common.js';
import { AuthorKind } from './comments.js';

/** `POST /auth/email/start`: always 202. */
export const StartEmailBody = z.strictObject({
  email: Email,
  name: z.string().min(1).max(100).optional(),
  site: SiteKey.optional().describe('The site the person reads, for the words of the mail.'),
});
export type StartEmailBody = z.infer<typeof StartEmailBody>;

/** `POST /auth/email/verify`: the code from the mail, or the token of its link. */
export const VerifyEmailBody = z.union([
  z.strictObject({ email: Email, code: z.string().regex(/^\d{6}$/) }),
  z.strictObject({ token: z.string().min(20).max(200) }),
]);
export type VerifyEmailBody = z.infer<typeof VerifyEmailBody>;

export const LoginBody = z.strictObject({ email: Email, password: z.string().min(1).max(1000) });
export type LoginBody = z.infer<typeof LoginBody>;

export const Role = z.enum(['reader', 'trusted', 'moderator', 'admin']);
export type Role = z.infer<typeof Role>;

export const Me = z.strictObject({
  id: Id,
  name: z.string(),
  kind: AuthorKind,
  roles: z.array(z.strictObject({ site: z.string().nullable(), role: Role })),
});
export type Me = z.infer<typeof Me>;

export const SignedIn = z.strictObject({
  session: z.strictObject({ token: z.string(), expiresAt: Instant }),
  person: Me,
});
export type SignedIn = z.infer<typeof SignedIn>;
export const Accepted = z.strictObject({ accepted: z.literal(true) });
export type Accepted = z.infer<typeof Accepted>;
