import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Article, type Comment, PostedComment } from '#contracts';
import { testRedisUrl } from '#testing';
import { buildPerson } from '../../libs/testing/src/build-person.js';
import { faultsScale } from '../../libs/testing/src/faults-scale.js';
import { queueBackends } from '../../libs/testing/src/queue-backends.js';
import { RunningService } from '../../libs/testing/src/running-service.js';
import { type FloodText, spamFlood } from '../../libs/testing/src/spam-flood.js';
import { report } from '../../libs/testing/src/tally.js';
import { ownArticle } from '../../libs/testing/src/two-revisions.js';

/** FAULTS_SCALE=5 is the whole of reliability.md A30: 200 guests with 20 comments each, four from each of 50 networks. */
const GUESTS = Math.min(200, 40 * faultsScale());
const EACH = Math.min(20, 5 * faultsScale());
const NETWORKS = GUESTS / 4;
const CONNECTIONS = 16;
/** What a guest's address may post in a minute, and after how many milliseconds it may again. */
const [PER_MINUTE, MINUTE_MS] = [3, 60_000];
/** Spammers whose first comment was harmless and let pass by a moderator; and readers of whom the same is true and who stay so. */
const [SLEEPERS, READERS] = [10, 4];

const REMARKS = [
  'My grandfather kept the ledger for eleven winters.',
  'The bridge would have cost less than the second ferry.',
  'In August there is nobody, that part is true.',
  'The school has a boat of its own now, the article leaves that out.',
  'Who counted the children? I know of nine.',
  'Fog in that bay comes from the north, mostly in March.',
  'The dog belongs to the captain.',
  'They should ask the people of Sandholm first.',
];

interface Writer {
  readonly name: string;
  readonly address: string;
  token: string | undefined;
}
interface Spammer extends Writer {
  readonly texts: readonly FloodText[];
}

/** One run: the place, and those who write there. */
class Flood {
  readonly answers = new Map<number, number>();
  /** How many comments of each address were taken. */
  readonly taken = new Map<string, number>();

  constructor(
    readonly service: RunningService,
    readonly article: Article,
    readonly moderator: string,
  ) {}

  say(body: string, { name, address: from, token }: Writer) {
    const text = token === undefined ? { body, guest: { name } } : { body };
    return this.service.client.tryPost(this.article.id, text, { token, from });
  }

  /** A first comment that waits, as everybody's, and is let pass. */
  async earn(writer: Writer, body: string): Promise<void> {
    const { comment, editToken } = (await this.say(body, writer)).as(PostedComment, 201);
    expect(comment.status).toBe('pending');
    await this.service.drain();
    const item = { articleId: this.article.id, commentId: comment.id, revision: 1, outcome: 'publish' as const };
    expect(await this.service.client.decide(this.moderator, [item])).toMatchObject([{ status: 'published' }]);
    writer.token ??= editToken;
  }

  /** Sends every text of some spammers, in rounds. */
  async send(spammers: readonly Spammer[]): Promise<void> {
    for (let round = 0; round < EACH; round++) {
      for (const spammer of spammers) {
        const { status } = await this.say(spammer.texts[round]?.body ?? '', spammer);
        this.answers.set(status, (this.answers.get(status) ?? 0) + 1);
        if (status === 201) this.taken.set(spammer.address, (this.taken.get(spammer.address) ?? 0) + 1);
      }
    }
  }

  /** What became of texts: how many comments have each status. */
  async became(bodies: readonly string[]): Promise<Record<string, number>> {
    const rows = await this.service.database.query<{ status: string; n: number }>(
      `SELECT c.status, count(*)::int AS n FROM comments c
       JOIN comment_revisions r ON r.article_id = c.article_id AND r.comment_id = c.id AND r.revision = c.revision
       WHERE c.article_id = $1 AND r.body = ANY ($2::text[]) GROUP BY c.status ORDER BY c.status`,
      [this.article.id, bodies],
    );
    return Object.fromEntries(rows.map(({ status, n }) => [status, n]));
  }
}

describe.each(queueBackends())('a flood of spam with queues in $name', ({ name, isRedis, isThere }) => {
  describe.skipIf(!isThere)('', () => {
    let service: RunningService;

    beforeAll(async () => {
      const env = { TRUSTED_PROXIES: '127.0.0.1/32', RATE_LIMITS: 'on' };
      service = await RunningService.start(isRedis ? testRedisUrl() : undefined, env);
    });
    afterAll(() => service.close());

    it('A30: is not published under the usual rules, keeps to the limits, and keeps nobody else out', async () => {
      const site = await service.site({ undoSeconds: 0 });
      const article = await service.client.putArticle(site.key, 'ferry', site.apiKey, ownArticle.first);
      const flood = new Flood(service, article, (await service.moderator(site, 'Mara Desk')).token);
      const texts = spamFlood(GUESTS * EACH);
      const spammers = Array.from({ length: GUESTS }, (_, guest): Spammer => ({
        name: `Guest ${guest}`,
        address: `10.77.${guest % NETWORKS}.${10 + Math.floor(guest / NETWORKS)}`,
        texts: texts.slice(guest * EACH, (guest + 1) * EACH),
        token: undefined,
      }));
      const readers: Writer[] = [];
      for (let at = 0; at < READERS; at++) {
        const { token, name: called } = await buildPerson(service.database, { at: new Date() });
        readers.push({ name: called, address: `203.0.113.${at + 1}`, token });
      }
      for (const [at, reader] of readers.entries()) await flood.earn(reader, `I am reader ${at} and I live there.`);
      for (const [at, one] of spammers.slice(0, SLEEPERS).entries())
        await flood.earn(one, `I rode it ${at + 2} times.`);

      const startedMs = performance.now();
      const lanes = Array.from({ length: CONNECTIONS }, (_, lane) =>
        flood.send(spammers.filter((_one, at) => at % CONNECTIONS === lane)),
      );
      const heard: Comment[] = [];
      for (const [at, body] of REMARKS.entries()) {
        const reader = readers[at % READERS] as Writer;
        heard.push((await flood.say(body, reader)).as(PostedComment, 201).comment);
      }
      await Promise.all(lanes);
      const floodMs = Math.round(performance.now() - startedMs);
      await service.drain();

      const became = await flood.became(texts.map(({ body }) => body));
      const answers = Object.fromEntries([...flood.answers].map(([status, n]) => [`answered ${status}`, n]));
      report(`A30 on ${name}`, { sent: GUESTS * EACH, ...answers, ...became, floodMs });
      expect(became).not.toHaveProperty('published');
      expect([...flood.answers.keys()].sort()).toEqual([201, 429]);
      const most = PER_MINUTE * (1 + Math.floor(floodMs / MINUTE_MS));
      expect(Math.max(...flood.taken.values())).toBeLessThanOrEqual(most);
      expect(heard.map(({ status }) => status)).toEqual(REMARKS.map(() => 'published'));
      expect(await flood.became(REMARKS)).toEqual({ published: REMARKS.length });
    });
  });
});
