import { Inject, Injectable } from '@nestjs/common';
import { AppConfig, Database, Outbox, RateLimiter } from '#platform';
import { Clock, newId, sameBytes } from '#kernel';
import { InvalidCode, InvalidToken } from '../accounts.errors.js';
import { verificationRequested } from '../accounts.events.js';
import { emailKey } from '../people/email-key.js';
import {
  verificationCode,
  verificationCodeHash,
  verificationLinkHash,
  verificationLinkToken,
} from './verification-secrets.js';
import { ACCOUNT_RETENTION } from '../upkeep/retention.js';
import type { VerificationPurpose } from './verification.entity.js';

/** How often a code may be tried (reliability.md D19). */
const MAX_ATTEMPTS = 5;

const CODE = /^\d{6}$/;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** What is to be verified. `guestId` and `articleId` tell which guest's comment waits. */
export interface NewVerification {
  readonly purpose: VerificationPurpose;
  readonly email: string;
  readonly emailKey: Buffer;
  readonly name?: string | undefined;
  readonly siteId?: string | undefined;
  readonly guestId?: string | undefined;
  readonly articleId?: string | undefined;
}

/** A verification that was used: its address is confirmed. */
export interface SpentVerification {
  readonly email: string;
  readonly emailKey: Buffer;
  readonly name: string | null;
  readonly guestId: string | null;
  readonly articleId: string | null;
}

interface OpenCode {
  readonly id: string;
  readonly code_hash: Buffer;
}

const REPLACE_OLDER = `
  UPDATE verifications SET code_expires_at = $4, link_expires_at = $4
  WHERE email_key = $1 AND purpose = $2 AND guest_id IS NOT DISTINCT FROM $3::uuid AND used_at IS NULL AND link_expires_at > $4`;

const INSERT = `
  INSERT INTO verifications (id, purpose, email, email_key, name, site_id, guest_id, article_id, code_hash, link_hash,
    code_expires_at, link_expires_at, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`;

const COUNT_ATTEMPT = `
  UPDATE verifications SET attempts = attempts + 1
  WHERE email_key = $1 AND used_at IS NULL AND code_expires_at > $2 AND attempts < ${MAX_ATTEMPTS}
  RETURNING id, code_hash`;

const SPENT_COLUMNS = `email, email_key AS "emailKey", name, guest_id AS "guestId", article_id AS "articleId"`;

/** Issues and spends verifications: the life of a code and a link (reliability.md D19, A2). */
@Injectable()
export class Verifications {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AppConfig) private readonly config: AppConfig,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(RateLimiter) private readonly limits: RateLimiter,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Issues a verification in the caller's transaction and has its mail sent. An earlier one for the same address, purpose and guest
   * is void from now on.
   */
  async issue(wanted: NewVerification): Promise<string> {
    const secret = this.config.secret.reveal();
    const now = this.clock.now();
    const id = newId();
    const guestId = wanted.guestId ?? null;
    await this.database.execute(REPLACE_OLDER, [wanted.emailKey, wanted.purpose, guestId, now]);
    await this.database.execute(INSERT, [
      id,
      wanted.purpose,
      wanted.email,
      wanted.emailKey,
      wanted.name ?? null,
      wanted.siteId ?? null,
      guestId,
      wanted.articleId ?? null,
      verificationCodeHash(secret, id, verificationCode(secret, id)),
      verificationLinkHash(verificationLinkToken(secret, id)),
      new Date(now.getTime() + ACCOUNT_RETENTION.codes),
      new Date(now.getTime() + ACCOUNT_RETENTION.links),
      now,
    ]);
    await this.outbox.publish(verificationRequested, { verificationId: id });
    return id;
  }

  /**
   * Tries a code against what is open for an address, and counts the try, whatever comes of it. It is not spent yet.
   * Runs outside a transaction only: the count of a wrong try must not be rolled back with it.
   * @param networkKey the network that tries, for its limit.
   * @returns the id of the verification that the code belongs to.
   * @throws {InvalidCode} for anything but a code that is right and open.
   * @throws {TooManyRequests} when the network tries too often.
   */
  async tryCode(email: string, code: unknown, networkKey?: string): Promise<string> {
    if (this.database.inTransaction) throw new Error('A code is tried outside transactions, so that every try counts.');
    if (typeof code !== 'string' || !CODE.test(code)) throw new InvalidCode();
    if (networkKey !== undefined) await this.limits.consume('confirm-code', networkKey);
    const secret = this.config.secret.reveal();
    const open = await this.database.transaction(() =>
      this.database.query<OpenCode>(COUNT_ATTEMPT, [emailKey(secret, email), this.clock.now()]),
    );
    const [hit] = open.filter(({ id, code_hash }) => sameBytes(verificationCodeHash(secret, id, code), code_hash));
    if (hit === undefined) throw new InvalidCode();
    return hit.id;
  }

  /**
   * Spends a verification whose code was right, in the caller's transaction.
   * @throws {InvalidCode} when another was faster.
   */
  async spend(id: string): Promise<SpentVerification> {
    const [spent] = await this.database.query<SpentVerification>(
      `UPDATE verifications SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND code_expires_at > $2
       RETURNING ${SPENT_COLUMNS}`,
      [id, this.clock.now()],
    );
    if (spent === undefined) throw new InvalidCode();
    return spent;
  }

  /**
   * Spends the verification of a link, in the caller's transaction. It is found by the hash of 256 random bits, so the comparison
   * tells nothing by its time.
   * @throws {InvalidToken} for anything but a token that is right and open.
   */
  async spendLink(token: unknown): Promise<SpentVerification> {
    if (typeof token !== 'string' || !TOKEN.test(token)) throw new InvalidToken();
    const [spent] = await this.database.query<SpentVerification>(
      `UPDATE verifications SET used_at = $2 WHERE link_hash = $1 AND used_at IS NULL AND link_expires_at > $2
       RETURNING ${SPENT_COLUMNS}`,
      [verificationLinkHash(token), this.clock.now()],
    );
    if (spent === undefined) throw new InvalidToken();
    return spent;
  }
}
