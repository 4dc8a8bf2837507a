/** What a handler is told beside the payload. */
export interface JobContext {
  /** The outbox row of the job: the same for every attempt. */
  readonly outboxId: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Aborted when the attempt takes too long or another worker may have taken the job over. */
  readonly signal: AbortSignal;
  /**
   * Marks the job as done. Called inside the transaction of the job's effect, so that both are one commit and a second delivery
   * cannot repeat the effect. A handler that does not call it is marked as done after it has returned.
   * @throws when there is no open transaction, when another attempt has done the job, or when this attempt was given up.
   */
  readonly finish: () => Promise<void>;
}

/** Why a job went to the dead letters. */
export interface DeadJob {
  readonly outboxId: string;
  readonly reason: string;
}

/** Does the jobs of one kind. */
export interface JobHandler<Payload> {
  handle(payload: Payload, context: JobContext): Promise<void>;
  /** Runs in the transaction that makes the job a dead letter, e.g. to put a comment before a moderator. */
  onDead?(payload: Payload, job: DeadJob): Promise<void>;
}
