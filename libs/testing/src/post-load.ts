import { setTimeout as delay } from 'node:timers/promises';
import { PostedComment, type PostCommentBody } from '#contracts';
import type { ColloquyClient } from './colloquy-client.js';
import type { Operation } from './tally.js';

/** One comment that is to be posted. */
export interface CommentToPost {
  readonly articleId: string;
  readonly body: PostCommentBody;
  readonly token?: string;
}

/** A post as its client saw it. */
export interface Posted extends Operation {
  readonly commentId: string | undefined;
  /** Statuses that were no success; 0 when there was no answer at all. */
  readonly failures: readonly number[];
  /** Milliseconds of the try that was answered. */
  readonly tookMs: number;
}

/** How a load is sent. Tries after the first go to the next client, under the same Idempotency-Key. */
export interface PostLoad {
  readonly clients: readonly ColloquyClient[];
  readonly count: number;
  readonly connections: number;
  readonly perSecond: number;
  readonly comment: (index: number) => CommentToPost;
  /** How long a comment is tried again after no answer or a 5xx; 0 gives up at once. */
  readonly retryForMs: number;
}

const RETRY_AFTER_MS = 50;

/** Posts comments over so many connections at a pace, so that faults fall into the middle of it. */
export async function postAll(load: PostLoad): Promise<Posted[]> {
  const startedMs = performance.now();
  const posted: Posted[] = [];
  let next = 0;
  const connection = async (): Promise<void> => {
    for (let index = next++; index < load.count; index = next++) {
      const dueMs = startedMs + (index * 1000) / load.perSecond;
      await delay(Math.max(0, dueMs - performance.now()));
      posted.push(await postOne(load, index));
    }
  };
  await Promise.all(Array.from({ length: load.connections }, connection));
  return posted;
}

async function postOne({ clients, comment, retryForMs }: PostLoad, index: number): Promise<Posted> {
  const { articleId, body, token } = comment(index);
  const id = `operation-${index}`;
  const failures: number[] = [];
  const deadline = performance.now() + retryForMs;
  for (let tries = 1; ; tries++) {
    const client = clients[(index + tries) % clients.length];
    if (client === undefined) throw new Error('A load needs a client.');
    const startedMs = performance.now();
    const answer = await client.tryPost(articleId, body, { token, key: id }).catch(() => undefined);
    const tookMs = performance.now() - startedMs;
    if (answer?.status === 201) {
      return { id, isAcknowledged: true, tries, failures, tookMs, commentId: answer.as(PostedComment, 201).comment.id };
    }
    failures.push(answer?.status ?? 0);
    const mayRetry = (answer === undefined || answer.status >= 500) && performance.now() < deadline;
    if (!mayRetry) return { id, isAcknowledged: false, tries, failures, tookMs, commentId: undefined };
    await delay(RETRY_AFTER_MS);
  }
}

/** The value below which so many hundredths of the figures lie. */
export function percentile(figures: readonly number[], hundredths: number): number {
  const sorted = [...figures].sort((left, right) => left - right);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * hundredths) / 100) - 1)] ?? 0);
}
