const DAY_MS = 86_400_000;

/** How long this room keeps what, in milliseconds. Whoever removes it and whoever tells people of it read the same figures. */
export const DISCUSSION_RETENTION = {
  /** A client that retries does so within minutes; two days cover a laptop that slept over a weekend's start. */
  idempotencyKeys: 2 * DAY_MS,
  /** Screening looks for near-duplicates of seven days; one more covers a job that runs late. */
  likenessBands: 8 * DAY_MS,
} as const;
