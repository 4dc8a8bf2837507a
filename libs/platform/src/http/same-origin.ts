import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a form was sent from our own pages (reliability.md D23): by Fetch Metadata when the browser sends it, else by `Origin`.
 * A client that sends neither is no browser of the last years and carries nobody's credentials by itself.
 * @param publicOrigin the service's origin, e.g. `https://talk.example.org`.
 */
export function isOwnForm(headers: IncomingHttpHeaders, publicOrigin: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return headers.origin === undefined || headers.origin === publicOrigin;
}
