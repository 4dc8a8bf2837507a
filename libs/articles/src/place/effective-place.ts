import type {
  ArticleSettings,
  DiscussionState,
  GuestPolicy,
  ModerationMode,
  PlaceRules,
  SiteSettings,
} from '#contracts';

/** What stands in the way of a comment: the whole discussion, its section, or the thread it would answer in. */
export type ClosedBy = 'discussion' | 'section' | 'thread';

/** The rules that hold where a comment is about to be posted. */
export interface EffectivePlace {
  readonly moderation: ModerationMode;
  readonly guests: GuestPolicy;
  readonly state: DiscussionState;
  /** What makes it so, when the state is not `open`. */
  readonly closedBy: ClosedBy | undefined;
  /** Seconds between two comments of one person on the article; 0 is no slow mode. */
  readonly slowModeSeconds: number;
  /** When age closes the discussion, or closed it; null when it never does. */
  readonly closesAt: Date | null;
}

/** What moderators have set on an article: for all of it, by section, and by comment for it and everything below. */
export interface ModeratorRules {
  readonly article: PlaceRules;
  readonly sections: Readonly<Record<string, PlaceRules>>;
  readonly threads: Readonly<Record<string, PlaceRules>>;
}

/** Where on the article: the section, and the comments above, topmost first. */
export interface Spot {
  readonly sectionId?: string | null | undefined;
  readonly above?: readonly string[] | undefined;
}

/** Where moderators have set nothing. */
export const NO_RULES: ModeratorRules = { article: {}, sections: {}, threads: {} };

const DAY_MS = 86_400_000;
/** From the widest to the strictest. */
const STATES: readonly DiscussionState[] = ['open', 'read-only', 'closed'];

/**
 * What holds at a spot of an article's discussion, the nearest first: the thread, the section, what moderators set for the article,
 * what its publisher set, the site. Whether comments are taken can only be narrowed below the article: a section that is open does
 * not reopen a discussion that was closed. `closeAfterDays` counts days of 24 hours from publication, or from the first push when no
 * publication date is known; at that age the discussion is closed whatever else is set, so an article is kept open by a
 * `closeAfterDays` of 0. Pure (product.md 1 and 2).
 */
export function effectivePlace(
  site: {
    readonly settings: Pick<
      SiteSettings,
      'moderation' | 'guests' | 'discussion' | 'closeAfterDays' | 'slowModeSeconds'
    >;
  },
  article: {
    readonly settings: ArticleSettings;
    readonly rules: ModeratorRules;
    readonly publishedAt: Date | null;
    readonly createdAt: Date;
  },
  now: Date,
  spot: Spot = {},
): EffectivePlace {
  const { settings, rules } = article;
  const section = typeof spot.sectionId === 'string' ? (rules.sections[spot.sectionId] ?? {}) : {};
  const threads = (spot.above ?? []).flatMap((id) => rules.threads[id] ?? []);
  const nearest = [...threads].reverse();
  const closeAfterDays = settings.closeAfterDays ?? site.settings.closeAfterDays;
  const closesAt =
    closeAfterDays === 0
      ? null
      : new Date((article.publishedAt ?? article.createdAt).getTime() + closeAfterDays * DAY_MS);
  const levels: [ClosedBy, DiscussionState][] = [
    ['discussion', rules.article.discussion ?? settings.discussion ?? site.settings.discussion],
    ['discussion', closesAt !== null && now >= closesAt ? 'closed' : 'open'],
    ['section', section.discussion ?? 'open'],
    ...threads.map(({ discussion }): [ClosedBy, DiscussionState] => ['thread', discussion ?? 'open']),
  ];
  const state = strictest(levels.map(([, one]) => one));
  return {
    moderation:
      first(nearest, ({ moderation }) => moderation) ??
      section.moderation ??
      rules.article.moderation ??
      settings.moderation ??
      site.settings.moderation,
    guests: settings.guests ?? site.settings.guests,
    state,
    closedBy: state === 'open' ? undefined : levels.find(([, one]) => one === state)?.[0],
    slowModeSeconds:
      first(nearest, ({ slowModeSeconds }) => slowModeSeconds) ??
      section.slowModeSeconds ??
      rules.article.slowModeSeconds ??
      site.settings.slowModeSeconds,
    closesAt,
  };
}

/** The comments under whose rules no reply is taken. */
export function lockedThreads({ threads }: ModeratorRules): string[] {
  return Object.entries(threads).flatMap(([id, { discussion = 'open' }]) => (discussion === 'open' ? [] : [id]));
}

function strictest(states: readonly DiscussionState[]): DiscussionState {
  return STATES[Math.max(...states.map((state) => STATES.indexOf(state)))] ?? 'closed';
}

function first<Value>(
  all: readonly PlaceRules[],
  valueOf: (rules: PlaceRules) => Value | undefined,
): Value | undefined {
  return all.map(valueOf).find((value) => value !== undefined);
}
