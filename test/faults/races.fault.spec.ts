import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DecisionsResult, type PostCommentBody, StandingDecision } from '#contracts';
import type { ColloquyClient } from '../../libs/testing/src/colloquy-client.js';
import { BUSY_SITE, counterState } from '../../libs/testing/src/comment-history.js';
import { FaultBed, type FaultPlace, type Scenario } from '../../libs/testing/src/fault-bed.js';
import { faultsScale } from '../../libs/testing/src/faults-scale.js';
import type { Answer } from '../../libs/testing/src/http-client.js';
import { queueBackends } from '../../libs/testing/src/queue-backends.js';
import { report } from '../../libs/testing/src/tally.js';
import { expectTrueCounters } from '../../libs/testing/src/true-counters.js';

const ROUNDS = 200 * faultsScale();
/** Rounds that run beside each other; within a round the two sides start at the same time. */
const SIDE_BY_SIDE = 4;
const DRAINED_WITHIN_MS = 60_000;

let bed: FaultBed;

beforeAll(async () => {
  bed = await FaultBed.open();
});
afterAll(() => bed.close());

interface Stage {
  readonly scenario: Scenario;
  readonly client: ColloquyClient;
  readonly place: FaultPlace;
}

/** Plays every round and counts how each ended. */
async function rounds(play: (round: number) => Promise<string>): Promise<Record<string, number>> {
  const ends: Record<string, number> = {};
  let next = 0;
  const lane = async () => {
    for (let round = next++; round < ROUNDS; round = next++) {
      const end = await play(round);
      ends[end] = (ends[end] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
  return ends;
}

/** The counters after everything is done are those of a recount (F29). */
async function assertCounters({ scenario, place }: Stage): Promise<void> {
  const { stored, truth } = await counterState(scenario, place.article.id);
  expect(stored).toEqual(truth);
  await expectTrueCounters(scenario.database);
}

/** What the second of two moderators is told (F16). */
const AlreadyDecidedAnswer = z.object({ error: z.object({ details: z.object({ decision: StandingDecision }) }) });

const codeOf = (answer: Answer) =>
  answer.status < 400 ? String(answer.status) : `${answer.status} ${answer.code ?? ''}`;

describe.each(queueBackends())('two at once with queues in $name', ({ name, isRedis, isThere }) => {
  describe.skipIf(!isThere)('', () => {
    let stage: Stage;

    beforeAll(async () => {
      const scenario = await bed.scenario({ isRedis });
      const { client } = await scenario.api();
      const worker = scenario.worker();
      const place = await scenario.place(client, BUSY_SITE);
      stage = { scenario, client, place };
      await client.post(place.article.id, { body: 'The first of all.' }, { token: place.moderator.token });
      await worker.until('works', () => worker.jobs > 0);
    });
    afterAll(() => stage.scenario.close());

    const post = (body: Partial<PostCommentBody>, token?: string) =>
      stage.client.post(
        stage.place.article.id,
        { body: `A word, ${randomUUID()}.`, ...body },
        token === undefined ? {} : { token },
      );
    const decide = (token: string, commentId: string, outcome: string) =>
      stage.client.api('POST', '/moderation/decisions', {
        token,
        body: { items: [{ articleId: stage.place.article.id, commentId, revision: 1, outcome }] },
      });
    const moderator = () => stage.scenario.person({ roles: [{ siteId: stage.place.site.id, role: 'moderator' }] });

    it('F15: one key sent 50 times at once makes one comment and one answer, and takes no other body', async () => {
      const { client, place, scenario } = stage;
      const key = randomUUID();
      const body = { body: `Sent fifty times, ${key}.`, guest: { name: 'Double Click' } };
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => client.tryPost(place.article.id, body, { key })),
      );
      const others = await Promise.all(
        [1, 2, 3].map((n) => client.tryPost(place.article.id, { ...body, body: `Other ${n}.` }, { key })),
      );
      const stored = await scenario.count('SELECT count(*)::int AS n FROM comment_revisions WHERE body = $1', [
        body.body,
      ]);
      report(`F15 on ${name}`, {
        attempted: 50,
        acknowledged: answers.filter(({ status }) => status === 201).length,
        stored,
        'other bodies refused': others.filter(({ status }) => status === 422).length,
      });
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
      expect(stored).toBe(1);
      const told = answers.map(({ text }) => JSON.parse(text) as { comment: { id: string }; editToken: string });
      expect(new Set(told.map(({ comment, editToken }) => `${comment.id} ${editToken}`)).size).toBe(1);
      expect(others.map(codeOf)).toEqual(others.map(() => '422 idempotency_key_reused'));
    });

    it('F16: of an edit and a decision on the text before it, the decision never reaches the new text', async () => {
      const { client, place, scenario } = stage;
      const staff = await moderator();
      const touched: string[] = [];
      const ends = await rounds(async () => {
        const { comment, editToken } = await post({ guest: { name: 'Edits' } });
        touched.push(comment.id);
        const path = `/articles/${place.article.id}/comments/${comment.id}`;
        const [edited, decided] = await Promise.all([
          client.api('PATCH', path, { body: { body: `Another text, ${randomUUID()}.` }, token: editToken }),
          decide(staff.token, comment.id, 'reject'),
        ]);
        const [result] = decided.as(DecisionsResult).items;
        return `edit ${codeOf(edited)}, decision ${result?.result ?? 'none'}`;
      });
      await scenario.drain(DRAINED_WITHIN_MS);
      const wrong = await scenario.count(
        `SELECT count(*)::int AS n FROM comments c WHERE c.id = ANY($1::uuid[]) AND c.revision = 2 AND c.status = 'rejected'
         AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.comment_id = c.id AND d.revision = 2 AND d.to_status = 'rejected')`,
        [touched],
      );
      const undecided = await scenario.count(
        `SELECT count(*)::int AS n FROM comments c WHERE c.id = ANY($1::uuid[])
         AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.comment_id = c.id AND d.revision = c.revision)`,
        [touched],
      );
      report(`F16 on ${name}, edit and decision`, {
        rounds: ROUNDS,
        ...ends,
        'stale decisions applied': wrong,
        undecided,
      });
      expect({ wrong, undecided }).toEqual({ wrong: 0, undecided: 0 });
      expect(
        Object.keys(ends).every((end) =>
          /^edit (200, decision stale|(409 conflict|422 edit_window_closed), decision applied)$/u.test(end),
        ),
      ).toBe(true);
      await assertCounters(stage);
    });

    it('F16: of two moderators one decides, and the other is told what was decided', async () => {
      const { scenario } = stage;
      const [left, right] = [await moderator(), await moderator()];
      const judged: string[] = [];
      const ends = await rounds(async (round) => {
        const { comment } = await post({ guest: { name: 'Is Judged' } });
        judged.push(comment.id);
        const sides = [decide(left.token, comment.id, 'publish'), decide(right.token, comment.id, 'reject')];
        const answers = await Promise.all(round % 2 === 0 ? sides : sides.reverse());
        const applied = answers
          .filter(({ status }) => status === 200)
          .map((answer) => answer.as(DecisionsResult).items[0]);
        const refused = answers.find(({ status, code }) => status === 409 && code === 'already_decided');
        const told = refused === undefined ? undefined : AlreadyDecidedAnswer.parse(JSON.parse(refused.text));
        const [row] = await scenario.database.query<{ status: string }>('SELECT status FROM comments WHERE id = $1', [
          comment.id,
        ]);
        expect(applied).toHaveLength(1);
        expect(applied[0]?.result).toBe('applied');
        expect(told?.error.details.decision).toMatchObject({
          id: applied[0]?.decisionId,
          status: applied[0]?.status,
        });
        expect(row?.status).toBe(applied[0]?.status);
        return applied[0]?.status ?? 'none';
      });
      await scenario.drain(DRAINED_WITHIN_MS);
      const twice = await scenario.count(
        `SELECT count(*)::int AS n FROM (SELECT 1 FROM decisions WHERE comment_id = ANY($1::uuid[]) AND cause = 'moderator'
         GROUP BY comment_id HAVING count(*) > 1) d`,
        [judged],
      );
      report(`F16 on ${name}, publish and reject`, { rounds: ROUNDS, ...ends, 'decided twice': twice });
      expect(twice).toBe(0);
      await assertCounters(stage);
    });

    it('F16: a reply to a comment that is withdrawn at that moment is refused or stands below a tombstone', async () => {
      const { client, place, scenario } = stage;
      const staff = await moderator();
      const pairs: { parentId: string; replyId: string }[] = [];
      const ends = await rounds(async (round) => {
        const { comment: parent } = await post({}, staff.token);
        const path = `/articles/${place.article.id}/comments/${parent.id}`;
        const answer = async () => {
          // A reply is the quicker of the two; every other one starts one round trip later.
          if (round % 2 === 1) await client.send('GET', '/health/live');
          const body = { body: `An answer, ${randomUUID()}.`, parentId: parent.id };
          return client.tryPost(place.article.id, body, { token: place.moderator.token });
        };
        const [gone, reply] = await Promise.all([client.api('DELETE', path, { token: staff.token }), answer()]);
        if (reply.status === 201) {
          pairs.push({
            parentId: parent.id,
            replyId: (JSON.parse(reply.text) as { comment: { id: string } }).comment.id,
          });
        }
        return `withdrawal ${codeOf(gone)}, reply ${codeOf(reply)}`;
      });
      await scenario.drain(DRAINED_WITHIN_MS);
      const torn = await scenario.count(
        `SELECT count(*)::int AS n FROM unnest($1::uuid[], $2::uuid[]) AS pair (parent_id, reply_id)
         JOIN comments p ON p.id = pair.parent_id JOIN comments r ON r.id = pair.reply_id
         WHERE p.status <> 'withdrawn' OR r.status <> 'published' OR p.reply_count <> 1`,
        [pairs.map(({ parentId }) => parentId), pairs.map(({ replyId }) => replyId)],
      );
      report(`F16 on ${name}, withdrawal and reply`, { rounds: ROUNDS, ...ends, torn });
      expect(torn).toBe(0);
      expect(Object.keys(ends).every((end) => /^withdrawal 200, reply (201|400 bad_parent)$/u.test(end))).toBe(true);
      await assertCounters(stage);
    });

    it('F16: nothing that a reader posts after their ban is ever public', async () => {
      const { client, place, scenario } = stage;
      const bannedAt = new Map<string, Date>();
      const ends = await rounds(async () => {
        const reader = await scenario.person();
        const say = () =>
          client.tryPost(place.article.id, { body: `Banned or not, ${randomUUID()}.` }, { token: reader.token });
        const ban = async () => {
          await scenario.database.execute(
            `INSERT INTO sanctions (id, site_id, person_id, kind, reason, created_at) VALUES ($1, $2, $3, 'ban', 'a reason', now())`,
            [randomUUID(), place.site.id, reader.id],
          );
          bannedAt.set(reader.id, new Date());
        };
        const [raced] = await Promise.all([say(), ban()]);
        const after = await say();
        expect(codeOf(after)).toBe('403 sanctioned');
        return `post ${codeOf(raced)}`;
      });
      await scenario.drain(DRAINED_WITHIN_MS);
      const people = [...bannedAt];
      const leaked = await scenario.count(
        `SELECT count(*)::int AS n FROM unnest($1::uuid[], $2::timestamptz[]) AS banned (person_id, at)
         JOIN comments c ON c.author_id = banned.person_id AND c.created_at > banned.at AND c.status = 'published'`,
        [people.map(([id]) => id), people.map(([, at]) => at)],
      );
      const open = await scenario.count(
        `SELECT count(*)::int AS n FROM comments WHERE author_id = ANY($1::uuid[]) AND status = 'published'`,
        [people.map(([id]) => id)],
      );
      report(`F16 on ${name}, ban and post`, {
        rounds: ROUNDS,
        ...ends,
        'posted before the ban and public': open,
        'posted after it and public': leaked,
      });
      expect(leaked).toBe(0);
      expect(Object.keys(ends).every((end) => /^post (201|403 sanctioned)$/u.test(end))).toBe(true);
      await assertCounters(stage);
    });
  });
});
