import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock } from '#kernel';
import type { BackendHealth } from '../backend/queue-backend.js';
import { QuietLog } from '../quiet-log.js';
import { WorkerRefused } from '../queue.errors.js';
import { Ticker } from '../ticker.js';
import { Fitness } from './fitness.js';
import { WorkerPool } from './worker-pool.js';

const EVERY_MS = 60_000;
const UNKNOWN_EVERY_MS = 1000;
/** A clock that moves against the machine's own counting by more than this was set; a slow drift is found by the minute's check. */
const STEP_MS = 500;

/** Checks the server and the clocks at start and every minute, and keeps the workers from working while either is unfit. */
@Injectable()
export class FitnessWatch {
  private readonly logger = new Logger('Queue');
  private readonly log = new QuietLog(this.logger);
  private readonly ticker = new Ticker('queue check', UNKNOWN_EVERY_MS, () => this.turn(), this.log);
  private readonly warned = new Set<string>();
  private sinceCheckMs = 0;
  private isKnown = false;
  private clockAheadMs = 0;

  constructor(
    @Inject(Fitness) private readonly fitness: Fitness,
    @Inject(WorkerPool) private readonly pool: WorkerPool,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Checks once and then goes on in the background. A server that is away does not stop the start: workers begin when it is there
   * and fit.
   * @throws {WorkerRefused} when it is there and unfit.
   */
  async start(): Promise<void> {
    this.wasClockSet();
    try {
      this.judge(await this.fitness.assess(), true);
    } catch (error) {
      if (error instanceof WorkerRefused) throw error;
      this.log.error('queue check', error);
    }
    this.ticker.start();
  }

  /** Ends the checks. */
  async stop(): Promise<void> {
    await this.ticker.stop();
  }

  /** Checks now. */
  async check(): Promise<void> {
    this.judge(await this.fitness.assess(), false);
  }

  private async turn(): Promise<void> {
    this.sinceCheckMs += UNKNOWN_EVERY_MS;
    if (this.isKnown && this.sinceCheckMs < EVERY_MS && !this.wasClockSet()) return;
    await this.check();
  }

  /** Whether the clock was set since the last time this was asked: found at once, and not after the minute in which much can be doubled. */
  private wasClockSet(): boolean {
    const before = this.clockAheadMs;
    this.clockAheadMs = this.clock.nowMs() - performance.now();
    return Math.abs(this.clockAheadMs - before) > STEP_MS;
  }

  private judge(health: BackendHealth, isStart: boolean): void {
    for (const warning of health.warnings) {
      if (!this.warned.has(warning)) this.logger.warn(warning);
    }
    this.warned.clear();
    for (const warning of health.warnings) this.warned.add(warning);
    this.sinceCheckMs = 0;
    this.isKnown = health.faults.length === 0;
    if (isStart && health.faults.length > 0) throw new WorkerRefused(health.faults.join(' '));
    for (const fault of health.faults) this.log.error('workers paused', fault);
    this.pool.setFit(this.isKnown);
  }
}
