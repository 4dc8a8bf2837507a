import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a verification is for. */
export type VerificationPurpose = 'sign-in' | 'comment';

/** A mail that asks somebody to confirm an address. Code and link are not stored: both are made of the id and the secret. */
@Entity('verifications')
export class VerificationEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  purpose: VerificationPurpose;

  @Column({ type: 'text' })
  email: string;

  @Column({ type: 'bytea' })
  emailKey: Buffer;

  /** The name the person wants; a person who is known keeps the name they have. */
  @Column({ type: 'text', nullable: true })
  name: string | null;

  /** The site where it was asked for, for the words of the mail. */
  @Column({ type: 'uuid', nullable: true })
  siteId: string | null;

  /** The guest whose comment waits. */
  @Column({ type: 'uuid', nullable: true })
  guestId: string | null;

  @Column({ type: 'uuid', nullable: true })
  articleId: string | null;

  @Column({ type: 'bytea' })
  codeHash: Buffer;

  @Column({ type: 'bytea' })
  linkHash: Buffer;

  @Column({ type: 'integer' })
  attempts: number;

  @Column({ type: 'timestamptz' })
  codeExpiresAt: Date;

  @Column({ type: 'timestamptz' })
  linkExpiresAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  usedAt: Date | null;

  @Column({ type: 'timestamptz' })
  createdAt: Date;
}
