import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Accepted, type Article, OneComment, Rescreen, RuleSet, StartedTask, UndoResult } from '#contracts';
import { eventually, testRedisUrl } from '#testing';
import { queueBackends } from '../../libs/testing/src/queue-backends.js';
import { type JourneySite, RunningService } from '../../libs/testing/src/running-service.js';
import { ownArticle } from '../../libs/testing/src/two-revisions.js';

/** Clean texts are public at once; a text with this word waits for a moderator. */
const SUSPECT = 'harbourmaster';
const screening = {
  newCommenter: { holdFirst: 0 },
  recentRejections: { holdPercent: 0 },
  flood: { perMinute: 0, perHour: 0, networkPerMinute: 0 },
  repeats: { windowSeconds: 0 },
  classifier: { spamFrom: 0, holdFrom: 0, abuseHoldFrom: 0 },
  words: { suspect: [SUSPECT] },
};
/** Long enough to take something back before mail about it leaves. */
const UNDO_SECONDS = 2;

interface Reader {
  readonly email: string;
  readonly token: string;
}
type People = Readonly<Record<'writer' | 'parent' | 'all' | 'twice', Reader>>;

/** A comment on its way through the statuses, and what its path is told by. */
class Path {
  private revision = 1;

  private constructor(
    readonly service: RunningService,
    readonly site: JourneySite,
    readonly article: Article,
    readonly people: People,
    readonly moderator: string,
    readonly id: string,
  ) {}

  /** Posts an answer that three listen for: its parent's writer, one of all, and one in two ways. */
  static async begin(
    service: RunningService,
    people: People,
    { body, undoSeconds = 0 }: { body: string; undoSeconds?: number },
  ): Promise<Path> {
    const { client } = service;
    const site = await service.site({ undoSeconds, screening, flags: { queueFrom: 0, hideFrom: 1 } });
    const article = await client.putArticle(site.key, 'ferry', site.apiKey, ownArticle.first);
    const moderator = (await service.moderator(site, 'Mara Desk')).token;
    const parent = await client.post(article.id, { body: 'Who rides it still?' }, people.parent);
    expect(parent.comment.status).toBe('published');
    await service.drain();
    const wish = async ({ token }: Reader, more: object) =>
      (await client.api('POST', `/articles/${article.id}/subscriptions`, { body: more, token })).is(201);
    await wish(people.parent, { kind: 'replies' });
    await wish(people.parent, { kind: 'all' });
    await wish(people.all, { kind: 'all' });
    await wish(people.twice, { kind: 'all' });
    await wish(people.twice, { kind: 'comment', commentId: parent.comment.id });
    await wish(people.writer, { kind: 'all' });
    const { comment } = await client.post(article.id, { body, parentId: parent.comment.id }, people.writer);
    return new Path(service, site, article, people, moderator, comment.id);
  }

  get where(): string {
    return `/articles/${this.article.id}/comments/${this.id}`;
  }

  async is(status: string): Promise<this> {
    await this.service.drain();
    const outcome = await this.service.client.outcome(this.article.id, this.id, this.people.writer.token);
    expect(outcome.status).toBe(status);
    return this;
  }

  /** Decides as a moderator does. @returns the decision. */
  async decide(outcome: 'publish' | 'reject' | 'spam'): Promise<string> {
    const item = { articleId: this.article.id, commentId: this.id, revision: this.revision, outcome };
    const [result] = await this.service.client.decide(this.moderator, [item]);
    expect(result?.result).toBe('applied');
    return result?.decisionId ?? '';
  }

  async undo(decisionId: string): Promise<void> {
    const path = `/moderation/decisions/${decisionId}/undo`;
    (await this.service.client.api('POST', path, { token: this.moderator })).as(UndoResult);
  }

  async edit(body: string): Promise<void> {
    const { token } = this.people.writer;
    (await this.service.client.api('PATCH', this.where, { body: { body }, token })).as(OneComment);
    this.revision += 1;
  }

  async withdraw(): Promise<void> {
    (await this.service.client.api('DELETE', this.where, { token: this.people.writer.token })).as(OneComment);
  }

  /** Judges the past by other rules. */
  async rescreen(suspect: string[], apply: 'stricter' | 'looser'): Promise<void> {
    const { client } = this.service;
    const [token, site] = [await this.service.admin(), this.site.key];
    const { number: basedOn } = (await client.api('GET', `/moderation/rules?site=${site}`, { token })).as(RuleSet);
    const rules = { ...screening, words: { suspect } };
    const put = await client.api('PUT', '/moderation/rules', { token, body: { site, rules, basedOn, activate: true } });
    put.as(RuleSet);
    const started = await client.api('POST', '/moderation/rules/rescreen', { token, body: { site, apply } });
    const { id } = started.as(StartedTask, 202);
    await eventually('the past is judged again', async () => {
      const report = await client.api('GET', `/moderation/rules/rescreens/${id}?site=${site}`, { token });
      return report.as(Rescreen).task.state === 'done';
    });
  }

  /** Readers who are known hide what they flag; whoever has a role is known. */
  async flag(): Promise<void> {
    const { client } = this.service;
    const token = this.moderator;
    (await client.api('POST', `${this.where}/flags`, { body: { reason: 'spam' }, token })).as(Accepted, 202);
  }

  /** Who got how many mails about the comment itself, once everything is done. */
  async mails(): Promise<Record<string, number>> {
    await this.service.drain();
    const about = this.service.mails.received.filter(
      ({ headers }) => headers['message-id']?.[0]?.startsWith(`<comment.${this.id}.`) === true,
    );
    const counts: Record<string, number> = {};
    for (const { to } of about) {
      const name = Object.entries(this.people).find(([, { email }]) => to.includes(email))?.[0] ?? to.join();
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  }
}

const ONE_EACH = { parent: 1, all: 1, twice: 1 };
const clean = () => `Eleven children ride it, ${randomUUID()}.`;
const held = () => `The ${SUSPECT} knows, ${randomUUID()}.`;

/** A way through the statuses, what the comment says at first, and who is told in the end. */
type Row = [string, () => string, (path: Path) => Promise<unknown>, Record<string, number>];

const PATHS: Row[] = [
  ['waits, is approved', held, async (path) => (await path.is('pending')).decide('publish'), ONE_EACH],
  [
    'is public at once, and is approved twice',
    clean,
    async (path) => {
      await (await path.is('published')).decide('publish');
      await path.decide('publish');
    },
    ONE_EACH,
  ],
  [
    'waits, is rejected, is approved',
    held,
    async (path) => {
      await (await path.is('pending')).decide('reject');
      await (await path.is('rejected')).decide('publish');
    },
    ONE_EACH,
  ],
  [
    'is public, is taken for spam, is approved, is rejected, is approved',
    clean,
    async (path) => {
      await path.is('published');
      for (const outcome of ['spam', 'publish', 'reject', 'publish'] as const) {
        await path.decide(outcome);
        await path.is({ spam: 'spam', publish: 'published', reject: 'rejected' }[outcome]);
      }
    },
    ONE_EACH,
  ],
  [
    'is public, and is edited twice',
    clean,
    async (path) => {
      await path.is('published');
      for (let time = 0; time < 2; time++) await path.edit(clean());
      await path.is('published');
    },
    ONE_EACH,
  ],
  [
    'is public, its edit waits and is approved',
    clean,
    async (path) => {
      await (await path.is('published')).edit(held());
      await (await path.is('published')).decide('publish');
    },
    ONE_EACH,
  ],
  [
    'waits, is edited, is approved',
    held,
    async (path) => {
      await (await path.is('pending')).edit(held());
      await (await path.is('pending')).decide('publish');
    },
    ONE_EACH,
  ],
  [
    'is public, other rules hold it, is approved',
    () => `The lighthouse is dark, ${randomUUID()}.`,
    async (path) => {
      await (await path.is('published')).rescreen([SUSPECT, 'lighthouse'], 'stricter');
      await (await path.is('pending')).decide('publish');
    },
    ONE_EACH,
  ],
  [
    'waits, other rules let it pass, and once more',
    held,
    async (path) => {
      await (await path.is('pending')).rescreen([], 'looser');
      await (await path.is('published')).rescreen(['lantern'], 'looser');
    },
    ONE_EACH,
  ],
  [
    'is public, is hidden by flags, is approved',
    clean,
    async (path) => {
      await (await path.is('published')).flag();
      await (await path.is('pending')).decide('publish');
    },
    ONE_EACH,
  ],
  [
    'waits, is rejected, which is undone, is approved',
    held,
    async (path) => {
      await path.undo(await (await path.is('pending')).decide('reject'));
      await (await path.is('pending')).decide('publish');
    },
    ONE_EACH,
  ],
  ['waits for good', held, (path) => path.is('pending'), {}],
  ['waits, is rejected', held, async (path) => (await path.is('pending')).decide('reject'), {}],
  ['waits, is taken for spam', held, async (path) => (await path.is('pending')).decide('spam'), {}],
  ['waits, is withdrawn', held, async (path) => (await path.is('pending')).withdraw(), {}],
];

describe.each(queueBackends())('F9: mail about a comment with queues in $name', ({ isRedis, isThere }) => {
  describe.skipIf(!isThere)('', () => {
    let service: RunningService;
    let people: People;

    beforeAll(async () => {
      service = await RunningService.start(isRedis ? testRedisUrl() : undefined);
      people = {
        writer: await reader('Writes'),
        parent: await reader('Wrote Before'),
        all: await reader('Hears All'),
        twice: await reader('Hears Twice'),
      };
    });
    afterAll(() => service.close());

    /** Signs a reader in by the code of a mail. */
    async function reader(name: string): Promise<Reader> {
      const email = `${randomUUID()}@example.org`;
      await service.client.startEmail(email, name);
      const { text } = await service.mails.waitFor((mail) => mail.to.includes(email));
      const code = /Your code: (\d{6})/u.exec(text)?.[1] ?? '';
      return { email, token: (await service.client.verifyEmail({ email, code })).session.token };
    }

    it.each(PATHS)('that %s', async (_, body, walk, expected) => {
      const path = await Path.begin(service, people, { body: body() });
      await walk(path);
      expect(await path.mails()).toEqual(expected);
    });

    it('that is approved, which is undone before its time, goes out once it is approved again', async () => {
      const path = await Path.begin(service, people, { body: held(), undoSeconds: UNDO_SECONDS });
      await path.is('pending');
      await path.undo(await path.decide('publish'));
      expect(await path.mails()).toEqual({});
      await path.decide('publish');
      expect(await path.mails()).toEqual(ONE_EACH);
    });

    it('that is refused, approved and refused again, tells its writer of each refusal once', async () => {
      const path = await Path.begin(service, people, { body: held() });
      const refusals = () =>
        service.mails.received.filter(
          ({ to, subject, headers }) =>
            to.includes(people.writer.email) &&
            subject.startsWith('Your comment on') &&
            headers['list-id']?.[0]?.includes(path.article.id) === true,
        ).length;
      await path.is('pending');
      for (const [outcome, told] of [['reject', 1] as const, ['publish', 1] as const, ['spam', 2] as const]) {
        await path.decide(outcome);
        await service.drain();
        expect(refusals()).toBe(told);
      }
    });

    it('that is withdrawn while the mail server takes nothing, goes to nobody', async () => {
      const path = await Path.begin(service, people, { body: held() });
      await path.is('pending');
      service.mails.behave({ kind: 'refuse', code: 451 });
      try {
        const before = service.mails.attempts;
        await path.decide('publish');
        await eventually('all three were tried', () => service.mails.attempts >= before + 3);
        await path.withdraw();
      } finally {
        service.mails.behave({ kind: 'accept' });
      }
      expect(await path.mails()).toEqual({});
      const rows = await service.database.query<{ state: string }>(
        'SELECT d.state FROM deliveries d JOIN notifications n ON n.id = d.subject_id WHERE n.comment_id = $1',
        [path.id],
      );
      expect(rows.map(({ state }) => state)).toEqual(['dropped', 'dropped', 'dropped']);
    });
  });
});
