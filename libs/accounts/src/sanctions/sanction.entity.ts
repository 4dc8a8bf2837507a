import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Kinds of sanctions, mildest first. */
export const SANCTION_KINDS = ['mute', 'suspension', 'ban'] as const;

/** One kind of sanction. */
export type SanctionKind = (typeof SANCTION_KINDS)[number];

/** A person may not write on a site, or on any when `siteId` is null, until it ends. */
@Entity('sanctions')
export class SanctionEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid', nullable: true })
  siteId: string | null;

  /** The site whose moderators imposed it. */
  @Column({ type: 'uuid', nullable: true })
  imposedOn: string | null;

  /** Null when the person was erased; the mailbox stays. */
  @Column({ type: 'uuid', nullable: true })
  personId: string | null;

  @Column({ type: 'bytea', nullable: true })
  mailboxKey: Buffer | null;

  @Column({ type: 'text' })
  kind: SanctionKind;

  @Column({ type: 'text' })
  reason: string;

  /** For moderators only. */
  @Column({ type: 'text', nullable: true })
  note: string | null;

  /** What the person is told. */
  @Column({ type: 'text', nullable: true })
  publicText: string | null;

  @Column({ type: 'uuid', nullable: true })
  createdBy: string | null;

  @Column({ type: 'uuid', nullable: true })
  createdByKey: string | null;

  @Column({ type: 'timestamptz' })
  createdAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  endsAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  liftedAt: Date | null;

  @Column({ type: 'uuid', nullable: true })
  liftedBy: string | null;

  @Column({ type: 'text', nullable: true })
  liftReason: string | null;
}
