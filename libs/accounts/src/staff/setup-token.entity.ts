import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The one-time link by which the first admin is made. */
@Entity('setup_tokens')
export class SetupTokenEntity {
  /** SHA-256 of the token. */
  @PrimaryColumn({ type: 'bytea' })
  tokenHash: Buffer;

  @Column({ type: 'timestamptz' })
  createdAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  usedAt: Date | null;
}
