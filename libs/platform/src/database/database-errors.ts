/** Whether an error is PostgreSQL's unique violation (23505), on the named constraint when one is given. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const cause = driverError(error);
  return cause?.code === '23505' && (constraint === undefined || cause.constraint === constraint);
}

/** The parts of a node-postgres error that decide what happens next. */
export interface DriverError {
  readonly code: string;
  readonly constraint?: string;
}

/** The driver's error inside one of TypeORM's or plain, or undefined when it is something else. */
export function driverError(error: unknown): DriverError | undefined {
  const inner = error instanceof Error && 'driverError' in error ? error.driverError : error;
  return inner instanceof Error && 'code' in inner && typeof inner.code === 'string'
    ? (inner as Error & DriverError)
    : undefined;
}

/** PostgreSQL answered COMMIT with a rollback: a statement of the transaction had failed and its failure was passed over. */
export class TransactionAborted extends Error {
  constructor() {
    super('The transaction was rolled back at its commit, because one of its statements had failed.');
  }
}
