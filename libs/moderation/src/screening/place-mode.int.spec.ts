import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SetPlaceRules } from '#articles';
import { CurateComment } from '#discussion';
import { buildArticle, buildSite } from '../../../testing/src/build-article.js';
import { buildPerson } from '../../../testing/src/build-person.js';
import { openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import { ScreenComment } from './screen-comment.js';

let room: WorkRoom;
beforeAll(async () => {
  room = await openWorkRoom();
});
afterAll(() => room.close());

describe(ScreenComment, () => {
  it('goes by the mode of the section and of the thread, as posting does', async () => {
    const site = await buildSite(room.database, { settings: { screening: { newCommenter: { holdFirst: 0 } } } });
    const article = await buildArticle(room.database, { siteId: site.id });
    const { actor } = await buildPerson(room.database, { roles: [{ siteId: site.id, role: 'moderator' }] });
    const writer = await buildPerson(room.database);
    const [first = { id: '' }, second = { id: '' }] = article.sections;
    await room.get(SetPlaceRules).run(actor, { articleId: article.id, sectionId: first.id }, { moderation: 'pre' });
    const outcome = async (where: { anchor?: { sectionId: string }; parentId?: string }, body: string) => {
      const comment = await room.post(writer.actor, { articleId: article.id, body, ...where });
      await room.screen(comment);
      const [row] = await room.database.query<{ status: string }>('SELECT status FROM comments WHERE id = $1', [
        comment.id,
      ]);
      return { id: comment.id, status: row?.status };
    };
    expect((await outcome({ anchor: { sectionId: first.id } }, 'In the first.')).status).toBe('pending');
    const root = await outcome({ anchor: { sectionId: second.id } }, 'In the second.');
    expect(root.status).toBe('published');
    await room.get(CurateComment).run(actor, { articleId: article.id, commentId: root.id }, { moderation: 'pre' });
    expect((await outcome({ parentId: root.id }, 'A reply.')).status).toBe('pending');
    expect((await outcome({}, 'On the whole.')).status).toBe('published');
  });
});
