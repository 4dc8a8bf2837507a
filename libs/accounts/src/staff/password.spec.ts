import { parseOptions } from '@node-rs/argon2';
import { describe, expect, it } from 'vitest';
import { TooManyRequests } from '#platform';
import { InvalidPassword } from '../accounts.errors.js';
import { Passwords } from './password.js';
import { WorkGate } from './work-gate.js';

const right = 'correct horse battery staple';

describe(Passwords.name, () => {
  it('hashes with argon2id at 19 MiB, two passes, one lane, and salts', async () => {
    const passwords = new Passwords();
    const [one, two] = await Promise.all([passwords.hash(right), passwords.hash(right)]);
    expect(one).toMatch(/^\$argon2id\$v=19\$/);
    expect(parseOptions(one)).toMatchObject({ memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    expect(one).not.toBe(two);
    expect(await passwords.matches(right, one)).toBe(true);
    expect(await passwords.matches(`${right} `, one)).toBe(false);
  });

  it('takes the two ways to write an accent for the same password', async () => {
    const passwords = new Passwords();
    expect(await passwords.matches('cafe\u0301 au lait, deux', await passwords.hash('caf\u00e9 au lait, deux'))).toBe(
      true,
    );
  });

  it('does the work for nobody and says no', async () => {
    const passwords = new Passwords();
    expect(await passwords.matches(right, undefined)).toBe(false);
  });

  it.each([
    ['short', 'eleven char'],
    ['long', 'x'.repeat(1001)],
  ])('refuses a new password that is too %s', async (_label, password) => {
    await expect(new Passwords().hash(password)).rejects.toThrow(InvalidPassword);
  });

  it('turns the 37th of 60 at once away', async () => {
    const passwords = new Passwords();
    const passwordHash = await passwords.hash(right);
    const tries = await Promise.allSettled(
      Array.from({ length: 60 }, () => passwords.matches('wrong password', passwordHash)),
    );
    const away = tries.filter((one) => one.status === 'rejected');
    expect(away).toHaveLength(60 - 4 - 32);
    for (const { reason } of away) expect(reason).toBeInstanceOf(TooManyRequests);
  });
});

describe(WorkGate.name, () => {
  it('never runs more than it may, and all that waited in order', async () => {
    const gate = new WorkGate(4, 32);
    let running = 0;
    let most = 0;
    const order: number[] = [];
    const work = async (at: number) => {
      running++;
      most = Math.max(most, running);
      order.push(at);
      await new Promise<void>((resolve) => setImmediate(resolve));
      running--;
    };
    await Promise.all(Array.from({ length: 36 }, (_, at) => gate.run(() => work(at))));
    expect(most).toBe(4);
    expect(order).toEqual(Array.from({ length: 36 }, (_, at) => at));
  });

  it('gives the place back after a failure', async () => {
    const gate = new WorkGate(1, 0);
    await expect(gate.run(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await gate.run(async () => 'done')).toBe('done');
  });
});
