import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { Clock, newId, sha256 } from '#kernel';
import { ActorCache, type KnownActor } from '../actor-cache.js';
import type { ApiScope } from './api-scope.js';

const LAST_USED_EVERY_MS = 60_000;

/** A key about to be stored. `name` is for the admin's list. */
export interface NewApiKey {
  readonly id: string;
  readonly siteId: string;
  readonly name: string;
  readonly key: string;
  readonly scopes: readonly ApiScope[];
  readonly expiresAt?: Date | undefined;
}

interface ApiKeyRow {
  readonly id: string;
  readonly site_id: string;
  readonly scopes: readonly ApiScope[];
  readonly expires_at: Date | null;
  readonly last_used_at: Date | null;
}

const INSERT = `
  INSERT INTO api_keys (id, site_id, name, key_hash, scopes, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`;

/** API keys of sites. Only SHA-256 of a key is stored (reliability.md D25). */
@Injectable()
export class ApiKeys {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ActorCache) private readonly cache: ActorCache,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The actor of a key and until when it is one, or undefined. Notes its use at most once a minute. */
  async byKeyHash(keyHash: Buffer): Promise<KnownActor | undefined> {
    const now = this.clock.now();
    const [row] = await this.database.query<ApiKeyRow>(
      `SELECT id, site_id, scopes, expires_at, last_used_at FROM api_keys
       WHERE key_hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)`,
      [keyHash, now],
    );
    if (row === undefined) return undefined;
    const usedBefore = new Date(now.getTime() - LAST_USED_EVERY_MS);
    if (row.last_used_at === null || row.last_used_at <= usedBefore) {
      await this.database.execute(
        'UPDATE api_keys SET last_used_at = $2 WHERE id = $1 AND (last_used_at IS NULL OR last_used_at <= $3)',
        [row.id, now, usedBefore],
      );
    }
    return {
      actor: { kind: 'key', keyId: row.id, siteId: row.site_id, scopes: row.scopes },
      expiresAtMs: row.expires_at?.getTime(),
    };
  }

  /** Stores a new key's hash. */
  async insert({ id, siteId, name, key, scopes, expiresAt }: NewApiKey): Promise<void> {
    await this.database.execute(INSERT, [id, siteId, name, sha256(key), scopes, this.clock.now(), expiresAt ?? null]);
  }

  /**
   * Makes the operator's own key of a site (`SITE_API_KEY`) valid with exactly these scopes, and ends the keys that had this name
   * before. Repeating it changes nothing; a key that was revoked stays revoked.
   */
  async ensure(siteId: string, name: string, key: string, scopes: readonly ApiScope[]): Promise<void> {
    const keyHash = sha256(key);
    const now = this.clock.now();
    await this.database.transaction(async () => {
      await this.database.execute(
        `${INSERT} ON CONFLICT (key_hash) DO UPDATE SET scopes = EXCLUDED.scopes WHERE api_keys.site_id = EXCLUDED.site_id`,
        [newId(), siteId, name, keyHash, scopes, now, null],
      );
      await this.database.execute(
        `UPDATE api_keys SET revoked_at = $4 WHERE site_id = $1 AND name = $2 AND key_hash <> $3 AND revoked_at IS NULL`,
        [siteId, name, keyHash, now],
      );
      this.database.afterCommit(() => this.cache.forgetKeysOf(siteId));
    });
  }

  /** Ends a key of a site, in this process at once. Tells whether there was one. */
  async revoke(siteId: string, keyId: string): Promise<boolean> {
    const revoked = await this.database.execute(
      'UPDATE api_keys SET revoked_at = $3 WHERE site_id = $1 AND id = $2 AND revoked_at IS NULL',
      [siteId, keyId, this.clock.now()],
    );
    this.database.afterCommit(() => this.cache.forgetKeysOf(siteId));
    return revoked > 0;
  }
}
