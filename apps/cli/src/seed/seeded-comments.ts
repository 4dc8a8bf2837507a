import type { AnchorRow } from '#articles';
import { RENDERER_VERSION, wilsonLowerBound } from '#discussion';
import { newId, sha256 } from '#kernel';
import type { CopyTable, CopyValue } from './copy-rows.js';
import { oneOf, type Random } from './random.js';
import type { SeedAuthor } from './seed-authors.js';
import type { SeedText, SeedTexts } from './seed-texts.js';
import { pathOf, type ThreadTree } from './thread-tree.js';

/** Where made-up comments go and who writes them. */
export interface SeedGround {
  readonly articleId: string;
  readonly siteId: string;
  readonly tree: ThreadTree;
  readonly authors: readonly SeedAuthor[];
  readonly anchors: { readonly sections: readonly AnchorRow[]; readonly passages: readonly AnchorRow[] };
  readonly texts: SeedTexts;
  readonly random: Random;
  /** The comments are spread over this time. */
  readonly fromMs: number;
  readonly untilMs: number;
}

const SECTION_SHARE = 0.2;
const PASSAGE_SHARE = 0.1;
const MOST_UP = 60;
const MOST_DOWN = 12;
const PLAIN: readonly string[] = [];
const VERIFIED: readonly string[] = ['verified'];

/**
 * Made-up comments as the rows of their tables. Everything that is left to chance is chosen once, so that each table can be written
 * by itself and all of them agree.
 */
export class SeededComments {
  readonly ids: readonly string[];
  private readonly instants: Float64Array;
  private readonly writers: readonly SeedAuthor[];
  private readonly bodies: readonly SeedText[];
  private readonly places: readonly (AnchorRow | undefined)[];

  constructor(private readonly ground: SeedGround) {
    const { tree, authors, texts, random } = ground;
    const numbers = Array.from({ length: tree.size }, (_, comment) => comment);
    this.instants = this.spreadInstants();
    this.ids = numbers.map((comment) => newId(this.instants[comment]));
    this.writers = numbers.map(() => oneOf(authors, random));
    this.bodies = numbers.map(() => texts.next());
    this.places = numbers.map((comment) => (tree.depths[comment] === 0 ? this.place() : undefined));
  }

  /** Public comments. */
  get published(): number {
    return this.ground.tree.published;
  }

  /** Public comments by section. */
  sectionCounts(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    const { tree } = this.ground;
    for (let comment = 0; comment < tree.size; comment += 1) {
      const section = this.sectionOf(comment);
      if (section === null || tree.statuses[comment] !== 'published') continue;
      counts.set(section, (counts.get(section) ?? 0) + 1);
    }
    return counts;
  }

  /** When the newest public comment was written; undefined when none is public. */
  lastActivity(): Date | undefined {
    const last = this.ground.tree.statuses.lastIndexOf('published');
    return last < 0 ? undefined : this.writtenAt(last);
  }

  /** The tables in the order in which they are loaded. */
  tables(): readonly CopyTable[] {
    const { size, statuses } = this.ground.tree;
    return [
      { table: 'comments', columns: COMMENTS, rows: this.rows((comment) => this.commentRow(comment)), count: size },
      {
        table: 'comment_revisions',
        columns: REVISIONS,
        rows: this.rows((comment) => this.revisionRow(comment)),
        count: size,
      },
      { table: 'comment_prints', columns: PRINTS, rows: this.rows((comment) => this.printRow(comment)), count: size },
      {
        table: 'comment_anchors',
        columns: ANCHORS,
        rows: this.rows((comment) => this.anchorRow(comment)),
        count: this.places.filter((place) => place !== undefined).length,
      },
      {
        table: 'review_items',
        columns: REVIEWS,
        rows: this.rows((comment) => this.reviewRow(comment)),
        count: statuses.filter((status) => status === 'pending').length,
      },
    ];
  }

  private *rows(rowOf: (comment: number) => readonly CopyValue[] | undefined): Generator<readonly CopyValue[]> {
    for (let comment = 0; comment < this.ground.tree.size; comment += 1) {
      const row = rowOf(comment);
      if (row !== undefined) yield row;
    }
  }

  private commentRow(comment: number): readonly CopyValue[] {
    const { tree, articleId, siteId } = this.ground;
    const { parents, roots, depths, statuses, replyCounts, descendantCounts } = tree;
    const status = statuses[comment] ?? 'published';
    const author = this.writer(comment);
    const wasPublic = status === 'published' || status === 'withdrawn';
    const votes = status === 'published' ? this.votesOf(comment) : { up: 0, down: 0 };
    const parent = parents[comment] ?? -1;
    return [
      ...[articleId, this.id(comment), siteId, this.id(roots[comment] ?? comment), parent < 0 ? null : this.id(parent)],
      ...[depths[comment] ?? 0, pathOf(tree, comment).map((above) => this.id(above))],
      ...[author.id, author.name, author.kind, author.kind === 'guest' ? PLAIN : VERIFIED, status],
      ...[1, wasPublic ? 1 : null, this.body(comment).html, this.kindOf(comment), this.sectionOf(comment)],
      ...[votes.up, votes.down, wilsonLowerBound(votes.up, votes.down)],
      ...[replyCounts[comment] ?? 0, descendantCounts[comment] ?? 0, this.writtenAt(comment)],
    ];
  }

  private revisionRow(comment: number): readonly CopyValue[] {
    const { body, html } = this.body(comment);
    return [this.ground.articleId, this.id(comment), 1, body, html, RENDERER_VERSION, '[]', this.writtenAt(comment)];
  }

  private printRow(comment: number): readonly CopyValue[] {
    const { articleId, siteId } = this.ground;
    const key = sha256(this.body(comment).key);
    return [this.id(comment), articleId, siteId, this.writer(comment).id, key, this.writtenAt(comment)];
  }

  private anchorRow(comment: number): readonly CopyValue[] | undefined {
    const place = this.places[comment];
    if (place === undefined) return undefined;
    return [
      ...[this.ground.articleId, this.id(comment), place.articleRevision, place.sectionId, place.blockId ?? null],
      ...[place.exact ?? null, place.prefix ?? null, place.suffix ?? null],
      ...[place.startOffset ?? null, place.endOffset ?? null, 'exact', 1, this.writtenAt(comment)],
    ];
  }

  /** What waits is on a moderator's list. */
  private reviewRow(comment: number): readonly CopyValue[] | undefined {
    const { articleId, siteId, tree } = this.ground;
    if (tree.statuses[comment] !== 'pending') return undefined;
    return [this.id(comment), articleId, siteId, 1, 'pending', ['new_commenter'], this.writtenAt(comment)];
  }

  private place(): AnchorRow | undefined {
    const { anchors, random } = this.ground;
    const chance = random();
    if (chance < PASSAGE_SHARE) return anchors.passages.length === 0 ? undefined : oneOf(anchors.passages, random);
    if (chance > PASSAGE_SHARE + SECTION_SHARE || anchors.sections.length === 0) return undefined;
    return oneOf(anchors.sections, random);
  }

  /** A reply stands where its root does. */
  private sectionOf(comment: number): string | null {
    return this.places[this.ground.tree.roots[comment] ?? comment]?.sectionId ?? null;
  }

  private kindOf(comment: number): string {
    return this.places[comment]?.kind ?? (this.sectionOf(comment) === null ? 'article' : 'section');
  }

  private votesOf(comment: number): { up: number; down: number } {
    const luck = ((comment * 2_654_435_761) >>> 0) / 4_294_967_296;
    const other = ((comment * 2_246_822_519) >>> 0) / 4_294_967_296;
    return { up: Math.floor(luck ** 4 * MOST_UP), down: Math.floor(other ** 6 * MOST_DOWN) };
  }

  private spreadInstants(): Float64Array {
    const { tree, fromMs, untilMs, random } = this.ground;
    const step = (untilMs - fromMs) / tree.size;
    return Float64Array.from({ length: tree.size }, (_, comment) =>
      Math.floor(fromMs + (comment + random() * 0.9) * step),
    );
  }

  private writtenAt(comment: number): Date {
    return new Date(this.instants[comment] ?? 0);
  }

  private id(comment: number): string {
    return this.ids[comment] ?? '';
  }

  private writer(comment: number): SeedAuthor {
    return this.writers[comment] as SeedAuthor;
  }

  private body(comment: number): SeedText {
    return this.bodies[comment] as SeedText;
  }
}

const COMMENTS = [
  ...[
    'article_id',
    'id',
    'site_id',
    'root_id',
    'parent_id',
    'depth',
    'path',
    'author_id',
    'author_name',
    'author_kind',
    'badges',
  ],
  ...[
    'status',
    'revision',
    'public_revision',
    'body_html',
    'anchor_kind',
    'section_id',
    'up',
    'down',
    'best',
    'reply_count',
  ],
  ...['descendant_count', 'created_at'],
];
const REVISIONS = ['article_id', 'comment_id', 'revision', 'body', 'body_html', 'renderer', 'trace', 'created_at'];
const PRINTS = ['comment_id', 'article_id', 'site_id', 'author_id', 'text_key', 'created_at'];
const ANCHORS = [
  ...['article_id', 'comment_id', 'article_revision', 'section_id', 'block_id', 'exact', 'prefix', 'suffix'],
  ...['start_offset', 'end_offset', 'outcome', 'score', 'created_at'],
];
const REVIEWS = ['comment_id', 'article_id', 'site_id', 'revision', 'status', 'reasons', 'opened_at'];
