import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { InvalidPassword } from '../accounts.errors.js';
import { WorkGate } from './work-gate.js';

/** OWASP's minimum for argon2id: 19 MiB, two passes, one lane (reliability.md D21). argon2id is the library's own default. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const AT_ONCE = 4;
const IN_LINE = 32;

/** The shortest and longest password, in characters; the longest only keeps hashing cheap. */
const MIN_LENGTH = 12;
const MAX_LENGTH = 1000;

/** A hash of random bytes at the same cost: what is checked when nobody has the address, so that both take the same time (D20). */
const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$eHWEc9XJWylcQxHTomKPww$WBWYtlx71Ha1lXoEkIONOHvN9msVBBa68kvHcJv4hwk';

/**
 * Hashes and checks passwords with argon2id. Four at once and 32 in line for the whole process: more would take the memory and the
 * threads that readers are served with (reliability.md D21, A43).
 */
@Injectable()
export class Passwords {
  private readonly gate = new WorkGate(AT_ONCE, IN_LINE);

  /**
   * The hash of a new password as a PHC string.
   * @throws {InvalidPassword} when it is shorter than 12 or longer than 1000 characters.
   * @throws {TooManyRequests} when the line is full.
   */
  async hash(password: string): Promise<string> {
    const normal = password.normalize('NFKC');
    if (normal.length < MIN_LENGTH || password.length > MAX_LENGTH) throw new InvalidPassword();
    return this.gate.run(() => hash(normal, COST));
  }

  /**
   * Whether a password belongs to a hash. Without a hash it never does, after the same work.
   * @throws {TooManyRequests} when the line is full.
   */
  async matches(password: string, passwordHash: string | undefined): Promise<boolean> {
    const normal = password.slice(0, MAX_LENGTH).normalize('NFKC');
    const isRight = await this.gate.run(() => verify(passwordHash ?? NOBODYS_HASH, normal));
    return isRight && passwordHash !== undefined && password.length <= MAX_LENGTH;
  }
}
