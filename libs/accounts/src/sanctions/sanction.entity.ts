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

  @Column({ type: 'uuid' })
  personId: string;

  @Column({ type: 'text' })
  kind: SanctionKind;

  @Column({ type: 'text' })
  reason: string;

  @Column({ type: 'uuid', nullable: true })
  createdBy: string | null;

  @Column({ type: 'timestamptz' })
  createdAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  endsAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  liftedAt: Date | null;
}
