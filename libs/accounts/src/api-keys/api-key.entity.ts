import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ApiScope } from './api-scope.js';

/** A publisher's key to one site; the key itself is shown once and stored nowhere. */
@Entity('api_keys')
export class ApiKeyEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid' })
  siteId: string;

  @Column({ type: 'text' })
  name: string;

  /** SHA-256 of the whole key. */
  @Column({ type: 'bytea' })
  keyHash: Buffer;

  @Column({ type: 'text', array: true })
  scopes: ApiScope[];

  @Column({ type: 'timestamptz' })
  createdAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  lastUsedAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  expiresAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  revokedAt: Date | null;
}
