import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AuthorKind } from '#contracts';

/** A guest, a person with a confirmed address, or an account. */
@Entity('people')
export class PersonEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  kind: AuthorKind;

  @Column({ type: 'text' })
  name: string;

  /** The skeleton of the name, by which look-alikes are equal. */
  @Column({ type: 'text' })
  nameKey: string;

  @Column({ type: 'text', nullable: true })
  website: string | null;

  @Column({ type: 'text', nullable: true })
  email: string | null;

  /** The keyed hash of the canonical address; a guest's is only claimed. */
  @Column({ type: 'bytea', nullable: true })
  emailKey: Buffer | null;

  /** The keyed hash of the mailbox that the address reaches: without sub-address. */
  @Column({ type: 'bytea', nullable: true })
  mailboxKey: Buffer | null;

  /** Counts the sanctions that were imposed. */
  @Column({ type: 'integer', default: 0 })
  sanctionsChanged: number;

  @Column({ type: 'timestamptz', nullable: true })
  emailConfirmedAt: Date | null;

  @Column({ type: 'text', nullable: true })
  passwordHash: string | null;

  @Column({ type: 'timestamptz' })
  createdAt: Date;

  @Column({ type: 'timestamptz' })
  updatedAt: Date;
}
