import { AppConfig, Environment } from '#platform';

/** A configuration for tests: quick timings, no limits, quiet logs. Names are those of the environment. */
export function testConfig(env: Readonly<Record<string, string | undefined>> = {}): AppConfig {
  const given: Record<string, string | undefined> = {
    NODE_ENV: 'test',
    PORT: '0',
    PUBLIC_URL: 'http://127.0.0.1:3000',
    APP_SECRET: 'the secret of the test suite, 32 characters',
    LOG_LEVEL: 'silent',
    RATE_LIMITS: 'off',
    DB_POOL_SIZE: '8',
    RELAY_POLL_MS: '100',
    SWEEP_EVERY_MS: '500',
    SWEEP_AFTER_MS: '2000',
    JOB_LOCK_MS: '5000',
    JOB_STALLED_EVERY_MS: '2000',
    JOB_BACKOFF_MS: '50',
    ...env,
  };
  return new AppConfig(
    Environment.parse(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))),
  );
}
