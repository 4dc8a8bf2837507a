import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '#contracts';

/** A person's one role on a site, or on every site when `siteId` is null. */
@Entity('roles')
export class RoleEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'uuid' })
  personId: string;

  @Column({ type: 'uuid', nullable: true })
  siteId: string | null;

  @Column({ type: 'text' })
  role: Role;

  @Column({ type: 'timestamptz' })
  createdAt: Date;
}
