import type { RouteMarks } from './route-marks.js';

/** Header names and values in turn, as `writeHead` takes them. */
export type FlatHeaders = readonly string[];

const API_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const PERMISSIONS = 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()';
const ONE_YEAR = 'max-age=31536000';

/**
 * The security headers of every answer, errors included (reliability.md D18, A51), made once per process. A handler's own header
 * of the same name wins, e.g. the dashboard's script policy.
 */
export class SecurityHeaders {
  readonly api: FlatHeaders;
  readonly page: FlatHeaders;
  readonly tokenPage: FlatHeaders;

  /** @param publicUrl the service's public address; Strict-Transport-Security is only sent when it is https. */
  constructor(publicUrl: string) {
    const common = [
      ...['x-content-type-options', 'nosniff'],
      ...['cross-origin-opener-policy', 'same-origin'],
      ...['cross-origin-resource-policy', 'same-origin'],
      ...['permissions-policy', PERMISSIONS],
      ...(publicUrl.startsWith('https:') ? ['strict-transport-security', ONE_YEAR] : []),
    ];
    const kind = (policy: string, referrer: string) => [
      ...common,
      ...['content-security-policy', policy],
      ...['referrer-policy', referrer],
    ];
    this.api = kind(API_POLICY, 'no-referrer');
    this.page = kind(PAGE_POLICY, 'same-origin');
    this.tokenPage = kind(PAGE_POLICY, 'no-referrer');
  }

  /** The headers of a route. */
  of(marks: RouteMarks): FlatHeaders {
    if (marks.page === undefined) return this.api;
    return marks.page.token ? this.tokenPage : this.page;
  }
}
