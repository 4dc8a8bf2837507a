import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClassifierInUse, ClassifierVersionPage } from '#contracts';
import { baseClassifier } from '#discussion';
import { newId } from '#kernel';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { buildDoorWorld, type DoorWorld } from '../../../libs/testing/src/door-world.js';

const path = '/api/v1/moderation/classifier';
const fit = { auc: 0.8, logLoss: 0.5, precision: 0.9, recall: null };
const spam = { bad: 20, good: 25, threshold: 0.35, before: fit, after: { ...fit, auc: 0.95 } };

let door: Door;
let world: DoorWorld;
beforeAll(async () => {
  door = await openDoor();
  world = await buildDoorWorld(door);
  for (const number of [1, 2, 3]) {
    await door.database.execute(
      `INSERT INTO site_classifiers (site_id, number, base, state, weights, up_to, figures, made_at)
       VALUES ($1, $2, $3, $4, '', $5, $6::jsonb, now())`,
      [
        ...[world.site.id, number, number === 1 ? 'older' : baseClassifier().version],
        ...[number === 3 ? 'active' : 'retired', newId(), JSON.stringify({ decisions: 45, heads: { spam } })],
      ],
    );
  }
});
afterAll(() => door.close());

const as = () => world.tokens.admin;
const use = (number: number | null, basedOn: number | null) =>
  door.call('POST', `${path}/use`, { as: as(), json: { site: world.site.key, number, basedOn } });

describe('what the classifier has learnt', () => {
  it('is told with its figures, though its weights are damaged', async () => {
    const answer = await door.call('GET', `${path}?site=${world.site.key}`, { as: as() });
    const { model, base, inUse } = ClassifierInUse.parse(answer.json());
    expect([model, base]).toEqual([baseClassifier().version, baseClassifier().version]);
    expect(inUse).toMatchObject({ number: 3, state: 'active', decisions: 45, spam, abuse: null });
  });

  it('is listed page by page, newest first', async () => {
    const numbers: number[] = [];
    let after = '';
    do {
      const answer = await door.call('GET', `${path}/versions?site=${world.site.key}&limit=2${after}`, { as: as() });
      const page = ClassifierVersionPage.parse(answer.json());
      numbers.push(...page.items.map(({ number }) => number));
      after = page.next === null ? '' : `&after=${encodeURIComponent(page.next)}`;
    } while (after !== '');
    expect(numbers).toEqual([3, 2, 1]);
  });

  it('is changed on what is in use, to what is there and fits the base, and back', async () => {
    const steps = [
      ['from what is no longer in use', 2, 1, 409],
      ['to what was learnt on another base', 1, 3, 409],
      ['to what there is not', 9, 3, 404],
      ['back', 2, 3, 200],
      ['back to the base model', null, 2, 200],
      ['to where it is', null, null, 200],
      ['to the newest again', 3, null, 200],
    ] as const;
    for (const [what, number, basedOn, status] of steps) {
      const answer = await use(number, basedOn);
      expect([what, answer.status]).toEqual([what, status]);
      if (status !== 200) continue;
      const told = ClassifierInUse.parse(answer.json());
      expect([what, told.inUse?.number ?? null, told.isHeldBack]).toEqual([what, number, number !== 3]);
    }
  });
});
