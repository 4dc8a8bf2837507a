import { z } from 'zod';
import { Environment } from './env.js';
import { Secret } from './secret.js';

/** What a role of the service must have before it starts. */
export type ConfigRequirement = 'DATABASE_URL' | 'APP_SECRET' | 'PUBLIC_URL' | 'SMTP_URL';

/** The environment does not make a configuration. The message lists every fault, one per line. */
export class InvalidConfig extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`Colloquy cannot start with these settings:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = InvalidConfig.name;
  }
}

/** Every setting of the process, frozen. Built once by `loadConfig`, injected everywhere. */
export class AppConfig {
  readonly nodeEnv: 'production' | 'development' | 'test';
  readonly host: string;
  readonly port: number;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  readonly secret: Secret;
  readonly dataDir: string;
  readonly adminEmail: string | undefined;
  readonly adminPassword: Secret | undefined;
  readonly siteApiKey: Secret | undefined;
  readonly rateLimits: boolean;
  readonly trustedProxies: readonly string[];
  readonly logLevel: Environment['LOG_LEVEL'];
  readonly dbPoolSize: number;
  readonly statementTimeoutMs: number;
  readonly workerStatementTimeoutMs: number;
  readonly bodyLimitBytes: number;
  readonly pageCacheBytes: number;
  readonly pageCacheTtlMs: number;
  readonly liveStreams: number;
  readonly relayPollMs: number;
  readonly sweepEveryMs: number;
  readonly sweepAfterMs: number;
  readonly workerConcurrency: number;
  readonly screeningConcurrency: number;
  readonly lockDurationMs: number;
  readonly stalledIntervalMs: number;
  readonly maxStalledCount: number;
  readonly workerBlockedMs: number;
  readonly jobAttempts: number;
  readonly jobBackoffMs: number;
  readonly shutdownTimeoutMs: number;
  readonly outsideInternalHosts: readonly string[];
  readonly akismetUrl: string;
  readonly smtpTimeoutMs: number;

  /** Out of the reach of logs: it holds secrets in clear. */
  readonly #env: Environment;

  constructor(env: Environment) {
    this.#env = env;
    this.nodeEnv = env.NODE_ENV;
    this.host = env.HOST;
    this.port = env.PORT;
    this.publicUrl = (env.PUBLIC_URL ?? `http://${env.HOST}:${env.PORT}`).replace(/\/+$/, '');
    this.databaseUrl = env.DATABASE_URL ?? '';
    this.redisUrl = env.REDIS_URL;
    this.smtpUrl = env.SMTP_URL;
    this.mailFrom = env.MAIL_FROM;
    this.secret = new Secret(env.APP_SECRET ?? '');
    this.dataDir = env.DATA_DIR;
    this.adminEmail = env.ADMIN_EMAIL;
    this.adminPassword = env.ADMIN_PASSWORD === undefined ? undefined : new Secret(env.ADMIN_PASSWORD);
    this.siteApiKey = env.SITE_API_KEY === undefined ? undefined : new Secret(env.SITE_API_KEY);
    this.rateLimits = env.RATE_LIMITS;
    this.trustedProxies = env.TRUSTED_PROXIES;
    this.logLevel = env.LOG_LEVEL;
    this.dbPoolSize = env.DB_POOL_SIZE;
    this.statementTimeoutMs = env.STATEMENT_TIMEOUT_MS;
    this.workerStatementTimeoutMs = env.WORKER_STATEMENT_TIMEOUT_MS;
    this.bodyLimitBytes = env.BODY_LIMIT_BYTES;
    this.pageCacheBytes = env.PAGE_CACHE_BYTES;
    this.pageCacheTtlMs = env.PAGE_CACHE_TTL_MS;
    this.liveStreams = env.LIVE_STREAMS;
    this.relayPollMs = env.RELAY_POLL_MS;
    this.sweepEveryMs = env.SWEEP_EVERY_MS;
    this.sweepAfterMs = env.SWEEP_AFTER_MS;
    this.workerConcurrency = env.WORKER_CONCURRENCY;
    this.screeningConcurrency = env.SCREENING_CONCURRENCY;
    this.lockDurationMs = env.JOB_LOCK_MS;
    this.stalledIntervalMs = env.JOB_STALLED_EVERY_MS;
    this.maxStalledCount = env.JOB_MAX_STALLED;
    this.workerBlockedMs = env.WORKER_BLOCKED_MS;
    this.jobAttempts = env.JOB_ATTEMPTS;
    this.jobBackoffMs = env.JOB_BACKOFF_MS;
    this.shutdownTimeoutMs = env.SHUTDOWN_TIMEOUT_MS;
    this.outsideInternalHosts = env.OUTSIDE_INTERNAL_HOSTS;
    this.akismetUrl = env.AKISMET_URL.replace(/\/+$/, '');
    this.smtpTimeoutMs = env.SMTP_TIMEOUT_MS;
    Object.freeze(this);
  }

  /** The same configuration with some settings found at start, by their environment names. */
  with(found: Partial<Pick<Environment, ConfigRequirement | 'DATA_DIR'>>): AppConfig {
    return new AppConfig({ ...this.#env, ...found });
  }
}

/**
 * Reads the configuration from the environment. Empty values count as not set.
 * @param required settings that have no default in this role.
 * @throws {InvalidConfig} with every fault at once.
 */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
  required: readonly ConfigRequirement[] = [],
): AppConfig {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const faults = required
    .filter((name) => given[name] === undefined)
    .map((name) => `${name} is not set: ${Environment.shape[name].description ?? ''}`);
  if ((given['ADMIN_EMAIL'] === undefined) !== (given['ADMIN_PASSWORD'] === undefined)) {
    faults.push('ADMIN_EMAIL and ADMIN_PASSWORD are set together or not at all.');
  }
  const parsed = z.safeParse(Environment, given);
  if (!parsed.success) {
    faults.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  if (!parsed.success || faults.length > 0) {
    throw new InvalidConfig(faults);
  }
  return new AppConfig(parsed.data);
}
