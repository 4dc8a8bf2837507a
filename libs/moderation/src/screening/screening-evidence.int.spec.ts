import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EditComment, ForgetBands } from '#discussion';
import { buildArticle, buildSite, type SiteParts } from '../../../testing/src/build-article.js';
import { buildPerson, type PersonParts } from '../../../testing/src/build-person.js';
import { openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import { Decide } from '../review/decide.js';
import { ScreenComment } from './screen-comment.js';

let room: WorkRoom;
beforeAll(async () => {
  room = await openWorkRoom();
});
afterAll(() => room.close());

/** What is written here is to be judged by the rules that a test names. */
const silent = { spamFrom: 0, holdFrom: 0, abuseHoldFrom: 0 };

type Rules = NonNullable<NonNullable<SiteParts['settings']>['screening']>;
type Posting = Parameters<WorkRoom['post']>[1];

const HTML = `<p>The port of Aktau carries most of what the country exports. Since spring the trains that bring grain and copper
to the harbour have stood still, and the ministry of transport has not explained who pays for the delay.</p>`;
const CAMPAIGN =
  'Earn money from home with our proven method, write to Anna on the messenger and start today without any risk.';

/** A site whose rules name nobody new, and what becomes of a comment there. */
async function place(rules: Rules) {
  const screening = {
    newCommenter: { holdFirst: 0 },
    links: { newCommenterHoldFrom: 0 },
    classifier: silent,
    ...rules,
  };
  const site = await buildSite(room.database, { settings: { screening } });
  const article = await buildArticle(room.database, { siteId: site.id, html: HTML });
  const say = async (body: string, by: PersonParts = {}, more: Partial<Posting> = {}) => {
    const writer = await buildPerson(room.database, by);
    const comment = await room.post(writer.actor, { articleId: article.id, body, ...more });
    await room.screen(comment);
    return { comment, writer, ...(await verdictOn(comment.id)) };
  };
  return { site, article, say };
}

async function verdictOn(commentId: string): Promise<{ status: string; reasons: string[] }> {
  const [row] = await room.database.query<{ to_status: string; reasons: string[] }>(
    `SELECT to_status, reasons FROM decisions WHERE comment_id = $1 AND cause = 'screening' ORDER BY revision DESC LIMIT 1`,
    [commentId],
  );
  return { status: row?.to_status ?? '', reasons: row?.reasons ?? [] };
}

describe(ScreenComment, () => {
  it('holds the fourth near-duplicate on the site, whoever writes it and wherever', async () => {
    const { site, say } = await place({});
    for (const name of ['Anna', 'Olga', 'Vera']) {
      expect((await say(CAMPAIGN.replace('Anna', name))).status).toBe('published');
    }
    const elsewhere = await buildArticle(room.database, { siteId: site.id });
    const fourth = await say(CAMPAIGN.replace('Anna', 'Ines'), {}, { articleId: elsewhere.id });
    expect(fourth).toMatchObject({ status: 'pending', reasons: ['similar_on_site'] });
    expect(
      (await say('A remark of my own about the harbour, of the length that near-duplicates must have.')).status,
    ).toBe('published');
  });

  it('counts as near what is as alike as the rules say', async () => {
    const { say } = await place({ similar: { holdFrom: 1, percent: 100 } });
    await say(CAMPAIGN);
    expect((await say(CAMPAIGN.replace('Anna', 'Olga'))).status).toBe('published');
    expect((await say(CAMPAIGN.replace('Anna', 'OLGA'))).reasons).toEqual(['similar_on_site']);
  });

  it('learns a campaign from what people mark as spam, finds it behind an edit, and not on another site', async () => {
    const { site, article, say } = await place({});
    const first = await say(CAMPAIGN);
    const item = { articleId: article.id, commentId: first.comment.id, revision: 1, outcome: 'spam' as const };
    await room
      .get(Decide)
      .run({ kind: 'key', keyId: first.comment.id, siteId: site.id, scopes: ['moderate'] }, { items: [item] });
    expect(await say(CAMPAIGN.replace('Anna', 'Olga'))).toMatchObject({ reasons: ['similar_to_spam'] });
    const harmless = await say('An honest remark about the harbour and about the trains that have stood still.');
    const edited = await room.get(EditComment).run(harmless.writer.actor, {
      articleId: article.id,
      commentId: harmless.comment.id,
      body: CAMPAIGN.replace('Anna', 'Vera'),
    });
    await room.screen(edited);
    expect((await verdictOn(harmless.comment.id)).reasons).toEqual(['similar_to_spam']);
    const other = await place({});
    expect((await other.say(CAMPAIGN.replace('Anna', 'Ines'))).status).toBe('published');
  });

  it('looks for near-duplicates of a week only, and forgets what is older', async () => {
    const { say } = await place({ similar: { holdFrom: 1 } });
    const text = `${CAMPAIGN} Offer of the week.`;
    await say(text);
    expect((await say(text.replace('Anna', 'Olga'))).reasons).toEqual(['similar_on_site']);
    room.clock.advance(9 * 86_400_000);
    expect((await say(text.replace('Anna', 'Vera'))).status).toBe('published');
    const count = 'SELECT count(*)::int AS n FROM comment_bands WHERE created_at < $1';
    const aWeekAgo = [new Date(room.clock.nowMs() - 8 * 86_400_000)];
    expect((await room.database.query<{ n: number }>(count, aWeekAgo))[0]?.n).toBeGreaterThan(0);
    await room.get(ForgetBands).run(() => Promise.resolve());
    expect(await room.database.query(count, aWeekAgo)).toEqual([{ n: 0 }]);
  });

  it('holds new people in a raid, and those whom the site knows go on', async () => {
    const { say } = await place({ raid: { holdFrom: 3 }, flood: { networkPerMinute: 0 } });
    const reader = await say('I have read this for years.', { kind: 'account' });
    for (let n = 0; n < 3; n++) await say(`Came here from a forum, number ${n}.`, { at: room.clock.now() });
    room.clock.advance(11_000);
    expect((await say('So did I, and this is what I think.', { at: room.clock.now() })).reasons).toEqual(['raid']);
    const again = await room.post(reader.writer.actor, {
      articleId: reader.comment.articleId,
      body: 'What is going on?',
    });
    await room.screen(again);
    expect((await verdictOn(again.id)).status).toBe('published');
  });

  it('holds what is in no language of the site', async () => {
    const { say } = await place({ language: { allowed: ['en', 'de'] } });
    expect((await say('Второй абзац забывает о порте Актау, через который идёт экспорт.')).reasons).toEqual([
      'language',
    ]);
    expect((await say('Der zweite Absatz vergisst den Hafen von Aktau, über den ausgeführt wird.')).status).toBe(
      'published',
    );
    expect((await say('The second paragraph forgets the port through which exports go.')).status).toBe('published');
  });

  it('holds what has nothing to do with the article and carries a link, once that counts', async () => {
    const unrelated =
      'Cheap replica handbags, luxury watches, designer sunglasses with worldwide shipping: https://shop.example/';
    const { say } = await place({ shadow: [] });
    expect((await say(unrelated)).reasons).toEqual(['unrelated']);
    expect(
      (await say('The ministry of transport did explain the delay of the trains: https://a.example/')).status,
    ).toBe('published');
    const shadowed = await place({});
    expect((await shadowed.say(unrelated)).status).toBe('published');
  });

  it('remembers how the form was filled in, for every screening of it', async () => {
    const { say } = await place({});
    expect(await say('A plain remark.', {}, { form: { trap: 'https://spam.example' } })).toMatchObject({
      status: 'spam',
      reasons: ['form_trap'],
    });
    expect(await say('Another remark.', {}, { form: { elapsedMs: 200 } })).toMatchObject({
      reasons: ['form_too_fast'],
    });
    expect((await say('A third remark.', {}, { form: { elapsedMs: 9000, trap: '' } })).status).toBe('published');
  });

  it('reads the kind of the address, and keeps it out of the trace', async () => {
    const { say } = await place({});
    const { comment, reasons } = await say('A plain remark.', { email: 'someone.known@mailinator.com' });
    expect(reasons).toEqual(['disposable_address']);
    const traces = await room.database.query('SELECT trace FROM decisions WHERE comment_id = $1', [comment.id]);
    expect(JSON.stringify(traces)).not.toContain('mailinator');
    expect(JSON.stringify(traces)).not.toContain('someone.known');
  });

  it('counts recent rejections by days', async () => {
    const { article, say } = await place({ recentRejections: { atLeast: 1, days: 2 } });
    const { writer, comment } = await say('A first remark.');
    const item = { articleId: article.id, commentId: comment.id, revision: 1, outcome: 'reject' as const };
    await room.get(Decide).run({ kind: 'system' }, { items: [item] });
    const post = async (body: string) => {
      const next = await room.post(writer.actor, { articleId: article.id, body });
      await room.screen(next);
      return { first: next.status, ...(await verdictOn(next.id)) };
    };
    expect(await post('A second remark.')).toEqual({
      first: 'pending',
      status: 'pending',
      reasons: ['recent_rejections'],
    });
    room.clock.advance(3 * 86_400_000);
    expect(await post('A third remark.')).toMatchObject({ first: 'published', status: 'published' });
  });
});
