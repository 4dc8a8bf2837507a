import { z } from 'zod';
import { Cursor, Id, Instant, pageLimit, SiteKey } from './common.js';

/** Names the site that a moderator asks about. */
export const SiteQuery = z.strictObject({ site: SiteKey });
export type SiteQuery = z.infer<typeof SiteQuery>;

/** `GET /moderation/log` */
export const LogQuery = z
  .strictObject({
    site: SiteKey,
    kind: z
      .string()
      .regex(/^[a-z][a-z-]*(\.[a-z][a-z-]*){0,3}$/)
      .max(100)
      .optional()
      .describe('A kind, or the beginning of several up to a dot: `decision.moderator`, `decision`, `sanction`.'),
    actor: Id.optional().describe('Who did it.'),
    comment: Id.optional(),
    person: Id.optional().describe('To whom it was done: the writer of the comment, or the person of the entry.'),
    from: Instant.optional(),
    to: Instant.optional().describe('Exclusive.'),
    limit: pageLimit(50),
    after: Cursor.optional(),
  })
  .refine(({ comment, person }) => comment === undefined || person === undefined, {
    error: 'Ask for a comment or for a person, not for both.',
    path: ['person'],
  });
export type LogQuery = z.infer<typeof LogQuery>;

/** One entry of the log: a decision on a comment, or something else that somebody did. */
export const LogEntry = z.strictObject({
  id: Id,
  at: Instant,
  kind: z.string().describe('`decision.<cause>`, or the kind of another entry.'),
  actor: z.strictObject({ id: Id, name: z.string().nullable() }).nullable().describe('null is the service itself.'),
  decision: z
    .strictObject({
      articleId: Id,
      commentId: Id,
      revision: z.int(),
      from: z.string(),
      to: z.string(),
      reasons: z.array(z.string()),
      note: z.string().nullable(),
      rulesVersion: z.string().nullable(),
      undoes: Id.nullable(),
    })
    .nullable(),
  data: z.record(z.string(), z.unknown()).nullable().describe('Of an entry that is no decision.'),
  position: z.int().nullable().describe('Its place in the hash chain; null until it is sealed, some seconds later.'),
});
export type LogEntry = z.infer<typeof LogEntry>;
export const LogPage = z.strictObject({ items: z.array(LogEntry), next: z.string().nullable() });
export type LogPage = z.infer<typeof LogPage>;

/** `GET /moderation/log/head`: keep it elsewhere, and a log that is cut or written anew will not reach it. */
export const LogHeadAnswer = z.strictObject({
  position: z.int(),
  hash: z.string().describe('SHA-256 in hex.'),
  unsealed: z.int().describe('Entries that wait for their place in the chain.'),
});
export type LogHeadAnswer = z.infer<typeof LogHeadAnswer>;

const DAY_MS = 86_400_000;
/** The longest stretch of time that is answered for, in days. */
export const STATISTICS_DAYS = { day: 92, hour: 14 } as const;

/** `GET /moderation/statistics` and `GET /moderation/statistics.csv` */
export const StatisticsQuery = z
  .strictObject({
    site: SiteKey,
    from: Instant.optional().describe('A quarter of an hour is the finest there is; 30 days ago when left out.'),
    to: Instant.optional().describe('Exclusive; now when left out.'),
    zone: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/)
      .max(64)
      .refine(isTimeZone, { error: 'Not a time zone, e.g. Europe/Vienna.' })
      .default('UTC')
      .describe('The time zone whose days are counted, e.g. Europe/Vienna.'),
    by: z.enum(['day', 'hour']).default('day'),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(from) < Date.parse(to), {
    error: '`from` lies before `to`.',
    path: ['from'],
  })
  .refine(
    ({ from, to, by }) =>
      (from === undefined || to === undefined ? 0 : Date.parse(to) - Date.parse(from)) <= STATISTICS_DAYS[by] * DAY_MS,
    {
      error: 'At most 92 days, or 14 by the hour.',
      path: ['to'],
    },
  );
export type StatisticsQuery = z.infer<typeof StatisticsQuery>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const Count = z.int().min(0);
const Share = z.number().min(0).max(1).nullable().describe('null when there is nothing to divide by.');
const Seconds = z.number().min(0).nullable();
const ByOutcome = z.strictObject({ published: Count, pending: Count, rejected: Count, spam: Count, withdrawn: Count });

/** What moderation did in a stretch of time. Decisions of the last seconds may not be counted yet. */
export const Statistics = z.strictObject({
  site: SiteKey,
  from: Instant,
  to: Instant,
  zone: z.string(),
  by: z.enum(['day', 'hour']),
  volume: z.array(
    z.strictObject({
      at: Instant.describe('The beginning of the day or hour in the zone.'),
      comments: Count.describe('New comments that were screened.'),
      system: ByOutcome,
      people: ByOutcome,
    }),
  ),
  decisions: z.array(
    z.strictObject({
      cause: z.string(),
      maker: z.enum(['system', 'person', 'writer']),
      outcome: z.string(),
      count: Count,
    }),
  ),
  timeToDecision: z
    .strictObject({ count: Count, p50: Seconds, p90: Seconds, p99: Seconds })
    .describe(
      'Seconds from when a comment began to wait to the first decision of a person; percentiles are right to 5 %.',
    ),
  queue: z
    .array(
      z.strictObject({
        state: z.enum(['pending', 'reported']),
        waiting: Count,
        p50: Seconds,
        p90: Seconds,
        p99: Seconds,
        oldest: Seconds,
      }),
    )
    .describe('What waits now, whatever the stretch of time, by its age in seconds.'),
  agreement: z
    .strictObject({
      agreed: Count,
      disagreed: Count,
      rate: Share,
      table: z.array(z.strictObject({ screening: z.string(), person: z.string(), count: Count })),
    })
    .describe('What screening said beside what a person then said first of the same text. Holding is no opinion.'),
  phases: z
    .array(
      z.strictObject({
        phase: z.string(),
        shadow: z.boolean(),
        objected: Count,
        judged: Count,
        refused: Count,
        precision: Share,
      }),
    )
    .describe('Of the texts that a phase objected to and a person judged, how many were refused.'),
  flags: z
    .strictObject({ upheld: Count, dismissed: Count })
    .describe('Flags on comments that a person then decided on.'),
  moderators: z
    .array(
      z.strictObject({
        id: Id,
        name: z.string().nullable(),
        decisions: Count,
        published: Count,
        rejected: Count,
        spam: Count,
      }),
    )
    .nullable()
    .describe('For admins only.'),
});
export type Statistics = z.infer<typeof Statistics>;
