import { AppError } from '#kernel';

/** The embedded PostgreSQL cannot be set up or started here; the message says what to change. */
export class EmbeddedPostgresFailed extends AppError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('unavailable', message, undefined, options);
  }
}

/** A living process already uses the data folder; two servers on one folder would destroy it. */
export class DataFolderInUse extends AppError {
  constructor(
    readonly folder: string,
    readonly pid: number,
  ) {
    super(
      'conflict',
      `Another Colloquy is running on this data folder (${folder}), process ${pid}. Stop it, or choose another folder with DATA_DIR.`,
    );
  }
}
