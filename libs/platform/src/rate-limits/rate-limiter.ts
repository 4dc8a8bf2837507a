import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Clock, keyedHash } from '#kernel';
import { AppConfig } from '../config/app-config.js';
import { currentContext } from '../context/request-context.js';
import { networkKey, wideNetworkBlock } from '../http/client-address.js';
import { CircuitBreaker } from '../outside/circuit-breaker.js';
import { type LimitStore, openLimitStore } from './limit-store.js';
import { type LimitName, type LimitWindow, limits } from './limits.js';
import { TooManyRequests } from './too-many-requests.js';

interface Counter {
  readonly window: LimitWindow;
  readonly shared: RateLimiterAbstract | undefined;
  readonly own: RateLimiterMemory;
}

/** A store that failed three times in a row is not asked for a second: counting in process is better than waiting. */
const STORE_BREAKER = { failures: 3, openMs: 1000 };
/** A /48 gets so many times the allowance of a /64 (reliability.md D26). */
const WIDE_FACTOR = 8;

/**
 * Counts what people and networks do against the named limits. Shared limits are counted in Redis or PostgreSQL; while that is
 * silent or down, each process counts for itself. Switched off by `rateLimits: false`.
 */
@Injectable()
export class RateLimiter implements OnModuleDestroy {
  /** A limit must never cost a request more than this, whatever the store does. */
  protected readonly storeAnswersWithinMs: number = 40;
  private readonly counters = new Map<string, readonly Counter[]>();
  private readonly breaker: CircuitBreaker;
  private store: LimitStore | undefined;

  constructor(
    @Inject(AppConfig) private readonly config: AppConfig,
    @Inject(Clock) clock: Clock,
  ) {
    this.breaker = new CircuitBreaker(clock, STORE_BREAKER);
  }

  /**
   * Takes points of a limit for a key: a person's id, a hashed address, a site's key. Never a plain mail or network address.
   * @throws {TooManyRequests} when a window has no room, with the seconds until it has.
   */
  async consume(limit: LimitName, key: string, points = 1): Promise<void> {
    if (!this.config.rateLimits) return;
    await this.take(limit, this.countersOf(limit, 1), key, points);
  }

  /**
   * Takes points of a limit for the network of a client address: its IPv4 address or IPv6 /64, and the /48 around that at eight
   * times the allowance (reliability.md D26).
   * @throws {TooManyRequests}
   */
  async consumeAddress(limit: LimitName, address: string, points = 1): Promise<void> {
    if (!this.config.rateLimits) return;
    const secret = this.config.secret.reveal();
    await this.consume(limit, networkKey(address, secret).toString('base64url'), points);
    const wide = wideNetworkBlock(address);
    if (wide === undefined) return;
    const key = keyedHash(secret, 'network', wide).toString('base64url');
    await this.take(limit, this.countersOf(limit, WIDE_FACTOR), key, points);
  }

  async onModuleDestroy(): Promise<void> {
    await this.store?.close();
  }

  private async take(limit: LimitName, counters: readonly Counter[], key: string, points: number): Promise<void> {
    for (const counter of counters) {
      const answer = await this.count(counter, key, points);
      const resetSeconds = Math.max(1, Math.ceil(answer.msBeforeNext / 1000));
      this.tell(limit, counter.window, answer.remainingPoints, resetSeconds);
      if (answer.consumedPoints > counter.window.points) throw new TooManyRequests(resetSeconds);
    }
  }

  /**
   * The process counts along and has the first word, so that a store that falls silent half-way gives nobody a fresh allowance, nor one
   * that comes back without what was counted meanwhile. What only the store refuses is given back: it counts in all processes.
   */
  private async count({ window, own, shared }: Counter, key: string, points: number): Promise<RateLimiterRes> {
    const counted = await resultOf(own.consume(key, points));
    if (!(counted instanceof RateLimiterRes)) throw counted;
    if (shared === undefined || counted.consumedPoints > window.points || !this.breaker.allows()) return counted;
    const answer = await inTime(resultOf(shared.consume(key, points)), this.storeAnswersWithinMs);
    if (!(answer instanceof RateLimiterRes)) {
      this.breaker.failed();
      return counted;
    }
    this.breaker.succeeded();
    if (answer.consumedPoints > window.points) await own.reward(key, points);
    return answer;
  }

  /** Notes the tightest limit met, for the `RateLimit` headers. */
  private tell(name: string, window: LimitWindow, remaining: number, resetSeconds: number): void {
    const context = currentContext();
    if (context.limit !== undefined && context.limit.remaining <= remaining) return;
    context.limit = { name, quota: window.points, remaining, resetSeconds, windowSeconds: window.seconds };
  }

  private countersOf(name: LimitName, factor: number): readonly Counter[] {
    const id = factor === 1 ? name : `${name}-wide`;
    let counters = this.counters.get(id);
    if (counters === undefined) {
      const { windows, shared } = limits[name];
      counters = windows.map(({ points, seconds }) => this.counter(id, { points: points * factor, seconds }, shared));
      this.counters.set(id, counters);
    }
    return counters;
  }

  private counter(id: string, window: LimitWindow, shared: boolean): Counter {
    const own = new RateLimiterMemory({
      keyPrefix: `${id}:${window.seconds}`,
      points: window.points,
      duration: window.seconds,
    });
    if (!shared) return { window, own, shared: undefined };
    this.store ??= openLimitStore(this.config, this.storeAnswersWithinMs);
    return { window, own, shared: this.store.counter(id, window) };
  }
}

/** rate-limiter-flexible rejects with its result when the points are used up, and with an error when it could not count. */
async function resultOf(counting: Promise<RateLimiterRes>): Promise<RateLimiterRes | Error> {
  try {
    return await counting;
  } catch (rejected) {
    return rejected instanceof RateLimiterRes || rejected instanceof Error
      ? rejected
      : new Error('The limit could not be counted.');
  }
}

async function inTime(
  answer: Promise<RateLimiterRes | Error>,
  withinMs: number,
): Promise<RateLimiterRes | Error | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      resolve(undefined);
    }, withinMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
