import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import { buildSite } from '../../../libs/testing/src/build-article.js';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

describe('POST /auth/email/start with a site', () => {
  const start = (email: string, site?: string) => door.agent().post('/api/v1/auth/email/start').send({ email, site });
  const siteOf = async (email: string) =>
    (
      await door.database.query<{ site_id: string | null }>('SELECT site_id FROM verifications WHERE email = $1', [
        email,
      ])
    )[0];

  it('keeps the site for the words of the mail', async () => {
    const site = await buildSite(door.database, {});
    const email = `${newId()}@example.org`;
    await start(email, site.key).expect(202);
    expect(await siteOf(email)).toEqual({ site_id: site.id });
  });

  it('needs none', async () => {
    const email = `${newId()}@example.org`;
    await start(email).expect(202);
    expect(await siteOf(email)).toEqual({ site_id: null });
  });

  it('refuses one that is not there, and sends nothing', async () => {
    const email = `${newId()}@example.org`;
    const answer = await start(email, 'no-such-site').expect(404);
    expect(answer.body).toMatchObject({ error: { code: 'not_found' } });
    expect(await siteOf(email)).toBeUndefined();
  });
});
