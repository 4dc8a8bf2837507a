import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../../../../', import.meta.url);
/** The one client (V16), the server's own listeners and the mail session, which speaks SMTP. */
const MAY =
  /^libs\/platform\/src\/(outside\/outside-client|http\/|mailer\/)|^libs\/testing\/|^apps\/(dashboard|embed)\//;
const WAYS_OUT = /\bfetch\(|from '(?:undici|node:http|node:https|node:http2|axios|got)'|\bhttps?\.(?:request|get)\(/;

describe('requests to other servers', () => {
  it('go through the one client that checks where they lead', () => {
    const files = ['libs', 'apps'].flatMap((room) =>
      readdirSync(new URL(`${room}/`, ROOT), { recursive: true, encoding: 'utf8' }).map((file) => `${room}/${file}`),
    );
    const sources = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !MAY.test(file));
    expect(sources.length).toBeGreaterThan(300);
    expect(sources.filter((file) => WAYS_OUT.test(readFileSync(new URL(file, ROOT), 'utf8')))).toEqual([]);
  });
});
