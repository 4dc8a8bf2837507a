import ipaddr from 'ipaddr.js';
import { z } from 'zod';

const wholeNumber = (fallback: number, min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(min).max(max))
    .default(fallback);
const onOff = (fallback: boolean) =>
  z
    .enum(['on', 'off'])
    .transform((value) => value === 'on')
    .default(fallback);
const isCidr = (text: string) => ipaddr.isValidCIDR(text);

/**
 * Every setting of Colloquy, one line each. Nothing else reads the environment. `.env.example` holds the same names; a test keeps
 * the two in step.
 */
export const Environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production').describe('How the process is run.'),
  HOST: z.string().min(1).default('127.0.0.1').describe('The address that the HTTP server listens on.'),
  PORT: wholeNumber(3000, 0, 65_535).describe('The port that the HTTP server listens on; 0 takes a free one.'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('The address readers reach this service at; links in pages and mails start with it.'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('PostgreSQL 15 or newer; standalone starts its own when it is empty.'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe('Redis 7 or Valkey for queues, limits and live updates; empty keeps them in PostgreSQL.'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe('The mail server; standalone captures mail when it is empty.'),
  MAIL_FROM: z
    .string()
    .min(3)
    .default('Colloquy <discussion@localhost.localdomain>')
    .describe('The sender of every mail.'),
  APP_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe('Signs cursors, links and tokens; 32 characters or more; standalone makes one.'),
  DATA_DIR: z
    .string()
    .min(1)
    .default('.data')
    .describe("Standalone's folder for the database, captured mail and its secret."),
  ADMIN_EMAIL: z.string().min(3).max(254).optional().describe("The first admin's address."),
  ADMIN_PASSWORD: z
    .string()
    .min(12)
    .max(1000)
    .optional()
    .describe("The first admin's password, 12 characters or more."),
  SITE_API_KEY: z
    .string()
    .min(20)
    .max(200)
    .optional()
    .describe("The demo site's API key, 20 characters or more; standalone only."),
  RATE_LIMITS: onOff(true).describe('`off` lifts every rate limit, for load tests.'),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .refine((list) => list.every(isCidr), 'must be a comma-separated list of CIDR blocks, e.g. 10.0.0.0/8')
    .describe('CIDR blocks of reverse proxies whose X-Forwarded-For is believed.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('The least level that is logged.'),
  DB_POOL_SIZE: wholeNumber(10, 1, 200).describe('PostgreSQL connections kept by one process.'),
  STATEMENT_TIMEOUT_MS: wholeNumber(5000, 100, 900_000).describe('A statement of the api is ended after this time.'),
  WORKER_STATEMENT_TIMEOUT_MS: wholeNumber(60_000, 100, 900_000).describe(
    'A statement of the worker is ended after this time.',
  ),
  BODY_LIMIT_BYTES: wholeNumber(65_536, 1024, 1_048_576).describe('The largest request body, articles apart.'),
  PAGE_CACHE_BYTES: wholeNumber(67_108_864, 0, 4_294_967_296).describe(
    'Memory for cached pages; 0 switches the cache off.',
  ),
  PAGE_CACHE_TTL_MS: wholeNumber(1000, 0, 60_000).describe(
    'How long a cached page is served without asking for its version again.',
  ),
  LIVE_STREAMS: wholeNumber(5000, 0, 1_000_000).describe(
    'Live streams that one api process holds open; further readers ask every half minute instead.',
  ),
  RELAY_POLL_MS: wholeNumber(1000, 10, 60_000).describe('How often the outbox is read when nobody woke the relay.'),
  SWEEP_EVERY_MS: wholeNumber(30_000, 100, 3_600_000).describe(
    'How often jobs that vanished from the queue are looked for.',
  ),
  SWEEP_AFTER_MS: wholeNumber(60_000, 100, 3_600_000).describe(
    'A job is looked for when it was sent so long ago and is not done.',
  ),
  WORKER_CONCURRENCY: wholeNumber(10, 1, 200).describe('Jobs of one queue that one worker runs at a time.'),
  SCREENING_CONCURRENCY: wholeNumber(32, 1, 200).describe(
    'The same of the queue `screening`, whose jobs share transactions: the more come together, the less each costs.',
  ),
  JOB_LOCK_MS: wholeNumber(15_000, 1000, 600_000).describe(
    'A running job is taken to be dead when its lock was not renewed for so long.',
  ),
  JOB_STALLED_EVERY_MS: wholeNumber(5000, 500, 600_000).describe('How often dead jobs are looked for.'),
  JOB_MAX_STALLED: wholeNumber(5, 1, 100).describe(
    'A job whose worker died so often while it ran under suspicion is a dead letter.',
  ),
  WORKER_BLOCKED_MS: wholeNumber(10_000, 0, 600_000).describe(
    'A worker process in which nothing else can run for so long is killed; 0 never.',
  ),
  JOB_ATTEMPTS: wholeNumber(8, 1, 100).describe('A job that failed so often is a dead letter.'),
  JOB_BACKOFF_MS: wholeNumber(1000, 1, 600_000).describe('The wait before the first retry; it doubles each time.'),
  SHUTDOWN_TIMEOUT_MS: wholeNumber(20_000, 1000, 600_000).describe(
    'Running jobs and requests get so long to end after SIGTERM.',
  ),
  OUTSIDE_INTERNAL_HOSTS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim().toLowerCase())
        .filter((part) => part !== ''),
    )
    .refine(
      (list) => list.every((host) => /^[^\s/@]+:\d{1,5}$/.test(host)),
      'must be a comma-separated list of host:port',
    )
    .describe(
      'host:port of services on your own network that sites may have asked, also over http, e.g. judge.internal:8080.',
    ),
  AKISMET_URL: z
    .url({ protocol: /^https?$/ })
    .default('https://rest.akismet.com')
    .describe("Where Akismet's API is; nothing is sent there unless a site switches it on."),
  SMTP_TIMEOUT_MS: wholeNumber(10_000, 100, 600_000).describe(
    'A mail server that says nothing for so long is given up.',
  ),
});

/** The parsed environment. */
export type Environment = z.infer<typeof Environment>;
