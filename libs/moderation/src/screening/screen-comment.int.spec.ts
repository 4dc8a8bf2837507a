import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commentPublished, EditComment, SettleComment, WithdrawComment } from '#discussion';
import { newId } from '#kernel';
import { fanOutComment } from '#notifications';
import { buildArticle, buildSite, type SiteParts } from '../../../testing/src/build-article.js';
import { type BuiltPerson, buildPerson, buildSanction, type PersonParts } from '../../../testing/src/build-person.js';
import { openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import { screenComment } from '../moderation.jobs.js';
import { Decide } from '../review/decide.js';
import { ReviewQueue } from '../review/review-queue.js';
import { HoldForPerson } from './hold-for-person.js';
import { ScreenComment } from './screen-comment.js';

let room: WorkRoom;
beforeAll(async () => {
  room = await openWorkRoom();
});
afterAll(() => room.close());

/** What is written here is to be judged by the rules that a test names. */
const silent = { spamFrom: 0, holdFrom: 0, abuseHoldFrom: 0 };

type Settings = NonNullable<SiteParts['settings']>;

/** A site with an article and a writer whom nobody holds for being new. */
async function place(settings: Settings = {}, writerParts: PersonParts = {}) {
  const site = await buildSite(room.database, {
    settings: { ...settings, screening: { newCommenter: { holdFirst: 0 }, classifier: silent, ...settings.screening } },
  });
  const article = await buildArticle(room.database, { siteId: site.id });
  // Somebody listens, so that a comment that becomes public is announced.
  await room.database.execute(
    `INSERT INTO subscriptions (id, site_id, article_id, kind, email, email_key, state, confirmed_at, created_at)
     VALUES ($1, $2, $3, 'all', 'listener@example.org', $4, 'confirmed', now(), now())`,
    [newId(), site.id, article.id, Buffer.from('listener')],
  );
  const writer = await buildPerson(room.database, writerParts);
  const post = (body: string, by: BuiltPerson = writer) => room.post(by.actor, { articleId: article.id, body });
  const screened = async (body: string, by?: BuiltPerson) => {
    const comment = await post(body, by);
    await room.screen(comment);
    return comment;
  };
  return { site, article, writer, post, screened };
}

const statusOf = async (id: string) => {
  const [row] = await room.database.query<{ status: string }>('SELECT status FROM comments WHERE id = $1', [id]);
  return row?.status;
};
const screenings = (id: string) =>
  room.database.query<{ revision: number; to_status: string; reasons: string[] }>(
    `SELECT revision, to_status, reasons FROM decisions WHERE comment_id = $1 AND cause = 'screening' ORDER BY revision`,
    [id],
  );
const verdictOn = async (id: string) => ({
  status: await statusOf(id),
  reasons: (await screenings(id)).at(-1)?.reasons,
});
const itemOf = async (id: string) => {
  const [row] = await room.database.query<{
    status: string;
    revision: number;
    flags: number;
    open: boolean;
    reasons: string[];
  }>('SELECT status, revision, flags, reasons, resolved_at IS NULL AS open FROM review_items WHERE comment_id = $1', [
    id,
  ]);
  return row;
};
const isAnnounced = async (id: string) => (await room.jobs(fanOutComment)).some(({ commentId }) => commentId === id);

describe(ScreenComment, () => {
  it.each<[string, Settings, PersonParts, string, string, string[]]>([
    ['a known writer is public', {}, {}, 'A plain remark.', 'published', ['post_moderation']],
    [
      'a new guest is held',
      { screening: { newCommenter: { holdFirst: 1 } } },
      { kind: 'guest' },
      'Hello.',
      'pending',
      ['new_commenter'],
    ],
    [
      'two links are held where two are asked about',
      { screening: { links: { holdFrom: 2 } } },
      {},
      'https://a.example https://b.example',
      'pending',
      ['links'],
    ],
    [
      'many links are spam',
      { screening: { links: { spamFrom: 3 } } },
      {},
      'https://a.example https://b.example https://c.example',
      'spam',
      ['many_links'],
    ],
    [
      'a banned word rejects',
      { screening: { words: { banned: ['casino'] } } },
      {},
      'Come to the casino!',
      'rejected',
      ['banned_word'],
    ],
    [
      'a banned word in disguise rejects',
      { screening: { words: { banned: ['casino'] } } },
      {},
      'Come to the C\u0430s1n\u00f6!',
      'rejected',
      ['banned_word'],
    ],
    [
      'a suspect word holds',
      { screening: { words: { suspect: ['refund'] } } },
      {},
      'About your refund',
      'pending',
      ['suspect_word'],
    ],
    ['pre-moderation holds', { moderation: 'pre' }, {}, 'A plain remark.', 'pending', ['pre_moderation']],
    [
      'a guest where confirmed addresses are wanted is held',
      { moderation: 'verified-only' },
      { kind: 'guest' },
      'Hello.',
      'pending',
      ['not_verified'],
    ],
  ])('%s', async (_case, settings, writer, body, status, reasons) => {
    const { screened } = await place(settings, writer);
    const { id } = await screened(body);
    const verdict = await verdictOn(id);
    expect(verdict.status).toBe(status);
    expect(verdict.reasons).toEqual(expect.arrayContaining(reasons));
    expect(await isAnnounced(id)).toBe(status === 'published');
    expect((await itemOf(id))?.open ?? false).toBe(status === 'pending');
  });

  it('lets a confirmed person through once one comment of theirs is public on the site', async () => {
    const { screened, writer, article } = await place({ screening: { newCommenter: { holdFirst: 1 } } });
    const first = await screened('The first.');
    expect(await statusOf(first.id)).toBe('pending');
    await room
      .get(Decide)
      .run(
        { kind: 'system' },
        { items: [{ articleId: article.id, commentId: first.id, revision: 1, outcome: 'publish' }] },
      );
    expect(await verdictOn((await screened('The second.', writer)).id)).toMatchObject({ status: 'published' });
  });

  it('holds what the writer repeats within minutes, and not later', async () => {
    const { screened } = await place();
    await screened('Exactly the same.');
    expect(await verdictOn((await screened('Exactly the same.')).id)).toEqual({
      status: 'pending',
      reasons: ['repeat'],
    });
    room.clock.advance(3_600_000);
    expect(await verdictOn((await screened('Exactly the same.')).id)).toMatchObject({ status: 'published' });
  });

  it('holds what three others wrote, and calls spam what people called spam twice', async () => {
    const { screened, article } = await place();
    const text = 'Buy these fine watches today.';
    const someone = () => buildPerson(room.database);
    const copies = [];
    for (let n = 0; n < 3; n++) copies.push(await screened(text, await someone()));
    expect(await verdictOn((await screened(text, await someone())).id)).toEqual({
      status: 'pending',
      reasons: ['repeat_on_site'],
    });
    const asSpam = copies
      .slice(1)
      .map(({ id }) => ({ articleId: article.id, commentId: id, revision: 1, outcome: 'spam' as const }));
    await room
      .get(Decide)
      .run({ kind: 'key', keyId: newId(), siteId: article.siteId, scopes: ['moderate'] }, { items: asSpam });
    expect(await verdictOn((await screened(text, await someone())).id)).toMatchObject({ status: 'spam' });
  });

  it('holds a flood, judged by when comments were written and not by when the job runs', async () => {
    const { post } = await place({ screening: { flood: { perMinute: 3 }, repeats: { windowSeconds: 0 } } });
    const quick = [];
    for (let n = 0; n < 5; n++) quick.push(await post(`Remark number ${n}.`));
    room.clock.advance(3_600_000);
    for (const comment of [...quick].reverse()) await room.screen(comment);
    expect((await verdictOn(quick[4]?.id ?? '')).reasons).toEqual(['flood']);
    expect((await verdictOn(quick[0]?.id ?? '')).reasons).toEqual(['flood']);
    const { id } = await post('After an hour.').then(async (comment) => (await room.screen(comment), comment));
    expect(await statusOf(id)).toBe('published');
  });

  it.each([
    ['mute', 'pending', 'muted'],
    ['suspension', 'rejected', 'suspended'],
    ['ban', 'rejected', 'banned'],
  ] as const)('obeys a %s that came between the post and the job', async (kind, status, reason) => {
    const { post, writer } = await place();
    const comment = await post('A plain remark.');
    await buildSanction(room.database, writer.id, kind);
    await room.screen(comment);
    expect(await verdictOn(comment.id)).toEqual({ status, reasons: [reason] });
    expect(await isAnnounced(comment.id)).toBe(false);
  });

  it('decides each revision once under 20 runs of one job, and opens one item', async () => {
    const { post } = await place();
    const comment = await post('See https://example.org/');
    await Promise.all(Array.from({ length: 20 }, () => room.screen(comment)));
    expect(await screenings(comment.id)).toHaveLength(1);
    expect(await itemOf(comment.id)).toMatchObject({ status: 'pending', revision: 1, open: true });
  });

  it('does nothing about a text that is no longer the newest, and ends the job', async () => {
    const { post, article, writer } = await place({ moderation: 'pre' });
    const comment = await post('The old text.');
    await room
      .get(EditComment)
      .run(writer.actor, { articleId: article.id, commentId: comment.id, body: 'The new text.' });
    let isFinished = false;
    await room.get(ScreenComment).run({ articleId: article.id, commentId: comment.id, revision: 1 }, () => {
      isFinished = room.database.inTransaction;
      return Promise.resolve();
    });
    expect(isFinished).toBe(true);
    expect(await screenings(comment.id)).toEqual([]);
    expect(await itemOf(comment.id)).toBeUndefined();
  });

  it('never undoes what a person decided, whether or not it comes later', async () => {
    const { post, article } = await place({ moderation: 'pre' });
    for (const outcome of ['publish', 'reject'] as const) {
      const comment = await post(`To ${outcome}.`);
      await room
        .get(Decide)
        .run({ kind: 'system' }, { items: [{ articleId: article.id, commentId: comment.id, revision: 1, outcome }] });
      await room.screen(comment);
      expect(await statusOf(comment.id)).toBe(outcome === 'publish' ? 'published' : 'rejected');
      expect(await screenings(comment.id)).toHaveLength(1);
      expect((await itemOf(comment.id))?.open ?? false).toBe(false);
    }
  });

  it('leaves alone what was withdrawn', async () => {
    const { post, article, writer } = await place({ moderation: 'pre' });
    const comment = await post('Better not.');
    await room.get(WithdrawComment).run(writer.actor, { articleId: article.id, commentId: comment.id });
    await room.screen(comment);
    expect(await statusOf(comment.id)).toBe('withdrawn');
    expect(await itemOf(comment.id)).toBeUndefined();
    expect(await isAnnounced(comment.id)).toBe(false);
  });

  it('takes the item away when a better text passes, and brings it back when a worse one does not', async () => {
    const { screened, article, writer } = await place({ screening: { links: { holdFrom: 1 } } });
    const comment = await screened('See https://example.org/');
    const edit = async (body: string) => {
      const edited = await room
        .get(EditComment)
        .run(writer.actor, { articleId: article.id, commentId: comment.id, body });
      await room.screen(edited);
    };
    await edit('See the archive.');
    expect(await verdictOn(comment.id)).toEqual({ status: 'published', reasons: ['post_moderation'] });
    expect(await itemOf(comment.id)).toMatchObject({ open: false });
    await edit('See https://example.org/ again');
    expect(await verdictOn(comment.id)).toEqual({ status: 'published', reasons: ['links'] });
    expect(await itemOf(comment.id)).toMatchObject({ open: true, status: 'pending', revision: 3 });
    expect(await screenings(comment.id)).toHaveLength(3);
  });

  it('keeps a trace of every phase that the queue shows with the text it is about', async () => {
    const { screened, site } = await place();
    const comment = await screened('See https://example.org/');
    const query = { state: 'pending', sort: 'oldest', limit: 10 } as const;
    const [item] = (await room.get(ReviewQueue).page(site.id, query)).items;
    expect(item).toMatchObject({ body: 'See https://example.org/', comment: { id: comment.id, revision: 1 } });
    expect(item?.trace).toMatchObject({ verdict: 'hold' });
    expect(item?.trace?.phases.map(({ phase }) => phase)).toEqual(
      expect.arrayContaining(['site-mode', 'new-commenter', 'sanction', 'links', 'words', 'repeats', 'flood']),
    );
  });

  it('listens to every comment that is posted', async () => {
    const { post } = await place();
    const comment = await post('A plain remark.');
    expect(await room.jobs(screenComment)).toContainEqual({
      articleId: comment.articleId,
      commentId: comment.id,
      revision: 1,
    });
    expect(commentPublished.name).toBe('comment.published');
  });
});

describe(HoldForPerson, () => {
  const hold = (comment: { articleId: string; id: string; revision: number }) =>
    room.get(HoldForPerson).run({ articleId: comment.articleId, commentId: comment.id, revision: comment.revision });

  it('puts what could not be screened before a person, announces nothing, and lets the person end it', async () => {
    const { post, article } = await place();
    const comment = await post('A plain remark.');
    await hold(comment);
    expect(await itemOf(comment.id)).toMatchObject({ open: true, status: 'pending', reasons: ['screening_failed'] });
    expect(await isAnnounced(comment.id)).toBe(false);
    await room
      .get(Decide)
      .run(
        { kind: 'system' },
        { items: [{ articleId: article.id, commentId: comment.id, revision: 1, outcome: 'publish' }] },
      );
    expect(await itemOf(comment.id)).toMatchObject({ open: false });
    expect(await isAnnounced(comment.id)).toBe(true);
  });

  it('ends by itself when the job is tried again and passes', async () => {
    const { post } = await place();
    const comment = await post('A plain remark.');
    await hold(comment);
    await room.screen(comment);
    expect(await itemOf(comment.id)).toMatchObject({ open: false });
  });

  it('does nothing about what was decided, withdrawn or edited meanwhile', async () => {
    const { post, screened, article, writer } = await place({ moderation: 'pre' });
    const decided = await screened('Decided.');
    await room
      .get(SettleComment)
      .run({ articleId: article.id, commentId: decided.id, revision: 1, to: 'published', cause: 'moderator' });
    await room.database.execute('DELETE FROM review_items WHERE comment_id = $1', [decided.id]);
    const withdrawn = await post('Withdrawn.');
    await room.get(WithdrawComment).run(writer.actor, { articleId: article.id, commentId: withdrawn.id });
    const edited = await post('Edited.');
    await room
      .get(EditComment)
      .run(writer.actor, { articleId: article.id, commentId: edited.id, body: 'Edited twice.' });
    for (const comment of [decided, withdrawn, edited]) {
      await hold({ articleId: article.id, id: comment.id, revision: 1 });
      expect(await itemOf(comment.id)).toBeUndefined();
    }
  });
});
