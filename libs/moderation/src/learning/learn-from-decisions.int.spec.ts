import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeyActor } from '#accounts';
import { SiteClassifiers } from '#discussion';
import { newId } from '#kernel';
import { buildArticle, buildSite } from '../../../testing/src/build-article.js';
import { type BuiltPerson, buildPerson } from '../../../testing/src/build-person.js';
import { runTaskSteps } from '../../../testing/src/run-task-steps.js';
import { openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import { runTask } from '../moderation.jobs.js';
import { Decide } from '../review/decide.js';
import { UndoDecision } from '../review/undo-decision.js';
import { LongTasks } from '../tasks/long-tasks.js';
import { labelsOf } from './human-decisions.js';
import { LearnFromDecisions } from './learn-from-decisions.js';
import { ReadClassifier } from './read-classifier.js';
import { StartLearning } from './start-learning.js';
import { UseClassifier } from './use-classifier.js';

let room: WorkRoom;
beforeAll(async () => {
  room = await openWorkRoom();
});
afterAll(() => room.close());

const THINGS = ['harbour', 'museum', 'bakery', 'library', 'garden', 'station', 'theatre', 'market', 'bridge', 'school'];
const CIRCLE = (n: number) => `The lottery circle of the ${THINGS[n % 10]} meets on Tuesday, bring ${n} friends along`;
const REMARK = (n: number) => `The paragraph about the ${THINGS[n % 10]} is right, I walked there ${n} times last year`;
const NEW_CIRCLE = { text: 'Another lottery circle meets on Tuesday at the mill, bring friends along' };

async function place({ learns = true } = {}) {
  const classifier = { spamFrom: 0.9, holdFrom: 0.5, abuseHoldFrom: 0, learns };
  const site = await buildSite(room.database, { settings: { screening: { classifier } } });
  const article = await buildArticle(room.database, { siteId: site.id });
  const admin: KeyActor = { kind: 'key', keyId: newId(), siteId: site.id, scopes: ['admin', 'moderate'] };
  const decide = async (
    count: number,
    text: (n: number) => string,
    outcome: 'publish' | 'reject' | 'spam',
    writers: readonly BuiltPerson[] = [],
  ) => {
    const items = [];
    for (let n = 0; n < count; n++) {
      room.clock.advance(120_000);
      const { actor } = writers[n] ?? (await buildPerson(room.database));
      const comment = await room.post(actor, { articleId: article.id, body: text(n) });
      await room.screen(comment);
      items.push({ articleId: article.id, commentId: comment.id, revision: 1, outcome });
    }
    return room.get(Decide).run(admin, { items });
  };
  const named = { site: site.key };
  const inUse = () => room.get(ReadClassifier).inUse(admin, site.key);
  const score = async () => (await room.get(SiteClassifiers).of(site.id)).score(NEW_CIRCLE).spam;
  const use = (number: number | null, basedOn: number | null) =>
    room.get(UseClassifier).run(admin, { ...named, number, basedOn });
  const learn = async () => {
    const id = await room.get(StartLearning).run(admin, site.key);
    await runTaskSteps(room, id);
    return room.get(LongTasks).byId(id);
  };
  return { site, admin, decide, inUse, score, use, learn };
}

describe(labelsOf, () => {
  it.each([
    ['published', [], { spam: 0, abuse: 0 }],
    ['spam', [], { spam: 1 }],
    ['rejected', ['advertising'], { spam: 1 }],
    ['rejected', ['harassment'], { spam: 0, abuse: 1 }],
    ['rejected', ['off-topic'], {}],
    ['rejected', [], {}],
  ] as const)('%s for %j says %j', (status, reasons, labels) => {
    expect(labelsOf({ status, reasons })).toEqual(labels);
  });
});

describe(LearnFromDecisions, () => {
  it('learns what moderators call spam here, says how well on what was held back, and is in use at once', async () => {
    const { decide, inUse, score, use, learn } = await place();
    const before = await score();
    expect(before).toBeLessThan(0.5);
    await decide(30, CIRCLE, 'spam');
    await decide(30, REMARK, 'publish');
    expect(await learn()).toMatchObject({
      state: 'done',
      done: 6,
      total: 6,
      figures: { decisions: 60, used: ['spam'] },
    });
    const { inUse: version, model, base } = await inUse();
    expect(version).toMatchObject({ number: 1, state: 'active', activatedBy: null, figures: { decisions: 60 } });
    expect(model).toMatch(new RegExp(`^${base}\\+1\\.[0-9a-f]{8}$`));
    const spam = version?.figures.heads.spam;
    expect(spam).toMatchObject({ bad: 30, good: 30, threshold: 0.5 });
    expect(spam?.after.recall).toBeGreaterThan(spam?.before.recall ?? 1);
    expect(await score()).toBeGreaterThan(before + 0.2);

    await use(null, 1);
    expect(await score()).toBe(before);
    expect(await inUse()).toMatchObject({ inUse: null, isHeldBack: true });
    await learn();
    expect((await inUse()).inUse).toBeNull();
    await expect(use(1, 1)).rejects.toMatchObject({ code: 'conflict', details: { inUse: null } });
    await use(1, null);
    expect((await inUse()).isHeldBack).toBe(false);
    await learn();
    expect((await inUse()).inUse).toMatchObject({ number: 3 });
    const kinds = await room.database.query<{ kind: string }>(
      "SELECT kind FROM audit_log WHERE kind LIKE 'classifier.%' ORDER BY id",
    );
    expect(kinds.map(({ kind }) => kind.replace('classifier.', '')).toSorted()).toEqual([
      ...['changed', 'changed'],
      ...['learning-started', 'learning-started', 'learning-started'],
      ...['learnt', 'learnt', 'learnt'],
    ]);
  });

  it('leaves out what was taken back, and fails with a sentence when little is left', async () => {
    const { admin, decide, learn, inUse } = await place();
    await decide(25, REMARK, 'publish');
    const [first] = await decide(20, CIRCLE, 'spam');
    await room.get(UndoDecision).run(admin, first?.decisionId ?? '');
    expect(await learn()).toMatchObject({ state: 'failed', problem: expect.stringContaining('too little') as string });
    expect((await inUse()).inUse).toBeNull();
  });

  it('makes a draft of what is not worth using', async () => {
    const { decide, learn, inUse, admin, site } = await place();
    // Each writer says the same twice and is judged once so and once so: nothing can tell the one from the other.
    const writers = [];
    for (let n = 0; n < 25; n++) writers.push(await buildPerson(room.database));
    await decide(25, CIRCLE, 'publish', writers);
    await decide(25, CIRCLE, 'spam', writers);
    expect(await learn()).toMatchObject({ state: 'done', figures: { used: [] } });
    expect((await inUse()).inUse).toBeNull();
    const { items } = await room.get(ReadClassifier).history(admin, { site: site.key, limit: 10 });
    expect(items).toMatchObject([{ number: 1, state: 'draft' }]);
  });

  it('keeps the base model when a version was learnt on another base, and refuses to use it again', async () => {
    const { site, decide, learn, score, use } = await place();
    const before = await score();
    await decide(25, CIRCLE, 'spam');
    await decide(25, REMARK, 'publish');
    await learn();
    const damage = async (change: string) => {
      await room.database.execute(`UPDATE site_classifiers SET ${change} WHERE site_id = $1`, [site.id]);
      room.get(SiteClassifiers).forget(site.id);
    };
    expect(await score()).not.toBe(before);
    await damage("base = 'older'");
    expect(await score()).toBe(before);
    await expect(use(null, 1)).resolves.toBeUndefined();
    await expect(use(1, null)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('keeps the base model when a version was cut short', async () => {
    const { site, decide, learn, score } = await place();
    await decide(25, CIRCLE, 'spam');
    await decide(25, REMARK, 'publish');
    await learn();
    const learnt = await score();
    // Another process, which has not read the weights yet.
    const fresh = new SiteClassifiers(room.database, room.clock);
    expect((await fresh.of(site.id)).score(NEW_CIRCLE).spam).toBe(learnt);
    await room.database.execute('UPDATE site_classifiers SET weights = substr(weights, 1, 99) WHERE site_id = $1', [
      site.id,
    ]);
    const later = new SiteClassifiers(room.database, room.clock);
    expect((await later.of(site.id)).score(NEW_CIRCLE).spam).toBeLessThan(learnt);
    expect((await fresh.of(site.id)).score(NEW_CIRCLE).spam).toBe(learnt);
  });
});

describe(StartLearning, () => {
  it('starts by itself where enough was decided since the last time, and where learning is on', async () => {
    const { site, decide } = await place();
    const off = await place({ learns: false });
    const planned = async (siteId: string) => {
      await room.get(StartLearning).ofAll();
      const tasks = await room
        .get(LongTasks)
        .before(siteId, 'ffffffff-ffff-ffff-ffff-ffffffffffff', 10, 'classifier.learn');
      for (const { id, endedAt } of tasks) if (endedAt === null) await runTaskSteps(room, id);
      return tasks.length;
    };
    await decide(49, REMARK, 'publish');
    expect(await planned(site.id)).toBe(0);
    await decide(1, REMARK, 'publish');
    expect(await planned(site.id)).toBe(1);
    expect(await planned(site.id)).toBe(1);
    await off.decide(50, REMARK, 'publish');
    expect(await planned(off.site.id)).toBe(0);
    const tooLittle = await room.get(LongTasks).before(site.id, 'ffffffff-ffff-ffff-ffff-ffffffffffff', 1);
    expect(tooLittle).toMatchObject([{ state: 'done', figures: { tooLittle: true } }]);
    expect((await room.jobs(runTask)).length).toBeGreaterThan(0);
  });

  it('refuses where nobody has decided anything', async () => {
    const { learn } = await place();
    await expect(learn()).rejects.toMatchObject({ code: 'conflict' });
  });
});
