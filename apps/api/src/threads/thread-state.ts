import { Inject, Injectable } from '@nestjs/common';
import type { DiscussionPlace } from '#contracts';
import { type CommentRow, type Place, PostingPlace, ThreadLocks } from '#discussion';

/** What readers are told of a discussion beside its comments. */
export interface ThreadFacts {
  readonly discussion: DiscussionPlace;
  /** The shown comments that take no replies. */
  readonly locked: ReadonlySet<string>;
}

/** Tells whether and how a discussion takes comments. Both come from caches, unless a thread of the article is locked. */
@Injectable()
export class ThreadState {
  constructor(
    @Inject(PostingPlace) private readonly places: PostingPlace,
    @Inject(ThreadLocks) private readonly locks: ThreadLocks,
  ) {}

  /** The state of an article's discussion and of the comments that are shown. @throws {ArticleNotFound} */
  async of(articleId: string, comments: readonly CommentRow[]): Promise<ThreadFacts> {
    const place = await this.places.of(articleId);
    const shown = comments.map(({ id }) => id);
    return { discussion: this.present(place), locked: await this.locks.among(articleId, shown) };
  }

  private present(place: Place): DiscussionPlace {
    const { state, closesAt, guests, moderation, slowModeSeconds } = place.rules;
    const sections = Object.keys(place.article.rules.sections).map((sectionId) => {
      const { rules } = this.places.at(place, { sectionId });
      return [sectionId, { state: rules.state, waits: rules.moderation !== 'post' }] as const;
    });
    return {
      state,
      closesAt: closesAt?.toISOString() ?? null,
      guests,
      waits: moderation !== 'post',
      slowModeSeconds,
      sections: Object.fromEntries(sections),
    };
  }
}
