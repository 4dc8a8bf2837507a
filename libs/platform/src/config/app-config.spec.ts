import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { InvalidConfig, loadConfig } from './app-config.js';
import { Secret } from './secret.js';

const faultsOf = (env: Record<string, string>, required: Parameters<typeof loadConfig>[1] = []): readonly string[] => {
  try {
    loadConfig(env, required);
  } catch (error) {
    if (error instanceof InvalidConfig) return error.faults;
    throw error;
  }
  return [];
};

describe(loadConfig.name, () => {
  it('has a default for everything that no role requires', () => {
    const config = loadConfig({});
    expect(config).toMatchObject({
      port: 3000,
      publicUrl: 'http://127.0.0.1:3000',
      rateLimits: true,
      trustedProxies: [],
    });
  });

  it('takes an empty value for one that is not set', () => {
    expect(loadConfig({ PORT: ' ', REDIS_URL: '' })).toMatchObject({ port: 3000, redisUrl: undefined });
  });

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['PUBLIC_URL', 'ftp://example.org'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['REDIS_URL', 'localhost:6379'],
    ['TRUSTED_PROXIES', '1'],
    ['TRUSTED_PROXIES', 'true'],
    ['RATE_LIMITS', 'false'],
    ['APP_SECRET', 'short'],
    ['SITE_API_KEY', 'short'],
    ['LOG_LEVEL', 'loud'],
  ])('names %s when it is %s', (name, value) => {
    expect(faultsOf({ [name]: value }).join('\n')).toContain(name);
  });

  it('lists every fault at once', () => {
    const faults = faultsOf({ PORT: 'x', SMTP_URL: 'y', ADMIN_EMAIL: 'a@example.org' }, ['DATABASE_URL', 'APP_SECRET']);
    for (const name of ['PORT', 'SMTP_URL', 'ADMIN_PASSWORD', 'DATABASE_URL', 'APP_SECRET']) {
      expect(faults.some((fault) => fault.includes(name))).toBe(true);
    }
  });

  it('cuts the slash off the public address', () => {
    expect(loadConfig({ PUBLIC_URL: 'https://talk.example.org/' }).publicUrl).toBe('https://talk.example.org');
  });
});

describe(Secret.name, () => {
  it('shows nowhere but where it is revealed', () => {
    const secret = new Secret('hunter2');
    for (const shown of [String(secret), JSON.stringify({ secret }), inspect({ secret }), secret.toString()]) {
      expect(shown).not.toContain('hunter2');
    }
    expect(secret.reveal()).toBe('hunter2');
  });
});
