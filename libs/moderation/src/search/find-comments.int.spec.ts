import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import { openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import { FindComments, NAMED } from './find-comments.js';

let room: WorkRoom;
beforeAll(async () => {
  room = await openWorkRoom();
});
afterAll(() => room.close());

/** Comments of the index with these words. */
async function index(siteId: string, words: string, count: number): Promise<void> {
  await room.database.execute(
    `INSERT INTO comment_words (comment_id, words)
     SELECT gen_random_uuid(), to_tsvector('simple', $2) || array_to_tsvector(ARRAY['site:' || $1::text])
     FROM generate_series(1, $3::int)`,
    [siteId, words, count],
  );
}

describe(FindComments, () => {
  it('names comments with rare words, and none where the words are too common to be asked of the index', async () => {
    const siteId = newId();
    await index(siteId, 'everybody writes this', 12 * NAMED);
    await index(siteId, 'everybody spots a pelican', 7);
    await index(siteId, 'some remark', NAMED + 1);
    await index(newId(), 'pelican elsewhere', 3);
    await room.database.execute('ANALYZE comment_words');
    const find = async (q: string) => (await room.get(FindComments).run(siteId, { q })).q?.length;
    expect(await find('pelican')).toBe(7);
    expect(await find('pelican everybody')).toBe(7);
    expect(await find('nowhere')).toBe(0);
    expect(await find('everybody')).toBeUndefined();
    expect(await find('remark')).toBeUndefined();
  });
});
