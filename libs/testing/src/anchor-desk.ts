import type { Type } from '@nestjs/common';
import { PutArticle } from '#articles';
import { type AnchorInput, PutArticleBody } from '#contracts';
import { type CommentRow, PlaceAnchors, PostComment, ThreadQueries } from '#discussion';
import type { Database } from '#platform';
import { buildArticle, type BuiltArticle, buildSite, type BuiltSite } from './build-article.js';

/** The room of a test in which articles change. */
interface Room {
  readonly get: <Value>(type: Type<Value>) => Value;
  readonly database: Database;
}

/** An article in four paragraphs under two headings, of the test suite's own writing. */
export const FROST = {
  opening: '<p>The harbour of Lindholm froze in the first week of February, and nobody had seen it coming.</p>',
  ice: '<h2 id="ice">How the ice came</h2>',
  wind: '<p>The wind turned east on Monday, and by Thursday the ferries stayed in port.</p>',
  after: '<h2 id="after">What the town did</h2>',
  bread: '<p>The bakery sent bread over the ice on sledges, as it had done in 1963, and charged nothing for it.</p>',
  school: '<p>Children from the islands walked to school along a row of fir branches.</p>',
};
/** The paragraphs in their order. */
export const FIRST_TEXT = Object.values(FROST).join('\n');

/** One article whose text changes while readers write on it. */
export interface AnchorDesk {
  readonly site: BuiltSite;
  readonly article: BuiltArticle;
  /** Pushes another text. */
  readonly push: (html: string) => Promise<number>;
  /** Posts a public remark. */
  readonly remark: (anchor: AnchorInput | undefined, parentId?: string) => Promise<CommentRow>;
  /** Does the job that a push leaves. */
  readonly place: (signal?: AbortSignal) => Promise<void>;
  /** A comment as readers get it. */
  readonly read: (id: string) => Promise<CommentRow>;
  /** The ledger's rows of a comment. */
  readonly ledger: (id: string) => Promise<readonly { revision: number; outcome: string; score: number }[]>;
}

const done = (): Promise<void> => Promise.resolve();

/** Opens one on an article of its own. */
export async function openAnchorDesk(room: Room, html = FIRST_TEXT): Promise<AnchorDesk> {
  const screening = { newCommenter: { holdFirst: 0 }, links: { holdFrom: 0 }, repeats: { holdFrom: 0 } };
  const site = await buildSite(room.database, { settings: { screening } });
  const article = await buildArticle(room.database, { siteId: site.id, html });
  let written = 0;
  return {
    site,
    article,
    push: async (text) => {
      const body = PutArticleBody.parse({ url: article.url, title: 'An article', html: text });
      const pushed = await room.get(PutArticle).run({ kind: 'system' }, { site: site.key, key: article.key, body });
      return pushed.article.revision;
    },
    remark: async (anchor, parentId) => {
      written += 1;
      const { comment } = await room.get(PostComment).run(
        { kind: 'anonymous' },
        {
          articleId: article.id,
          body: `Remark number ${written} about ${String(written * 7919)} things.`,
          guest: { name: `Gerda ${written}` },
          ...(anchor === undefined ? {} : { anchor }),
          ...(parentId === undefined ? {} : { parentId }),
        },
      );
      return comment;
    },
    place: (signal) => room.get(PlaceAnchors).run({ articleId: article.id }, done, signal),
    read: (id) => room.get(ThreadQueries).own(article.id, id),
    ledger: (id) =>
      room.database.query(
        'SELECT revision, outcome, score FROM anchor_placements WHERE article_id = $1 AND comment_id = $2 ORDER BY revision',
        [article.id, id],
      ),
  };
}

/** Anchors on one passage in bulk, past the verbs and without their comments. */
export async function bareAnchors(room: Room, article: BuiltArticle, count: number): Promise<void> {
  const exact = 'by Thursday the ferries stayed in port';
  const start = Array.from(article.text.slice(0, article.text.indexOf(exact))).length;
  await room.database.execute(
    `INSERT INTO comment_anchors (article_id, comment_id, article_revision, exact, prefix, suffix, start_offset, end_offset, outcome, score, created_at)
     SELECT $1, gen_random_uuid(), 1, $2, '', '', $3::integer, $4::integer, 'exact', 1, now() FROM generate_series(1, $5::integer)`,
    [article.id, exact, start, start + exact.length, count],
  );
}
