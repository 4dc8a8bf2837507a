import { withDeadline } from '../deadline.js';
import type { QueueName } from '../queue-names.js';
import type { QuietLog } from '../quiet-log.js';
import { QueueUnavailable } from '../queue.errors.js';
import type { JobQueue } from './queue-backend.js';

/** How long a server of queues may take to answer. */
export const READY_MS = 2000;

/** A queue as BullMQ makes it, before it is known to answer. */
type MadeQueue = JobQueue & { on(event: 'error', listener: (error: Error) => void): unknown };

/** The queues of one server. Each is opened when it is first asked for, and again after it did not answer. */
export class OpenQueues {
  private readonly queues = new Map<QueueName, Promise<JobQueue>>();

  /** @param server what errors call the server. */
  constructor(
    private readonly server: 'Redis' | 'PostgreSQL',
    private readonly log: QuietLog,
    private readonly make: (name: QueueName) => MadeQueue,
  ) {}

  /**
   * One that has answered.
   * @throws {QueueUnavailable} when it does not answer in time.
   */
  async get(name: QueueName): Promise<JobQueue> {
    let queue = this.queues.get(name);
    if (queue === undefined) {
      queue = this.open(name);
      this.queues.set(name, queue);
      queue.catch(() => this.queues.delete(name));
    }
    return queue;
  }

  /** Those that are open, once the ones that are being opened are open or have failed. */
  async settled(): Promise<JobQueue[]> {
    const all = await Promise.allSettled(this.queues.values());
    return all.flatMap((queue) => (queue.status === 'fulfilled' ? [queue.value] : []));
  }

  private async open(name: QueueName): Promise<JobQueue> {
    const queue = this.make(name);
    queue.on('error', (error) => this.log.error(`queue ${name}`, error));
    try {
      await withDeadline(queue.waitUntilReady(), READY_MS, this.server);
      return queue;
    } catch (cause) {
      await queue.close().catch(() => undefined);
      throw new QueueUnavailable(this.server, { cause });
    }
  }
}
