import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { QueueBackend } from '../backend/queue-backend.js';
import { Relay } from '../relay.js';
import { Upkeep } from '../upkeep.js';
import { FitnessWatch } from './fitness-watch.js';
import { WorkerPool } from './worker-pool.js';

/** The life of a process that does jobs. It starts with Redis away and begins to work when it is there. */
@Injectable()
export class WorkerRuntime implements OnApplicationBootstrap, OnModuleDestroy {
  private starting: Promise<void> | undefined;
  private stopping: Promise<void> | undefined;

  constructor(
    @Inject(Relay) private readonly relay: Relay,
    @Inject(WorkerPool) private readonly pool: WorkerPool,
    @Inject(Upkeep) private readonly upkeep: Upkeep,
    @Inject(FitnessWatch) private readonly watch: FitnessWatch,
    @Inject(QueueBackend) private readonly backend: QueueBackend,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }

  /**
   * Starts relay, workers and upkeep. A second call does nothing.
   * @throws {WorkerRefused} naming a job without a handler, or what makes the queue's server unfit.
   */
  async start(): Promise<void> {
    this.starting ??= this.startOnce();
    await this.starting;
  }

  /** Stops in order: relay, workers, connections (reliability.md D11). A second call waits for the same end. */
  async stop(): Promise<void> {
    this.stopping ??= this.stopOnce();
    await this.stopping;
  }

  private async startOnce(): Promise<void> {
    this.pool.assertComplete();
    await this.watch.start();
    this.relay.start();
    this.pool.start();
    this.upkeep.start();
  }

  private async stopOnce(): Promise<void> {
    await Promise.all([this.relay.stop(), this.upkeep.stop(), this.watch.stop()]);
    await this.pool.stop();
    await this.backend.close();
  }
}
