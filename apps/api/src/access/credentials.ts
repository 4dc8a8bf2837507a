import type { FastifyReply, FastifyRequest } from 'fastify';

const BEARER = /^Bearer ([\x21-\x7e]+)$/i;

/**
 * The bearer token of a request (RFC 6750, 2.1). A header of another scheme is an empty token, which nobody has: a caller that tried
 * to sign in is told so instead of being taken for a stranger.
 */
export function bearerOf(request: FastifyRequest): string | undefined {
  const header = request.headers.authorization;
  return header === undefined ? undefined : (BEARER.exec(header)?.[1] ?? '');
}

/** The dashboard's cookie: never shared with the embed, never sent from another site (reliability.md D22). */
export const STAFF_COOKIE = 'colloquy-staff';

const nameFor = (publicUrl: string) => (publicUrl.startsWith('https:') ? `__Host-${STAFF_COOKIE}` : STAFF_COOKIE);

/** The session token in the dashboard's cookie. */
export function staffCookie(request: FastifyRequest): string | undefined {
  const cookies = (request.headers.cookie ?? '').split(';').map((part) => part.trim().split('='));
  return cookies.find(([name]) => name === STAFF_COOKIE || name === `__Host-${STAFF_COOKIE}`)?.[1];
}

/** Sets the dashboard's cookie, or takes it away when no token is given. Over plain http, as on a laptop, it is not `Secure`. */
export function setStaffCookie(
  reply: FastifyReply,
  publicUrl: string,
  session?: { token: string; maxAgeSeconds: number },
): void {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  const value = session?.token ?? '';
  const maxAge = session?.maxAgeSeconds ?? 0;
  void reply.header(
    'set-cookie',
    `${nameFor(publicUrl)}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAge}${secure}`,
  );
}
