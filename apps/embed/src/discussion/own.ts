import type { Comment } from '#contracts';
import type { Service } from '../service/service.js';
import type { DiscussionState } from './discussion-state.js';

/** While something of the reader's waits for a decision, it is asked for so often. */
const WAITING_MS = 20_000;
/** How often, and how long apart, a comment of the reader's is looked for that is in neither list. */
const SETTLE_TRIES = 8;
const SETTLE_MS = 1000;

/** What it takes of the discussion. */
export interface OwnPlace {
  readonly service: Service;
  readonly articleId: string;
  readonly state: DiscussionState;
  readonly set: (change: Partial<DiscussionState>) => void;
  readonly later: (wait: number, what: () => void) => void;
  readonly loadMine: () => Promise<void>;
  readonly showOwn: (comment: Comment) => void;
}

/** What only the reader sees of a discussion: their votes, subscriptions, and comments that are not public. */
export class Own {
  constructor(private readonly discussion: OwnPlace) {}

  /** Reads it again. What was waiting and is not any more is looked for among what is public. */
  async load(): Promise<void> {
    const { service, articleId, state } = this.discussion;
    const mine = await service.mine(articleId).catch(() => undefined);
    if (mine === undefined) return;
    // The reader has done something meanwhile, which this may not know of.
    if (this.discussion.state.mine !== state.mine) return this.load();
    const missing = state.mine.comments.filter(({ id }) => mine.comments.every((comment) => comment.id !== id));
    // What is decided, or on its way to the person that a guest has become, stays in sight until it is found.
    this.discussion.set({ mine: { ...mine, comments: [...mine.comments, ...missing] } });
    await Promise.all(missing.map(({ id }) => this.settle(id, SETTLE_TRIES)));
    if (mine.comments.some(({ status }) => status === 'pending')) {
      this.discussion.later(WAITING_MS, () => void this.discussion.loadMine());
    }
  }

  private async settle(id: string, tries: number): Promise<void> {
    const { service, articleId } = this.discussion;
    const found = await service.permalink(articleId, id).catch(() => undefined);
    if (found === undefined && tries > 1) {
      this.discussion.later(SETTLE_MS, () => void this.settle(id, tries - 1));
      return;
    }
    const { mine } = this.discussion.state;
    const comments = mine.comments.filter((comment) => comment.id !== id);
    const comment = found?.comment;
    const isPublic = comment?.status === 'published';
    const isHeld = comment !== undefined && !isPublic && comment.status !== 'withdrawn';
    this.discussion.set({ mine: { ...mine, comments: isHeld ? [...comments, comment] : comments } });
    if (isPublic) this.discussion.showOwn(comment);
  }
}
