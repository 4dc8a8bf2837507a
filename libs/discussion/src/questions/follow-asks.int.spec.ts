import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AnchorDesk, FROST, openAnchorDesk } from '../../../testing/src/anchor-desk.js';
import { type DiscussionRoom, openDiscussionRoom } from '../../../testing/src/discussion-room.js';
import { waitingPayloads } from '../../../testing/src/room-process.js';
import { expectTrueCounters } from '../../../testing/src/true-counters.js';
import { SettleComment } from '../comments/settle-comment.js';
import { followAsks } from '../discussion.jobs.js';
import { PublicComments } from '../reading/public-comments.js';
import { FollowAsks } from './follow-asks.js';

let room: DiscussionRoom;
beforeAll(async () => {
  room = await openDiscussionRoom();
});
afterAll(() => room.close());

const { opening, ice, wind, after, bread, school } = FROST;
const PASSAGE = 'by Thursday the ferries stayed in port';
const ask = (prompt: string, passage = PASSAGE) => `<span data-ask="${prompt}">${passage}</span>`;
const withAsk = (prompt: string) => text(opening, ice, wind.replace(PASSAGE, ask(prompt)), after, bread, school);
const text = (...parts: readonly string[]) => parts.join('\n');

async function follow({ article }: AnchorDesk): Promise<void> {
  await room.get(FollowAsks).run({ articleId: article.id }, () => Promise.resolve());
}
async function questions({ article }: AnchorDesk) {
  return (await room.get(PublicComments).questionsOf(article.id, { limit: 50 })).items;
}

describe(FollowAsks, () => {
  it('asks what the HTML asks, once, in the name of the author', async () => {
    const desk = await openAnchorDesk(room);
    const revision = await desk.push(withAsk('Would *you* have stayed in port?'));
    expect(revision, 'the text is the same').toBe(1);
    expect(await waitingPayloads(room.database, followAsks.name)).toContainEqual({ articleId: desk.article.id });
    await follow(desk);
    await follow(desk);
    expect(await questions(desk)).toMatchObject([
      {
        kind: 'question',
        status: 'published',
        bodyHtml: '<p dir="auto">Would <em>you</em> have stayed in port?</p>\n',
        quote: { exact: PASSAGE },
        anchorKind: 'passage',
        sectionId: desk.article.sections[0]?.id,
        authorName: 'A site',
        authorKind: 'guest',
        badges: ['author'],
      },
    ]);
    await expectTrueCounters(room.database);
  });

  it('keeps a question and its answers wherever its passage goes', async () => {
    const desk = await openAnchorDesk(room);
    await desk.push(withAsk('Why?'));
    await follow(desk);
    const [question] = await questions(desk);
    const answer = await desk.remark(undefined, question?.id);
    const below = await desk.remark(undefined, answer.id);
    expect([answer.kind, below.kind]).toEqual(['answer', null]);

    await desk.push(text(opening, after, bread, wind.replace(PASSAGE, ask('Why?')), ice, school));
    await desk.place();
    await follow(desk);
    expect(await questions(desk)).toMatchObject([{ id: question?.id, anchorOutcome: 'moved', replyCount: 1 }]);

    await desk.push(text(opening, ice, after, bread, school));
    await desk.place();
    await follow(desk);
    expect(await questions(desk)).toMatchObject([
      { id: question?.id, anchorOutcome: 'orphaned', quote: { exact: PASSAGE }, status: 'published' },
    ]);
    await desk.push(withAsk('Why?'));
    await desk.place();
    await follow(desk);
    expect(await questions(desk), 'it is still the same question').toMatchObject([
      { id: question?.id, anchorOutcome: 'exact' },
    ]);
    await expectTrueCounters(room.database);
  });

  it('withdraws what is no longer asked and nobody has answered, and asks it anew when it comes back', async () => {
    const desk = await openAnchorDesk(room);
    await desk.push(withAsk('Why?'));
    await follow(desk);
    const [first] = await questions(desk);
    await desk.push(withAsk('Why not?'));
    await follow(desk);
    const [reworded, ...others] = await questions(desk);
    expect(others).toEqual([]);
    expect(reworded).toMatchObject({ bodyHtml: '<p dir="auto">Why not?</p>\n' });
    expect(await desk.read(first?.id ?? '')).toMatchObject({ status: 'withdrawn' });
    await desk.push(withAsk('Why?'));
    await follow(desk);
    const [again] = await questions(desk);
    expect(again).toMatchObject({ bodyHtml: '<p dir="auto">Why?</p>\n' });
    expect(again?.id).not.toBe(first?.id);
    await expectTrueCounters(room.database);
  });

  it('keeps a question whose only answer still waits', async () => {
    const desk = await openAnchorDesk(room);
    await desk.push(withAsk('Why?'));
    await follow(desk);
    const [question] = await questions(desk);
    const answer = await desk.remark(undefined, question?.id);
    const { id: commentId, articleId } = answer;
    const decision = { articleId, commentId, revision: 1, to: 'pending', cause: 'moderator' } as const;
    expect(await room.get(SettleComment).run(decision)).toMatchObject({ result: 'applied' });
    await desk.push(text(opening, ice, wind, after, bread, school));
    await follow(desk);
    expect(await questions(desk)).toMatchObject([{ id: question?.id }]);
  });

  it('leaves out what cannot be asked, and asks the rest', async () => {
    const desk = await openAnchorDesk(room);
    const overSections = `<div data-ask="Over two sections?">${ice}${wind}${after}${bread}</div>`;
    await desk.push(text(opening, overSections, ask('\u{2060}\u{200b}', 'something'), ask('Why?', 'said the harbour')));
    await follow(desk);
    expect((await questions(desk)).map(({ bodyHtml }) => bodyHtml)).toEqual(['<p dir="auto">Why?</p>\n']);
  });

  it('asks once when two jobs come at the same time', async () => {
    const desk = await openAnchorDesk(room);
    await desk.push(withAsk('Why?'));
    await Promise.all([follow(desk), follow(desk), follow(desk)]);
    expect(await questions(desk)).toHaveLength(1);
    await expectTrueCounters(room.database);
  });

  it('ends when the article is gone', async () => {
    let isDone = false;
    const articleId = '00000000-0000-7000-8000-000000000000';
    await room.get(FollowAsks).run({ articleId }, () => Promise.resolve().then(() => void (isDone = true)));
    expect(isDone).toBe(true);
  });
});
