import { Inject, Injectable, Logger } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { OutboxQueries } from './outbox.queries.js';
import { QueueMetrics } from './queue-metrics.js';
import { QuietLog } from './quiet-log.js';
import { Scheduler } from './scheduler.js';
import { Sweeper, type SweepReport } from './sweeper.js';
import { Ticker } from './ticker.js';

const LOSS_CHECK_MS = 2000;

/** What comes back by itself: looking for lost jobs, and planning the ticks of schedules. */
@Injectable()
export class Upkeep {
  private readonly logger = new Logger('Queue');
  private readonly tickers: readonly Ticker[];

  constructor(
    @Inject(Sweeper) private readonly sweeper: Sweeper,
    @Inject(Scheduler) scheduler: Scheduler,
    @Inject(OutboxQueries) private readonly outbox: OutboxQueries,
    @Inject(QueueMetrics) private readonly metrics: QueueMetrics,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {
    const log = new QuietLog();
    const lossCheckMs = Math.min(config.sweepEveryMs, LOSS_CHECK_MS);
    this.tickers = [
      new Ticker('sweeper', config.sweepEveryMs, () => this.sweep(), log),
      new Ticker('check for lost jobs', lossCheckMs, () => this.checkLoss(), log),
      new Ticker('schedules', scheduler.paceMs, () => scheduler.plan(), log),
    ];
  }

  /** Starts all of it. */
  start(): void {
    for (const ticker of this.tickers) ticker.start();
  }

  /** Ends all of it, after the turns in hand. */
  async stop(): Promise<void> {
    await Promise.all(this.tickers.map((ticker) => ticker.stop()));
  }

  private async sweep(): Promise<void> {
    this.report('job-lost', await this.sweeper.sweep(this.config.sweepAfterMs));
    this.metrics.waiting((await this.outbox.backlog()).rows);
  }

  private async checkLoss(): Promise<void> {
    const report = await this.sweeper.sweepAfterLoss();
    if (report !== undefined) this.report('queue-lost', report);
  }

  private report(cause: 'queue-lost' | 'job-lost', { resent, buried }: SweepReport): void {
    if (resent > 0) this.metrics.givenBack(cause, resent);
    if (resent + buried > 0) this.logger.warn(`Sweep (${cause}): ${resent} jobs sent again, ${buried} dead letters.`);
  }
}
