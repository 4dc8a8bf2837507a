import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Comment } from '#contracts';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { buildDoorWorld, decide, type DoorWorld, post } from '../../../libs/testing/src/door-world.js';
import type { CallOptions } from '../../../libs/testing/src/http-caller.js';
import { notRefused } from '../../../libs/testing/src/refusal.js';
import { type TableState, tableState } from '../../../libs/testing/src/table-state.js';

/** Opened before the first test of the spec that calls `openForBadBodies`. */
export let door: Door;
/** Two sites, and one of every role towards the first. */
export let world: DoorWorld;
/** Where comments are posted. */
export let comments: string;
/** A public comment of a guest, and the guest's token. */
export let shown: { id: string; token: string };
/** One of the other site. */
export let foreign: string;
/** One that is not public. */
export let refused: Comment;
let before: TableState;

/** A door with a world behind it, and after each test the proof that nothing was stored. */
export function openForBadBodies(): void {
  beforeAll(async () => {
    door = await openDoor();
    world = await buildDoorWorld(door);
    comments = `/api/v1/articles/${world.article.id}/comments`;
    const own = await post(door, world.article.id, { body: 'Here.', guest: { name: 'Gert' } });
    shown = { id: own.comment.id, token: own.editToken ?? '' };
    refused = (await post(door, world.article.id, { body: 'Gone soon.', guest: { name: 'Gone' } })).comment;
    await decide(door, refused, 'reject');
    foreign = (await post(door, world.otherArticle.id, { body: 'There.', guest: { name: 'Frida' } })).comment.id;
    before = await tableState(door.database);
  });
  afterAll(() => door.close());

  /** Nothing is stored, and objects are what they were (A53). */
  afterEach(async () => {
    const was = before;
    before = await tableState(door.database);
    expect(before).toEqual(was);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
}

/** Fails unless the request is refused as any wrong one is. */
export async function expectRefused(method: string, path: string, options: CallOptions, label = ''): Promise<void> {
  const found = notRefused(await door.call(method, path, options));
  if (found !== undefined) expect.fail(`${label} ${method} ${path}: ${found}`);
}

/** Whoever has no account. */
export const guest = { name: 'Someone' };
/** A body of JSON. */
export const json = (value: unknown): CallOptions => ({ json: value });
/** A body to the byte. */
export const raw = (body: string | Buffer, type = 'application/json'): CallOptions => ({
  body,
  headers: { 'content-type': type },
});
