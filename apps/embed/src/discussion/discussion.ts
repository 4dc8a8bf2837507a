import type { Comment, CommentPage, FoundDiscussion } from '#contracts';
import type { Live } from '../service/live.js';
import { Refused } from '../service/refused.js';
import type { Service, View } from '../service/service.js';
import type { Session } from '../service/session.js';
import { arrange, changeOne, flatten, insertNew, insertPath, merge } from './comment-tree.js';
import { type DiscussionState, FIRST_STATE, NOTHING_MINE } from './discussion-state.js';
import { type Latest, readLatest } from './latest.js';
import type { Own } from './own.js';

/** What a discussion is made of. */
export interface Parts {
  readonly service: Service;
  readonly session: Session;
  readonly live: Live;
}

/** Which article it is about. */
export interface Which {
  readonly site: string;
  readonly key: string | null;
  readonly url: string;
}

/** The pauses after which a service that was not reached is tried again, in milliseconds; then the reader decides. */
const AGAIN_AFTER_MS = [2000, 5000, 15_000, 30_000];
/** News that come faster than this are looked at together. */
const CALM_MS = 1000;
/** When news that could not be read is asked for again. */
const MISSED_MS = 3000;
const REMARK_PAGES = 4;
const MOST_PER_PAGE = 50;

/** A discussion as a reader has it before them: what is loaded of it, and what has come since. */
export class Discussion {
  state = FIRST_STATE;
  private readonly hearers = new Set<() => void>();
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();
  private readonly stops: (() => void)[] = [];
  private latest: Latest | undefined;
  private own: Promise<Own | undefined> | undefined;
  private linked: readonly Comment[] = [];
  private run = 0;
  private shownTotal = 0;
  private calmUntil = 0;
  private isWaitingForCalm = false;

  constructor(
    private readonly parts: Parts,
    readonly which: Which,
  ) {}

  get service(): Service {
    return this.parts.service;
  }

  get session(): Session {
    return this.parts.session;
  }

  /** The article's id, once it is found. */
  get articleId(): string {
    return this.state.found?.articleId ?? '';
  }

  /** Hears of every change. Returns how to stop. */
  subscribe(hear: () => void): () => void {
    this.hearers.add(hear);
    return () => this.hearers.delete(hear);
  }

  /** Changes what is shown. */
  set(change: Partial<DiscussionState>): void {
    this.state = { ...this.state, ...change };
    for (const hear of [...this.hearers]) hear();
  }

  /** Loads what is not there yet and listens for news. */
  start(): void {
    this.stops.push(this.session.subscribe(() => void this.signedInOrOut()));
    if (this.state.article === undefined) void this.load();
    else this.listen(this.state.article);
  }

  /** Listens no more; what is loaded stays. */
  stop(): void {
    this.run++;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.isWaitingForCalm = false;
    for (const stop of this.stops.splice(0)) stop();
  }

  /** Loads the first page, and again after a while when the service was not reached. */
  async load(attempt = 0): Promise<void> {
    const run = ++this.run;
    this.set({ failure: undefined });
    try {
      const found = this.state.found ?? (await this.find());
      const page = await this.service.threads(found.articleId, this.state.view);
      if (run !== this.run) return;
      this.set({ found });
      this.show(page);
      this.listen(page.article);
      void this.loadMine();
      void this.loadRemarks();
    } catch (error) {
      if (run !== this.run) return;
      const failure = asRefused(error);
      this.set({ failure });
      const wait = AGAIN_AFTER_MS[attempt];
      if (failure.code === 'unreachable' && wait !== undefined) this.later(wait, () => void this.load(attempt + 1));
    }
  }

  /** Shows the threads otherwise. @throws {Refused} */
  async choose(change: Partial<View>): Promise<void> {
    const run = ++this.run;
    const view = { ...this.state.view, ...change };
    this.set({ view });
    const page = await this.service.threads(this.articleId, view);
    if (run === this.run) this.show(page);
  }

  /** Shows the next threads. @throws {Refused} */
  async showMore(): Promise<void> {
    const { next, view } = this.state;
    if (next === null) return;
    const { run } = this;
    const page = await this.service.threads(this.articleId, view, { after: next });
    if (run !== this.run) return;
    this.set({ comments: merge(this.state.comments, page.comments), next: page.next });
  }

  /** Shows more replies to a comment. @throws {Refused} */
  async showReplies({ id, replies }: Comment): Promise<void> {
    const page = await this.service.replies(this.articleId, id, { after: replies?.next ?? undefined });
    this.set({
      comments: changeOne(this.state.comments, id, (one) => ({
        ...one,
        replies: { items: merge(one.replies?.items ?? [], page.items), next: page.next },
      })),
    });
  }

  /** Brings a comment and what stands above it into sight. @throws {Refused} */
  async open(id: string): Promise<void> {
    const { comment, ancestors } = await this.service.permalink(this.articleId, id);
    this.linked = [...ancestors, comment];
    if (comment.status === 'published') this.set({ comments: insertPath(this.state.comments, this.linked) });
  }

  /** Shows what has come meanwhile. @returns the first comment that was not shown before. */
  absorb(): string | undefined {
    const { latest } = this;
    const known = new Set(flatten(this.state.comments).map(({ id }) => id));
    if (latest !== undefined) {
      let comments = arrange(this.state.comments, latest.roots);
      for (const [id, items] of latest.lists) {
        comments = changeOne(comments, id, (one) => ({
          ...one,
          replies: { items: merge(one.replies?.items ?? [], items), next: one.replies?.next ?? null },
        }));
      }
      this.set({ comments });
    }
    this.shownTotal = this.state.article?.counts.total ?? 0;
    this.set({ fresh: 0 });
    return flatten(this.state.comments).find(({ id }) => !known.has(id))?.id;
  }

  /** Counts a comment that its writer sees already. */
  countOwn(change: 1 | -1): void {
    const { article } = this.state;
    if (article === undefined) return;
    this.shownTotal += change;
    const counts = { ...article.counts, total: article.counts.total + change };
    this.set({ article: { ...article, counts } });
  }

  /** Reads what is the reader's own again; nobody else loads what that takes. */
  async loadMine(): Promise<void> {
    if (this.session.token === undefined) {
      this.set({ mine: NOTHING_MINE });
      return;
    }
    this.own ??= import('./own.js').then(
      ({ Own }) => new Own(this),
      () => undefined,
    );
    const own = await this.own;
    if (own === undefined) this.own = undefined;
    await own?.load();
  }

  /** Shows the reader's own comment that has become public, which is no news to them. */
  showOwn(comment: Comment): void {
    if (flatten(this.state.comments).some(({ id }) => id === comment.id)) return;
    this.shownTotal++;
    this.set({
      comments: insertNew(this.state.comments, comment),
      fresh: Math.max(0, this.state.fresh - 1),
    });
  }

  /** Looks for what has changed; at most once a second. */
  refresh(): void {
    const wait = this.calmUntil - Date.now();
    if (this.isWaitingForCalm) return;
    if (wait > 0) {
      this.isWaitingForCalm = true;
      this.later(wait, () => {
        this.isWaitingForCalm = false;
        this.refresh();
      });
      return;
    }
    this.calmUntil = Date.now() + CALM_MS;
    void this.look();
  }

  private async look(): Promise<void> {
    const { run } = this;
    const latest = await readLatest(this.service, this.articleId, this.state).catch(() => undefined);
    if (run !== this.run) return;
    if (latest === undefined) {
      // There was news, and it was not to be had.
      this.later(MISSED_MS, () => this.refresh());
      return;
    }
    // The reader's own is no news to them.
    if (this.state.mine.comments.length + this.state.mine.edits.length > 0) await this.loadMine();
    this.latest = latest;
    const { total } = latest.article.counts;
    const changed = total !== this.state.article?.counts.total;
    this.shownTotal = Math.min(this.shownTotal, total);
    const comments = latest.applyTo(this.state.comments);
    const fresh = Math.max(total - this.shownTotal, latest.unknown(comments));
    this.set({ article: latest.article, comments, fresh });
    if (changed) void this.loadRemarks();
  }

  private find(): Promise<FoundDiscussion> {
    const { site, key, url } = this.which;
    return this.service.find(site, key, url);
  }

  private show({ article, comments, next }: CommentPage): void {
    this.shownTotal = article.counts.total;
    this.latest = undefined;
    this.set({ article, comments: insertPath(comments, this.linked), next, fresh: 0 });
  }

  private listen({ id, version }: CommentPage['article']): void {
    this.stops.push(this.parts.live.hear(id, version, () => this.refresh()));
  }

  private async signedInOrOut(): Promise<void> {
    await this.loadMine();
    this.refresh();
  }

  private async loadRemarks(): Promise<void> {
    const view: View = { sort: 'newest', isInline: true };
    const remarks: Comment[] = [];
    try {
      let after: string | undefined;
      for (let page = 0; page < REMARK_PAGES; page++) {
        const part = { limit: MOST_PER_PAGE, replies: 0, ...(after === undefined ? {} : { after }) };
        const { comments, next } = await this.service.threads(this.articleId, view, part);
        remarks.push(...comments);
        if (next === null) {
          this.set({ remarks });
          return;
        }
        after = next;
      }
      // What the author asks is marked, however much was said since.
      this.set({ remarks: merge(remarks, (await this.service.questions(this.articleId)).items) });
    } catch {
      // The marks in the article stay as they are.
    }
  }

  /** Does something after a while, unless the discussion is stopped before. */
  later(wait: number, what: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      what();
    }, wait);
    this.timers.add(timer);
  }
}

/** Whatever went wrong, as something that can be said. */
export function asRefused(error: unknown): Refused {
  return error instanceof Refused ? error : new Refused('unreachable', String(error));
}
