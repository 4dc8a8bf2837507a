import { Inject, Injectable } from '@nestjs/common';
import type { Standing } from '#accounts';
import { type AnchorRow, AnchorSource } from '#articles';
import { Clock } from '#kernel';
import { Database, LiveBus, Outbox } from '#platform';
import { fingerprint, type FormFact, likenessOf, type Screening } from '#screening';
import { commentPosted, notifyRequested } from '../../discussion.events.js';
import { ArticleRevisedMeanwhile } from '../../discussion.errors.js';
import type { CommentRow } from '../../reading/comment-row.js';
import { type RenderedComment, RENDERER_VERSION } from '../../rendering/render-markdown.js';
import type { CommentStatus } from '../comment-status.js';
import { useGenericPlans } from '../generic-plans.js';
import type { CommentAuthor } from './comment-authors.js';
import { INSERT_COMMENT } from './insert-comment.queries.js';
import type { Place } from './posting-place.js';
import { type ParentFacts, PostingFactsSource } from './posting-facts.js';
import { SlowModeGate } from './slow-mode-gate.js';

/** A comment that passed every check. */
export interface CheckedComment {
  readonly place: Place;
  readonly body: string;
  readonly rendered: RenderedComment;
  readonly screening: Screening;
  readonly parent: ParentFacts | undefined;
  readonly anchor: AnchorRow | undefined;
  readonly networkKey: Buffer | undefined;
  readonly form: FormFact | undefined;
  readonly notify: 'none' | 'replies' | 'all';
  readonly standing: Standing | undefined;
}

/** Stores new comments and says so. */
@Injectable()
export class CommentWriter {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(LiveBus) private readonly live: LiveBus,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SlowModeGate) private readonly slowMode: SlowModeGate,
    @Inject(PostingFactsSource) private readonly facts: PostingFactsSource,
    @Inject(AnchorSource) private readonly anchors: AnchorSource,
  ) {}

  /**
   * Writes a comment with everything that belongs to it, in the caller's transaction. A comment that waits for its writer's
   * address is screened later, when the address is confirmed. Everything is sent together and the comment last: it holds the row that
   * all posts on the article wait for, and so holds it for the commit alone.
   * @throws {SlowMode}
   * @throws {ArticleRevisedMeanwhile} when the anchor was found in a text that is no longer the article's.
   */
  async write(id: string, checked: CheckedComment, author: CommentAuthor): Promise<CommentRow> {
    await this.slowMode.pass(checked, author);
    const row = newRow(id, checked, author, { status: await this.firstStatus(checked, author), now: this.clock.now() });
    const { articleId } = row;
    const written: Promise<void>[] = [this.holdRevision(articleId, checked.anchor)];
    if (row.status !== 'awaiting-verification') {
      written.push(this.outbox.publish(commentPosted, { articleId, commentId: id, revision: 1 }));
    }
    if (checked.notify !== 'none' && author.hasAddress) {
      written.push(this.outbox.publish(notifyRequested, { articleId, personId: author.id, kind: checked.notify }));
    }
    written.push(this.insert(row, checked));
    await Promise.all(written);
    return row;
  }

  /**
   * Writes a question of the article's author, in the caller's transaction. It is told to nobody and waits: the caller decides.
   * @throws {ArticleRevisedMeanwhile} when the anchor was found in a text that is no longer the article's.
   */
  async writeQuestion(id: string, checked: CheckedComment, author: CommentAuthor): Promise<void> {
    const row: CommentRow = {
      ...newRow(id, checked, author, { status: 'pending', now: this.clock.now() }),
      kind: 'question',
    };
    await Promise.all([this.holdRevision(row.articleId, checked.anchor), this.insert(row, checked)]);
  }

  /** A push either comes before the anchor, and then it has to be found anew, or finds it written and places it. */
  private async holdRevision(articleId: string, anchor: AnchorRow | undefined): Promise<void> {
    if (anchor === undefined) return;
    if ((await this.anchors.hold(articleId)) !== anchor.articleRevision) throw new ArticleRevisedMeanwhile();
  }

  /**
   * Only a clean word of the fast phases makes a comment public at once, and only if nothing was imposed on its writer meanwhile;
   * whatever else they say, the job decides.
   */
  private async firstStatus({ screening, standing }: CheckedComment, author: CommentAuthor): Promise<CommentStatus> {
    if (author.confirm !== undefined) return 'awaiting-verification';
    const isClean = screening.verdict === 'publish' && (await this.facts.stillStands(standing));
    return isClean ? 'published' : 'pending';
  }

  private async insert(
    row: CommentRow,
    { place, body, screening, parent, anchor, rendered, networkKey, form }: CheckedComment,
  ) {
    const likeness = likenessOf(rendered.text, place.site.id);
    const values = [
      ...[row.articleId, row.id, place.site.id, row.rootId, row.parentId, row.depth, pathBelow(parent)],
      ...[
        row.authorId,
        row.authorName,
        row.authorKind,
        row.badges,
        row.status,
        row.bodyHtml,
        row.anchorKind,
        row.sectionId,
      ],
      ...[row.createdAt, body, RENDERER_VERSION, JSON.stringify(screening.trace), networkKey ?? null],
      ...[
        fingerprint(rendered.text),
        likeness === undefined ? null : Buffer.from(likeness.bytes),
        likeness?.bands ?? null,
      ],
      ...[form?.elapsedMs ?? null, form?.isTrapped ?? null, row.kind],
    ];
    const statement = statementFor(row, anchor);
    const all = anchor === undefined ? values : [...values, ...anchorValues(anchor)];
    const plans = statement === INSERT_COMMENT.reply ? useGenericPlans(this.database) : undefined;
    const [[written]] = await Promise.all([this.database.query<{ version: string | null }>(statement, all), plans]);
    const version = written?.version ?? null;
    if (version === null) return;
    this.database.afterCommit(() => this.live.publish({ articleId: row.articleId, version: Number(version) }));
  }
}

function newRow(
  id: string,
  checked: CheckedComment,
  author: CommentAuthor,
  { status, now }: { readonly status: CommentStatus; readonly now: Date },
): CommentRow {
  const { parent, anchor, place, rendered } = checked;
  const sectionId = parent === undefined ? (anchor?.sectionId ?? null) : parent.sectionId;
  return {
    id,
    articleId: place.article.id,
    parentId: parent?.id ?? null,
    rootId: parent?.rootId ?? id,
    depth: parent === undefined ? 0 : parent.depth + 1,
    kind: parent?.isQuestion === true ? 'answer' : null,
    anchorKind: anchor?.kind ?? (sectionId === null ? 'article' : 'section'),
    sectionId,
    quote:
      anchor?.exact === undefined
        ? null
        : { exact: anchor.exact, prefix: anchor.prefix ?? '', suffix: anchor.suffix ?? '' },
    quoteNow: null,
    anchorRevision: anchor?.articleRevision ?? null,
    stoodRevision: null,
    writtenSectionId: anchor?.sectionId ?? null,
    anchorOutcome: anchor === undefined ? null : 'exact',
    anchorScore: anchor === undefined ? null : 1,
    authorId: author.id,
    authorName: author.name,
    authorKind: author.kind,
    badges: author.badges,
    bodyHtml: rendered.html,
    status,
    revision: 1,
    up: 0,
    down: 0,
    replyCount: 0,
    createdAt: now,
    editedAt: null,
    isPinned: false,
    isFeatured: false,
    addressed: null,
  };
}

function statementFor({ status, parentId }: CommentRow, anchor: AnchorRow | undefined): string {
  if (status === 'published' && parentId !== null) return INSERT_COMMENT.reply;
  if (parentId !== null) return INSERT_COMMENT.waitingReply;
  const statements = status === 'published' ? INSERT_COMMENT.root : INSERT_COMMENT.waiting;
  return anchor === undefined ? statements.plain : statements.anchored;
}

function pathBelow(parent: ParentFacts | undefined): readonly string[] {
  return parent === undefined ? [] : [...parent.path, parent.id];
}

function anchorValues(anchor: AnchorRow): unknown[] {
  return [
    anchor.articleRevision,
    anchor.blockId ?? null,
    anchor.exact ?? null,
    anchor.prefix ?? null,
    anchor.suffix ?? null,
    anchor.startOffset ?? null,
    anchor.endOffset ?? null,
  ];
}
