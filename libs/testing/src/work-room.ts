import type { Type } from '@nestjs/common';
import type { Actor } from '#accounts';
import type { CommentRow, PostCommentInput } from '#discussion';
import { PostComment } from '#discussion';
import { ModerationModule, ScreenComment } from '#moderation';
import { NotificationsModule } from '#notifications';
import { type AppConfig, Database, LiveModule, MailTransport, OutsideClient } from '#platform';
import { work } from '../../../apps/work.js';
import { cloneDatabase } from './database.js';
import { ManualClock } from './manual-clock.js';
import { startRooms, waitingPayloads } from './room-process.js';
import { testConfig } from './test-config.js';

/**
 * Every room of one process in a test, wired as in the service, with nobody who does the jobs: the test takes them from the outbox
 * and calls the verbs itself, in the order and as often as it likes.
 */
export interface WorkRoom {
  readonly get: <Value>(type: Type<Value>) => Value;
  readonly database: Database;
  readonly config: AppConfig;
  readonly clock: ManualClock;
  /** Payloads of the jobs with a name that wait, oldest first. */
  readonly jobs: <Payload>(job: {
    readonly name: string;
    readonly payload: { parse(value: unknown): Payload };
  }) => Promise<Payload[]>;
  /** Posts, and does not screen. */
  readonly post: (actor: Actor, input: PostCommentInput) => Promise<CommentRow>;
  /** Does the screening job of a revision. */
  readonly screen: (comment: {
    readonly articleId: string;
    readonly id: string;
    readonly revision: number;
  }) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A job's end for verbs that are called without one. */
export const noJob = (): Promise<void> => Promise.resolve();

/** Opens one on a database of its own. `env` overrides settings by their environment names. */
export async function openWorkRoom(env: Readonly<Record<string, string>> = {}): Promise<WorkRoom> {
  const clone = await cloneDatabase();
  const config = testConfig({ DB_POOL_SIZE: '12', ...env, DATABASE_URL: clone.url });
  const clock = new ManualClock();
  const app = await startRooms({
    config,
    clock,
    queue: { ...work, schedules: [] },
    rooms: [LiveModule, ModerationModule, NotificationsModule],
    ground: [MailTransport, OutsideClient],
  });
  const database = app.get(Database);
  return {
    get: (type) => app.get(type, { strict: false }),
    database,
    config,
    clock,
    jobs: async (job) => (await waitingPayloads(database, job.name)).map((payload) => job.payload.parse(payload)),
    post: async (actor, input) => (await app.get(PostComment, { strict: false }).run(actor, input)).comment,
    screen: ({ articleId, id: commentId, revision }) =>
      app.get(ScreenComment, { strict: false }).run({ articleId, commentId, revision }, noJob),
    close: async () => {
      await app.close();
      await clone.drop();
    },
  };
}
